"""What becomes of a model whose memory is left to itself: it forgets before its elements do."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.judged import ACCURACY, Judged, judged_by
from dashboard.figures.labels import End, labelled
from dashboard.figures.memory_model import MEMORY_KEYS, constant, run_of, series_of
from dashboard.figures.runs import Array
from dashboard.parameters import Values, defaults
from dashboard.references import PAPER
from dashboard.wording import duration, number

__all__ = ["EQUATION", "FROZEN", "LONG", "SHORT", "TIMES", "TRAINING_REST", "names_of"]

EQUATION: Final = (
    r"k(t) = \mathrm{Bin}\left(k, \frac{1 + e^{-2R^0t}}{2}\right) + "
    r"\mathrm{Bin}\left(M - k, \frac{1 - e^{-2R^0t}}{2}\right),\quad R^0 = R_\mathrm{max} e^{-E_N/kT}"
)

TIMES: Final = 25
_LADDER: Final = ("memory", "first_step", "headroom")  # a ladder has no state that it relaxes to
_KEYS: Final = (*(key for key in MEMORY_KEYS if key not in _LADDER), "R_max", "retention")
_LOST: Final = 0.05
SHORT, LONG = 1e-3, 30.0  # mean times of an element
FROZEN: Final = "frozen"
_CONSTANT: Final = "constant barrier, the same in all"


def _runs(values: Values) -> dict[str, limcore.MemoryTraining]:
    whole = defaults(MEMORY_KEYS) | values
    return dict(zip(names_of(whole), (run_of(whole), run_of(constant(whole))), strict=True))


def names_of(values: Values) -> tuple[str, str]:
    """Name the two kinds of barrier."""
    return f"barrier that follows: {series_of(values)}", _CONSTANT


def _columns(values: Values) -> Columns:
    """Tabulate loss and accuracy over the time of rest, of both kinds of barrier, and of a frozen memory."""
    target = float(limcore.barrier_for_retention(values["retention"], rate_max=values["R_max"]))
    runs = _runs(values)
    lasting = [float(limcore.retention_time(run.barrier, rate_max=values["R_max"])) for run in runs.values()]
    times = np.geomspace(SHORT * min(lasting), LONG * max(lasting), TIMES)
    held = {name: (run, float(run.barrier)) for name, run in runs.items()}
    first = next(iter(held))
    held[FROZEN] = (held[first][0], max(target, held[first][1]))
    tables = []
    for name, (run, barrier) in held.items():
        rest = run.rest(times, barrier_height=barrier, seed=int(values["seed"]))
        tables.append(
            {
                "series": np.full(times.size, name, dtype=object),
                "rest_s": times,
                "barrier_kT": np.full(times.size, barrier),
                "loss_nat": rest.loss,
                "accuracy": rest.accuracy,
                "kept": rest.kept,
            }
        )
    return {key: np.concatenate([table[key] for table in tables]) for key in tables[0]}


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the share that is right, or the loss of the bowl, over the time of rest."""
    judged = _judged(values)
    names = list(dict.fromkeys(table["series"]))
    shown = judged.of(table)
    data = []
    for name, color, dash in zip(names, ("@line-0", "@line-1", "@line-2"), ("solid", "solid", "dash"), strict=True):
        own = table["series"] == name
        data.append(_line(table["rest_s"][own], shown[own], name, color, dash))
    own = table["series"] == names[0]
    if judged is ACCURACY:
        kept = 50.0 * (1.0 + table["kept"][own])
        data.append(_line(table["rest_s"][own], kept, "one element is still right", "@muted", "dot"))
    times = table["rest_s"]
    top = 102.0 if judged is ACCURACY else float(shown.max()) * 1.05
    layout = {
        "xaxis": log_axis({"text": "time of rest (s)"}, np.log10([times.min(), times.max()]).tolist()),
        "yaxis": {"title": {"text": judged.title}, "range": [0.0, top]},
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"training rest {values['task']}",
        "meta": {"caption": _caption(table, values)},
    }
    return labelled({"data": data, "layout": layout}, ends=[End(line, line["name"]) for line in data])


def _judged(values: Values) -> Judged:
    return judged_by("accuracy", values["task"])


def _line(x: Array, y: Array, name: str, color: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": color, "width": 3, "dash": dash},
        "hovertemplate": f"<b>{name}</b><br>after %{{x:.3~g}} s<br>%{{y:.4~g}}<extra></extra>",
    }


def _lost_after(table: Columns, series: str) -> float | None:
    """Give the first of the times after which five points of accuracy are lost."""
    own = table["series"] == series
    accuracy = table["accuracy"][own]
    lost = np.flatnonzero(accuracy < accuracy[0] - _LOST)
    return float(table["rest_s"][own][lost[0]]) if lost.size else None


def _caption(table: Columns, values: Values) -> str:
    names = list(dict.fromkeys(table["series"]))
    lines = []
    for name, words in zip(names[:2], ("that follows the learning", "that is constant"), strict=True):
        barrier = float(table["barrier_kT"][table["series"] == name][0])
        held = duration(float(limcore.retention_time(barrier, rate_max=values["R_max"])))
        lines.append(
            f"A barrier {words} ends at {number(barrier)} kT: an element holds for {held}{_when(table, name)}."
        )
    frozen = number(float(table["barrier_kT"][table["series"] == names[2]][0]))
    return f"{' '.join(lines)} Frozen at {frozen} kT, it holds for {duration(values['retention'])}."


def _when(table: Columns, name: str) -> str:
    if np.isnan(table["accuracy"]).all():
        return ""
    lost = _lost_after(table, name)
    return ", the model knows what it knew" if lost is None else f", and the model has lost 5 % by {duration(lost)}"


def _describe(table: Columns, values: Values) -> str:
    """Say what is left at the end, from the table."""
    judged, ends = _judged(values), []
    for name in dict.fromkeys(table["series"]):
        own = judged.of(table)[table["series"] == name]
        ends.append(f"{name}: from {number(float(own[0]), 3)} to {number(float(own[-1]), 3)}")
    longest = duration(float(table["rest_s"].max()))
    return f"What is left after up to {longest} of rest, {judged.title}. {'; '.join(ends)}."


TRAINING_REST: Final = Figure(
    name="training-rest",
    title="What a model forgets at rest",
    equation=EQUATION,
    source=f"The master equation of the two states of Eqs. 1 to 3 of {PAPER}, without a drive; simulated exactly",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
