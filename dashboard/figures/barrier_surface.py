"""Fig. 3(a) as a surface: barrier height over gradient energy and update rate."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard import theme
from dashboard.figures.barrier import EQUATION, TILTED
from dashboard.figures.base import PROBE, Columns, Drawing, Figure
from dashboard.figures.landscape import (
    PARAMETER_KEYS,
    Landscape,
    caption,
    column_names,
    landscape_columns,
    series_parts,
    sorted_runs,
)
from dashboard.figures.rows import rows_where
from dashboard.figures.runs import Array, Run
from dashboard.figures.scene import crossing_run, decade_axis, decades, mark_labels, sheet, surface_layout
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, energy, number

__all__ = ["BARRIER_SURFACE"]

_GRID: Final = 37
_SYMBOLS: Final = ("circle", "square", "diamond")


def _rate_span(land: Landscape) -> tuple[float, float]:
    """From a decade below the slowest curve to a decade above the fastest, at most R_max."""
    fastest = 10 * max(land.rates) if land.absolute else 1.0
    return min(land.rates) / 10, fastest


def columns(values: Values) -> Columns:
    """Tabulate the surface on its grid and, below it, the trajectories of the schedules."""
    land = Landscape(values)
    energies = land.gradient_energies(_GRID)
    rates = np.geomspace(*_rate_span(land), _GRID)
    return landscape_columns(land, ["surface"], [land.grid(energies, rates)])


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
        _trajectory(land, run, *(table[key][part] for key in ("n", *name.values())))
        for run, part in zip(land.runs() + land.pinned_runs(), paths, strict=True)
    ]
    layout = _layout(land)
    layout["scene"]["annotations"] = [
        label
        for path in data[len(data) - len(paths) :]
        for label in mark_labels(path["customdata"], *(path[axis] for axis in "xyz"))
    ]
    data.append(_probe(land))
    return {"data": data, "layout": layout | {"meta": {"caption": caption(values)}}}


class _Axes:
    """Coordinates in the scene: decades on linear axes.

    On axes of type "log" Plotly resamples a surface at every change, which takes eight times as long.
    """

    def __init__(self, land: Landscape) -> None:
        self.land = land
        self.log = land.values["dE_axis"] == "log"

    def x(self, energy: Array) -> Array:
        return decades(energy) if self.log else energy

    def y(self, rate: Array) -> Array:
        return decades(rate)

    def hover(self, name: str) -> str:
        """Say the numbers at a point."""
        unit = self.land.unit
        energy = "10<sup>%{x:.4f}</sup>" if self.log else "%{x:.6~g}"
        rate_unit = "/s" if self.land.absolute else "R<sub>max</sub>"
        return (
            f"<b>{name}</b><br>ΔE = {energy} {unit}<br>R = 10<sup>%{{y:.4f}}</sup> {rate_unit}"
            f"<br>E⁰ = %{{z:.6~g}} {unit}<extra></extra>"
        )

    def described(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Describe the axes, decades with powers of ten."""
        land = self.land
        low, high = land.span
        rate = "R (1/s)" if land.absolute else "R/R<sub>max</sub>"
        energy = f"ΔE ({land.unit})"
        drives = decade_axis(energy, low, high) if self.log else {"title": {"text": energy}, "range": [low, high]}
        return drives, decade_axis(rate, *_rate_span(land))


def _surface(land: Landscape, energies: Array, rates: Array, heights: Array) -> dict[str, Any]:
    axes = _Axes(land)
    return sheet("E⁰(ΔE, R)", axes.hover("surface"), (axes.x(energies), axes.y(rates), heights), land.extent)


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


def _trajectory(land: Landscape, run: Run, n: Array, *point: Array) -> dict[str, Any]:
    energy, rate, _ = point
    (low, high), (slowest, fastest) = land.span, _rate_span(land)
    inside = (energy >= low) & (energy <= high) & (rate >= slowest) & (rate <= fastest)
    look = crossing_run(run, n, inside, "@text")
    look["marker"]["symbol"] = _SYMBOLS[run.place - 1]
    return _line(land, run.title, *(np.where(inside, values, np.nan) for values in point), **look)


def _probe(land: Landscape) -> dict[str, Any]:
    energy = np.asarray([land.values["probe_dE"] * land.kT])
    rate = np.asarray([land.values["probe_rate"] * land.rate_max])
    return _line(
        land,
        PROBE,
        energy,
        rate,
        land.barrier_height(energy, rate),
        mode="markers",
        marker={"symbol": "cross", "size": 6, "color": "@line-1"},
        showlegend=False,
    )


def _layout(land: Landscape) -> dict[str, Any]:
    revision = f"{land.unit} {land.values['dE_axis']} {land.values['rate_scale']}"
    return surface_layout(_Axes(land).described(), land.unit, land.extent, (1.3, 1.15, 0.75), revision)


def describe(table: Columns, values: Values) -> str:
    """Describe the surface and the trajectories in words, from the table."""
    land = Landscape(values)
    unit = land.unit
    grid = rows_where(table, np.isnan(table["n"]))
    heights = grid[f"barrier_height_{unit}"]
    low, high = land.span
    lines = [
        f"Surface of the barrier height over gradient energy from {number(low)} to {number(high)} "
        f"{unit} and over update rate: it rises with the drive and falls with the rate, from "
        f"{number(float(heights.min()))} to {number(float(heights.max()))} {unit}; "
        f"{100 * float(grid['feasible'].mean()):.0f} % of it is feasible (E⁰ ≥ 0)."
    ]
    for name, part in sorted_runs(table):
        height = energy(float(part[f"barrier_height_{unit}"][-1]), unit)
        lines.append(f"{name}: {height} at step {count(part['n'][-1])}.")
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
    tilted=TILTED,
)
