"""What the surfaces share: the camera, the axes and the shades.

Coordinates are decades on linear axes: on axes of type "log" Plotly resamples a surface at every change, which takes
eight times as long.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.runs import Array, is_decade
from dashboard.wording import power

__all__ = ["CAMERA", "decade_axis", "mark_labels", "surface_shades"]

CAMERA: Final = {"eye": {"x": -0.8, "y": 1.85, "z": 0.9}, "center": {"x": 0, "y": 0, "z": -0.15}}

_CIVIDIS: Final = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838")


def decade_axis(title: str, low: float, high: float) -> dict[str, Any]:
    """Describe an axis of decades, with powers of ten at its ticks."""
    first, last = float(np.log10(low)), float(np.log10(high))
    step = max(1, round((last - first) / 6))
    ticks = list(range(int(np.ceil(first)), int(np.floor(last)) + 1, step))
    return {
        "title": {"text": title},
        "range": [first, last],
        "tickvals": ticks,
        "ticktext": [power(10.0**tick) for tick in ticks],
    }


def surface_shades(floor: float, top: float) -> list[list[Any]]:
    """Shade barriers from zero up in cividis; what is below zero, out of reach, is grey."""
    zero = -floor / (top - floor)
    shades = [[zero + (1 - zero) * position / (len(_CIVIDIS) - 1), color] for position, color in enumerate(_CIVIDIS)]
    grey = "@infeasible-surface"
    return [[0, grey], [zero, grey], *shades]


def mark_labels(n: Array, *point: Array) -> list[dict[str, Any]]:
    """Write 1, 10, 10², … beside the points of a run, on a ground that makes them legible on any shade."""
    shown = is_decade(n) & np.all(np.isfinite(point), axis=0)
    return [
        {
            **dict(zip("xyz", map(float, place), strict=True)),
            "text": power(float(step)),
            "showarrow": False,
            "bgcolor": "@veil",
            "borderpad": 1,
            "yshift": 14,
            "font": {"size": 13, "color": "@text"},
        }
        for step, *place in zip(n[shown], *(values[shown] for values in point), strict=True)
    ]
