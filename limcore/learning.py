"""Learning as a drive, and the barrier that follows it: Eqs. 5-7 of the paper.

Gradient descent with learning rate eps spends dE = kT eps g^2 on one memory element, where g is its gradient, bounded
by 1. Updates follow R = R_max eps^(1+alpha); put into Eq. 4 this gives the barrier along learning.

Two printed statements slip. Eq. 7 has >=, but tanh grows, so g^2 <= 1 makes its right-hand side an upper bound. And
R = R_max at the first step cannot be met, since R <= R_max tanh(eps g^2 / 2) without any barrier: the barrier comes out
negative there (-0.772 kT at eps = 1), unless the rates are scaled to a barrier-free start.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import MOST, Array, check
from limcore.kinetics import Convention, _tilted

__all__ = [
    "asymptotic_barrier",
    "barrier_at_log_rate",
    "gradient_energy",
    "learning_barrier",
    "log_rate_at_barrier",
    "update_rate_law",
]


_FAR: Final = 30.0  # ln of a learning rate below whose inverse the asymptote is exact to a double
_BISECTIONS: Final = 120


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
    return (check("kT", kT, above=0.0, at_most=MOST) * rate * _squared(squared_gradient))[()]


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
    rate = check("learning_rate", learning_rate, at_least=0.0, at_most=MOST)
    exponent = 1.0 + _exponent(alpha)
    fastest = check("rate_max", rate_max, above=0.0, at_most=MOST)
    squared = _squared(squared_gradient)
    with np.errstate(all="ignore"):
        if initial_learning_rate is None:
            return (fastest * rate**exponent)[()]
        first = check("initial_learning_rate", initial_learning_rate, above=0.0, at_most=MOST)
        return (fastest * np.tanh(first * squared / 2.0) * (rate / first) ** exponent)[()]


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
        Barrier height in the unit of `kT`, of the broadcast shape; infinity at a learning rate of 0.

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
    tilted = _tilted(convention)
    with np.errstate(all="ignore"):
        height = _reduced_barrier(log_rate, exponent, squared)
        if initial_learning_rate is not None:
            first = check("initial_learning_rate", initial_learning_rate, above=0.0, at_most=MOST)
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
    exponent, squared = _exponent(alpha), _squared(squared_gradient)
    with np.errstate(divide="ignore"):
        height = -exponent * np.asarray(log_rate, dtype=np.float64) + np.log(squared / 2.0)
        if initial_learning_rate is not None:
            first = check("initial_learning_rate", initial_learning_rate, above=0.0, at_most=MOST)
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
    target = float(check("barrier_height", barrier_height, at_least=-MOST, at_most=MOST) / check("kT", kT, above=0.0))
    exponent = float(_exponent(alpha))
    squared = float(check("squared_gradient", squared_gradient, above=0.0, at_most=1.0))
    shift = float(np.log(squared / 2.0))
    if initial_learning_rate is not None:
        first = check("initial_learning_rate", initial_learning_rate, above=0.0, at_most=MOST)
        target += float(_reduced_barrier(np.log(first), np.asarray(exponent), np.asarray(squared)))

    def bend(log_rate: float) -> float:
        """ln(tanh(x)/x) at x = eps g^2/2: what the barrier lies below its asymptote."""
        with np.errstate(over="ignore"):
            return float(np.log(np.tanh(np.exp(log_rate + shift))) - log_rate - shift) if log_rate > -_FAR else 0.0

    # The barrier falls by at least alpha for each unit of ln eps, from its asymptote downwards.
    high = (shift - target) / exponent
    low = high + bend(high) / exponent
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        above = -exponent * middle + shift + bend(middle) > target
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2.0


def _reduced_barrier(log_rate: Array, alpha: Array, squared: Array) -> Array:
    """-alpha ln eps + ln(g^2/2) + ln(tanh(x)/x), x = eps g^2/2: finite however small eps is."""
    half = np.exp(log_rate) * squared / 2.0
    bend = np.log(np.tanh(half) / np.where(half > 0, half, 1.0))
    return -alpha * log_rate + np.log(squared / 2.0) + np.where(half > 0, bend, 0.0)


def _exponent(alpha: ArrayLike) -> Array:
    return check("alpha", alpha, above=0.0, below=1.0)


def _squared(squared_gradient: ArrayLike) -> Array:
    return check("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
