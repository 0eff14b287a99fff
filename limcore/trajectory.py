"""A learning-rate schedule walked through time: the table behind Fig. 3(b) of the paper."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns, chosen, one_or_many, spread
from limcore.course import Law, Start
from limcore.crossings import crossings_at_log_rate
from limcore.errors import MOST, Array, check_choice, check_number
from limcore.kinetics import Convention, equilibrium_rate
from limcore.schedules import Schedule
from limcore.steps import listed_steps

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Accounts", "dissipation_columns", "dissipation_trajectory", "learning_columns", "learning_trajectory"]

Accounts = Literal["all", "paper"]
"""By which accounts dissipation is told: also if every crossing paid, or as the paper has it, barrier and drive."""


def learning_trajectory(
    schedule: Schedule,
    steps: float,
    *,
    alpha: ArrayLike,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
) -> pd.DataFrame:
    r"""Follow a schedule through its updates: rates, barrier, energy and time.

    Parameters
    ----------
    schedule : Schedule
        The learning-rate schedule. The n-th update, counted from 1, uses ``schedule(n - 1)``.
    steps : int
        Number of updates, from 1 to 1e300.
    alpha : float, or array_like of shape (m,)
        Rate exponent, between 0 and 1. A list of them goes with a single listed update: each has a row of its own.
    squared_gradient : float
        Squared gradient, from 0 to 1.
    rate_max : float
        Attempt rate in 1/s, above 0.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    points : int or array_like, optional
        Which updates to list: about so many, evenly on a logarithmic scale, or these. By default every one up to
        1000, and some 600 of more.
    start : {"paper", "barrier_free"}
        Law of the update rates.
    convention : {"mean_rate", "symmetric_tilt"}
        What is called the barrier.

    Returns
    -------
    pandas.DataFrame
        One row for each listed update, with the columns n; time_s (s, up to and with this update); learning_rate;
        asked_update_rate (1/s), by the law; update_rate and equilibrium_rate (1/s), as far as they can be met;
        asked_update_rate_over_R_max and update_rate_over_R_max, the same in units of `rate_max`; gradient_energy,
        barrier_height, asymptote (of the barrier: `asymptotic_barrier`), dissipation and cumulative_dissipation (unit
        of `kT`, for one memory element); feasible (whether the law can be met: whether its barrier is at least 0).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    A barrier below 0 is what the law asks for and no memory has: there the barrier is gone, the rate is that of
    `attainable_update_rate`, and only the drive is paid. At a learning rate of 0, or without a gradient, no update is
    made: nothing is paid and no time passes.

    Time and cumulative dissipation are sums over all updates, also those not listed,

    .. math:: t_n = \sum_{k \le n} \frac{1}{2R_k}, \qquad
              \sum_{k \le n} \left[ \max(E^0_k, 0) + \Delta E_k \right],

    exact to about 1e-12, or to the rounding of the terms themselves, at every listed update however few are listed; no
    loop runs over the updates.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Fig. 3(b).

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> path = learning_trajectory(paper, 10**6, alpha=0.5, points=[1, 1000, 10**6])
    >>> [round(height, 4) for height in path["barrier_height"]]
    [-0.7719, 2.7607, 6.2146]
    """
    import pandas as pd

    law: dict[str, Any] = {"alpha": alpha, "squared_gradient": squared_gradient, "rate_max": rate_max, "kT": kT}
    return pd.DataFrame(learning_columns(schedule, steps, **law, points=points, start=start, convention=convention))


def learning_columns(
    schedule: Schedule,
    steps: float,
    *,
    alpha: ArrayLike,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
    only: Sequence[str] | None = None,
) -> Columns:
    """Compute the table of `learning_trajectory` as arrays, without pandas, and only the columns asked for.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, rate_max, kT, points, start, convention
        As for `learning_trajectory`.
    only : list of str, optional
        The columns to compute; by default all of them. Time and cumulative dissipation, which are sums over all
        updates, take by far the longest.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of listed updates,), or (m,) for m rate exponents.

    Raises
    ------
    DomainError
        If a parameter is out of its range, or there is no such column.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> path = learning_columns(paper, 1000, alpha=0.5, points=[1, 1000], only=["barrier_height"])
    >>> print(path["barrier_height"].round(4))
    [-0.7719  2.7607]
    """
    law = Law(schedule, alpha=alpha, squared_gradient=squared_gradient, kT=kT, start=start, convention=convention)
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    n = listed_steps(steps, points)
    log_rate, rate = schedule.log_learning_rate(n - 1), schedule(n - 1)
    shape = one_or_many("alpha", law.alpha, n)
    columns = chosen(
        {
            "n": lambda: n,
            "time_s": lambda: law.counted(lambda log_rate: law.update_time(log_rate, fastest), n),
            "learning_rate": lambda: rate,
            "asked_update_rate": lambda: law.asked_rate(log_rate, fastest, rate),
            "update_rate": lambda: law.update_rate(log_rate, fastest, rate),
            "equilibrium_rate": lambda: equilibrium_rate(law.attainable_barrier(log_rate), rate_max=fastest),
            "asked_update_rate_over_R_max": lambda: law.asked_rate(log_rate, 1.0, rate),
            "update_rate_over_R_max": lambda: law.update_rate(log_rate, 1.0, rate),
            "gradient_energy": lambda: law.drive_in_unit(log_rate, rate),
            "barrier_height": lambda: law.in_unit(law.barrier(log_rate)),
            "asymptote": lambda: law.asymptote(log_rate),
            "dissipation": lambda: law.in_unit(law.barrier_paid(log_rate)) + law.drive_in_unit(log_rate, rate),
            "cumulative_dissipation": lambda: law.summed(lambda e: law.barrier_paid(e) + law.drive(e), n),
            "feasible": lambda: law.barrier(log_rate) >= 0,
        },
        only,
    )
    return spread(columns, shape)


def dissipation_trajectory(
    schedule: Schedule,
    steps: float,
    *,
    alpha: float,
    squared_gradient: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
    accounts: Accounts = "all",
) -> pd.DataFrame:
    r"""Follow what one memory element dissipates through the updates of a schedule, by each of three accounts.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, kT, points, start, convention
        As for `learning_trajectory`.
    accounts : {"all", "paper"}
        Whether to count crossings too: "paper" leaves them out, which is quicker.

    Returns
    -------
    pandas.DataFrame
        One row for each listed update, with the columns n; barrier and drive, what this update dissipates, and
        dissipation, both together; crossings of the barrier for this net update; barrier_every_crossing, what they
        would dissipate if each threw the barrier away, and every_crossing, the drive with it; and with cumulative_
        before their names, but for crossings, the sums up to and with this update (energies in the unit of `kT`).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The detailed-balance floor of the two-state model is the drive alone, :math:`\Delta E_n` (`net_update_heat`): a
    barrier that thermal motion crosses gives back on the far side what it took. The paper's accounting (section III of
    [1]_) has both, :math:`\max(E^0_n, 0) + \Delta E_n`: a write that lifts and drops one barrier for each net update.
    If every crossing threw the barrier away, forward and back (`net_update_crossings`), it would be

    .. math:: \max(E^0_n, 0) \coth\frac{\varepsilon_n g^2}{2} + \Delta E_n

    Without a drive, at a learning rate of 0 or a gradient of 0, no update is made: nothing is paid, nothing crossed.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> last = dissipation_trajectory(paper, 10**6, alpha=0.5, points=[10**6]).iloc[0]
    >>> print(f"{last['cumulative_barrier']:.4g} {last['cumulative_drive']:.4g}")
    5.715e+06 14.39
    >>> print(f"{last['cumulative_barrier_every_crossing']:.4g}")
    5.965e+12
    """
    import pandas as pd

    law: dict[str, Any] = {"alpha": alpha, "squared_gradient": squared_gradient, "kT": kT}
    law |= {"start": start, "convention": convention}
    return pd.DataFrame(dissipation_columns(schedule, steps, points=points, accounts=accounts, **law))


def dissipation_columns(
    schedule: Schedule,
    steps: float,
    *,
    alpha: float,
    squared_gradient: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
    accounts: Accounts = "all",
    only: Sequence[str] | None = None,
) -> Columns:
    """Compute the table of `dissipation_trajectory` as arrays, without pandas, and only the columns asked for.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, kT, points, start, convention, accounts
        As for `dissipation_trajectory`.
    only : list of str, optional
        The columns to compute; by default all of them. The cumulative ones, which are sums over all updates, take by
        far the longest.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of listed updates,).

    Raises
    ------
    DomainError
        If a parameter is out of its range, or there is no such column.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> path = dissipation_columns(paper, 10**6, alpha=0.5, points=[10**6], only=["cumulative_drive"])
    >>> {name: round(float(column[-1]), 2) for name, column in path.items()}
    {'cumulative_drive': 14.39}
    """
    crossed = check_choice("accounts", accounts, get_args(Accounts)) == "all"
    exponent = check_number("alpha", alpha, above=0.0, below=1.0)
    law = Law(schedule, alpha=exponent, squared_gradient=squared_gradient, kT=kT, start=start, convention=convention)
    n = listed_steps(steps, points)
    log_rate = schedule.log_learning_rate(n - 1)

    @functools.cache
    def thrown_away() -> Array:
        return law.summed(law.barrier_paid, n)

    @functools.cache
    def driven() -> Array:
        return law.summed(law.drive, n)

    @functools.cache
    def at_every_crossing() -> Array:
        return law.summed(law.every_crossing, n, law.crossings_at_the_kink)

    def barrier() -> Array:
        return law.in_unit(law.barrier_paid(log_rate))

    def drive() -> Array:
        return law.drive_in_unit(log_rate, schedule(n - 1))

    def every() -> Array:
        return law.in_unit(law.every_crossing(log_rate))

    columns: dict[str, Callable[[], Array]] = {
        "n": lambda: n,
        "barrier": barrier,
        "drive": drive,
        "dissipation": lambda: barrier() + drive(),
        "cumulative_barrier": thrown_away,
        "cumulative_drive": driven,
        "cumulative_dissipation": lambda: thrown_away() + driven(),
    }
    if crossed:
        columns |= {
            "crossings": lambda: crossings_at_log_rate(log_rate, law.squared_gradient),
            "barrier_every_crossing": every,
            "every_crossing": lambda: every() + drive(),
            "cumulative_barrier_every_crossing": at_every_crossing,
            "cumulative_every_crossing": lambda: at_every_crossing() + driven(),
        }
    with np.errstate(over="ignore"):
        return chosen(columns, only)
