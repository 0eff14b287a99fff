"""What tells lines and bars apart on paper without colours."""

from __future__ import annotations

from typing import Any, Final

from dashboard.figures import Drawing

__all__ = ["told_apart"]

Line = dict[str, Any]

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")  # which lines in space have, too
_MORE: Final = ("12px,3px,2px,3px,2px,3px", "2px,6px", "18px,3px", "6px,2px,2px,2px,2px,2px,2px,2px")
_HATCHING: Final = ("", "/", "x", ".")
_THICK: Final = 6  # px: a line as thick as this is a bar or an arrow, which dashes would cut to pieces
_THINNEST: Final = 1.2  # px: a thinner one leads to a name
_THICKER: Final = 1.6  # times: by so much a line is seen to be another
_BEHIND: Final = 0.5  # of the ink: what a line on top of it is seen on


def told_apart(drawing: Drawing) -> Drawing:
    """Give lines that have colours of their own dashes of their own, and bars their hatching."""
    dashes = _Dashes()
    data = [_hatched(trace, place) for place, trace in enumerate(drawing["data"])]
    data = [trace | {"line": dashes.on(trace["line"], trace["type"])} if _is_line(trace) else trace for trace in data]
    data = [trace | {"opacity": _BEHIND} if _lies_behind(trace) else trace for trace in data]
    layout = drawing["layout"]
    if "shapes" in layout:
        shapes = [
            shape | {"line": dashes.on(shape["line"], "shape")} if _is_level(shape) else shape
            for shape in layout["shapes"]
        ]
        layout = layout | {"shapes": shapes}
    return {"data": data, "layout": layout}


class _Dashes:
    """The dashes that are taken: lines that look alike in colours share theirs."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str, float], tuple[str, float]] = {}

    def on(self, line: Line, kind: str) -> Line:
        """Give a line the dash by which it is known: its own, or the first that no other has; or it is thicker."""
        width = float(line.get("width", 2.0))
        key = str(line.get("color")), str(line.get("dash", "solid")), width
        if key not in self._given:
            offered = (key[1], *_DASHES) if kind == "scatter3d" else (key[1], *_DASHES, *_MORE)
            free = ((dash, wide) for wide in (width, _THICKER * width) for dash in offered if self._is_free(dash, wide))
            self._given[key] = next(free, (key[1], width))
        dash, wide = self._given[key]
        return line | {"dash": dash, "width": wide}

    def _is_free(self, dash: str, width: float) -> bool:
        return not any(
            taken == dash and max(width, other) < _THICKER * min(width, other) * (1 - 1e-9)
            for taken, other in self._given.values()
        )


def _is_line(trace: dict[str, Any]) -> bool:
    """Tell whether a trace has a line that is to be known from others."""
    if trace["type"] not in ("scatter", "scatter3d") or "lines" not in trace.get("mode", ""):
        return False
    in_space = trace["type"] == "scatter3d"  # where lines are wider
    said = trace.get("hoverinfo") != "skip" and trace.get("opacity", 1.0) > 0
    return said and bool(0 < trace["line"].get("width", 2.0) < (2 * _THICK if in_space else _THICK))


def _is_level(shape: dict[str, Any]) -> bool:
    return shape["type"] == "line" and bool(shape["line"].get("width", 2.0) > _THINNEST)


def _lies_behind(trace: dict[str, Any]) -> bool:
    thick = trace["type"] == "scatter" and trace.get("mode") == "lines" and trace["line"].get("width", 2.0) >= _THICK
    return bool(thick and "opacity" not in trace)


def _hatched(trace: dict[str, Any], place: int) -> dict[str, Any]:
    if trace["type"] != "bar":
        return trace
    pattern = {"shape": _HATCHING[place % len(_HATCHING)], "fillmode": "replace", "size": 6, "solidity": 0.35}
    return trace | {"marker": trace["marker"] | {"pattern": pattern, "line": {"color": "@text", "width": 1}}}
