"""A figure's frames along one slider, in one compact message.

A drawing at each stop of the slider; only what differs between them is sent. The message is a little-endian uint32
(length of the header), a header in JSON, and the arrays as float32: one block for each array that changes, one row for
each frame. What is not an array (a label, an axis range) stands in the header, one value for each frame.
"""

from __future__ import annotations

import json
import math
import struct
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.figures import Drawing, Figure
from dashboard.parameters import InvalidParameter, Values

__all__ = ["draw_all", "evenly", "pack_frames"]

Path = tuple[str | int, ...]


def evenly(stops: tuple[float, ...], count: int) -> tuple[float, ...]:
    """Choose so many of a slider's stops, evenly, its ends among them."""
    last = len(stops) - 1
    return tuple(stops[round(k * last / (count - 1))] for k in range(count))


def draw_all(figure: Figure, states: Sequence[Values], seconds: float = math.inf) -> list[Drawing]:
    """Draw a figure in each state, or in as many, evenly chosen, as `seconds` of processor time allow.

    Where parameters do not go together (a lowest learning rate above the first, say) the picture stands still, as on
    the page once the thumb is released there; so it does from one state that has been drawn to the next. Raises
    InvalidParameter if no state can be drawn.
    """
    drawings: list[Drawing | None] = [None] * len(states)
    refusal: InvalidParameter | None = None
    end = time.thread_time() + seconds
    for place in _coarse_to_fine(len(states)):
        try:
            drawings[place] = figure.drawing(states[place])
        except InvalidParameter as error:
            refusal = error
        if time.thread_time() > end:
            break
    valid = [place for place, drawing in enumerate(drawings) if drawing is not None]
    if not valid and refusal:
        raise refusal
    nearest = (min(valid, key=lambda one: abs(one - place)) for place in range(len(drawings)))
    return [drawing for place in nearest if (drawing := drawings[place]) is not None]


def _coarse_to_fine(count: int) -> list[int]:
    """Order so many places so that however many are taken, they lie evenly."""
    step, order = 1 << max(count - 1, 1).bit_length(), dict[int, None]()
    while step:
        order.update(dict.fromkeys(range(0, count, step)))
        step //= 2
    return list(order)


def pack_frames(drawings: list[Any], stops: Sequence[float]) -> bytes:
    """Pack what changes from the drawing at one stop to that at the next."""
    arrays: list[tuple[Path, list[Any]]] = []
    others: list[tuple[Path, list[Any]]] = []
    _compare((), drawings, arrays, others)
    blocks = [_block(rows) for _, rows in arrays]
    header = {
        "stops": list(stops),
        "arrays": [
            {"path": path, "shape": _shape(rows), "length": block.shape[1]}
            for (path, rows), block in zip(arrays, blocks, strict=True)
        ],
        "others": [{"path": path, "values": [_plain(value) for value in values]} for path, values in others],
    }
    text = json.dumps(header, ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-len(text) % 4)  # the arrays start at a multiple of four bytes
    return b"".join([struct.pack("<I", len(text)), text, *(block.tobytes() for block in blocks)])


def _compare(
    path: Path,
    nodes: list[Any],
    arrays: list[tuple[Path, list[Any]]],
    others: list[tuple[Path, list[Any]]],
) -> None:
    """Find where the nodes of the drawings differ, going down only where their shape agrees."""
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
    try:
        return all(node == nodes[0] for node in nodes)
    except ValueError:
        return False


def _holds_parts(node: Any) -> bool:
    """Whether a node is a list of traces, shapes or labels: a list of plain values travels whole."""
    return isinstance(node, list) and all(isinstance(part, dict) for part in node)


def _same(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=True))


def _shape(rows: list[np.ndarray[Any, Any]]) -> list[int]:
    """Give the shape of an array in every frame; arrays that change their length are rows."""
    same = all(row.shape == rows[0].shape for row in rows)
    return list(rows[0].shape) if same else [max(row.size for row in rows)]


def _block(rows: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """Stack the rows of an array as float32, padded with NaN where their lengths differ."""
    longest = max(row.size for row in rows)
    block = np.full((len(rows), longest), np.nan, dtype="<f4")
    for target, row in zip(block, rows, strict=True):
        target[: row.size] = row.ravel()
    return block


def _plain(value: Any) -> Any:
    """Turn what is left into JSON: arrays inside become lists, and NaN becomes null."""
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
