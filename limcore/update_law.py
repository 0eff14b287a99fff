"""Learning as a drive, and the law of its update rates: Eqs. 5 and 6 of the paper, and section III.

Gradient descent with learning rate eps spends dE = kT eps g^2 on one memory element, where g is its gradient, bounded
by 1. Updates follow R = R_max eps^(1+alpha).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, exponential, product
from limcore.errors import MOST, Array, check, check_shapes

__all__ = ["drive_at_log_rate", "gradient_energy", "update_rate_at_log_rate", "update_rate_law"]

_FULL: Final = float(np.finfo(np.float64).tiny)  # a smaller double has not all its digits


def gradient_energy(learning_rate: ArrayLike, squared_gradient: ArrayLike = 1.0, *, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the energy with which gradient descent drives one memory element.

    Parameters
    ----------
    learning_rate : array_like
        Learning rate, at least 0.
    squared_gradient : array_like
        Squared gradient of the loss by the parameter, from 0 to 1.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Size of the drive in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a learning rate is negative, a squared gradient not from 0 to 1, or `kT` not above 0.

    Notes
    -----
    From Eqs. 5 and 6 of [1]_, with kT as the paper's normalisation; the paper writes it with a minus sign:

    .. math:: \Delta E_n = kT \varepsilon_n (\partial L / \partial w)^2

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> float(gradient_energy(0.1))
    0.1
    """
    rate = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST)
    thermal, squared = check("kT", kT, above=0.0, at_most=MOST), checked_square(squared_gradient)
    check_shapes(learning_rate=rate, squared_gradient=squared, kT=thermal)
    with np.errstate(all="ignore"):
        return product(thermal, rate, squared)[()]


def drive_at_log_rate(
    log_rate: Array, squared_gradient: ArrayLike, *, kT: ArrayLike, learning_rate: Array | None = None
) -> Array:
    """Compute `gradient_energy` from ln eps, for learning rates too small to be a double.

    Where the learning rate is given and has all its digits, it is what counts.
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    with np.errstate(all="ignore"):
        drive = exponential(log_rate, thermal, checked_square(squared_gradient))[()]
    if learning_rate is None:
        return drive
    return np.where(learning_rate >= _FULL, gradient_energy(learning_rate, squared_gradient, kT=kT), drive)


def update_rate_law(
    learning_rate: ArrayLike,
    alpha: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    initial_learning_rate: ArrayLike | None = None,
    squared_gradient: ArrayLike = 1.0,
) -> Array:
    r"""Compute the update rate that goes with a learning rate.

    Parameters
    ----------
    learning_rate : array_like
        Learning rate, at least 0.
    alpha : array_like
        Rate exponent, between 0 and 1.
    rate_max : array_like
        Attempt rate, above 0.
    initial_learning_rate : array_like, optional
        Highest learning rate, above 0. Given, the rates are scaled so that the barrier is 0 there, and above 0 at
        lower learning rates: a start that can be met.
    squared_gradient : array_like
        Squared gradient, from 0 to 1; it matters only for the barrier-free start.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Update rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a learning rate is negative, `alpha` not between 0 and 1, or `rate_max` not above 0.

    Notes
    -----
    The law of section III of [1]_, and the same law with a start that can be met:

    .. math:: R_n = R_\mathrm{max} \varepsilon_n^{1+\alpha}, \qquad
              R_n = R_\mathrm{max} \tanh\frac{\varepsilon_0 g^2}{2}
                    \left( \frac{\varepsilon_n}{\varepsilon_0} \right)^{1+\alpha}

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{update_rate_law(0.01, 0.5):.3g}")
    0.001
    """
    rate, exponent = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST), checked_exponent(alpha)
    fastest, first, squared = _start(rate_max, initial_learning_rate, squared_gradient)
    check_shapes(
        learning_rate=rate, alpha=exponent, rate_max=fastest, initial_learning_rate=first, squared_gradient=squared
    )
    with np.errstate(all="ignore"):
        power = (rate / first) ** (1.0 + exponent)
        within = (power > TINY) & (power < 1.0 / TINY)
        start = (fastest,) if initial_learning_rate is None else (fastest, *_fastest_share(first, squared))
        if within.all():
            return product(*start, power)[()]
        # A power that leaves the range is put together from two of smaller exponents.
        parts = np.where(within, power, rate), np.where(within, 1.0, rate**exponent)
        over = np.where(within, 1.0, first), np.where(within, 1.0, first**exponent)
        return product(*start, *parts, over=over)[()]


def update_rate_at_log_rate(
    log_rate: Array,
    alpha: ArrayLike,
    *,
    rate_max: ArrayLike,
    initial_learning_rate: ArrayLike | None,
    squared_gradient: ArrayLike,
    learning_rate: Array | None = None,
) -> Array:
    """Compute `update_rate_law` from ln eps, for learning rates too small to be a double.

    Where the learning rate is given and has all its digits, it is what counts.
    """
    law: dict[str, Any] = {
        "rate_max": rate_max,
        "initial_learning_rate": initial_learning_rate,
        "squared_gradient": squared_gradient,
    }
    fastest, first, squared = _start(rate_max, initial_learning_rate, squared_gradient)
    start = (fastest,) if initial_learning_rate is None else (fastest, *_fastest_share(first, squared))
    with np.errstate(all="ignore"):
        rate = exponential((1.0 + checked_exponent(alpha)) * (log_rate - np.log(first)), *start)[()]
    if learning_rate is None:
        return rate
    return np.where(learning_rate >= _FULL, update_rate_law(learning_rate, alpha, **law), rate)


def _start(rate_max: ArrayLike, initial: ArrayLike | None, squared_gradient: ArrayLike) -> tuple[Array, Array, Array]:
    """Check what the law of update rates begins with; by the paper's, at a learning rate of 1."""
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        checked_start(initial),
        checked_square(squared_gradient),
    )


def _fastest_share(first: Array, squared: Array) -> tuple[Array, ...]:
    """tanh(eps0 g^2/2) as factors: a number too small to have all its digits by what it is the product of."""
    half = first * squared / 2.0
    weak = half < TINY
    if not weak.any():
        return (np.asarray(np.tanh(half)),)
    return np.where(weak, first, np.tanh(half)), np.where(weak, squared, 1.0), np.where(weak, 0.5, 1.0)


def checked_start(initial_learning_rate: ArrayLike | None) -> Array:
    """Check the highest learning rate; without one, that of the paper's law, 1."""
    first = 1.0 if initial_learning_rate is None else initial_learning_rate
    return check("initial_learning_rate", first, above=0.0, at_most=MOST)


def checked_exponent(alpha: ArrayLike) -> Array:
    """Check the rate exponent."""
    return check("alpha", alpha, above=0.0, below=1.0)


def checked_square(squared_gradient: ArrayLike) -> Array:
    """Check the squared gradient."""
    return check("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
