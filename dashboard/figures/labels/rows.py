"""The names of marks that stand in rows, one below the other."""

from __future__ import annotations

import re
from typing import Final

from dashboard.figures.axes import Axes
from dashboard.figures.base import Drawing
from dashboard.figures.labels.ground import Box, Written, ground_of
from dashboard.figures.labels.text import size_of

__all__ = ["in_rows"]

_WORD: Final = re.compile(r"[^ -]*[ -]?")  # with what follows it
_AROUND: Final = 200.0  # px of the height for axes and legend


def in_rows(drawing: Drawing, axes: Axes, width: float) -> dict[str, list[str]]:
    """Shorten names to what has room in a frame of a width, by the number of their trace."""
    rows = {k: trace for k, trace in enumerate(drawing["data"]) if trace.get("mode") == "text"}
    if not rows:
        return {}
    canvas = width, drawing["layout"]["meta"]["height"] - _AROUND
    written = Written(ground_of(drawing, axes), canvas)
    shortened = {}
    for k, trace in rows.items():
        x, y = axes.parts(trace["x"], "x"), axes.parts(trace["y"], "y")
        asides = [-1 if "left" in side else 1 for side in trace["textposition"]]
        boxes = [Box(*place, 0) for place in zip(x, y, asides, strict=True)]
        shortened[str(k)] = [_fitting(written, text, box) for text, box in zip(trace["text"], boxes, strict=True)]
    return shortened


def _fitting(written: Written, text: str, box: Box) -> str:
    """Leave out words at the end until a name covers nothing."""
    words = _WORD.findall(text)
    shorter = text
    for count in range(len(words) - 1, 0, -1):
        if written.free(box, size_of(shorter)):
            break
        shorter = f"{''.join(words[:count]).rstrip(' ,-(')}…{text[-1]}"
    return shorter
