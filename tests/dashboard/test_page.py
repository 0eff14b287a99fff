"""The barrier page as its widgets see it."""

import pytest
import widgets


def open_page(**query):
    return widgets.open_page("barrier", **query)


def shown(test):
    assert not test.exception
    return test


def test_opens_without_an_error():
    test = shown(open_page())
    assert test.slider(key="alpha").value == 0.5
    assert not test.warning


def test_address_is_empty_at_the_defaults_and_says_what_changed():
    test = open_page()
    assert test.query_params == {}
    shown(test.slider(key="alpha").set_value(0.7).run())
    assert test.query_params == {"alpha": "0.7"}


def test_link_restores_everything():
    query = {"alpha": "0.7", "kT": "6.63535", "rates": "0.5,0.001", "schedule_2": "exponential", "dE_range": "0.01,1"}
    test = shown(open_page(**query))
    assert test.slider(key="alpha").value == 0.7
    assert test.select_slider(key="kT").value == 6.63535
    assert test.multiselect(key="rates").value == ["0.5", "0.001"]
    assert test.selectbox(key="schedule_2").value == "exponential"
    assert test.query_params == query


@pytest.mark.parametrize("key", ["alpha", "kT", "R_max", "rates", "schedule_1", "dE_range", "table_1"])
def test_bad_value_in_the_address_falls_back_with_a_notice(key):
    test = shown(open_page(**{key: "nonsense"}))
    assert [key in notice.value for notice in test.warning] == [True]
    assert key not in test.query_params


def test_value_between_stops_stays_until_its_slider_is_moved():
    test = shown(open_page(R_max="1.3e9", dE_range="0.002,3"))
    assert test.select_slider(key="R_max").value == 1.26e9
    assert not test.warning
    assert test.query_params == {"R_max": "1300000000", "dE_range": "0.002,3"}
    shown(test.slider(key="alpha").set_value(0.7).run())
    assert test.query_params == {"R_max": "1300000000", "dE_range": "0.002,3", "alpha": "0.7"}
    shown(test.select_slider(key="R_max").set_value(1.58e9).run())
    shown(test.select_slider(key="R_max").set_value(1.26e9).run())
    assert test.query_params["R_max"] == "1260000000"


def test_unknown_keys_change_nothing_and_are_told():
    test = shown(open_page(junk="1", alpha="0.6"))
    assert test.slider(key="alpha").value == 0.6
    assert ["junk" in notice.value for notice in test.warning] == [True]


def test_temperature_button_sets_kT():
    test = shown(open_page())
    shown(test.button(key="temperature_77").click().run())
    assert test.select_slider(key="kT").value == 6.63535


def test_preset_and_reset():
    test = shown(open_page())
    shown(test.button(key="preset_Cold memory (4 K)").click().run())
    assert test.select_slider(key="kT").value == 0.34469
    reset = next(button for button in test.button if button.label == "Reset")
    shown(reset.click().run())
    assert test.query_params == {}


def test_bad_rate_is_told_and_kept():
    test = shown(open_page())
    shown(test.multiselect(key="rates").set_value(["0.1", "many"]).run())
    assert "many" in test.error[0].value
    assert test.multiselect(key="rates").value == ["0.1", "many"]


def test_bad_table_is_told_and_kept():
    test = shown(open_page(schedule_1="table"))
    shown(test.text_area(key="table_1").set_value("0:0.1, 0:0.2").run())
    assert "Steps and learning rates" in test.error[0].value
    assert test.text_area(key="table_1").value == "0:0.1, 0:0.2"


def test_table_view_shows_the_table():
    test = shown(open_page(view="table"))
    assert "barrier_height_kT" in test.dataframe[0].value.columns
    assert any("/figures/barrier.csv" in words.value for words in test.markdown)


def test_probe_reads_the_test_vector():
    test = shown(open_page())
    readings = {metric.label: metric.value for metric in test.metric}
    assert readings["Barrier E⁰"] == "3.83323 kT"
    assert readings["Ten years need"].startswith("40.2932")


def test_probe_reads_in_the_unit_of_the_page():
    test = shown(open_page(unit="meV"))
    readings = {metric.label: metric.value for metric in test.metric}
    assert readings["Barrier E⁰"] == "99.0967 meV"  # 3.83323 × 25.852
    assert readings["Held on average"] == "46.2 ns"
