"""Learning that is to be remembered: the barrier that a run allows, and what it takes to remember, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.course import Start
from limcore.dissipation import freeze_energy
from limcore.errors import MOST, Array, check_number
from limcore.kinetics import Convention
from limcore.retention import barrier_for_retention, retention_time
from limcore.schedules import Schedule
from limcore.trajectory import learning_columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["retention_columns", "retention_trajectory"]


def retention_trajectory(
    schedule: Schedule,
    steps: float,
    retention: float,
    *,
    alpha: float,
    failure_probability: float | None = None,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
) -> pd.DataFrame:
    r"""Follow a schedule through its updates: the barrier that learning allows, and those that memory asks for.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, rate_max, kT, points, start, convention
        As for `learning_trajectory`; the convention says which barrier is gone where the law asks for too high a rate.
    retention : float
        How long the result is to be remembered, in s, above 0.
    failure_probability : float, optional
        Accepted probability of a bit error by then, between 0 and 1/2. Without it, `retention` is a mean time.

    Returns
    -------
    pandas.DataFrame
        One row for each listed update, with the columns n; time_s (s, up to and with this update); ceiling, the
        barrier of the mean rate at which the update rate is that of the law; next_update and whole_run, those that
        hold on average for as long as this update takes, and for the run so far (NaN where that is endless); target,
        that which `retention` asks for; gap, what the ceiling lacks of it; and retention_time_s (s), how long the
        ceiling holds on average (energies in the unit of `kT`).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The ceiling is Eq. 7 of [1]_ (`learning_barrier`), the others are Eq. 1 (`barrier_for_retention`):

    .. math:: E = kT \ln\left(\tau R_\mathrm{max}\right), \qquad
              \tau = \frac{1}{2R_n}, \quad \sum_{k \le n} \frac{1}{2R_k}, \quad \tau_\mathrm{retention}

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Eqs. 1 and 7.

    Examples
    --------
    >>> from limcore import YEAR, make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> last = retention_trajectory(paper, 10**6, 10 * YEAR, alpha=0.5, rate_max=1e9, points=[10**6]).iloc[0]
    >>> print(f"{last['ceiling']:.2f} of {last['target']:.2f} kT: {last['gap']:.2f} kT are missing")
    6.21 of 40.29 kT: 34.08 kT are missing
    """
    import pandas as pd

    law: dict[str, Any] = {"alpha": alpha, "squared_gradient": squared_gradient, "rate_max": rate_max, "kT": kT}
    law |= {"points": points, "start": start, "convention": convention}
    return pd.DataFrame(retention_columns(schedule, steps, retention, failure_probability=failure_probability, **law))


def retention_columns(
    schedule: Schedule,
    steps: float,
    retention: float,
    *,
    alpha: float,
    failure_probability: float | None = None,
    squared_gradient: float = 1.0,
    rate_max: float = 1.0,
    kT: float = 1.0,
    points: int | ArrayLike | None = None,
    start: Start = "paper",
    convention: Convention = "mean_rate",
) -> Columns:
    """Compute the table of `retention_trajectory` as arrays, without pandas.

    Parameters
    ----------
    schedule, steps, retention, alpha, failure_probability, squared_gradient, rate_max, kT, points, start, convention
        As for `retention_trajectory`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of listed updates,).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> from limcore import YEAR, make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> path = retention_columns(paper, 10**6, 10 * YEAR, alpha=0.5, rate_max=1e9, points=[1, 10**6])
    >>> print(path["whole_run"].round(2))
    [ 0.08 32.93]
    """
    wanted = check_number("retention", retention, above=0.0, at_most=MOST)
    failing = failure_probability
    if failing is not None:
        failing = check_number("failure_probability", failing, above=0.0, below=0.5)
    device: dict[str, Any] = {
        "rate_max": check_number("rate_max", rate_max, above=0.0, at_most=MOST),
        "kT": check_number("kT", kT, above=0.0, at_most=MOST),
    }
    exponent = check_number("alpha", alpha, above=0.0, below=1.0)
    law: dict[str, Any] = {"alpha": exponent, "squared_gradient": squared_gradient, "points": points, "start": start}
    law |= device
    path = learning_columns(schedule, steps, **law, convention=convention, only=["n", "time_s", "update_rate"])
    ceiling = learning_columns(schedule, steps, **law, only=["barrier_height"])["barrier_height"]
    target = np.asarray(barrier_for_retention(wanted, failure_probability=failing, **device))
    with np.errstate(divide="ignore", over="ignore"):
        update_time = 0.5 / path["update_rate"]
    return {
        "n": path["n"],
        "time_s": path["time_s"],
        "ceiling": ceiling,
        "next_update": _holding(update_time, **device),
        "whole_run": _holding(path["time_s"], **device),
        "target": np.full(ceiling.size, target),
        "gap": np.asarray(freeze_energy(ceiling, target)),
        "retention_time_s": np.asarray(retention_time(np.maximum(ceiling, 0.0), **device)),
    }


def _holding(time: Array, **device: Any) -> Array:
    """Compute the barrier that holds for a time on average; NaN where none does, since the time is endless."""
    return np.asarray(barrier_for_retention(np.where(np.isfinite(time) & (time > 0), time, np.nan), **device))
