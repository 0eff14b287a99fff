"""A line that lies under another shows that it is there; all others keep their width."""

import numpy as np
import pytest

from dashboard.figures import FIGURES
from dashboard.figures.axes import Axes
from dashboard.figures.coincidence import let_covered_lines_show
from dashboard.parameters import defaults

LAYOUT = {"xaxis": {"type": "log", "range": [0.0, 6.0]}, "yaxis": {"range": [0.0, 10.0]}}


def line(y, color, width=2.5, dash="solid"):
    line = {"color": color, "width": width, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": np.logspace(0, 6, len(y)), "y": np.asarray(y), "line": line}


def widths(*lines):
    drawing = {"data": list(lines), "layout": LAYOUT}
    let_covered_lines_show(drawing, Axes(LAYOUT))
    return [trace["line"]["width"] for trace in drawing["data"]]


@pytest.mark.parametrize("dash", ["solid", "longdash"])
def test_a_covered_line_shows_at_both_sides(dash):
    under, over = widths(line([2, 8], "@line-0", dash=dash), line([2.0, 5.0, 8.01], "@line-1", dash=dash))
    assert under > over + 2
    assert over == 2.5


@pytest.mark.parametrize(
    "other",
    [
        line([8, 2], "@line-1"),
        line([2.2, 8.2], "@line-1"),
        line([2, 8], "@line-1", dash="dot"),
        line([2, 8], "@line-0"),
    ],
    ids=["crossing", "beside", "dotted", "of one colour"],
)
def test_other_lines_stay_as_they_are(other):
    assert widths(line([2, 8], "@line-0"), other) == [2.5, 2.5]


def test_a_line_that_leaves_the_picture_is_compared_where_it_is_seen():
    assert widths(line([2, 2, 40], "@line-0"), line([2, 2, 2], "@line-1")) == [2.5, 2.5]
    assert widths(line([9, 12, 12, 12], "@line-0"), line([9, 12, 40, 40], "@line-1"))[0] > 2.5


def test_the_dynamic_memory_shows_under_learning_in_memory():
    figure = FIGURES["projection"]
    drawn = figure.drawing(defaults(figure.parameters))["data"]
    by_name = {trace["name"]: trace["line"]["width"] for trace in drawn if trace.get("mode") == "lines"}
    assert by_name["Fowler-Nordheim dynamic memory"] > by_name["learning-in-memory"] + 2
