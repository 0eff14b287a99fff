"""Fig. 3(b) of the paper: update rate and barrier height along learning, on two axes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import COURSE_KEYS, DASHES, Course, label, level
from dashboard.figures.course_words import asymptote_formula, learning_caption
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
_APART: Final = 0.045  # of the axis: labels nearer than this would overlap
_ROUNDING: Final = 1e-12  # kT
_NEAR: Final = 0.85  # of the axis: a label that ends beyond reaches those at the right end
_NEAR_START: Final = 0.3  # of the axis: a label that ends before begins outside
_MIDDLE: Final = 0.6  # of the axis
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
    for run, row in pinned:
        data += [_barrier(course, run, row), _rate(course, run, row)]
    for run, row in reversed(current):  # the first schedule on top
        if values["rate_trace"] == "on":
            data.append(_learning_rate(course, run, row))
        data.append(_asked_rate(course, run, row))
        data += [_rate(course, run, row), _barrier(course, run, row)]
    layout = _layout(course, bool(course.pinned) or len(current) > 1 or values["rate_trace"] == "on")
    if current:
        data += [_asymptote(course, *current[0]), _milestones(course, current[0][0])]
        layout["meta"] = {"play": _play(course, data)}
    layout["annotations"] = [*_end_labels(course, current, pinned, family), *_level_labels(course)]
    layout.setdefault("meta", {})["caption"] = learning_caption(course)
    return {"data": data, "layout": layout}


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
        "mode": "markers+text",
        "name": "milestones",
        "yaxis": "y2",
        "x": np.asarray(places, dtype=float),
        "y": np.asarray([height for _, height, _ in shown], dtype=float),
        "marker": {"symbol": "circle", "size": 11, "color": "@ground", "line": {"color": "@line-1", "width": 2.5}},
        "text": [text for *_, text in shown],
        "textposition": [_beside(course, place, height) for place, (_, height, _) in zip(places, shown, strict=True)],
        "textfont": {"size": 14, "color": "@line-1"},
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


def _beside(course: Course, place: float, height: float) -> str:
    """Where there is room for a label: at E⁰ = 0 in the band below it, if that is not too thin; and inwards."""
    floor, top = course.extent
    along = course.along(place)
    if height > 0:
        return f"top {'left' if along > _NEAR_START else 'right'}"
    return f"{'bottom' if -floor > _BAND * (top - floor) else 'top'} {'right' if along < _MIDDLE else 'left'}"


def _taken_by_milestones(course: Course) -> list[float]:
    """Give the heights, from 0 to 1, at which the label of a milestone is near the right end."""
    if not course.runs:
        return []
    milestones = _milestones(course, course.runs[0])
    floor, top = course.extent
    places = zip(milestones["x"], milestones["y"], milestones["textposition"], strict=True)
    above = {"top": _APART, "bottom": -_APART}
    return [
        (height - floor) / (top - floor) + above[side.split()[0]]
        for x, height, side in places
        if course.along(x) > _NEAR
    ]


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


def _layout(course: Course, legend: bool) -> dict[str, Any]:
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
        "margin": {"r": 70},
        "hovermode": "closest",
        "legend": {"x": 0.01, "y": 0.5, "xanchor": "left", "yanchor": "middle"},
        "showlegend": legend,
        "uirevision": f"learning {course.unit} {course.linear} {course.seconds}",
    }


def _end_labels(
    course: Course,
    current: list[tuple[Run, Columns]],
    pinned: list[tuple[Run, Columns]],
    family: list[tuple[Run, Columns]],
) -> list[dict[str, Any]]:
    """Say at the right end where each curve has come, leaving out labels that would overlap."""
    floor, top = course.extent
    low, high = course.decades
    unit = course.unit
    labels: list[dict[str, Any]] = []
    taken = _taken_by_milestones(course)

    def add(text: str, row: Columns, place: float, position: float, color: str) -> None:
        axis = "y" if color == "@line-0" else "y2"
        ends = np.flatnonzero(np.isfinite(_x(course, row)))
        if ends.size and 0 <= position <= 0.97 and all(abs(position - one) > _APART for one in taken):
            taken.append(position)
            # On the side of the curve that is free: above one that rises, below one that falls.
            side = {"yanchor": "bottom", "yshift": 4} if axis == "y2" else {"yanchor": "top", "yshift": -8}
            where = course.at(float(_x(course, row)[ends[-1]]))
            labels.append(label(text, y=place, yref=axis, font={"color": color, "size": 14}, **side, **where))

    def add_barrier(run: Run, row: Columns, text: str, color: str) -> None:
        height = float(row[f"barrier_height_{unit}"][-1])
        if np.isfinite(height):
            add(text, row, height, (height - floor) / (top - floor), color)

    for run, row in current:
        add_barrier(run, row, f"E⁰ = {course.energy(float(row[f'barrier_height_{unit}'][-1]))}", "@line-1")
        rate = float(row["update_rate_over_R_max"][-1])
        if rate > 0:
            place = float(np.log10(rate))
            position = (place - low) / (high - low) - _APART  # its label stands below
            add(f"R/R<sub>max</sub> = {power(rate, 2)}", row, place, position, "@line-0")
    for run, row in pinned:
        height = course.energy(float(row[f"barrier_height_{unit}"][-1]))
        add_barrier(run, row, f"{run.pin}: E⁰ = {height}", f"@pin-{run.pin}")
    for run, row in family:
        add_barrier(run, row, f"α = {run.alpha:g}", "@muted")
    return labels


def _level_labels(course: Course) -> list[dict[str, Any]]:
    floor, top = course.extent
    text = f"{course.target_words} at R<sub>max</sub> = {power(course.values['R_max'])} /s: {course.asked}"
    color = {"color": "@reference", "size": 14}
    left = {"x": 0.01, "xanchor": "left", "yref": "y2"}
    if course.target < top:
        wanted = label(text, y=course.target, yanchor="bottom", font=color, **left)
    else:
        wanted = label(f"▲ {text}", y=top, yanchor="top", font=color, x=0.5, xanchor="center", yref="y2")
    weak = label(
        "E⁰ < 0: too weak a drive for the rate",
        y=floor,
        yref="y2",
        yanchor="bottom",
        x=0.01,
        xanchor="left",
        bgcolor="@clear",
        font={"color": "@muted", "size": 13},
    )
    band = [weak] if -floor > _BAND * (top - floor) else []
    return [wanted, *band, *_asymptote_label(course)]


def _asymptote_label(course: Course) -> list[dict[str, Any]]:
    """Write the formula of the asymptote under it, if there is room."""
    if not course.runs or course.seconds or course.linear:
        return []
    run = course.runs[0]
    middle = int(np.searchsorted(run.n, run.n[-1] ** 0.62))
    floor, top = course.extent
    if not floor + _BAND * (top - floor) < run.asymptote[middle] < top:
        return []
    return [
        label(
            f"⋯ {asymptote_formula(run)}",
            x=float(np.log10(run.n[middle])),
            xref="x",
            xanchor="left",
            y=float(run.asymptote[middle]),
            yref="y2",
            yanchor="top",
            yshift=-6,
            bgcolor="@clear",
            font={"color": "@muted", "size": 14},
        )
    ]


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
