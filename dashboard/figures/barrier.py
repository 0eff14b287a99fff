"""Fig. 3(a) of the paper: barrier height against gradient energy, one curve for each update rate."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

import numpy as np

from dashboard import theme
from dashboard.figures.base import PROBE, Columns, Drawing, Figure
from dashboard.figures.chosen_schedules import pinned_values, schedule_name
from dashboard.figures.labels import ABOVE, End, Note, along, beside, labelled
from dashboard.figures.landscape import (
    PARAMETER_KEYS,
    Landscape,
    caption,
    column_names,
    landscape_columns,
    series_parts,
    sorted_runs,
)
from dashboard.figures.runs import Array, Run, is_decade
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, energy, number, plural, power

__all__ = ["BARRIER", "EQUATION", "TILTED"]

EQUATION: Final = r"E^0_n = kT\left[\ln\frac{R_\mathrm{max}}{R_n} + \ln\tanh\frac{\Delta E_n}{2kT}\right]"
TILTED: Final = EQUATION.replace(r"\tanh", r"\sinh")
_POINTS: Final = 151
_EDGE: Final = "ΔE<sub>min</sub>"
_TRAJECTORY_STYLES: Final = (
    ("circle", "solid", 5.0),
    ("square", "dash", 3.5),
    ("diamond", "dot", 2.0),
)


def _pinned_lands(land: Landscape) -> list[tuple[str, Landscape]]:
    """List the landscapes of the pins, where a pin can move the curves: in units of kT, relative rates cancel it."""
    if land.unit == "kT" and not land.absolute:
        return []
    return [(letter, Landscape(pinned)) for letter, pinned in pinned_values(land.values)]


def columns(values: Values) -> Columns:
    """Tabulate the curves, those of the pins, and below them the trajectories of the schedules."""
    land = Landscape(values)
    energies = land.gradient_energies(_POINTS)
    pins = _pinned_lands(land)
    names = [
        f"{before}R = {rate!r}" for before in ("", *(f"pin {letter}, " for letter, _ in pins)) for rate in land.rates
    ]
    grids = [one.grid(energies, np.asarray(land.rates)) for one in (land, *(pin for _, pin in pins))]
    return landscape_columns(land, names, grids)


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw curves, trajectories, what is pinned, and what frames them."""
    land = Landscape(values)
    name = column_names(land)
    x, y, n = table[name["energy"]], table[name["barrier"]], table["n"]
    parts = iter(series_parts(table))
    curves = list(islice(parts, len(land.rates)))
    data = [
        _curve(land, index, rate, x[part], y[part])
        for index, (rate, part) in enumerate(zip(land.rates, curves, strict=True))
    ]
    for letter, _ in _pinned_lands(land):
        data += [
            _pinned_curve(land, letter, rate, x[part], y[part])
            for rate, part in zip(land.rates, islice(parts, len(land.rates)), strict=True)
        ]
    data.append(_edge(land))
    for run in land.runs():
        part = next(parts)
        data.extend(_trajectory(land, run.place, x[part], y[part], n[part]))
    for run in land.pinned_runs():
        part = next(parts)
        data.append(_pinned_trajectory(land, run, x[part], y[part], n[part]))
    data.append(_probe(land))
    layout = _layout(land)
    layout["meta"] = {"caption": caption(values)}
    ends = _ends(land, data[: len(curves)], layout)
    paths = [trace for trace in data if trace["name"] != PROBE and trace["name"] != _EDGE and "text" in trace]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=_notes(land, paths, layout))


def _hover(land: Landscape, name: str, more: str = "") -> str:
    return f"<b>{name}</b>{more}<br>ΔE = %{{x:.6~g}} {land.unit}<br>E⁰ = %{{y:.6~g}} {land.unit}<extra></extra>"


def _curve(land: Landscape, index: int, rate: float, x: Array, y: Array) -> dict[str, Any]:
    name = land.rate_label(rate)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": theme.line(index), "width": 2.5, "simplify": False},
        "showlegend": False,
        "hovertemplate": _hover(land, name),
    }


def _pinned_curve(land: Landscape, letter: str, rate: float, x: Array, y: Array) -> dict[str, Any]:
    name = f"pin {letter}, {land.rate_label(rate)}"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": f"@pin-{letter}", "width": 1.2, "dash": "dot", "simplify": False},
        "showlegend": False,
        "hovertemplate": _hover(land, name),
    }


def _edge(land: Landscape) -> dict[str, Any]:
    """Mark ΔE_min on each curve, where the barrier vanishes: the update-wall."""
    rates = np.asarray(land.rates)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _EDGE,
        "x": land.minimum_gradient_energy(rates),
        "y": np.zeros(rates.size),
        "marker": {
            "symbol": "triangle-up",
            "size": 11,
            "color": [theme.line(index) for index in range(rates.size)],
            "line": {"color": "@ground", "width": 1},
        },
        "text": [land.rate_label(rate) for rate in land.rates],
        "hovertemplate": f"<b>%{{text}}</b><br>ΔE<sub>min</sub> = %{{x:.6~g}} {land.unit}"
        "<br>less drive cannot sustain this rate<extra></extra>",
        "showlegend": False,
    }


def _trajectory(land: Landscape, place: int, x: Array, y: Array, n: Array) -> list[dict[str, Any]]:
    symbol, dash, width = _TRAJECTORY_STYLES[place - 1]
    name = schedule_name(land.values, place)
    finite = np.where(np.isfinite(y), y, np.nan)
    marks = is_decade(n)
    shared = {"type": "scatter", "legendgroup": f"schedule-{place}", "name": name}
    hover = _hover(land, name, "<br>n = %{customdata:.6~g}")
    return [
        shared
        | {
            "mode": "lines",
            "x": x,
            "y": finite,
            "line": {"color": "@text", "width": width, "dash": dash, "simplify": False},
            "customdata": n,
            "hovertemplate": hover,
        },
        shared
        | {
            "mode": "markers",
            "x": x[marks],
            "y": finite[marks],
            "marker": {
                "symbol": symbol,
                "size": 12 - 2 * place,
                "color": "@ground",
                "line": {"color": "@text", "width": 2},
            },
            "text": [f"{'n = ' if step == 1 else ''}{power(float(step))}" for step in n[marks]],
            "customdata": n[marks],
            "hovertemplate": hover,
            "showlegend": False,
        },
    ]


def _pinned_trajectory(land: Landscape, run: Run, x: Array, y: Array, n: Array) -> dict[str, Any]:
    """Draw a run as it was when it was pinned: thin, with its letter at its end."""
    name = f"pin {run.pin}: α = {run.alpha:.3g}, {run.name}"
    last = np.flatnonzero(np.isfinite(y))[-1]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": np.where(np.isfinite(y), y, np.nan),
        "line": {
            "color": f"@pin-{run.pin}",
            "width": 2.5,
            "dash": _TRAJECTORY_STYLES[run.place - 1][1],
            "simplify": False,
        },
        "text": [run.pin if index == last else "" for index in range(n.size)],
        "customdata": n,
        "hovertemplate": _hover(land, name, "<br>n = %{customdata:.6~g}"),
    }


def _probe(land: Landscape) -> dict[str, Any]:
    energy = land.values["probe_dE"] * land.kT
    rate = land.values["probe_rate"] * land.rate_max
    barrier = land.barrier_height(np.asarray(energy), np.asarray(rate))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": PROBE,
        "x": [energy],
        "y": [float(barrier)],
        "marker": {"symbol": "cross-thin", "size": 16, "line": {"color": "@line-1", "width": 3}},
        "hovertemplate": _hover(land, f"probe at {land.rate_label(rate)}"),
        "showlegend": False,
    }


def _layout(land: Landscape) -> dict[str, Any]:
    low, high = land.span
    floor, top = land.extent
    log = land.values["dE_axis"] == "log"
    return {
        "xaxis": {
            "title": {"text": f"gradient energy ΔE ({land.unit})"},
            "type": "log" if log else "linear",
            "range": [float(np.log10(low)), float(np.log10(high))] if log else [low, high],
            "dtick": max(1, int(np.ceil(np.log10(high / low) / 8 - 0.01))) if log else None,
            "tickangle": 0 if log else None,
        },
        "yaxis": {"title": {"text": f"barrier height E⁰ ({land.unit})"}, "range": [floor, top]},
        "shapes": [
            _shape("rect", y0=floor * 100, y1=0, fillcolor="@infeasible", line={"width": 0}),
            _shape("line", y0=0, y1=0, line={"color": "@muted", "width": 1.5}),
            _shape(
                "line",
                y0=land.ten_years,
                y1=land.ten_years,
                line={"color": "@reference", "width": 2, "dash": "longdash"},
            ),
        ],
        "hovermode": "closest",
        "legend": ABOVE,
        "showlegend": True,
        "uirevision": f"{land.unit} {land.values['dE_axis']} {land.values['rate_scale']}",
    }


def _shape(kind: str, **geometry: Any) -> dict[str, Any]:
    span = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y"}
    return {"type": kind, "layer": "below"} | span | geometry


def _ends(land: Landscape, curves: list[dict[str, Any]], layout: dict[str, Any]) -> list[End]:
    """Say what each curve tends to, and name the level of ten years."""
    named = [
        End(
            curve,
            f"{land.rate_label(rate)} → {land.end(plateau)}",
            brief=f"{power(rate)} {'/s' if land.absolute else 'R<sub>max</sub>'} → {land.end(plateau)}",
        )
        for curve, rate, plateau in zip(curves, land.rates, land.plateaus, strict=True)
    ]
    ten_years = f"ten years at R<sub>max</sub> = {power(land.values['R_max'])} /s: {energy(land.ten_years, land.unit)}"
    beyond = land.ten_years >= land.extent[1]
    brief = f"ten years: {energy(land.ten_years, land.unit)}"
    return [End(layout["shapes"][-1], f"▲ {ten_years}" if beyond else ten_years, brief=brief), *named]


def _notes(land: Landscape, paths: list[dict[str, Any]], layout: dict[str, Any]) -> list[Note]:
    """Write n beside the marks of the runs, the letters of pins, and what lies below zero."""
    notes = []
    # A run falls to the right: there is room above it on that side, and below it on the other.
    first = {"circle": "top right", "square": "bottom left", "diamond": "right"}
    for trace in paths:
        color = trace["line"]["color"] if "line" in trace else "@text"
        side = first.get(trace.get("marker", {}).get("symbol"), "left")
        optional = "marker" in trace
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            if text and np.isfinite(x) and np.isfinite(y):
                place = float(x), float(y)
                notes.append(beside(layout, text, *place, color, sides=(side,), optional=optional, near=True))
    weak = "E⁰ < 0: too weak a drive for the rate"
    return [*notes, along(layout, weak, land.extent[0], "@muted", optional=True)]


def describe(table: Columns, values: Values) -> str:
    """Describe curves, trajectories and reference lines in words, from the table."""
    land = Landscape(values)
    unit = land.unit
    low, high = land.span
    lines = [
        f"Barrier height against gradient energy from {number(low)} to {number(high)} {unit}, "
        f"{plural(str(len(land.rates)), 'curve')}, each rising "
        + ("without end as ΔE/2." if land.tilted else "to a plateau.")
    ]
    edges = land.minimum_gradient_energy(np.asarray(land.rates))
    for rate, edge, plateau in zip(land.rates, edges, land.plateaus, strict=True):
        lines.append(
            f"{_plain(land.rate_label(rate))}: "
            + (f"zero at ΔE = {energy(float(edge), unit)}" if np.isfinite(edge) else "below zero at any ΔE")
            + f", {'then towards' if land.tilted else 'plateau'} {land.end(plateau)}."
        )
    for name, part in sorted_runs(table):
        first, last = (energy(float(part[f"barrier_height_{unit}"][k]), unit) for k in (0, -1))
        lines.append(f"{name}: {first} at the first step, {last} at step {count(part['n'][-1])}.")
    lines.append(f"Ten years of retention need {number(land.ten_years)} {unit}.")
    return " ".join(lines)


def _plain(text: str) -> str:
    return text.replace("<sub>", "_").replace("</sub>", "")


BARRIER: Final = Figure(
    name="barrier",
    title="Barrier height against gradient energy",
    equation=EQUATION,
    source=f"Eq. 4 and Fig. 3(a) of {PAPER}",
    parameters=PARAMETER_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
    tilted=TILTED,
)
