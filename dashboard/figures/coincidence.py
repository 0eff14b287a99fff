"""Lines that run under others: each is made so wide that it shows at both sides of what lies on it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.figures.axes import Axes
from dashboard.figures.base import Drawing

__all__ = ["let_covered_lines_show"]

_ACROSS: Final = 41  # places across the picture at which lines are compared
_CLOSE: Final = 0.008  # of the height of the picture: so near to each other, lines are one
_MOST: Final = 0.85  # of a line: so much of it may be covered
_EDGE: Final = 3.5  # px: how much wider it then is than what covers it
_GAPS: Final = 2.5  # px: the same, where it shows between dashes as well
_WIDEST: Final = 8.0  # px
_WIDTH: Final = 2.0  # px of a line that has none of its own


def let_covered_lines_show(drawing: Drawing, axes: Axes) -> None:
    """Widen in a drawing the lines that others cover for the most part; from the uppermost down."""
    lines = [trace for trace in drawing["data"] if _is_line(trace)]
    if len(lines) < 2:
        return
    heights = np.array([_heights(trace, axes) for trace in lines])
    seen = np.isfinite(heights)
    for under in range(len(lines) - 2, -1, -1):
        if not seen[under].any():
            continue
        with np.errstate(invalid="ignore"):
            near = np.abs(heights[under + 1 :] - heights[under]) < _CLOSE
        covers = near.sum(axis=1) > _MOST * seen[under].sum()
        above = [over for over, there in zip(lines[under + 1 :], covers, strict=True) if there]
        wanted = min(max((_wanted(lines[under], over) for over in above), default=0.0), _WIDEST)
        if wanted > lines[under]["line"].get("width", _WIDTH):
            lines[under]["line"] = lines[under]["line"] | {"width": wanted}


def _is_line(trace: dict[str, Any]) -> bool:
    if trace["type"] != "scatter" or "lines" not in trace.get("mode", "") or "fill" in trace:
        return False
    return bool(trace.get("opacity", 1.0) and trace["line"].get("width", _WIDTH))


def _heights(trace: dict[str, Any], axes: Axes) -> NDArray[np.float64]:
    """Give how high a line is at places across the picture, in parts of it; NaN where it is not seen."""
    places = np.linspace(0.0, 1.0, _ACROSS)
    x, y = axes.parts(trace["x"], "x"), axes.parts(trace["y"], trace.get("yaxis", "y"))
    there = np.isfinite(x) & np.isfinite(y)
    x, y = x[there], y[there]
    if x.size < 2 or (np.diff(x) < 0).any():
        return np.full(_ACROSS, np.nan)
    heights = np.interp(places, x, y, left=np.nan, right=np.nan)
    return np.where((heights >= 0.0) & (heights <= 1.0), heights, np.nan)


def _wanted(under: dict[str, Any], over: dict[str, Any]) -> float:
    """Say how wide a line has to be to show under another; between dashes a whole line shows as it is."""
    if under["line"]["color"] == over["line"]["color"]:
        return 0.0
    dashed, whole = _is_dashed(over), not _is_dashed(under)
    return 0.0 if dashed and whole else float(over["line"].get("width", _WIDTH)) + (_GAPS if dashed else _EDGE)


def _is_dashed(trace: dict[str, Any]) -> bool:
    return bool(trace["line"].get("dash", "solid") != "solid")
