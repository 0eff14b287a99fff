"""Two tasks, one after the other, on the same noisy weights: what is kept of the first, and what that takes."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, Note, beside, labelled
from dashboard.figures.memory_model import MEMORY_KEYS, energy, law_of, schedule_of
from dashboard.figures.runs import Array
from dashboard.figures.training_knob import shorter
from dashboard.parameters import Values, defaults
from dashboard.references import CITATIONS
from dashboard.wording import count, number, plural

__all__ = ["AT_ONCE", "EQUATION", "HALVES", "NAMES", "REPEATS", "STRENGTHS", "TRAINING_TASKS", "tasks_law"]

EQUATION: Final = (
    r"F = \left\langle\left(\frac{\partial \ln p}{\partial w}\right)^2\right\rangle,\quad "
    r"L \to L + \frac{\Lambda}{2} \sum F (w - w^*)^2 \quad\text{or}\quad E_n \to E_n + \ln(1 + \Lambda F)"
)

HALVES: Final = ("digits 0-4", "digits 5-9")
REPEATS: Final = 2
STRENGTHS: Final = {
    "none": (0.0,),
    "elastic": (30.0, 100.0, 300.0, 1000.0),
    "barriers": (5e3, 1e4, 2e4, 5e4),
}
"""How strongly each kind of protection holds: from hardly at all to nearly everything."""
AT_ONCE: Final = "both at once"
NAMES: Final = {"none": "no protection", "elastic": "elastic weight consolidation", "barriers": "raised barriers"}
_LOOKS: Final = {"none": ("@line-2", "square"), "elastic": ("@line-1", "circle"), "barriers": ("@line-0", "diamond")}
_OF_OTHERS: Final = ("task", "memory", "first_step", "headroom")
_KEYS: Final = tuple(key for key in MEMORY_KEYS if key not in _OF_OTHERS)
_ENERGIES: Final = ("heat", "paper", "crossings", "literal")
_KEPT: Final = 16


def tasks_law(values: Values) -> dict[str, Any]:
    """Give what limcore is told of the runs, whatever protects them."""
    law = law_of(defaults(MEMORY_KEYS) | shorter(values))
    return {key: value for key, value in law.items() if key not in ("memory", "points")} | {"repeats": REPEATS}


def _columns(values: Values) -> Columns:
    """Tabulate what is right of both tasks at the end, and energies from the start of the first, run by run."""
    used = shorter(values)
    return _table(tuple((key, used[key]) for key in _KEYS))


@functools.lru_cache(_KEPT)
def _table(held: tuple[tuple[str, Any], ...]) -> Columns:
    values = dict(held)
    schedule, law = schedule_of(values), tasks_law(values)
    tables = [_protected(kind, schedule, law) for kind in STRENGTHS] + [_at_once(schedule, law)]
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _protected(kind: Any, schedule: limcore.Schedule, law: dict[str, Any]) -> Columns:
    """Tabulate the runs with one kind of protection."""
    strengths = STRENGTHS[kind]
    found = limcore.train_two_tasks(*HALVES, schedule, protection=kind, strength=strengths, **law)
    return {
        "series": np.full(len(strengths) * REPEATS, NAMES[kind], dtype=object),
        "strength": np.repeat(strengths, REPEATS),
        "run": np.tile(np.arange(1.0, REPEATS + 1.0), len(strengths)),
        "first_accuracy": found.first_accuracy[-1].ravel(),
        "second_accuracy": found.second_accuracy[-1].ravel(),
        **{f"{name}_kT": getattr(found, name)[-1].ravel() for name in _ENERGIES},
        "raised_kT": found.raised.ravel(),
        "raising_kT": found.raise_energy.ravel(),
    }


def _at_once(schedule: limcore.Schedule, law: dict[str, Any]) -> Columns:
    """Tabulate runs that learn all digits from the start, in as many updates as both tasks have."""
    run = limcore.train_in_memory("digits", schedule, points=2, **law | {"steps": 2 * law["steps"]})
    first, second = (limcore.make_task(name).accuracy for name in HALVES)
    assert first is not None
    assert second is not None
    nothing = np.zeros(REPEATS)
    return {
        "series": np.full(REPEATS, AT_ONCE, dtype=object),
        "strength": nothing,
        "run": np.arange(1.0, REPEATS + 1.0),
        "first_accuracy": first(run.weights),
        "second_accuracy": second(run.weights),
        **{f"{name}_kT": getattr(run, name)[-1] for name in _ENERGIES},
        "raised_kT": nothing,
        "raising_kT": nothing,
    }


def _middle(table: Columns, series: str, column: str) -> Array:
    """Give the mean of the runs at each strength."""
    return np.asarray(table[column][table["series"] == series].reshape(-1, REPEATS).mean(axis=1))


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the one task against the other: a line for each protection, from weak to strong."""
    layout: dict[str, Any] = {
        "xaxis": {"title": {"text": "right of the first task: 0 to 4 (%)"}, "range": [-3.0, 103.0]},
        "yaxis": {"title": {"text": "right of the second task: 5 to 9 (%)"}, "range": [-3.0, 112.0]},
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": "training tasks",
        "meta": {"caption": _caption(table, values)},
    }
    data, notes = [], []
    for kind, (color, symbol) in _LOOKS.items():
        trace = _line(table, NAMES[kind], color, symbol)
        data.append(trace)
        notes += _heats(layout, trace, color)
    once = _line(table, AT_ONCE, "@reference", "star")
    single = [(data[0], NAMES["none"], "@line-2"), (once, AT_ONCE, "@reference")]
    names = [beside(layout, name, trace["x"][0], trace["y"][0], color) for trace, name, color in single]
    ends = [End(trace, trace["name"]) for trace in data[1:]]
    return labelled({"data": [*data, once], "layout": layout}, ends=ends, notes=[*names, *notes])


def _line(table: Columns, series: str, color: str, symbol: str) -> dict[str, Any]:
    x, y = (100.0 * _middle(table, series, f"{which}_accuracy") for which in ("first", "second"))
    held = [_middle(table, series, column) for column in ("strength", "heat_kT", "paper_kT")]
    return {
        "type": "scatter",
        "mode": "lines+markers" if x.size > 1 else "markers",
        "name": series,
        "x": x,
        "y": y,
        "customdata": np.stack(held, axis=1),
        "error_x": _spread(table, series, "first_accuracy", color),
        "error_y": _spread(table, series, "second_accuracy", color),
        "line": {"color": color, "width": 3},
        "marker": {"size": 11, "color": color, "symbol": symbol},
        "hovertemplate": f"<b>{series}</b><br>Λ = %{{customdata[0]:.3~g}}<br>first: %{{x:.3~g}} %, second: %{{y:.3~g}} "
        "%<br>%{customdata[1]:.3~g} kT of heat for each weight<br>%{customdata[2]:.3~g} kT as the paper "
        "counts<extra></extra>",
    }


def _spread(table: Columns, series: str, column: str, color: str) -> dict[str, Any]:
    """Give bars from the least to the greatest of the runs."""
    runs = 100.0 * table[column][table["series"] == series].reshape(-1, REPEATS)
    middle = runs.mean(axis=1)
    ends = {"array": runs.max(axis=1) - middle, "arrayminus": middle - runs.min(axis=1)}
    return {"type": "data", "symmetric": False, **ends, "color": color, "thickness": 1, "width": 3}


def _heats(layout: dict[str, Any], trace: dict[str, Any], color: str) -> list[Note]:
    """Write beside a few points of a line what heat they have taken."""
    places = [(x, y, spent[1]) for x, y, spent in zip(trace["x"], trace["y"], trace["customdata"], strict=True)]
    return [
        beside(layout, energy(heat), float(x), float(y), color, sides=("left",), near=True, optional=True)
        for x, y, heat in places[1:3]
    ]


def _best(table: Columns, kind: str) -> dict[str, float]:
    """Give the strength at which most is right of both tasks together, and what it comes to."""
    names = ("strength", "first_accuracy", "second_accuracy", "heat_kT", "raising_kT")
    found = {name: _middle(table, NAMES[kind], name) for name in names}
    place = int(np.argmax(found["first_accuracy"] + found["second_accuracy"]))
    return {name: float(column[place]) for name, column in found.items()}


def _said(best: dict[str, float]) -> str:
    first, second = (number(100.0 * best[f"{which}_accuracy"], 3) for which in ("first", "second"))
    return f"{first} % of the first task and {second} % of the second"


def _caption(table: Columns, values: Values) -> str:
    steps = shorter(values)["training_steps"]
    bare, elastic, barriers = (_best(table, kind) for kind in STRENGTHS)
    return (
        f"After {plural(count(steps), 'update')} of each and without protection, {_said(bare)} are right, for "
        f"{energy(bare['heat_kT'])} of heat for each weight. Where most of both is right, elastic weight consolidation "
        f"at Λ = {count(elastic['strength'])} keeps {_said(elastic)}, for {energy(elastic['heat_kT'])}; raised "
        f"barriers at Λ = {count(barriers['strength'])} keep {_said(barriers)}, for {energy(barriers['heat_kT'])}, and "
        f"{energy(barriers['raising_kT'])} more if raising them is paid for each element."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say where the lines begin and end, from the table."""
    lines = []
    for kind in ("elastic", "barriers"):
        first, second = (100.0 * _middle(table, NAMES[kind], f"{which}_accuracy") for which in ("first", "second"))
        ends = [f"{number(float(first[k]), 3)} % and {number(float(second[k]), 3)} %" for k in (0, -1)]
        lines.append(f"With {NAMES[kind]} from {ends[0]} to {ends[1]}")
    once = [number(float(100.0 * _middle(table, AT_ONCE, f"{which}_accuracy")[0]), 3) for which in ("first", "second")]
    return (
        "What is right of the second task against what is right of the first, by how strongly the first is protected. "
        f"{'. '.join(lines)}. Learnt both at once, {once[0]} % and {once[1]} %."
    )


TRAINING_TASKS: Final = Figure(
    name="training-tasks",
    title="Two tasks, one after the other",
    equation=EQUATION,
    source=f"Elastic weight consolidation is that of {CITATIONS['kirkpatrick2017'].text}; its analogue in barriers is "
    "ours",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
