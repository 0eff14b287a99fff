"""Fig. 3(a) with a person's own run that crosses it: barrier height against drive."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.barrier import EQUATION
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, beside, labelled
from dashboard.figures.logged import LOGGED_KEYS, Logged, LoggedRuns, decades_of, levels
from dashboard.figures.rows import by_series, rows_where
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, number, power

__all__ = ["LOGGED_CROSSING", "POINTS", "curves"]

_KEYS: Final = (*LOGGED_KEYS, "retention", "failure")
_CURVES: Final = 4
POINTS: Final = 81
_FLOOR: Final = -2.0  # kT


def _columns(values: Values) -> Columns:
    """Tabulate the curves of some update rates that the runs pass, then the runs."""
    runs = LoggedRuns(values)
    paths = [run.path for run in runs.runs]
    low, high, shares = curves(runs)
    energies, rates = np.logspace(low, high, POINTS), np.asarray(shares)
    heights = [limcore.barrier_height(energies, rate) for rate in shares]
    names = np.repeat(np.asarray([f"R/R_max = {power(rate)}" for rate in rates], dtype=object), POINTS)
    lines = {
        "series": names,
        "n": np.full(names.size, np.nan),
        "gradient_energy_kT": np.tile(energies, rates.size),
        "update_rate_over_R_max": np.repeat(rates, POINTS),
        "barrier_height_kT": np.concatenate(heights),
    }
    followed = runs.series(
        [
            {
                "n": path["n"][path["made"]],
                "gradient_energy_kT": path["gradient_energy"][path["made"]],
                "update_rate_over_R_max": path["update_rate"][path["made"]] / values["R_max"],
                "barrier_height_kT": path["barrier_height"][path["made"]],
            }
            for path in paths
        ]
    )
    return lines if len(followed) == 1 else {key: np.concatenate([lines[key], followed[key]]) for key in lines}


def curves(runs: LoggedRuns) -> tuple[float, float, list[float]]:
    """Choose the decades of drives that are shown, and powers of ten among the update rates of the runs."""
    paths = [run.path for run in runs.runs]
    drives = decades_of(*(path["gradient_energy"][path["made"]] for path in paths), room=0.1, least=2.0)
    shares = [path["update_rate"][path["made"]] / runs.values["R_max"] for path in paths]
    low, high = decades_of(*shares, room=0.0, least=3.0)
    highest = min(float(np.ceil(high)), 0.0)
    lowest = min(float(np.floor(low)), highest - 3.0)
    tens = np.unique(np.rint(np.linspace(lowest, highest, _CURVES)))
    return drives[0], drives[1], [float(f"1e{ten:.0f}") for ten in tens[::-1]]


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the curves thin, and the runs across them."""
    runs = LoggedRuns(values)
    labels = {run.label: run for run in runs.runs}
    x, y = table["gradient_energy_kT"], table["barrier_height_kT"]
    own = np.isfinite(table["n"])
    high = max(float(np.nanmax(y[own], initial=4.0)), 4.0)
    shown = min(high, 1e3)
    layout: dict[str, Any] = {
        "xaxis": log_axis(
            {"text": "gradient energy ΔE (kT)"}, [float(np.log10(x[~own].min())), float(np.log10(x[~own].max()))]
        ),
        "yaxis": {
            "title": {"text": "barrier height E⁰ (kT)"},
            "range": levels(np.clip(y[own], -1e3, shown), floor=_FLOOR, ceiling=4.0),
        },
        "shapes": [
            {
                **{"type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": "y"},
                **{"y0": -1e6, "y1": 0, "fillcolor": "@infeasible", "line": {"width": 0}},
            }
        ],
        "hovermode": "closest",
        "uirevision": f"run crossing {values['reading']}",
        "meta": {"caption": _caption(runs)},
    }
    data: list[dict[str, Any]] = []
    ends, notes = [], []
    for name, rows in by_series(table):
        run = labels.get(name)
        trace = _curve(rows, len(data)) if run is None else _run(run, rows)
        data.append(trace)
        if run is None:
            ends.append(End(trace, trace["name"]))
            continue
        marks = _marks(run, rows, named=len(labels) > 1)
        data.append(marks)
        notes += [
            beside(layout, text, float(a), float(b), run.color, optional=True, near=True)
            for a, b, text in zip(marks["x"], marks["y"], marks["text"], strict=True)
        ]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=notes)


def _hover(name: str) -> str:
    return f"<b>{name}</b><br>n = %{{customdata:.6~g}}<br>ΔE = %{{x:.4~g}} kT<br>E⁰ = %{{y:.4~g}} kT<extra></extra>"


def _curve(rows: Columns, place: int) -> dict[str, Any]:
    name = f"R/R<sub>max</sub> = {power(float(rows['update_rate_over_R_max'][0]))}"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["gradient_energy_kT"],
        "y": rows["barrier_height_kT"],
        "line": {
            "color": "@muted",
            "width": 1.5,
            "dash": ("solid", "dash", "dot", "dashdot")[place % 4],
            "simplify": False,
        },
        "showlegend": False,
        "hovertemplate": f"<b>{name}</b><br>ΔE = %{{x:.4~g}} kT<br>E⁰ = %{{y:.4~g}} kT<extra></extra>",
    }


def _run(run: Logged, rows: Columns) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": run.name,
        "x": rows["gradient_energy_kT"],
        "y": rows["barrier_height_kT"],
        "customdata": rows["n"],
        "line": {"color": run.color, "width": 4.0, "dash": run.dash, "simplify": False},
        "hovertemplate": _hover(run.name),
    }


def _marks(run: Logged, rows: Columns, *, named: bool) -> dict[str, Any]:
    """Mark the first update, the last, and decades between; the last with the name of the run, if there are two."""
    n = rows["n"]
    wanted = np.unique([1.0, *(10.0**k for k in range(1, 16) if 10.0**k < n[-1]), n[-1]]) if n.size else n
    places = np.unique(np.searchsorted(n, wanted).clip(0, max(n.size - 1, 0))) if n.size else np.empty(0, dtype=int)
    marks = rows_where(rows, places.astype(int))
    texts = [f"n = {count(step)}" for step in marks["n"]]
    if named and texts:
        texts[-1] = f"{run.name}, {texts[-1]}"
    return _run(run, marks) | {
        "mode": "markers",
        "name": f"steps of {run.name}",
        "marker": {"size": 10, "color": "@ground", "line": {"color": run.color, "width": 2}},
        "text": texts,
        "showlegend": False,
    }


def _caption(runs: LoggedRuns) -> str:
    return " ".join(run.story() for run in runs.runs) or "No run is given: the curves are those of Eq. 4."


def _describe(table: Columns, values: Values) -> str:
    """Say where the runs begin and end."""
    lines = ["Barrier height against gradient energy, in kT, with curves of equal update rate."]
    for run in LoggedRuns(values).runs:
        path = run.path
        drives = path["gradient_energy"][path["made"]]
        if drives.size:
            first, last = (number(float(drives[place])) for place in (0, -1))
            lines.append(
                f"{run.name}: drive from {first} to {last} kT, barrier from {number(run.first_barrier)} to "
                f"{number(run.last_barrier)} kT."
            )
    return " ".join(lines)


LOGGED_CROSSING: Final = Figure(
    name="run-crossing",
    title="Barrier height against gradient energy along a training run",
    equation=EQUATION,
    source=f"Eq. 4 and Fig. 3(a) of {PAPER}",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
