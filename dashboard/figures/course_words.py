"""What the figures of the learning page say under them: where a run takes the barrier, and whether it remembers."""

from __future__ import annotations

from typing import Final

import numpy as np

import limcore
from dashboard.figures.course import Course
from dashboard.figures.runs import Run, moved
from dashboard.wording import count, duration, number, plural, sentence

__all__ = ["asymptote_formula", "learning_caption", "retention_caption"]

_UNSAID: Final = 0.0005  # kT: a constant so small is left out of a formula


def asymptote_formula(run: Run) -> str:
    """Write the asymptote in units of kT; a barrier-free start leaves a small constant, ln(x/tanh x) at the first x."""
    plain = run.name == "ε = 1/n"
    if run.values["start"] == "paper":
        return f"{'α ln n' if plain else '−α ln ε'} − {'ln 2' if run.squared_gradient == 1 else 'ln(2/g²)'}"
    highest = np.log(run.schedule.maximum_learning_rate)
    constant = float(limcore.asymptotic_barrier(highest, run.alpha, **run.law))
    formula = "α ln n" if plain else "α ln(ε_max/ε)"
    return formula if constant < _UNSAID else f"{formula} + {number(constant, 2)}"


def learning_caption(course: Course) -> str:
    """Say what the curves and the surface answer at these values."""
    if not course.runs:
        return f"No schedule is chosen. To remember for {course.target_words} would take {course.asked}."
    run = course.runs[0]
    if not np.isfinite(run.barrier_height[-1]):
        return f"With {run.name} the learning rate comes to zero: learning ends, and the barrier has no limit."
    held = duration(float(run.retention_time_s[-1]))
    lifted = f"At α = {run.alpha:.3g}, {moved(run, course.unit)}: it then holds a memory for {held}."
    return f"{lifted} {_wanted(course, run)}"


def _wanted(course: Course, run: Run) -> str:
    """Say what memory asks for, and when the run has that."""
    if course.target <= 0:
        return f"To remember for {course.target_words} takes no barrier."
    _, lost, again = run.reach(course.target)
    forgotten = f", lost at step {run.step(lost)}" if lost <= run.n[-1] else ""
    regained = f", and reached again at step {run.step(again)}" if again <= run.n[-1] else ""
    when = run.when(course.target, "reached")
    return f"The barrier for {course.target_words}, {course.asked}, is {when}{forgotten}{regained}."


def retention_caption(course: Course) -> str:
    """Say whether the ceiling meets the floor, and what is missing."""
    if course.target <= 0:
        return f"To remember for {course.target_words} takes no barrier."
    if not course.runs:
        return f"To remember for {course.target_words} takes a barrier of {course.asked}."
    run = course.runs[0]
    height = float(run.mean_barrier[-1])
    if not np.isfinite(height):
        return f"With {run.name} the learning rate comes to zero: learning ends, and the barrier has no limit."
    reached, lost, _ = run.reach(course.target)
    last = run.n[-1]
    if height >= course.target or reached <= last < lost:
        return _held(course, run, height)
    if reached <= last:
        had = f"{run.name} had {_floor(course)} at step {run.step(reached)} and forgot at step {run.step(lost)}."
        return sentence(had)
    return _short(course, run, height)


def _floor(course: Course) -> str:
    return f"the {course.asked} that hold for {course.target_words}"


def _after(run: Run) -> str:
    return f"After {plural(count(run.n[-1]), 'step')} of {run.name}"


def _held(course: Course, run: Run, height: float) -> str:
    if run.n[-1] < run.highest_at:
        return (
            f"{_after(run)} the barrier is {course.energy(height)}, above {_floor(course)}; but the learning rate "
            f"still rises, up to step {run.step(run.highest_at)}."
        )
    reached, lost, again = run.reach(course.target)
    since = again if lost <= run.n[-1] else reached
    when = f"reached {'again ' if lost <= run.n[-1] else ''}at step {run.step(since)}"
    step_s = float(Run(run.values, run.place, n=np.asarray([since])).update_time_s[0])
    held = f"{run.name} has consolidated: {course.asked}, which hold for {course.target_words}, are {when}"
    return f"{sentence(held)}. That step alone takes {duration(step_s, remark=True)}."


def _short(course: Course, run: Run, height: float) -> str:
    missing = course.energy(float(limcore.freeze_energy(height, course.target)))
    short = (
        f"the barrier is {missing} short of {_floor(course)}"
        if height > 0
        else f"there is no barrier, and all of {_floor(course)} are missing"
    )
    when = run.when(course.target, "reached")
    return f"{_after(run)} {short}. A final freeze pays that once; learning on, it is {when}."
