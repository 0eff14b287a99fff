"""What learning in noisy memories takes: loss or accuracy against energy, by how far one knob is turned."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import Axes, log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.judged import LOSS, Judged, judged_by
from dashboard.figures.labels import End, beside, labelled
from dashboard.figures.memory_model import BITS, FORCED_BARRIER, MEMORY_KEYS, constant, energy, schedule_of
from dashboard.figures.training_knob import (
    CONSTANT,
    FOLLOWS,
    REPEATS,
    Knob,
    knob_of,
    law_along,
    middle,
    shorter,
    spread,
)
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, duration, number, plural, power

__all__ = ["EQUATION", "TRAINING_PRICE", "heat_for_loss"]

EQUATION: Final = (
    r"Q = \sum_n x_n \, \Delta k_n,\quad "
    r"E_\mathrm{paper} = \sum_n \left(\max(E_n, 0) + |x_n|\right) \, \langle\Delta k_n\rangle"
)

_KEPT: Final = 32
_LINES: Final = (
    (FOLLOWS, "heat_kT", "follows: heat", "@line-0", "solid"),
    (FOLLOWS, "paper_kT", "follows: the paper’s account", "@line-0", "dash"),
    (CONSTANT, "heat_kT", "constant: heat", "@line-1", "solid"),
    (CONSTANT, "paper_kT", "constant: the paper’s account", "@line-1", "dash"),
    (CONSTANT, "frozen_kT", "constant, then frozen", "@line-1", "dot"),
)
_SIZES: Final = (8.0, 13.0)
"""Of a mark, and of that where the controls stand."""


@functools.lru_cache(_KEPT)
def _runs(held: tuple[tuple[str, Any], ...], series: str) -> limcore.MemoryTraining:
    values = dict(held)
    schedule = schedule_of(constant(values) if series == CONSTANT else values)
    return limcore.train_in_memory(values["task"], schedule, **law_along(values, series))


def _columns(values: Values) -> Columns:
    """Tabulate loss, accuracy and energies of runs at several stops of a knob, of both kinds of barrier."""
    few = shorter(values)
    target = float(limcore.barrier_for_retention(values["retention"], rate_max=values["R_max"]))
    knob = knob_of(few)
    tables = []
    for name in (FOLLOWS, CONSTANT):
        runs = _runs(tuple((key, few[key]) for key in (*MEMORY_KEYS, "R_max", "price_knob")), name)
        paper = runs.paper[-1].ravel()
        elements = {"weight_elements": runs.elements.astype(float)} if values["memory"] == "population" else {}
        alphas = np.asarray([(few | setting)["alpha"] for setting in knob.settings])
        tables.append(
            {
                "series": np.full(paper.size, name, dtype=object),
                "energy_scale_kT": runs.energy_scale,
                "run": np.tile(np.arange(1.0, REPEATS + 1.0), len(knob.stops)),
                "loss_nat": runs.loss[-1].ravel(),
                "accuracy": runs.accuracy[-1].ravel(),
                "heat_kT": runs.heat[-1].ravel(),
                "paper_kT": paper,
                "crossings_kT": runs.crossings[-1].ravel(),
                "literal_kT": runs.literal[-1].ravel(),
                "frozen_kT": paper + runs.freeze(target).energy.ravel(),
                "last_barrier_kT": runs.barrier.ravel(),
                "efficiency": runs.efficiency.ravel(),
                **elements,
                "alpha": np.repeat(alphas, REPEATS),
            }
        )
    return {key: np.concatenate([table[key] for table in tables]) for key in tables[0]}


def heat_for_loss(values: Values, series: str, loss: float, column: str = "heat_kT") -> float:
    """Compute what a loss takes with one kind of barrier: where its line first comes down to it, in kT a weight."""
    table = _columns(values)
    losses, energies = (np.log(middle(table, series, name)) for name in ("loss_nat", column))
    falling = np.minimum.accumulate(losses)
    if not falling[-1] <= np.log(loss) <= falling[0]:
        return float("nan")
    return float(np.exp(np.interp(-np.log(loss), -falling, energies)))


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw a line for each barrier and account, through the runs as the knob is turned."""
    knob, judged = knob_of(values), judged_by(values["judged_by"], values["task"])
    data = [_line(table, knob, judged, line) for line in _LINES]
    layout: dict[str, Any] = {
        "xaxis": {"title": {"text": "energy for each weight (kT)"}, "type": "log", "range": [-1.0, 11.0], "dtick": 2},
        "yaxis": _axis(table, judged),
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"training price {values['task']}",
        "meta": {"caption": _caption(table, values)},
    }
    axes = Axes(layout)
    low, high = axes.range("y")
    foot, *whole = (axes.value(place, "y") for place in (low + 0.24 * (high - low), low, high))
    forced = _forced(values)
    notes = [
        beside(layout, name, x, foot, "@muted", sides=("right", "left"), optional=True) for name, x in forced.items()
    ]
    ends = [End(line, line["name"]) for line in data]
    data += [_upright(name, x, whole) for name, x in forced.items()]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=notes)


def _line(table: Columns, knob: Knob, judged: Judged, line: tuple[str, ...]) -> dict[str, Any]:
    """Draw the runs with one kind of barrier, in one account, with bars from the least to the greatest of them."""
    series, column, name, color, dash = line
    y, (low, high) = (judged.scale * middle(table, series, judged.column), spread(table, series, judged.column))
    bars = {"array": judged.scale * high - y, "arrayminus": y - judged.scale * low}
    sizes = np.full(y.size, _SIZES[0])
    sizes[knob.chosen] = _SIZES[1]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": np.maximum(middle(table, series, column), 1e-6),
        "y": y,
        "customdata": np.asarray(knob.stops),
        "error_y": {"type": "data", "symmetric": False, **bars, "color": color, "thickness": 1, "width": 3},
        "line": {"color": color, "width": 2.5, "dash": dash},
        "marker": {"size": sizes, "color": color, "opacity": 1.0},
        "hovertemplate": f"<b>{name}</b><br>{knob.symbol} = %{{customdata:.3~g}}<br>%{{x:.4~g}} kT a weight<br>"
        f"{judged.name} %{{y:.4~g}} {judged.unit}<extra></extra>",
    }


def _axis(table: Columns, judged: Judged) -> dict[str, Any]:
    """Give the axis of the loss, logarithmic; or of what is right, from a round share below all of it."""
    shown = judged.of(table)
    if judged is not LOSS:
        least = 10.0 * np.floor(float(shown.min()) / 10.0)
        return {"title": {"text": f"{judged.name} at the end (%)"}, "range": [float(least) - 3.0, 103.0]}
    low, high = float(np.log10(shown.min())), float(np.log10(shown.max()))
    return log_axis({"text": "loss at the end (nat)"}, [low - 0.15, high + 0.15])


def _forced(values: Values) -> dict[str, float]:
    """Give what as many forced writes take, by what a bit takes."""
    steps = shorter(values)["training_steps"]
    target = float(limcore.barrier_for_retention(values["retention"], rate_max=values["R_max"]))
    bits = {
        "kT ln 2 a bit": float(np.log(2.0)),
        f"{number(target, 3)} kT a bit": target,
        "10⁶ kT a bit": FORCED_BARRIER,
    }
    written = {
        name: float(limcore.forced_write_energy(steps, bits=BITS, barrier_height=max(one, 0.0)))
        for name, one in bits.items()
    }
    return {name: one for name, one in written.items() if one > 0}


def _upright(name: str, x: float, whole: list[float]) -> dict[str, Any]:
    """Draw what forced writes take: a line across all losses."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"forced writes at {name}",
        "x": np.full(2, x),
        "y": np.asarray(whole),
        "line": {"color": "@muted", "width": 1.5, "dash": "dot"},
        "hovertemplate": f"forced writes at {name}<br>%{{x:.4~g}} kT a weight<extra></extra>",
    }


def _at_work(table: Columns, chosen: int) -> str:
    """Say how much of the heat has lowered the loss."""
    shares = [100.0 * middle(table, name, "efficiency")[chosen] for name in (FOLLOWS, CONSTANT)]
    if not np.isfinite(shares).all():
        return ""
    first, second = (f"{number(max(share, 0.0), 2)} %" for share in shares)
    return f"Of the heat, {first} and {second} have lowered the loss; noise and decay gave off the rest. "


def _reached(table: Columns, series: str, judged: Judged, place: int) -> str:
    well = number(judged.scale * float(middle(table, series, judged.column)[place]), 3)
    return f"{well} nat" if judged is LOSS else f"{well} % right"


def _caption(table: Columns, values: Values) -> str:
    chosen, judged = knob_of(values).chosen, judged_by(values["judged_by"], values["task"])
    told = [
        f"{name} takes {energy(middle(table, name, 'paper_kT')[chosen])} for "
        f"{'a loss of ' if judged is LOSS else ''}{_reached(table, name, judged, chosen)}"
        for name in (FOLLOWS, CONSTANT)
    ]
    forced, made = _forced(values), plural(count(shorter(values)["training_steps"]), "update")
    return (
        f"At λ = {power(values['energy_scale'])} and {made} a {told[0]}, "
        f"as the paper counts; a {told[1]}. {_at_work(table, chosen)}To freeze the latter for "
        f"{duration(values['retention'])} takes it to {energy(middle(table, CONSTANT, 'frozen_kT')[chosen])}. Forced "
        f"writes take {energy(forced['10⁶ kT a bit'])}; upright lines are those at {', '.join(forced)}."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say where the two fronts lie, from the table."""
    knob, judged = knob_of(values), judged_by(values["judged_by"], values["task"])
    ends = []
    for name in (FOLLOWS, CONSTANT):
        heat = middle(table, name, "heat_kT")
        low, high = (f"{_reached(table, name, judged, k)} at {energy(heat[k])} of heat" for k in (0, -1))
        ends.append(f"With a {name} from {low} to {high}")
    first, last = (power(stop) if knob.symbol == "λ" else number(stop, 6) for stop in (knob.stops[0], knob.stops[-1]))
    turned = f"{knob.symbol} from {first} to {last}{' kT' if knob.symbol == 'λ' else ''}"
    what = "Loss" if judged is LOSS else "Share that is right"
    return f"{what} against energy for each weight, {turned}. {'. '.join(ends)}."


TRAINING_PRICE: Final = Figure(
    name="training-price",
    title="What learning in noisy memories takes",
    equation=EQUATION,
    source=f"The accounts of {PAPER} and of detailed balance, for simulated runs; forced writes as the paper has it",
    parameters=(*MEMORY_KEYS, "price_knob", "judged_by", "R_max", "retention"),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
