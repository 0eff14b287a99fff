"""A figure's frames along one slider, in one compact message.

A drawing at each stop of the slider, or at as few of them as tell the rest; only what differs between them is sent. The
message is a little-endian uint32 (length of the header), a header in JSON, and the arrays as float32: one block for
each array that changes, one row for each frame. What is not an array (a label, an axis range) stands in the header,
one value for each frame.
"""

from __future__ import annotations

import heapq
import json
import math
import struct
import time
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dashboard.figures import Drawing, Figure
from dashboard.live.between import Scales, are_numbers, differences
from dashboard.parameters import InvalidParameter, Values

__all__ = ["draw_all", "draw_few", "draw_in_time", "evenly", "pack_frames"]

_processor_time = getattr(time, "thread_time", time.perf_counter)  # in a browser there is no other clock
_CLOSE: Final = 0.25  # px: what is seen between two frames may be so far from its true place


def evenly(stops: tuple[float, ...], count: int) -> tuple[float, ...]:
    """Choose so many of a slider's stops, evenly, its ends among them."""
    last = len(stops) - 1
    return tuple(stops[round(k * last / (count - 1))] for k in range(count))


def draw_all(figure: Figure, states: Sequence[Values]) -> list[Drawing]:
    """Draw a figure in each state.

    Where parameters do not go together (a lowest learning rate above the first, say) the picture stands still, as on
    the page once the thumb is released there. Raises InvalidParameter if no state can be drawn.
    """
    return list(draw_in_time(figure, states, math.inf).values())


def draw_in_time(figure: Figure, states: Sequence[Values], seconds: float) -> dict[int, Drawing]:
    """Draw a figure in as many states, evenly chosen, as `seconds` of processor time allow; give them by place.

    The first and the last are always among them. Where nothing can be drawn the picture stands still, and
    InvalidParameter is raised, as in `draw_all`.
    """
    drawings: dict[int, Drawing | None] = {}
    refusal: InvalidParameter | None = None
    end, last = _processor_time() + seconds, len(states) - 1
    for place in _coarse_to_fine(len(states)):
        if _processor_time() > end and last in drawings:
            break
        try:
            drawings[place] = figure.drawing(states[place])
        except InvalidParameter as error:
            drawings[place], refusal = None, error
    valid = {place: drawing for place, drawing in drawings.items() if drawing is not None}
    if not valid and refusal:
        raise refusal
    return {place: valid[min(valid, key=lambda one: abs(one - place))] for place in sorted(drawings)}


def _coarse_to_fine(count: int) -> list[int]:
    """Order so many places so that however many are taken, they lie evenly; the ends first."""
    step, order = 1 << max(count - 1, 1).bit_length(), dict.fromkeys((0, count - 1))
    while step:
        order.update(dict.fromkeys(range(0, count, step)))
        step //= 2
    return list(order)


def draw_few(figure: Figure, states: Sequence[Values], near: int, seconds: float) -> dict[int, Drawing]:
    """Draw a figure in as few states as tell the others, those around the thumb first; give the drawings by place.

    Between two drawings the rest is told if the one in their middle lies within a quarter of a pixel of what is seen
    there, and so it was between those before. When `seconds` of processor time are over, some may not be. Raises
    InvalidParameter as `draw_all` does.
    """
    end = _processor_time() + seconds
    last = len(states) - 1
    first = list(dict.fromkeys((near, 0, last)))  # notes stand as they do at the thumb
    drawn = dict(zip(first, draw_all(figure, [states[place] for place in first]), strict=True))
    gaps = [(0, 0, last, False)]
    if 0 < near < last:
        tells = _tells(drawn[0], drawn[near], drawn[last], near / last)
        gaps = [(0, 0, near, tells), (0, near, last, tells)]
    while gaps and _processor_time() < end:
        _, low, high, told = heapq.heappop(gaps)
        middle = (low + high) // 2
        if middle == low:
            continue
        try:
            drawn[middle] = figure.drawing(states[middle])
        except InvalidParameter:
            drawn[middle] = drawn[low]
        tells = _tells(drawn[low], drawn[middle], drawn[high], (middle - low) / (high - low))
        if not (tells and told):
            for one, other in ((low, middle), (middle, high)):
                heapq.heappush(gaps, (min(abs(one - near), abs(other - near)), one, other, tells))
    return dict(sorted(drawn.items()))


def _tells(before: Drawing, here: Drawing, after: Drawing, part: float) -> bool:
    """Whether what is seen a part of the way between two drawings is as good as the drawing there."""
    arrays, others = differences([before, here, after])
    scales = Scales(here)
    others = [(path, nodes) for path, nodes in others if "meta" not in path]  # what is said, not drawn
    moved = arrays + [(path, nodes) for path, nodes in others if are_numbers(path, nodes)]
    return all(_are_words(nodes) for path, nodes in others) and all(
        scales.pixels_apart(path, nodes, part) <= _CLOSE for path, nodes in moved
    )


def _are_words(nodes: list[Any]) -> bool:
    """Whether what changes is what each frame says for itself; a label may not come or go."""
    return not any(isinstance(node, dict) or _holds_parts(node) for node in nodes)


def _holds_parts(node: Any) -> bool:
    return isinstance(node, list) and any(isinstance(part, dict) for part in node)


def pack_frames(
    drawings: Sequence[Drawing],
    stops: Sequence[float],
    places: Sequence[int] | None = None,
) -> bytes:
    """Pack what changes between drawings: one at each stop, or at some `places` among them."""
    arrays, others = differences(drawings)
    scales = Scales(drawings[0])
    blocks = [_block(rows) for _, rows in arrays]
    header: dict[str, Any] = {
        "stops": list(stops),
        "arrays": [
            {
                "path": path,
                "shape": _shape(rows),
                "length": block.shape[1],
                "log": scales.is_logarithmic(path),
                "steady": len({row.shape for row in rows}) == 1,
            }
            for (path, rows), block in zip(arrays, blocks, strict=True)
        ],
        "others": [
            {
                "path": path,
                "values": [_plain(value) for value in values],
                "log": scales.is_logarithmic(path),
                "moves": are_numbers(path, values),
            }
            for path, values in others
        ],
    }
    if places is not None:
        header["places"] = list(places)
    text = json.dumps(header, ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-len(text) % 4)  # the arrays start at a multiple of four bytes
    return b"".join([struct.pack("<I", len(text)), text, *(block.tobytes() for block in blocks)])


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
