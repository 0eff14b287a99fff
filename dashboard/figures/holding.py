"""The axis of barriers read in another way: how long each holds a memory on average."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.course import Course
from dashboard.wording import duration

__all__ = ["decade_held", "holding_axis"]

# The times at which the axis has a tick: decades of a second, then what people count in.
_TICKS: Final = (
    *(1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1.0),
    *(3600.0, 86400.0, *(power * limcore.YEAR for power in (1.0, 10.0, 1e3, 1e6, 1e9))),
)

_APART: Final = 0.07  # of the axis: ticks nearer than this would overlap


def decade_held(course: Course, height: float) -> float:
    """How long a barrier holds on average, as a power of ten: a time itself may be too long for a double."""
    once = float(limcore.retention_time(0.0, rate_max=course.values["R_max"]))
    return float(height / course.kT / np.log(10.0) + np.log10(once))


def holding_axis(course: Course, low: float, high: float) -> dict[str, Any]:
    """Describe the axis of times at the right of an axis of barriers from low to high."""
    low_decade, high_decade = (decade_held(course, height) for height in (low, high))
    ticks: list[float] = []
    for time in _TICKS:
        before = np.log10(ticks[-1]) if ticks else -np.inf
        if low_decade <= np.log10(time) <= high_decade and np.log10(time) - before > _APART * (
            high_decade - low_decade
        ):
            ticks.append(time)
    return {
        "title": {"text": "holds on average for"},
        "overlaying": "y",
        "side": "right",
        "type": "log",
        "range": [low_decade, high_decade],
        "tickvals": ticks,
        "ticktext": [duration(time) for time in ticks],
        "showgrid": False,
    }
