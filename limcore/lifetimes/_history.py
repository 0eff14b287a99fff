"""One element through a history of potentiation and depression: where it is, and how hard it is to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.errors import MOST, Array, DomainError, check, check_number
from limcore.lifetimes._lifetime import make_memory
from limcore.lifetimes._memory import Rungs

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["history_columns", "memory_history"]

_MOST_EVENTS: Final = 1000


def memory_history(model: str, *, events: ArrayLike, kT: float = 1.0, **parameters: Any) -> pd.DataFrame:
    r"""Follow one element through events that potentiate or depress it: the probability of each of its states.

    Parameters
    ----------
    model : str
        A memory with states and barriers: "binary", "cascade", "learning_in_memory" or "static".
    events : array_like, shape (m,)
        What is written, one after the other, at most 1000 in all: 1 potentiates, -1 depresses, and 0 is a pattern whose
        bit is not known, one or the other alike.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    **parameters
        Those of the memory, as for `make_memory`; energies among them in kT.

    Returns
    -------
    pandas.DataFrame
        One row for each state, before the first event and after each, with the columns event, the number of those that
        were written; weight, 1 or -1; level, from 1; barrier_height, which holds the element in that state; probability
        of being there; and, the same for all states after an event, mean_barrier and barrier_deviation (the standard
        deviation), mean_weight, and flip_probability: that the next event changes the weight, if its bit is the other.
        Energies are in the unit of `kT`.

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range, or the memory has no states.

    Notes
    -----
    Exact, by the master equation of each memory: with p the probabilities of its states, and M the matrix of an event,

    .. math:: p \rightarrow p\, M_\pm, \qquad M_0 = (M_+ + M_-)/2

    The element begins with the weight -1 at the first level. A bit of the other sign takes it from level k to the first
    of the other weight; one of the same sign takes it a level down in a cascade, whose levels are a ladder of barriers
    (the mapping is ours, and counts from an element that takes every bit):

    .. math:: E_k = kT \ln\frac{1}{q} + (k - 1)\, kT \ln\frac{1}{x}

    A binary element has one level, with :math:`kT \ln(1/q)`. In two wells the barrier is that of the law: static, or
    that of Eq. 7 for the pattern which comes next, the first of the events being the one that is `stored_at`; and
    since a drive does not always win there, a bit of the same sign may change the weight, too.

    References
    ----------
    .. [1] Fusi, Drew and Abbott, Neuron 45, 599, 2005, for the transitions of the cascade.

    Examples
    --------
    >>> practised = memory_history("cascade", events=[1, 1, 1, -1], levels=3)
    >>> each = practised.drop_duplicates("event")[["event", "mean_barrier", "mean_weight", "flip_probability"]]
    >>> print(each.round(3).to_string(index=False))
     event  mean_barrier  mean_weight  flip_probability
       0.0         0.000         -1.0              1.00
       1.0         0.000          1.0              1.00
       2.0         0.693          1.0              0.50
       3.0         1.040          1.0              0.50
       4.0         0.520          0.0              0.75
    """
    import pandas as pd

    return pd.DataFrame(history_columns(model, events=events, kT=kT, **parameters))


def history_columns(model: str, *, events: ArrayLike, kT: float = 1.0, **parameters: Any) -> Columns:
    """Compute the table of `memory_history` as arrays, without pandas.

    Parameters
    ----------
    model, events, kT, **parameters
        As for `memory_history`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names; of each event first the levels of weight 1, then those of weight -1.

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range, or the memory has no states.

    Examples
    --------
    >>> table = history_columns("binary", events=[1], probability=0.25)
    >>> print(table["probability"], table["barrier_height"][0].round(3))
    [0.   1.   0.25 0.75] 1.386
    """
    memory = make_memory(model, **parameters)
    bits = np.atleast_1d(check("events", events, at_least=-1.0, at_most=1.0, missing=False))
    if bits.ndim > 1 or bits.size > _MOST_EVENTS or np.any(bits != np.rint(bits)):
        raise DomainError("events", events, f"a list of 1, -1 and 0, at most {_MOST_EVENTS} of them")
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    rungs = memory.rungs(bits.size + 1)
    if rungs is None:
        raise DomainError("model", model, "a memory with states: binary, cascade, learning_in_memory or static")
    return _tabulated(rungs, _probabilities(bits, rungs), thermal)


def _probabilities(bits: Array, rungs: Rungs) -> Array:
    """Compute the probabilities before and after each event: (event, weight 1 and -1, level)."""
    count, levels = rungs.barrier.shape
    found = np.zeros((count, 2, levels))
    found[0, 1, 0] = 1.0
    with np.errstate(under="ignore"):
        for k, bit in enumerate(bits):
            met = (rungs.flip[k], rungs.slip[k], rungs.deepen[k])
            up, down = (0.5 * (1.0 + bit), 0.5 * (1.0 - bit))
            agreed = _written(found[k], *met) if up else 0.0
            opposed = _written(found[k, ::-1], *met)[::-1] if down else 0.0
            found[k + 1] = up * agreed + down * opposed
    return found


def _written(before: Array, flip: Array, slip: Array, deepen: Array) -> Array:
    """Let an event meet probabilities: those of the weight that it favours first."""
    same, other = before
    deeper, lost, won = same * deepen, same * slip, other * flip
    after = np.stack([same - deeper - lost, other - won])
    after[0, 1:] += deeper[:-1]
    after[0, 0] += won.sum()
    after[1, 0] += lost.sum()
    return np.asarray(np.maximum(after, 0.0))  # a difference of what is alike may round below


def _tabulated(rungs: Rungs, found: Array, thermal: float) -> Columns:
    """Write a row for each event, weight and level, and the means of each event beside them."""
    count, weights, levels = found.shape
    filled = found.sum(axis=1)

    def each(column: Array) -> Array:
        return np.repeat(column, weights * levels)

    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        mean = np.sum(np.where(filled > 0, filled * rungs.barrier, 0.0), axis=1)
        mean = np.clip(mean, rungs.barrier.min(axis=1), rungs.barrier.max(axis=1))  # it may round out of them
        apart = np.where(rungs.barrier == mean[:, None], 0.0, rungs.barrier - mean[:, None])
        deviation = np.sqrt(np.sum(np.where(filled > 0, filled * apart**2, 0.0), axis=1))
        flip = np.sum(filled * rungs.flip, axis=1)
        return {
            "event": each(np.arange(count, dtype=float)),
            "weight": np.tile(np.repeat([1.0, -1.0], levels), count),
            "level": np.tile(np.arange(1.0, levels + 1.0), count * weights),
            "barrier_height": thermal * np.repeat(rungs.barrier, weights, axis=0).ravel(),
            "probability": found.ravel(),
            "mean_barrier": thermal * each(mean),
            "barrier_deviation": thermal * each(deviation),
            "mean_weight": each(found[:, 0].sum(axis=1) - found[:, 1].sum(axis=1)),
            "flip_probability": each(flip),
        }
