"""How a model learns in noisy memories: its loss, update by update, and what each account says it has taken."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, labelled
from dashboard.figures.memory_model import FORCED_BARRIER, MEMORY_KEYS, energy, forced, run_of, series_of, told
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import number

__all__ = ["EQUATION", "TRAINING"]

EQUATION: Final = (
    r"\langle w' \rangle = w + a_n\left(W \tanh\frac{x}{2} - w\right),\quad x = -\frac{2\lambda W}{M} g,\quad "
    r"E_n = E_1 - \alpha \ln \varepsilon_n"
)

_LEAST: Final = 1e-4  # nat
_ACCOUNTS: Final = {
    "heat_kT": ("heat of hops", "@line-1", "solid"),
    "paper_kT": ("the paper’s account", "@line-2", "solid"),
    "crossings_kT": ("every crossing", "@line-3", "dash"),
    "literal_kT": ("every element, every update", "@line-4", "dot"),
}


def _columns(values: Values) -> Columns:
    """Tabulate the run at the moments at which it is looked at, and what forced writes take by then."""
    columns = {name: column for name, column in run_of(values).columns().items() if name != "time_s"}
    n = columns["n"]
    return {
        "series": np.full(n.size, series_of(values), dtype=object),
        **columns,
        "forced_kT": np.asarray(limcore.forced_write_energy(n)),
        "landauer_kT": np.asarray(limcore.forced_write_energy(n, barrier_height=float(np.log(2.0)))),
    }


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the loss on the left axis, energies for each weight on the right one."""
    n, loss = table["n"], np.maximum(table["loss_nat"], _LEAST)
    floor = _floor(values)
    data = [_line(n, loss, "loss", "%{y:.4~g} nat", line=_stroke("@line-0", 4.0))]
    for column, (name, color, dash) in _ACCOUNTS.items():
        data.append(_on_the_right(n, table[column], name, color, dash))
    data += [
        _on_the_right(n, table["forced_kT"], "forced writes at 10⁶ kT a bit", "@muted", "dash"),
        _on_the_right(n, table["landauer_kT"], "writes at kT ln 2 a bit", "@muted", "dot"),
    ]
    if floor is not None:
        level = _line(
            n[[0, -1]], np.full(2, floor), "½ kT for each weight", "%{y:.4~g} nat", line=_stroke("@reference", 2.0)
        )
        data.append(level)
    heads = []
    for along, color in ((0, "@line-0"), (1, "@line-1"), (2, "@line-2")):
        heads.append({"trace": len(data), "along": along})
        data.append(_head(data[along], color))
    layout = {
        "xaxis": {"title": {"text": "updates"}, "range": [0.0, float(n[-1])]},
        "yaxis": _axis("loss (nat)", _decades(loss, floor)),
        "yaxis2": _axis("energy for each weight (kT)", (-1.0, 11.0)) | {"overlaying": "y", "side": "right"},
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"training {values['task']}",
        "meta": {"caption": _caption(values), "play": _play(heads)},
    }
    ends = [End(data[k], data[k]["name"]) for k in range(7 + (floor is not None))]
    return labelled({"data": data, "layout": layout}, ends=ends)


def _play(heads: list[dict[str, int]]) -> dict[str, Any]:
    readings = [
        {"text": "n", "trace": 0, "of": "x", "unit": ""},
        {"text": "loss", "trace": 0, "of": "y", "unit": "nat"},
        {"text": "heat", "trace": 1, "of": "y", "unit": "kT"},
        {"text": "paper’s account", "trace": 2, "of": "y", "unit": "kT"},
    ]
    return {"along": 0, "pace": {"of": "x", "log": False}, "heads": heads, "readings": readings}


def _stroke(color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    return {"color": color, "width": width, "dash": dash}


def _line(x: Array, y: Array, name: str, hover: str, **look: Any) -> dict[str, Any]:
    told = f"<b>{name}</b><br>update %{{x}}<br>{hover}<extra></extra>"
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "hovertemplate": told, **look}


def _on_the_right(n: Array, value: Array, name: str, color: str, dash: str) -> dict[str, Any]:
    shown = np.where(value > 0, value, np.nan)
    return _line(n, shown, name, "%{y:.4~g} kT a weight", line=_stroke(color, 2.5, dash), yaxis="y2")


def _head(line: dict[str, Any], color: str) -> dict[str, Any]:
    place = {"x": line["x"][-1:], "y": line["y"][-1:]} | ({"yaxis": "y2"} if "yaxis" in line else {})
    look = {"size": 14, "color": color, "line": {"color": "@ground", "width": 2}}
    return {"type": "scatter", "mode": "markers", "name": "now", **place, "marker": look} | {
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _axis(title: str, decades: tuple[float, float]) -> dict[str, Any]:
    return log_axis({"text": title}, list(decades))


def _decades(loss: Array, floor: float | None) -> tuple[float, float]:
    low = min(float(loss.min()), floor or 1.0, 0.1)
    return float(np.floor(np.log10(max(low, _LEAST)) * 2.0 - 0.2) / 2.0), float(np.ceil(np.log10(loss.max()) + 0.1))


def _floor(values: Values) -> float | None:
    """Give the loss of the bowl at half a kT for each weight: of others it is not known where they would rest."""
    run = run_of(values)
    return run.task.weights / (2.0 * values["energy_scale"]) if run.task.name == "bowl" else None


def _caption(values: Values) -> str:
    run = run_of(values)
    heat, paper, crossings, literal = (
        energy(column[-1]) for column in (run.heat, run.paper, run.crossings, run.literal)
    )
    return (
        f"{told(run, values)}. Four accounts of each weight: {heat} as heat of hops, {paper} as the paper counts, "
        f"{crossings} if every crossing throws its barrier away, {literal} if every element pays at every update; "
        f"{energy(forced(values, FORCED_BARRIER))} by forced writes."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say where the loss begins and ends, and what is known of the run, from the table."""
    first, last = (number(float(table["loss_nat"][k]), 3) for k in (0, -1))
    low, high = (number(float(table["median_barrier_kT"][k])) for k in (0, -1))
    return (
        f"Loss against updates, from {first} to {last} nat, with the energy of each weight in four accounts. The "
        f"barrier goes from {low} to {high} kT. {told(run_of(values), values)}."
    )


TRAINING: Final = Figure(
    name="training",
    title="How a model learns in noisy memories",
    equation=EQUATION,
    source=f"The rates of Eqs. 1 to 3 of {PAPER}, averaged over one update; energy scale and accounts are ours",
    parameters=MEMORY_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
