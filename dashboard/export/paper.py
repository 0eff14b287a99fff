"""What a figure is printed on: how large, in which colours, on which ground, and from where it is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard import theme
from dashboard.parameters import Choice, InvalidParameter

__all__ = ["CHOICES", "COLOURS", "FONT", "GROUND", "LENGTHS", "PRESETS", "PRINT", "Length", "Paper", "Preset"]

_PIXELS_PER_MM: Final = 96 / 25.4
_PIXELS_PER_POINT: Final = 96 / 72
_BODY: Final = 14.0  # px: the size of type on the screen
_AXES: Final = ("xaxis", "yaxis", "yaxis2")
_OWN: Final = "own"
_CANVAS: Final = (260.0, 220.0, 4000.0)  # px: the narrowest, the lowest and the widest on which a figure is drawn
_MOST_PIXELS: Final = 20e6
_FINEST: Final = 600.0  # pixels to the inch


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


@dataclass(frozen=True)
class Length:
    """A length that can be set."""

    label: str
    unit: str
    least: float
    most: float

    def read(self, key: str, text: str) -> float:
        """Read it; raise InvalidParameter for what is no number, or too small or too large."""
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not self.least <= value <= self.most:
            raise InvalidParameter(key, text, f"{self.least:g} to {self.most:g} {self.unit}")
        return value


PRESETS: Final[dict[str, Preset]] = {
    "screen": Preset(
        words="As on the screen", width=1000 / _PIXELS_PER_MM, height=620 / _PIXELS_PER_MM, body=10.5, dpi=288
    ),
    "single": Preset(words="Single column, 89 mm", width=89, height=78, body=7, dpi=600),
    "double": Preset(words="Double column, 183 mm", width=183, height=112, body=8, dpi=600),
    "slide": Preset(words="Slide, 16:9", width=338.6667, height=190.5, body=16, dpi=192, grows=False),
    "poster": Preset(words="Poster, 600 mm", width=600, height=400, body=30, dpi=200, grows=False),
    # With what is said beside it; what is not said is as here.
    _OWN: Preset(words="Own size", width=120, height=80, body=8, dpi=_FINEST, grows=False),
}

LENGTHS: Final[dict[str, Length]] = {
    "width": Length("Width", "mm", 40, 1000),
    "height": Length("Height", "mm", 30, 1000),
    "type": Length("Type", "pt", 4, 80),
}
"""What may be said of an own size: each stands for what the preset of an own size has."""

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

FONT: Final = Choice(key="font", label="Letters", default="sans", options={"sans": "Sans serif", "serif": "Serif"})

CHOICES: Final = (PRINT, COLOURS, GROUND, FONT)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a figure is printed on."""

    size: str = PRINT.default
    colours: str = COLOURS.default
    ground: str = GROUND.default
    font: str = FONT.default
    lengths: Mapping[str, float] = field(default_factory=dict, hash=False)
    """What is said of an own size."""
    camera: tuple[float, ...] = ()
    """Where the eye of a scene is and where it looks, x, y and z of each; empty: where the figure has them."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    """From where to where axes are shown, in their own coordinates (powers of ten on a logarithmic axis)."""

    keys = (*(choice.key for choice in CHOICES), *LENGTHS, "camera", *_AXES)
    """What `read` reads."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Paper:
        """Read from a query; raise InvalidParameter for what is not allowed."""
        size, colours, ground, font = (choice.parse(query.get(choice.key, choice.default)) for choice in CHOICES)
        lengths = {key: length.read(key, query[key]) for key, length in LENGTHS.items() if key in query}
        if lengths and size != _OWN:
            if PRINT.key in query:
                raise InvalidParameter(PRINT.key, size, f"{_OWN}, where {', '.join(lengths)} is said")
            size = _OWN
        camera = _numbers("camera", query["camera"], 6) if "camera" in query else ()
        ranges = {axis: _range(axis, query[axis]) for axis in _AXES if axis in query}
        paper = cls(size=size, colours=colours, ground=ground, font=font, lengths=lengths, camera=camera, ranges=ranges)
        _check_canvas(paper.preset)
        return paper

    @property
    def preset(self) -> Preset:
        """Where it is to be printed."""
        chosen = PRESETS[self.size]
        if self.size != _OWN:
            return chosen
        width, height = self.lengths.get("width", chosen.width), self.lengths.get("height", chosen.height)
        dpi = min(_FINEST, math.sqrt(_MOST_PIXELS * 25.4**2 / (width * height)))
        body = self.lengths.get("type", chosen.body)
        return replace(chosen, width=width, height=height, body=body, dpi=dpi)


def _check_canvas(preset: Preset) -> None:
    """Refuse type so large that nothing else has room, and so small that no canvas would hold it."""
    width, height = preset.canvas
    fits = min(width / _CANVAS[0], height / _CANVAS[1])
    if fits < 1:
        raise InvalidParameter("type", f"{preset.body:g}", f"at most {preset.body * fits:.1f} pt at that size")
    if width > _CANVAS[2]:
        allowed = f"at least {preset.body * width / _CANVAS[2]:.1f} pt at that size"
        raise InvalidParameter("type", f"{preset.body:g}", allowed)


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
