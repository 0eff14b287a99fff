"""What α buys: how long the barrier holds that learning ends with, against what the updates have cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.constant_barrier import constant_name
from dashboard.figures.course import DASHES, Course, level
from dashboard.figures.holding import decade_held, holding_axis
from dashboard.figures.labels import End, Note, beside, labelled
from dashboard.figures.landscape import series_parts
from dashboard.figures.memory_price_table import (
    ALPHAS,
    CONSTANT,
    columns,
    end_of_run,
    highest_shown,
    over_constant_barrier,
    price_course,
)
from dashboard.figures.rows import by_series, in_rows, rows_where
from dashboard.figures.runs import Run
from dashboard.figures.units import HEADROOM
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values
from dashboard.references import PAPER
from dashboard.wording import duration, number

__all__ = ["MEMORY_PRICE"]

EQUATION: Final = (
    r"\sum_{n\leq N}\left[\max(E^0_n, 0) + \Delta E_n\right]\ \text{buys}\ \tau = e^{E^0_N/kT}/R_\mathrm{max},\quad "
    r"N E + \sum_{n\leq N}\Delta E_n\ \text{buys}\ \tau = e^{E/kT}/R_\mathrm{max}"
)
_KEYS: Final = (*RUN_KEYS, *PIN_KEYS, "unit", "low_barrier", "retention")
_ROOM: Final = 1.15
_BELOW: Final = 0.16  # of the axis, for labels below the lowest dots
_TICKS: Final = 4.0  # about how many there are on the axis of energies


@dataclass(frozen=True)
class _Dot:
    """Where a memory ends: what its updates have cost, and the barrier that it is left with."""

    name: str
    color: str
    spent: float
    height: float
    held: float
    pin: str = ""


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the curve of each run, the line of constant barriers, and the freezes up from both."""
    course = price_course(values)
    parts = series_parts(table) if table["alpha"].size else []
    rows = [{name: column[part] for name, column in table.items()} for part in parts]
    layout = _layout(course, rows)
    data = [_target(course, layout)]
    dots: list[_Dot] = []
    if course.runs:
        data.append(_curve(course, rows[-1], CONSTANT, color="@line-5", width=3.0, dash="dash"))
        dots.append(_dot_of(course, rows[-1], course.values["low_barrier"] * course.kT))
    for run, row in zip(course.runs + course.pinned, rows, strict=False):
        data.append(_run_curve(course, run, row))
        dots.insert(len(dots) - 1 if course.runs else len(dots), _run_dot(course, run, row))
    if course.runs:
        data += [_same_height(course, dots[0]), *(_freeze(course, dot) for dot in (dots[0], dots[-1]))]
    data += [_mark(course, dot) for dot in dots]
    layout["meta"] = {"caption": _caption(course)}
    curves = data[1 : 1 + len(rows)]
    ends = _ends(course, curves[::-1], data[0])
    return labelled({"data": data, "layout": layout}, ends=ends, notes=_notes(course, dots, curves, layout))


def _curve(course: Course, row: Columns, name: str, **line: Any) -> dict[str, Any]:
    height = row[f"barrier_height_{course.unit}"]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": row[f"dissipation_{course.unit}"],
        "y": np.where(np.isfinite(height), height, np.nan),
        "line": line | {"simplify": False},
        "hovertemplate": f"<b>{name}</b><br>%{{x:.6~g}} {course.unit}<br>E⁰ = %{{y:.6~g}} {course.unit}<extra></extra>",
    }


def _run_curve(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    name = f"pin {run.pin}: {run.name}" if run.pin else f"learning-in-memory, {run.name}"
    color, width = (f"@pin-{run.pin}", 2.5) if run.pin else ("@line-1", 4.0)
    curve = _curve(course, row, name, color=color, width=width, dash=DASHES[run.place - 1])
    tenths = np.isin(row["alpha"], ALPHAS[1:-1]) & (row["alpha"] != run.alpha)
    return curve | {
        "mode": "lines+markers",
        "marker": {"size": np.where(tenths, 8.0, 0.0), "color": color},
        "text": [f"{alpha:.1f}" if tenth else "" for alpha, tenth in zip(row["alpha"], tenths, strict=True)],
        "customdata": row["alpha"],
        "hovertemplate": f"α = %{{customdata:.3~g}}<br>{curve['hovertemplate']}",
    }


def _dot_of(course: Course, row: Columns, height: float) -> _Dot:
    place = int(np.flatnonzero(row[f"barrier_height_{course.unit}"] == height)[0])
    held = float(row["retention_time_s"][place])
    return _Dot(constant_name(course), "@line-5", float(row[f"dissipation_{course.unit}"][place]), height, held)


def _run_dot(course: Course, run: Run, row: Columns) -> _Dot:
    place = int(np.flatnonzero(row["alpha"] == run.alpha)[0])
    spent, height = (float(row[f"{name}_{course.unit}"][place]) for name in ("dissipation", "barrier_height"))
    color = f"@pin-{run.pin}" if run.pin else "@line-1"
    return _Dot(f"α = {run.alpha:.3g}", color, spent, height, float(row["retention_time_s"][place]), run.pin)


def _mark(course: Course, dot: _Dot) -> dict[str, Any]:
    said = f"<b>{dot.name}</b><br>%{{x:.6~g}} {course.unit}<br>E⁰ = %{{y:.6~g}} {course.unit}"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": dot.name,
        "x": np.asarray([dot.spent]),
        "y": np.asarray([dot.height if np.isfinite(dot.height) else np.nan]),
        "marker": {"size": 15, "color": dot.color, "line": {"color": "@ground", "width": 2}},
        "showlegend": False,
        "hovertemplate": f"{said}<br>holds for {duration(dot.held)}<extra></extra>",
    }


def _same_height(course: Course, dot: _Dot) -> dict[str, Any]:
    """Join the end of learning to the constant barrier that is as high."""
    run = course.runs[0]
    shown = 0 < dot.height < np.inf
    spent = over_constant_barrier(run, dot.height)[0] if shown else np.nan
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "as high from the first update",
        "x": np.asarray([dot.spent, spent]),
        "y": np.full(2, dot.height if shown else np.nan),
        "line": {"color": "@muted", "width": 2, "dash": "dot"},
        "marker": {"symbol": ["line-ns", "circle-open"], "size": [0, 11], "color": "@line-5"},
        "showlegend": False,
        "hovertemplate": f"<b>as high from the first update</b><br>%{{x:.6~g}} {course.unit}<extra></extra>",
    }


def _freeze(course: Course, dot: _Dot) -> dict[str, Any]:
    missing = bool(np.isfinite(dot.height)) and _price(course, dot) > 0
    start = max(dot.height, 0.0)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"freeze: + {course.energy(_price(course, dot))}",
        "x": np.full(2, dot.spent),
        "y": np.asarray([start, course.target]) if missing else np.full(2, np.nan),
        "line": {"color": "@reference", "width": 2.5},
        "marker": {"symbol": ["circle", "triangle-up"], "size": [1, 13], "color": "@reference"},
        "showlegend": False,
        "hovertemplate": "<b>freeze</b><br>E⁰ = %{y:.6~g}<extra></extra>",
    }


def _price(course: Course, dot: _Dot) -> float:
    """Compute what the final freeze costs from there."""
    return float(limcore.freeze_energy(dot.height, course.target))


def _target(course: Course, layout: dict[str, Any]) -> dict[str, Any]:
    """Draw the level asked for on the axis of times, which is the axis of barriers read in another way."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": course.target_words,
        "x": np.asarray(layout["xaxis"]["range"]),
        "y": np.full(2, 10.0 ** decade_held(course, course.target)),
        "yaxis": "y2",
        "line": {"color": "@reference", "width": 2.5, "dash": "longdash"},
        "showlegend": False,
        "hovertemplate": f"<b>{course.target_words}</b>: {course.asked}<extra></extra>",
    }


def _layout(course: Course, rows: list[Columns]) -> dict[str, Any]:
    top = highest_shown(course)
    low, end = min(course.extent[0], -_BELOW * top), _dearest(course, rows)
    ticks = _ticks(end)
    return {
        "xaxis": {
            "title": {"text": f"dissipated by one element in all updates ({course.unit})"},
            "range": [0.0, end],
            "tickvals": ticks,
            "ticktext": [number(tick, 3) for tick in ticks],
        },
        "yaxis": {"title": {"text": f"barrier at the end ({course.unit})"}, "range": [low, top]},
        "yaxis2": holding_axis(course, low, top),
        "shapes": [level(0, "y", color="@muted", width=1.5)],
        "hovermode": "closest",
        "uirevision": f"price {course.unit}",
    }


def _ticks(end: float) -> list[float]:
    """Give round numbers from 0 to an end."""
    decade = 10.0 ** np.floor(np.log10(end / _TICKS))
    step = float(next(times * decade for times in (1.0, 2.0, 2.5, 5.0, 10.0) if times * decade * _TICKS >= end))
    return [k * step for k in range(int(end / step) + 1)]


def _dearest(course: Course, rows: list[Columns]) -> float:
    """Give the end of the axis of energies: α does not move it, nor does kT but now and then."""
    steps, top = course.values["steps"], highest_shown(course)
    seen: list[float] = [course.values["low_barrier"] * course.kT * steps, 2.0 * course.kT * steps]
    for row in rows[: len(course.runs) + len(course.pinned)]:
        shown = row[f"barrier_height_{course.unit}"] <= top
        seen += [float(spent) for spent in row[f"dissipation_{course.unit}"][shown]]
    reduced: float = min(max(seen), top * steps) / course.kT
    return _ROOM * reduced * course.reference_kT * (HEADROOM if course.unit != "kT" else 1.0)


def _ends(course: Course, curves: list[dict[str, Any]], target: dict[str, Any]) -> list[End]:
    """Name the level that is asked for and the curves."""
    wanted = End(
        target, f"to remember for {course.target_words}: {course.asked}", brief=f"{course.target_words}: {course.asked}"
    )
    return [wanted, *(End(curve, curve["name"]) for curve in curves)]


def _notes(course: Course, dots: list[_Dot], curves: list[dict[str, Any]], layout: dict[str, Any]) -> list[Note]:
    """Say how long the two ends hold and what their freezes cost, then the letters of pins and each tenth of α."""
    right, top = layout["xaxis"]["range"][1], layout["yaxis"]["range"][1]
    notes = []
    for dot in [dots[0], dots[-1]] if course.runs else []:
        if not (dot.height <= top and dot.spent <= right):
            continue
        leftwards = dot.spent > 0.5 * right
        held = f"holds for {duration(dot.held)}" if dot.height > 0 else "no barrier"
        sides: tuple[str, ...] = (
            ("top left", "left", "bottom left") if leftwards else ("bottom right", "right", "top right")
        )
        place = dot.spent, dot.height
        notes.append(
            beside(layout, f"{dot.name}: {held}", *place, dot.color, brief=held, sides=sides, gap=12.0, optional=True)
        )
        if _price(course, dot) > 0:
            middle = (max(dot.height, 0.0) + course.target) / 2
            freeze = f"freeze: + {course.energy(_price(course, dot))}, once"
            sides = ("left", "right") if leftwards else ("right", "left")
            notes.append(beside(layout, freeze, dot.spent, middle, "@reference", sides=sides, optional=True))
    for dot in dots:
        if dot.pin and dot.height <= top and dot.spent <= right:
            notes.append(beside(layout, dot.pin, dot.spent, dot.height, dot.color, sides=("bottom",), near=True))
    for curve in curves:
        for x, y, text in zip(curve["x"], curve["y"], curve.get("text", []), strict=False):
            if text and x <= right and y <= top:
                place, color = (float(x), float(y)), curve["line"]["color"]
                notes.append(beside(layout, text, *place, color, sides=("top left",), optional=True, near=True))
    return notes


def _caption(course: Course) -> str:
    if not course.runs:
        return f"No schedule is chosen. To remember for {course.target_words} would take {course.asked}."
    run = course.runs[0]
    height, spent, seconds = end_of_run(run)
    if not np.isfinite(height):
        return f"With {run.name} the learning rate comes to zero: learning ends, and the barrier has no limit."
    low = float(course.values["low_barrier"]) * course.kT
    ended = f"at a barrier of {_holds(course, run, height)}" if height > 0 else "without a barrier"
    said = [f"At α = {run.alpha:.3g}, {run.name} spends {course.energy(spent)} and {duration(seconds)} to end {ended}."]
    if height > 0:
        said.append(f"A barrier as high from the first update takes {_takes(course, run, height)}.")
    said.append(f"One of {number(course.values['low_barrier'], 3)} kT takes {_takes(course, run, low)}.")
    freezes = [course.energy(float(limcore.freeze_energy(one, course.target))) for one in (height, low)]
    said.append(f"The final freeze for {course.target_words} adds {freezes[0]} to the first, {freezes[1]} to the last.")
    return " ".join(said)


def _holds(course: Course, run: Run, height: float) -> str:
    held = float(limcore.retention_time(max(height, 0.0), rate_max=run.values["R_max"], kT=run.kT))
    return f"{course.energy(height)}, which holds for {duration(held)}"


def _takes(course: Course, run: Run, height: float) -> str:
    spent, seconds = over_constant_barrier(run, height)
    return f"{course.energy(spent)} and {duration(seconds)}"


def describe(table: Columns, values: Values) -> str:
    """Say what the ends of each curve cost and how long they hold, from the table."""
    course = price_course(values)
    lines = [f"To remember for {course.target_words} takes {course.asked}."]
    for name, part in by_series(table):
        for row in in_rows(rows_where(part, np.asarray([0, -1]))):
            height, spent = (float(row[f"{key}_{course.unit}"]) for key in ("barrier_height", "dissipation"))
            which = name if name == CONSTANT else f"{name}, α = {row['alpha']:.3g}"
            held = f"at {course.energy(height)}, holds for {duration(float(row['retention_time_s']))}"
            lines.append(f"{which}: {course.energy(spent)} spent, {held if height > 0 else 'no barrier'}.")
    return " ".join(lines)


MEMORY_PRICE: Final = Figure(
    name="memory-price",
    title="What a memory costs and how long it holds",
    equation=EQUATION,
    source=f"Section III and Eqs. 1 and 7 of {PAPER}; the constant barrier by Eq. 3",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
