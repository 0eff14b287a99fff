"""Fig. 3(a) as a surface: barrier height over gradient energy and update rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard import theme
from dashboard.figures.barrier import EQUATION
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.landscape import (
    PARAMETER_KEYS,
    Array,
    Landscape,
    caption,
    column_names,
    is_decade,
    landscape_columns,
    schedule_name,
    series_parts,
)
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, number, power

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BARRIER_SURFACE"]

_GRID: Final = 37
_CAMERA: Final = {"eye": {"x": -0.75, "y": 1.75, "z": 0.85}, "center": {"x": 0, "y": 0, "z": -0.15}}
_CIVIDIS: Final = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838")
_SYMBOLS: Final = ("circle", "square", "diamond")


def _rate_span(land: Landscape) -> tuple[float, float]:
    """From a decade below the slowest curve to a decade above the fastest, at most R_max."""
    fastest = 10 * max(land.rates) if land.absolute else 1.0
    return min(land.rates) / 10, fastest


def columns(values: Values) -> Columns:
    """Tabulate the surface on its grid and, below it, the trajectories of the schedules."""
    land = Landscape(values)
    energies = land.gradient_energies(_GRID)
    rates = np.geomspace(*_rate_span(land), _GRID)[:, np.newaxis]
    return landscape_columns(land, ["surface"], energies, rates, land.barrier_height(energies, rates))


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the surface, the curves of constant rate on it, its edge at zero, and the trajectories."""
    land = Landscape(values)
    name = column_names(land)
    surface, *paths = series_parts(table)
    energies, rates = table[name["energy"]][:_GRID], table[name["rate"]][surface][::_GRID]
    data = [_surface(land, energies, rates, table[name["barrier"]][surface].reshape(_GRID, _GRID))]
    curves = land.barrier_height(energies, np.asarray(land.rates)[:, np.newaxis])
    data += [_curve(land, index, rate, energies, curves[index]) for index, rate in enumerate(land.rates)]
    data.append(_edge(land, rates))
    data += [
        _trajectory(land, place, *(table[key][part] for key in ("n", *name.values())))
        for place, part in zip(land.chosen, paths, strict=True)
    ]
    data.append(_probe(land))
    return {"data": data, "layout": _layout(land) | {"meta": {"caption": caption(table, values)}}}


class _Axes:
    """Coordinates in the scene: decades on linear axes.

    On axes of type "log" Plotly resamples a surface at every change, which takes eight times as long.
    """

    def __init__(self, land: Landscape) -> None:
        self.land = land
        self.log = land.values["dE_axis"] == "log"

    def x(self, energy: Array) -> Array:
        return np.log10(energy) if self.log else energy

    def y(self, rate: Array) -> Array:
        return np.log10(rate)

    def hover(self, name: str) -> str:
        """Say the numbers at a point."""
        unit = self.land.unit
        energy = "10<sup>%{x:.4f}</sup>" if self.log else "%{x:.6~g}"
        rate_unit = "/s" if self.land.absolute else "R<sub>max</sub>"
        return (
            f"<b>{name}</b><br>ΔE = {energy} {unit}<br>R = 10<sup>%{{y:.4f}}</sup> {rate_unit}"
            f"<br>E⁰ = %{{z:.6~g}} {unit}<extra></extra>"
        )

    def scene(self) -> dict[str, Any]:
        """Describe the axes, decades with powers of ten."""
        land = self.land
        low, high = land.span
        floor, top = land.extent
        rate = "R (1/s)" if land.absolute else "R/R<sub>max</sub>"
        energy = f"ΔE ({land.unit})"
        return {
            "xaxis": _decades(energy, low, high) if self.log else {"title": {"text": energy}, "range": [low, high]},
            "yaxis": _decades(rate, *_rate_span(land)),
            "zaxis": {"title": {"text": f"E⁰ ({land.unit})"}, "range": [floor, top]},
            "camera": _CAMERA,
            "aspectmode": "manual",
            "aspectratio": {"x": 1.3, "y": 1.15, "z": 0.75},
        }


def _decades(title: str, low: float, high: float) -> dict[str, Any]:
    first, last = float(np.log10(low)), float(np.log10(high))
    step = max(1, round((last - first) / 6))
    ticks = list(range(int(np.ceil(first)), int(np.floor(last)) + 1, step))
    return {
        "title": {"text": title},
        "range": [first, last],
        "tickvals": ticks,
        "ticktext": [power(10.0**tick) for tick in ticks],
    }


def _surface(land: Landscape, energies: Array, rates: Array, heights: Array) -> dict[str, Any]:
    floor, top = land.extent
    zero = -floor / (top - floor)
    shades = [[zero + (1 - zero) * position / (len(_CIVIDIS) - 1), color] for position, color in enumerate(_CIVIDIS)]
    grey = "@infeasible-surface"
    return {
        "type": "surface",
        "name": "E⁰(ΔE, R)",
        "x": _Axes(land).x(energies),
        "y": _Axes(land).y(rates),
        "z": heights,
        "cmin": floor,
        "cmax": top,
        "colorscale": [[0, grey], [zero, grey], *shades],
        "opacity": 0.8,
        "showscale": False,
        "lighting": {"ambient": 0.85, "diffuse": 0.35, "specular": 0.04},
        "hovertemplate": _Axes(land).hover("surface"),
        "contours": {axis: {"highlight": False} for axis in "xyz"},
    }


def _line(land: Landscape, name: str, *point: Array, **more: Any) -> dict[str, Any]:
    energy, rate, height = point
    axes = _Axes(land)
    place = {"x": axes.x(energy), "y": axes.y(rate), "z": height, "hovertemplate": axes.hover(name)}
    return {"type": "scatter3d", "mode": "lines", "name": name} | place | more


def _curve(land: Landscape, index: int, rate: float, energies: Array, heights: Array) -> dict[str, Any]:
    name = land.rate_label(rate)
    return _line(
        land,
        name,
        energies,
        np.full(energies.size, rate),
        heights,
        line={"color": theme.line(index), "width": 5},
        showlegend=False,
    )


def _edge(land: Landscape, rates: Array) -> dict[str, Any]:
    energies = land.minimum_gradient_energy(rates)
    low, high = land.span
    shown = np.where((energies >= low) & (energies <= high), energies, np.nan)
    return _line(
        land,
        "E⁰ = 0: the update-wall",
        shown,
        rates,
        np.zeros(rates.size),
        line={"color": "@line-1", "width": 7, "dash": "dash"},
    )


def _trajectory(land: Landscape, place: int, n: Array, *point: Array) -> dict[str, Any]:
    energy, rate, _ = point
    (low, high), (slowest, fastest) = land.span, _rate_span(land)
    inside = (energy >= low) & (energy <= high) & (rate >= slowest) & (rate <= fastest)
    marks = is_decade(n) & inside
    name = schedule_name(land.values, place)
    x, y, z = (np.where(inside, values, np.nan) for values in point)
    return _line(
        land,
        name,
        x,
        y,
        z,
        mode="lines+markers+text",
        line={"color": "@text", "width": 9 - 2 * place},
        marker={
            "symbol": _SYMBOLS[place - 1],
            "size": np.where(marks, 6.0, 0.0),
            "color": "@text",
            "line": {"width": 0},
        },
        text=[power(step) if mark else "" for step, mark in zip(n, marks, strict=True)],
        textposition="top center",
        textfont={"size": 13, "color": "@text"},
    )


def _probe(land: Landscape) -> dict[str, Any]:
    energy = np.asarray([land.values["probe_dE"] * land.kT])
    rate = np.asarray([land.values["probe_rate"] * land.rate_max])
    return _line(
        land,
        "probe",
        energy,
        rate,
        land.barrier_height(energy, rate),
        mode="markers",
        marker={"symbol": "cross", "size": 6, "color": "@line-1"},
        showlegend=False,
    )


def _layout(land: Landscape) -> dict[str, Any]:
    return {
        "scene": _Axes(land).scene(),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "legend": {"x": 0.01, "y": 0.99, "xanchor": "left", "yanchor": "top"},
        "showlegend": True,
        "uirevision": f"{land.unit} {land.values['dE_axis']} {land.values['rate_scale']}",
    }


def describe(frame: pd.DataFrame, values: Values) -> str:
    """Describe the surface and the trajectories in words, from the table."""
    land = Landscape(values)
    unit = land.unit
    grid = frame[frame["n"].isna()]
    heights = grid[f"barrier_height_{unit}"]
    low, high = land.span
    lines = [
        f"Surface of the barrier height over gradient energy from {number(low)} to {number(high)} "
        f"{unit} and over update rate: it rises with the drive and falls with the rate, from "
        f"{number(float(heights.min()))} to {number(float(heights.max()))} {unit}; "
        f"{100 * float(grid['feasible'].mean()):.0f} % of it is feasible (E⁰ ≥ 0)."
    ]
    for _, part in frame[frame["n"].notna()].groupby("series", observed=True):
        last = part.iloc[-1]
        lines.append(
            f"{part['series'].iloc[0]} climbs it to "
            f"{number(float(last[f'barrier_height_{unit}']))} {unit} at step {count(last['n'])}."
        )
    return " ".join(lines)


BARRIER_SURFACE: Final = Figure(
    name="barrier-surface",
    title="Barrier height over gradient energy and update rate",
    equation=EQUATION,
    source=f"Eq. 4 of {PAPER}",
    parameters=PARAMETER_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
