"""Labels, once: a figure says what wants a label and where it would like it; here each gets its place.

The names of lines stand in a room of their own, right of where the lines end: no line runs there. On a narrow canvas
they are the legend below the picture. Notes stand beside what they are about, where they cover nothing: neither on a
phone nor on a screen. A drawing comes with both: `annotations` for a wide canvas, and in `meta` what changes on a
narrow or a low one; who shows it picks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from dashboard.figures.axes import Axes
from dashboard.figures.base import Drawing
from dashboard.figures.coincidence import let_covered_lines_show
from dashboard.figures.labels.canvases import (
    ABOVE,
    NARROW,
    abreast,
    in_columns,
    legend_below,
    legend_height,
    suited,
    titles,
    unlabelled,
)
from dashboard.figures.labels.ground import Written, ground_of
from dashboard.figures.labels.names import End, Named, leaders, make_room, named, written
from dashboard.figures.labels.notes import Choice, Note, along, beside, choose, noted
from dashboard.figures.labels.rows import in_rows
from dashboard.figures.labels.text import wrapped

__all__ = [
    "ABOVE",
    "NARROW",
    "End",
    "Note",
    "along",
    "beside",
    "in_columns",
    "kept_places",
    "labelled",
    "legend_below",
    "suited",
    "unlabelled",
]

# px: how wide and high the frame of the lines is on usual canvases, and on low and narrow ones.
_WIDE: Final = ((530.0, 480.0), (700.0, 390.0))
_SMALL: Final = ((250.0, 205.0), (350.0, 226.0), (430.0, 370.0))
_NARROWEST: Final = tuple(min(width for width, _ in canvases) for canvases in (_WIDE, _SMALL))
_ROWS: Final = {"narrow": 410.0, "low": 550.0}  # px: how wide a frame of rows is
_HIGH, _CLOSE = 390.0, 222.0  # px: how high they are at least, on a usual canvas and on a low one
_MOST_IN_LEGEND: Final = 8
_IN_LEGEND: Final = {1: 360.0, 2: 160.0}  # px: where a name below the picture is broken, by how many stand abreast

_Places = list[list[Choice | None]]  # of notes, on usual canvases and on small ones
_KEPT: ContextVar[list[_Places] | None] = ContextVar("kept", default=None)


@contextmanager
def kept_places() -> Iterator[None]:
    """Let notes of all drawings made within stand as they do in the first: none jumps while a thumb moves."""
    token = _KEPT.set([])
    try:
        yield
    finally:
        _KEPT.reset(token)


def labelled(drawing: Drawing, *, ends: Sequence[End] = (), notes: Sequence[Note] = ()) -> Drawing:
    """Give a drawing its labels: names of lines, most important first, and notes.

    Annotations that it has already stay where they are.
    """
    layout, axes = drawing["layout"], Axes(drawing["layout"])
    given = layout.get("annotations", [])
    meta: dict[str, Any] = {}
    let_covered_lines_show(drawing, axes)
    names = named(drawing, ends, axes)
    if ends:
        make_room(layout)
        layout["shapes"] = [*layout.get("shapes", []), *leaders(names, axes)]
        meta["names"] = _in_legend(drawing, names)
    choices = _choices(drawing, axes, notes)
    wide, small = (noted(notes, one, narrowest) for one, narrowest in zip(choices, _NARROWEST, strict=True))
    high, close = (height - legend_height(drawing, width) for height, width in ((_HIGH, 520.0), (_CLOSE, 340.0)))
    layout["annotations"] = [*given, *written(names, high), *wide]
    meta |= {"low": [*given, *written(names, close), *small], "narrow": [*given, *small], "titles": titles(layout)}
    meta["texts"] = {kind: in_rows(drawing, axes, width) for kind, width in _ROWS.items()}
    layout["meta"] = layout.get("meta", {}) | {"labels": meta}
    return drawing


def _in_legend(drawing: Drawing, names: Sequence[Named]) -> dict[str, dict[str, str]]:
    """Say what the legend of a narrow canvas calls lines, and what is in the legend of others, by their numbers."""
    longest = _IN_LEGEND[abreast(drawing["layout"])]
    called: dict[str, dict[str, str]] = {"data": {}, "shapes": {}}
    if drawing["layout"]["showlegend"]:
        shown = ((k, trace) for k, trace in enumerate(drawing["data"]) if trace.get("showlegend", True))
        called["data"] = {str(k): wrapped(trace["name"], longest) for k, trace in shown if trace.get("name")}
    for one in names:
        if one.rank < _MOST_IN_LEGEND:
            called[one.kind][str(one.index)] = wrapped(one.end.brief or one.end.text, longest)
    return {"traces": called["data"], "shapes": called["shapes"]}


def _choices(drawing: Drawing, axes: Axes, notes: Sequence[Note]) -> _Places:
    """Choose the places of notes, on usual canvases and on small ones, or take those that are kept."""
    if not notes:
        return [[], []]
    kept = _KEPT.get()
    if kept:
        return kept[0]
    ground = ground_of(drawing, axes)
    places = [choose(notes, Written(ground, *canvases)) for canvases in (_WIDE, _SMALL)]
    if kept is not None:
        kept.append(places)
    return places
