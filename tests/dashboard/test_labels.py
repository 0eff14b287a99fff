"""Placing words in a figure: names keep their order and stay in the frame, notes stand where nothing is."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import FIGURES
from dashboard.figures.axes import Axes
from dashboard.figures.labels import End, along, beside, kept_places, labelled, suited
from dashboard.figures.labels.canvases import legend_height
from dashboard.figures.labels.ground import Box, Ground, Written
from dashboard.figures.labels.names import LEADER, spread
from dashboard.figures.labels.text import LINE, size_of, wrapped
from dashboard.parameters import defaults

CANVAS = (600.0, 400.0)
NUDGE = 1e-6


@st.composite
def crowds(draw):
    """Draw where texts want to stand, from low to high, and how high each is; together they fit between 0 and 400."""
    heights = draw(st.lists(st.integers(1, 3).map(lambda lines: LINE * lines), min_size=1, max_size=7))
    wanted = draw(st.lists(st.floats(-50, 450), min_size=len(heights), max_size=len(heights)))
    return sorted(wanted), heights


@given(crowds())
def test_names_keep_their_order_and_their_distance_within_the_frame(crowd):
    wanted, heights = crowd
    middles = spread(wanted, heights, 0.0, 400.0)
    lows = [middle - height / 2 for middle, height in zip(middles, heights, strict=True)]
    highs = [middle + height / 2 for middle, height in zip(middles, heights, strict=True)]
    assert min(lows) >= -NUDGE
    assert max(highs) <= 400 + NUDGE
    assert all(low >= high - NUDGE for low, high in zip(lows[1:], highs, strict=False))


@given(crowds())
def test_names_that_do_not_meet_stay_where_they_are(crowd):
    wanted, heights = crowd
    edges = [(place - height / 2, place + height / 2) for place, height in zip(wanted, heights, strict=True)]
    inside = edges[0][0] >= 0 and edges[-1][1] <= 400
    if inside and all(high <= low for (_, high), (low, _) in pairwise(edges)):
        np.testing.assert_allclose(spread(wanted, heights, 0.0, 400.0), wanted, atol=NUDGE)


@given(crowds(), st.floats(0, 5))
def test_names_move_no_farther_than_their_lines(crowd, step):
    wanted, heights = crowd
    before = spread(wanted, heights, 0.0, 400.0)
    after = spread([place + step for place in wanted], heights, 0.0, 400.0)
    assert max(np.abs(np.subtract(after, before))) <= step + NUDGE


def test_names_of_one_place_stand_around_it():
    assert spread([100.0, 100.0], [20.0, 20.0], 0.0, 400.0) == pytest.approx([90.0, 110.0])


@given(st.text("abcdef ", min_size=1, max_size=80), st.floats(60, 300))
def test_a_text_that_is_broken_says_the_same_in_lines_that_fit(text, width):
    lines = wrapped(text, width).split("<br>")
    assert " ".join(lines).split() == text.split()
    assert all(size_of(line)[0] <= width + 4.0 for line in lines if " " in line.strip())


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from((-1, 0, 1)), st.sampled_from((-1, 0, 1)))
def test_a_place_on_an_empty_canvas_costs_what_stands_out(x, y, aside, above):
    box, size = Box(x, y, aside, above), (80.0, LINE)
    left, right, low, high = box.edges(size, CANVAS)
    inside = left >= 0 and right <= CANVAS[0] and low >= 0 and high <= CANVAS[1]
    empty = Written(Ground(), CANVAS)
    assert empty.free(box, size) == inside
    assert (empty.costs(np.array([box[:5]]).T, size)[0] == 0) == inside


def test_a_place_on_a_line_a_mark_or_a_text_costs_something():
    ground = Ground()
    ground.line(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    ground.marks(np.array([0.25]), np.array([0.25]), 10.0)
    written = Written(ground, CANVAS)
    written.text(Box(0.75, 0.75, 0, 0), (80.0, LINE))
    places = [Box(0.5, 0.5, 0, 0), Box(0.25, 0.25, 0, 0), Box(0.7, 0.75, 1, 0, gap=0.0), Box(0.25, 0.8, 0, 0)]
    assert [written.free(place, (60.0, LINE)) for place in places] == [False, False, False, True]
    assert [cost > 0 for cost in written.costs(np.array([place[:5] for place in places]).T, (60.0, LINE))] == [
        True,
        True,
        True,
        False,
    ]


def rising():
    """Draw a line that rises, with nothing else."""
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": "rising",
        "x": np.array([0.0, 1.0]),
        "y": np.array([0.0, 1.0]),
        "line": {"color": "@line-0", "width": 2},
    }
    axis = {"range": [0.0, 1.0]}
    return {"data": [line], "layout": {"xaxis": dict(axis), "yaxis": dict(axis)}}


def test_the_name_of_a_line_stands_right_of_it_or_in_a_legend_below():
    drawing = rising()
    drawing = labelled(drawing, ends=[End(drawing["data"][0], "rising", "1 kT")])
    (name,) = drawing["layout"]["annotations"]
    assert (name["text"], name["x"], name["xref"], name["y"]) == ("rising: 1 kT", 1.0, "paper", 1.0)
    narrow = suited(drawing, 400.0, 400.0)
    assert narrow["layout"]["annotations"] == []
    assert narrow["layout"]["showlegend"]
    assert [trace["name"] for trace in narrow["data"] if trace["showlegend"]] == ["rising: 1 kT"]
    assert suited(drawing, 900.0, 600.0) == drawing


def test_a_note_takes_the_side_it_would_like_where_that_is_free():
    drawing = rising()
    sides = ("top left", "bottom right")
    drawing = labelled(drawing, notes=[beside(drawing["layout"], "half", 0.5, 0.5, "@text", sides=sides)])
    (note,) = drawing["layout"]["annotations"]
    assert (note["xanchor"], note["yanchor"], note["showarrow"]) == ("right", "bottom", False)


def test_a_note_that_has_no_place_and_need_not_be_is_left_out():
    drawing = rising()
    here = drawing["layout"], "a text that is much too long for its place " * 9, 0.5, 0.5, "@text"
    optional = labelled(rising(), notes=[beside(*here, optional=True, near=True)])
    needed = labelled(rising(), notes=[beside(*here, near=True)])
    assert [len(one["layout"]["annotations"]) for one in (optional, needed)] == [0, 1]


def test_a_note_along_a_height_goes_where_it_is_free():
    drawing = rising()
    drawing = labelled(drawing, notes=[along(drawing["layout"], "the bottom", 0.0, "@text")])
    (note,) = drawing["layout"]["annotations"]
    assert note["x"] > 0.0
    assert note["y"] == 0.0


def plane():
    return [name for name in FIGURES if not name.endswith("surface")]


@pytest.mark.parametrize("name", plane())
def test_names_of_lines_keep_their_order_along_a_slider(name):
    """While a thumb moves, the name of a higher line stays above that of a lower one."""
    figure = FIGURES[name]
    for alpha in (0.3, 0.5, 0.7) if "alpha" in figure.parameters else (None,):
        values = defaults(figure.parameters) | ({"alpha": alpha} if alpha else {})
        layout = figure.drawing(values)["layout"]
        names = [one for one in layout.get("annotations", []) if one.get("xref") == "paper" and one["showarrow"]]
        for axis in ("y", "y2"):
            of_axis = sorted((one for one in names if one["yref"] == axis), key=lambda one: one["y"])
            height = 390 - legend_height({"data": figure.drawing(values)["data"], "layout": layout}, 520)
            places = [Axes(layout).part(one["y"], axis) * height - one["ay"] for one in of_axis]
            assert places == sorted(places)


def test_each_name_keeps_its_number_where_lines_cross():
    figure = FIGURES["dissipation"]
    named = []
    for alpha in (0.1, 0.9):
        labels = figure.drawing(figure.values(alpha=alpha))["layout"]["annotations"]
        named.append([one["text"].replace("<br>", " ").split(":")[0] for one in labels if one["showarrow"]])
    assert named[0] == named[1]


def noted(line, texts):
    """Draw a line and note each text at its middle; give what was written, and where."""
    layout = {"xaxis": {"range": [0.0, 1.0]}, "yaxis": {"range": [0.0, 1.0]}}
    trace = {"type": "scatter", "mode": "lines", "x": np.array([0.0, 1.0]), "y": np.array(line), "line": {}}
    notes = [beside(layout, text, 0.5, 0.5, "@text", sides=("top left",)) for text in texts]
    written = labelled({"data": [trace], "layout": layout}, notes=notes)["layout"]["annotations"]
    return [(one["text"], one["xanchor"], one["yanchor"]) for one in written]


RISING, FALLING = (0.0, 1.0), (1.0, 0.0)


def test_notes_stand_as_in_the_first_drawing_while_places_are_kept():
    assert noted(RISING, ["one"]) == [("one", "right", "bottom")]
    assert noted(FALLING, ["two"]) != [("two", "right", "bottom")]
    with kept_places():
        assert noted(RISING, ["one"]) == [("one", "right", "bottom")]
        assert noted(FALLING, ["two"]) == [("two", "right", "bottom")]
    assert noted(FALLING, ["two"]) != [("two", "right", "bottom")]


def test_notes_that_come_while_places_are_kept_stand_where_they_like_it_best():
    with kept_places():
        noted(FALLING, ["one"])
        assert noted(FALLING, ["one", "two"])[1] == ("two", "right", "bottom")


def test_a_line_that_leaves_at_the_right_has_its_name_where_it_leaves():
    layout = {"xaxis": {"range": [0.0, 1.0]}, "yaxis": {"range": [0.0, 1.0]}}
    trace = {
        "type": "scatter",
        "x": np.array([0.0, 0.5, 2.0]),
        "y": np.array([0.0, 0.2, 0.8]),
        "line": {"color": "red"},
    }
    (name,) = labelled({"data": [trace], "layout": layout}, ends=[End(trace, "line")])["layout"]["annotations"]
    assert name["y"] == pytest.approx(0.4)


def test_lines_lead_to_names_only_where_names_stand_at_the_side():
    drawing = FIGURES["training-price"].drawing(FIGURES["training-price"].values(training_steps=50.0, task="bowl"))
    narrow, wide = (suited(drawing, width, 400.0)["layout"]["shapes"] for width in (390.0, 800.0))
    assert [one for one in narrow if one.get("name") == LEADER] == []
    assert [one for one in wide if one.get("name") == LEADER] != []
