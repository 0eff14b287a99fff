"""The consolidation-wall: how high the barrier may be while it learns, and how high it must be to remember."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import COURSE_KEYS, DASHES, Course, level
from dashboard.figures.course_words import retention_caption
from dashboard.figures.holding import decade_held, holding_axis
from dashboard.figures.labels import End, Note, beside, labelled
from dashboard.figures.landscape import series_parts
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array, Run
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, duration

__all__ = ["RETENTION"]

EQUATION: Final = (
    r"E^0_n \leq kT\left[-(1+\alpha)\ln\varepsilon_n + \ln\tanh\frac{\varepsilon_n}{2}\right],\quad "
    r"E^0 \geq kT\ln(\tau R_\mathrm{max})"
)
_KEYS: Final = (*COURSE_KEYS, "n_axis", "time_axis")
_FLOORS: Final = {"next_update": "to hold until the next update", "whole_run": "to hold the run so far"}
_LONGEST: Final = 700.0  # kT: no attempt rate from 1 /s up would let a lower barrier hold for longer than a double
_ROOM: Final = 0.035  # of the axis of time, beyond the last step: for the freeze


def columns(values: Values) -> Columns:
    """Tabulate for each run the ceiling, and what it takes to remember until the next update and the run so far."""
    course = Course(values)
    runs = course.runs + course.pinned
    unit = course.unit

    paths = [run.retention(course.values["retention"], course.failure_probability) for run in runs]

    def column(name: str) -> Array:
        return np.concatenate([path[name] for path in paths] or [np.empty(0)])

    return {
        "series": np.repeat(np.asarray([run.label for run in runs], dtype=object), [run.n.size for run in runs]),
        "alpha": np.repeat([run.alpha for run in runs], [run.n.size for run in runs]),
        "n": column("n"),
        "time_s": column("time_s"),
        **{f"{name}_{unit}": column(name) for name in ("ceiling", *_FLOORS, "target", "gap")},
        "retention_time_s": column("retention_time_s"),
    }


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the ceiling of each run, the floors of the first, the level asked for, and the gap between."""
    course = Course(values)
    parts = series_parts(table) if table["n"].size else []
    rows = [course.drawn({name: column[part] for name, column in table.items()}) for part in parts]
    runs = list(zip(course.runs + course.pinned, rows, strict=True))
    data: list[dict[str, Any]] = []
    layout = _layout(course)
    lines = {"target": _target_line(course)}
    if course.runs:
        first, row = runs[0]
        lines |= {floor: _floor(course, first, row, floor) for floor in _FLOORS}
        data = [_gap(course, row), *(lines[floor] for floor in _FLOORS)]
    ceilings = [(run, row, _ceiling(course, run, row)) for run, row in runs]
    data += [ceiling for *_, ceiling in reversed(ceilings)]
    data.append(lines["target"])
    freeze = _freeze(course, rows[0]) if course.runs else None
    if freeze:
        data.append(freeze)
        layout["meta"] = {"play": _play(course, data)}
    layout.setdefault("meta", {})["caption"] = retention_caption(course)
    ends = _ends(course, lines, ceilings)
    return labelled({"data": data, "layout": layout}, ends=ends, notes=_notes(course, freeze, layout))


def _x(course: Course, row: Columns) -> Array:
    return course.shown_time(row["time_s"]) if course.seconds else row["n"]


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.nan)


def _line(course: Course, row: Columns, column: str, name: str, **line: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": _x(course, row),
        "y": _finite(row[column]),
        "customdata": row["n"],
        "line": line | {"simplify": False},
        "hovertemplate": f"<b>{name}</b><br>n = %{{customdata:.12~g}}<br>E⁰ = %{{y:.6~g}} {course.unit}<extra></extra>",
    }


def _ceiling(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    name = f"pin {run.pin}: α = {run.alpha:.3g}, {run.name}" if run.pin else f"while it learns, {run.name}"
    color, width = (f"@pin-{run.pin}", 2.5) if run.pin else ("@line-1", 4.0)
    return _line(course, row, f"ceiling_{course.unit}", name, color=color, width=width, dash=DASHES[run.place - 1])


def _floor(course: Course, run: Run, row: Columns, floor: str) -> dict[str, Any]:
    dashes = {"next_update": "dot", "whole_run": "dash"}
    drawn = _line(course, row, f"{floor}_{course.unit}", _FLOORS[floor], color="@line-0", width=2, dash=dashes[floor])
    return drawn | {"showlegend": False}


def _gap(course: Course, row: Columns) -> dict[str, Any]:
    """Shade what is missing between the ceiling and the level asked for."""
    x = _x(course, row)
    shown = np.isfinite(x) & np.isfinite(row[f"ceiling_{course.unit}"])
    ceiling = np.minimum(row[f"ceiling_{course.unit}"][shown], course.target)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "the consolidation-wall",
        "x": np.concatenate([x[shown], x[shown][::-1]]),
        "y": np.concatenate([ceiling, np.full(ceiling.size, course.target)]),
        "fill": "toself",
        "fillcolor": "@gap",
        "line": {"width": 0, "simplify": False},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _target_line(course: Course) -> dict[str, Any]:
    """Draw the level asked for on the axis of times, which is the axis of barriers read in another way."""
    low, high = course.span
    return {
        "type": "scatter",
        "mode": "lines",
        "name": course.target_words,
        "x": np.asarray([low, high]),
        "y": np.full(2, 10.0 ** decade_held(course, course.target)),
        "yaxis": "y2",
        "line": {"color": "@reference", "width": 2.5, "dash": "longdash"},
        "showlegend": False,
        "hovertemplate": f"<b>{course.target_words}</b>: {course.asked}<extra></extra>",
    }


def _freeze(course: Course, row: Columns) -> dict[str, Any]:
    """Draw the final freeze: up from where learning ends to the level asked for."""
    last = float(_finite(row[f"ceiling_{course.unit}"])[-1])
    end = _x(course, row)[-1]
    missing = np.isfinite(last) and last < course.target
    cost = float(limcore.freeze_energy(last, course.target)) if missing else 0.0
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"freeze: + {course.energy(cost)}",
        "showlegend": False,
        "x": np.asarray([end, end]),
        "y": np.asarray([max(last, 0.0), course.target]) if missing else np.full(2, np.nan),
        "line": {"color": "@reference", "width": 3},
        "marker": {"symbol": ["circle", "triangle-up"], "size": 13, "color": "@reference"},
        "cliponaxis": False,
        "hovertemplate": "<b>freeze</b><br>E⁰ = %{y:.6~g}<extra></extra>",
    }


def _play(course: Course, data: list[dict[str, Any]]) -> dict[str, Any]:
    ceiling = len(data) - 3
    floors = {name: 1 + place for place, name in enumerate(_FLOORS)}
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "now",
            "x": data[ceiling]["x"][-1:],
            "y": data[ceiling]["y"][-1:],
            "marker": {"size": 15, "color": "@line-1", "line": {"color": "@ground", "width": 2}},
            "showlegend": False,
            "hoverinfo": "skip",
        }
    )
    readings = [
        {"text": "n", "trace": ceiling, "of": "customdata", "unit": ""},
        {"text": "E⁰", "trace": ceiling, "of": "y", "unit": course.unit},
        {"text": "until the next update", "trace": floors["next_update"], "of": "y", "unit": course.unit},
        {"text": "the run so far", "trace": floors["whole_run"], "of": "y", "unit": course.unit},
    ]
    pace = {"of": "x", "log": not course.linear}
    return {"along": ceiling, "pace": pace, "heads": [{"trace": len(data) - 1, "along": ceiling}], "readings": readings}


def _layout(course: Course) -> dict[str, Any]:
    floor = course.extent[0]
    top = _top(course)
    return {
        "xaxis": _axis(course),
        "yaxis": {"title": {"text": f"barrier height E⁰ ({course.unit})"}, "range": [floor, top]},
        "yaxis2": holding_axis(course, floor, top),
        "shapes": [level(0, "y", color="@muted", width=1.5)],
        "hovermode": "closest",
        "uirevision": f"retention {course.unit} {course.linear} {course.seconds}",
    }


def _axis(course: Course) -> dict[str, Any]:
    axis = course.axis()
    low, high = axis["range"]
    return axis | {"range": [low, high + _ROOM * (high - low)]}


def _ends(
    course: Course, lines: dict[str, dict[str, Any]], runs: list[tuple[Run, Columns, dict[str, Any]]]
) -> list[End]:
    """Say where each ceiling has come, and name the floors and the level asked for."""
    several = len(course.runs) > 1
    ends = []
    for run, row, line in runs:
        height = float(row[f"ceiling_{course.unit}"][-1])
        before = f"{run.pin}: " if run.pin else f"{run.name}: " if several else ""
        if np.isfinite(height):
            ends.append(
                End(line, f"{before}{course.energy(height)}, holds for {duration(float(row['retention_time_s'][-1]))}")
            )
    wanted = End(
        lines["target"],
        f"to remember for {course.target_words}: {course.asked}",
        brief=f"{course.target_words}: {course.asked}",
    )
    floors = [End(lines[floor], name) for floor, name in _FLOORS.items() if floor in lines]
    return [*ends[:1], wanted, *floors, *ends[1:]]


def _notes(course: Course, freeze: dict[str, Any] | None, layout: dict[str, Any]) -> list[Note]:
    """Say what the final freeze costs, beside its arrow."""
    if freeze is None or not np.isfinite(freeze["y"]).all():
        return []
    low, high = map(float, freeze["y"])
    middle, *others = (low + part * (high - low) for part in (0.5, 0.7, 0.3, 0.85, 0.15))
    place, sides = (float(freeze["x"][0]), middle), ("left", "top left", "bottom left")
    return [beside(layout, freeze["name"], *place, "@reference", others=others, sides=sides, near=True, optional=True)]


def _top(course: Course) -> float:
    return max(1.12 * course.target, 8.0 * course.kT)


def describe(table: Columns, values: Values) -> str:
    """Describe ceiling, floors and gap in words, from the table."""
    course = Course(values)
    unit = course.unit
    lines = [f"To remember for {course.target_words} takes {course.asked}."]
    for name, part in by_series(table):
        last = {key: column[-1] for key, column in part.items()}
        next_update, whole_run = (_takes(course, float(last[f"{floor}_{unit}"])) for floor in _FLOORS)
        gap = float(last[f"gap_{unit}"])
        lines.append(
            f"{name}, at step {count(last['n'])}: the barrier while learning is "
            f"{course.energy(float(last[f'ceiling_{unit}']))}; to hold until the next update takes {next_update}, "
            f"the run so far {whole_run}; {f'{course.energy(gap)} are' if gap > 0 else 'nothing is'} missing."
        )
    return " ".join(lines)


def _takes(course: Course, height: float) -> str:
    """Write a barrier that is asked for; that for a time too long for a double is at least that for the longest."""
    if np.isnan(height):
        return f"more than {course.energy(_LONGEST * course.kT)}"
    return course.energy(height) if height > 0 else "no barrier"


RETENTION: Final = Figure(
    name="retention",
    title="The barrier that learning allows and the barrier that memory asks for",
    equation=EQUATION,
    source=f"Eqs. 1 and 7 of {PAPER}",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
