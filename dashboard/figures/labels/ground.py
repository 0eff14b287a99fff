"""What is drawn in a picture already, and how much of it a text would cover at a place.

Lengths are pixels of a canvas on which type has 14 px. Lines are drawn once, in parts of the axes, for canvases of all
sizes: this happens many times while a thumb moves.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.figures.axes import Axes
from dashboard.figures.base import Drawing

__all__ = ["Box", "Canvas", "Ground", "Written", "ground_of"]

Array = NDArray[np.float64]

Canvas = tuple[float, float]
"""Width and height of the frame in which lines are drawn."""

_ACROSS, _UP = 120, 84  # cells of the ground
_BEYOND: Final = 3.0  # times the frame: farther out, nothing is drawn
_GRAVE: Final = 10.0  # how much worse it is to cover a text, or to stand out, than to cover a line
_AROUND: Final = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)], dtype=float)  # of a mark
_APART: Final = 4.0  # between texts, since canvases are of other sizes too
_NONE: Final = (np.empty((0, 2)), np.empty(0))  # marks
_NOWHERE: Final = np.array([np.nan])  # between lines


class Box(NamedTuple):
    """A place that a text may take: a point, in parts of both axes, and from it in pixels where the text stands."""

    x: float
    y: float
    aside: float
    """-1: left of the point, 0: over it, 1: right of it, or between."""
    above: int
    """-1: below the point, 0: beside it, 1: above it."""
    gap: float = 10.0
    far: bool = False
    """Whether it is so far that a line has to lead to it."""
    at: tuple[float, float] = (float("nan"), float("nan"))
    """The point as an annotation has it."""

    def edges(self, size: tuple[float, float], canvas: Canvas) -> tuple[float, float, float, float]:
        """Give left, right, bottom and top on a canvas."""
        (wide, high), (across, up) = size, canvas
        left = self.x * across + self.aside * (self.gap + wide / 2) - wide / 2
        low = self.y * up + self.above * (self.gap + high / 2) - high / 2
        return left, left + wide, low, low + high

    def place(self, wide: float) -> dict[str, Any]:
        """Say it in the words of an annotation, for a text so wide, without the point."""
        anchored = self.aside in (-1, 0, 1)
        across, up = self.aside * (self.gap + (0.0 if anchored else wide / 2)), self.above * self.gap
        lengths = {"ax": across, "ay": -up} if self.far else {"xshift": across, "yshift": up}
        return {
            "xanchor": ("right", "center", "left")[int(self.aside) + 1],
            "yanchor": ("top", "middle", "bottom")[self.above + 1],
            "showarrow": self.far,
            **lengths,
        }


class Ground:
    """The cells of a picture in which something is drawn."""

    def __init__(self) -> None:
        self._lines: list[Array] = []
        self._marks: list[tuple[Array, Array]] = []

    def line(self, x: Array, y: Array) -> None:
        """Draw a line through points in parts of the axes; it is broken where one has no place."""
        points = np.column_stack([x, y])
        np.clip(points, -_BEYOND, _BEYOND, out=points)
        points *= (_ACROSS, _UP)
        steps = points[1:] - points[:-1]
        length = np.abs(steps).max(axis=1)
        there = np.flatnonzero(np.isfinite(length))
        count = length[there].astype(int) + 2
        ends = np.cumsum(count)
        if not ends.size:
            return
        part = (np.arange(ends[-1]) - np.repeat(ends - count, count)) / np.repeat(count - 1, count)
        segment = np.repeat(there, count)
        self._lines.append(points[segment] + part[:, np.newaxis] * steps[segment])

    def marks(self, x: Array, y: Array, size: Array | float) -> None:
        """Draw marks of some sizes."""
        half = np.broadcast_to(np.asarray(size, dtype=float) / 2, x.shape)
        there = np.isfinite(x) & np.isfinite(y) & (half > 0)
        self._marks.append((np.column_stack([x, y])[there] * (_ACROSS, _UP), half[there]))

    def covered(self, smallest: Canvas) -> Array:
        """Count what is drawn left of and below each corner of the cells, on canvases that are no smaller."""
        points, half = (np.concatenate(found) for found in zip(_NONE, *self._marks, strict=True))
        around = points[:, np.newaxis] + _AROUND * half[:, np.newaxis, np.newaxis] * (_ACROSS, _UP) / smallest
        cells = np.concatenate([around.reshape(-1, 2), *self._lines]).T
        inside = (cells >= 0).all(axis=0) & (cells[0] < _ACROSS) & (cells[1] < _UP)
        i, j = cells[:, inside].astype(np.intp)
        counts = np.bincount(i * _UP + j, minlength=_ACROSS * _UP).reshape(_ACROSS, _UP)
        sums = np.zeros((_ACROSS + 1, _UP + 1))
        sums[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)
        return sums


class Written:
    """What is written on canvases of some sizes, over what is drawn."""

    def __init__(self, ground: Ground, *canvases: Canvas) -> None:
        self.narrowest, lowest = map(min, zip(*canvases, strict=True))
        self._covered = ground.covered((self.narrowest, lowest))
        self._canvases = canvases
        self._texts: list[list[tuple[float, float, float, float]]] = [[] for _ in canvases]

    def text(self, box: Box, size: tuple[float, float]) -> None:
        """Write a text."""
        for canvas, texts in zip(self._canvases, self._texts, strict=True):
            left, right, low, high = box.edges(size, canvas)
            texts.append((left - _APART, right + _APART, low - _APART, high + _APART))

    def free(self, box: Box, size: tuple[float, float]) -> bool:
        """Tell whether a text covers nothing at a place, and does not stand out, on any canvas."""
        covered = self._covered
        for canvas, texts in zip(self._canvases, self._texts, strict=True):
            left, right, low, high = box.edges(size, canvas)
            across, up = canvas
            if left < 0 or low < 0 or right > across or high > up:
                return False
            if any(left < b and right > a and low < d and high > c for a, b, c, d in texts):
                return False
            i, k = int(left / across * _ACROSS + 0.5), int(right / across * _ACROSS + 0.5)
            j, m = int(low / up * _UP + 0.5), int(high / up * _UP + 0.5)
            if covered[k, m] - covered[i, m] - covered[k, j] + covered[i, j]:
                return False
        return True

    def costs(self, places: Array, size: tuple[float, float]) -> Array:
        """Say how much a text would cover at each of some places, and stand out; 0 where it is free.

        A place is a column of what a box begins with: x, y, aside, above and gap.
        """
        covered = self._covered
        wide, high = size
        across, up = (np.array(lengths)[:, np.newaxis] for lengths in zip(*self._canvases, strict=True))
        x, y, aside, above, gap = places
        left = x * across + aside * (gap + wide / 2) - wide / 2
        low = y * up + above * (gap + high / 2) - high / 2
        right, top = left + wide, low + high
        out = np.maximum(-left, 0) + np.maximum(right - across, 0) + np.maximum(-low, 0) + np.maximum(top - up, 0)
        costs = _GRAVE * out
        if self._texts[0]:
            a, b, c, d = np.array(self._texts).transpose(2, 1, 0)[:, :, :, np.newaxis]
            shared = np.minimum(np.minimum(right, b) - np.maximum(left, a), np.minimum(top, d) - np.maximum(low, c))
            costs += _GRAVE * np.maximum(shared, 0.0).sum(axis=0)
        i, k = (np.clip(edge / across * _ACROSS + 0.5, 0, _ACROSS).astype(int) for edge in (left, right))
        j, m = (np.clip(edge / up * _UP + 0.5, 0, _UP).astype(int) for edge in (low, top))
        return np.asarray((costs + covered[k, m] - covered[i, m] - covered[k, j] + covered[i, j]).sum(axis=0))


def ground_of(drawing: Drawing, axes: Axes) -> Ground:
    """Draw what notes may not cover."""
    ground = Ground()
    lines: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
    for trace in drawing["data"]:
        if trace["type"] != "scatter" or trace.get("opacity") == 0.0:
            continue
        pair = trace.get("xaxis", "x"), trace.get("yaxis", "y")
        if "lines" in trace["mode"] and trace["line"].get("width", 2) > 0:
            lines.setdefault(pair, []).append((trace["x"], trace["y"]))
        if "markers" in trace["mode"]:
            ground.marks(
                axes.parts(trace["x"], pair[0]), axes.parts(trace["y"], pair[1]), trace["marker"].get("size", 6)
            )
    for (x_axis, y_axis), found in lines.items():
        x, y = (np.concatenate([part for line in found for part in (line[k], _NOWHERE)]) for k in (0, 1))
        ground.line(axes.parts(x, x_axis), axes.parts(y, y_axis))
    for shape in drawing["layout"].get("shapes", []):
        if shape["type"] == "line":
            height = float(axes.part(shape["y0"], shape["yref"]))
            ground.line(np.array([shape["x0"], shape["x1"]], dtype=float), np.full(2, height))
    return ground
