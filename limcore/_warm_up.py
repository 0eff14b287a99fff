"""The warm-up before a learning-rate schedule, or over its first steps, in the ways in which libraries count it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._schedule import Schedule, Side, Spell, check_schedule, log_or_minus_infinity, step_numbers, whole
from limcore.errors import Array, DomainError, check_choice, check_number

__all__ = ["WARM_UPS", "WARM_UP_PLACES", "WarmUp"]

WARM_UPS: Final = ("nanogpt", "huggingface", "llm.c", "from_start")
"""The ways in which a warm-up rises."""
WARM_UP_PLACES: Final = ("before", "within", "over")
"""Before the schedule, within its total_steps, or over its first steps."""


class WarmUp(Schedule):
    """A linear warm-up of w = warmup_steps before another schedule, which then begins with its step 0.

    It rises to the first rate of that schedule as (n+1)/(w+1) ("nanogpt"), as n/w from 0 ("huggingface"), as (n+1)/w
    ("llm.c") or as s + (1-s) n/w from the part s = warmup_start of it ("from_start": the start_factor of PyTorch's
    LinearLR, and timm's warmup_lr_init divided by the rate). With `over`, as in timm without warmup_prefix, it takes
    the place of the first w steps of the schedule instead.
    """

    def __init__(
        self,
        after: Schedule,
        warmup_steps: float,
        warmup: str = "nanogpt",
        warmup_start: float = 0.0,
        *,
        over: bool = False,
    ) -> None:
        self.after, self.warmup_steps = check_schedule(after), whole("warmup_steps", warmup_steps)
        self.warmup = check_choice("warmup", warmup, WARM_UPS)
        self.warmup_start = check_number("warmup_start", warmup_start, at_least=0.0, at_most=1.0)
        if warmup_start and warmup != "from_start":
            raise DomainError("warmup_start", warmup_start, 'left out, unless warmup is "from_start"')
        self.name = after.name
        self._skipped = self.warmup_steps if over else 0.0
        if over and after.peak_step > 0:
            raise DomainError(
                "warmup_place", "over", '"before" or "within" for a schedule that does not begin at its peak'
            )
        if self._skipped > after.trough_step:
            allowed = f"at most {after.trough_step:g}, where the schedule that it is over rises again"
            raise DomainError("warmup_steps", warmup_steps, allowed)
        told = {"warmup": (self.warmup, "nanogpt"), "warmup_start": (self.warmup_start, 0.0)}
        told["warmup_place"] = ("over" if over else "before", "before")
        more = {key: value for key, (value, plain) in told.items() if value != plain}
        super().__init__(**after.parameters, warmup_steps=self.warmup_steps, **more)

    def _log_part(self, n: Array) -> Array:
        """Compute the logarithm of the part of the first rate that step n of the warm-up has."""
        match self.warmup:
            case "nanogpt":
                return np.asarray(np.log1p(n) - np.log1p(self.warmup_steps))
            case "huggingface":
                return log_or_minus_infinity(n / self.warmup_steps)
            case "llm.c":
                return np.log((n + 1.0) / self.warmup_steps)
        start, done = self.warmup_start, n / self.warmup_steps
        return log_or_minus_infinity((1.0 - done) * start + done)

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate during the warm-up and after it."""
        n = step_numbers(n)
        during = self.after.log_learning_rate(0.0) + self._log_part(np.minimum(n, self.warmup_steps))
        after = self.after.log_learning_rate(np.maximum(n - self.warmup_steps, 0.0) + self._skipped)
        return np.where(n < self.warmup_steps, during, after)

    @property
    def _shift(self) -> float:
        """How many steps later than in the schedule itself its steps come."""
        return self.warmup_steps - self._skipped

    @property
    def peak_step(self) -> float:
        """The peak of the schedule after the warm-up; the highest of what is left of one that it is over."""
        if not self._skipped:
            return self.warmup_steps + self.after.peak_step
        again = 4.0 * self.after.trough_step
        later = self.after.landmarks(again) if np.isfinite(again) else np.empty(0)
        steps = np.concatenate([[self.warmup_steps - 1.0, self.warmup_steps], later[later > self.warmup_steps]])
        return float(steps[int(np.argmax(self.log_learning_rate(steps)))])

    @property
    def trough_step(self) -> float:
        """The trough of the schedule after the warm-up."""
        return max(self._shift + self.after.trough_step, self.warmup_steps)

    @property
    def lowest_log_rate(self) -> float:
        """That of the schedule after the warm-up, or of the first step."""
        return min(self.after.lowest_log_rate, float(self.log_learning_rate(0.0)))

    def breakpoints(self, last: float) -> Array:
        """List the first step after the warm-up and what follows."""
        later = self._shift + self.after.breakpoints(max(last - self._shift, 0.0))
        return np.concatenate([[self.warmup_steps], later[later >= self.warmup_steps]])

    def landmarks(self, last: float) -> Array:
        """List the first step after the warm-up and what follows."""
        later = self._shift + self.after.landmarks(max(last - self._shift, 0.0))
        marks = np.append(later[later >= self.warmup_steps], self.warmup_steps)
        return np.unique(marks[marks <= last])

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over the warm-up, then over the schedule after it."""
        during, later = upto[upto <= self.warmup_steps], upto[upto > self.warmup_steps]
        if not later.size:
            return super().cumulative(term, during, switch, unit)
        warm = super().cumulative(term, np.append(during, self.warmup_steps), switch, unit)
        if self._skipped:
            both = self.after.cumulative(term, np.append(self._skipped, later), switch, unit)
            after = both[..., 1:] - both[..., :1]
        else:
            after = self.after.cumulative(term, later - self.warmup_steps, switch, unit)
        return np.concatenate([warm[..., :-1], warm[..., -1:] + after], axis=-1)

    def _spells(self, level: float) -> list[Spell]:
        """List those of the schedule after the warm-up, and before them what is low enough during it."""
        later = [(self._shift + first, self._shift + lost) for first, lost in self.after._spells(level)]
        if not self._skipped:
            return self._with_rise(level, self.warmup_steps, later)
        end = self.warmup_steps
        later = [(max(first, end), lost) for first, lost in later if lost > end]
        if self.log_learning_rate(0.0) > level:
            return later
        if self.log_learning_rate(end - 1.0) > level:
            return [(0.0, self._first(lambda log_rate: log_rate > level, 0.0, end - 1.0)), *later]
        return [(0.0, later[0][1]), *later[1:]] if later and later[0][0] == end else [(0.0, end), *later]
