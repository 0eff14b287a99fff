"""The consolidation-wall in numbers: when a learning-rate schedule raises the barrier to what memory asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from limcore.course import Start, highest_learning_rate
from limcore.dissipation import freeze_energy
from limcore.errors import MOST, Array, check_number
from limcore.kinetics import Convention, is_tilted
from limcore.learning import barrier_at_log_rate, log_rate_at_barrier
from limcore.schedules import LAST_STEP, Schedule, check_schedule
from limcore.trajectory import learning_columns

__all__ = ["Consolidation", "consolidation"]


@dataclass(frozen=True)
class Consolidation:
    """When and at what cost a schedule raises the barrier to a target, and for how long it stays there.

    Attributes
    ----------
    n : float
        The first update, counted from 1, whose barrier is at least the target; infinity if there is none before
        update 1e300.
    lost_at : float
        The first update after it whose barrier is lower again (a restart, say); infinity if there is none. The target
        is held up to the update before.
    again_at : float
        The first update after that whose barrier is at least the target again; infinity if there is none.
    time_s : float
        Wall-clock time until update n begins, in s: the barrier is raised before the update is made.
    dissipation : float
        Energy dissipated by one memory element until then, in the unit of `kT`: by the updates before it, and by
        raising the barrier from the last of them to the target (`freeze_energy`).
    log_learning_rate : float
        Natural logarithm of the learning rate that asks for the target.
    """

    n: float
    lost_at: float
    again_at: float
    time_s: float
    dissipation: float
    log_learning_rate: float

    @property
    def reached(self) -> bool:
        """Whether the target is reached before update 1e300."""
        return bool(np.isfinite(self.n))


def consolidation(
    schedule: Schedule,
    target_barrier: float,
    *,
    alpha: float,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    start: Start = "paper",
    convention: Convention = "mean_rate",
) -> Consolidation:
    r"""Find the update at which a schedule has raised the barrier to a target.

    Parameters
    ----------
    schedule : Schedule
        The learning-rate schedule. The n-th update, counted from 1, uses ``schedule(n - 1)``.
    target_barrier : float
        Barrier height to be reached, in the unit of `kT`: for a retention time, that of `barrier_for_retention`.
    alpha, squared_gradient, rate_max, kT, start, convention
        As for `learning_trajectory`; the squared gradient above 0. The convention bears on the dissipation alone:
        retention depends on the barrier of the mean rate.

    Returns
    -------
    Consolidation
        The updates, the time and the cost of the first.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The barrier is inverted for the learning rate, and the schedule for the step: no formula for one schedule. A
    warm-up begins at a low learning rate, and may hold the target at first already. For :math:`\varepsilon = 1/n` the
    update is :math:`n^* \approx (2 \tau R_\mathrm{max})^{1/\alpha}`.

    Examples
    --------
    >>> from limcore import barrier_for_retention, make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> ten_years = barrier_for_retention(10 * 365.25 * 86400, rate_max=1e12)
    >>> print(f"{consolidation(paper, ten_years, alpha=0.5, rate_max=1e12).n:.2g}")
    4e+41
    """
    target = check_number("target_barrier", target_barrier, at_least=-MOST, at_most=MOST)
    check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    is_tilted(convention)
    law = {"squared_gradient": squared_gradient, "kT": kT}
    highest = highest_learning_rate(check_schedule(schedule), start)
    level = log_rate_at_barrier(target, alpha, **law, initial_learning_rate=highest)
    first, lost, again = schedule.reach(level)
    n = first + 1.0
    if n > LAST_STEP:
        return Consolidation(np.inf, np.inf, np.inf, np.inf, np.inf, level)
    time, spent, before = 0.0, 0.0, 0.0
    if first > 0:
        path = learning_columns(
            schedule,
            first,
            alpha=alpha,
            **law,
            rate_max=rate_max,
            points=[first],
            start=start,
            convention=convention,
            only=["time_s", "cumulative_dissipation"],
        )
        time, spent = (float(column[-1]) for column in path.values())
        log_rate = schedule.log_learning_rate(first - 1.0)
        before = float(
            barrier_at_log_rate(log_rate, alpha, **law, initial_learning_rate=highest, convention="mean_rate")
        )
    raised = float(freeze_energy(before, target))
    return Consolidation(n, lost + 1.0, again + 1.0, time, spent + raised, level)


def _mean_barrier(log_rate: Array, alpha: float, highest: float | None, **law: float) -> float:
    height = barrier_at_log_rate(log_rate, alpha, **law, initial_learning_rate=highest, convention="mean_rate")
    return float(height)
