"""A memory whose barrier does not follow the learning: what a schedule's updates cost and take behind one barrier."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns, chosen, one_or_many, spread
from limcore._wide import exponential, quotient
from limcore.crossings import crossings_at_log_rate
from limcore.errors import MOST, Array, check, check_number
from limcore.pace import updates_made
from limcore.schedules import Schedule, check_schedule
from limcore.steps import listed_steps
from limcore.update_law import drive_at_log_rate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["constant_barrier_columns", "constant_barrier_trajectory"]


def constant_barrier_trajectory(
    schedule: Schedule,
    steps: float,
    *,
    barrier_height: ArrayLike,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
) -> pd.DataFrame:
    r"""Follow a schedule through its updates in a memory of constant barrier: rates, time and energy.

    Parameters
    ----------
    schedule : Schedule
        The learning-rate schedule. The n-th update, counted from 1, uses ``schedule(n - 1)``.
    steps : int
        Number of updates, from 1 to 1e300.
    barrier_height : float, or array_like of shape (m,)
        Barrier height of the mean rate, in the unit of `kT`; one below 0 counts as 0. A list of them goes with a single
        listed update: each has a row of its own, and what does not depend on it is summed once.
    squared_gradient : float
        Squared gradient, from 0 to 1.
    rate_max : float
        Attempt rate in 1/s, above 0.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    points : int or array_like, optional
        Which updates to list, as for `learning_trajectory`.

    Returns
    -------
    pandas.DataFrame
        One row for each listed update, with the columns n; time_s (s, up to and with this update); update_rate (1/s);
        and the energies of `dissipation_trajectory`, for one memory element: barrier, drive and dissipation of this
        update; crossings of the barrier for it; barrier_every_crossing and every_crossing, if each of them threw the
        barrier away; and the sums of all of these but the crossings.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The drive is that of learning, :math:`\Delta E_n = kT \varepsilon_n g^2`. By Eq. 3 of [1]_, with the barrier
    :math:`E` and sums as exact as those of `learning_trajectory`:

    .. math:: R_n = R_\mathrm{max} e^{-E/kT} \tanh\frac{\varepsilon_n g^2}{2}, \qquad
              t_n = \sum_{k \le n} \frac{1}{2R_k} = \frac{e^{E/kT}}{2R_\mathrm{max}}
                    \sum_{k \le n} \coth\frac{\varepsilon_k g^2}{2}, \qquad
              \sum_{k \le n} \left[ E + \Delta E_k \right]

    Where the drive is exactly 0, no update is made: it costs nothing and takes no time.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Eq. 3.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> last = constant_barrier_trajectory(paper, 10**6, barrier_height=1.0, rate_max=1e9, points=[10**6]).iloc[0]
    >>> print(f"{last['cumulative_barrier']:.4g} kT, {last['cumulative_drive']:.4g} kT, {last['time_s']:.0f} s")
    1e+06 kT, 14.39 kT, 1359 s
    """
    import pandas as pd

    law: dict[str, Any] = {"squared_gradient": squared_gradient, "rate_max": rate_max, "kT": kT}
    return pd.DataFrame(constant_barrier_columns(schedule, steps, barrier_height=barrier_height, **law, points=points))


def constant_barrier_columns(
    schedule: Schedule,
    steps: float,
    *,
    barrier_height: ArrayLike,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    only: Sequence[str] | None = None,
) -> Columns:
    """Compute the table of `constant_barrier_trajectory` as arrays, without pandas, and only the columns asked for.

    Parameters
    ----------
    schedule, steps, barrier_height, squared_gradient, rate_max, kT, points
        As for `constant_barrier_trajectory`.
    only : list of str, optional
        The columns to compute; by default all of them. Time and the cumulative ones, which are sums over all updates,
        take by far the longest.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of listed updates,), or (m,) for m barriers.

    Raises
    ------
    DomainError
        If a parameter is out of its range, or there is no such column.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> path = constant_barrier_columns(paper, 10**6, barrier_height=1.0, points=[10**6], only=["cumulative_barrier"])
    >>> {name: f"{column[-1]:.6g}" for name, column in path.items()}
    {'cumulative_barrier': '1e+06'}
    """
    check_schedule(schedule)
    height = np.maximum(check("barrier_height", barrier_height, at_least=-MOST, at_most=MOST, missing=False), 0.0)
    squared = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
    fastest = np.asarray(check_number("rate_max", rate_max, above=0.0, at_most=MOST))
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    n = listed_steps(steps, points)
    shape = one_or_many("barrier_height", height, n)
    height = height.reshape(height.shape + (1,) * height.ndim)
    log_rate = schedule.log_learning_rate(n - 1)
    crossings = crossings_at_log_rate(log_rate, squared)

    barrier = np.where(crossings > 0, height, 0.0)
    drive = np.asarray(drive_at_log_rate(log_rate, squared, kT=thermal, learning_rate=schedule(n - 1)))

    @functools.cache
    def crossed() -> Array:
        return schedule.cumulative(lambda e: crossings_at_log_rate(e, squared), n)

    @functools.cache
    def paid() -> Array:
        return _paid(height, updates_made(schedule, n, squared))

    @functools.cache
    def driven() -> Array:
        return thermal * schedule.cumulative(lambda e: np.asarray(drive_at_log_rate(e, squared, kT=1.0)), n)

    with np.errstate(all="ignore"):
        reduced = quotient(height, np.asarray(thermal))
        share = np.where(crossings > 0, 1.0 / crossings, 0.0)
        columns = chosen(
            {
                "n": lambda: n,
                "time_s": lambda: _time(reduced, crossed(), fastest),
                "update_rate": lambda: exponential(-reduced, share, fastest),
                "barrier": lambda: barrier,
                "drive": lambda: drive,
                "dissipation": lambda: barrier + drive,
                "crossings": lambda: crossings,
                "barrier_every_crossing": lambda: _paid(height, crossings),
                "every_crossing": lambda: _paid(height, crossings) + drive,
                "cumulative_barrier": paid,
                "cumulative_drive": driven,
                "cumulative_dissipation": lambda: paid() + driven(),
                "cumulative_barrier_every_crossing": lambda: _paid(height, crossed()),
                "cumulative_every_crossing": lambda: _paid(height, crossed()) + driven(),
            },
            only,
        )
    return spread(columns, shape)


def _time(reduced: Array, crossed: Array, fastest: Array) -> Array:
    """Give the time for so many crossings of a barrier in kT."""
    return np.asarray(exponential(reduced, crossed, over=(fastest,)) / 2.0)


def _paid(height: Array, times: Array) -> Array:
    """Pay a barrier so many times; none costs nothing, even endlessly often."""
    return np.where(height > 0, height * times, 0.0)
