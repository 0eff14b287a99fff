"""The answers of a live figure as they travel: made where nothing but the figures is known, compressed there."""

from __future__ import annotations

import json
from typing import Final

from dashboard import theme
from dashboard.figures import encode_arrays
from dashboard.live import ask
from dashboard.packing import pack

__all__ = ["Fixed", "all_frames", "caption", "drawing", "few_frames"]

_FEW: Final = 0.02  # s of processor time for the frames that come first; a thumb waits for them
_ALL: Final = 0.8  # s for all frames; at a stop that has none a thumb asks for its drawing

Fixed = tuple[tuple[str, str], ...]
"""Parameters as text, by key."""


def drawing(name: str, fixed: Fixed, mode: str) -> bytes:
    """Draw a figure in the colours of a theme, with Plotly's template."""
    drawn = encode_arrays(ask.drawing(name, dict(fixed)))
    drawn["layout"]["template"] = theme.template()
    text = json.dumps(theme.resolve(drawn, mode), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return pack(text.encode())


def caption(name: str, fixed: Fixed) -> bytes:
    """Say what a figure says."""
    said: str = ask.drawing(name, dict(fixed))["layout"]["meta"]["caption"]
    return said.encode()


def few_frames(name: str, over: str, near: int, fixed: Fixed) -> bytes:
    """Pack a few frames along a slider, around the stop where the thumb is."""
    figure = ask.find(name)
    return pack(ask.few_frames(figure, ask.read(figure, dict(fixed)), over, near, _FEW))


def all_frames(name: str, over: str, count: str | None, near: int | None, fixed: Fixed) -> bytes:
    """Pack the frames at all stops of a slider, or at so many of them; notes stand as where the thumb is."""
    figure = ask.find(name)
    values, stops = ask.read(figure, dict(fixed)), ask.swept_stops(figure, over, count)
    return pack(ask.frames(figure, values, over, stops, seconds=_ALL, near=near))
