"""A learning-rate schedule walked through time: the table behind Fig. 3(b) of the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore._schedule import LAST_STEP
from limcore.dissipation import step_dissipation
from limcore.errors import MOST, Array, DomainError, check
from limcore.kinetics import Convention, equilibrium_rate
from limcore.learning import barrier_at_log_rate, gradient_energy, update_rate_law
from limcore.schedules import Schedule

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Start", "dissipation_trajectory", "learning_trajectory", "logarithmic_steps"]

Start = Literal["paper", "barrier_free"]
"""How the update rates are scaled: by the paper's law, or so that the barrier is 0 at the highest learning rate."""

_EVERY_STEP: Final = 1000
_USUAL_POINTS: Final = 600


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
        update_rate and equilibrium_rate (1/s); gradient_energy, barrier_height, dissipation and
        cumulative_dissipation (unit of `kT`, for one memory element); feasible (whether the barrier is at least 0).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
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

    last = float(check("steps", steps, at_least=1.0, at_most=LAST_STEP))
    check("rate_max", rate_max, above=0.0, at_most=MOST)
    n = _listed(last, points)
    law = _Law(schedule, alpha=alpha, squared_gradient=squared_gradient, kT=kT, start=start, convention=convention)

    def duration(log_rate: Array) -> Array:
        with np.errstate(divide="ignore", over="ignore", under="ignore"):
            return np.asarray(0.5 / law.update_rate(np.exp(log_rate), rate_max))

    log_rate, rate = schedule.log_learning_rate(n - 1), schedule(n - 1)
    height, drive = law.barrier(log_rate), law.drive(rate)
    return pd.DataFrame(
        {
            "n": n,
            "time_s": schedule.cumulative(duration, n),
            "learning_rate": rate,
            "update_rate": law.update_rate(rate, rate_max),
            "equilibrium_rate": equilibrium_rate(law.mean_barrier(log_rate), rate_max=rate_max, kT=kT),
            "gradient_energy": drive,
            "barrier_height": height,
            "dissipation": step_dissipation(height, drive),
            "cumulative_dissipation": law.summed(lambda e: step_dissipation(law.barrier(e), law.drive(np.exp(e))), n),
            "feasible": height >= 0,
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
) -> pd.DataFrame:
    r"""Follow what one memory element dissipates through the updates of a schedule: barrier and drive apart.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, kT, points, start, convention
        As for `learning_trajectory`.

    Returns
    -------
    pandas.DataFrame
        One row for each listed update, with the columns n; barrier and drive, what this update dissipates; and
        cumulative_barrier and cumulative_drive, the sums up to and with it (all in the unit of `kT`).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The paper's accounting (section III of [1]_) has both, :math:`\max(E^0_n, 0) + \Delta E_n`. The detailed-balance
    floor of the two-state model is the drive alone (`net_update_heat`).

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
    """
    import pandas as pd

    last = float(check("steps", steps, at_least=1.0, at_most=LAST_STEP))
    n = _listed(last, points)
    law = _Law(schedule, alpha=alpha, squared_gradient=squared_gradient, kT=kT, start=start, convention=convention)
    log_rate = schedule.log_learning_rate(n - 1)
    return pd.DataFrame(
        {
            "n": n,
            "barrier": step_dissipation(law.barrier(log_rate), 0.0),
            "drive": law.drive(schedule(n - 1)),
            "cumulative_barrier": law.summed(lambda e: step_dissipation(law.barrier(e), 0.0), n),
            "cumulative_drive": law.summed(lambda e: law.drive(np.exp(e)), n),
        }
    )


class _Law:
    """What a schedule asks of a memory element at each learning rate."""

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
        if start not in ("paper", "barrier_free"):
            raise DomainError("start", start, "one of paper, barrier_free")
        self.schedule, self.alpha, self.kT, self.convention = schedule, alpha, kT, convention
        highest = schedule.maximum_learning_rate if start == "barrier_free" else None
        self.law: dict[str, Any] = {"squared_gradient": squared_gradient, "initial_learning_rate": highest}

    def update_rate(self, learning_rate: Array, rate_max: float) -> Array:
        return np.asarray(update_rate_law(learning_rate, self.alpha, rate_max=rate_max, **self.law))

    def drive(self, learning_rate: Array) -> Array:
        with np.errstate(under="ignore"):
            return np.asarray(gradient_energy(learning_rate, self.law["squared_gradient"], kT=self.kT))

    def barrier(self, log_rate: Array) -> Array:
        """Compute the barrier by the chosen convention."""
        return self._barrier(log_rate, self.convention)

    def mean_barrier(self, log_rate: Array) -> Array:
        """Compute the barrier of the mean rate."""
        return self._barrier(log_rate, "mean_rate")

    def _barrier(self, log_rate: Array, convention: Convention) -> Array:
        height = barrier_at_log_rate(log_rate, self.alpha, kT=self.kT, convention=convention, **self.law)
        return np.asarray(height)

    def summed(self, term: Callable[[Array], Array], n: Array) -> Array:
        """Sum a function of ln eps over the updates; it may have a kink where the barrier becomes positive."""

        def rises(log_rate: Array) -> NDArray[np.bool_]:
            return np.asarray(self.barrier(log_rate) > 0)

        return self.schedule.cumulative(term, n, rises, self.kT)


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

    Examples
    --------
    >>> logarithmic_steps(1000, 4)
    array([   1.,   10.,  100., 1000.])
    """
    last = float(check("steps", steps, at_least=1.0, at_most=LAST_STEP))
    count = int(check("points", points, at_least=2.0, at_most=1e6))
    tens = 10.0 ** np.arange(0, np.floor(np.log10(last)) + 1)
    return np.unique(np.concatenate([np.rint(np.geomspace(1.0, last, count)), tens, [last]]))


def _listed(last: float, points: int | ArrayLike | None) -> Array:
    if points is None and last <= _EVERY_STEP:
        return np.arange(1.0, last + 1.0)
    if points is None or np.ndim(points) == 0:
        return logarithmic_steps(last, _USUAL_POINTS if points is None else int(np.asarray(points)))
    chosen = np.unique(check("points", points, at_least=1.0, at_most=last))
    if chosen.size == 0 or np.any(chosen != np.rint(chosen)):
        raise DomainError("points", points, "whole numbers of updates, at least one")
    return chosen
