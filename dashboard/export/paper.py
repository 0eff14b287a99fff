"""What a figure is printed on: how large, in which colours, on which ground, and from where it is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard import theme
from dashboard.parameters import Choice, InvalidParameter

__all__ = ["CHOICES", "COLOURS", "GROUND", "PRESETS", "PRINT", "Paper", "Preset"]

_PIXELS_PER_MM: Final = 96 / 25.4
_PIXELS_PER_POINT: Final = 96 / 72
_BODY: Final = 14.0  # px: the size of type on the screen
_AXES: Final = ("xaxis", "yaxis", "yaxis2")


@dataclass(frozen=True, kw_only=True)
class Preset:
    """Where a figure is to be printed."""

    words: str
    width: float
    """Millimetres."""
    height: float
    """Millimetres."""
    body: float
    """The size of its type in points."""
    dpi: float
    """Pixels of an image for each inch."""
    grows: bool = True
    """Whether a figure that needs more height may have it."""

    @property
    def scale(self) -> float:
        """How much larger it is than the canvas, on which type has the size it has on the screen."""
        return self.body * _PIXELS_PER_POINT / _BODY

    @property
    def canvas(self) -> tuple[float, float]:
        """Width and height of its canvas in pixels."""
        width, height = (round(length * _PIXELS_PER_MM / self.scale, 6) for length in (self.width, self.height))
        return width, height


PRESETS: Final[dict[str, Preset]] = {
    "screen": Preset(
        words="As on the screen", width=1000 / _PIXELS_PER_MM, height=620 / _PIXELS_PER_MM, body=10.5, dpi=288
    ),
    "single": Preset(words="Single column, 89 mm", width=89, height=78, body=7, dpi=600),
    "double": Preset(words="Double column, 183 mm", width=183, height=112, body=8, dpi=600),
    "slide": Preset(words="Slide, 16:9", width=338.6667, height=190.5, body=16, dpi=192, grows=False),
    "poster": Preset(words="Poster, 600 mm", width=600, height=400, body=30, dpi=200, grows=False),
}

PRINT: Final = Choice(
    key="print",
    label="Size",
    default="screen",
    options={name: preset.words for name, preset in PRESETS.items()},
)
COLOURS: Final = Choice(
    key="theme",
    label="Colours",
    default="light",
    options=dict(zip(theme.MODES, ("Light", "Dark", "Greyscale"), strict=True)),
)
GROUND: Final = Choice(
    key="ground", label="Ground", default="opaque", options={"opaque": "Opaque", "transparent": "Transparent"}
)

CHOICES: Final = (PRINT, COLOURS, GROUND)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a figure is printed on."""

    size: str = PRINT.default
    colours: str = COLOURS.default
    ground: str = GROUND.default
    camera: tuple[float, ...] = ()
    """Where the eye of a scene is and where it looks, x, y and z of each; empty: where the figure has them."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    """From where to where axes are shown, in their own coordinates (powers of ten on a logarithmic axis)."""

    keys = (PRINT.key, COLOURS.key, GROUND.key, "camera", *_AXES)
    """What `read` reads."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Paper:
        """Read from a query; raise InvalidParameter for what is not allowed."""
        size, colours, ground = (choice.parse(query.get(choice.key, choice.default)) for choice in CHOICES)
        camera = _numbers("camera", query["camera"], 6) if "camera" in query else ()
        ranges = {axis: _range(axis, query[axis]) for axis in _AXES if axis in query}
        return cls(size=size, colours=colours, ground=ground, camera=camera, ranges=ranges)


def _range(axis: str, text: str) -> tuple[float, float]:
    low, high = _numbers(axis, text, 2)
    if low == high:
        raise InvalidParameter(axis, text, "two different numbers")
    return low, high


def _numbers(key: str, text: str, count: int) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count or not all(math.isfinite(number) and abs(number) < 1e30 for number in numbers):
        raise InvalidParameter(key, text, f"{count} numbers with commas between them")
    return numbers
