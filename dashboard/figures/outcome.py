"""What runs come to: the numbers that pages set side by side."""

from __future__ import annotations

from functools import cached_property

import limcore
from dashboard.figures.course import Course
from dashboard.figures.runs import Array, Run
from dashboard.parameters import Values

__all__ = ["Outcome", "outcomes"]


class Outcome:
    """What a run comes to after its last step, and when it would be remembered for as long as is asked.

    Each number is computed when it is first read.
    """

    def __init__(self, course: Course, run: Run) -> None:
        self.course, self.run = course, run

    @cached_property
    def _last(self) -> dict[str, Array]:
        return self.run.trajectory(self.run.n[-1:], "time_s", "update_rate", "cumulative_dissipation")

    @cached_property
    def barrier(self) -> float:
        """The barrier at the end, in the unit of the page."""
        return float(self.run.barrier_height[-1])

    @cached_property
    def retention_s(self) -> float:
        """How long it holds on average."""
        return float(self.run.retention_time_s[-1])

    @cached_property
    def time_s(self) -> float:
        """How long the run takes."""
        return float(self._last["time_s"][-1])

    @cached_property
    def dissipation(self) -> float:
        """What the run dissipates in an element, in the unit of the page."""
        return float(self._last["cumulative_dissipation"][-1])

    @cached_property
    def update_rate(self) -> float:
        """The update rate at the end, in 1/s."""
        return float(self._last["update_rate"][-1])

    @cached_property
    def target(self) -> float:
        """The barrier that holds for as long as is asked, in this run's memory."""
        wanted: float = self.course.values["retention"]
        failure = self.course.failure_probability
        device = {"rate_max": self.run.values["R_max"], "kT": self.run.kT}
        return float(limcore.barrier_for_retention(wanted, failure_probability=failure, **device))

    @cached_property
    def consolidation(self) -> limcore.Consolidation:
        """When learning reaches that barrier."""
        return self.run.consolidation(self.target)

    @cached_property
    def freeze(self) -> float:
        """What it takes to raise the last barrier to that one."""
        return float(limcore.freeze_energy(self.run.last_barrier, self.target))


def outcomes(values: Values) -> list[tuple[str, Outcome]]:
    """Give the outcome of each chosen schedule, and of the first of each pin."""
    course = Course(values, points=2)
    now = [(f"Now: {run.name}", Outcome(course, run)) for run in course.runs]
    firsts = {run.pin: run for run in reversed(course.pinned)}
    pinned = [(f"{letter}: {firsts[letter].name}", Outcome(course, firsts[letter])) for letter in sorted(firsts)]
    return now + pinned
