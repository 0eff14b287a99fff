"""What learning gives off by each of three accounts, and the sum against memories that do not follow."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.constant_barrier import constant_barrier, constant_name, final_freeze, spent_before_freeze
from dashboard.figures.course import DASHES, Course
from dashboard.figures.labels import End, labelled
from dashboard.figures.landscape import series_parts
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array, Run
from dashboard.figures.units import HEADROOM
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values
from dashboard.references import PAPER, address
from dashboard.wording import count, less_than, multiple, number, plural, power

__all__ = ["DEVICES", "DISSIPATION", "device_energies"]

EQUATION: Final = r"E_{\mathrm{diss},n} = \max(E^0_n, 0) + \Delta E_n,\quad \Delta E_n = kT\,\varepsilon_n g^2"
DEVICES: Final = {
    "RRAM write, as the paper has it": ("RRAM, 13 fJ a write (the paper)", "@line-3"),
    "Fowler-Nordheim dynamic memory": ("Fowler-Nordheim memory, 5 fJ", "@line-4"),
}
"""Rows of the table of hardware whose writes are shown beside the runs: their names here, and their colours."""
_KEYS: Final = (*RUN_KEYS, *PIN_KEYS, "unit", "convention", "account", "static_barrier", "low_barrier", "retention")
_DEAREST: Final = 1e6  # kT: the axis has room for the writes of devices
_BEYOND: Final = 8.0  # decades beyond them, for the account in which every crossing pays
_STEP_OF_DECADES: Final = 2.0  # sliders move the axis only now and then
_EVERY: Final = "every crossing pays"
_OUT_OF_SIGHT: Final = 1e37  # in any unit: above every axis, and not too large for the numbers of a frame
_ROOM: Final = 1.06
_NO_MEMORY: Final = " The run has no barrier all the way: it holds nothing."
_TINY: Final = 1e-9  # of a decade


def device_energies(course: Course) -> dict[str, tuple[float, str]]:
    """Give for each memory that does not follow the learning what an update costs, in the unit of the page."""
    per_joule = course.kT / _joules(course)
    table = limcore.hardware_columns()
    dearest = dict(zip(table["name"], table["energy_high_J"], strict=True))
    devices = {title: (float(dearest[row]) * per_joule, color) for row, (title, color) in DEVICES.items()}
    barrier: float = course.values["static_barrier"]
    static = {f"static memory, {power(barrier)} kT": (barrier * course.kT, "@line-2")}
    return static | devices | {"Landauer, kT ln 2": (landauer(course), "@text")}


def landauer(course: Course) -> float:
    """Give the Landauer limit of one bit in the unit of the page."""
    return float(limcore.landauer_energy(course.kT))


def _joules(course: Course) -> float:
    return float(limcore.convert_energy(course.values["kT"], "meV", "J"))


def columns(values: Values) -> Columns:
    """Tabulate the parts of each run, for each update or summed; then the memories that do not follow."""
    course = Course(values)
    tables = [_run_columns(course, run) for run in course.runs + course.pinned]
    if course.runs:
        tables.append(_constant_columns(course, course.runs[0]))
    updates = _updates(course)
    tables += [_device_columns(course, name, energy, updates) for name, (energy, _) in device_energies(course).items()]
    return {column: np.concatenate([table[column] for table in tables]) for column in tables[0]}


def _prefix(course: Course) -> str:
    return "" if course.values["account"] == "step" else "cumulative_"


def _paid(course: Course) -> list[str]:
    """Name the columns of limcore that are shown: of each update, or their sums."""
    return [_prefix(course) + part for part in ("barrier", "drive", "dissipation", "every_crossing")]


def _run_columns(course: Course, run: Run) -> Columns:
    return _parts(course, run.label, run.n, run.dissipation(run.n, *_paid(course)), np.zeros(run.n.size))


def _constant_columns(course: Course, run: Run) -> Columns:
    """Tabulate the low barrier over the updates of a run; the sum ends with the freeze."""
    freeze = np.zeros(run.n.size)
    freeze[-1] = final_freeze(course) if _prefix(course) else 0.0
    path = constant_barrier(course, run, run.n, *_paid(course))
    return _parts(course, constant_name(course), run.n, path, freeze)


def _parts(course: Course, series: str, n: Array, path: dict[str, Array], freeze: Array) -> Columns:
    barrier, drive, both, every = (path[name] for name in _paid(course))
    return {
        "series": np.full(freeze.size, series, dtype=object),
        "n": n,
        f"barrier_{course.unit}": barrier,
        f"drive_{course.unit}": drive,
        f"freeze_{course.unit}": freeze,
        f"dissipation_{course.unit}": both + freeze,
        f"every_crossing_{course.unit}": every + freeze,
    }


def _updates(course: Course) -> Array:
    """Count the updates that a memory makes which does not follow the learning: those of the first run."""
    n = _landmarks(course)
    return course.runs[0].updates_made(n) if course.runs else n


def _device_columns(course: Course, series: str, energy: float, updates: Array) -> Columns:
    n = _landmarks(course)
    blank = np.full(n.size, np.nan)
    return {
        "series": np.full(n.size, series, dtype=object),
        "n": n,
        f"barrier_{course.unit}": blank,
        f"drive_{course.unit}": blank,
        f"freeze_{course.unit}": blank,
        f"dissipation_{course.unit}": updates * energy if _prefix(course) else np.full(n.size, energy),
        f"every_crossing_{course.unit}": blank,
    }


def _landmarks(course: Course) -> Array:
    return limcore.logarithmic_steps(course.values["steps"], 2)


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the parts of one update stacked, or the sums on logarithmic axes."""
    course = Course(values)
    parts = series_parts(table)
    rows = [{name: column[part] for name, column in table.items()} for part in parts]
    devices = device_energies(course)
    runs = list(zip(course.runs + course.pinned, rows, strict=False))
    step = values["account"] == "step"
    data: list[dict[str, Any]] = []
    if course.runs:
        data += _stacked(course, runs[0][1]) if step else [_floor(course, runs[0][1])]
        data += [_every(course, runs[0][1]), _constant(course, rows[len(runs)])]
    for (name, (_, color)), row in zip(devices.items(), rows[-len(devices) :], strict=True):
        if not step or name.startswith("Landauer"):
            line = _line(course, row, name, color=color, width=2.5, dash="longdash")
            data.append(line | _source(name, row["n"].size))
    for run, row in reversed(runs):
        data.append(_run_line(course, run, row))
    layout = _step_layout(course) if step else _sum_layout(course)
    layout["meta"] = {"caption": _caption(course, rows)}
    return labelled({"data": data, "layout": layout}, ends=_ends(course, data, step=step))


def _line(course: Course, row: Columns, name: str, column: str = "dissipation", **line: Any) -> dict[str, Any]:
    y = row[f"{column}_{course.unit}"]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": row["n"],
        "y": np.where(np.isfinite(y) & (y > 0), y, np.nan),
        "line": line | {"simplify": False},
        "hovertemplate": f"<b>{name}</b><br>n = %{{x:.6~g}}<br>%{{y:.6~g}} {course.unit}<extra></extra>",
    }


def _source(name: str, points: int) -> dict[str, Any]:
    """Let a click on the line of a device open where its energy is published."""
    rows = [row for row, (title, _) in DEVICES.items() if title == name]
    if not rows:
        return {}
    table = limcore.hardware_columns()
    source, doi, url = (table[key][table["name"] == rows[0]][0] for key in ("source", "doi", "url"))
    said = f"<b>{name}</b><br>{source}<br>%{{y:.6~g}}<br><i>Click to open the source.</i><extra></extra>"
    return {"customdata": [address(doi, url)] * points, "hovertemplate": said}


def _run_line(course: Course, run: Run, row: Columns) -> dict[str, Any]:
    name = f"{run.pin}: α = {run.alpha:.3g}, {run.name}" if run.pin else f"learning-in-memory, {run.name}"
    color, width = (f"@pin-{run.pin}", 2.5) if run.pin else ("@line-1", 4.0)
    return _line(course, row, name, color=color, width=width, dash=DASHES[run.place - 1])


def _floor(course: Course, row: Columns) -> dict[str, Any]:
    return _line(course, row, "drive alone (floor)", "drive", color="@line-0", width=2.5, dash="dot")


def _every(course: Course, row: Columns) -> dict[str, Any]:
    column = f"every_crossing_{course.unit}"
    seen = row | {column: np.minimum(row[column], _OUT_OF_SIGHT)}
    return _line(course, seen, _EVERY, "every_crossing", color="@line-1", width=2.5, dash="dashdot")


def _constant(course: Course, row: Columns) -> dict[str, Any]:
    frozen = float(row[f"freeze_{course.unit}"][-1]) > 0
    name = f"{constant_name(course)}{', then a freeze' if frozen else ''}"
    return _line(course, row, name, color="@line-5", width=3.0, dash="dash")


def _stacked(course: Course, row: Columns) -> list[dict[str, Any]]:
    """Fill the drive of each update from below, and the barrier on top of it."""
    drive = _line(course, row, "drive ΔE", "drive", color="@line-0", width=1) | {
        "fill": "tozeroy",
        "fillcolor": "@fill-0",
    }
    whole = _line(course, row, "barrier E⁰", color="@line-1", width=1) | {"fill": "tonexty", "fillcolor": "@fill-1"}
    return [drive, whole]


def _n_axis(course: Course) -> dict[str, Any]:
    return {
        "title": {"text": "step n"},
        "type": "log",
        "range": [0.0, float(np.log10(course.values["steps"]))],
        "dtick": 1,
    }


def _step_layout(course: Course) -> dict[str, Any]:
    top = max(course.extent[1], 1.5 * course.reference_kT)
    return {
        "xaxis": _n_axis(course),
        "yaxis": {"title": {"text": f"dissipated by each update ({course.unit})"}, "range": [0.0, top]},
        "uirevision": f"step {course.unit}",
    }


def _sum_layout(course: Course) -> dict[str, Any]:
    low, high = (float(end + np.log10(course.reference_kT)) for end in (-1.0, _most_decades(course)))
    return {
        "xaxis": _n_axis(course),
        "yaxis": {
            "title": {"text": f"dissipated so far by one element ({course.unit})"},
            "type": "log",
            "range": [low, low + (high - low) * _ROOM],
            "dtick": max(1, round((high - low) / 8)),
        },
        "uirevision": f"sum {course.unit}",
    }


def _most_decades(course: Course) -> float:
    """Give the most that the axis of sums has room for, in decades of kT; α does not move it."""
    steps, room = float(np.log10(course.values["steps"])), HEADROOM if course.unit != "kT" else 1.0
    writes = steps + float(np.log10(max(course.values["static_barrier"], _DEAREST) * room)) + 1.0
    logs = [run.log_learning_rate[np.isfinite(run.log_learning_rate)] for run in course.runs[:1]]
    slowest = min((float(np.min(log)) for log in logs if log.size), default=0.0) / float(np.log(10.0))
    rarest = _STEP_OF_DECADES * float(np.ceil(-slowest / _STEP_OF_DECADES - _TINY))
    crossings = rarest + float(np.log10(2.0 / course.values["squared_gradient"]))
    highest = float(np.log10(course.extent[1] / course.reference_kT))
    return max(writes, min(steps + crossings + highest, writes + _BEYOND))


def _ends(course: Course, data: list[dict[str, Any]], *, step: bool) -> list[End]:
    """Name each line, and say what it comes to; what the page is about first."""
    ends = []
    for trace in data[::-1]:
        last = trace["y"][-1]
        if np.isfinite(last):
            value = "" if step or last >= _OUT_OF_SIGHT else course.energy(float(last))
            ends.append(End(trace, trace["name"], value, brief=trace["name"]))
    return ends


def _totals(course: Course, rows: list[Columns]) -> tuple[float, float, float]:
    """Give the barriers and the drives of the first run, and what the low barrier comes to before its freeze.

    They are read off where the table has sums.
    """
    if _prefix(course):
        shown = (rows[0], rows[len(course.runs + course.pinned)])
        (barrier, drive), (low, driven) = (
            [float(row[f"{part}_{course.unit}"][-1]) for part in ("barrier", "drive")] for row in shown
        )
        return barrier, drive, low + driven
    first = course.runs[0]
    path = first.dissipation(first.n[-1:], "cumulative_barrier", "cumulative_drive")
    barrier, drive = (float(path[f"cumulative_{part}"][-1]) for part in ("barrier", "drive"))
    return barrier, drive, spent_before_freeze(course, first)


def _caption(course: Course, rows: list[Columns]) -> str:
    if not course.runs:
        return "No schedule is chosen. Lines show memories whose barrier does not follow the learning."
    run = course.runs[0]
    walls, drives, constant = _totals(course, rows)
    total = walls + drives
    barrier: float = course.values["static_barrier"]
    updates = float(run.updates_made(run.n[-1:])[0])
    static = barrier * course.kT * updates
    bits = landauer(course) * updates
    return (
        f"In {_counted(run, updates)} at α = {run.alpha:.3g}, {run.name} dissipates {course.energy(total)} in each "
        f"element by the paper’s account: {less_than(static / total)} a static memory of {power(barrier)} kT, "
        f"and {multiple(total / bits, 'kT ln 2')} for each update. {_instead(course, run, constant)}"
        f"{'' if walls > 0 else _NO_MEMORY}"
    )


def _counted(run: Run, updates: float) -> str:
    """Say how many updates there are, and among how many steps, if that is not all of them."""
    steps = run.n[-1]
    if updates == steps:
        return plural(count(steps), "update")
    made = "1 of them an update" if updates == 1 else f"{count(updates)} of them updates"
    return f"{plural(count(steps), 'step')}, {made},"


def _instead(course: Course, run: Run, spent: float) -> str:
    """Say what a constant low barrier comes to, and what either asks for in the end."""
    low, freeze = number(course.values["low_barrier"], 3), course.energy(final_freeze(course))
    first = course.energy(float(limcore.freeze_energy(run.last_barrier, course.target)))
    return (
        f"A constant barrier of {low} kT comes to {course.energy(spent)}. To hold for {course.target_words}, a final "
        f"freeze adds {first} to the first and {freeze} to the second."
    )


def describe(table: Columns, values: Values) -> str:
    """Say what each curve comes to, from the table."""
    course = Course(values)
    what = "Energy of each update" if values["account"] == "step" else "Energy of all updates so far"
    lines = [f"{what} of one memory element against the number of updates."]
    runs = {run.label for run in course.runs + course.pinned}
    for name, part in by_series(table):
        lines.append(f"{name}: {course.energy(float(part[f'dissipation_{course.unit}'][-1]))}.")
        if name in runs:
            every = float(part[f"every_crossing_{course.unit}"][-1])
            told = course.energy(every) if np.isfinite(every) else "more than a double holds"
            lines.append(f"The same if every crossing paid: {told}.")
    return " ".join(lines)


DISSIPATION: Final = Figure(
    name="dissipation",
    title="What learning dissipates",
    equation=EQUATION,
    source=f"Section III of {PAPER}; the floor and the account of every crossing are those of the two-state model",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
