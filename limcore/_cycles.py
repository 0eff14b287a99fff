"""Learning-rate schedules that rise and fall again and again: cycles of straight lines, restarts that fall."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._schedule import (
    LAST_STEP,
    Schedule,
    Side,
    Spell,
    log_between,
    log_half_cosine,
    log_or_minus_infinity,
    lowest,
    multiples,
    periodic_sum,
    positive,
    step_numbers,
    whole,
)
from limcore.errors import Array, DomainError, check_number

__all__ = ["Cyclic", "FallingRestarts"]

_MOST_CYCLES: Final = 20_000
"""Of cycles that fade; those that do not fade are all alike, and may be as many as there are steps."""
_MOST_RESTARTS: Final = 1000.0
_FASTEST_GROWTH: Final = 100.0
_LOST: Final = 2.0**-60
"""What is left of a height, of the minimum below it, does not show in a double."""


class Cyclic(Schedule):
    """Cycles of two straight lines: from `minimum` up to `maximum` in rising_steps, down again in falling_steps.

    The height above the minimum is multiplied by `decay` from cycle to cycle and by `gamma` from step to step. In
    PyTorch's CyclicLR both are 1 for "triangular", decay is 1/2 for "triangular2", and gamma is that of "exp_range".
    """

    name = "cyclic"
    parameter_names = ("maximum", "rising_steps", "falling_steps", "minimum", "decay", "gamma")
    defaults = MappingProxyType({"minimum": 0.0, "decay": 1.0, "gamma": 1.0})

    def __init__(
        self,
        maximum: float,
        rising_steps: float,
        falling_steps: float,
        minimum: float = 0.0,
        *,
        decay: float = 1.0,
        gamma: float = 1.0,
    ) -> None:
        highest = positive("maximum", maximum)
        super().__init__(
            maximum=highest,
            rising_steps=whole("rising_steps", rising_steps),
            falling_steps=whole("falling_steps", falling_steps),
            minimum=lowest(minimum, highest, "maximum"),
            decay=check_number("decay", decay, above=0.0, at_most=1.0),
            gamma=check_number("gamma", gamma, above=0.0, at_most=1.0),
        )
        if self._fades and not self._number("minimum"):
            raise DomainError("minimum", minimum, "greater than 0 where the cycles fade")
        if self._cycles_seen > _MOST_CYCLES:
            fading = "gamma" if gamma < 1.0 else "decay"
            allowed = f"so small that the cycles fade within {_MOST_CYCLES:,}"
            raise DomainError(fading, self.parameters[fading], allowed)

    @property
    def _period(self) -> float:
        return self._number("rising_steps") + self._number("falling_steps")

    @property
    def _fades(self) -> bool:
        return self._number("decay") < 1.0 or self._number("gamma") < 1.0

    @property
    def _cycles_seen(self) -> float:
        """The number of cycles after which nothing is left of their height; 0 if they do not fade."""
        height = self._number("maximum") - self._number("minimum")
        if not self._fades or not height:
            return 0.0
        lost = np.log(height) - np.log(self._number("minimum")) - np.log(_LOST)
        with np.errstate(over="ignore"):
            per_cycle = -np.log(self._number("decay")) - self._period * np.log(self._number("gamma"))
        return float(max(np.ceil(lost / per_cycle), 1.0))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate by what the cycle has done, or has left."""
        n = step_numbers(n, LAST_STEP)
        within = np.mod(n, self._period)
        rising = within / self._number("rising_steps")
        part = np.where(rising <= 1.0, rising, (self._period - within) / self._number("falling_steps"))
        if self._fades:
            with np.errstate(under="ignore", over="ignore"):
                faded = np.floor(n / self._period) * np.log(self._number("decay")) + n * np.log(self._number("gamma"))
                part = part * np.exp(faded)
        return log_between(self._number("maximum"), self._number("minimum"), part)

    @property
    def peak_step(self) -> float:
        """The step with the highest learning rate, in the first cycle."""
        top, gamma = self._number("rising_steps"), self._number("gamma")
        if gamma == 1.0 or -1.0 / np.log(gamma) >= top:
            return top
        below = np.floor(-1.0 / np.log(gamma))
        return float(below if self(below) > self(below + 1.0) else below + 1.0)

    @property
    def trough_step(self) -> float:
        """The first step of the second cycle."""
        return self._period

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum."""
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the tops and ends of cycles that fade; within one cycle, if all are equal."""
        top = self._number("rising_steps")
        if not self._fades:
            return np.array([top, top + 1.0])
        cycles = self._period * np.arange(min(self._cycles_seen, np.floor(last / self._period)) + 1.0)
        return np.concatenate([cycles[1:], cycles + top, cycles + top + 1.0])

    def landmarks(self, last: float) -> Array:
        """List the ends of cycles, and the first top."""
        marks = np.append(multiples(self._period, last), self._number("rising_steps"))
        return np.unique(marks[marks <= last])

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over whole cycles, all of them alike if they do not fade, and over what the last has of its own."""
        if self._fades:
            return super().cumulative(term, upto, switch, unit)
        return periodic_sum(functools.partial(super().cumulative, term, switch=switch, unit=unit), upto, self._period)

    def _spells(self, level: float) -> list[Spell]:
        """Find what is low enough before, and after, the first top; none is higher."""
        if self.log_learning_rate(0.0) > level:
            return []
        if self.log_learning_rate(self.peak_step) <= level:
            return [(0.0, np.inf)]
        lost = self._first(lambda log_rate: log_rate > level, 0.0, self.peak_step)
        return [(0.0, lost), (self._first_at_most(level, self.peak_step, self._period), np.inf)]


class FallingRestarts(Schedule):
    """Cosine annealing with so many cycles, each anew from a lower peak; then the minimum holds.

    The first cycle is `period` steps long, each later one `growth` times as long as that before it, which need not be
    whole; each begins at `decay` times the peak of that before it. As in timm (cycle_mul, cycle_decay, cycle_limit)
    and, with a minimum of 0, in Keras (t_mul, m_mul).
    """

    name = "falling_restarts"
    parameter_names = ("initial", "period", "cycles", "growth", "decay", "minimum")
    defaults = MappingProxyType({"growth": 1.0, "decay": 1.0, "minimum": 0.0})

    def __init__(
        self,
        initial: float,
        period: float,
        cycles: float,
        *,
        growth: float = 1.0,
        decay: float = 1.0,
        minimum: float = 0.0,
    ) -> None:
        super().__init__(
            initial=positive("initial", initial),
            period=whole("period", period),
            cycles=whole("cycles", cycles, at_most=_MOST_RESTARTS),
            growth=check_number("growth", growth, at_least=1.0, at_most=_FASTEST_GROWTH),
            decay=check_number("decay", decay, above=0.0, at_most=1.0),
            minimum=lowest(minimum, initial),
        )
        with np.errstate(under="ignore"):
            self._peaks = self._number("initial") * self._number("decay") ** np.arange(self._number("cycles"))
        if self._peaks[-1] < max(self._number("minimum"), np.finfo(np.float64).tiny):
            allowed = f"so large that the last of the peaks is above 0 and at least the minimum, {minimum:g}"
            raise DomainError("decay", decay, allowed)
        self._begun = self._beginnings()

    def _beginnings(self) -> Array:
        """List where each cycle begins, and where the last ends; not all of them are whole, none is infinite."""
        growth, numbers = self._number("growth"), np.arange(self._number("cycles") + 1.0)
        with np.errstate(over="ignore"):
            begun = self._number("period") * (numbers if growth == 1 else (growth**numbers - 1.0) / (growth - 1.0))
        begun = begun[begun <= LAST_STEP * _FASTEST_GROWTH]
        near = np.rint(begun)
        # What is whole but for rounding is whole: a step belongs to the cycle that it begins.
        return np.asarray(np.where(np.abs(begun - near) <= 1e-13 * begun, near, begun))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate within the cycle that each step lies in."""
        n = step_numbers(n)
        place = np.clip(np.searchsorted(self._begun, n, side="right") - 1, 0, self._begun.size - 2)
        length = np.diff(self._begun)[place]
        left = np.maximum(self._begun[place + 1] - n, 0.0) / length
        low = self._number("minimum")
        return np.where(np.isnan(n), np.nan, log_half_cosine(self._peaks[place], low, left))

    @property
    def trough_step(self) -> float:
        """The last step of the first cycle; if it is the only one, the end has none."""
        return float(self._starts[1] - 1.0) if self._starts.size > 2 else np.inf

    @property
    def _starts(self) -> Array:
        """The first whole step of each cycle, and the first after them."""
        return np.ceil(self._begun)

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum, which holds in the end."""
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the restarts, and the end."""
        starts = self._starts[1:]
        return np.asarray(starts[starts <= last])

    def _falling(self, level: float) -> list[Spell]:
        """Join the stretches of cycles that are low enough."""
        starts = self._starts
        ends = np.append(starts[1:] - 1.0, starts[-1])
        low_at_start = self.log_learning_rate(starts) <= level
        spells: list[Spell] = []
        for place in np.flatnonzero(self.log_learning_rate(ends) <= level):
            first = starts[place] if low_at_start[place] else self._first_at_most(level, starts[place], ends[place])
            lost = float(ends[place] + 1.0) if place + 1 < starts.size else np.inf
            if spells and spells[-1][1] == first:
                spells[-1] = (spells[-1][0], lost)
            elif len(spells) == 2:
                break
            else:
                spells.append((float(first), lost))
        return spells
