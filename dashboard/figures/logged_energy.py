"""What a person's own run would dissipate on thermal memories, against static ones and what was measured."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.dissipation import DEVICES
from dashboard.figures.labels import End, labelled
from dashboard.figures.logged import LOGGED_KEYS, Logged, LoggedRuns, decades_of
from dashboard.figures.rows import by_series
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import less_than, number, power

__all__ = ["FLOOR", "LOGGED_ENERGY", "MEASURED", "joules", "measured_joules", "static_energies"]

_EQUATION: Final = r"E_\mathrm{diss} = D\,b\,\sum_n \Delta s_n \left[\max(E^0_n, 0) + \Delta E_n\right]"
_KEYS: Final = (*LOGGED_KEYS, "kT", "bits", "static_barrier", "measured_energy", "n_axis")
MEASURED: Final = "measured at the socket"
FLOOR: Final = "the drive alone"


def joules(values: Values) -> float:
    """Give kT in J."""
    return float(limcore.convert_energy(values["kT"], "meV", "J"))


def measured_joules(values: Values) -> float:
    """Give what was measured, in J; 0 where that is not known."""
    return float(limcore.convert_energy(values["measured_energy"], "kWh", "J"))


def static_energies(values: Values) -> dict[str, tuple[float, str]]:
    """Give for each memory that does not follow the run what an update of an element costs, in J, and its colour."""
    kT, barrier = joules(values), values["static_barrier"]
    table = limcore.hardware_columns()
    dearest = dict(zip(table["name"], table["energy_high_J"], strict=True))
    return {
        f"static memory, {power(barrier)} kT": (barrier * kT, "@line-5"),
        **{title: (float(dearest[row]), color) for row, (title, color) in DEVICES.items()},
        "Landauer, kT ln 2": (float(limcore.landauer_energy(kT)), "@text"),
    }


def _columns(values: Values) -> Columns:
    """Tabulate sums over the weights and their elements, for the runs and for memories that do not follow them."""
    runs = LoggedRuns(values)
    series: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]] = {}
    for run in runs.runs:
        per_weight = joules(values) * values["model_parameters"]
        path = run.path
        series[run.label] = path["n"], per_weight * values["bits"] * path["cumulative_dissipation"]
        series[f"{run.label}, {FLOOR}"] = path["n"], per_weight * path["cumulative_floor"]
    if runs.runs:
        first = runs.runs[0]
        updates = np.cumsum(np.where(first.path["made"], first.log.row_spans, 0.0))
        elements = values["model_parameters"] * values["bits"]
        for name, (energy, _) in static_energies(values).items():
            series[name] = first.path["n"], elements * energy * updates
        if (measured := measured_joules(values)) > 0:
            series[MEASURED] = first.path["n"], measured * first.path["n"] / first.path["n"][-1]
    return {
        "series": np.concatenate(
            [np.full(n.size, name, dtype=object) for name, (n, _) in series.items()] or [np.empty(0)]
        ),
        "n": np.concatenate([n for n, _ in series.values()] or [np.empty(0)]),
        "energy_J": np.concatenate([energy for _, energy in series.values()] or [np.empty(0)]),
    }


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the sums on a logarithmic axis."""
    runs = LoggedRuns(values)
    own = {run.label: run for run in runs.runs}
    colors = {name: color for name, (_, color) in static_energies(values).items()}
    data = []
    for name, rows in by_series(table):
        run = own.get(name.removesuffix(f", {FLOOR}"))
        if name in own and run:
            data.append(_line(rows, f"this run, {run.name}", run.color, 4.0, run.dash))
        elif run:
            data.append(_line(rows, f"{FLOOR}, {run.name}", run.color, 2.0, "dot"))
        else:
            width = 3.5 if name == MEASURED else 2.0
            data.append(_line(rows, name, colors.get(name, "@reference"), width, "longdash"))
    layout: dict[str, Any] = {
        "xaxis": runs.axis([table["n"]]),
        "yaxis": log_axis({"text": "dissipated so far by all weights (J)"}, _range(table)),
        "hovermode": "closest",
        "uirevision": f"run energy {runs.linear}",
        "meta": {"caption": _caption(runs)},
    }
    ends = [End(one, one["name"], f"{number(float(one['y'][-1]), 3)} J") for one in data if np.isfinite(one["y"][-1])]
    return labelled({"data": data, "layout": layout}, ends=ends)


def _range(table: Columns) -> list[float]:
    """Leave out the steep beginnings: sums from a hundredth of each end."""
    ends = [rows["energy_J"][-1] for _, rows in by_series(table)]
    low, high = decades_of(np.asarray(ends), room=0.06, least=4.0)
    return [low - 1.0, high]


def _line(rows: Columns, name: str, color: str, width: float, dash: str) -> dict[str, Any]:
    y = rows["energy_J"]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["n"],
        "y": np.where(np.isfinite(y) & (y > 0), y, np.nan),
        "line": {"color": color, "width": width, "dash": dash, "simplify": False},
        "hovertemplate": f"<b>{name}</b><br>n = %{{x:.6~g}}<br>%{{y:.5~g}} J<extra></extra>",
    }


def _caption(runs: LoggedRuns) -> str:
    if not runs.runs:
        return "No run is given."
    return " ".join(_words(run, runs.values) for run in runs.runs)


def _words(run: Logged, values: Values) -> str:
    totals = run.totals(joules(values))
    if not totals.updates:
        return f"{run.name} makes no update: nothing is paid."
    static = totals.static(values["static_barrier"] * joules(values), values["bits"])
    said = f"{run.name} dissipates {number(totals.dissipation, 3)} J by the paper’s account"
    if totals.dissipation > 0:
        said += f", {less_than(static / totals.dissipation)} static memories of {power(values['static_barrier'])} kT"
    if (measured := measured_joules(values)) > 0:
        each = measured / totals.updates
        said += f". Measured were {number(measured, 3)} J, {number(each, 3)} J for each update of a weight: "
        said += f"{number(measured / totals.landauer, 3)} times Landauer’s limit"
        if totals.floor > 0:
            said += f" and {number(measured / totals.floor, 3)} times the drive of this run"
    return f"{said}."


def _describe(table: Columns, values: Values) -> str:
    """Say what each line comes to."""
    lines = ["Energy of all updates so far, of all weights, against steps."]
    lines += [f"{name}: {number(float(rows['energy_J'][-1]), 3)} J." for name, rows in by_series(table)]
    return " ".join(lines)


LOGGED_ENERGY: Final = Figure(
    name="run-energy",
    title="What a training run would dissipate",
    equation=_EQUATION,
    source=f"Section III of {PAPER}",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
