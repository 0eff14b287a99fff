"""What runs come to: the numbers that pages set side by side."""

from __future__ import annotations

import limcore
from dashboard.figures.course import Course
from dashboard.figures.runs import Run
from dashboard.parameters import Values

__all__ = ["Outcome", "outcomes"]


class Outcome:
    """What a run comes to after its last step, and when it would be remembered for as long as is asked."""

    def __init__(self, course: Course, run: Run) -> None:
        self.course, self.run = course, run
        last = run.trajectory(run.n[-1:], "time_s", "update_rate", "cumulative_dissipation")
        self.barrier = float(run.barrier_height[-1])
        self.retention_s = float(run.retention_time_s[-1])
        self.time_s = float(last["time_s"][-1])
        self.dissipation = float(last["cumulative_dissipation"][-1])
        self.update_rate = float(last["update_rate"][-1])
        wanted: float = course.values["retention"]
        failure = course.failure_probability
        device = run.values["R_max"], run.kT
        self.target = float(
            limcore.barrier_for_retention(wanted, rate_max=device[0], kT=device[1], failure_probability=failure)
        )
        self.consolidation = run.consolidation(self.target)
        self.freeze = float(limcore.freeze_energy(run.last_barrier, self.target))


def outcomes(values: Values) -> list[tuple[str, Outcome]]:
    """Compute the outcome of each chosen schedule, and of the first of each pin."""
    course = Course(values, points=2)
    now = [(f"Now: {run.name}", Outcome(course, run)) for run in course.runs]
    firsts = {run.pin: run for run in reversed(course.pinned)}
    pinned = [(f"{letter}: {firsts[letter].name}", Outcome(course, firsts[letter])) for letter in sorted(firsts)]
    return now + pinned
