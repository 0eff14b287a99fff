"""Figures: tables that say the physics, and drawings that show the table."""

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from states import any_state, quick

import limcore
from dashboard.export.provenance import provenance
from dashboard.figures import FIGURES, encode_arrays
from dashboard.parameters import defaults
from dashboard.presets import (
    BARRIER_PRESETS,
    ENERGY_PRESETS,
    LEARNING_PRESETS,
    PROJECTION_PRESETS,
    SPECTRUM_PRESETS,
)

PRESETS = {**BARRIER_PRESETS, **LEARNING_PRESETS, **ENERGY_PRESETS, **SPECTRUM_PRESETS, **PROJECTION_PRESETS}
BARRIER, LEARNING, RETENTION = FIGURES["barrier"], FIGURES["learning"], FIGURES["retention"]
TEN_YEARS = 10 * 365.25 * 86400


def values_of(figure, **changes):
    return defaults(figure.parameters) | {key: value for key, value in changes.items() if key in figure.parameters}


def test_curves_are_eq_4():
    table = BARRIER.table(values_of(BARRIER))
    curves = table[table["n"].isna()]
    expected = limcore.barrier_height(curves["gradient_energy_kT"], curves["update_rate_over_R_max"])
    np.testing.assert_allclose(curves["barrier_height_kT"], expected, rtol=1e-14)


def test_trajectory_is_the_papers():
    table = BARRIER.table(values_of(BARRIER))
    path = table[table["n"].notna()].set_index("n")
    np.testing.assert_allclose(path.loc[[1.0, 1e3, 1e6], "barrier_height_kT"], [-0.7719, 2.7607, 6.2146], atol=5e-5)


@pytest.mark.parametrize("figure", [FIGURES["barrier"], FIGURES["barrier-surface"]], ids=["curves", "surface"])
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


def preset_states():
    """List the states that presets put each figure in, each once: many presets differ in what it does not declare."""
    for figure in FIGURES.values():
        listed = []
        for preset, changes in PRESETS.items():
            known = {key: value for key, value in changes.items() if key in figure.parameters}
            if (values := quick(figure.parameters) | known) not in listed:
                listed.append(values)
                yield pytest.param(figure, values, id=f"{figure.name}-{preset}")


@pytest.mark.parametrize(("figure", "values"), list(preset_states()))
def test_plotly_accepts_the_drawing(figure, values):
    table = figure.table(values)
    for mode in ("light", "dark"):
        assert "@" not in figure.draw(table, values, mode).to_json(), mode


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_state_of_the_controls_can_be_drawn_and_described(figure, data):
    values = data.draw(any_state(figure))
    columns = figure.columns(values)
    drawing = figure.sketch(columns, values)
    assert drawing["layout"]["meta"]["caption"].endswith(".")
    json.dumps(encode_arrays(drawing), allow_nan=False)  # what a browser reads
    assert not re.search(r"\bnan\b", figure.describe(columns, values))


def test_description_names_the_numbers_of_the_curves():
    values = values_of(BARRIER)
    text = BARRIER.description(values)
    assert "R/R_max = 10⁻²: zero at ΔE = 0.02 kT, plateau 4.605 kT" in text
    assert "6.215 kT at step 10⁶" in text


def test_barrier_stays_finite_where_the_learning_rate_underflows():
    values = values_of(BARRIER, schedule_1="exponential", gamma_1=0.9, alpha=0.5)
    last = BARRIER.table(values).iloc[-1]
    assert last["barrier_height_kT"] == pytest.approx(0.5 * (1e6 - 1) * -np.log(0.9) - np.log(2), rel=1e-12)


def test_learning_is_fig_3b_of_the_paper():
    path = LEARNING.table(values_of(LEARNING)).set_index("n")
    steps = [1.0, 10.0, 100.0, 1e3, 1e4, 1e6]
    np.testing.assert_allclose(
        path.loc[steps, "barrier_height_kT"], [-0.7719, 0.4573, 1.6094, 2.7607, 3.9120, 6.2146], atol=5e-5
    )
    np.testing.assert_allclose(path.loc[steps, "asked_update_rate_over_R_max"], np.array(steps) ** -1.5, rtol=1e-12)
    expected = 0.5 * np.log(path.index.to_numpy()) - np.log(2)
    np.testing.assert_allclose(path["asymptote_kT"], expected, atol=1e-12)


def test_learning_draws_rate_and_barrier_on_two_axes():
    values = values_of(LEARNING)
    drawing = LEARNING.drawing(values)
    table = LEARNING.table(values)
    lines = {trace.get("yaxis", "y"): trace["y"] for trace in drawing["data"] if trace["name"] == "ε = 1/n"}
    np.testing.assert_array_equal(lines["y"], table["update_rate_over_R_max"])
    np.testing.assert_array_equal(lines["y2"], table["barrier_height_kT"])
    assert drawing["layout"]["yaxis"]["type"] == "log"
    assert drawing["layout"]["yaxis2"]["side"] == "right"


@pytest.mark.parametrize(("alpha", "first"), [(0.25, 17), (0.5, 5), (0.75, 3)])
def test_learning_marks_the_first_step_that_can_be_met(alpha, first):
    drawing = LEARNING.drawing(values_of(LEARNING, alpha=alpha))
    (marks,) = (trace for trace in drawing["data"] if trace["name"] == "milestones")
    assert marks["text"] == [f"E⁰ ≥ 0 from n = {first}"]
    assert marks["x"].tolist() == [first]


def test_time_in_seconds_is_that_of_the_trajectory():
    values = values_of(LEARNING, time_axis="seconds", R_max=1e12)
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    path = limcore.learning_trajectory(schedule, 1e6, alpha=0.5, rate_max=1e12, points=[1e6])
    line = next(trace for trace in LEARNING.drawing(values)["data"] if trace["name"] == "ε = 1/n")
    assert line["x"][-1] == pytest.approx(path["time_s"].iloc[-1], rel=1e-12)


def test_family_runs_over_alpha():
    table = LEARNING.table(values_of(LEARNING, alpha_family="on"))
    ends = table[table["n"] == 1e6].set_index("alpha")["barrier_height_kT"]
    alphas = np.arange(1, 10) / 10
    expected = alphas * np.log(1e6) - np.log(2)
    np.testing.assert_allclose(ends.groupby(level=0).first().loc[alphas], expected, atol=1e-9)


@pytest.mark.parametrize("figure", [FIGURES["barrier"], LEARNING, FIGURES["learning-surface"], RETENTION])
def test_pin_keeps_the_run_that_was_pinned(figure):
    pinned = figure.table(values_of(figure, alpha=0.3, kT=6.63535, unit="meV"))
    now = figure.table(values_of(figure, alpha=0.7, unit="meV", pin_2="alpha:0.3;kT:6.63535"))
    own = pinned[pinned["series"] == "schedule 1: ε = 1/n"]
    kept = now[now["series"] == "pin B, schedule 1: ε = 1/n"]
    shared = [name for name in own.columns if name not in {"series"}]
    np.testing.assert_array_equal(kept[shared].to_numpy(float), own[shared].to_numpy(float))


def test_pinned_curves_show_where_the_curves_were():
    before = BARRIER.table(values_of(BARRIER, R_max=1e6, rate_scale="absolute"))
    now = BARRIER.table(values_of(BARRIER, R_max=1e12, rate_scale="absolute", pin_1="R_max:1e6"))
    was = before.loc[before["series"] == "R = 10000.0", "barrier_height_kT"].to_numpy()
    kept = now.loc[now["series"] == "pin A, R = 10000.0", "barrier_height_kT"].to_numpy()
    np.testing.assert_array_equal(kept, was)


def test_learning_surface_is_eq_4_at_the_rate_of_each_step():
    figure = FIGURES["learning-surface"]
    table = figure.table(values_of(figure))
    grid = table[table["series"] == "surface"]
    np.testing.assert_allclose(grid["update_rate_over_R_max"], grid["n"] ** -1.5, rtol=1e-12)
    expected = limcore.barrier_height(grid["gradient_energy_kT"], grid["n"] ** -1.5)
    np.testing.assert_allclose(grid["barrier_height_kT"], expected, atol=1e-12)
    assert grid["gradient_energy_kT"].min() < 1e-6  # the run is in sight to its end


def test_run_and_edge_lie_on_the_learning_surface():
    figure = FIGURES["learning-surface"]
    data = {trace["name"]: trace for trace in figure.drawing(values_of(figure))["data"]}
    for name in ("ε = 1/n", "E⁰ = 0: the update-wall"):
        line = data[name]
        n, drive = 10 ** line["y"], 10 ** line["x"]
        shown = np.isfinite(drive)
        heights = limcore.barrier_height(drive[shown], n[shown] ** -1.5)
        np.testing.assert_allclose(heights, line["z"][shown], atol=1e-9)


def test_level_of_retention_is_a_plane_at_its_barrier():
    figure = FIGURES["learning-surface"]
    values = values_of(figure, retention=TEN_YEARS, R_max=1e12, failure="1e-6")
    (plane,) = (trace for trace in figure.drawing(values)["data"] if trace["type"] == "mesh3d")
    expected = limcore.barrier_for_retention(TEN_YEARS, rate_max=1e12, failure_probability=1e-6)
    np.testing.assert_allclose(plane["z"], expected)


def test_ceiling_lies_below_what_holds_until_the_next_update():
    table = RETENTION.table(values_of(RETENTION, alpha=0.8))
    missing = table["next_update_kT"] - table["ceiling_kT"]
    # 1/(2R) = tau / (2 tanh(eps/2)): short by ln(1 / (2 tanh(eps/2))), eps = 1/n, from where the barrier is positive.
    met = table["ceiling_kT"] >= 0
    assert list(table.loc[~met, "n"]) == [1, 2]
    np.testing.assert_allclose(missing[met], -np.log(2 * np.tanh(0.5 / table.loc[met, "n"])), atol=1e-9)
    assert (table.loc[table["n"] > 1, "whole_run_kT"] > table.loc[table["n"] > 1, "next_update_kT"]).all()


def test_gap_is_what_a_freeze_pays():
    table = RETENTION.table(values_of(RETENTION))
    expected = limcore.freeze_energy(table["ceiling_kT"], limcore.barrier_for_retention(TEN_YEARS, rate_max=1e9))
    np.testing.assert_allclose(table["gap_kT"], expected, rtol=1e-12)


def test_axis_of_times_says_how_long_a_barrier_holds():
    layout = RETENTION.drawing(values_of(RETENTION, R_max=1e12))["layout"]
    heights = np.array(layout["yaxis"]["range"])
    np.testing.assert_allclose(layout["yaxis2"]["range"], np.log10(np.exp(heights) / 1e12), rtol=1e-9)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "A final freeze pays that once; learning on, it is reached at step 4 × 10³⁵."),
        ({"schedule_1": "exponential"}, "has consolidated"),
        ({"schedule_1": "constant"}, "it is never reached."),
        ({"alpha": 0.05}, "only after more than 10³⁰⁰ steps."),
        ({"schedule_1": "polynomial", "steps": 2e6}, "the barrier has no limit"),
        (LEARNING_PRESETS["Restarts forget"], "and forgot at step"),
        ({"schedule_1": "none"}, "takes a barrier of 40.29 kT."),
    ],
)
def test_caption_says_whether_and_when_it_consolidates(changes, said):
    caption = RETENTION.drawing(values_of(RETENTION, **changes))["layout"]["meta"]["caption"]
    assert said in caption


@pytest.mark.parametrize("name", ["learning", "learning-surface", "retention"])
def test_points_that_play_stand_at_the_end_of_the_run(name):
    figure = FIGURES[name]
    drawing = figure.drawing(values_of(figure, schedule_2="cosine", pin_1="alpha:0.3"))
    play = drawing["layout"]["meta"]["play"]
    for head in play["heads"]:
        for axis in "xyz":
            if axis in drawing["data"][head["along"]]:
                assert drawing["data"][head["trace"]][axis][0] == drawing["data"][head["along"]][axis][-1]
    assert all(reading["of"] in drawing["data"][reading["trace"]] for reading in play["readings"])


def test_schedule_that_turns_is_looked_at_where_it_turns():
    values = values_of(LEARNING, schedule_1="cosine_restarts", multiplier_1=1.0, period_1=1e3)
    rates = LEARNING.table(values)["learning_rate"]
    lowest, highest = np.sin(np.pi / 2 / 1000) ** 2, 1.0
    assert rates.iloc[-3:].min() >= lowest * (1 - 1e-9)
    # Between which learning rates it goes is seen in every decade, though there are a thousand periods.
    n = LEARNING.table(values)["n"]
    for decade in range(3, 6):
        part = rates[(n >= 10**decade) & (n <= 10 ** (decade + 1))]
        assert part.min() == pytest.approx(lowest, rel=1e-9)
        assert part.max() == pytest.approx(highest, rel=1e-9)


@pytest.mark.parametrize("name", ["learning", "retention"])
def test_drop_is_drawn_where_its_step_begins(name):
    # A step that takes 10^45 s: its barrier stands from its beginning, 1 µs after the start, not from its end.
    values = values_of(FIGURES[name], schedule_1="step", stair_gamma_1=1e-30, step_size_1=1000, steps=1001)
    drawing = FIGURES[name].drawing(values | {"time_axis": "seconds"})
    lines = [trace for trace in drawing["data"] if trace.get("line", {}).get("color") == "@line-1" and "x" in trace]
    barrier = max(lines, key=lambda trace: len(trace["x"]))
    highest = barrier["y"] == np.max(barrier["y"])
    begins = 1000 / (2e9 * np.tanh(0.5))
    assert np.min(barrier["x"][highest]) == pytest.approx(begins, rel=1e-12)
    assert np.max(barrier["x"][~highest]) == pytest.approx(begins, rel=1e-12)


@pytest.mark.parametrize("name", ["barrier", "barrier-surface"])
def test_equation_follows_the_convention(name):
    figure = FIGURES[name]
    said = {
        convention: provenance(figure, values_of(figure, convention=convention), "http://localhost").about["equation"]
        for convention in ("mean_rate", "symmetric_tilt")
    }
    assert r"\ln\tanh" in said["mean_rate"]
    assert said["symmetric_tilt"] == said["mean_rate"].replace(r"\tanh", r"\sinh")


def test_curves_of_the_symmetric_tilt_have_no_plateau():
    """Where a label says that a curve tends to half the drive and more, it does."""
    values = values_of(BARRIER, convention="symmetric_tilt", dE_range=(10.0, 1000.0))
    ends = BARRIER.table(values).dropna(subset=["update_rate_over_R_max"]).query("n.isna()").groupby("series").last()
    above = ends["barrier_height_kT"] - ends["gradient_energy_kT"] / 2
    np.testing.assert_allclose(above, -np.log(2 * ends["update_rate_over_R_max"]), rtol=1e-9)
    drawing = BARRIER.drawing(values_of(BARRIER, convention="symmetric_tilt"))
    labels = [one["text"].replace("<br>", " ") for one in drawing["layout"]["annotations"]]
    assert "R/R<sub>max</sub> = 10⁻² → ΔE/2 + 3.912 kT" in labels
