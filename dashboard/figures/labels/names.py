"""The names of lines, in a room right of where the lines end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

import numpy as np

from dashboard.figures.axes import Axes
from dashboard.figures.base import Drawing
from dashboard.figures.labels.text import LINE, size_of, wrapped

__all__ = ["AXIS", "LEADER", "End", "Named", "leaders", "make_room", "named", "spread", "written"]

ROOM: Final = 160.0
"""Pixels right of the lines for their names."""
LEADER: Final = "leader"
"""What a line to a name is called: where there are no names at the side, there is none."""
AXIS: Final = 72.0
"""Pixels for a second axis, beyond the room."""
_EDGE: Final = 14.0  # px from the end of a line to its name
_EARLY: Final = 0.985  # of the axis: a line that ends before has a leader to its name


_AT_THE_EDGE: Final = 1.0 + 1e-9  # of the axis, with its rounding


@dataclass(frozen=True)
class End:
    """The name of a line at its right end."""

    of: dict[str, Any]
    """A trace, or a shape that lies level."""
    name: str
    value: str = ""
    """What may be left out where there is little room."""
    brief: str = ""
    """What the legend of a narrow canvas says, if it is something shorter."""
    color: str = ""
    """If it is not the line's own."""

    @property
    def text(self) -> str:
        """Give name and value."""
        return f"{self.name}: {self.value}" if self.value else self.name


@dataclass(frozen=True)
class Named:
    """A line that has a name, and where it ends."""

    end: End
    kind: str
    """Whether it is of the data or of the shapes, and its number among them."""
    index: int
    axis: str
    x: float
    """In parts of the axis, as `part`, which is between 0 and 1 also where the line has left the picture."""
    part: float
    y: float
    """What that is, as ranges have it."""
    leads: bool
    """Whether it ends within the picture."""
    color: str
    rank: int


def named(drawing: Drawing, ends: Sequence[End], axes: Axes) -> list[Named]:
    """Find where lines end; from low to high."""
    found: list[tuple[float, Named]] = []
    places = {id(one): (kind, k) for kind in ("data", "shapes") for k, one in enumerate(_parts(drawing, kind))}
    for rank, end in enumerate(ends):
        kind, index = places[id(end.of)]
        axis = end.of.get("yref" if kind == "shapes" else "yaxis", "y")
        last = (1.0, float(end.of["y0"])) if kind == "shapes" else _last(end.of, axis, axes)
        if last is None:
            continue
        x, part = last[0], float(axes.part(last[1], axis))
        seen = min(max(part, 0.0), 1.0)
        low, high = axes.range(axis)
        leads = x < _EARLY and seen == part
        color = end.color or end.of["line"]["color"]
        y = last[1] if seen == part else (low, high)[int(seen)]
        found.append((part, Named(end, kind, index, axis, max(x, 0.0), seen, float(y), leads, color, rank)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _parts(drawing: Drawing, kind: str) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = drawing["data"] if kind == "data" else drawing["layout"].get("shapes", [])
    return parts


def _last(line: dict[str, Any], axis: str, axes: Axes) -> tuple[float, float] | None:
    """Find the last point of a line, or where it leaves at the right: x in parts of the axis, y as ranges have it."""
    for part in (slice(-1, None), slice(None)):  # nearly always it is that of its arrays
        x, y = axes.parts(line["x"][part], "x"), axes.place(line["y"][part], axis)
        there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if not there.size:
            continue
        last = int(there[-1])
        if x[last] <= _AT_THE_EDGE:
            return float(x[last]), float(y[last])
        inside = np.flatnonzero(x[there] <= 1.0)
        if inside.size:
            before, after = there[inside[-1]], there[inside[-1] + 1]
            return 1.0, float(np.interp(1.0, x[[before, after]], y[[before, after]]))
    return None


def make_room(layout: dict[str, Any]) -> None:
    """Make room at the right, and let a second axis stand beyond it."""
    room = ROOM + _EDGE
    if "yaxis2" in layout:
        layout["yaxis2"] = layout["yaxis2"] | {"anchor": "free", "position": 1.0, "shift": room}
    layout["margin"] = layout.get("margin", {}) | {"r": room + (AXIS if "yaxis2" in layout else 0.0)}
    layout.setdefault("showlegend", False)


def leaders(named: list[Named], axes: Axes) -> list[dict[str, Any]]:
    """Lead from a line that ends early to the edge, where its name stands."""
    return [
        {
            "type": "line",
            "name": LEADER,
            "layer": "below",
            **{"xref": "paper", "x0": one.x, "x1": 1.0, "yref": one.axis},
            **dict.fromkeys(("y0", "y1"), axes.value(one.y, one.axis)),
            "line": {"color": one.color, "width": 1, "dash": "dot"},
        }
        for one in named
        if one.leads
    ]


def written(named: list[Named], height: float) -> list[dict[str, Any]]:
    """Write names beside a frame of some height, each with a line to where its own ends; in the order of their rank.

    So each keeps its number where lines cross while a thumb moves.
    """
    texts = _fitting(named, height)
    shown = [one for one in named if one.rank in texts]
    wanted = [one.part * height for one in shown]
    heights = [size_of(texts[one.rank])[1] for one in shown]
    middles = spread(wanted, heights, -LINE / 2, height + LINE / 2)
    by_rank = sorted(zip(shown, wanted, middles, strict=True), key=lambda pair: pair[0].rank)
    return [
        {
            "text": texts[one.rank],
            "font": {"color": one.color, "size": 14},
            "align": "left",
            **{"xref": "paper", "x": 1.0, "xanchor": "left", "yref": one.axis, "y": one.y, "yanchor": "middle"},
            **{"showarrow": True, "arrowhead": 0, "arrowwidth": 1.0, "arrowcolor": one.color, "borderpad": 0},
            **{"ax": _EDGE, "ay": round(place - middle, 1) + 0.0},
        }
        for one, place, middle in by_rank
    ]


def _fitting(named: list[Named], height: float) -> dict[int, str]:
    """Shorten, then leave out, what is least important, until the rest has room; by rank."""
    texts = {one.rank: wrapped(one.end.text, ROOM) for one in named}
    briefs = {one.rank: wrapped(one.end.brief, ROOM) for one in named if one.end.brief}
    names = {one.rank: wrapped(one.end.name, ROOM) for one in named if one.end.value}
    least_first = sorted(texts, reverse=True)
    over = sum(size_of(text)[1] for text in texts.values()) - height - LINE
    for words in (briefs, names):
        for rank in least_first:
            if over > 0 and rank in words:
                over += size_of(words[rank])[1] - size_of(texts[rank])[1]
                texts[rank] = words[rank]
    for rank in least_first:
        if over > 0:
            over -= size_of(texts.pop(rank))[1]
    return texts


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move the middles of texts apart along a line, in their order, as little as can be.

    `wanted` rises; the texts together are no higher than the line from `low` to `high`. Texts that would overlap stand
    one on the other, around the mean of where they would be.
    """
    blocks: list[list[float]] = []  # of texts that touch: how many, how high, and the mean of where each wants them
    for place, height in zip(wanted, heights, strict=True):
        block = [1.0, height, min(max(place - height / 2, low), high - height)]
        while blocks and blocks[-1][2] + blocks[-1][1] > block[2]:
            count, below, start = blocks.pop()
            mean = (count * start + block[0] * (block[2] - below)) / (count + block[0])
            block = [count + block[0], below + block[1], mean]
            block[2] = min(max(mean, low), high - block[1])
        blocks.append(block)
    middles: list[float] = []
    for count, _, start in blocks:
        stack = heights[len(middles) : len(middles) + int(count)]
        middles += [start + end - height / 2 for end, height in zip(accumulate(stack), stack, strict=True)]
    return middles
