"""The learning rates of a log as a schedule: straight lines in ln eps between its rows."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._schedule import LAST_STEP, Schedule, Spell, log_or_minus_infinity, step_numbers
from limcore.errors import MOST, Array, DomainError, check

__all__ = ["LoggedRates"]

_MOST_LANDMARKS: Final = 60


class LoggedRates(Schedule):
    """A schedule read from a log: ln eps is a straight line between listed steps, and eps itself from and to 0."""

    name = "logged"
    parameter_names = ("steps", "learning_rates")

    def __init__(self, steps: ArrayLike, learning_rates: ArrayLike) -> None:
        listed = np.atleast_1d(check("steps", steps, at_least=0.0, at_most=LAST_STEP, missing=False))
        rates = np.atleast_1d(check("learning_rates", learning_rates, at_least=0.0, at_most=MOST, missing=False))
        if listed.ndim != 1 or listed.shape != rates.shape or not listed.size:
            raise DomainError("learning_rates", f"shape {rates.shape}", "a list of one for each step, at least one")
        if listed[0] != 0 or np.any(np.diff(listed) <= 0):
            raise DomainError("steps", listed[0], "a rising list that begins with step 0")
        super().__init__(steps=tuple(listed.tolist()), learning_rates=tuple(rates.tolist()))
        self._steps, self._rates, self._logs = listed, rates, log_or_minus_infinity(rates)

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Interpolate the logarithm between listed steps."""
        n = step_numbers(n)
        last = self._steps.size - 1
        place = np.clip(np.searchsorted(self._steps, n, side="right") - 1, 0, max(last - 1, 0))
        after = np.minimum(place + 1, last)
        span = np.maximum(self._steps[after] - self._steps[place], 1.0)
        share = np.clip((n - self._steps[place]) / span, 0.0, 1.0)
        with np.errstate(invalid="ignore"):
            straight = (1.0 - share) * self._logs[place] + share * self._logs[after]
        through_zero = log_or_minus_infinity((1.0 - share) * self._rates[place] + share * self._rates[after])
        either = (self._rates[place] == 0) | (self._rates[after] == 0)
        return np.where(np.isnan(n), np.nan, np.where(either, through_zero, straight))

    @property
    def peak_step(self) -> float:
        """The first listed step with the highest learning rate, rounded up to a whole one."""
        return float(np.ceil(self._steps[int(np.argmax(self._rates))]))

    @property
    def trough_step(self) -> float:
        """The last step up to which, from the peak on, the learning rate does not rise."""
        peak = int(np.argmax(self._rates))
        rises = np.flatnonzero(np.diff(self._rates[peak:]) > 0)
        return float(np.floor(self._steps[peak + int(rises[0])])) if rises.size else np.inf

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the lowest learning rate."""
        return float(self._logs.min())

    def breakpoints(self, last: float) -> Array:
        """List the steps at which lines meet."""
        inner = np.ceil(self._steps[1:])
        return np.asarray(inner[inner <= last])

    def landmarks(self, last: float) -> Array:
        """List some sixty of the steps, and the peak."""
        some = np.unique(np.rint(np.linspace(0, self._steps.size - 1, _MOST_LANDMARKS)).astype(np.intp))
        marks = np.unique(np.append(np.ceil(self._steps[some]), self.peak_step))
        return np.asarray(marks[marks <= last])

    def _spells(self, level: float) -> list[Spell]:
        """List the stretches of steps whose learning rates are low enough, by where the lines cross the level."""
        low = self._logs <= level
        turns = np.flatnonzero(np.diff(low))
        edges = [0.0] if low[0] else []
        for place in turns:
            start, end = float(np.ceil(self._steps[place])), float(np.ceil(self._steps[place + 1]))
            side = bool(low[place + 1])
            edges.append(self._first(lambda log_rate, side=side: (log_rate <= level) == side, start, end))  # type: ignore[misc]
        if len(edges) % 2:
            edges.append(np.inf)
        return [(edges[k], edges[k + 1]) for k in range(0, len(edges), 2)]
