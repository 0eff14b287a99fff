"""Learning-rate schedules of large models: cosine to a minimum, warm-up-stable-decay, stairs, 1/sqrt(n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._decays import PowerLaw
from limcore._schedule import (
    LAST_STEP,
    Schedule,
    decay_factor,
    log_between,
    log_half_cosine,
    log_or_minus_infinity,
    lowest,
    positive,
    step_numbers,
    whole,
)
from limcore.errors import Array, DomainError, check, check_choice

__all__ = ["COOL_DOWNS", "CosineHeld", "InverseSqrt", "MultiStep", "WarmupStableDecay"]

COOL_DOWNS: Final = ("linear", "cosine", "one_minus_sqrt", "exponential")
"""The shapes of a cool-down."""


class CosineHeld(Schedule):
    """Cosine annealing whose minimum, reached at total_steps along half a cosine, is held after it.

    eps = minimum + (initial - minimum) (1 + cos(pi min(n, total_steps) / total_steps)) / 2, as in Keras, Megatron-LM,
    nanoGPT and timm; PyTorch's rises again.
    """

    name = "cosine_held"
    parameter_names = ("initial", "total_steps", "minimum")
    defaults = MappingProxyType({"minimum": 0.0})

    def __init__(self, initial: float, total_steps: float, minimum: float = 0.0) -> None:
        highest = positive("initial", initial)
        total = whole("total_steps", total_steps)
        super().__init__(initial=highest, total_steps=total, minimum=lowest(minimum, highest))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the annealed learning rate."""
        total = self._number("total_steps")
        left = np.maximum(total - step_numbers(n), 0.0) / total
        return log_half_cosine(self._number("initial"), self._number("minimum"), left)

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum."""
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the step at which the learning rate comes to its minimum."""
        return np.array([self._number("total_steps")])


class WarmupStableDecay(Schedule):
    """Stable, then a cool-down to `minimum`, which is held: warm-up-stable-decay, with `warmup_steps` before it.

    eps = initial for stable_steps, then minimum + (initial - minimum) f(u), where u goes from 0 to 1 in decay_steps:
    f = 1 - u ("linear"), (1 + cos(pi u))/2 ("cosine"), 1 - sqrt(u) ("one_minus_sqrt") or 2^(1-u) - 1 ("exponential"),
    as in Megatron-LM and, but for the last, in Hugging Face's Transformers.
    """

    name = "warmup_stable_decay"
    parameter_names = ("initial", "stable_steps", "decay_steps", "cool_down", "minimum")
    defaults = MappingProxyType({"cool_down": "linear", "minimum": 0.0})

    def __init__(
        self,
        initial: float,
        stable_steps: float,
        decay_steps: float,
        cool_down: str = "linear",
        minimum: float = 0.0,
    ) -> None:
        highest = positive("initial", initial)
        super().__init__(
            initial=highest,
            stable_steps=whole("stable_steps", stable_steps, at_least=0.0),
            decay_steps=whole("decay_steps", decay_steps),
            cool_down=check_choice("cool_down", cool_down, COOL_DOWNS),
            minimum=lowest(minimum, highest),
        )

    @property
    def _end(self) -> float:
        return self._number("stable_steps") + self._number("decay_steps")

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate, near the end by what is left of the cool-down."""
        n, decay = step_numbers(n), self._number("decay_steps")
        left = np.clip((self._end - n) / decay, 0.0, 1.0)
        highest, minimum = self._number("initial"), self._number("minimum")
        match self.parameters["cool_down"]:
            case "linear":
                return log_between(highest, minimum, left)
            case "cosine":
                return log_half_cosine(highest, minimum, left)
            case "one_minus_sqrt":
                done = np.clip((n - self._number("stable_steps")) / decay, 0.0, 1.0)
                return log_between(highest, minimum, left / (1.0 + np.sqrt(done)))
        return log_between(highest, minimum, np.expm1(left * np.log(2.0)))

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum."""
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the first step of the cool-down and the first after it."""
        return np.array([self._number("stable_steps"), self._end])


class InverseSqrt(Schedule):
    """Inverse square root of the step with a peak of its own: eps = initial / sqrt(1 + n/tau).

    In Hugging Face's Transformers `tau` is the `timescale`, by default as long as the warm-up.
    """

    name = "inverse_sqrt"
    parameter_names = ("initial", "tau")

    def __init__(self, initial: float, tau: float) -> None:
        super().__init__(initial=positive("initial", initial), tau=positive("tau", tau))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) - ln(1 + n/tau)/2."""
        return PowerLaw(self._number("initial"), self._number("tau"), 0.5).log_learning_rate(n)


class MultiStep(Schedule):
    """Stairs of any length: eps = initial times gamma for each of the milestones that n has come to."""

    name = "multi_step"
    parameter_names = ("initial", "gamma", "milestones")

    def __init__(self, initial: float, gamma: float, milestones: ArrayLike) -> None:
        super().__init__(
            initial=positive("initial", initial),
            gamma=decay_factor(gamma),
            milestones=tuple(rising_steps("milestones", milestones).tolist()),
        )

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) + stairs ln(gamma)."""
        n = step_numbers(n)
        stairs = np.searchsorted(self.parameters["milestones"], n, side="right")
        log_rate = np.log(self._number("initial")) + stairs * np.log(self._number("gamma"))
        return np.where(np.isnan(n), np.nan, log_rate)

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the learning rate after the last milestone."""
        return float(self.log_learning_rate(np.inf))

    def breakpoints(self, last: float) -> Array:
        """List the milestones."""
        return np.asarray(self.parameters["milestones"])


def rising_steps(parameter: str, value: Any) -> Array:
    """Check a list of whole steps, from 1, each greater than the one before it."""
    steps = np.atleast_1d(check(parameter, value, at_least=1.0, at_most=LAST_STEP, missing=False))
    if steps.ndim != 1 or not steps.size:
        raise DomainError(parameter, f"shape {steps.shape}", "a list of steps, at least one")
    parts = np.flatnonzero(steps != np.rint(steps))
    if parts.size:
        raise DomainError(parameter, steps[parts[0]], "a whole number", (int(parts[0]),))
    falls = np.flatnonzero(np.diff(steps) <= 0)
    if falls.size:
        index = int(falls[0]) + 1
        raise DomainError(parameter, steps[index], "greater than the step before it", (index,))
    return steps
