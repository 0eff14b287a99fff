"""What changes in a drawing on a narrow canvas or on a low one."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.base import Drawing
from dashboard.figures.labels.names import AXIS, LEADER
from dashboard.figures.labels.text import size_of

__all__ = [
    "ABOVE",
    "NARROW",
    "abreast",
    "in_columns",
    "legend_below",
    "legend_height",
    "suited",
    "titles",
    "unlabelled",
]

NARROW: Final = 560
"""Pixels of width up to which a canvas has no room at its side."""
_LOW, _TIGHT = 470, 640
"""Pixels of height and of width below which names are short."""
_BELOW: Final = {
    "orientation": "h",
    **{"x": 0.0, "xref": "container", "xanchor": "left", "y": 0.0, "yref": "container", "yanchor": "bottom"},
    "traceorder": "normal",
}
"""A legend below the picture."""
_ABREAST: Final = {"entrywidthmode": "fraction", "entrywidth": 0.5}
"""Where names are broken to have room there, two of them stand abreast."""
ABOVE: Final = {
    "orientation": "h",
    **{"x": 0.0, "xanchor": "left", "y": 1.01, "yref": "paper", "yanchor": "bottom"},
    "traceorder": "normal",
}
"""A legend above the picture."""

_KEY: Final = 40.0  # px of a legend for the line before each name
_GAP: Final = 5.0  # px of a legend between its rows
_TITLES: Final = {"xaxis": 36, "yaxis": 22, "yaxis2": 22}  # letters: a longer title is broken beside a short axis


def abreast(layout: dict[str, Any]) -> int:
    """Say how many names of lines stand abreast below a picture; Plotly makes a legend no wider than the frame."""
    return 1 if "yaxis2" in layout else 2


def _narrowed(drawing: Drawing) -> Drawing:
    """Give a drawing as it is on a narrow canvas: the names of its lines are a legend below it."""
    layout = drawing["layout"]
    labels = layout.get("meta", {}).get("labels")
    shown, legend = layout.get("showlegend", False), _BELOW
    if labels is None or "scene" in layout:
        return drawing
    data, narrow = drawing["data"], layout | {"annotations": labels["narrow"]}
    if "names" in labels:
        traces, shapes = labels["names"]["traces"], labels["names"]["shapes"]
        data = [_in_legend(trace, traces.get(str(k)), shown) for k, trace in enumerate(data)]
        narrow["shapes"] = [
            _in_legend(shape, shapes.get(str(k)), shown)
            for k, shape in enumerate(layout.get("shapes", []))
            if shape.get("name") != LEADER
        ]
        narrow |= _beside_lines(layout)
        shown = True
        legend = _BELOW | _ABREAST if abreast(layout) == 2 else _BELOW
    data = _shortened(data, labels["texts"]["narrow"])
    narrow |= _broken(narrow, labels["titles"])
    return {"data": data, "layout": narrow | ({"showlegend": True, "legend": legend} if shown else {})}


def _in_legend(one: dict[str, Any], name: str | None, others: bool) -> dict[str, Any]:
    if name:
        return one | {"showlegend": True, "name": name}
    return one if others else one | {"showlegend": False}


def _lowered(drawing: Drawing) -> Drawing:
    """Give a drawing as it is on a low canvas, where names stand closer."""
    layout = drawing["layout"]
    labels = layout.get("meta", {}).get("labels")
    if labels is None or "scene" in layout:
        return drawing
    low = layout | {"annotations": labels["low"]} | _broken(layout, labels["titles"])
    return {"data": _shortened(drawing["data"], labels["texts"]["low"]), "layout": low}


def _shortened(data: list[dict[str, Any]], texts: dict[str, list[str]]) -> list[dict[str, Any]]:
    return [trace | ({"text": texts[str(k)]} if str(k) in texts else {}) for k, trace in enumerate(data)]


def _broken(layout: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    return {axis: layout[axis] | {"title": layout[axis]["title"] | {"text": text}} for axis, text in titles.items()}


def suited(drawing: Drawing, width: float, height: float) -> Drawing:
    """Give a drawing as it is on a canvas of this size."""
    if width <= NARROW:
        return _narrowed(drawing)
    return _lowered(drawing) if height < _LOW or width < _TIGHT else drawing


def legend_height(drawing: Drawing, width: float) -> float:
    """Give about how much of the height a legend above the picture takes."""
    if not drawing["layout"].get("showlegend"):
        return 0.0
    traces = (trace for trace in drawing["data"] if trace.get("showlegend", True) and trace.get("name"))
    entries = [size_of(trace["name"])[0] + _KEY for trace in {one["name"]: one for one in traces}.values()]
    abreast = max(1, int(width // max(entries, default=width)))
    return 19.0 * float(np.ceil(len(entries) / abreast))


def unlabelled(drawing: Drawing) -> Drawing:
    """Leave out what would say the answer of a question about a drawing: its labels, and the numbers at bars."""
    layout = drawing["layout"]
    meta = {key: value for key, value in layout.get("meta", {}).items() if key != "labels"}
    data = [trace | {"text": ""} if trace["type"] == "bar" else trace for trace in drawing["data"]]
    bare = layout | {"annotations": [], "meta": meta}
    if "names" in layout.get("meta", {}).get("labels", {}):
        bare |= _beside_lines(layout)
    return {"data": data, "layout": bare}


def _beside_lines(layout: dict[str, Any]) -> dict[str, Any]:
    """Give lines the room of their names."""
    two = {"yaxis2": layout["yaxis2"] | {"anchor": "x", "shift": 0.0}} if "yaxis2" in layout else {}
    return two | {"margin": layout["margin"] | {"r": AXIS if two else 16.0}}


def in_columns(drawing: Drawing, width: float) -> dict[str, Any]:
    """Say in how many columns a legend below the picture stands, by the widest of its names."""
    # Plotly makes a legend no wider than the frame.
    room = width - 2.0 * AXIS if "yaxis2" in drawing["layout"] else width
    widest = max((size_of(name)[0] for name in _entries(drawing)), default=room)
    return {"entrywidth": 1.0 / max(1, int(room // (widest + _KEY))), "entrywidthmode": "fraction"}


def legend_below(drawing: Drawing, width: float) -> float:
    """Give how high the legend below a picture is, where it stands in columns."""
    names = _entries(drawing)
    abreast = round(1.0 / in_columns(drawing, width)["entrywidth"])
    rows = (names[k : k + abreast] for k in range(0, len(names), abreast))
    return sum(max(size_of(name)[1] for name in row) + _GAP for row in rows)


def _entries(drawing: Drawing) -> list[str]:
    layout = drawing["layout"]
    if not layout.get("showlegend"):
        return []
    named = [trace for trace in drawing["data"] if trace.get("showlegend", True)]
    named += [shape for shape in layout.get("shapes", []) if shape.get("showlegend")]
    return [one["name"] for one in named if one.get("name")]


def titles(layout: dict[str, Any]) -> dict[str, str]:
    """Break the titles of axes that are long, for a canvas on which axes are short."""
    titles = {}
    for name, longest in _TITLES.items():
        text = layout.get(name, {}).get("title", {}).get("text", "")
        if len(text) > longest:
            space = text.rfind(" ", 0, len(text) // 2 + 4)
            titles[name] = f"{text[:space]}<br>{text[space + 1 :]}"
    return titles
