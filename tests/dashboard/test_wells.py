"""The wells: their figures against the physics, and the page as its widgets see it."""

import numpy as np
import pytest
import widgets
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, defaults
from dashboard.presets import WELLS_PRESETS


def values_of(name, **changes):
    return defaults(FIGURES[name].parameters) | changes


def open_page(**query):
    return widgets.open_page("wells", **query)


EASED = {
    "mean_rate": lambda barrier, drive: barrier - np.log1p(np.tanh(drive / 2)),
    "symmetric_tilt": lambda barrier, drive: barrier - drive / 2,
}
conventions = pytest.mark.parametrize("convention", EASED)


@conventions
@settings(deadline=None)
@given(
    barrier=st.sampled_from(PARAMETERS["well_barrier"].stops),
    drive=st.sampled_from(PARAMETERS["well_drive"].stops),
)
def test_top_and_bottoms_of_the_potential_stand_where_the_barriers_say(convention, barrier, drive):
    values = values_of("wells", well_barrier=barrier, well_drive=drive, convention=convention)
    table = FIGURES["wells"].table(values).set_index("x")["energy_kT"]
    between = table[(table.index > -0.99) & (table.index < 0.99)]
    if barrier > 2.0 and drive < barrier:  # with less, the drive has made the top a slope
        eased = EASED[convention](barrier, drive)
        raised = eased + drive
        assert between.max() == pytest.approx(eased, abs=1e-9)
        assert between.max() - (-drive) == pytest.approx(raised, abs=1e-9)


@conventions
def test_arrows_are_as_long_as_their_rates(convention):
    drawing = FIGURES["wells"].drawing(values_of("wells", well_drive=2.0, convention=convention))
    length = {trace["name"]: float(np.ptp(trace["x"])) for trace in drawing["data"] if trace["name"] in RATES}
    assert length["forward"] / length["backward"] == pytest.approx(np.exp(2.0))


RATES = ("forward", "backward")


@conventions
def test_elements_hop_at_the_true_rates(convention):
    ended = []
    for seed in range(100):
        values = values_of("wells", seed=float(seed), well_drive=1.0, convention=convention)
        drawing = FIGURES["wells"].drawing(values)
        ended.append(np.count_nonzero(drawing["data"][-1]["x"] > 0) / drawing["data"][-1]["x"].size)
    exact = 1.0 / (1.0 + np.exp(-1.0))
    error = np.sqrt(exact * (1 - exact) / (100 * drawing["data"][-1]["x"].size))
    assert abs(np.mean(ended) - exact) < 4 * error + np.exp(-6.0)


@pytest.mark.parametrize("elements", [10.0, 1e3, 1e6])
def test_population_scatters_as_one_over_the_square_root_of_its_number(elements):
    deviations = []
    for seed in range(40):
        table = FIGURES["occupation"].table(values_of("occupation", elements=elements, seed=float(seed)))
        last = table.iloc[-1]
        deviations.append((last["simulated_occupation"] - last["occupation"]) / last["standard_deviation"])
    assert 0.7 < np.std(deviations) < 1.35


@pytest.mark.parametrize(("drive", "times"), [(5.0, 6.132), (8.0, 27.31), (0.0, 1.0)])
@pytest.mark.parametrize("name", ["wells", "occupation"])
def test_drive_hurries_with_the_symmetric_tilt_alone(name, drive, times):
    lasting = {
        convention: settled(values_of(name, well_drive=drive, convention=convention), name) for convention in EASED
    }
    assert lasting["mean_rate"] == pytest.approx(settled(values_of(name, well_drive=0.0), name), rel=1e-12)
    assert lasting["mean_rate"] / lasting["symmetric_tilt"] == pytest.approx(times, rel=1e-4)


def settled(values, name):
    """Give the time that a picture shows: six relaxation times."""
    if name == "occupation":
        return FIGURES[name].table(values)["time_s"].iloc[-1]
    swarm = FIGURES[name].drawing(values)["layout"]["meta"]["play"]["swarm"]
    return swarm["last"] * swarm["unit_s"]


def test_words_follow_the_convention():
    for convention, claim in (("mean_rate", "it does not hurry"), ("symmetric_tilt", "and it hurries")):
        said = " ".join(text.value for text in open_page(convention=convention).markdown)
        assert f"**A drive decides, {claim}.**" in said
        assert said.count("**A drive decides") == 1


def test_seed_repeats_chance():
    one, again, other = (FIGURES["occupation"].table(values_of("occupation", seed=s)) for s in (7.0, 7.0, 8.0))
    assert one.equals(again)
    assert not one.equals(other)


def test_profile_has_a_static_and_an_adaptive_memory():
    table = FIGURES["profile"].table(values_of("profile"))
    assert set(table["series"]) == {"static memory", "barriers that follow the learning"}
    highest = table.groupby("series")["energy_kT"].max()
    assert highest["static memory"] > 35.0
    assert highest["barriers that follow the learning"] < 1.0


@pytest.mark.parametrize("preset", WELLS_PRESETS)
def test_preset(preset):
    test = open_page(seed="3")
    assert not test.exception
    test.button(key=f"preset_{preset}").click().run()
    assert not test.exception
    assert not test.error
    assert "seed" not in test.query_params


@pytest.mark.parametrize(
    ("key", "value"),
    [("well_barrier", "-9"), ("well_drive", "-1"), ("elements", "0"), ("elements", "1.5"), ("seed", "x")],
)
def test_bad_value_in_the_address_falls_back_with_a_notice(key, value):
    test = open_page(**{key: value})
    assert not test.exception
    assert [key in notice.value for notice in test.warning] == [True]


@conventions
@pytest.mark.parametrize("view", ["occupation", "profile", "table"])
def test_view(view, convention):
    test = open_page(view=view, convention=convention)
    assert not test.exception
    assert not test.warning
