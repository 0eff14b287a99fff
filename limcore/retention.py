"""How long a barrier holds a state, and the barrier that a time asks for.

Rates and energies as in `limcore.kinetics`, rates in 1/s; results too large for a double are infinite.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import exponential, log_product, quotient
from limcore.errors import MOST, Array, check, check_choice, check_shapes
from limcore.kinetics import device

__all__ = ["Failure", "barrier_for_retention", "retention_probability", "retention_time"]

Failure = Literal["bit_error", "left_once"]
"""What counts as a failure: that the other state is found after the time, or that the state was ever left by then."""

_STATES: Final = {"bit_error": 2.0, "left_once": 1.0}  # two states, or a first passage


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
    failure: Failure = "bit_error",
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
        Accepted probability of failure: between 0 and 1/2 for a bit error, which is as likely as not in the end, and
        between 0 and 1 for a state that was left once. Without it, `time` is the mean time until the state is left.
    failure : {"bit_error", "left_once"}
        What counts as a failure, as in `retention_probability`.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape; negative where it would hold without a barrier.

    Raises
    ------
    DomainError
        If `time`, `rate_max` or `kT` is not above 0 and finite, or the probability is out of its range.

    Notes
    -----
    On average; with a bit error after t of probability P; with a probability P of having been left by t:

    .. math:: E^0 = kT \ln(t R_\mathrm{max}), \qquad
              E^0 = kT \ln\frac{2 t R_\mathrm{max}}{-\ln(1 - 2P)}, \qquad
              E^0 = kT \ln\frac{t R_\mathrm{max}}{-\ln(1 - P)}

    The last two differ by about kT P/2: a state that was left returns sometimes. The paper asks for more than 10^6 kT;
    ten years take 33 to 50 kT on average.

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
    states = _STATES[check_choice("failure", failure, get_args(Failure))]
    with np.errstate(all="ignore"):
        attempts = log_product(seconds, fastest)
        if failure_probability is not None:
            accepted = check("failure_probability", failure_probability, above=0.0, below=1.0 / states)
            check_shapes(time=seconds, rate_max=fastest, kT=thermal, failure_probability=accepted)
            attempts = attempts + np.log(states) - np.log(-np.log1p(-states * accepted))
        return (thermal * attempts)[()]


def retention_probability(
    time: ArrayLike,
    barrier_height: ArrayLike,
    *,
    rate_max: ArrayLike,
    kT: ArrayLike = 1.0,
    failure: Failure = "bit_error",
) -> Array:
    r"""Compute the probability that a two-state memory has not failed after a time.

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
    failure : {"bit_error", "left_once"}
        What counts as a failure: that the other state is found, or that the state was ever left.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Probability, of the broadcast shape: from 1 down to 1/2 (forgotten) for a bit error, to 0 for a state left.

    Raises
    ------
    DomainError
        If a time is negative, `rate_max` or `kT` is not above 0 and finite, or the failure is unknown.

    Notes
    -----
    Solution of the two-state master equation with equal rates R0 both ways, and the survival of the first state; the
    failure probability that `barrier_for_retention` takes is 1 less it:

    .. math:: P = \tfrac{1}{2} \left( 1 + e^{-2 R^0 t} \right), \qquad P = e^{-R^0 t}

    Examples
    --------
    >>> print(f"{retention_probability(1.0, 0.0, rate_max=0.5):.4f}")
    0.6839
    >>> print(f"{retention_probability(1.0, 0.0, rate_max=0.5, failure='left_once'):.4f}")
    0.6065
    """
    fastest, thermal = device(rate_max, kT)
    seconds, barrier = check("time", time, at_least=0.0), check("barrier_height", barrier_height)
    check_shapes(time=seconds, barrier_height=barrier, rate_max=fastest, kT=thermal)
    states = _STATES[check_choice("failure", failure, get_args(Failure))]
    with np.errstate(all="ignore"):
        hops = exponential(quotient(-barrier, thermal), fastest, seconds)
        return ((1.0 - 1.0 / states) + np.exp(-states * hops) / states)[()]
