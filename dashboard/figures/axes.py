"""Where values stand in a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.wording import number

__all__ = ["Axes", "log_axis"]


def log_axis(title: dict[str, Any], span: list[float]) -> dict[str, Any]:
    """Describe a logarithmic axis, with a tick at each decade, or every few; in less than two at 2 and 5 too.

    Plotly would write these smaller than all else; in less than half a decade it has better ones.
    """
    axis: dict[str, Any] = {"title": title, "type": "log", "range": span}
    width = span[1] - span[0]
    if width < 0.5:
        return axis
    if width >= 2.0:
        return axis | {"dtick": max(1, round(width / 8))}
    decades = np.arange(np.floor(span[0]) - 1.0, np.ceil(span[1]) + 1.0)
    ticks = np.outer(10.0**decades, [1.0, 2.0, 5.0]).ravel()
    return axis | {"dtick": 1, "tickvals": ticks, "ticktext": [_tick(tick) for tick in ticks]}


def _tick(value: float) -> str:
    """Write a number; between powers of ten its first digit says enough."""
    written = number(value)
    return written.partition(" × ")[0]


class Axes:
    """From values to parts of the axes: 0 at their beginnings, 1 at their ends."""

    def __init__(self, layout: dict[str, Any]) -> None:
        self.layout = layout

    def _axis(self, name: str) -> dict[str, Any]:
        axis: dict[str, Any] = self.layout[f"{name[0]}axis{name[1:]}"]
        return axis

    def range(self, name: str) -> tuple[float, float]:
        """Give the range of an axis."""
        low, high = self._axis(name)["range"]
        return low, high

    def part(self, place: Any, name: str) -> Any:
        """Of a place as ranges have it: a power of ten on a logarithmic axis."""
        low, high = self.range(name)
        return (place - low) / ((high - low) or 1.0)  # of a run of one step

    def place(self, values: Any, name: str) -> NDArray[np.float64]:
        """Give values as ranges have them; what has no place is NaN."""
        numbers = np.asarray(values, dtype=float)
        if self._axis(name).get("type") != "log":
            return numbers
        return np.log10(np.where(numbers > 0, numbers, np.nan))

    def value(self, place: float, name: str) -> float:
        """Give the value at a place, as shapes have it: theirs are values on logarithmic axes too."""
        return float(10.0**place) if self._axis(name).get("type") == "log" else place

    def parts(self, values: Any, name: str) -> NDArray[np.float64]:
        """Of values."""
        return np.asarray(self.part(self.place(values, name), name))
