"""The page of lifetimes: what a visitor writes in one element is in the picture and in the link."""

import numpy as np
import pytest
import widgets

from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, InvalidParameter

MOST = 60


def opened(**query):
    page = widgets.open_page("lifetimes", view="history", **query)
    assert not page.exception
    return page


def press(page, events):
    page.button(key=f"write_{events}").click().run()
    assert not page.exception
    return page


def written(page):
    return page.query_params.get("history", "the default")


def test_buttons_write_one_after_the_other_and_clear_begins_anew():
    page = press(opened(), "nothing")
    assert written(page) == ""
    for events in ("p", "p", "d", "r"):
        press(page, events)
    assert written(page) == "ppdr"
    assert page.text_input(key="history").value == "ppdr"
    assert written(press(page, "rrrrrrrrrr")) == "ppdr" + 10 * "r"


def pin_button(page, name):
    return next(one for one in page.button if one.label == name)


def test_a_pin_holds_what_memories_are_like_and_gives_it_back():
    page = widgets.open_page("lifetimes", level_ratio="0.3", memory_size="1e6")
    pin_button(page, "Pin this view").click().run()
    assert page.query_params["pin_1"] == "level_ratio:0.3"
    page.slider(key="level_ratio").set_value(0.5).run()
    pin_button(page, "Back to A").click().run()
    assert not page.exception
    assert page.query_params["level_ratio"] == "0.3"
    assert "memory_size" in page.query_params


def test_only_memories_that_a_pin_changes_are_drawn_again():
    figure = FIGURES["lifetimes"]
    names = {trace["name"] for trace in figure.drawing(figure.values(pin_1="level_ratio:0.3;alpha:0.7"))["data"]}
    assert {name for name in names if name.startswith("pin ") and "forgotten" not in name} == {
        "pin A: cascade",
        "pin A: learning-in-memory",
    }


@pytest.mark.parametrize("front", ["strength", "energy"])
def test_pins_on_the_front_are_curves_and_rings_of_what_was_pinned(front):
    """What is pinned is drawn as the figure draws it where it is set; static barriers and knobs keep their places."""
    figure = FIGURES["memory-front"]
    changes = {"level_ratio": 0.3, "alpha": 0.7, "static_high": 30.0}
    pin = ";".join(f"{key}:{value:g}" for key, value in changes.items())
    lines = {trace["name"]: trace for trace in figure.drawing(figure.values(front=front, pin_2=pin))["data"]}
    there = {trace["name"]: trace for trace in figure.drawing(figure.values(front=front, **changes))["data"]}
    assert {name for name in lines if name.startswith("pin ") and name.endswith("now")} == {
        *("pin B: cascade, now", "pin B: learning-in-memory, now", "pin B: static, high, now"),
    }
    for name in ("cascade", "learning-in-memory"):
        for one in {name, f"{name}, now"} & set(there):
            for axis in "xy":
                np.testing.assert_array_equal(lines[f"pin B: {one}"][axis], there[one][axis])
    high = lines["pin B: static, high, now"]
    for axis in "xy":
        np.testing.assert_array_equal(high[axis], there["static, now"][axis][1:])


def test_where_no_pin_is_seen_none_is_offered():
    assert "Pin this view" not in [one.label for one in opened().button]


def test_a_history_can_be_typed_large_or_small():
    page = opened(history="pp")
    page.text_input(key="history").set_value("PPP d").run()
    assert written(page) == "pppd"
    assert written(press(page, "p")) == "pppdp"


def test_a_history_that_is_none_is_told_and_the_last_one_kept():
    page = opened(history="ppd")
    page.text_input(key="history").set_value("up, down").run()
    assert "of the letters p (potentiation), d (depression), r (random pattern)" in page.error[0].value
    assert written(press(page, "p")) == "ppdp"


def test_a_full_history_takes_no_more():
    page = opened(history=(MOST - 1) * "p")
    assert page.button(key="write_rrrrrrrrrr").disabled
    assert page.button(key="write_r").disabled is False
    press(page, "r")
    assert [page.button(key=f"write_{events}").disabled for events in "pdr"] == [True, True, True]
    assert page.button(key="write_nothing").disabled is False


@pytest.mark.parametrize("text", ["x", "pp+", (MOST + 1) * "p", "pp;dd", "\0"])
def test_what_is_no_history_is_refused(text):
    with pytest.raises(InvalidParameter, match=f"history = .* at most {MOST} of the letters"):
        PARAMETERS["history"].parse(text)


def test_presets_lead_to_one_element_and_stay_there():
    page = opened()
    page.button(key="preset_To and fro").click().run()
    assert page.query_params["view"] == "history"
    assert written(page) == "pdpdpdpdpdpd"


def test_what_is_set_beside_one_element_moves_it():
    """No slider of the view is for something that it does not show."""
    page = opened()
    keys = {one.key for one in (*page.slider, *page.select_slider)}
    assert keys <= set(FIGURES["memory-history"].parameters)
    assert {"write_probability", "memory_levels", "level_ratio", "alpha", "pattern_attempts"} <= keys
