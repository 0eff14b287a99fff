"""What a learning-rate schedule is, and the checks and shapes that schedules share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore._summation import cumulative_sum, switches
from limcore.errors import MOST, Array, DomainError, check, check_number, check_whole

__all__ = [
    "LAST_STEP",
    "Reach",
    "Schedule",
    "Side",
    "Spell",
    "check_schedule",
    "decay_factor",
    "log_between",
    "log_half_cosine",
    "log_or_minus_infinity",
    "lowest",
    "multiples",
    "periodic_sum",
    "positive",
    "step_numbers",
    "whole",
]

Side = Callable[[Array], NDArray[np.bool_]]
"""Tells for an array of ln eps on which side of a kink each lies."""

Spell = tuple[float, float]
"""The first step of a stretch of low learning rates, and the first step after it."""


class Reach(NamedTuple):
    """When a learning rate is low enough: from which step, until which step, and from which step again."""

    first: float
    """The first step, counted from 0, whose learning rate is at most the level; infinity if there is none."""
    lost: float
    """The first step after it whose learning rate is above the level; infinity if there is none."""
    again: float
    """The first step after that whose learning rate is at most the level again; infinity if there is none."""


LAST_STEP: Final = 1e300
"""No step beyond this one is looked at."""
_LANDMARKS: Final = 60
_WHOLE: Final = 2.0**53
_DOUBLINGS: Final = 997  # from 1 to the last step
_SECTIONS: Final = 66
_ROUNDING: Final = 2.0**-51
_SMALL: Final = 1e-200


class Schedule:
    """A learning-rate schedule: call it with step numbers, counted from 0, to get learning rates.

    A subclass has a name, the names of its parameters with defaults for those that may be left out, and computes
    ln eps in `log_learning_rate`: the logarithm stays exact where the rate itself is too small to be a double. Unless
    it says otherwise, the learning rate never rises.
    """

    name: str
    parameter_names: ClassVar[tuple[str, ...]]
    defaults: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """Refuse to make a schedule of no kind."""
        if cls is Schedule:
            raise DomainError("schedule", "Schedule", "one of a kind, as make_schedule makes them")
        return super().__new__(cls)

    def __init__(self, **parameters: Any) -> None:
        self.parameters: Mapping[str, Any] = MappingProxyType(parameters)

    def __getstate__(self) -> dict[str, Any]:
        """Give what it is made of, so that it can be copied and sent to another process."""
        return self.__dict__ | {"parameters": dict(self.parameters)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be what another was made of."""
        self.__dict__.update(state, parameters=MappingProxyType(state["parameters"]))

    def _number(self, key: str) -> float:
        return float(self.parameters[key])

    def __call__(self, n: ArrayLike) -> Array:
        """Compute the learning rate at steps n (at least 0; any shape); at infinity its limit, if it has one."""
        with np.errstate(under="ignore"):
            return np.exp(self.log_learning_rate(n))[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate at steps n (at least 0; any shape)."""
        raise NotImplementedError

    @property
    def peak_step(self) -> float:
        """The step with the highest learning rate; the last of them, if there are several within one rise."""
        return 0.0

    @property
    def trough_step(self) -> float:
        """The step up to which, from the peak on, the learning rate does not rise."""
        return np.inf

    @property
    def lowest_log_rate(self) -> float:
        """The logarithm of the lowest learning rate that the schedule comes to, in the end or for a time."""
        return -np.inf

    @property
    def maximum_learning_rate(self) -> float:
        """The highest learning rate of all steps."""
        return float(self(self.peak_step))

    def breakpoints(self, last: float) -> Array:
        """List the steps up to `last` at which the schedule is not smooth, each the first of a new stretch."""
        return np.empty(0)

    def landmarks(self, last: float) -> Array:
        """List steps up to `last` worth looking at: where the schedule jumps or turns; some sixty of very many."""
        turns = [step for step in (self.peak_step, self.trough_step) if np.isfinite(step)]
        marks = np.unique(np.concatenate([self.breakpoints(last), turns]))
        return marks[marks <= last]

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum a function of the learning rate over the first n steps, without a loop over them.

        Parameters
        ----------
        term : callable
            Computes terms from an array of ln eps; smooth, except where `switch` changes. Several rows of terms stand
            along axes before those of ln eps.
        upto : array, shape (m,)
            Whole numbers n of steps, rising, from 1.
        switch : callable, optional
            Tells for an array of ln eps on which side of a kink of `term` each lies; in each row, if there are several.
        unit : float, optional
            The size of what is subtracted where a term is a difference: its rounding does not become smaller.

        Returns
        -------
        array, shape (..., m)
            The sums, exact to about 1e-12, or to the rounding of their terms: of ln eps, and of `unit`.

        Raises
        ------
        DomainError
            If the sum does not settle.
        """

        last = float(upto[-1])
        breaks = self.breakpoints(last) + 1.0
        if switch is not None:
            kinks = switches(lambda k: switch(self.log_learning_rate(k - 1.0)), last, breaks)
            breaks = np.concatenate([breaks, kinks])

        def rounding(k: Array) -> Array:
            log_rate = self.log_learning_rate(k - 1.0)
            return np.asarray(_ROUNDING * (1.0 + np.abs(log_rate)) * (term(log_rate) + unit))

        return cumulative_sum(lambda k: term(self.log_learning_rate(k - 1.0)), upto, breaks, rounding)

    def reach(self, log_learning_rate: float) -> Reach:
        """Find when the learning rate has fallen to a level, when it rises above it, and when it is there again.

        Parameters
        ----------
        log_learning_rate : float
            Natural logarithm of the level.

        Returns
        -------
        Reach
            The steps first, lost and again, counted from 0; infinity for what does not come before step 1e300.

        Raises
        ------
        DomainError
            If the level is not a number.
        """
        spells = self._spells(check_number("log_learning_rate", log_learning_rate))
        first, lost = spells[0] if spells else (np.inf, np.inf)
        return Reach(first, lost, spells[1][0] if len(spells) > 1 else np.inf)

    def _spells(self, level: float) -> list[Spell]:
        """List the first two stretches of steps, at least, whose learning rates are at most a level."""
        return self._with_rise(level, self.peak_step, self._falling(level))

    def _falling(self, level: float) -> list[Spell]:
        """List those of them that lie beyond the peak."""
        first = self._first_at_most(level, self.peak_step, self.trough_step)
        return [] if np.isinf(first) else [(first, np.inf)]

    def _with_rise(self, level: float, end: float, later: list[Spell]) -> list[Spell]:
        """Put before stretches that begin at step `end`, or later, what is low enough on a rise up to there."""
        if end == 0 or self.log_learning_rate(0.0) > level:
            return later
        if self.log_learning_rate(end) <= level:
            return [(0.0, later[0][1]), *later[1:]]
        return [(0.0, self._first(lambda log_rate: log_rate > level, 0.0, end)), *later]

    def _first_at_most(self, level: float, low: float, high: float) -> float:
        """Search for the first step at or below a level, between a peak and the trough after it."""
        if np.isfinite(high) and self.log_learning_rate(high) > level:
            return np.inf
        return self._first(lambda log_rate: log_rate <= level, low, high)

    def _first(self, reached: Side, low: float, high: float) -> float:
        """Search for the first step that has reached something, at many steps at a time; `high` has, if it is one."""
        if reached(self.log_learning_rate(low)):
            return float(low)
        if np.isinf(high):
            with np.errstate(over="ignore"):
                ends = max(1.0, 2.0 * low) * 2.0 ** np.arange(_DOUBLINGS)
            low, high = self._narrowed(reached, low, np.asarray(ends[ends <= LAST_STEP], dtype=np.float64), np.inf)
        while np.isfinite(high) and high - low > max(1.0, low / _WHOLE):
            inner = np.floor(np.linspace(low, high, _SECTIONS))
            inner = inner[(low < inner) & (inner < high)]
            if not inner.size:
                break
            low, high = self._narrowed(reached, low, inner, high)
        return float(high)

    def _narrowed(self, reached: Side, low: float, inner: Array, high: float) -> tuple[float, float]:
        """Find the last of some rising steps that has not reached something, and the first that has."""
        found = np.flatnonzero(reached(self.log_learning_rate(inner)))
        first = int(found[0]) if found.size else inner.size
        return (float(inner[first - 1]) if first else low), (float(inner[first]) if found.size else high)

    def __repr__(self) -> str:
        """Write the schedule as the call that makes it."""
        return f"{self.name}({', '.join(f'{k}={v!r}' for k, v in self.parameters.items())})"

    def __eq__(self, other: object) -> bool:
        """Schedules are equal if they have the same name and parameters."""
        return isinstance(other, Schedule) and repr(self) == repr(other)

    def __hash__(self) -> int:
        """Hash the name and the parameters."""
        return hash(repr(self))


def multiples(length: float, last: float) -> Array:
    """List multiples of a length up to `last`; of very many some sixty, evenly on a logarithmic scale."""
    most = np.floor(last / length)
    return length * np.unique(np.rint(np.geomspace(1.0, most, _LANDMARKS))) if most >= 1 else np.empty(0)


def check_schedule(schedule: Any) -> Schedule:
    """Check that a schedule is one."""
    if not isinstance(schedule, Schedule):
        raise DomainError("schedule", schedule, "a schedule, as make_schedule makes them")
    return schedule


def step_numbers(n: ArrayLike, last: float = np.inf) -> Array:
    """Check step numbers; without a last one, the learning rate has a limit for endless steps."""
    return check("n", n, at_least=0.0, at_most=last)


def positive(parameter: str, value: float) -> float:
    """Check a number above 0."""
    return check_number(parameter, value, above=0.0, at_most=MOST)


def decay_factor(value: float) -> float:
    """Check a factor between 0 and 1."""
    return check_number("gamma", value, above=0.0, below=1.0)


def whole(parameter: str, value: float, at_least: float = 1.0, at_most: float = LAST_STEP) -> float:
    """Check a whole number, of steps if no other bound is given."""
    return check_whole(parameter, value, at_least=at_least, at_most=at_most)


def lowest(value: float, highest: float, named: str = "initial") -> float:
    """Check the minimum of a learning rate whose highest is that of the name."""
    least = check_number("minimum", value, at_least=0.0, at_most=MOST)
    if least > highest:
        raise DomainError("minimum", value, f"at most the {named} learning rate, {highest:g}")
    return least


def log_or_minus_infinity(rate: Array) -> Array:
    """Compute a logarithm; minus infinity at 0."""
    with np.errstate(divide="ignore"):
        return np.log(rate)


def log_between(highest: ArrayLike, lowest: float, share: Array) -> Array:
    """Compute the logarithm of the lowest and a share of what is between, exact where either is all there is.

    Small ones are scaled by a power of two, which is exact, so that none on the way is too small to keep its digits.
    """
    high = np.asarray(highest, dtype=np.float64)
    power = np.where(high < _SMALL, np.frexp(high)[1], 0)
    scaled_high, scaled_low = np.ldexp(high, -power), np.ldexp(lowest, -power)
    with np.errstate(under="ignore"):
        scaled = scaled_low + (scaled_high - scaled_low) * share
    return np.asarray(log_or_minus_infinity(scaled) + power * math.log(2.0))


def log_half_cosine(highest: ArrayLike, lowest: float, left: Array) -> Array:
    """Go along half a cosine, in logarithms: from the highest (left = 1) to the lowest (left = 0), exact near it."""
    return log_between(highest, lowest, np.sin(np.pi / 2.0 * left) ** 2)


def periodic_sum(of_period: Callable[[Array], Array], upto: Array, period: float) -> Array:
    """Sum over whole periods, all of them alike, and over what the last has of its own."""
    periods, rest = np.floor(upto / period), np.mod(upto, period)
    if periods[-1] == 0:
        return of_period(upto)
    within = np.unique(np.append(rest[rest > 0], period))
    sums = of_period(within)
    begun = np.where(rest > 0, sums[..., np.searchsorted(within, np.where(rest > 0, rest, period))], 0.0)
    with np.errstate(all="ignore"):
        return np.where(periods > 0, periods * sums[..., -1:], 0.0) + begun
