"""How fast learning can go: the update rates that can be met, and the time that an update takes.

The paper's law asks for R = R_max eps^(1+alpha). Early on that is more than a memory without any barrier can give,
R_max tanh(eps g^2/2): there the barrier is gone, and updates come as fast as the drive brings them.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore._wide import exponential
from limcore.errors import MOST, Array, DomainError, check, check_number, check_shapes
from limcore.kinetics import Convention, update_rate
from limcore.learning import barrier_at_log_rate
from limcore.schedules import LAST_STEP, Schedule, check_schedule
from limcore.update_law import drive_at_log_rate, update_rate_at_log_rate

__all__ = [
    "attainable_rate_at_log_rate",
    "attainable_update_rate",
    "is_made",
    "update_time_at_log_rate",
    "updates_made",
]

_LINEAR: Final = 1e-13  # a reduced drive up to which its tanh is as good as itself


def attainable_update_rate(
    learning_rate: ArrayLike,
    alpha: ArrayLike,
    squared_gradient: ArrayLike = 1.0,
    *,
    rate_max: ArrayLike = 1.0,
    initial_learning_rate: ArrayLike | None = None,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the update rate of a learning rate as far as it can be met: by the law, or without any barrier.

    Parameters
    ----------
    learning_rate : array_like
        Learning rate, at least 0.
    alpha : array_like
        Rate exponent, between 0 and 1.
    squared_gradient : array_like
        Squared gradient, from 0 to 1.
    rate_max : array_like
        Attempt rate, above 0.
    initial_learning_rate : array_like, optional
        Highest learning rate, above 0: given, the law begins at a barrier of 0, as in `update_rate_law`.
    convention : {"mean_rate", "symmetric_tilt"}
        Which barrier is gone where the law asks for too much.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Update rate in the unit of `rate_max`, of the broadcast shape; 0 where there is no drive.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The law of section III of [1]_, bounded by Eq. 3 without a barrier (with the symmetric tilt, tanh becomes sinh):

    .. math:: R_n = \min\left( R_\mathrm{max} \varepsilon_n^{1+\alpha},
              R_\mathrm{max} \tanh\frac{\varepsilon_n g^2}{2} \right)

    The law asks for more where `learning_barrier` is negative.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> import numpy as np
    >>> print(np.round(attainable_update_rate(1 / np.array([1.0, 2.0, 100.0]), 0.5), 4))
    [0.4621 0.2449 0.001 ]
    """
    rate = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST)
    fastest, exponent = check("rate_max", rate_max, above=0.0, at_most=MOST), check("alpha", alpha)
    squared = check("squared_gradient", squared_gradient)
    first = check("initial_learning_rate", 1.0 if initial_learning_rate is None else initial_learning_rate)
    check_shapes(
        learning_rate=rate, alpha=exponent, rate_max=fastest, initial_learning_rate=first, squared_gradient=squared
    )
    with np.errstate(divide="ignore"):
        log_rate = np.log(rate)
    return attainable_rate_at_log_rate(
        log_rate,
        exponent,
        squared,
        rate_max=fastest,
        initial_learning_rate=None if initial_learning_rate is None else first,
        convention=convention,
        learning_rate=rate,
    )


def attainable_rate_at_log_rate(
    log_rate: Array,
    alpha: ArrayLike,
    squared_gradient: ArrayLike,
    *,
    rate_max: ArrayLike,
    initial_learning_rate: ArrayLike | None,
    convention: Convention,
    learning_rate: Array | None = None,
) -> Array:
    """Compute `attainable_update_rate` from ln eps, for learning rates too small to be a double.

    Where the learning rate is given and has all its digits, it is what counts.
    """
    law: dict[str, Any] = {"initial_learning_rate": initial_learning_rate, "squared_gradient": squared_gradient}
    asked = update_rate_at_log_rate(log_rate, alpha, rate_max=rate_max, learning_rate=learning_rate, **law)
    barrier = barrier_at_log_rate(log_rate, alpha, kT=1.0, convention=convention, **law)
    driven = _rate_without_barrier(log_rate, squared_gradient, rate_max, convention, learning_rate)
    with np.errstate(invalid="ignore"):
        return np.where(barrier >= 0, asked, np.minimum(asked, driven))[()]


def _rate_without_barrier(
    log_rate: Array, squared_gradient: ArrayLike, rate_max: ArrayLike, convention: Convention, rate: Array | None
) -> Array:
    """R_max tanh(eps g^2/2), or sinh; linear where so weak a drive may be too small to be a double."""
    squared, fastest = check("squared_gradient", squared_gradient), check("rate_max", rate_max)
    drive = np.asarray(drive_at_log_rate(log_rate, squared, kT=1.0, learning_rate=rate))
    with np.errstate(all="ignore"):
        linear = exponential(log_rate, fastest, squared, np.asarray(0.5))
    return np.where(drive < _LINEAR, linear, update_rate(0.0, drive, rate_max=fastest, convention=convention))


def update_time_at_log_rate(
    log_rate: Array,
    alpha: ArrayLike,
    squared_gradient: ArrayLike,
    *,
    rate_max: ArrayLike,
    initial_learning_rate: ArrayLike | None,
    convention: Convention,
) -> Array:
    """Compute the time of an update, 1/(2R), as fast as it can be met; none where no update is made, without drive."""
    rate = attainable_rate_at_log_rate(
        log_rate,
        alpha,
        squared_gradient,
        rate_max=rate_max,
        initial_learning_rate=initial_learning_rate,
        convention=convention,
    )
    with np.errstate(all="ignore"):
        return np.where(is_made(log_rate, squared_gradient), 0.5 / rate, 0.0)[()]


def updates_made(schedule: Schedule, steps: ArrayLike, squared_gradient: float = 1.0) -> Array:
    r"""Count the updates that are made in the first steps of a schedule.

    Parameters
    ----------
    schedule : Schedule
        The learning-rate schedule.
    steps : array_like, shape (m,)
        Numbers of steps, rising whole numbers from 1.
    squared_gradient : float
        Squared gradient, from 0 to 1.

    Returns
    -------
    numpy.ndarray, shape (m,)
        How many of the steps have a learning rate above 0, and a gradient: at the others nothing is updated.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> updates_made(make_schedule("polynomial", initial=1.0, total_steps=100), [10, 1000])
    array([ 10., 100.])
    """
    n = np.atleast_1d(check("steps", steps, at_least=1.0, at_most=LAST_STEP, missing=False))
    if n.ndim > 1 or n.size == 0 or np.any(n != np.rint(n)) or np.any(np.diff(n) <= 0):
        raise DomainError("steps", steps, "a list of rising whole numbers, at least one")
    squared = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
    schedule = check_schedule(schedule)
    idle = np.rint(schedule.cumulative(lambda log_rate: (~is_made(log_rate, squared)).astype(np.float64), n))
    # What is left of many steps is lost in their rounding: whichever are few are counted.
    few = 2.0 * idle > n
    if not np.any(few):
        return np.asarray(n - idle)
    made = schedule.cumulative(lambda log_rate: is_made(log_rate, squared).astype(np.float64), n)
    return np.where(few, np.rint(made), n - idle)


def is_made(log_rate: Array, squared_gradient: ArrayLike) -> NDArray[np.bool_]:
    """Tell whether an update is made: not at a learning rate of 0, nor without a gradient."""
    return np.asarray((log_rate > -np.inf) & (np.asarray(squared_gradient) > 0))
