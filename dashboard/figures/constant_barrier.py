"""What learning-in-memory is to be measured by: a barrier that stays low while it learns, and is frozen at the end."""

from __future__ import annotations

import limcore
from dashboard.figures.course import Course
from dashboard.figures.runs import Array, Run
from dashboard.wording import number

__all__ = ["constant_barrier", "constant_name", "final_freeze", "spent_before_freeze", "spent_with_freeze"]


def constant_name(course: Course) -> str:
    """Name the memory of constant low barrier."""
    return f"constant barrier, {number(course.values['low_barrier'], 3)} kT"


def _height(course: Course) -> float:
    return float(course.values["low_barrier"] * course.kT)


def constant_barrier(course: Course, run: Run, points: Array, *columns: str) -> dict[str, Array]:
    """Compute columns of what the updates of a run cost and take over the low barrier, in the unit of the page."""
    return run.constant_barrier(_height(course), points, *columns)


def final_freeze(course: Course) -> float:
    """Compute what it costs to raise the low barrier, once, to what memory asks for."""
    return float(limcore.freeze_energy(_height(course), course.target))


def spent_before_freeze(course: Course, run: Run) -> float:
    """Compute what all updates of a run dissipate over the low barrier in one element."""
    last = constant_barrier(course, run, run.n[-1:], "cumulative_dissipation")
    return float(last["cumulative_dissipation"][-1])


def spent_with_freeze(course: Course, run: Run) -> float:
    """Compute what all updates of a run and the freeze dissipate in one element."""
    return spent_before_freeze(course, run) + final_freeze(course)
