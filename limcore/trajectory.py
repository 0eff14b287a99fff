"""A learning-rate schedule walked through time: the table behind Fig. 3(b) of the paper."""

from __future__ import annotations

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

__all__ = ["Start", "learning_trajectory", "logarithmic_steps"]

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

    exact to about 1e-12 at every listed update however few are listed; no loop runs over the updates.

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
    if start not in ("paper", "barrier_free"):
        raise DomainError("start", start, "one of paper, barrier_free")
    n = _listed(last, points)
    highest = schedule.maximum_learning_rate if start == "barrier_free" else None
    law: dict[str, Any] = {"squared_gradient": squared_gradient, "initial_learning_rate": highest}

    def barrier(log_rate: Array, convention: Convention = "mean_rate") -> Array:
        return barrier_at_log_rate(log_rate, alpha, kT=kT, convention=convention, **law)

    def duration(log_rate: Array) -> Array:
        with np.errstate(divide="ignore", over="ignore", under="ignore"):
            return np.asarray(0.5 / update_rate_law(np.exp(log_rate), alpha, rate_max=rate_max, **law))

    def dissipated(log_rate: Array) -> Array:
        with np.errstate(under="ignore"):
            drive = gradient_energy(np.exp(log_rate), squared_gradient, kT=kT)
        return step_dissipation(barrier(log_rate, convention), drive)

    def rises(log_rate: Array) -> NDArray[np.bool_]:
        return np.asarray(barrier(log_rate, convention) > 0)

    log_rate, rate = schedule.log_learning_rate(n - 1), schedule(n - 1)
    height, drive = barrier(log_rate, convention), gradient_energy(rate, squared_gradient, kT=kT)
    return pd.DataFrame(
        {
            "n": n,
            "time_s": schedule.cumulative(duration, n),
            "learning_rate": rate,
            "update_rate": update_rate_law(rate, alpha, rate_max=rate_max, **law),
            "equilibrium_rate": equilibrium_rate(barrier(log_rate), rate_max=rate_max, kT=kT),
            "gradient_energy": drive,
            "barrier_height": height,
            "dissipation": step_dissipation(height, drive),
            "cumulative_dissipation": schedule.cumulative(dissipated, n, rises),
            "feasible": height >= 0,
        }
    )


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
