"""A learning-rate schedule walked through time: the table behind Fig. 3(b) of the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore.crossings import crossings_at_log_rate
from limcore.dissipation import step_dissipation
from limcore.errors import MOST, Array, DomainError, check, check_choice, check_number, check_whole
from limcore.kinetics import Convention, _tilted, equilibrium_rate
from limcore.learning import (
    barrier_at_log_rate,
    drive_at_log_rate,
    log_rate_at_barrier,
    update_rate_at_log_rate,
)
from limcore.pace import attainable_rate_at_log_rate, is_made, update_time_at_log_rate
from limcore.schedules import LAST_STEP, Schedule, check_schedule

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Accounts",
    "Start",
    "dissipation_columns",
    "dissipation_trajectory",
    "learning_trajectory",
    "logarithmic_steps",
]

Start = Literal["paper", "barrier_free"]
"""How the update rates are scaled: by the paper's law, or so that the barrier is 0 at the highest learning rate."""


Accounts = Literal["all", "paper"]
"""By which accounts dissipation is told: also if every crossing paid, or as the paper has it, barrier and drive."""

_MEAN: Final[Convention] = "mean_rate"
_EVERY_STEP: Final = 1000
_USUAL_POINTS: Final = 600
_MOST_POINTS: Final = 1e6


def learning_trajectory(
    schedule: Schedule,
    steps: float,
    *,
    alpha: float,
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
    alpha : float
        Rate exponent, between 0 and 1.
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
        gradient_energy, barrier_height, dissipation and cumulative_dissipation (unit of `kT`, for one memory element);
        feasible (whether the law can be met: whether its barrier is at least 0).

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

    law = _Law(schedule, alpha=alpha, squared_gradient=squared_gradient, kT=kT, start=start, convention=convention)
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    n = _listed(steps, points)

    log_rate, rate = schedule.log_learning_rate(n - 1), schedule(n - 1)
    height, drive = law.in_unit(law.barrier(log_rate)), law.drive_in_unit(log_rate, rate)
    return pd.DataFrame(
        {
            "n": n,
            "time_s": law.counted(lambda log_rate: law.update_time(log_rate, fastest), n),
            "learning_rate": rate,
            "asked_update_rate": law.asked_rate(log_rate, fastest, rate),
            "update_rate": law.update_rate(log_rate, fastest, rate),
            "equilibrium_rate": equilibrium_rate(law.attainable_barrier(log_rate), rate_max=fastest),
            "gradient_energy": drive,
            "barrier_height": height,
            "dissipation": law.in_unit(law.barrier_paid(log_rate)) + drive,
            "cumulative_dissipation": law.summed(lambda e: law.barrier_paid(e) + law.drive(e), n),
            "feasible": law.barrier(log_rate) >= 0,
        }
    )


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
        One row for each listed update, with the columns n; barrier and drive, what this update dissipates;
        cumulative_barrier and cumulative_drive, the sums up to and with it; crossings of the barrier for this net
        update; and barrier_every_crossing and cumulative_barrier_every_crossing, what they would dissipate if each
        threw the barrier away (energies in the unit of `kT`).

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

    law = {"alpha": alpha, "squared_gradient": squared_gradient, "kT": kT, "start": start, "convention": convention}
    return pd.DataFrame(dissipation_columns(schedule, steps, points=points, accounts=accounts, **law))


def dissipation_columns(
    schedule: Schedule,
    steps: float,
    *,
    points: int | ArrayLike | None,
    accounts: Accounts = "all",
    **parameters: Any,
) -> dict[str, Array]:
    """Compute the columns of `dissipation_trajectory` as arrays."""
    crossed = check_choice("accounts", accounts, get_args(Accounts)) == "all"
    law = _Law(schedule, **parameters)
    n = _listed(steps, points)
    log_rate = schedule.log_learning_rate(n - 1)
    columns = {
        "n": n,
        "barrier": law.in_unit(law.barrier_paid(log_rate)),
        "drive": law.drive_in_unit(log_rate, schedule(n - 1)),
        "cumulative_barrier": law.summed(law.barrier_paid, n),
        "cumulative_drive": law.summed(law.drive, n),
    }
    if not crossed:
        return columns
    return columns | {
        "crossings": crossings_at_log_rate(log_rate, law.squared_gradient),
        "barrier_every_crossing": law.in_unit(law.every_crossing(log_rate)),
        "cumulative_barrier_every_crossing": law.summed(law.every_crossing, n, law.crossings_at_the_kink),
    }


class _Law:
    """What a schedule asks of a memory element at each learning rate.

    Energies are in kT where that is below 1, so that none is too small a double; `in_unit` gives them in its unit.
    """

    def __init__(
        self,
        schedule: Schedule,
        *,
        alpha: float,
        squared_gradient: float,
        kT: float,
        start: Start,
        convention: Convention,
    ) -> None:
        _tilted(convention)
        self.schedule, self.convention = check_schedule(schedule), convention
        self.alpha = check_number("alpha", alpha, above=0.0, below=1.0)
        self.thermal = check_number("kT", kT, above=0.0, at_most=MOST)
        self.kT, self.unit = max(self.thermal, 1.0), min(self.thermal, 1.0)
        self.squared_gradient = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
        self.law: dict[str, Any] = {
            "squared_gradient": self.squared_gradient,
            "initial_learning_rate": highest_learning_rate(schedule, start),
        }

    def asked_rate(self, log_rate: Array, rate_max: float, learning_rate: Array) -> Array:
        """Compute the update rate that the law asks for."""
        law = self.law | {"rate_max": rate_max, "learning_rate": learning_rate}
        return np.asarray(update_rate_at_log_rate(log_rate, self.alpha, **law))

    def update_rate(self, log_rate: Array, rate_max: float, learning_rate: Array) -> Array:
        """Compute the update rate as far as it can be met."""
        law = self.law | {"rate_max": rate_max, "learning_rate": learning_rate, "convention": self.convention}
        return np.asarray(attainable_rate_at_log_rate(log_rate, self.alpha, **law))

    def update_time(self, log_rate: Array, rate_max: float) -> Array:
        """Compute how long an update takes."""
        law = self.law | {"rate_max": rate_max, "convention": self.convention}
        return np.asarray(update_time_at_log_rate(log_rate, self.alpha, **law))

    def drive(self, log_rate: Array) -> Array:
        return np.asarray(drive_at_log_rate(log_rate, self.squared_gradient, kT=self.kT))

    def drive_in_unit(self, log_rate: Array, learning_rate: Array) -> Array:
        """Compute the drive at once in the unit that kT is given in."""
        drive = drive_at_log_rate(log_rate, self.squared_gradient, kT=self.thermal, learning_rate=learning_rate)
        return np.asarray(drive)

    def barrier(self, log_rate: Array) -> Array:
        """Compute the barrier by the chosen convention."""
        return self._barrier(log_rate, self.convention, self.kT)

    def barrier_paid(self, log_rate: Array) -> Array:
        """Compute the barrier that an update throws away: none where there is none, or no update."""
        made = is_made(log_rate, self.squared_gradient)
        return np.where(made, step_dissipation(self.barrier(log_rate), 0.0), 0.0)

    def attainable_barrier(self, log_rate: Array) -> Array:
        """Compute the barrier of the mean rate in kT, with the barrier gone where the law asks for a negative one."""
        mean, height = (self._barrier(log_rate, one, 1.0) for one in (_MEAN, self.convention))
        with np.errstate(invalid="ignore"):
            gone = np.where(np.isinf(height), 0.0, mean - height)
        return np.where(height < 0, gone, mean)

    def _barrier(self, log_rate: Array, convention: Convention, kT: float) -> Array:
        return np.asarray(barrier_at_log_rate(log_rate, self.alpha, kT=kT, convention=convention, **self.law))

    def every_crossing(self, log_rate: Array) -> Array:
        """Compute what the crossings for one net update would dissipate if each threw the barrier away."""
        barrier, crossings = self.barrier(log_rate), crossings_at_log_rate(log_rate, self.squared_gradient)
        with np.errstate(all="ignore"):
            return np.where((barrier > 0) & (crossings > 0), barrier * crossings, 0.0)

    @property
    def crossings_at_the_kink(self) -> float:
        """How many crossings there are for a net update where the barrier is 0, and rounds like kT for each."""
        if self.squared_gradient == 0:
            return 1.0
        with np.errstate(all="ignore"):
            level = np.asarray(log_rate_at_barrier(0.0, self.alpha, **self.law))
        return max(1.0, float(crossings_at_log_rate(level, self.squared_gradient)))

    def in_unit(self, energy: Array) -> Array:
        """Give energies in the unit that kT is given in."""
        with np.errstate(under="ignore"):
            return np.asarray(self.unit * energy)

    def summed(self, term: Callable[[Array], Array], n: Array, barriers: float = 1.0) -> Array:
        """Sum energies, a function of ln eps, over the updates; `barriers` says how many a term has at the kink."""
        return self.in_unit(self.counted(term, n, self.kT * barriers))

    def counted(self, term: Callable[[Array], Array], n: Array, unit: float = 0.0) -> Array:
        """Sum a function of ln eps over the updates; it may have a kink where the barrier becomes positive."""

        def rises(log_rate: Array) -> NDArray[np.bool_]:
            return np.asarray(self.barrier(log_rate) > 0)

        return self.schedule.cumulative(term, n, rises, unit)


def highest_learning_rate(schedule: Schedule, start: Start) -> float | None:
    """Give the learning rate at which the barrier is to be 0; None for the paper's law."""
    if check_choice("start", start, get_args(Start)) == "paper":
        return None
    highest = check_schedule(schedule).maximum_learning_rate
    if highest == 0:
        raise DomainError("schedule", schedule, "one whose highest learning rate is not too small for a double")
    return highest


def logarithmic_steps(steps: float, points: int) -> Array:
    """List whole numbers up to `steps`: about `points`, evenly on a logarithmic scale, and each power of ten.

    Parameters
    ----------
    steps : int
        The last number, at least 1.
    points : int
        About how many, at least 2; fewer where whole numbers are too few.

    Returns
    -------
    numpy.ndarray
        Rising whole numbers as float64.

    Raises
    ------
    DomainError
        If `steps` is not a whole number from 1 to 1e300, or `points` not one from 2 to 1e6.

    Examples
    --------
    >>> logarithmic_steps(1000, 4)
    array([   1.,   10.,  100., 1000.])
    """
    last = check_whole("steps", steps, at_least=1.0, at_most=LAST_STEP)
    count = int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS))
    tens = 10.0 ** np.arange(0, np.floor(np.log10(last)) + 1)
    return np.unique(np.concatenate([np.rint(np.geomspace(1.0, last, count)), tens[tens <= last], [last]]))


def _listed(steps: float, points: int | ArrayLike | None) -> Array:
    last = check_whole("steps", steps, at_least=1.0, at_most=LAST_STEP)
    if points is None:
        return np.arange(1.0, last + 1.0) if last <= _EVERY_STEP else logarithmic_steps(last, _USUAL_POINTS)
    chosen = check("points", points, at_least=1.0, missing=False)
    if chosen.ndim == 0:
        return logarithmic_steps(last, int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS)))
    check("points", chosen, at_most=last)
    if chosen.ndim > 1 or chosen.size == 0 or np.any(chosen != np.rint(chosen)):
        raise DomainError("points", points, "a list of whole numbers of updates, at least one")
    return np.unique(chosen)
