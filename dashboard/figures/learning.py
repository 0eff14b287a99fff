"""Fig. 3(b) of the paper: update rate and barrier height along learning, on two axes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import COURSE_KEYS, DASHES, Course, level
from dashboard.figures.course_words import asymptote_formula, learning_caption
from dashboard.figures.labels import End, Note, along, beside, labelled
from dashboard.figures.landscape import series_parts
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array, Run
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import BEYOND, count, power

__all__ = ["LEARNING", "course_columns", "course_more"]

EQUATION: Final = (
    r"R_n = R_\mathrm{max}\,\varepsilon_n^{1+\alpha},\quad "
    r"E^0_n = kT\left[-(1+\alpha)\ln\varepsilon_n + \ln\tanh\frac{\varepsilon_n g^2}{2}\right]"
)
_KEYS: Final = (*COURSE_KEYS, "n_axis", "time_axis", "alpha_family", "rate_trace")
_ROUNDING: Final = 1e-12  # kT
_BAND: Final = 0.08  # of the axis: a band thinner than this has no room for a label


def columns(values: Values) -> Columns:
    """Tabulate the runs, those of the pins, and the family over α."""
    course = Course(values)
    return course_columns(course, course.runs + course.pinned + course.family)


def course_columns(course: Course, runs: list[Run]) -> Columns:
    """Tabulate what is drawn of some runs, one below the other."""
    unit = course.unit
    labels = [f"{run.label}, α = {run.alpha:g}" if run in course.family else run.label for run in runs]

    def column(attribute: str) -> Array:
        return np.concatenate([getattr(run, attribute) for run in runs] or [np.empty(0)])

    heights = column("barrier_height")
    timed = {"time_s": column("time_s")} if course.seconds else {}
    return {
        "series": np.repeat(np.asarray(labels, dtype=object), [run.n.size for run in runs]),
        "alpha": np.repeat([run.alpha for run in runs], [run.n.size for run in runs]),
        "n": column("n"),
        **timed,
        "learning_rate": column("learning_rate"),
        "asked_update_rate_over_R_max": column("asked_update_rate"),
        "update_rate_over_R_max": column("update_rate"),
        f"gradient_energy_{unit}": column("gradient_energy"),
        f"barrier_height_{unit}": heights,
        f"asymptote_{unit}": column("asymptote"),
        "feasible": heights >= 0,
    }


def more(table: Columns, values: Values) -> Columns:
    """Add what takes sums over all updates: time and energy."""
    course = Course(values)
    return course_more(course, course.runs + course.pinned + course.family)


def course_more(course: Course, runs: list[Run]) -> Columns:
    """Compute, for some runs one below the other, what takes sums over all updates."""
    shown = ("time_s", "update_rate", "equilibrium_rate", "dissipation", "cumulative_dissipation")
    paths = [run.trajectory(run.n, *shown) for run in runs]

    def column(name: str) -> Array:
        return np.concatenate([path[name] for path in paths] or [np.empty(0)])

    return {
        "time_s": column("time_s"),
        "update_rate_per_s": column("update_rate"),
        "equilibrium_rate_per_s": column("equilibrium_rate"),
        "retention_time_s": np.concatenate([run.retention_time_s for run in runs] or [np.empty(0)]),
        f"dissipation_{course.unit}": column("dissipation"),
        f"cumulative_dissipation_{course.unit}": column("cumulative_dissipation"),
    }


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw rates and barriers of all runs, what frames them, and the points that play along them."""
    course = Course(values)
    parts = series_parts(table) if table["n"].size else []
    rows = [course.drawn({name: column[part] for name, column in table.items()}) for part in parts]
    count_of = len(course.runs), len(course.pinned)
    current = list(zip(course.runs, rows, strict=False))
    pinned = list(zip(course.pinned, rows[count_of[0] :], strict=False))
    family = list(zip(course.family, rows[sum(count_of) :], strict=True))
    data = [_family_line(course, run, row) for run, row in family]
    named = [(run, row, _rate(course, run, row), _barrier(course, run, row)) for run, row in current + pinned]
    for _, _, rate, barrier in named[len(current) :]:
        data += [barrier, rate]
    for run, row, rate, barrier in reversed(named[: len(current)]):  # the first schedule on top
        if values["rate_trace"] == "on":
            data.append(_learning_rate(course, run, row))
        data.append(_asked_rate(course, run, row))
        data += [rate, barrier]
    layout = _layout(course)
    ends = _ends(course, named, layout)
    ends += [End(line, line["name"]) for line in data if line["line"]["color"] == "@muted"]  # learning rates, family
    milestones = None
    if current:
        asymptote, milestones = _asymptote(course, *current[0]), _milestones(course, current[0][0])
        data += [asymptote, milestones]
        ends.append(End(asymptote, f"⋯ {asymptote_formula(current[0][0])}", color="@muted"))
        layout["meta"] = {"play": _play(course, data)}
    layout.setdefault("meta", {})["caption"] = learning_caption(course)
    return labelled({"data": data, "layout": layout}, ends=ends, notes=_notes(course, milestones, layout))


def _x(course: Course, row: Columns) -> Array:
    return course.shown_time(row["time_s"]) if course.seconds else row["n"]


def _hover(course: Course, name: str, quantity: str, unit: str) -> str:
    time = "<br>t = %{x:.6~g} s" if course.seconds else ""
    return f"<b>{name}</b><br>n = %{{customdata:.12~g}}{time}<br>{quantity} = %{{y:.6~g}} {unit}<extra></extra>"


def _trace(course: Course, run: Run, row: Columns, column: str, *, said: tuple[str, str]) -> dict[str, Any]:
    name = f"pin {run.pin}: α = {run.alpha:.3g}, {run.name}" if run.pin else run.name
    y = row[column]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": _x(course, row),
        "y": np.where(np.isfinite(y), y, np.nan),
        "customdata": row["n"],
        "hovertemplate": _hover(course, name, *said),
    }


def _barrier(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    color, width = (f"@pin-{run.pin}", 2.5) if run.pin else ("@line-1", 4.0)
    line = {"color": color, "width": width, "dash": DASHES[run.place - 1], "simplify": False}
    column = f"barrier_height_{course.unit}"
    return _trace(course, run, row, column, said=("E⁰", course.unit)) | {"yaxis": "y2", "line": line}


def _rate(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    color, width = (f"@pin-{run.pin}", 1.5) if run.pin else ("@line-0", 3.0)
    line = {"color": color, "width": width, "dash": DASHES[run.place - 1], "simplify": False}
    drawn = _trace(course, run, row, "update_rate_over_R_max", said=("R/R<sub>max</sub>", ""))
    return drawn | {"line": line, "showlegend": False}


def _asked_rate(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    """Draw the rate that the law asks for, as far as it is out of reach."""
    asked = row["asked_update_rate_over_R_max"]
    apart = asked > row["update_rate_over_R_max"] * (1 + _ROUNDING)
    apart[1:] |= apart[:-1].copy()  # up to where the two meet
    part = row | {"asked": np.where(apart, asked, np.nan)}
    drawn = _trace(course, run, part, "asked", said=("asked R/R<sub>max</sub>", ""))
    line = {"color": "@line-0", "width": 1.5, "dash": "dot", "simplify": False}
    return drawn | {"name": f"asked by the law, {run.name}", "line": line, "showlegend": False}


def _learning_rate(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    line = {"color": "@muted", "width": 2, "dash": DASHES[run.place - 1], "simplify": False}
    drawn = _trace(course, run, row, "learning_rate", said=("ε", ""))
    name = "learning rate ε" if len(course.runs) == 1 else f"learning rate of {run.name}"
    return drawn | {"name": name, "line": line}


def _family_line(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    drawn = _trace(course, run, row, f"barrier_height_{course.unit}", said=("E⁰", course.unit))
    name = f"α = {run.alpha:g}"
    line = {"color": "@muted", "width": 1.2, "simplify": False}
    hover = _hover(course, name, "E⁰", course.unit)
    return drawn | {"name": name, "yaxis": "y2", "line": line, "showlegend": False, "hovertemplate": hover}


def _asymptote(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    drawn = _trace(course, run, row, f"asymptote_{course.unit}", said=("asymptote", course.unit))
    line = {"color": "@text", "width": 1.5, "dash": "dot", "simplify": False}
    return drawn | {"name": "asymptote", "yaxis": "y2", "line": line, "showlegend": False}


def _milestones(course: Course, run: Run) -> dict[str, Any]:
    """Mark where the barrier becomes positive, and where it is high enough for the retention asked for."""
    shown = [*_marks(run, *run.met(), height=0.0, name="E⁰ ≥ 0")]
    shown += _marks(run, *run.reach(course.target), height=course.target, name=course.target_words)
    places = [max(run.time_until(n), course.span[0]) if course.seconds else n for n, *_ in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "milestones",
        "yaxis": "y2",
        "x": np.asarray(places, dtype=float),
        "y": np.asarray([height for _, height, _ in shown], dtype=float),
        "marker": {"symbol": "circle", "size": 11, "color": "@ground", "line": {"color": "@line-1", "width": 2.5}},
        "text": [text for *_, text in shown],
        "hovertemplate": "<b>%{text}</b><extra></extra>",
        "showlegend": False,
    }


def _marks(
    run: Run, first: float, lost: float, again: float, *, height: float, name: str
) -> list[tuple[float, float, str]]:
    """List where a height is reached, and where it is reached again, with what to write there."""
    # A barrier that is high enough at the highest learning rate is so from the first step on.
    if height <= run.lowest_barrier + _ROUNDING * run.kT:
        return []
    until = f" to {count(lost - 1.0)}" if lost <= run.n[-1] else ""
    marks = [
        (first, height, f"{name} from n = {count(first)}{until}"),
        (again, height, f"{name} again from n = {count(again)}"),
    ]
    return [mark for mark in marks if mark[0] <= run.n[-1]]


def _play(course: Course, data: list[dict[str, Any]]) -> dict[str, Any]:
    """Add the points that play along the first run, whose lines stand before asymptote and milestones, and say how."""
    rate, barrier = len(data) - 4, len(data) - 3
    for line, color in ((rate, "@line-0"), (barrier, "@line-1")):
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "now",
                "yaxis": data[line].get("yaxis", "y"),
                "x": data[line]["x"][-1:],
                "y": data[line]["y"][-1:],
                "marker": {"size": 15, "color": color, "line": {"color": "@ground", "width": 2}},
                "showlegend": False,
                "hoverinfo": "skip",
            }
        )
    readings = [
        {"text": "n", "trace": barrier, "of": "customdata", "unit": ""},
        {"text": "R/R_max", "trace": rate, "of": "y", "unit": ""},
        {"text": "E⁰", "trace": barrier, "of": "y", "unit": course.unit},
    ]
    if course.seconds:
        readings.insert(1, {"text": "t", "trace": barrier, "of": "x", "unit": "s"})
    heads = [{"trace": len(data) - 2, "along": rate}, {"trace": len(data) - 1, "along": barrier}]
    pace = {"of": "x", "log": not course.linear}
    return {"along": barrier, "pace": pace, "heads": heads, "readings": readings}


def _layout(course: Course) -> dict[str, Any]:
    low, high = course.decades
    floor, top = course.extent
    return {
        "xaxis": course.axis(),
        "yaxis": {
            "title": {"text": "update rate R<sub>n</sub>/R<sub>max</sub>", "font": {"color": "@line-0"}},
            "type": "log",
            "range": [low, high],
            "dtick": max(1, round((high - low) / 7)),
            "tickfont": {"color": "@line-0"},
        },
        "yaxis2": {
            "title": {"text": f"barrier height E⁰ ({course.unit})", "font": {"color": "@line-1"}},
            "overlaying": "y",
            "side": "right",
            "range": [floor, top],
            "showgrid": False,
            "tickmode": "auto",
            "tickfont": {"color": "@line-1"},
        },
        "shapes": [
            {
                "type": "rect",
                "layer": "below",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "yref": "y2",
                "y0": floor * 100,
                "y1": 0,
                "fillcolor": "@infeasible",
                "line": {"width": 0},
            },
            level(0, "y2", color="@muted", width=1.5),
            level(course.target, "y2", color="@reference", width=2, dash="longdash"),
        ],
        "hovermode": "closest",
        "uirevision": f"learning {course.unit} {course.linear} {course.seconds}",
    }


def _ends(
    course: Course, lines: list[tuple[Run, Columns, dict[str, Any], dict[str, Any]]], layout: dict[str, Any]
) -> list[End]:
    """Name the lines of runs, each by where it has come, and what frames them; what matters most first."""
    several = len(course.runs) > 1
    ends: list[End] = []
    for run, row, rate, barrier in lines:
        before = f"{run.pin}: " if run.pin else f"{run.name}: " if several else ""
        height, last = float(row[f"barrier_height_{course.unit}"][-1]), float(row["update_rate_over_R_max"][-1])
        if np.isfinite(height):
            ends.append(End(barrier, f"{before}E⁰ = {course.energy(height)}"))
        if not run.pin and last > BEYOND:
            ends.append(End(rate, f"{before}R/R<sub>max</sub> = {power(last, 2)}"))
    level_of_target = layout["shapes"][-1]
    asked = f"{course.target_words} at R<sub>max</sub> = {power(course.values['R_max'])} /s: {course.asked}"
    text = asked if course.target < course.extent[1] else f"▲ {asked}"
    ends.insert(min(len(ends), 2), End(level_of_target, text, brief=f"{course.target_words}: {course.asked}"))
    return ends


def _notes(course: Course, marks: dict[str, Any] | None, layout: dict[str, Any]) -> list[Note]:
    """Say when the milestones are reached, and what the band below zero is."""
    floor, top = course.extent
    notes = []
    if marks:
        for x, y, text in zip(marks["x"], marks["y"], marks["text"], strict=True):
            sides = ("bottom right", "bottom left") if y == 0 else ("top left", "top right")
            notes.append(beside(layout, text, float(x), float(y), "@line-1", axis="y2", sides=sides, optional=True))
    if -floor > _BAND * (top - floor):
        notes.append(along(layout, "E⁰ < 0: too weak a drive for the rate", floor, "@muted", axis="y2", optional=True))
    return notes


def describe(table: Columns, values: Values) -> str:
    """Describe rates and barriers in words, from the table."""
    course = Course(values)
    unit = course.unit
    lines = ["Update rate and barrier height against the number of updates."]
    for name, part in by_series(table):
        heights, rates = part[f"barrier_height_{unit}"], part["update_rate_over_R_max"]
        said = [
            f"barrier {course.energy(float(heights[k]))} and update rate {_rate_words(float(rates[k]), heights[k])}"
            for k in (0, -1)
        ]
        lines.append(f"{name}: {said[0]} at the first step, {said[1]} at step {count(part['n'][-1])}.")
    lines.append(f"{course.target_words} of retention: {course.asked}.")
    return " ".join(lines)


def _rate_words(rate: float, height: float) -> str:
    if rate > BEYOND:
        text = power(rate, 2)
        return "R_max" if text == "1" else f"{text} R_max"
    return "zero" if np.isinf(height) else f"below {power(BEYOND)} R_max"


LEARNING: Final = Figure(
    name="learning",
    title="Update rate and barrier height along learning",
    equation=EQUATION,
    source=f"Eq. 7 and Fig. 3(b) of {PAPER}",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
    more=more,
)
