"""The learning page as its widgets see it."""

import pytest
import widgets

from dashboard.presets import LEARNING_PRESETS


def open_page(**query):
    return widgets.open_page("learning", **query)


def shown(test):
    assert not test.exception
    return test


def readings(test):
    return {metric.label: metric.value for metric in test.metric}


def button(test, label):
    return next(one for one in test.button if one.label == label)


def test_opens_without_an_error():
    test = shown(open_page())
    assert test.query_params == {}
    assert not test.warning


def test_consolidation_of_the_paper():
    read = readings(shown(open_page()))
    assert read["Barrier needed"] == "40.29 kT"
    assert read["Barrier at step 10⁶"] == "6.215 kT"
    assert read["Reached at step n*"] == "4 × 10³⁵"


def test_memory_for_a_second_asks_for_less():
    assert readings(shown(open_page(retention="1")))["Barrier needed"] == "20.72 kT"  # ln 10⁹


def test_schedule_that_never_gets_there_says_so():
    read = readings(shown(open_page(schedule_1="constant", initial_1="0.1")))
    assert read["Learning on"] == "never there"


@pytest.mark.parametrize("name", list(LEARNING_PRESETS))
def test_preset(name):
    test = shown(open_page(alpha="0.3"))
    shown(button(test, name).click().run())
    assert not test.error
    assert "alpha" not in test.query_params or name == "Restarts forget"


@pytest.mark.parametrize("key", ["retention", "failure", "n_axis", "pin_1", "gamma_1", "period_2", "view"])
def test_bad_value_in_the_address_falls_back_with_a_notice(key):
    test = shown(open_page(**{key: "nonsense"}))
    assert [key in notice.value for notice in test.warning] == [True]
    assert key not in test.query_params


@pytest.mark.parametrize("gamma", ["1", "1.5"])
def test_gamma_of_one_or_more_is_told(gamma):
    test = shown(open_page(schedule_1="exponential", gamma_1=gamma))
    assert "gamma_1" in test.warning[0].value
    assert gamma in test.warning[0].value


def test_zero_steps_are_told():
    assert "steps" in shown(open_page(steps="0")).warning[0].value


def test_minimum_above_the_start_is_told_and_kept():
    test = shown(open_page(schedule_1="cosine", initial_1="0.01"))
    shown(test.select_slider(key="minimum_1").set_value(0.1).run())
    assert "at most the initial learning rate, 0.01" in test.error[0].value
    assert test.select_slider(key="minimum_1").value == 0.1
    shown(test.select_slider(key="initial_1").set_value(1.0).run())
    assert not test.error


@pytest.mark.parametrize("table", ["0:0.1, 50:0.1, 20:0.2", "0:0.1, 50:0.1, 50:0.2"])
def test_unsorted_or_repeated_steps_are_told_and_kept(table):
    test = shown(open_page(schedule_1="table"))
    shown(test.text_area(key="table_1").set_value(table).run())
    assert "Steps and learning rates" in test.error[0].value
    assert test.text_area(key="table_1").value == table


def test_pin_holds_the_view_and_says_the_difference():
    test = shown(open_page())
    shown(button(test, "Pin this view").click().run())
    assert "pin_1" in test.query_params
    shown(test.slider(key="alpha").set_value(0.8).run())
    said = next(words.value for words in test.markdown if "Now against A" in words.value)
    assert "0.8 instead of 0.5" in said
    shown(button(test, "Back to A").click().run())
    assert test.slider(key="alpha").value == 0.5
    shown(button(test, "Unpin A").click().run())
    assert test.query_params == {}


def test_three_pins_and_no_more():
    test = shown(open_page())
    for alpha in (0.3, 0.4, 0.6):
        shown(button(test, "Pin this view").click().run())
        shown(test.slider(key="alpha").set_value(alpha).run())
    assert {"pin_1", "pin_2", "pin_3"} <= set(test.query_params)
    assert button(test, "Pin this view").disabled


def test_pin_that_does_not_go_together_is_left_out():
    test = shown(open_page(pin_1="schedule_1:cosine;initial_1:0.01;minimum_1:0.1"))
    assert "The pin is left out." in test.error[0].value


def test_schedules_stand_side_by_side():
    test = shown(open_page(schedule_2="exponential"))
    table = test.table[0].value
    assert list(table.columns[1:3]) == ["Now: ε = 1/n", "Now: exponential (γ = 0.999)"]
    assert table.iloc[-1, 1] == "34.08 kT"  # nothing that Markdown would make a list of
    # 6.2146 kT against 499.3070 kT, as the learning rate falls to 10⁻⁶ and to 0.999 to the power of 10⁶
    against = table.set_index("After the last step")["Now against exponential (γ = 0.999)"]
    assert against["Barrier at the end"].endswith("kT lower")
    assert against["Steps"] == "the same"


def test_table_view_shows_sums_over_all_steps():
    test = shown(open_page(view="table"))
    columns = test.dataframe[0].value.columns
    assert {"time_s", "cumulative_dissipation_kT", "retention_time_s"} <= set(columns)
