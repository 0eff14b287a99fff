"""What learning at each α costs and buys, and what constant barriers do: the table of the figure, and its ends."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns
from dashboard.figures.course import Course
from dashboard.figures.runs import Array, Run
from dashboard.parameters import RUN_KEYS, Values

__all__ = [
    "ALPHAS",
    "CONSTANT",
    "columns",
    "constant_heights",
    "end_of_run",
    "highest_shown",
    "over_constant_barrier",
    "price_course",
]

ALPHAS: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Those that the curve of a run goes through, beside the chosen one: the ends of the slider, and the tenths."""
CONSTANT: Final = "constant barrier"
_OF_A_RUN: Final = (*(key for key in RUN_KEYS if key != "alpha"), "unit")
_ENDS: Final = ("barrier_height", "cumulative_dissipation", "time_s")
_HEIGHTS: Final = 8  # of the constant barrier


def price_course(values: Values) -> Course:
    """Give the course of learning at its last step; barriers are those of the mean rate, on which retention depends."""
    return Course(values | {"convention": "mean_rate"}, points=2)


def columns(values: Values) -> Columns:
    """Tabulate for each run what it costs and buys at each α, and the same for constant barriers."""
    course = price_course(values)
    tables = [_learning(course, run) for run in course.runs + course.pinned]
    if course.runs:
        tables.append(_constant(course, course.runs[0]))
    if not tables:
        return {name: np.empty(0) for name in _names(course)}
    return {column: np.concatenate([table[column] for table in tables]) for column in tables[0]}


def _names(course: Course) -> list[str]:
    unit = course.unit
    return ["series", "alpha", f"barrier_height_{unit}", f"dissipation_{unit}", "time_s", "retention_time_s"]


def _learning(course: Course, run: Run) -> Columns:
    alphas, ends = np.asarray(ALPHAS), _ends(_key(run), run.place, ALPHAS)
    if run.alpha not in ALPHAS:
        at, own = np.searchsorted(alphas, run.alpha), _ends(_key(run), run.place, (run.alpha,))
        alphas, ends = np.insert(alphas, at, run.alpha), np.insert(ends, at, own[:, 0], axis=1)
    return _table(course, run, run.label, alphas, *ends)


def constant_heights(course: Course) -> Array:
    """List the heights of the constant barrier in kT: evenly up to the top of the picture, and the chosen one."""
    evenly = np.linspace(0.0, np.ceil(highest_shown(course) / course.kT), _HEIGHTS + 1)
    return np.unique([*evenly, course.values["low_barrier"]])


def _constant(course: Course, run: Run) -> Columns:
    heights = constant_heights(course) * course.kT
    spent, seconds = _levels(_key(run), run.place, tuple(map(float, heights)))
    return _table(course, run, CONSTANT, np.full(heights.size, np.nan), heights, spent, seconds)


def _table(course: Course, run: Run, series: str, *columns: Array) -> Columns:
    held = limcore.retention_time(np.maximum(columns[1], 0.0), rate_max=run.values["R_max"], kT=run.kT)
    named = np.full(columns[0].size, series, dtype=object)
    return dict(zip(_names(course), (named, *columns, np.asarray(held)), strict=True))


def highest_shown(course: Course) -> float:
    """Give the top of the axis of barriers."""
    return max(1.12 * course.target, 8.0 * course.kT)


def end_of_run(run: Run) -> tuple[float, float, float]:
    """Compute the last barrier of a run, what it has dissipated, and the time that it took."""
    alphas = ALPHAS if run.alpha in ALPHAS else (run.alpha,)
    height, spent, seconds = _ends(_key(run), run.place, alphas)[:, alphas.index(run.alpha)]
    return float(height), float(spent), float(seconds)


@lru_cache(maxsize=1024)  # as a thumb moves α, all but the chosen one are the same
def _ends(key: tuple[Any, ...], place: int, alphas: tuple[float, ...]) -> Array:
    """Compute the same for each α: three rows, with what depends on none of them summed once."""
    run = _last_of(key, place)
    last = run.trajectory(run.n, *_ENDS, alpha=alphas)
    return np.array([last[name] for name in _ENDS])


def over_constant_barrier(run: Run, height: float) -> tuple[float, float]:
    """Compute what the updates of a run dissipate and take over one barrier that stays."""
    (spent,), (seconds,) = _levels(_key(run), run.place, (height,))
    return float(spent), float(seconds)


def _key(run: Run) -> tuple[Any, ...]:
    return tuple(run.values[name] for name in _OF_A_RUN)


def _last_of(key: tuple[Any, ...], place: int) -> Run:
    """Go to the last update of a run."""
    values = dict(zip(_OF_A_RUN, key, strict=True)) | {"convention": "mean_rate", "alpha": ALPHAS[0]}
    return Run(values, place, n=np.asarray([values["steps"]]))


@lru_cache(maxsize=256)
def _levels(key: tuple[Any, ...], place: int, heights: tuple[float, ...]) -> tuple[Array, Array]:
    """Compute what the updates of a run dissipate and take over barriers that stay."""
    run = _last_of(key, place)
    ends = run.constant_barrier(heights, run.n, "cumulative_dissipation", "time_s")
    return ends["cumulative_dissipation"], ends["time_s"]
