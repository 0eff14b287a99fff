"""The barrier that follows learning: Eqs. 5-7 of the paper.

The drive and the update rate of `limcore.update_law`, put into Eq. 4, give the barrier along learning.

Two printed statements slip. Eq. 7 has >=, but tanh grows, so g^2 <= 1 makes its right-hand side an upper bound. And
R = R_max at the first step cannot be met, since R <= R_max tanh(eps g^2 / 2) without any barrier: the barrier comes out
negative there (-0.772 kT at eps = 1), unless the rates are scaled to a barrier-free start.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import MOST, Array, check, check_number, check_shapes
from limcore.kinetics import Convention, is_tilted
from limcore.update_law import checked_exponent, checked_square, checked_start

__all__ = [
    "asymptotic_barrier",
    "barrier_at_log_rate",
    "learning_barrier",
    "log_rate_at_barrier",
]

_LINEAR: Final = -30.0  # ln of eps g^2/2 up to which its tanh is as good as itself
_SATURATED: Final = 20.0  # and that from which it is as good as 1
_BISECTIONS: Final = 60


def learning_barrier(
    learning_rate: ArrayLike,
    alpha: ArrayLike,
    squared_gradient: ArrayLike = 1.0,
    *,
    kT: ArrayLike = 1.0,
    initial_learning_rate: ArrayLike | None = None,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the barrier height that a learning rate asks for.

    Parameters
    ----------
    learning_rate : array_like
        Learning rate, at least 0.
    alpha : array_like
        Rate exponent, between 0 and 1.
    squared_gradient : array_like
        Squared gradient, from 0 to 1; at 1 the result is the upper bound of Eq. 7.
    kT : array_like
        Thermal energy, above 0.
    initial_learning_rate : array_like, optional
        Highest learning rate, above 0. Given, the rates are scaled so that the barrier is 0 there, and above 0 at
        lower learning rates: a start that can be met.
    convention : {"mean_rate", "symmetric_tilt"}
        What is called the barrier: that of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape; infinity at a learning rate of 0, minus infinity at
        a squared gradient of 0, and NaN at both or with the barrier-free start, since then any barrier fits.

    Raises
    ------
    DomainError
        If a learning rate is negative, `alpha` not between 0 and 1, a squared gradient not from 0 to 1, `kT` not above
        0, or the convention unknown.

    Notes
    -----
    Eq. 4 of [1]_ with `gradient_energy` and `update_rate_law`; the attempt rate cancels:

    .. math:: E^0 / kT = -(1+\alpha) \ln\varepsilon + \ln\tanh\frac{\varepsilon g^2}{2}
              \approx -\alpha \ln\varepsilon - \ln\frac{2}{g^2}

    For :math:`\varepsilon = 1/n` and :math:`g^2 = 1` it grows as :math:`kT(\alpha \ln n - \ln 2)`. With the
    barrier-free start, its value at the first learning rate is subtracted.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Eq. 7.

    Examples
    --------
    >>> import numpy as np
    >>> print(np.round(learning_barrier(1 / np.array([1.0, 10.0, 1000.0]), 0.5), 4))
    [-0.7719  0.4573  2.7607]
    """
    rate = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST)
    with np.errstate(all="ignore"):
        return barrier_at_log_rate(
            np.log(rate),
            alpha,
            squared_gradient,
            kT=kT,
            initial_learning_rate=initial_learning_rate,
            convention=convention,
        )


def barrier_at_log_rate(
    log_rate: Array,
    alpha: ArrayLike,
    squared_gradient: ArrayLike,
    *,
    kT: ArrayLike,
    initial_learning_rate: ArrayLike | None,
    convention: Convention,
) -> Array:
    """Compute `learning_barrier` from ln eps, for learning rates too small to be a double.

    The parameters are those of `learning_barrier`, but `log_rate`: the natural logarithm of the learning rate.
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    exponent, squared = checked_exponent(alpha), checked_square(squared_gradient)
    first = checked_start(initial_learning_rate)
    check_shapes(
        learning_rate=log_rate, alpha=exponent, squared_gradient=squared, kT=thermal, initial_learning_rate=first
    )
    tilted = is_tilted(convention)
    with np.errstate(all="ignore"):
        height = _reduced_barrier(log_rate, exponent, squared)
        if initial_learning_rate is not None:
            height = height - _reduced_barrier(np.log(first), exponent, squared)
        if tilted:
            half = np.exp(log_rate) * squared / 2.0
            height = height + np.logaddexp(half, -half) - np.log(2.0)
        return (thermal * height)[()]


def asymptotic_barrier(
    log_rate: ArrayLike,
    alpha: ArrayLike,
    squared_gradient: ArrayLike = 1.0,
    *,
    kT: ArrayLike = 1.0,
    initial_learning_rate: ArrayLike | None = None,
) -> Array:
    r"""Compute what the barrier along learning tends to as the learning rate falls.

    Parameters
    ----------
    log_rate : array_like
        Natural logarithm of the learning rate.
    alpha, squared_gradient, kT, initial_learning_rate
        As for `learning_barrier`.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        As for `learning_barrier`.

    Notes
    -----
    .. math:: E^0 / kT \to -\alpha \ln\varepsilon - \ln\frac{2}{g^2},

    which for :math:`\varepsilon = 1/n`, :math:`g^2 = 1` is :math:`\alpha \ln n - \ln 2`.

    Examples
    --------
    >>> print(round(float(asymptotic_barrier(-6.0, 0.5)), 4))
    2.3069
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    exponent, squared, falling = checked_exponent(alpha), checked_square(squared_gradient), check("log_rate", log_rate)
    first = checked_start(initial_learning_rate)
    check_shapes(log_rate=falling, alpha=exponent, squared_gradient=squared, kT=thermal, initial_learning_rate=first)
    with np.errstate(all="ignore"):
        height = -exponent * falling + _log_half(squared)
        if initial_learning_rate is not None:
            height = height - _reduced_barrier(np.log(first), exponent, squared)
        return np.asarray(thermal * height)[()]


def log_rate_at_barrier(
    barrier_height: float,
    alpha: float,
    squared_gradient: float = 1.0,
    *,
    kT: float = 1.0,
    initial_learning_rate: float | None = None,
) -> float:
    """Compute the logarithm of the learning rate that asks for a barrier: the inverse of `learning_barrier`.

    Parameters
    ----------
    barrier_height : float
        Barrier height in the unit of `kT`; any sign.
    alpha, squared_gradient, kT, initial_learning_rate
        As for `learning_barrier`; the squared gradient above 0.

    Returns
    -------
    float
        Natural logarithm of the learning rate: the rate itself may be too small to be a double.

    Raises
    ------
    DomainError
        As for `learning_barrier`, or if the barrier is not finite.

    Examples
    --------
    >>> import numpy as np
    >>> print(f"{np.exp(log_rate_at_barrier(2.7607, 0.5)):.5f}")
    0.00100
    """
    height = check_number("barrier_height", barrier_height, at_least=-MOST, at_most=MOST)
    with np.errstate(over="ignore"):
        target = float(np.divide(height, check_number("kT", kT, above=0.0, at_most=MOST)))
    exponent = check_number("alpha", alpha, above=0.0, below=1.0)
    shift = float(_log_half(np.asarray(check_number("squared_gradient", squared_gradient, above=0.0, at_most=1.0))))
    if initial_learning_rate is not None:
        first = check_number("initial_learning_rate", initial_learning_rate, above=0.0, at_most=MOST)
        target += float(_reduced_barrier(np.log(first), np.asarray(exponent), np.asarray(squared_gradient)))
    # The barrier lies below two lines, -alpha ln eps + ln(g^2/2) and -(1 + alpha) ln eps, and is one of them far out.
    low_rate, high_rate = (shift - target) / exponent, -target / (1.0 + exponent)
    if low_rate + shift <= _LINEAR:
        return low_rate
    if high_rate + shift >= _SATURATED:
        return high_rate
    low, high = _LINEAR - shift, min(low_rate, high_rate)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        bend = math.log(math.tanh(math.exp(middle + shift))) - middle - shift
        above = -exponent * middle + shift + bend > target
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2.0


def _reduced_barrier(log_rate: Array, alpha: Array, squared: Array) -> Array:
    """-alpha ln eps + ln(g^2/2) + ln(tanh(x)/x), x = eps g^2/2: finite however small eps is."""
    half = np.exp(log_rate) * squared / 2.0
    bend = np.log(np.tanh(half) / np.where(half > 0, half, 1.0))
    return -alpha * log_rate + _log_half(squared) + np.where(half > 0, bend, 0.0)


def _log_half(squared: Array) -> Array:
    """ln(g^2/2), where g^2 may be the smallest double."""
    return np.asarray(np.log(squared) - np.log(2.0))
