"""Memory elements that hop by chance: exact simulation of many, beside the exact solution for their average."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore.errors import MOST, Array, DomainError, check
from limcore.kinetics import directional_rates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["hops", "occupation", "simulate_population"]

_MOST_ELEMENTS = 1e9
_MOST_HOPS = 1e6


def occupation(
    times: ArrayLike,
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: float = 1.0,
    kT: float = 1.0,
    initial: float = 0.0,
) -> Array:
    r"""Compute the probability that a memory element is in the state that the drive favours.

    Parameters
    ----------
    times : array_like, shape (m,)
        Rising times from 0 on, in the inverse unit of `rate_max`.
    barrier_height, gradient_energy : array_like
        Barrier and size of the drive in the unit of `kT`: one for all times, or one for each interval between two of
        them, shape (m - 1,).
    rate_max : float
        Attempt rate, above 0.
    kT : float
        Thermal energy, above 0.
    initial : float
        Probability at the first of the times.

    Returns
    -------
    numpy.ndarray, shape (m,)
        Probabilities.

    Raises
    ------
    DomainError
        If a parameter is out of its range, or there is not one barrier for each interval.

    Notes
    -----
    The master equation of two states, solved over each interval of constant rates:

    .. math:: p(t) = p_\infty + (p_0 - p_\infty)\,e^{-2R^0 t}, \qquad
              p_\infty = \frac{R_\rightarrow}{R_\rightarrow + R_\leftarrow} = \frac{1}{1 + e^{-\Delta E/kT}}

    Examples
    --------
    >>> occupation([0.0, 0.5, 100.0], 0.0, 0.0).round(4)
    array([0.    , 0.3161, 0.5   ])
    """
    start = float(check("initial", initial, at_least=0.0, at_most=1.0))
    _, favoured, kept = _intervals(times, barrier_height, gradient_energy, rate_max, kT)
    probability = np.empty(favoured.size + 1)
    probability[0] = start
    for k in range(favoured.size):
        probability[k + 1] = favoured[k] + (probability[k] - favoured[k]) * kept[k]
    return probability


def simulate_population(
    times: ArrayLike,
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    elements: int,
    rate_max: float = 1.0,
    kT: float = 1.0,
    initial: float = 0.0,
    seed: int | None = None,
) -> NDArray[np.int64]:
    r"""Simulate how many of a number of memory elements are in the state that the drive favours.

    Parameters
    ----------
    times, barrier_height, gradient_energy, rate_max, kT, initial
        As for `occupation`; each element begins in that state with the probability `initial`.
    elements : int
        How many elements, from 1 to 1e9.
    seed : int, optional
        Seed of the random numbers: the same seed gives the same counts.

    Returns
    -------
    numpy.ndarray of int, shape (m,)
        Counts.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    Exact for any spacing of the times: over an interval of constant rates, elements of either state end in the favoured
    one independently with the probabilities of `occupation`, so the counts are binomial.

    Examples
    --------
    >>> counts = simulate_population([0.0, 1.0, 100.0], 0.0, 2.0, elements=10_000, seed=1)
    >>> abs(counts[-1] / 10_000 - 0.8808) < 0.02
    np.True_
    """
    count = int(_whole("elements", elements, _MOST_ELEMENTS))
    start = float(check("initial", initial, at_least=0.0, at_most=1.0))
    _, favoured, kept = _intervals(times, barrier_height, gradient_energy, rate_max, kT)
    random = np.random.default_rng(seed)
    counts = np.empty(favoured.size + 1, dtype=np.int64)
    counts[0] = random.binomial(count, start)
    for k in range(favoured.size):
        inside, outside = int(counts[k]), count - int(counts[k])
        arriving = favoured[k] * (1.0 - kept[k])
        counts[k + 1] = random.binomial(inside, min(kept[k] + arriving, 1.0)) + random.binomial(outside, arriving)
    return counts


def hops(
    duration: float,
    barrier_height: float,
    gradient_energy: float,
    *,
    elements: int,
    rate_max: float = 1.0,
    kT: float = 1.0,
    seed: int | None = None,
) -> pd.DataFrame:
    r"""Simulate each hop of some memory elements over a constant barrier, all of them from the state not favoured.

    Parameters
    ----------
    duration : float
        How long, above 0, in the inverse unit of `rate_max`.
    barrier_height, gradient_energy : float
        Barrier and size of the drive in the unit of `kT`.
    elements : int
        How many elements, at least 1.
    rate_max, kT, seed
        As for `simulate_population`.

    Returns
    -------
    pandas.DataFrame
        One row for each hop, by time, with the columns time, element (from 0), and state after it (1 is favoured).

    Raises
    ------
    DomainError
        If a parameter is out of its range, or more than a million hops are to be expected.

    Notes
    -----
    Gillespie's algorithm for independent elements: waiting times are exponential, with the mean
    :math:`1/R_\rightarrow` before a hop forward and :math:`1/R_\leftarrow` before one back.

    References
    ----------
    .. [1] D. T. Gillespie, J. Phys. Chem. 81, 2340 (1977).

    Examples
    --------
    >>> hops(10.0, 0.0, 1.0, elements=3, seed=1).columns.to_list()
    ['time', 'element', 'state']
    """
    import pandas as pd

    last = float(check("duration", duration, above=0.0, at_most=MOST))
    count = int(_whole("elements", elements, _MOST_ELEMENTS))
    forward, backward = (
        float(one) for one in directional_rates(barrier_height, gradient_energy, rate_max=rate_max, kT=kT)
    )
    expected = count * last * max(forward, backward)
    if expected > _MOST_HOPS:
        raise DomainError("duration", duration, f"so short that at most {_MOST_HOPS:g} hops are to be expected")
    random = np.random.default_rng(seed)
    rows: list[tuple[float, int, int]] = []
    for element in range(count):
        time, state = 0.0, 0
        while True:
            rate = backward if state else forward
            time += random.exponential(1.0 / rate) if rate > 0 else np.inf
            if time > last:
                break
            state = 1 - state
            rows.append((time, element, state))
    rows.sort()
    return pd.DataFrame(rows, columns=["time", "element", "state"])


def _whole(parameter: str, value: float, most: float) -> float:
    number = float(check(parameter, value, at_least=1.0, at_most=most))
    if number != np.rint(number):
        raise DomainError(parameter, value, "a whole number")
    return number


def _intervals(
    times: ArrayLike, barrier_height: ArrayLike, gradient_energy: ArrayLike, rate_max: float, kT: float
) -> tuple[Array, Array, Array]:
    """Give for each interval its length, the probability it tends to, and what is kept of the deviation from it."""
    moments = np.atleast_1d(check("times", times, at_least=0.0, at_most=MOST))
    falls = np.flatnonzero(np.diff(moments) < 0)
    if moments.ndim != 1 or falls.size:
        where = int(falls[0]) + 1 if falls.size else 0
        raise DomainError("times", moments.flat[where], "a list of rising times", (where,))
    lengths = np.diff(moments)
    forward, backward = directional_rates(barrier_height, gradient_energy, rate_max=rate_max, kT=kT)
    for rate in (forward, backward):
        if np.shape(rate) not in ((), lengths.shape):
            shapes = f"shape {np.shape(rate)}"
            raise DomainError("barrier_height", shapes, f"one for all times, or {lengths.size}: one for each interval")
    both = np.broadcast_to(forward + backward, lengths.shape)
    with np.errstate(invalid="ignore", divide="ignore", under="ignore"):
        favoured = np.where(both > 0, forward / np.where(both > 0, both, 1.0), 0.5)
        return lengths, favoured, np.exp(-both * lengths)
