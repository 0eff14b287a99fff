"""The pages of energy as their widgets see them."""

import pytest
from widgets import open_page

from dashboard.presets import ENERGY_PRESETS, PROJECTION_PRESETS, SPECTRUM_PRESETS


def shown(test):
    assert not test.exception
    return test


@pytest.mark.parametrize("name", ["spectrum", "energy", "projection"])
def test_opens_without_an_error(name):
    test = shown(open_page(name))
    assert test.query_params == {}
    assert not test.warning


PRESETS = {"spectrum": SPECTRUM_PRESETS, "energy": ENERGY_PRESETS, "projection": PROJECTION_PRESETS}


@pytest.mark.parametrize(("name", "preset"), [(name, preset) for name in PRESETS for preset in PRESETS[name]])
def test_preset(name, preset):
    test = shown(open_page(name, alpha="0.3"))
    shown(test.button(key=f"preset_{preset}").click().run())
    assert not test.error
    assert "alpha" not in test.query_params


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("spectrum", "categories"),
        ("spectrum", "own_point"),
        ("spectrum", "per"),
        ("energy", "account"),
        ("energy", "carbon_intensity"),
        ("projection", "model_parameters"),
        ("projection", "count_updates"),
        ("projection", "bits"),
    ],
)
def test_bad_value_in_the_address_falls_back_with_a_notice(name, key):
    test = shown(open_page(name, **{key: "nonsense"}))
    assert [key in notice.value for notice in test.warning] == [True]
    assert key not in test.query_params


def test_own_point_travels_in_the_link():
    test = shown(open_page("spectrum", own_point="my chip: 2e-15"))
    assert test.text_input(key="own_point").value == "my chip: 2e-15"
    assert "my chip" in set(test.dataframe[0].value["series"])
    assert test.query_params == {"own_point": "my chip: 2e-15"}


def test_bad_own_point_is_told_and_kept():
    test = shown(open_page("spectrum"))
    shown(test.text_input(key="own_point").set_value("my chip").run())
    assert "Your own point = ` my chip ` is not allowed" in test.error[0].value
    assert test.text_input(key="own_point").value == "my chip"


def test_every_source_is_a_link():
    table = shown(open_page("spectrum", rows="all")).dataframe[0].value
    cited = table[table["basis"] != "computed"]
    assert cited["address"].str.startswith("http").all()


def test_equivalents_follow_the_assumptions():
    test = shown(open_page("energy", carbon_intensity="1000"))
    table = test.table[0].value.set_index("dissipated, in")
    learning = table.columns[0]
    assert float(table.loc["J", learning]) == pytest.approx(0.0379, rel=2e-3)  # 5.715e6 kT of 16e11 elements
    assert table.loc["kg of CO₂", learning] == table.loc["kWh", learning]  # at 1 kg/kWh


def test_schedules_stand_side_by_side():
    tables = shown(open_page("energy", schedule_2="exponential")).table
    assert "Now: exponential (γ = 0.999)" in tables[1].value.columns


def test_claim_is_met_by_so_many_updates():
    said = [words.value for words in shown(open_page("projection")).markdown if "10¹⁵ parameters" in words.value]
    assert "1.3 × 10¹¹ to 1.2 × 10¹² updates" in said[0]


def test_assumptions_name_their_sources():
    said = next(words.value for words in shown(open_page("projection")).markdown if "HBM2E device" in words.value)
    assert "Kylolab" in said
    assert "three times a step" in said
