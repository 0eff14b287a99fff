"""A drawing laid out for paper.

It is drawn on a canvas on which type has the size it has on the screen, and the whole is scaled to the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dashboard import theme
from dashboard.export.export import Export
from dashboard.export.greyscale import told_apart
from dashboard.export.paper import Paper, Preset
from dashboard.figures import Drawing, without_probe
from dashboard.figures.labels import NARROW, in_columns, legend_below, suited
from dashboard.parameters import InvalidParameter

__all__ = ["Print", "print_drawing"]

_FARTHER: Final = 1.35
_SMALLER: Final = 12  # px: type at a mark on a narrow canvas
_LETTER: Final = 10  # px: the width of a letter of an axis title
_CLOSER: Final = 0.78  # of its height, to which a list is drawn together before its type shrinks
_FARTHEST: Final = 20  # times its own range, to which an axis may be zoomed out
_FEW: Final = 3  # of its own steps: an axis that shows no more has ticks between them
_PICTURE: Final = 0.564  # of the height of a canvas, for the picture itself
_SIDE, _FOOT, _EDGE = 90.0, 84.0, 16.0  # px at a side, below and else, for the numbers and the title of an axis
_STEP: Final = 1.04  # by which type shrinks until a picture has its room
_CLEAR: Final = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Print:
    """A drawing ready for print: plain data with width and height of its canvas, and what to scale it by."""

    drawing: Drawing
    scale: float
    """From the canvas to the paper, at 96 pixels to the inch."""
    image_scale: float
    """From the canvas to the pixels of an image."""


def print_drawing(export: Export) -> Print:
    """Lay a figure out for paper."""
    paper = export.paper
    preset = paper.preset
    drawing = without_probe(export.drawing)
    width, height, scale = _extent(preset, drawing["layout"].get("meta", {}).get("height"))
    narrow = width <= NARROW
    drawing = suited(drawing, width, height)
    if narrow and "type" not in paper.lengths:
        width, height, scale = _roomy(preset, drawing, width, height, scale)
    if paper.colours == "grey":
        drawing = told_apart(drawing)
    data, layout = drawing["data"], _as_seen(drawing["layout"], paper)
    if narrow:
        data, layout = [_smaller(trace) for trace in data], _narrowed(drawing, layout, width)
    layout = {key: _broken(value, width) if key.startswith("xaxis") else value for key, value in layout.items()}
    layout |= {"template": theme.template(paper.font), "width": width, "height": height}
    if paper.ground == "transparent":
        layout |= {"paper_bgcolor": _CLEAR, "plot_bgcolor": _CLEAR}
    drawn = theme.resolve({"data": data, "layout": layout}, paper.colours)
    return Print(drawn, scale, scale * preset.dpi / 96)


def _extent(preset: Preset, rows_height: float | None) -> tuple[float, float, float]:
    """Give the canvas and its scale; a figure that is a list of rows needs a height of its own."""
    width, height = preset.canvas
    if rows_height is None or rows_height <= height:
        return width, height, preset.scale
    if preset.grows:
        return width, rows_height, preset.scale
    close_height = max(height, _CLOSER * rows_height)
    smaller = height / close_height
    return width / smaller, close_height, preset.scale * smaller


def _roomy(preset: Preset, drawing: Drawing, width: float, height: float, scale: float) -> tuple[float, float, float]:
    """Let words around a picture leave most of a narrow canvas to it: the canvas grows, or its type shrinks."""
    if "scene" in drawing["layout"]:
        return width, height, scale
    sides = _SIDE + (_SIDE if "yaxis2" in drawing["layout"] else _EDGE)
    smaller = max(1.0, sides / (1.0 - _PICTURE) / width)
    while (high := _needed(drawing, width * smaller)) > height * smaller:
        if preset.grows:
            return width * smaller, high, scale / smaller
        smaller *= _STEP
    return width * smaller, height * smaller, scale / smaller


def _needed(drawing: Drawing, width: float) -> float:
    return (_EDGE + _FOOT + legend_below(drawing, width)) / (1.0 - _PICTURE)


def _narrowed(drawing: Drawing, layout: dict[str, Any], width: float) -> dict[str, Any]:
    """See a scene from farther away on a narrow canvas, and let a legend stand in columns."""
    if "scene" in layout:
        camera = layout["scene"]["camera"]
        eye = {axis: place * _FARTHER for axis, place in camera["eye"].items()}
        return layout | {"scene": layout["scene"] | {"camera": camera | {"eye": eye}}}
    if layout.get("showlegend"):
        return layout | {"legend": layout["legend"] | in_columns(drawing, width)}
    return layout


def _smaller(trace: dict[str, Any]) -> dict[str, Any]:
    if "textfont" not in trace:
        return trace
    font = trace["textfont"]
    return trace | {"textfont": font | {"size": min(font["size"], _SMALLER)}}


def _broken(axis: dict[str, Any], width: float) -> dict[str, Any]:
    text: str = axis.get("title", {}).get("text", "")
    if max(map(len, text.split("<br>"))) * _LETTER <= width:
        return axis
    space = text.rfind(" ", 0, len(text) // 2 + 1)
    return axis | {"title": axis["title"] | {"text": f"{text[:space]}<br>{text[space + 1 :]}"}}


def _as_seen(layout: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """Zoom and turn as on the page."""
    zooms = {axis: ends for axis, ends in paper.ranges.items() if axis in layout}
    seen = {axis: _ticked(layout[axis] | {"range": _zoomed(axis, layout, ends)}) for axis, ends in zooms.items()}
    if paper.camera and "scene" in layout:
        eye, center = paper.camera[:3], paper.camera[3:]
        places = {"eye": dict(zip("xyz", eye, strict=True)), "center": dict(zip("xyz", center, strict=True))}
        seen["scene"] = layout["scene"] | {"camera": layout["scene"]["camera"] | places}
    return layout | seen


def _zoomed(axis: str, layout: dict[str, Any], ends: tuple[float, float]) -> list[float]:
    """Take over a range; one that goes far beyond the figure would be drawn with ticks without end."""
    low, high = layout[axis]["range"]
    if max(abs(end - low) for end in ends) > _FARTHEST * abs(high - low):
        text = ",".join(f"{end:g}" for end in ends)
        raise InvalidParameter(axis, text, f"at most {_FARTHEST} times as far as the figure's own, {low:g},{high:g}")
    return list(ends)


def _ticked(axis: dict[str, Any]) -> dict[str, Any]:
    """Give an axis that is seen from near the ticks that Plotly finds, as the page does (live/ticks.js)."""
    low, high = axis["range"]
    step = axis.get("dtick")
    if axis.get("type") != "log" or not isinstance(step, int | float) or abs(high - low) >= _FEW * step:
        return axis
    return {key: value for key, value in axis.items() if key != "dtick"} | {"minor": {"ticks": "outside", "ticklen": 3}}
