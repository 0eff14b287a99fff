"""A person's own run as it was read: learning rate, loss and norm of the gradient."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, labelled
from dashboard.figures.logged import LOG_KEYS, Logged, LoggedRuns, decades_of
from dashboard.figures.rows import by_series
from dashboard.parameters import Values
from dashboard.wording import count, number, power

__all__ = ["LOGGED_VALUES"]

_EQUATION: Final = r"\varepsilon = \eta / \eta_\mathrm{max},\quad g^2 = \min\left(1, G^2 / Q_{99.9}(G^2)\right)"
_QUANTITIES: Final = {
    "learning_rate": ("learning rate η", "y2", 4.0),
    "loss": ("loss", "y", 2.5),
    "gradient_norm": ("gradient norm G", "y", 1.5),
}


def _columns(values: Values) -> Columns:
    """Tabulate what the logs say, by steps."""
    runs = LoggedRuns(values)
    return runs.series([_one(run) for run in runs.runs]) if runs.runs else _nothing()


def _one(run: Logged) -> Columns:
    log = run.log
    missing = np.full(log.step.size, np.nan)
    return {
        "n": log.step + 1.0,
        "learning_rate": log.learning_rate,
        "loss": missing if log.loss is None else log.loss,
        "gradient_norm": missing if log.gradient_norm is None else log.gradient_norm,
    }


def _nothing() -> Columns:
    return {"series": np.empty(0, dtype=object)} | {key: np.empty(0) for key in ("n", *_QUANTITIES)}


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the rates on one axis, losses and norms on the other."""
    runs = LoggedRuns(values)
    data: list[dict[str, Any]] = []
    several = len(runs.runs) > 1
    for run, (_, rows) in reversed(list(zip(runs.runs, by_series(table), strict=True))):
        data += [
            _trace(run, rows, column, several=several)
            for column in reversed(_QUANTITIES)
            if np.isfinite(rows[column]).any()
        ]
    ends = [End(trace, trace["name"]) for trace in reversed(data)]
    layout: dict[str, Any] = {
        "xaxis": runs.axis([table["n"]]),
        "yaxis": log_axis({"text": "loss, gradient norm"}, decades_of(table["loss"], table["gradient_norm"])),
        "yaxis2": {
            **log_axis({"text": "learning rate η", "font": {"color": "@line-1"}}, decades_of(table["learning_rate"])),
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "tickfont": {"color": "@line-1"},
        },
        "hovermode": "closest",
        "uirevision": f"run {runs.linear}",
        "meta": {"caption": " ".join(_words(run) for run in runs.runs) or _NONE},
    }
    return labelled({"data": data, "layout": layout}, ends=ends)


_NONE: Final = "No run is given."


def _trace(run: Logged, rows: Columns, column: str, *, several: bool) -> dict[str, Any]:
    called, axis, width = _QUANTITIES[column]
    color = {"learning_rate": run.color, "loss": "@line-0", "gradient_norm": "@muted"}[column]
    name = f"{called}, {run.name}" if several else called
    y = rows[column]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "yaxis": axis,
        "x": rows["n"],
        "y": np.where(np.isfinite(y) & (y > 0), y, np.nan),
        "connectgaps": True,
        "line": {"color": color, "width": width, "dash": run.dash, "simplify": False},
        "hovertemplate": f"<b>{name}</b><br>n = %{{x:.6~g}}<br>%{{y:.6~g}}<extra></extra>",
    }


def _words(run: Logged) -> str:
    log = run.log
    rate = power(float(log.learning_rate.max()))
    said = (
        f"{run.name}: {count(log.step[-1] + 1)} steps in {count(log.step.size)} rows, a learning rate of at most {rate}"
    )
    if log.loss is not None:
        known = log.loss[np.isfinite(log.loss)]
        said += f", a loss from {number(float(known[0]))} to {number(float(known[-1]))}"
    return f"{said}{', and no gradient norm' if log.gradient_norm is None else ''}."


def _describe(table: Columns, values: Values) -> str:
    """Say what the logs say."""
    words = [_words(run) for run in LoggedRuns(values).runs]
    return " ".join(["Learning rate, loss and gradient norm against steps.", *(words or [_NONE])])


LOGGED_VALUES: Final = Figure(
    name="run",
    title="A training run as it was logged",
    equation=_EQUATION,
    source="The log of the run",
    parameters=(*LOG_KEYS, "n_axis"),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
