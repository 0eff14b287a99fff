"""Learning as a drive, and the barrier that follows it: Eqs. 5-7 of the paper.

Gradient descent with learning rate eps spends dE = kT eps g^2 on one memory element, where g is its gradient, bounded
by 1. Updates follow R = R_max eps^(1+alpha); put into Eq. 4 this gives the barrier along learning.

Two printed statements slip. Eq. 7 has >=, but tanh grows, so g^2 <= 1 makes its right-hand side an upper bound. And
R = R_max at the first step cannot be met, since R <= R_max tanh(eps g^2 / 2) without any barrier: the barrier comes out
negative there (-0.772 kT at eps = 1), unless the rates are scaled to a barrier-free start.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, exponential, product
from limcore.errors import MOST, Array, check, check_number, check_shapes
from limcore.kinetics import Convention, _tilted

__all__ = [
    "asymptotic_barrier",
    "barrier_at_log_rate",
    "drive_at_log_rate",
    "gradient_energy",
    "learning_barrier",
    "log_rate_at_barrier",
    "update_rate_at_log_rate",
    "update_rate_law",
]


_LINEAR: Final = -30.0  # ln of eps g^2/2 up to which its tanh is as good as itself
_SATURATED: Final = 20.0  # and that from which it is as good as 1
_BISECTIONS: Final = 60
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
    thermal, squared = check("kT", kT, above=0.0, at_most=MOST), _squared(squared_gradient)
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
        drive = exponential(log_rate, thermal, _squared(squared_gradient))[()]
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
    rate, exponent = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST), _exponent(alpha)
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
        rate = exponential((1.0 + _exponent(alpha)) * (log_rate - np.log(first)), *start)[()]
    if learning_rate is None:
        return rate
    return np.where(learning_rate >= _FULL, update_rate_law(learning_rate, alpha, **law), rate)


def _start(rate_max: ArrayLike, initial: ArrayLike | None, squared_gradient: ArrayLike) -> tuple[Array, Array, Array]:
    """Check what the law of update rates begins with; by the paper's, at a learning rate of 1."""
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        _first(initial),
        _squared(squared_gradient),
    )


def _fastest_share(first: Array, squared: Array) -> tuple[Array, ...]:
    """tanh(eps0 g^2/2) as factors: a number too small to have all its digits by what it is the product of."""
    half = first * squared / 2.0
    weak = half < TINY
    if not weak.any():
        return (np.asarray(np.tanh(half)),)
    return np.where(weak, first, np.tanh(half)), np.where(weak, squared, 1.0), np.where(weak, 0.5, 1.0)


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
    exponent, squared = _exponent(alpha), _squared(squared_gradient)
    first = _first(initial_learning_rate)
    check_shapes(
        learning_rate=log_rate, alpha=exponent, squared_gradient=squared, kT=thermal, initial_learning_rate=first
    )
    tilted = _tilted(convention)
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
    exponent, squared, falling = _exponent(alpha), _squared(squared_gradient), check("log_rate", log_rate)
    first = _first(initial_learning_rate)
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


def _first(initial_learning_rate: ArrayLike | None) -> Array:
    """Check the highest learning rate; without one, that of the paper's law, 1."""
    first = 1.0 if initial_learning_rate is None else initial_learning_rate
    return check("initial_learning_rate", first, above=0.0, at_most=MOST)


def _exponent(alpha: ArrayLike) -> Array:
    return check("alpha", alpha, above=0.0, below=1.0)


def _squared(squared_gradient: ArrayLike) -> Array:
    return check("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
