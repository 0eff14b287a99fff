"""Between two frames: what of a drawing can be told from the drawings around it, and how far from true that is.

While a thumb moves, a browser puts curves, marks and labels where they would be between two frames: in the coordinates
of their axes, so logarithms on logarithmic ones. What is no number stays as in the nearer frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.figures import Drawing

__all__ = ["Path", "Scales", "are_numbers", "differences"]

Path = tuple[str | int, ...]
Array = NDArray[np.float64]

_WIDTH: Final = 1100.0  # px of the axes of a plane figure on a wide screen
_HEIGHT: Final = 600.0
_SCENE: Final = 500.0
_BEYOND: Final = 0.05  # of an axis: what lies farther out is not seen
_SIDES: Final = {"xshift", "yshift", "ax", "ay", "shift"}  # px from a label to its point: on one side, or on another
_POSITIONS: Final = {"x": "x", "y": "y", "z": "z", "x0": "x", "x1": "x", "y0": "y", "y1": "y"}


def differences(nodes: Sequence[Drawing]) -> tuple[list[tuple[Path, list[Any]]], list[tuple[Path, list[Any]]]]:
    """Find where drawings differ: in arrays, and in all else; going down only where their shape agrees."""
    arrays: list[tuple[Path, list[Any]]] = []
    others: list[tuple[Path, list[Any]]] = []
    _compare((), list(nodes), arrays, others)
    return arrays, others


def _compare(
    path: Path, nodes: list[Any], arrays: list[tuple[Path, list[Any]]], others: list[tuple[Path, list[Any]]]
) -> None:
    first = nodes[0]
    if _all_equal(nodes):
        return
    if isinstance(first, dict) and all(node.keys() == first.keys() for node in nodes):
        for key in first:
            _compare((*path, key), [node[key] for node in nodes], arrays, others)
    elif _holds_parts(first) and all(isinstance(node, list) and len(node) == len(first) for node in nodes):
        for index in range(len(first)):
            _compare((*path, index), [node[index] for node in nodes], arrays, others)
    elif isinstance(first, np.ndarray):
        if not all(_same(node, first) for node in nodes):
            arrays.append((path, nodes))
    else:
        others.append((path, nodes))


def _all_equal(nodes: list[Any]) -> bool:
    """Whether nodes without arrays are equal; where there are arrays, one has to look closer."""
    first = nodes[0]
    if all(node is first for node in nodes):
        return True
    try:
        return all(node == first for node in nodes)
    except ValueError:
        return False


def _holds_parts(node: Any) -> bool:
    """Whether a node is a list of traces, shapes or labels: a list of plain values travels whole."""
    return isinstance(node, list) and all(isinstance(part, dict) for part in node)


def _same(one: Array, other: Array) -> bool:
    return one is other or (one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=True)))


def are_numbers(path: Path, nodes: Sequence[Any]) -> bool:
    """Whether values are numbers, or lists of so many numbers each, that can be told from their neighbours."""
    if _is_said(path) or path[-1] in _SIDES or len({(type(node) is list, np.size(node)) for node in nodes}) > 1:
        return False
    return all(_is_number(one) for node in nodes for one in (node if isinstance(node, list) else [node]))


def _is_said(path: Path) -> bool:
    """Whether something is said beside the picture; the labels of small canvases stand there too, and move."""
    return "meta" in path and "labels" not in path


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


class Scales:
    """The axes of a drawing: what is logarithmic, and how many pixels there are to a coordinate."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def is_logarithmic(self, path: Path) -> bool:
        """Whether numbers are told from their neighbours by their logarithms: not where they are powers already."""
        return self._axis(path).get("type") == "log" and not {"annotations", "labels"} & set(path)

    def pixels_apart(self, path: Path, nodes: Sequence[Any], part: float) -> float:
        """Compute how far from the second of three nodes is what is seen a part of the way from first to last."""
        if len({np.shape(node) for node in nodes}) > 1:
            return math.inf
        if path[-1] == "customdata" or "meta" in path:
            return 0.0  # not seen while a thumb moves
        log = self.is_logarithmic(path)
        start, true, end = (_coordinates(node, log) for node in nodes)
        with np.errstate(invalid="ignore"):
            seen = start + part * (end - start)
        if not np.array_equal(np.isfinite(seen), np.isfinite(true)):
            return math.inf
        low, high, pixels = self._extent(path, true)
        if not high > low:
            return math.inf
        far = _BEYOND * (high - low)
        apart = np.abs(np.clip(seen, low - far, high + far) - np.clip(true, low - far, high + far))
        return float(np.max(apart, initial=0.0, where=np.isfinite(apart))) / (high - low) * pixels

    def _extent(self, path: Path, coordinates: Array) -> tuple[float, float, float]:
        """Give from where to where numbers are seen, and how many pixels that is."""
        key = str(path[-1])
        if key == "size":
            return 0.0, 1e3, 1e3
        if key not in _POSITIONS:  # the ends of an axis, or of a scale of colours
            reach = float(np.max(np.abs(coordinates)))
            return -reach, reach, 2.0 * _HEIGHT
        if self._owner(path).get(f"{_POSITIONS[key]}ref") == "paper":
            return 0.0, 1.0, max(_WIDTH, _HEIGHT)
        pixels = _SCENE if self._in_scene(path) else {"x": _WIDTH}.get(_POSITIONS[key], _HEIGHT)
        ends = self._axis(path).get("range")
        if ends is None:
            finite = coordinates[np.isfinite(coordinates)]
            ends = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        return min(ends), max(ends), pixels

    def _owner(self, path: Path) -> dict[str, Any]:
        """Give the trace, label or shape that a number belongs to."""
        node: Any = self._drawing
        for key in path[:-1]:
            node = node[key]
        return node if isinstance(node, dict) else {}

    def _in_scene(self, path: Path) -> bool:
        return "scene" in path or (path[0] == "data" and "scene" in self._drawing["layout"])

    def _axis(self, path: Path) -> dict[str, Any]:
        """Give the axis along which a number stands; an empty one if it stands along none."""
        letter = _POSITIONS.get(str(path[-1]))
        if letter is None:
            return {}
        layout, owner = self._drawing["layout"], self._owner(path)
        if self._in_scene(path):
            return dict(layout["scene"].get(f"{letter}axis", {}))
        key = str(owner.get(f"{letter}axis" if path[0] == "data" else f"{letter}ref", letter))
        return dict(layout.get(f"{letter}axis{key.removeprefix(letter)}", {}))


def _coordinates(numbers: Any, log: bool) -> Array:
    values = np.asarray(numbers, dtype=float)
    if not log:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log10(values))
