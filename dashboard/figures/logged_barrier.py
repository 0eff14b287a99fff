"""Fig. 3(b) of a person's own run: update rate and barrier over steps or wall-clock, and what memory asks for."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import level
from dashboard.figures.labels import End, beside, labelled
from dashboard.figures.logged import LOGGED_KEYS, Logged, LoggedRuns, decades_of, levels
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, number, power

__all__ = ["LOGGED_BARRIER"]

_EQUATION: Final = (
    r"E^\mathrm{A}_n = kT\left[-(1+\alpha)\ln\varepsilon_n + \ln\tanh\frac{\varepsilon_n g_n^2}{2}\right],\quad "
    r"E^\mathrm{B}_n = kT\left[\ln(2R_\mathrm{max}\Delta t) - \ln(-\ln(1 - a_\mathrm{max}\varepsilon_n))\right]"
)
_KEYS: Final = (*LOGGED_KEYS, "retention", "failure", "time_axis", "n_axis")
_COLUMNS: Final = {
    "n": "n",
    "time_s": "time_s",
    "learning_rate": "learning_rate",
    "squared_gradient": "squared_gradient",
    "update_rate": "update_rate_per_s",
    "gradient_energy": "gradient_energy_kT",
    "drive": "drive_kT",
    "barrier_height": "barrier_height_kT",
}


def _columns(values: Values) -> Columns:
    """Tabulate the runs."""
    runs = LoggedRuns(values)
    if not runs.runs:
        return {"series": np.empty(0, dtype=object)} | {name: np.empty(0) for name in _COLUMNS.values()}
    return runs.series([{name: run.path[key] for key, name in _COLUMNS.items()} for run in runs.runs])


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw rates and barriers, and the height that memory asks for."""
    runs = LoggedRuns(values)
    rows = [part for _, part in by_series(table)]
    times = [runs.time(part) for part in rows]
    heights = table["barrier_height_kT"]
    target = runs.runs[0].target if runs.runs else 0.0
    layout: dict[str, Any] = {
        "xaxis": runs.axis(times),
        "yaxis": {
            **log_axis(
                {"text": "update rate R<sub>n</sub> (1/s)", "font": {"color": "@line-0"}},
                decades_of(table["update_rate_per_s"], least=2.0),
            ),
            "tickfont": {"color": "@line-0"},
        },
        "yaxis2": {
            "title": {"text": "barrier height E⁰ (kT)", "font": {"color": "@line-1"}},
            "overlaying": "y",
            "tickmode": "auto",
            "side": "right",
            "range": levels(np.clip(heights, -1e3, 1e3), np.asarray([target]), floor=-1.0, ceiling=4.0),
            "showgrid": False,
            "tickfont": {"color": "@line-1"},
        },
        "shapes": [
            {
                **{"type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": "y2"},
                **{"y0": -1e6, "y1": 0, "fillcolor": "@infeasible", "line": {"width": 0}},
            },
            level(target, "y2", color="@reference", width=2, dash="longdash"),
        ],
        "hovermode": "closest",
        "uirevision": f"run barrier {runs.seconds} {runs.linear}",
        "meta": {"caption": " ".join(run.story() for run in runs.runs) or "No run is given."},
    }
    data: list[dict[str, Any]] = []
    ends, notes = [], []
    for run, part, time in reversed(list(zip(runs.runs, rows, times, strict=True))):
        rate = _rate(run, time, part)
        barrier = _barrier(run, time, part)
        data += [rate, barrier]
        before = f"{run.name}: " if len(runs.runs) > 1 else ""
        ends += [End(data[-1], f"{before}E⁰ = {number(run.last_barrier)} kT"), End(rate, f"{before}R")]
        notes += _notes(run, time, part, layout)
    if runs.runs:
        asked = f"{runs.runs[0].target_words}: {number(target)} kT"
        ends.insert(min(len(ends), 2), End(layout["shapes"][-1], asked, brief=asked))
    return labelled({"data": data, "layout": layout}, ends=ends, notes=notes)


def _rate(run: Logged, time: Array, rows: Columns) -> dict[str, Any]:
    rate = rows["update_rate_per_s"]
    line = {"color": "@line-0", "width": 2.5, "dash": run.dash, "simplify": False}
    name = f"update rate of {run.name}"
    drawn = {"x": time, "y": np.where(rate > 0, rate, np.nan), "line": line}
    return _line(rows, name, "R = %{y:.5~g} /s") | drawn


def _barrier(run: Logged, time: Array, rows: Columns) -> dict[str, Any]:
    line = {"color": run.color, "width": 4.0, "dash": run.dash, "simplify": False}
    drawn = {"x": time, "y": rows["barrier_height_kT"], "line": line, "yaxis": "y2"}
    return _line(rows, f"barrier of {run.name}", "E⁰ = %{y:.5~g} kT") | drawn


def _line(rows: Columns, name: str, said: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "customdata": rows["n"],
        "showlegend": False,
        "hovertemplate": f"<b>{name}</b><br>n = %{{customdata:.6~g}}<br>{said}<extra></extra>",
    }


def _notes(run: Logged, time: Array, rows: Columns, layout: dict[str, Any]) -> list[Any]:
    """Say where what memory asks for is reached."""
    found = run.consolidation
    if not found.reached:
        return []
    known = np.isfinite(time)
    if not known.any():
        return []
    x = float(np.interp(found.reached_at, rows["n"][known], time[known]))
    text = f"reached at n = {count(found.reached_at)}"
    return [beside(layout, text, x, run.target, run.color, axis="y2", optional=True)]


def _describe(table: Columns, values: Values) -> str:
    """Say what the barriers come to."""
    lines = ["Update rate and barrier height along a training run."]
    for run in LoggedRuns(values).runs:
        rates = run.path["update_rate"][run.path["made"]]
        paced = (
            f" Its update rate goes from {power(float(rates[0]))} to {power(float(rates[-1]))} per second."
            if rates.size
            else ""
        )
        lines.append(run.story() + paced)
    return " ".join(lines)


LOGGED_BARRIER: Final = Figure(
    name="run-barrier",
    title="Update rate and barrier height along a training run",
    equation=_EQUATION,
    source=f"Eq. 7 and Fig. 3(b) of {PAPER}, read with the rates and gradients of a log",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
