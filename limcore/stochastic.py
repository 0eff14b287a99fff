"""Memory elements that hop by chance: exact simulation of many, beside the exact solution for their average."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore._columns import Columns
from limcore._wide import exponential
from limcore.errors import MOST, Array, DomainError, check, check_each, check_number, check_seed, check_whole
from limcore.kinetics import Convention, directional_rates, mean_rate_factors

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_ELEMENTS", "hop_columns", "hops", "occupation", "simulate_population"]

MOST_ELEMENTS = 1e9
_MOST_HOPS = 1e6


def occupation(
    times: ArrayLike,
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: float = 1.0,
    kT: float = 1.0,
    initial: float = 0.0,
    convention: Convention = "mean_rate",
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
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

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

    :math:`2R^0 = R_\rightarrow + R_\leftarrow` sets the pace. It does not depend on the drive; with the symmetric tilt
    it grows with it, as :math:`\cosh(\Delta E / 2kT)`.

    Examples
    --------
    >>> occupation([0.0, 0.5, 100.0], 0.0, 0.0).round(4)
    array([0.    , 0.3161, 0.5   ])
    """
    start = check_number("initial", initial, at_least=0.0, at_most=1.0)
    favoured, way = _intervals(times, barrier_height, gradient_energy, rate_max=rate_max, kT=kT, convention=convention)
    probability = np.empty(favoured.size + 1)
    probability[0] = start
    for k in range(favoured.size):
        probability[k + 1] = probability[k] + (favoured[k] - probability[k]) * way[k]
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
    convention: Convention = "mean_rate",
) -> NDArray[np.int64]:
    r"""Simulate how many of a number of memory elements are in the state that the drive favours.

    Parameters
    ----------
    times, barrier_height, gradient_energy, rate_max, kT, initial, convention
        As for `occupation`; each element begins in that state with the probability `initial`.
    elements : int
        How many elements, from 1 to 1e9.
    seed : int, optional
        Seed of the random numbers, at least 0: the same seed gives the same counts.

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
    count = int(check_whole("elements", elements, at_least=1.0, at_most=MOST_ELEMENTS))
    start = check_number("initial", initial, at_least=0.0, at_most=1.0)
    check("barrier_height", barrier_height, missing=False)
    check("gradient_energy", gradient_energy, at_least=0.0, missing=False)
    favoured, way = _intervals(times, barrier_height, gradient_energy, rate_max=rate_max, kT=kT, convention=convention)
    if np.isnan(way).any():
        raise _open(gradient_energy)
    random = np.random.default_rng(check_seed(seed))
    counts = np.empty(favoured.size + 1, dtype=np.int64)
    counts[0] = random.binomial(count, start)
    for k in range(favoured.size):
        inside, outside = int(counts[k]), count - int(counts[k])
        arriving, leaving = favoured[k] * way[k], (1.0 - favoured[k]) * way[k]
        counts[k + 1] = random.binomial(inside, 1.0 - leaving) + random.binomial(outside, arriving)
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
    convention: Convention = "mean_rate",
) -> pd.DataFrame:
    r"""Simulate each hop of some memory elements over a constant barrier, all of them from the state not favoured.

    Parameters
    ----------
    duration : float
        How long, above 0, in the inverse unit of `rate_max`.
    barrier_height, gradient_energy : float
        Barrier and size of the drive in the unit of `kT`.
    elements : int
        How many elements, from 1 to a million.
    rate_max, kT, seed, convention
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

    law: dict[str, Any] = {"rate_max": rate_max, "kT": kT, "seed": seed, "convention": convention}
    return pd.DataFrame(hop_columns(duration, barrier_height, gradient_energy, elements=elements, **law))


def hop_columns(
    duration: float,
    barrier_height: float,
    gradient_energy: float,
    *,
    elements: int,
    rate_max: float = 1.0,
    kT: float = 1.0,
    seed: int | None = None,
    convention: Convention = "mean_rate",
) -> Columns:
    """Simulate the table of `hops` as arrays, without pandas.

    Parameters
    ----------
    duration, barrier_height, gradient_energy, elements, rate_max, kT, seed, convention
        As for `hops`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of hops,).

    Raises
    ------
    DomainError
        If a parameter is out of its range, or more than a million hops are to be expected.

    Examples
    --------
    >>> moved = hop_columns(10.0, 0.0, 1.0, elements=3, seed=1)
    >>> moved["state"].min(), moved["state"].max()
    (np.int64(0), np.int64(1))
    """
    last = check_number("duration", duration, above=0.0, at_most=MOST)
    count = int(check_whole("elements", elements, at_least=1.0, at_most=_MOST_HOPS))
    barrier = check_number("barrier_height", barrier_height)
    drive = check_number("gradient_energy", gradient_energy, at_least=0.0)
    fastest, thermal = _device(rate_max, kT)
    rates = directional_rates(barrier, drive, rate_max=fastest, kT=thermal, convention=convention)
    forward, backward = (float(rate) for rate in rates)
    if np.isnan(forward):
        raise _open(drive)
    if not last * max(forward, backward) * count <= _MOST_HOPS:
        given = "elements, rate_max, kT, barrier_height and gradient_energy"
        allowed = f"so short, with these {given}, that at most {_MOST_HOPS:g} hops are to be expected"
        raise DomainError("duration", duration, allowed)
    random = np.random.default_rng(check_seed(seed))
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
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    kinds = {"time": np.float64, "element": np.int64, "state": np.int64}
    return {name: np.asarray(column, dtype=kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)}


def _intervals(
    times: ArrayLike,
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: float,
    kT: float,
    convention: Convention,
) -> tuple[Array, Array]:
    """Give for each interval the probability it tends to, and how much of the way there it goes."""
    moments = np.atleast_1d(check("times", times, at_least=0.0, at_most=MOST, missing=False))
    if moments.ndim != 1 or moments.size == 0:
        raise DomainError("times", f"shape {moments.shape}", "a list of rising times, at least one")
    lengths = np.diff(moments)
    falls = np.flatnonzero(lengths < 0)
    if falls.size:
        where = int(falls[0]) + 1
        raise DomainError("times", moments[where], "a list of rising times", (where,))
    barrier = check_each("barrier_height", check("barrier_height", barrier_height), lengths.size, "intervals")
    driven = check("gradient_energy", gradient_energy, at_least=0.0)
    drive = check_each("gradient_energy", driven, lengths.size, "intervals")
    fastest, thermal = _device(rate_max, kT)
    with np.errstate(all="ignore"):
        exponent, factor = mean_rate_factors(barrier, drive, thermal, convention)
        hops = exponential(exponent, fastest, lengths, factor)
        # In no time nothing happens, however fast.
        way = np.where((lengths > 0) | np.isnan(barrier), -np.expm1(-2.0 * hops), 0.0)
        return 1.0 / (1.0 + np.exp(-drive / thermal)), way


def _open(gradient_energy: ArrayLike) -> DomainError:
    return DomainError("gradient_energy", gradient_energy, "finite where the barrier is infinite: nothing follows then")


def _device(rate_max: float, kT: float) -> tuple[Array, Array]:
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    return np.asarray(fastest), np.asarray(check_number("kT", kT, above=0.0, at_most=MOST))
