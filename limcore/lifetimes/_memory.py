"""What a memory is here: many elements alike, each told its own bit of every pattern, which comes at random times.

Patterns come at a rate of one for each unit of time, at each element like the clicks of a counter (a Poisson process),
and half of their bits are +1, half −1. One pattern is followed: s is its bit at an element, w(t) the weight that is
read there, t later. Then, over all elements,

    signal = N E[s w],   noise = (N E[w²])^(1/2),   SNR = signal/noise,

which is never above N^(1/2), since E[s w]² <= E[w²]. The noise is what any pattern that was never stored would be read
with, as in Lahiri and Ganguli.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, NamedTuple

import numpy as np

from limcore.errors import Array, DomainError

__all__ = ["LAST_TIME", "MOST_WRITES", "Memory", "Moments", "Rungs", "informed"]

LAST_TIME: Final = 1e30
"""The latest time that is computed, in patterns."""
MOST_WRITES: Final = 1e8
"""How many patterns all elements of a simulation may meet together."""


class Moments(NamedTuple):
    """What the weights of all elements come to at some times."""

    signal: Array
    """E[s w]: how the weights agree with the bits of the pattern."""
    power: Array
    """E[w²]: their mean square."""


class Rungs(NamedTuple):
    """The levels of an element as each of some events meets them; every array of shape (events, levels)."""

    barrier: Array
    """How high a barrier holds it there, in kT."""
    flip: Array
    """The probability that a bit of the other sign takes it to the first level of the other weight."""
    slip: Array
    """The probability that a bit of the same sign does: heat may win over a drive."""
    deepen: Array
    """The probability that a bit of the same sign takes it a level further."""


class Memory(ABC):
    """A kind of memory with its parameters."""

    name: ClassVar[str]
    defaults: ClassVar[dict[str, Any]]
    """Its parameters by name; one whose default is None has to be given."""
    states: float = np.inf
    """How many states an element has, if its transitions are the same at all times; infinity if not."""

    @abstractmethod
    def moments(self, times: Array) -> Moments:
        """Compute signal and power of an element at times after the pattern was stored, none negative."""

    @abstractmethod
    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Draw the weights of elements with those bits of the pattern at each of some rising times, a row for each."""

    def barrier_height(self, times: Array) -> Array:
        """Compute the barrier that holds an element at some times, in kT; NaN where the model has none."""
        return np.full(times.shape, np.nan)

    def gradient_energy(self) -> float:
        """Compute the drive with which the pattern was written, in kT; NaN where the model has none."""
        return np.nan

    def rungs(self, count: int) -> Rungs | None:
        """Give the levels of an element for so many events; None for a memory that has no states."""
        return None

    def correlation(self, times: Array) -> Array:
        """Compute how far weights and bits agree, from 0 to 1: the SNR of one element."""
        signal, power = self.moments(times)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(signal > 0, signal / np.sqrt(power), 0.0))


def informed(name: str, given: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Give all parameters of a memory: those that are given, and the defaults; refuse what it does not have."""
    for key in given:
        if key not in defaults:
            raise DomainError("parameter", key, f"one of {', '.join(defaults)}")
    held = defaults | given
    for key, value in held.items():
        if value is None:
            raise DomainError(key, None, f"given for the memory {name}")
    return held
