"""How a model learns in noisy memories: how well, over updates, time or energy, and what each account says it takes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.chosen_schedules import pinned_values
from dashboard.figures.judged import LOSS, Judged, judged_by
from dashboard.figures.labels import ABOVE, End, Note, beside, labelled
from dashboard.figures.memory_model import FORCED_BARRIER, MEMORY_KEYS, energy, forced, run_of, series_of, told
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array
from dashboard.parameters import PIN_KEYS, Values
from dashboard.references import PAPER
from dashboard.wording import duration, number

__all__ = ["EQUATION", "TRAINING"]

Pinned = list[tuple[str, dict[str, Array]]]

EQUATION: Final = (
    r"\langle w' \rangle = w + a_n\left(W \tanh\frac{x}{2} - w\right),\quad x = -\frac{2\lambda W}{M} g,\quad "
    r"E_n = E_1 - \alpha \ln \varepsilon_n"
)

_LEAST: Final = 1e-4  # nat, or %
_ENERGIES: Final = (-1.0, 11.0)  # decades of kT
_SPENT: Final = {
    "heat_kT": ("heat of hops", "@line-1", "solid"),
    "paper_kT": ("the paper’s account", "@line-2", "solid"),
    "crossings_kT": ("every crossing", "@line-3", "dash"),
    "literal_kT": ("every element, every update", "@line-4", "dot"),
    "forced_kT": ("forced writes at 10⁶ kT a bit", "@muted", "dash"),
    "landauer_kT": ("writes at kT ln 2 a bit", "@muted", "dot"),
}
_OF_PIN: Final = 2  # accounts, the first ones
_PIN: Final[dict[str, Any]] = {"color": "@line-0", "width": 1.5, "dash": "solid"}
_APART: Final = 10.0  # times as long
_OVER: Final = {
    "updates": ("n", "updates", {"text": "n", "unit": ""}, "update %{x}"),
    "seconds": ("time_s", "time (s)", {"text": "t", "unit": "s"}, "after %{x:.3~g} s"),
}
"""The column of an axis, its title, and how a place along it is read."""


def _columns(values: Values) -> Columns:
    """Tabulate the run, then those of the pins."""
    tables = [_run_columns(name, one) for name, one in _runs(values)]
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _runs(values: Values) -> list[tuple[str, Values]]:
    """List the runs that the figure shows, by their names: the chosen one, then those of the pins."""
    pinned = [(f"pin {letter}: {series_of(one)}", one) for letter, one in pinned_values(values)]
    return [(series_of(values), values), *pinned]


def _run_columns(series: str, values: Values) -> Columns:
    """Tabulate a run at the moments at which it is looked at, and what forced writes take by then."""
    columns = run_of(values).columns()
    n = columns["n"]
    return {
        "series": np.full(n.size, series, dtype=object),
        **columns,
        "forced_kT": np.asarray(limcore.forced_write_energy(n)),
        "landauer_kT": np.asarray(limcore.forced_write_energy(n, barrier_height=float(np.log(2.0)))),
    }


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw how well the model has learnt, and energies for each weight: on the right axis, or along the axis."""
    judged = judged_by(values["judged_by"], values["task"])
    by_energy = values["training_axis"] == "energy"
    (_, run), *others = by_series(table)
    pins = [(name.split(":")[0], rows) for name, rows in others]
    drawing = _by_energy(run, pins, judged) if by_energy else _by_moment(run, pins, judged, values["training_axis"])
    data, layout, play = drawing["data"], drawing["layout"], drawing["play"]
    floor = _floor(values) if judged is LOSS else None
    if floor is not None:
        ends = np.asarray(layout["xaxis"]["range"])
        ends = 10.0**ends if layout["xaxis"].get("type") == "log" else ends
        hover = "%{y:.4~g} nat"
        data.append(_line(ends, np.full(2, floor), "½ kT for each weight", hover, line=_stroke("@reference", 2.0)))
    named = [] if by_energy else [End(line, line["name"]) for line in data if not _is_pinned(line)]
    for head in play["heads"]:
        head["trace"] = len(data)
        data.append(_head(data[head["along"]]))
    layout |= {
        "yaxis": _axis_of(judged, judged.of(table), floor),
        "hovermode": "closest",
        "uirevision": f"training {values['task']}",
        "meta": {"caption": _caption(values), "play": play},
    }
    notes = [_letter(layout, line) for line in data if _is_pinned(line)]
    return labelled({"data": data, "layout": layout}, ends=named, notes=notes)


def _by_moment(table: Columns, pins: Pinned, judged: Judged, axis: str) -> dict[str, Any]:
    """Draw it over updates or time, with energies on the right axis, and how well pinned runs have learnt."""
    column, title, place, where = _OVER[axis]
    along = _along(column, title, [table, *(rows for _, rows in pins)])
    log = "type" in along
    if log:
        table, pins = _later(table), [(name, _later(rows)) for name, rows in pins]
    x = table[column]
    how_well, taken = (f"{where}<br>%{{y:.4~g}} {unit}" for unit in (judged.unit, "kT a weight"))
    data = [_line(x, _shown(judged, table), judged.name, how_well, line=_stroke("@line-0", 4.0))]
    for spent, (name, color, dash) in _SPENT.items():
        y = _positive(table[spent])
        data.append(_line(x, y, name, taken, line=_stroke(color, 2.5, dash), yaxis="y2"))
    data += [
        _line(rows[column], _shown(judged, rows), name, how_well, line=_PIN, showlegend=False) for name, rows in pins
    ]
    right = _energies("energy for each weight (kT)") | {"overlaying": "y", "side": "right"}
    readings = [
        {"trace": 0, "of": "x", **place},
        {"text": judged.name, "trace": 0, "of": "y", "unit": judged.unit},
        {"text": "heat", "trace": 1, "of": "y", "unit": "kT"},
        {"text": "paper’s account", "trace": 2, "of": "y", "unit": "kT"},
    ]
    play = {"along": 0, "pace": {"of": "x", "log": log}, "heads": [{"along": k} for k in range(3)]}
    layout = {"xaxis": along, "yaxis2": right, "showlegend": False}
    return {"data": data, "layout": layout, "play": play | {"readings": readings}}


def _along(column: str, title: str, runs: list[Columns]) -> dict[str, Any]:
    """Describe the axis from the beginning to the end of all runs; of times far apart, a logarithmic one."""
    ends = [float(rows[column][-1]) for rows in runs]
    if column == "time_s" and max(ends) > _APART * min(ends):
        first = min(float(rows[column][1]) for rows in runs)
        return log_axis({"text": title}, [float(np.log10(end)) for end in (first, max(ends))])
    return {"title": {"text": title}, "range": [0.0, max(ends)]}


def _later(table: Columns) -> Columns:
    """Leave out what was before the first update."""
    return {name: column[1:] for name, column in table.items()}


def _by_energy(table: Columns, pins: Pinned, judged: Judged) -> dict[str, Any]:
    """Draw it over what each weight has taken, a line for each account, from the first update on.

    Of pinned runs only the accounts are drawn that are to be compared.
    """
    data = [_spending(_later(table), judged, spent, name, 2.5) for spent, (name, *_) in _SPENT.items()]
    for pin, rows in pins:
        for spent in list(_SPENT)[:_OF_PIN]:
            line = _spending(_later(rows), judged, spent, f"{pin}: {_SPENT[spent][0]}", _PIN["width"])
            data.append(line | {"showlegend": False})
    readings = [
        {"text": "n", "trace": 0, "of": "customdata", "unit": ""},
        {"text": judged.name, "trace": 0, "of": "y", "unit": judged.unit},
        {"text": "heat", "trace": 0, "of": "x", "unit": "kT"},
        {"text": "paper’s account", "trace": 1, "of": "x", "unit": "kT"},
    ]
    # Along the paper's account, which only grows: hops against the drive take heat back.
    play = {"along": 1, "pace": {"of": "x", "log": True}, "heads": [{"along": k} for k in range(2)]}
    layout = {"xaxis": _energies("energy for each weight (kT)"), "showlegend": True, "legend": ABOVE}
    return {"data": data, "layout": layout, "play": play | {"readings": readings}}


def _spending(table: Columns, judged: Judged, spent: str, name: str, width: float) -> dict[str, Any]:
    """Draw how well it has learnt over what an account says it has taken."""
    _, color, dash = _SPENT[spent]
    hover = f"update %{{customdata}}<br>%{{x:.4~g}} kT a weight<br>%{{y:.4~g}} {judged.unit}"
    stroke = _stroke(color, width, dash)
    line = _line(_positive(table[spent]), _shown(judged, table), name, hover, line=stroke)
    return line | {"customdata": table["n"]}


def _is_pinned(line: dict[str, Any]) -> bool:
    return bool(line["name"].startswith("pin "))


def _letter(layout: dict[str, Any], line: dict[str, Any]) -> Note:
    """Name the pin of a line at its end; it looks as the line of now does, but thinner."""
    letter = line["name"].split(":")[0].removeprefix("pin ")
    x, y = (float(line[along][-1]) for along in "xy")
    return beside(layout, letter, x, y, line["line"]["color"], sides=("bottom", "right", "top", "left"), near=True)


def _shown(judged: Judged, table: Columns) -> Array:
    """Give how well it has learnt; a loss that underflows stays on its axis."""
    return np.maximum(judged.of(table), _LEAST) if judged is LOSS else judged.of(table)


def _positive(spent: Array) -> Array:
    return np.where(spent > 0, spent, np.nan)


def _stroke(color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    return {"color": color, "width": width, "dash": dash}


def _line(x: Array, y: Array, name: str, hover: str, **look: Any) -> dict[str, Any]:
    told = f"<b>{name}</b><br>{hover}<extra></extra>"
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "hovertemplate": told, **look}


def _head(line: dict[str, Any]) -> dict[str, Any]:
    place = {"x": line["x"][-1:], "y": line["y"][-1:]} | ({"yaxis": "y2"} if "yaxis" in line else {})
    look = {"size": 14, "color": line["line"]["color"], "line": {"color": "@ground", "width": 2}}
    return {"type": "scatter", "mode": "markers", "name": "now", **place, "marker": look} | {
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _energies(title: str) -> dict[str, Any]:
    return log_axis({"text": title}, list(_ENERGIES))


def _axis_of(judged: Judged, shown: Array, floor: float | None) -> dict[str, Any]:
    """Give the axis of the loss, in half decades; or of shares, from none to all."""
    if judged is not LOSS:
        return {"title": {"text": judged.title}, "range": [0.0, 102.0]}
    low = min(float(shown.min()), floor or 1.0, 0.1)
    top = np.log10(max(float(shown.max()), _LEAST))
    span = (np.floor(np.log10(max(low, _LEAST)) * 2.0 - 0.2) / 2.0, np.ceil(top + 0.1))
    return log_axis({"text": judged.title}, [float(end) for end in span])


def _floor(values: Values) -> float | None:
    """Give the loss of the bowl at half a kT for each weight: of others it is not known where they would rest."""
    run = run_of(values)
    return run.task.weights / (2.0 * values["energy_scale"]) if run.task.name == "bowl" else None


def _caption(values: Values) -> str:
    run = run_of(values)
    heat, paper, crossings, literal = (
        energy(column[-1]) for column in (run.heat, run.paper, run.crossings, run.literal)
    )
    lasted = f"It has taken {duration(float(run.time_s[-1]))}. " if values["training_axis"] == "seconds" else ""
    return (
        f"{told(run, values)}. {lasted}Four accounts of each weight: {heat} as heat of hops, {paper} as the paper "
        f"counts, {crossings} if every crossing throws its barrier away, {literal} if every element pays at every "
        f"update; {energy(forced(values, FORCED_BARRIER))} by forced writes.{_compared(values)}"
    )


def _compared(values: Values) -> str:
    """Say what the runs of the pins came to."""
    said = []
    for letter, pinned in pinned_values(values):
        run = run_of(pinned)
        right = "" if run.task.accuracy is None else f" and {number(100 * float(run.accuracy[-1]), 3)} % right"
        said.append(f" Pin {letter}: {number(float(run.loss[-1]), 3)} nat{right}, for {energy(run.heat[-1])} of heat.")
    return "".join(said)


def _describe(table: Columns, values: Values) -> str:
    """Say how well the model learns from beginning to end, and what is known of the run, from the table."""
    judged = judged_by(values["judged_by"], values["task"])
    _, rows = next(by_series(table))
    first, last = (number(float(judged.of(rows)[k]), 3) for k in (0, -1))
    low, high = (number(float(rows["median_barrier_kT"][k])) for k in (0, -1))
    what = "Loss" if judged is LOSS else "Share that is right"
    seen = f"from {first} to {last} {judged.unit}"
    if values["training_axis"] == "energy":
        shown = f"{what} against the energy of each weight in four accounts, {seen}"
    else:
        over = "updates" if values["training_axis"] == "updates" else "time"
        shown = f"{what} against {over}, {seen}, with the energy of each weight in four accounts"
    return f"{shown}. The barrier goes from {low} to {high} kT. {told(run_of(values), values)}.{_compared(values)}"


TRAINING: Final = Figure(
    name="training",
    title="How a model learns in noisy memories",
    equation=EQUATION,
    source=f"The rates of Eqs. 1 to 3 of {PAPER}, averaged over one update; energy scale and accounts are ours",
    parameters=(*MEMORY_KEYS, "training_axis", "judged_by", "R_max", *PIN_KEYS),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
