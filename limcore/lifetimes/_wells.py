"""Two wells and heat: elements with a barrier that stays, and with one that follows the learning.

What is said of them follows from Eqs. 1 to 3 of Chakrabartty and Cauwenberghs, ISCAS 2023; that a pattern is a drive on
for the time of so many attempts is ours. At a barrier E an element forgets, within one pattern, where it was with the
probability

    q = 1 − exp(−2 R⁰ τ),   R⁰ τ = R_max τ exp(−E/kT),

and is then in the favoured state with the probability (1 + tanh(ΔE/2kT))/2. So it is the binary element of that q, but
that a drive does not always win.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from limcore.errors import MOST, Array, check_number, check_whole
from limcore.learning import barrier_at_log_rate
from limcore.lifetimes._memory import Memory, Moments, Rungs
from limcore.lifetimes._synapses import flipped
from limcore.schedules import LAST_STEP, Schedule, check_schedule
from limcore.update_law import drive_at_log_rate

__all__ = ["LearningInMemory", "Static"]


def _crossed(barrier: Array, attempts: float) -> Array:
    """Compute the probability that a barrier, in kT, is forgotten within one pattern."""
    with np.errstate(under="ignore", over="ignore"):
        return np.asarray(-np.expm1(-2.0 * attempts * np.exp(-np.maximum(barrier, 0.0))))


def _rungs(barrier: Array, probability: Array, drive: Array) -> Rungs:
    """Give the one level of an element in two wells, event by event: what is crossed goes by the drive."""
    lost = 0.5 * (1.0 - np.tanh(drive / 2.0))
    parts = (barrier, probability * (1.0 - lost), probability * lost, np.zeros(barrier.shape))
    return Rungs(*(part[:, None] for part in parts))


def _stored(bits: Array, drive: float, probability: float, random: np.random.Generator) -> Array:
    """Write a pattern: some elements are crossed, and of these the drive wins in more than half."""
    won = random.random(bits.size) < 0.5 * (1.0 + np.tanh(drive / 2.0))
    crossed = random.random(bits.size) < probability
    return np.where(crossed, np.where(won, bits, -bits), random.choice([-1.0, 1.0], bits.size))


class Static(Memory):
    r"""An element whose barrier stays.

    .. math:: \mathrm{SNR} = \sqrt{N} \tanh\frac{\Delta E}{2kT}\, q\, e^{-q t}
    """

    name = "static"
    defaults: ClassVar[dict[str, Any]] = {"barrier_height": None, "gradient_energy": 1.0, "attempts": 1.0}
    states = 2.0

    def __init__(self, barrier_height: float, gradient_energy: float, attempts: float) -> None:
        self.barrier = check_number("barrier_height", barrier_height, at_least=0.0, at_most=MOST)
        self.drive = check_number("gradient_energy", gradient_energy, at_least=0.0, at_most=MOST)
        self.attempts = check_number("attempts", attempts, above=0.0, at_most=1e12)
        self.probability = float(_crossed(np.asarray(self.barrier), self.attempts))

    def moments(self, times: Array) -> Moments:
        """Compute the decay."""
        first = np.tanh(self.drive / 2.0) * self.probability
        with np.errstate(under="ignore"):
            return Moments(first * np.exp(-self.probability * times), np.ones(times.shape))

    def barrier_height(self, times: Array) -> Array:
        """Give the barrier that stays."""
        return np.full(times.shape, self.barrier)

    def gradient_energy(self) -> float:
        """Give the drive."""
        return self.drive

    def rungs(self, count: int) -> Rungs:
        """Give the one level, the same for each event."""
        return _rungs(*(np.full(count, one) for one in (self.barrier, self.probability, self.drive)))

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Write the pattern in some elements, then others over it."""
        stored = _stored(bits, self.drive, self.probability, random)
        return flipped(stored, self.probability * np.diff(times, prepend=0.0), random)


class LearningInMemory(Memory):
    r"""An element whose barrier follows the learning rate, by Eq. 7, as does the drive of each pattern.

    The pattern is the n-th that is learnt, counted from 1 (`stored_at`); with the drive kT ε_n g²,

    .. math:: \mathrm{SNR} = \sqrt{N} \tanh\frac{\varepsilon_n g^2}{2}\, q_n \exp\Big(-\sum_{k=n+1}^{n+t} q_k\Big)

    .. math:: q_n = 1 - \exp\left(-2 R_\mathrm{max}\tau\, e^{-E^0_n/kT}\right), \quad
              e^{-E^0_n/kT} = \frac{\varepsilon_n^{1+\alpha}}{\tanh(\varepsilon_n g^2/2)}

    For ε = 1/n the sum grows as :math:`n^{1-\alpha}`: the memory falls as a stretched exponential, and a schedule that
    ends, or falls exponentially, leaves a part of it for ever. Since transitions change in time, the frontier of Lahiri
    and Ganguli does not hold here. Where the law asks for a negative barrier there is none.
    """

    name = "learning_in_memory"
    defaults: ClassVar[dict[str, Any]] = {
        "schedule": None,
        "alpha": None,
        "squared_gradient": 1.0,
        "stored_at": 1,
        "attempts": 1.0,
    }

    def __init__(
        self, schedule: Schedule, alpha: float, squared_gradient: float, stored_at: float, attempts: float
    ) -> None:
        self.schedule = check_schedule(schedule)
        self.alpha = check_number("alpha", alpha, above=0.0, below=1.0)
        self.squared = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
        self.stored_at = check_whole("stored_at", stored_at, at_least=1, at_most=LAST_STEP / 2)
        self.attempts = check_number("attempts", attempts, above=0.0, at_most=1e12)

    def moments(self, times: Array) -> Moments:
        """Compute the decay, by a sum over later patterns that needs no loop."""
        first = np.tanh(self.gradient_energy() / 2.0) * self._probability(self._rate(np.asarray(self.stored_at)))
        with np.errstate(under="ignore"):
            return Moments(first * np.exp(-self._written_over(times)), np.ones(times.shape))

    def _written_over(self, times: Array) -> Array:
        """Sum the probabilities of later patterns; those of a step that is not over in part."""
        whole = np.floor(times)
        listed = np.unique(np.concatenate([[self.stored_at], self.stored_at + whole.ravel()]))
        sums = self.schedule.cumulative(self._probability, listed, self._has_barrier)
        later = sums[np.searchsorted(listed, self.stored_at + whole)] - sums[0]
        return np.asarray(later + (times - whole) * self._probability(self._rate(self.stored_at + whole + 1.0)))

    def _rate(self, n: Array) -> Array:
        """Compute the logarithm of the learning rate of the n-th pattern."""
        return self.schedule.log_learning_rate(n - 1.0)

    def _barrier(self, log_rate: Array) -> Array:
        law: dict[str, Any] = {"kT": 1.0, "initial_learning_rate": None, "convention": "mean_rate"}
        height = np.asarray(barrier_at_log_rate(log_rate, self.alpha, self.squared, **law))
        return np.where(np.isnan(height), np.inf, height)  # neither a drive nor a rate: nothing is crossed

    def _probability(self, log_rate: Array) -> Array:
        return _crossed(self._barrier(log_rate), self.attempts)

    def _has_barrier(self, log_rate: Array) -> NDArray[np.bool_]:
        return np.asarray(self._barrier(log_rate) > 0)

    def barrier_height(self, times: Array) -> Array:
        """Compute the barrier that a later pattern meets; none where the law asks for a negative one."""
        return np.maximum(self._barrier(self._rate(self.stored_at + np.floor(times))), 0.0)

    def gradient_energy(self) -> float:
        """Compute the drive with which the pattern was written."""
        return float(self._drive(self._rate(np.asarray(self.stored_at))))

    def _drive(self, log_rate: Array) -> Array:
        return np.asarray(drive_at_log_rate(log_rate, self.squared, kT=1.0))

    def rungs(self, count: int) -> Rungs:
        """Give the one level, as each event meets it."""
        later = np.arange(float(count))
        rates = self._rate(self.stored_at + later)
        return _rungs(self.barrier_height(later), self._probability(rates), self._drive(rates))

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Write the pattern in some elements, then others over it."""
        probability = float(self._probability(self._rate(np.asarray(self.stored_at))))
        stored = _stored(bits, self.gradient_energy(), probability, random)
        return flipped(stored, np.diff(self._written_over(times), prepend=0.0), random)
