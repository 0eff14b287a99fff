"""When a real run reaches the barrier that memory asks for, and whether it keeps it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import MOST, Array, DomainError, check, check_number

__all__ = ["RunConsolidation", "run_consolidation"]


@dataclass(frozen=True)
class RunConsolidation:
    """When a run reaches a barrier.

    Attributes
    ----------
    reached_at : float
        The first update after the peak of the learning rate from which the barrier is reached; infinity if it is not
        in this log.
    not_lasting : tuple of float
        Updates before the peak at which it was reached.
    lost_at, again_at : tuple of float
        Updates after that at which it is lost, and reached again.
    last_barrier : float
        The barrier of the last update that was made; 0 if there is none.
    freeze : float
        By how much a final freeze has to raise it to what is asked for.
    """

    reached_at: float
    not_lasting: tuple[float, ...]
    lost_at: tuple[float, ...]
    again_at: tuple[float, ...]
    last_barrier: float
    freeze: float

    @property
    def reached(self) -> bool:
        """Whether it is in this log."""
        return self.reached_at < np.inf

    @property
    def held(self) -> bool:
        """Whether it is reached and kept to the end."""
        return self.reached and len(self.lost_at) == len(self.again_at)


def run_consolidation(
    n: ArrayLike, learning_rate: ArrayLike, barrier_height: ArrayLike, target_barrier: float
) -> RunConsolidation:
    """Find when a run reaches a barrier, from the columns of `run_columns`.

    Parameters
    ----------
    n, learning_rate, barrier_height : array_like, shape (m,)
        Columns of `run_columns`; the barrier is NaN where no update is made.
    target_barrier : float
        The barrier that memory asks for, as `barrier_for_retention` gives it, in the same unit.

    Returns
    -------
    RunConsolidation
        The first time after the peak of the learning rate counts: before it the rate still rises, and the barrier
        falls. Between rows the barrier is a straight line.

    Raises
    ------
    DomainError
        If the arrays are not of one length, or the target is not finite.

    Examples
    --------
    >>> found = run_consolidation([1, 2, 3, 4, 5], [0.1, 1, 0.5, 0.1, 0.05], [9, 0, 3, 5, 9], 4)
    >>> found.reached_at, found.not_lasting, found.freeze
    (3.5, (1.0,), 0.0)
    """
    steps, rates, heights = (
        np.atleast_1d(np.asarray(check(name, values), dtype=np.float64))
        for name, values in (("n", n), ("learning_rate", learning_rate), ("barrier_height", barrier_height))
    )
    if not steps.shape == rates.shape == heights.shape or steps.ndim != 1:
        raise DomainError("n", f"shape {steps.shape}", "a column as long as the others")
    target = check_number("target_barrier", target_barrier, at_least=-MOST, at_most=MOST)
    made = np.isfinite(heights)
    steps, rates, heights = steps[made], rates[made], heights[made]
    if not steps.size:
        return RunConsolidation(np.inf, (), (), (), 0.0, max(target, 0.0))
    reached, lost = _crossings(steps, heights, target)
    peak = float(steps[int(np.argmax(rates))])
    before = tuple(place for place in reached if place < peak)
    later = [place for place in reached if place >= peak]
    first = later[0] if later else np.inf
    if not later and before and heights[-1] >= target and not any(place >= before[-1] for place in lost):
        first, before = peak, before[:-1]  # reached before the peak, and never lost
    last = float(heights[-1])
    return RunConsolidation(
        reached_at=first,
        not_lasting=before,
        lost_at=tuple(place for place in lost if place > first),
        again_at=tuple(later[1:]),
        last_barrier=last,
        freeze=max(target - max(last, 0.0), 0.0),
    )


def _crossings(steps: Array, heights: Array, target: float) -> tuple[list[float], list[float]]:
    """List where the barrier rises to the target, and where it falls below it."""
    there = heights >= target
    turns = np.flatnonzero(np.diff(there))
    share = (target - heights[turns]) / (heights[turns + 1] - heights[turns])
    places = steps[turns] + share * (steps[turns + 1] - steps[turns])
    rises = there[turns + 1]
    return [*([float(steps[0])] if there[0] else []), *places[rises].tolist()], places[~rises].tolist()
