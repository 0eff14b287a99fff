"""What the surfaces share: the sheet and its shades, runs that cross it, the axes and the camera.

Coordinates are decades on linear axes: on axes of type "log" Plotly resamples a surface at every change, which takes
eight times as long.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.figures.runs import Array, Run, is_decade
from dashboard.wording import power

__all__ = ["crossing_run", "decade_axis", "decades", "mark_labels", "sheet", "surface_layout"]

_CAMERA: Final = {"eye": {"x": -0.8, "y": 1.85, "z": 0.9}, "center": {"x": 0, "y": 0, "z": -0.15}}

_PLACES: Final = 12  # of a decade: digits beyond, of the logarithm of what is nearly one, are those of a machine

_CIVIDIS: Final = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838")


def decades(numbers: Array) -> Array:
    """Give the places of numbers on an axis of decades."""
    return np.asarray(np.round(np.log10(numbers), _PLACES), np.float64)


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


def _shades(floor: float, top: float) -> list[list[Any]]:
    """Shade barriers from zero up in cividis; what is below zero, out of reach, is grey."""
    zero = -floor / (top - floor)
    shades = [[zero + (1 - zero) * position / (len(_CIVIDIS) - 1), color] for position, color in enumerate(_CIVIDIS)]
    grey = "@infeasible-surface"
    return [[0, grey], [zero, grey], *shades]


def sheet(name: str, hover: str, point: tuple[Array, Array, Array], extent: tuple[float, float]) -> dict[str, Any]:
    """Draw barriers as a surface, shaded over the range of their axis."""
    floor, top = extent
    x, y, heights = point
    return {
        "type": "surface",
        "name": name,
        "x": x,
        "y": y,
        "z": heights,
        "cmin": floor,
        "cmax": top,
        "colorscale": _shades(floor, top),
        "opacity": 0.8,
        "showscale": False,
        "lighting": {"ambient": 0.85, "diffuse": 0.35, "specular": 0.04},
        "hovertemplate": hover,
        "contours": {axis: {"highlight": False} for axis in "xyz"},
    }


def crossing_run(run: Run, n: Array, inside: NDArray[np.bool_], color: str) -> dict[str, Any]:
    """Say how a run that crosses a surface looks: in its colour unless it is pinned, with dots at steps 1, 10, ..."""
    shown = f"@pin-{run.pin}" if run.pin else color
    return {
        "mode": "lines+markers",
        "line": {"color": shown, "width": 9 - 2 * run.place},
        "marker": {"size": np.where(is_decade(n) & inside, 6.0, 0.0), "color": shown, "line": {"width": 0}},
        "customdata": n,
    }


def surface_layout(
    axes: tuple[dict[str, Any], dict[str, Any]],
    unit: str,
    extent: tuple[float, float],
    shape: tuple[float, float, float],
    uirevision: str,
) -> dict[str, Any]:
    """Lay out a surface: its two axes, that of barriers above them, and how long each is drawn."""
    return {
        "scene": {
            "xaxis": axes[0],
            "yaxis": axes[1],
            "zaxis": {"title": {"text": f"E⁰ ({unit})"}, "range": list(extent)},
            "camera": _CAMERA,
            "aspectmode": "manual",
            "aspectratio": dict(zip("xyz", shape, strict=True)),
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "legend": {"x": 0.01, "y": 0.99, "xanchor": "left", "yanchor": "top"},
        "showlegend": True,
        "uirevision": uirevision,
    }


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
