"""What learning in noisy memories takes: loss against energy, by how hard the gradient pushes."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, Note, beside, labelled
from dashboard.figures.memory_model import BITS, FORCED_BARRIER, MEMORY_KEYS, constant, energy, law_of, schedule_of
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, duration, number, plural, power

__all__ = ["CONSTANT", "EQUATION", "FOLLOWS", "REPEATS", "TRAINING_PRICE", "heat_for_loss", "price_law", "shorter"]

EQUATION: Final = (
    r"Q = \sum_n x_n \, \Delta k_n,\quad "
    r"E_\mathrm{paper} = \sum_n \left(\max(E_n, 0) + |x_n|\right) \, \langle\Delta k_n\rangle"
)

FACTORS: Final = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Of the energy scale that is chosen."""
REPEATS: Final = 2
LONGEST: Final = 200.0
"""Updates of each run: more would take too long while a thumb moves."""

FOLLOWS, CONSTANT = "barrier that follows", "constant low barrier"
_KEPT: Final = 32
_LINES: Final = (
    (FOLLOWS, "heat_kT", "follows: heat", "@line-0", "solid"),
    (FOLLOWS, "paper_kT", "follows: the paper’s account", "@line-0", "dash"),
    (CONSTANT, "heat_kT", "constant: heat", "@line-1", "solid"),
    (CONSTANT, "paper_kT", "constant: the paper’s account", "@line-1", "dash"),
    (CONSTANT, "frozen_kT", "constant, then frozen", "@line-1", "dot"),
)


def shorter(values: Values) -> Values:
    """Give the values with as many updates as the runs have."""
    return values | {"training_steps": min(values["training_steps"], LONGEST)}


def price_law(values: Values) -> dict[str, Any]:
    """Give what limcore is told of the runs: some of each energy scale."""
    scales = [float(f"{factor * values['energy_scale']:.12g}") for factor in FACTORS]
    law = law_of(values) | {"energy_scale": scales}
    return law | {"points": 2, "repeats": REPEATS}


@functools.lru_cache(_KEPT)
def _runs(held: tuple[tuple[str, Any], ...]) -> limcore.MemoryTraining:
    values = dict(held)
    return limcore.train_in_memory(values["task"], schedule_of(values), **price_law(values))


def _columns(values: Values) -> Columns:
    """Tabulate loss and energies of runs at several energy scales, of both kinds of barrier."""
    few = shorter(values)
    target = float(limcore.barrier_for_retention(values["retention"], rate_max=values["R_max"]))
    tables = []
    for name, chosen in ((FOLLOWS, few), (CONSTANT, constant(few))):
        runs = _runs(tuple((key, chosen[key]) for key in (*MEMORY_KEYS, "R_max")))
        scales = np.repeat(price_law(chosen)["energy_scale"], REPEATS)
        paper = runs.paper[-1].ravel()
        tables.append(
            {
                "series": np.full(scales.size, name, dtype=object),
                "energy_scale_kT": scales,
                "run": np.tile(np.arange(1.0, REPEATS + 1.0), len(FACTORS)),
                "loss_nat": runs.loss[-1].ravel(),
                "accuracy": runs.accuracy[-1].ravel(),
                "heat_kT": runs.heat[-1].ravel(),
                "paper_kT": paper,
                "crossings_kT": runs.crossings[-1].ravel(),
                "literal_kT": runs.literal[-1].ravel(),
                "frozen_kT": paper + runs.freeze(target).energy.ravel(),
                "last_barrier_kT": runs.barrier.ravel(),
                "efficiency": runs.efficiency.ravel(),
            }
        )
    return {key: np.concatenate([table[key] for table in tables]) for key in tables[0]}


def _middle(table: Columns, series: str, column: str) -> Array:
    """Give the mean of the runs at each energy scale."""
    own = table[column][table["series"] == series]
    return np.asarray(own.reshape(-1, REPEATS).mean(axis=1))


def heat_for_loss(values: Values, series: str, loss: float, column: str = "heat_kT") -> float:
    """Compute what a loss takes with one kind of barrier: where its line first comes down to it, in kT a weight."""
    table = _columns(values)
    losses, energies = (np.log(_middle(table, series, name)) for name in ("loss_nat", column))
    falling = np.minimum.accumulate(losses)
    if not falling[-1] <= np.log(loss) <= falling[0]:
        return float("nan")
    return float(np.exp(np.interp(-np.log(loss), -falling, energies)))


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw a line for each barrier and account, through the runs at growing energy scales."""
    steps = shorter(values)["training_steps"]
    loss = table["loss_nat"]
    data: list[dict[str, Any]] = []
    for series, column, name, color, dash in _LINES:
        y = _middle(table, series, "loss_nat")
        spread = table["loss_nat"][table["series"] == series].reshape(-1, REPEATS)
        line: dict[str, Any] = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": np.maximum(_middle(table, series, column), 1e-6),
            "y": y,
            "customdata": _middle(table, series, "energy_scale_kT"),
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": spread.max(axis=1) - y,
                "arrayminus": y - spread.min(axis=1),
                "color": color,
                "thickness": 1,
                "width": 3,
            },
            "line": {"color": color, "width": 2.5, "dash": dash},
            "marker": {"size": 8, "color": color},
            "hovertemplate": f"<b>{name}</b><br>λ = %{{customdata:.3~g}}<br>%{{x:.4~g}} kT a weight<br>"
            "loss %{y:.4~g} nat<extra></extra>",
        }
        data.append(line)
    low, high = float(np.log10(loss.min())), float(np.log10(loss.max()))
    layout = {
        "xaxis": {"title": {"text": "energy for each weight (kT)"}, "type": "log", "range": [-1.0, 11.0], "dtick": 2},
        "yaxis": log_axis({"text": "loss at the end (nat)"}, [low - 0.15, high + 0.15]),
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"training price {values['task']}",
        "meta": {"caption": _caption(table, values)},
    }
    notes: list[Note] = [
        beside(layout, name, x, float(10.0 ** (low + 0.1)), "@muted", sides=("right", "left"), optional=True)
        for name, x in _forced(values, steps).items()
    ]
    ends = [End(line, line["name"]) for line in data]
    data += [_upright(name, x, (low, high)) for name, x in _forced(values, steps).items()]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=notes)


def _forced(values: Values, steps: float) -> dict[str, float]:
    """Give what as many forced writes take, by what a bit takes."""
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


def _upright(name: str, x: float, decades: tuple[float, float]) -> dict[str, Any]:
    """Draw what forced writes take: a line across all losses."""
    low, high = decades
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"forced writes at {name}",
        "x": np.full(2, x),
        "y": 10.0 ** np.array([low - 0.15, high + 0.15]),
        "line": {"color": "@muted", "width": 1.5, "dash": "dot"},
        "hovertemplate": f"forced writes at {name}<br>%{{x:.4~g}} kT a weight<extra></extra>",
    }


def _at_chosen(table: Columns, series: str, column: str) -> float:
    return float(_middle(table, series, column)[FACTORS.index(1.0)])


def _at_work(table: Columns) -> str:
    """Say how much of the heat has lowered the loss."""
    shares = [100.0 * _at_chosen(table, name, "efficiency") for name in (FOLLOWS, CONSTANT)]
    if not np.isfinite(shares).all():
        return ""
    first, second = (f"{number(max(share, 0.0), 2)} %" for share in shares)
    return f"Of the heat, {first} and {second} have lowered the loss; noise and decay gave off the rest. "


def _caption(table: Columns, values: Values) -> str:
    steps = shorter(values)["training_steps"]
    told = [
        f"{name} takes {energy(_at_chosen(table, name, 'paper_kT'))} for a loss of "
        f"{number(_at_chosen(table, name, 'loss_nat'), 3)} nat"
        for name in (FOLLOWS, CONSTANT)
    ]
    forced = energy(_forced(values, steps)["10⁶ kT a bit"])
    return (
        f"At λ = {power(values['energy_scale'])} and {plural(count(steps), 'update')} a {told[0]}, as the paper "
        f"counts; a {told[1]}. {_at_work(table)}To freeze the latter for {duration(values['retention'])} takes it to "
        f"{energy(_at_chosen(table, CONSTANT, 'frozen_kT'))}. Forced writes take {forced}; upright lines "
        f"are those at {', '.join(_forced(values, steps))}."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say where the two fronts lie, from the table."""
    ends = []
    for name in (FOLLOWS, CONSTANT):
        loss, heat = (_middle(table, name, column) for column in ("loss_nat", "heat_kT"))
        low, high = (f"{number(float(loss[k]), 3)} nat at {energy(heat[k])} of heat" for k in (0, -1))
        ends.append(f"With a {name} from {low} to {high}")
    scales = (power(float(table["energy_scale_kT"].min())), power(float(table["energy_scale_kT"].max())))
    return f"Loss against energy for each weight, λ from {scales[0]} to {scales[1]} kT. {'. '.join(ends)}."


TRAINING_PRICE: Final = Figure(
    name="training-price",
    title="What learning in noisy memories takes",
    equation=EQUATION,
    source=f"The accounts of {PAPER} and of detailed balance, for simulated runs; forced writes as the paper has it",
    parameters=(*MEMORY_KEYS, "R_max", "retention"),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
