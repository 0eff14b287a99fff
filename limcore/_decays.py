"""Learning-rate schedules that decay, and the one that is given as a table."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from limcore._schedule import (
    LAST_STEP,
    Schedule,
    Side,
    Spell,
    decay_factor,
    log_or_minus_infinity,
    lowest,
    multiples,
    positive,
    step_numbers,
    whole,
)
from limcore.errors import Array, DomainError, check

__all__ = ["Constant", "Exponential", "InverseTime", "Polynomial", "PowerLaw", "Step", "Table"]


class Constant(Schedule):
    """The same learning rate at every step: eps = initial."""

    name = "constant"
    parameter_names = ("initial",)

    def __init__(self, initial: float) -> None:
        super().__init__(initial=positive("initial", initial))

    def __call__(self, n: ArrayLike) -> Array:
        """Give `initial` for each step."""
        return np.where(np.isnan(step_numbers(n)), np.nan, self._number("initial"))[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) for each step."""
        return np.where(np.isnan(step_numbers(n)), np.nan, np.log(self._number("initial")))

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the only learning rate."""
        return float(np.log(self._number("initial")))

    def _falling(self, level: float) -> list[Spell]:
        return [(0.0, np.inf)] if self.log_learning_rate(0.0) <= level else []


def _log_growth(n: Array, tau: float) -> Array:
    """ln(1 + n/tau), where n/tau may be too large for a double."""
    ratio = n / tau
    return np.where(np.isinf(ratio), np.log(n) - np.log(tau), np.log1p(ratio))


class InverseTime(Schedule):
    """Inverse-time decay: eps = initial / (1 + n/tau). With initial = tau = 1, the paper's 1/n counted from 1."""

    name = "inverse_time"
    parameter_names = ("initial", "tau")

    def __init__(self, initial: float, tau: float) -> None:
        super().__init__(initial=positive("initial", initial), tau=positive("tau", tau))

    @np.errstate(all="ignore")
    def __call__(self, n: ArrayLike) -> Array:
        """Compute the learning rate at steps n; by division, so that 1/n is exact."""
        n, initial, tau = step_numbers(n), self._number("initial"), self._number("tau")
        ratio = n / tau
        return np.where(np.isinf(ratio), initial / n * tau, initial / (1.0 + ratio))[()]

    @np.errstate(all="ignore")
    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) - ln(1 + n/tau)."""
        return np.asarray(np.log(self._number("initial")) - _log_growth(step_numbers(n), self._number("tau")))


class PowerLaw(Schedule):
    """Power-law decay: eps = initial (1 + n/tau)^-exponent."""

    name = "power_law"
    parameter_names = ("initial", "tau", "exponent")

    def __init__(self, initial: float, tau: float, exponent: float) -> None:
        super().__init__(
            initial=positive("initial", initial),
            tau=positive("tau", tau),
            exponent=positive("exponent", exponent),
        )

    @np.errstate(all="ignore")
    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) - exponent ln(1 + n/tau)."""
        growth = _log_growth(step_numbers(n), self._number("tau"))
        return np.asarray(np.log(self._number("initial")) - self._number("exponent") * growth)


class Exponential(Schedule):
    """Exponential decay: eps = initial gamma^n, with gamma between 0 and 1."""

    name = "exponential"
    parameter_names = ("initial", "gamma")

    def __init__(self, initial: float, gamma: float) -> None:
        super().__init__(initial=positive("initial", initial), gamma=decay_factor(gamma))

    @np.errstate(over="ignore")
    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) + n ln(gamma)."""
        return np.asarray(np.log(self._number("initial")) + step_numbers(n) * np.log(self._number("gamma")))


class Step(Schedule):
    """Step decay: eps = initial gamma^floor(n/step_size), with gamma between 0 and 1."""

    name = "step"
    parameter_names = ("initial", "gamma", "step_size")

    def __init__(self, initial: float, gamma: float, step_size: float) -> None:
        size = whole("step_size", step_size)
        super().__init__(initial=positive("initial", initial), gamma=decay_factor(gamma), step_size=size)

    def _at_stair(self, stair: Array) -> Array:
        return np.asarray(np.log(self._number("initial")) + stair * np.log(self._number("gamma")))

    @np.errstate(over="ignore")
    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) + floor(n/step_size) ln(gamma)."""
        return self._at_stair(np.floor(step_numbers(n) / self._number("step_size")))

    def landmarks(self, last: float) -> Array:
        """List the edges of the stairs."""
        return multiples(self._number("step_size"), last)

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over whole stairs, smooth from one to the next, and add what the last stair has of its own."""
        size = self._number("step_size")
        stairs = np.floor(upto / size)
        smooth = Exponential(self._number("initial"), self._number("gamma"))
        whole = np.unique(np.maximum(stairs, 1.0))
        below = smooth.cumulative(term, whole, switch, unit)[..., np.searchsorted(whole, np.maximum(stairs, 1.0))]
        rest = upto - stairs * size
        with np.errstate(all="ignore"):
            partial = np.where(rest > 0, rest * term(self._at_stair(stairs)), 0.0)
            return np.asarray(size * np.where(stairs > 0, below, 0.0) + partial)


class Polynomial(Schedule):
    """Polynomial decay to a minimum, held after it: eps = minimum + (initial - minimum) (1 - n/total_steps)^power."""

    name = "polynomial"
    parameter_names = ("initial", "total_steps", "power", "minimum")
    defaults = MappingProxyType({"power": 1.0, "minimum": 0.0})

    def __init__(self, initial: float, total_steps: float, power: float = 1.0, minimum: float = 0.0) -> None:
        highest = positive("initial", initial)
        super().__init__(
            initial=highest,
            total_steps=whole("total_steps", total_steps),
            power=positive("power", power),
            minimum=lowest(minimum, highest),
        )

    @np.errstate(over="ignore", divide="ignore", invalid="ignore")
    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the minimum and what is left above it, ln(initial - minimum) + power ln(1 - n/T)."""
        total, minimum = self._number("total_steps"), self._number("minimum")
        done = np.minimum(step_numbers(n), total)
        # The end is near exactly by what is left, the beginning by what is done.
        fall = np.where(2.0 * done > total, log_or_minus_infinity((total - done) / total), np.log1p(-done / total))
        above = np.log(self._number("initial") - minimum) + self._number("power") * fall
        return np.asarray(np.logaddexp(np.log(minimum), above))

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the minimum."""
        return float(log_or_minus_infinity(np.asarray(self._number("minimum"))))

    def breakpoints(self, last: float) -> Array:
        """List the step at which the learning rate comes to its minimum."""
        return np.array([self._number("total_steps")])


class Table(Schedule):
    """A schedule given step by step: each learning rate holds until the next listed step, the last for ever.

    Steps are whole and rise from 0, each learning rate is above 0 and at most 1.
    """

    name = "table"
    parameter_names = ("steps", "learning_rates")

    def __init__(self, steps: ArrayLike, learning_rates: ArrayLike) -> None:
        listed = np.atleast_1d(check("steps", steps, at_least=0.0, at_most=LAST_STEP, missing=False))
        rates = np.atleast_1d(check("learning_rates", learning_rates, above=0.0, at_most=1.0, missing=False))
        if listed.ndim != 1 or listed.shape != rates.shape:
            allowed = f"a list of one learning rate for each of the steps, shape {listed.shape}"
            raise DomainError("learning_rates", f"shape {rates.shape}", allowed)
        if listed.size == 0 or listed[0] != 0.0:
            first = listed[0] if listed.size else None
            raise DomainError("steps", first, "a list that begins with step 0", (0,))
        parts = np.flatnonzero(listed != np.rint(listed))
        if parts.size:
            raise DomainError("steps", listed[parts[0]], "a whole number", (int(parts[0]),))
        falls = np.flatnonzero(~(np.diff(listed) > 0))
        if falls.size:
            index = int(falls[0]) + 1
            raise DomainError("steps", listed[index], "greater than the step before it", (index,))
        super().__init__(steps=tuple(listed.tolist()), learning_rates=tuple(rates.tolist()))

    def __call__(self, n: ArrayLike) -> Array:
        """Look up the learning rate at steps n."""
        rates = np.asarray(self.parameters["learning_rates"])
        n = step_numbers(n)
        place = np.searchsorted(self.parameters["steps"], n, side="right") - 1
        return np.where(np.isnan(n), np.nan, rates[place])[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Look up the learning rate and take its logarithm."""
        return np.log(self(n))

    @property
    def peak_step(self) -> float:
        """The first listed step with the highest learning rate."""
        return float(self.parameters["steps"][int(np.argmax(self.parameters["learning_rates"]))])

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the lowest learning rate."""
        return float(np.log(np.min(self.parameters["learning_rates"])))

    def breakpoints(self, last: float) -> Array:
        """List the steps at which the learning rate changes."""
        return np.asarray(self.parameters["steps"][1:])

    def _spells(self, level: float) -> list[Spell]:
        """List the stretches of listed steps whose learning rates are low enough; the last may have no end."""
        low = np.log(self.parameters["learning_rates"]) <= level
        turns = np.flatnonzero(np.diff(low, prepend=False, append=False))
        steps = np.append(self.parameters["steps"], np.inf)[turns]
        return [(float(first), float(lost)) for first, lost in steps.reshape(-1, 2)]
