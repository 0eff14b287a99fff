"""How long a barrier holds a state, and the barrier that a time asks for.

Rates and energies as in `limcore.kinetics`, rates in 1/s; results too large for a double are infinite.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import exponential, log_product, quotient
from limcore.errors import MOST, Array, check, check_shapes
from limcore.kinetics import device

__all__ = ["barrier_for_retention", "retention_probability", "retention_time"]


def retention_time(barrier_height: ArrayLike, *, rate_max: ArrayLike, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the mean time a barrier holds a state.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Time in s, of the broadcast shape.

    Raises
    ------
    DomainError
        If `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    .. math:: \tau = 1/R^0 = \exp(E^0/kT) / R_\mathrm{max}

    Examples
    --------
    >>> print(f"{retention_time(40.3, rate_max=1e9) / (365.25 * 86400):.1f} years")
    10.1 years
    """
    fastest, thermal = device(rate_max, kT)
    barrier = check("barrier_height", barrier_height)
    check_shapes(barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        return exponential(quotient(barrier, thermal), over=(fastest,))[()]


def barrier_for_retention(
    time: ArrayLike,
    *,
    rate_max: ArrayLike,
    kT: ArrayLike = 1.0,
    failure_probability: ArrayLike | None = None,
) -> Array:
    r"""Compute the barrier that holds a state for a time.

    Parameters
    ----------
    time : array_like
        Time in s, above 0.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.
    failure_probability : array_like, optional
        Accepted probability that the state was left by then, between 0 and 1. Without it, `time` is the mean time.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `time`, `rate_max` or `kT` is not above 0 and finite, or the probability is not between 0 and 1.

    Notes
    -----
    .. math:: E^0 = kT \ln(t R_\mathrm{max}), \qquad
              E^0 = kT \ln\frac{t R_\mathrm{max}}{-\ln(1 - P)}

    The paper asks for more than 10^6 kT; ten years take 33 to 50 kT.

    Examples
    --------
    >>> ten_years = 10 * 365.25 * 86400
    >>> print(f"{barrier_for_retention(ten_years, rate_max=1e9):.1f}")
    40.3
    >>> print(f"{barrier_for_retention(ten_years, rate_max=1e9, failure_probability=1e-6):.1f}")
    54.1
    """
    fastest, thermal = device(rate_max, kT)
    seconds = check("time", time, above=0.0, at_most=MOST)
    check_shapes(time=seconds, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        attempts = log_product(seconds, fastest)
        if failure_probability is not None:
            accepted = check("failure_probability", failure_probability, above=0.0, below=1.0)
            check_shapes(time=seconds, rate_max=fastest, kT=thermal, failure_probability=accepted)
            attempts = attempts - np.log(-np.log1p(-accepted))
        return (thermal * attempts)[()]


def retention_probability(
    time: ArrayLike, barrier_height: ArrayLike, *, rate_max: ArrayLike, kT: ArrayLike = 1.0
) -> Array:
    r"""Compute the probability that a two-state memory is right after a time.

    Parameters
    ----------
    time : array_like
        Time in s, at least 0.
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Probability between 1/2 (forgotten) and 1, of the broadcast shape.

    Raises
    ------
    DomainError
        If a time is negative, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Solution of the two-state master equation with equal rates R0 both ways:

    .. math:: P = \tfrac{1}{2} \left( 1 + e^{-2 R^0 t} \right)

    Examples
    --------
    >>> print(f"{retention_probability(1.0, 0.0, rate_max=0.5):.4f}")
    0.6839
    """
    fastest, thermal = device(rate_max, kT)
    seconds, barrier = check("time", time, at_least=0.0), check("barrier_height", barrier_height)
    check_shapes(time=seconds, barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        hops = exponential(quotient(-barrier, thermal), fastest, seconds)
        return (0.5 * (1.0 + np.exp(-2.0 * hops)))[()]
