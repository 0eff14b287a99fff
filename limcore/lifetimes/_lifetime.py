"""Signal, noise and price of one pattern against the time that has passed and the patterns that came since."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.errors import MOST, DomainError, check, check_choice, check_number
from limcore.lifetimes._analogue import Chain, FowlerNordheim
from limcore.lifetimes._memory import LAST_TIME, Memory, informed
from limcore.lifetimes._synapses import Binary, Cascade
from limcore.lifetimes._wells import LearningInMemory, Static

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MEMORIES", "lifetime_columns", "make_memory", "memory_lifetime", "retrieval_time"]

MEMORIES: Final[Mapping[str, type[Memory]]] = MappingProxyType(
    {one.name: one for one in (Binary, Cascade, Chain, FowlerNordheim, LearningInMemory, Static)}
)
"""The memories by name."""

_FIRST_TIME: Final = 1e-12
_POINTS: Final = 65
_ZOOMS: Final = 4
_NOTHING: Final = 1e-300


def make_memory(model: str, **parameters: Any) -> Memory:
    """Make a memory by its name.

    Parameters
    ----------
    model : str
        A key of `MEMORIES`: "binary", "cascade", "chain", "fowler_nordheim", "learning_in_memory" or "static".
    **parameters
        Its own, as its class describes them: `probability`, `levels`, `ratio`, `rate`, `exponent`, `stored_after`,
        `stored_at`, `schedule`, `alpha`, `squared_gradient`, `attempts`, `barrier_height` and `gradient_energy` (kT).

    Returns
    -------
    Memory
        What `memory_lifetime` computes from.

    Raises
    ------
    DomainError
        If the name or a parameter is unknown, one is missing, or a value is not allowed.

    Examples
    --------
    >>> make_memory("cascade", levels=5).states
    10.0
    """
    made = MEMORIES[check_choice("model", model, MEMORIES)]
    return made(**informed(model, parameters, made.defaults))


def memory_lifetime(
    model: str, *, elements: float, times: ArrayLike, kT: float = 1.0, **parameters: Any
) -> pd.DataFrame:
    r"""Follow one stored pattern while others are written over it: signal, noise, their ratio, and the price.

    Parameters
    ----------
    model : str
        A key of `MEMORIES`: "binary", "cascade", "chain", "fowler_nordheim", "learning_in_memory" or "static".
    elements : float
        Number N of elements, from 1 to 1e30.
    times : array_like, shape (m,)
        Times since the pattern was stored, from 0 to 1e30, in patterns: one comes in each unit of time on average.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    **parameters
        Those of the memory, as for `make_memory`; energies among them in kT.

    Returns
    -------
    pandas.DataFrame
        One row for each time, with the columns time; signal; noise; snr, their ratio; barrier_height, which holds an
        element then; gradient_energy, the drive with which the pattern was written; dissipation, what writing it threw
        away in each element by the paper's account, barrier and drive; and landauer, the least that it could. Energies
        are in the unit of `kT`, and NaN where the model has none.

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range.

    Notes
    -----
    Exact, by the master equation of each model. With s the pattern's bit and w the weight of an element:

    .. math:: \mathrm{SNR} = \sqrt{N} \frac{E[s w]}{\sqrt{E[w^2]}} \leq \sqrt{N}

    Sources are with each class. The least energy is that of setting elements which agree with the pattern by chance so
    that they agree as they do right after it, with an error p [4]_; for elements that are not ±1 it is the leading
    order:

    .. math:: Q \geq kT\left[\ln 2 + p \ln p + (1-p)\ln(1-p)\right]

    .. math:: p = \frac{1 - \mathrm{SNR}(0)/\sqrt{N}}{2}

    The cascade's barriers are those of its ladder above its first level, on average: the mapping is ours, as is a
    pattern as the drive of an element in two wells.

    References
    ----------
    .. [1] Amit and Fusi, Neural Computation 6, 957, 1994.
    .. [2] Fusi, Drew and Abbott, Neuron 45, 599, 2005.
    .. [3] Benna and Fusi, Nature Neuroscience 19, 1697, 2016.
    .. [4] Landauer, 1961, for an erasure that may fail.

    Examples
    --------
    >>> fading = memory_lifetime("binary", elements=1e4, times=[0, 10, 30], probability=0.1)
    >>> print(fading[["time", "signal", "noise", "snr"]].round(2).to_string(index=False))
     time  signal  noise   snr
      0.0 1000.00  100.0 10.00
     10.0  367.88  100.0  3.68
     30.0   49.79  100.0  0.50
    """
    import pandas as pd

    return pd.DataFrame(lifetime_columns(model, elements=elements, times=times, kT=kT, **parameters))


def lifetime_columns(model: str, *, elements: float, times: ArrayLike, kT: float = 1.0, **parameters: Any) -> Columns:
    """Compute the table of `memory_lifetime` as arrays, without pandas.

    Parameters
    ----------
    model, elements, times, kT, **parameters
        As for `memory_lifetime`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (m,).

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range.

    Examples
    --------
    >>> print(lifetime_columns("cascade", elements=1e6, times=[0, 100])["snr"].round(2))
    [200.     8.25]
    """
    memory = make_memory(model, **parameters)
    count = check_number("elements", elements, at_least=1.0, at_most=LAST_TIME)
    later = np.atleast_1d(check("times", times, at_least=0.0, at_most=LAST_TIME, missing=False))
    if later.ndim > 1:
        raise DomainError("times", f"shape {later.shape}", "a number or a list of numbers")
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    signal, power = memory.moments(later)
    barrier, drive = memory.barrier_height(later), memory.gradient_energy()
    written = float(np.maximum(memory.barrier_height(np.zeros(1))[0], 0.0)) + drive
    with np.errstate(over="ignore", under="ignore"):
        return {
            "time": later,
            "signal": count * signal,
            "noise": np.sqrt(count * power),
            "snr": np.sqrt(count) * memory.correlation(later),
            "barrier_height": thermal * barrier,
            "gradient_energy": np.full(later.shape, thermal * drive),
            "dissipation": np.full(later.shape, thermal * written),
            "landauer": np.full(later.shape, thermal * _least(memory)),
        }


def _least(memory: Memory) -> float:
    """Compute the least heat of writing a pattern in an element, in kT."""
    agreement = float(memory.correlation(np.zeros(1))[0])
    if agreement < 1e-4:  # where ln 2 and the entropy are too near to each other to be told apart
        return agreement**2 / 2.0
    wrong, right = (1.0 - agreement) / 2.0, (1.0 + agreement) / 2.0
    return float(np.log(2.0) + right * np.log(right) + (wrong * np.log(wrong) if wrong > 0 else 0.0))


def retrieval_time(model: str, *, elements: float, threshold: float = 1.0, **parameters: Any) -> float:
    r"""Compute how long a pattern can be retrieved: until its signal-to-noise ratio falls to a threshold.

    Parameters
    ----------
    model : str
        A key of `MEMORIES`.
    elements : float
        Number of elements, from 1 to 1e30.
    threshold : float
        The least ratio at which a pattern is told from one that was never stored, from 1e-100 to 1e100.
    **parameters
        Those of the memory, as for `make_memory`.

    Returns
    -------
    float
        The time, in patterns; 0 if it never is above the threshold, and infinity if it still is at 1e30.

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range.

    Notes
    -----
    For the binary element it is :math:`\ln(\sqrt{N} q/\theta)/q`. It is found to some 1e-9 of its value.

    Examples
    --------
    >>> print(f"{retrieval_time('binary', elements=1e6, probability=0.01):.1f}")
    230.3
    >>> print(f"{retrieval_time('cascade', elements=1e6):.0f}")
    841
    """
    memory = make_memory(model, **parameters)
    count = check_number("elements", elements, at_least=1.0, at_most=LAST_TIME)
    least = check_number("threshold", threshold, at_least=1e-100, at_most=1e100) / float(np.sqrt(count))
    if not memory.correlation(np.zeros(1))[0] > least:
        return 0.0
    low, high = np.log(_FIRST_TIME), np.log(LAST_TIME)
    for _ in range(_ZOOMS):
        grid = np.linspace(low, high, _POINTS)
        excess = np.log(np.maximum(memory.correlation(np.exp(grid)), _NOTHING) / least)
        below = np.flatnonzero(excess <= 0)
        if not below.size or below[0] == 0:
            return float("inf") if high == np.log(LAST_TIME) else float(np.exp(low))
        first = int(below[0])
        low, high = float(grid[first - 1]), float(grid[first])
    share = excess[first - 1] / (excess[first - 1] - excess[first])
    return float(np.exp(low + share * (high - low)))
