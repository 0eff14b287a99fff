"""Figures: tables that say the physics, and drawings that show the table."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import limcore
from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, Choice, Number, defaults
from dashboard.presets import BARRIER_PRESETS

BARRIER, SURFACE = FIGURES["barrier"], FIGURES["barrier-surface"]


def values_of(figure, **changes):
    return defaults(figure.parameters) | changes


def any_values(figure):
    """Give a strategy for any state the controls can be in."""
    choices = {}
    for key in figure.parameters:
        parameter = PARAMETERS[key]
        if isinstance(parameter, Number):
            choices[key] = st.sampled_from(parameter.stops)
        elif isinstance(parameter, Choice):
            choices[key] = st.sampled_from(list(parameter.options))
    return st.fixed_dictionaries(choices)


def test_curves_are_eq_4():
    table = BARRIER.table(values_of(BARRIER))
    curves = table[table["n"].isna()]
    expected = limcore.barrier_height(curves["gradient_energy_kT"], curves["update_rate_over_R_max"])
    np.testing.assert_allclose(curves["barrier_height_kT"], expected, rtol=1e-14)


def test_trajectory_is_the_papers():
    table = BARRIER.table(values_of(BARRIER))
    path = table[table["n"].notna()].set_index("n")
    np.testing.assert_allclose(path.loc[[1.0, 1e3, 1e6], "barrier_height_kT"], [-0.7719, 2.7607, 6.2146], atol=5e-5)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_trajectory_lies_on_the_surface_of_eq_4(figure):
    changes = {"unit": "meV", "rate_scale": "absolute", "start": "barrier_free", "convention": "symmetric_tilt"}
    table = figure.table(values_of(figure, **changes))
    path = table[table["n"].notna()]
    expected = limcore.barrier_height(
        path["gradient_energy_meV"], path["update_rate_per_s"], rate_max=1e9, kT=25.852, convention="symmetric_tilt"
    )
    np.testing.assert_allclose(path["barrier_height_meV"], expected, atol=1e-9)


def test_units_scale_the_table():
    in_kT = BARRIER.table(values_of(BARRIER, unit="kT"))
    in_J = BARRIER.table(values_of(BARRIER, unit="J"))
    kT = 25.852e-3 * limcore.ELEMENTARY_CHARGE
    last = in_kT["n"] == 1e6
    expected = in_kT.loc[last, "barrier_height_kT"].to_numpy() * kT
    np.testing.assert_allclose(in_J.loc[last, "barrier_height_J"], expected, rtol=1e-12)


def test_attempt_rate_moves_only_absolute_curves():
    def heights(**changes):
        table = BARRIER.table(values_of(BARRIER, **changes))
        return table.loc[table["n"].isna(), "barrier_height_kT"].to_numpy()

    np.testing.assert_array_equal(heights(R_max=1e6), heights(R_max=1e12))
    shift = heights(R_max=1e12, rate_scale="absolute") - heights(R_max=1e6, rate_scale="absolute")
    np.testing.assert_allclose(shift, 6 * np.log(10), rtol=1e-12)


def test_drawing_shows_the_table():
    values = values_of(BARRIER)
    table = BARRIER.table(values)
    drawn = BARRIER.draw(table, values)
    assert isinstance(drawn, go.Figure)
    lines = [trace for trace in drawn.data if trace.mode == "lines"]
    shown = np.concatenate([trace.y for trace in lines])
    np.testing.assert_array_equal(shown, table["barrier_height_kT"])


def test_edges_mark_where_curves_cross_zero():
    drawing = BARRIER.drawing(values_of(BARRIER))
    (edge,) = (trace for trace in drawing["data"] if trace["name"].startswith("ΔE<sub>min"))
    np.testing.assert_allclose(limcore.barrier_height(edge["x"], [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]), 0, atol=1e-13)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
@pytest.mark.parametrize("preset", BARRIER_PRESETS)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_plotly_accepts_the_drawing(figure, preset, mode):
    values = values_of(figure, **BARRIER_PRESETS[preset])
    drawn = figure.draw(figure.table(values), values, mode)
    assert "@" not in drawn.to_json()


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_state_of_the_controls_can_be_drawn_and_described(figure, data):
    values = values_of(figure, **data.draw(any_values(figure)))
    table = figure.table(values)
    assert figure.sketch(figure.columns(values), values)["data"]
    assert "nan" not in figure.describe(table, values)


def test_description_names_the_numbers_of_the_curves():
    values = values_of(BARRIER)
    text = BARRIER.describe(BARRIER.table(values), values)
    assert "R/R_max = 10⁻²: zero at ΔE = 0.02 kT, plateau 4.605 kT" in text
    assert "6.215 kT at step 10⁶" in text


def test_barrier_stays_finite_where_the_learning_rate_underflows():
    values = values_of(BARRIER, schedule_1="exponential", gamma_1=0.9, alpha=0.5)
    last = BARRIER.table(values).iloc[-1]
    assert last["barrier_height_kT"] == pytest.approx(0.5 * (1e6 - 1) * -np.log(0.9) - np.log(2), rel=1e-12)
