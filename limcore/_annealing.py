"""Learning-rate schedules that rise as well as fall: cosine annealing, restarts, one cycle, Noam."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._cooling import CosineHeld
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
from limcore.errors import MOST, Array, DomainError, check_choice, check_number

__all__ = ["Cosine", "CosineRestarts", "Noam", "OneCycle"]

_FASTEST_GROWTH: Final = 100.0
"""The largest multiplier of periods: ends of periods beyond step 1e300 are still doubles."""

_LEAST: Final = float(np.finfo(np.float64).tiny)


class Cosine(CosineHeld):
    """Cosine annealing: down to `minimum` at total_steps along half a cosine, and, as in PyTorch, up again after it.

    eps = minimum + (initial - minimum) (1 + cos(pi n / total_steps)) / 2
    """

    name = "cosine"

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the annealed learning rate."""
        total = self._number("total_steps")
        left = np.abs(total - np.mod(step_numbers(n, MOST), 2.0 * total)) / total
        return log_half_cosine(self._number("initial"), self._number("minimum"), left)

    @property
    def trough_step(self) -> float:
        """The step with the lowest learning rate."""
        return self._number("total_steps")

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over whole periods, all of them alike, and over what the last has of its own."""
        of_period = functools.partial(super().cumulative, term, switch=switch, unit=unit)
        return periodic_sum(of_period, upto, 2.0 * self._number("total_steps"))

    def breakpoints(self, last: float) -> Array:
        """List the trough: without a minimum, the learning rate is zero there."""
        return np.array([self._number("total_steps"), self._number("total_steps") + 1.0])

    def landmarks(self, last: float) -> Array:
        """List the troughs and the peaks between them."""
        return multiples(self._number("total_steps"), last)

    def _falling(self, level: float) -> list[Spell]:
        """Find the level on the way down, and, as far beyond the trough, on the way up; and so in each period."""
        once = super()._falling(level)
        if not once or once[0][0] == 0:
            return once
        first, period = once[0][0], 2.0 * self.trough_step
        lost = period - first + 1.0
        return [(first, lost), (first + period, lost + period)]


class CosineRestarts(Schedule):
    """Cosine annealing with warm restarts: each period anneals, then the learning rate begins anew.

    The first period is `period` steps long, each later one `multiplier` times as long as that before it.
    """

    name = "cosine_restarts"
    parameter_names = ("initial", "period", "multiplier", "minimum")
    defaults = MappingProxyType({"multiplier": 1.0, "minimum": 0.0})

    def __init__(self, initial: float, period: float, multiplier: float = 1.0, minimum: float = 0.0) -> None:
        highest = positive("initial", initial)
        super().__init__(
            initial=highest,
            period=whole("period", period),
            multiplier=whole("multiplier", multiplier, at_most=_FASTEST_GROWTH),
            minimum=lowest(minimum, highest),
        )

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate within the period that each step lies in."""
        n = step_numbers(n, LAST_STEP)
        begun = self._beginnings(float(np.max(n, initial=0.0, where=np.isfinite(n))))
        if begun is None:
            length = np.asarray(self._number("period"))
            since = np.mod(n, length)
        else:
            place = np.minimum(np.searchsorted(begun, n, side="right") - 1, begun.size - 2)  # NaN sorts last
            length = np.diff(begun)[place]
            since = n - begun[place]
        return log_half_cosine(self._number("initial"), self._number("minimum"), (length - since) / length)

    def _beginnings(self, last: float) -> Array | None:
        """List the first step of each period up to `last`, if they grow; equal ones are too many to list."""
        multiplier, period = self._number("multiplier"), self._number("period")
        if multiplier == 1.0:
            return None
        count = int(np.log1p(last / period * (multiplier - 1.0)) / np.log(multiplier)) + 3
        # A sum of whole numbers, which the quotient is only to rounding.
        return np.asarray(np.rint(period * (multiplier ** np.arange(count) - 1.0) / (multiplier - 1.0)))

    @property
    def trough_step(self) -> float:
        """The last step of the first period."""
        return self._number("period") - 1.0

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum; with equal periods, of the last learning rate of each."""
        if self._number("multiplier") == 1.0:
            return float(self.log_learning_rate(self.trough_step))
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the restarts; within one period, if all are equal."""
        begun = self._beginnings(last)
        return np.empty(0) if begun is None else begun[(begun > 0) & (begun <= last)]

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over whole periods, all of them alike if they do not grow, and over what the last has of its own."""
        if self._number("multiplier") != 1.0:
            return super().cumulative(term, upto, switch, unit)
        of_period = functools.partial(super().cumulative, term, switch=switch, unit=unit)
        return periodic_sum(of_period, upto, self._number("period"))

    def landmarks(self, last: float) -> Array:
        """List the restarts."""
        begun = self._beginnings(last)
        return multiples(self._number("period"), last) if begun is None else begun[(begun > 0) & (begun <= last)]

    def _falling(self, level: float) -> list[Spell]:
        """Find the first two periods that come down to the level; the end of each undoes it."""
        if level >= np.log(self._number("initial")):
            return [(0.0, np.inf)]
        if level < log_or_minus_infinity(np.asarray(self._number("minimum"))):
            return []
        begun = self._beginnings(LAST_STEP)
        starts = self._number("period") * np.arange(3.0) if begun is None else begun[begun < LAST_STEP]
        low_enough = np.flatnonzero(self.log_learning_rate(starts[1:] - 1.0) <= level)
        periods = [starts[place : place + 2] for place in low_enough[:2]]
        return [(self._first_at_most(level, start, end - 1.0), float(end)) for start, end in periods]


class OneCycle(Schedule):
    """One cycle: up to `maximum` along half a cosine, down along another to very little, then constant.

    It begins at maximum/div_factor, is at its maximum after the part `pct_start` of total_steps, and ends at
    maximum/div_factor/final_div_factor. With three `phases` it comes back first to where it began, as fast as it rose.
    With "linear" as `annealing` its lines are straight.
    """

    name = "one_cycle"
    parameter_names = (
        *("maximum", "total_steps", "pct_start", "annealing", "phases"),
        *("div_factor", "final_div_factor"),
    )
    defaults = MappingProxyType(
        {"pct_start": 0.3, "annealing": "cosine", "phases": 2.0, "div_factor": 25.0, "final_div_factor": 1e4}
    )

    def __init__(
        self,
        maximum: float,
        total_steps: float,
        pct_start: float = 0.3,
        *,
        div_factor: float = 25.0,
        final_div_factor: float = 1e4,
        annealing: str = "cosine",
        phases: float = 2,
    ) -> None:
        super().__init__(
            maximum=positive("maximum", maximum),
            total_steps=whole("total_steps", total_steps),
            pct_start=check_number("pct_start", pct_start, above=0.0, below=1.0),
            annealing=check_choice("annealing", annealing, ("cosine", "linear")),
            phases=whole("phases", phases, at_least=2.0, at_most=3.0),
            div_factor=check_number("div_factor", div_factor, at_least=1.0, at_most=MOST),
            final_div_factor=check_number("final_div_factor", final_div_factor, at_least=1.0, at_most=MOST),
        )
        if self._number("maximum") / self._number("div_factor") / self._number("final_div_factor") < _LEAST:
            allowed = f"so small that maximum/div_factor/final_div_factor is at least {_LEAST:.3g}"
            raise DomainError("final_div_factor", final_div_factor, allowed)
        if phases == 3 and pct_start > 0.5:
            raise DomainError("pct_start", pct_start, "at most 0.5, where there are three phases")

    @property
    def _top(self) -> float:
        """Where the maximum lies; not always at a whole step."""
        return self._number("pct_start") * self._number("total_steps") - 1.0

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate on the way up, on the way down, and after it."""
        n = step_numbers(n)
        highest, top, last = self._number("maximum"), self._top, self._number("total_steps") - 1.0
        initial = highest / self._number("div_factor")
        lowest = initial / self._number("final_div_factor")
        line = log_between if self.parameters["annealing"] == "linear" else log_half_cosine
        back = 2.0 * top if self._number("phases") == 3 else top
        with np.errstate(divide="ignore", invalid="ignore"):
            rising = line(highest, initial, np.clip(n / top, 0.0, 1.0))
            returning = line(highest, initial, np.clip((back - n) / top, 0.0, 1.0))
            falling = line(highest if back == top else initial, lowest, np.clip((last - n) / (last - back), 0.0, 1.0))
        return np.where(n < top, rising, np.where(n < back, returning, falling))

    @property
    def peak_step(self) -> float:
        """The whole step next to the maximum."""
        below = max(np.floor(self._top), 0.0)
        return float(below if self(below) > self(below + 1.0) else below + 1.0)

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the learning rate at the end, which is at most that at the beginning."""
        return float(self.log_learning_rate(self._number("total_steps")))

    def breakpoints(self, last: float) -> Array:
        """List the first step of each line on the way down and the first after the cycle."""
        down = [np.floor(part * self._top) + 1.0 for part in range(1, int(self._number("phases")))]
        return np.array([*np.maximum(down, 0.0), self._number("total_steps")])

    @property
    def trough_step(self) -> float:
        """The last step of the cycle, after which the learning rate stays."""
        return max(self._number("total_steps") - 1.0, self.peak_step)


class Noam(Schedule):
    """The transformer's schedule: linear warm-up, then the inverse square root of the step.

    eps = factor model_size^(-1/2) min((n+1)^(-1/2), (n+1) warmup_steps^(-3/2)), after A. Vaswani et al., "Attention Is
    All You Need" (2017), section 5.3.
    """

    name = "noam"
    parameter_names = ("model_size", "warmup_steps", "factor")
    defaults = MappingProxyType({"factor": 1.0})

    def __init__(self, model_size: float, warmup_steps: float, factor: float = 1.0) -> None:
        super().__init__(
            model_size=positive("model_size", model_size),
            warmup_steps=whole("warmup_steps", warmup_steps),
            factor=positive("factor", factor),
        )
        if self.log_learning_rate(self.peak_step) > np.log(MOST):
            raise DomainError("factor", factor, "so small that factor/sqrt(model_size warmup_steps) is finite")

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate, with the n-th step as number n+1."""
        number = np.log1p(step_numbers(n))
        scale = np.log(self._number("factor")) - 0.5 * np.log(self._number("model_size"))
        rise = number - 1.5 * np.log(self._number("warmup_steps"))
        return np.asarray(scale + np.minimum(-0.5 * number, rise))

    @property
    def peak_step(self) -> float:
        """The last step of the warm-up."""
        return self._number("warmup_steps") - 1.0

    def breakpoints(self, last: float) -> Array:
        """List the first step after the warm-up."""
        return np.array([self._number("warmup_steps")])
