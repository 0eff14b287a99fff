"""Synapses of a few states whose transitions are the same at all times: the binary one, and the cascade."""

from __future__ import annotations

from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array, check_number, check_whole
from limcore.lifetimes._memory import Memory, Moments, Rungs

__all__ = ["Binary", "Cascade", "flipped"]

Levels = NDArray[np.int64]

_MOST_LEVELS: Final = 30


def flipped(bits: Array, changes: Array, random: np.random.Generator) -> Array:
    """Let +1 and −1 change with some expected number of random writes since each time before, a row for each time."""
    weights, rows = bits, []
    for expected in changes:
        written = random.random(bits.size) < -np.expm1(-expected)
        weights = np.where(written, random.choice([-1.0, 1.0], bits.size), weights)
        rows.append(weights)
    return np.asarray(rows).reshape(changes.size, bits.size)


def _above_certain(probability: Array) -> Array:
    """Compute how far a barrier lies above that of a certain change, in kT, for a change with some probability."""
    with np.errstate(divide="ignore"):
        return np.abs(np.log(probability))


class Binary(Memory):
    r"""An element with two weights, ±1, which takes a pattern's bit with some probability (Amit and Fusi, 1994).

    .. math:: \mathrm{SNR} = \sqrt{N}\, q\, e^{-q t}
    """

    name = "binary"
    defaults: ClassVar[dict[str, Any]] = {"probability": None}
    states = 2.0

    def __init__(self, probability: float) -> None:
        self.probability = check_number("probability", probability, at_least=0.0, at_most=1.0)

    def moments(self, times: Array) -> Moments:
        """Compute the decay."""
        return Moments(self.probability * np.exp(-self.probability * times), np.ones(times.shape))

    def rungs(self, count: int) -> Rungs:
        """Give the one level."""
        flip, never = np.full((count, 1), self.probability), np.zeros((count, 1))
        return Rungs(_above_certain(flip), flip, never, never)

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Write the pattern in some elements, then others over it."""
        stored = np.where(random.random(bits.size) < self.probability, bits, random.choice([-1.0, 1.0], bits.size))
        return flipped(stored, self.probability * np.diff(times, prepend=0.0), random)


class Cascade(Memory):
    r"""Two weights, each with levels that are ever harder to leave (Fusi, Drew and Abbott, 2005).

    At level i a bit of the other sign takes the element to the first level of the other weight with probability q_i;
    one of the same sign takes it a level further down with probability p_i:

    .. math:: q_i = x^{i-1}, \quad q_n = \frac{x^{n-1}}{1-x}, \quad p_i = \frac{x^i}{1-x}

    They are probabilities for x up to 1/2, and fill all levels alike. With one level it is the binary element.
    `probability` scales all of them; 1 is what was published. As a ladder of barriers, which is ours, a level is
    kT ln(1/x) high.
    """

    name = "cascade"
    defaults: ClassVar[dict[str, Any]] = {"levels": 10, "ratio": 0.5, "probability": 1.0}

    def __init__(self, levels: float, ratio: float, probability: float) -> None:
        self.levels = int(check_whole("levels", levels, at_least=1, at_most=_MOST_LEVELS))
        self.ratio = check_number("ratio", ratio, at_least=0.01, at_most=0.5)
        self.probability = check_number("probability", probability, at_least=0.0, at_most=1.0)
        self.states = 2.0 * self.levels
        falls = self.ratio ** np.arange(self.levels)
        self.leave, self.deepen = falls.copy(), falls * self.ratio / (1.0 - self.ratio)
        self.deepen[-1] = 0.0
        if self.levels > 1:
            self.leave[-1] /= 1.0 - self.ratio

    def moments(self, times: Array) -> Moments:
        """Sum the modes in which the difference between the two weights decays, level by level."""
        rates, strengths = self._modes()
        decays = np.exp(-self.probability * np.multiply.outer(times, rates)) @ strengths
        return Moments(self.probability * np.real(decays), np.ones(times.shape))

    def _modes(self) -> tuple[Array, Array]:
        """Find the rates and strengths of the modes, for one pattern in each unit of time."""
        began = np.concatenate([[0.0], self.deepen[:-1]]) - self.deepen + self.leave
        began[0] += self.leave.sum()
        rates, modes = np.linalg.eig(self.generator())
        strengths = modes.sum(axis=0) * np.linalg.solve(modes, began / (2.0 * self.levels))
        return np.asarray(-rates), np.asarray(strengths)

    def generator(self) -> Array:
        """Give the matrix that the differences between the two weights, level by level, follow."""
        generator = np.diag(-0.5 * (self.leave + self.deepen)) + np.diag(0.5 * self.deepen[:-1], -1)
        generator[0] -= 0.5 * self.leave
        return generator

    def barrier_height(self, times: Array) -> Array:
        """Give the mean of the ladder, whose levels are equally filled, above its first level."""
        return np.full(times.shape, float(self.ladder().mean()))

    def ladder(self) -> Array:
        """Give the barriers of the levels above that of the first, in kT."""
        return np.asarray(-np.arange(self.levels) * np.log(self.ratio))

    def rungs(self, count: int) -> Rungs:
        """Give the levels, the same for each event."""
        shape = (count, self.levels)
        barrier = self.ladder() + _above_certain(np.asarray(self.probability))
        flip, deepen = self.probability * self.leave, self.probability * self.deepen
        return Rungs(*(np.broadcast_to(one, shape) for one in (barrier, flip, np.zeros(self.levels), deepen)))

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Write the pattern, then others one by one, as many as come by chance."""
        held = random.choice([-1.0, 1.0], bits.size)
        level = random.integers(self.levels, size=bits.size, dtype=np.int64)
        held, level = self.written(held, level, bits, random)
        rows = []
        for span in np.diff(times, prepend=0.0):
            left = random.poisson(span, bits.size)
            while left.any():
                bit = np.where(left > 0, random.choice([-1.0, 1.0], bits.size), 0.0)
                held, level = self.written(held, level, bit, random)
                left = np.maximum(left - 1, 0)
            rows.append(held)
        return np.asarray(rows).reshape(times.size, bits.size)

    def written(self, held: Array, level: Levels, bit: Array, random: np.random.Generator) -> tuple[Array, Levels]:
        """Let elements with a weight and a level meet a bit; 0 is none."""
        chance = random.random(held.size) / max(self.probability, 1e-300)
        flip = (bit * held < 0) & (chance < self.leave[level])
        deepen = (bit * held > 0) & (chance < self.deepen[level])
        return np.where(flip, bit, held), np.where(flip, 0, level + deepen)
