"""Learning runs: the chosen schedules walked through their steps, now and as they were when they were pinned."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

import limcore
from dashboard.figures.chosen_schedules import make_schedule, schedule_name
from dashboard.figures.units import energy_in
from dashboard.parameters import Values
from dashboard.wording import count, energy, number, plural, power
from limcore.learning import barrier_at_log_rate, log_rate_at_barrier
from limcore.pace import attainable_rate_at_log_rate, update_time_at_log_rate
from limcore.schedules import LAST_STEP
from limcore.steps import telling_steps
from limcore.update_law import drive_at_log_rate, update_rate_at_log_rate

__all__ = [
    "Array",
    "Run",
    "is_decade",
    "moved",
]

Array = NDArray[np.float64]

_ROUNDING: Final = 1e-12
_BISECTIONS: Final = 80
_LAST_WHOLE: Final = 2.0**53


def moved(run: Run, unit: str) -> str:
    """Say where a run takes the barrier: "ε = 1/n lifts the barrier from −0.7719 to 6.215 kT in 10⁶ steps"."""
    first, last = (float(height) for height in run.barrier_height[[0, -1]])
    if run.n[-1] == 1:
        return f"{run.name} begins at a barrier of {energy(last, unit)}"
    steps = plural(count(run.n[-1]), "step")
    # At a first rate of 0 nothing limits the barrier.
    start = number(first) if np.isfinite(first) else "no limit"
    low, end = number(run.lowest_barrier), number(last)
    if 1 < run.highest_at < run.n[-1] and run.lowest_barrier < min(first, last) and low not in (start, end):
        return f"{run.name} lowers the barrier from {start} to {low} {unit}, then lifts it to {end} {unit}, in {steps}"
    if start == end:
        return f"{run.name} leaves the barrier at {end} {unit} for {steps}"
    return f"{run.name} {'lifts' if last > first else 'lowers'} the barrier from {start} to {end} {unit} in {steps}"


class Run:
    """A schedule walked through the listed steps n, counted from 1: what is known at each, in the user's units."""

    def __init__(
        self,
        values: Values,
        place: int,
        n: Array | None = None,
        *,
        rate_max: float = 1.0,
        pin: str = "",
        alpha: float | None = None,
        points: int = 74,
        linear: bool = False,
    ) -> None:
        self.values, self.place, self.pin = values, place, pin
        self.name = schedule_name(values, place)
        self.kT = energy_in(values["unit"], values["kT"])
        self.rate_max = rate_max
        self.alpha: float = values["alpha"] if alpha is None else alpha
        self.convention: limcore.Convention = values["convention"]
        self.schedule = make_schedule(values, place)
        self.squared_gradient: float = values["squared_gradient"]
        highest = self.schedule.maximum_learning_rate if values["start"] == "barrier_free" else None
        self.law: dict[str, Any] = {"squared_gradient": self.squared_gradient, "initial_learning_rate": highest}
        if n is None:
            n = telling_steps(self.schedule, values["steps"], points, linear=linear)
        self.n: Array = n
        self.learning_rate: Array = np.asarray(self.schedule(n - 1))
        self.log_learning_rate = np.asarray(self.schedule.log_learning_rate(n - 1))

    @property
    def label(self) -> str:
        """The name of its series in a table."""
        before = f"pin {self.pin}, " if self.pin else ""
        return f"{before}schedule {self.place}: {self.name}"

    @property
    def title(self) -> str:
        """Its name in a legend."""
        return f"pin {self.pin}: α = {self.alpha:.3g}, {self.name}" if self.pin else self.name

    @cached_property
    def gradient_energy(self) -> Array:
        """The drive of each update."""
        drive = drive_at_log_rate(
            self.log_learning_rate, self.squared_gradient, kT=self.kT, learning_rate=self.learning_rate
        )
        return np.asarray(drive)

    @cached_property
    def asked_update_rate(self) -> Array:
        """The update rate that the law asks for, in the unit of `rate_max`; early on it may be out of reach."""
        law = self.law | {"rate_max": self.rate_max, "learning_rate": self.learning_rate}
        return np.asarray(update_rate_at_log_rate(self.log_learning_rate, self.alpha, **law))

    @cached_property
    def update_rate(self) -> Array:
        """The update rate as far as it can be met, in the unit of `rate_max`."""
        return self._attainable(self.rate_max)

    @cached_property
    def update_time_s(self) -> Array:
        """How many seconds each update takes; infinity where none is made."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(0.5 / self._attainable(self.values["R_max"]))

    def _attainable(self, rate_max: float) -> Array:
        law = self.law | {"rate_max": rate_max, "convention": self.convention}
        rate = attainable_rate_at_log_rate(self.log_learning_rate, self.alpha, learning_rate=self.learning_rate, **law)
        return np.asarray(rate)

    @cached_property
    def barrier_height(self) -> Array:
        """The barrier height, by the convention of the page."""
        return self._barrier(self.convention, self.log_learning_rate)

    @cached_property
    def mean_barrier(self) -> Array:
        """The barrier height of the mean rate, on which retention depends."""
        return self._barrier("mean_rate", self.log_learning_rate)

    def _barrier(self, convention: limcore.Convention, log_rate: Array) -> Array:
        return np.asarray(barrier_at_log_rate(log_rate, self.alpha, kT=self.kT, convention=convention, **self.law))

    @property
    def last_barrier(self) -> float:
        """The barrier of the mean rate that the last update had: there is none at a learning rate of zero."""
        last = self.n[-1]
        places = (last, last - 1.0, float(self.updates_made(self.n[-1:])[0]))
        rates = (float(self.schedule.log_learning_rate(n - 1.0)) for n in places if n >= 1)
        made = next((rate for rate in rates if rate > -np.inf), None)
        return 0.0 if made is None else float(self._barrier("mean_rate", np.asarray(made)))

    @cached_property
    def asymptote(self) -> Array:
        """What the barrier tends to as the learning rate falls."""
        return np.asarray(limcore.asymptotic_barrier(self.log_learning_rate, self.alpha, kT=self.kT, **self.law))

    @cached_property
    def time_s(self) -> Array:
        """Seconds of wall-clock up to and with each update."""
        return self._time_up_to(self.n)

    def retention(self, retention: float, failure_probability: float | None) -> dict[str, Array]:
        """Tabulate the barrier that learning allows, and those that memory asks for, in the unit of the page."""
        return limcore.retention_columns(
            self.schedule,
            float(self.n[-1]),
            retention,
            alpha=self.alpha,
            failure_probability=failure_probability,
            squared_gradient=self.squared_gradient,
            rate_max=self.values["R_max"],
            kT=self.kT,
            points=self.n,
            start=self.values["start"],
            convention=self.convention,
        )

    @cached_property
    def retention_time_s(self) -> Array:
        """How long a memory lasts on average behind each barrier; without one, where the law asks for less."""
        height = np.maximum(self.mean_barrier, 0.0)
        with np.errstate(over="ignore"):
            return np.asarray(limcore.retention_time(height, rate_max=self.values["R_max"], kT=self.kT))

    def reach(self, barrier_height: float) -> tuple[float, float, float]:
        """Find the updates from which on the barrier of the mean rate is at least so high, is not, and is again."""
        first, lost, again = self.schedule.reach(self._level(barrier_height))
        return first + 1.0, lost + 1.0, again + 1.0

    @property
    def highest_at(self) -> float:
        """The update with the highest learning rate, where the barrier is lowest."""
        return self.schedule.peak_step + 1.0

    @property
    def lowest_barrier(self) -> float:
        """The barrier at the highest learning rate, by the convention of the page."""
        return float(self._barrier_at(np.log(self.schedule.maximum_learning_rate)))

    def met(self) -> tuple[float, float, float]:
        """Find the updates from which on the barrier of the page's convention is not negative, is, and is not again."""
        first, lost, again = self.schedule.reach(self._level_of_zero())
        return first + 1.0, lost + 1.0, again + 1.0

    def _level_of_zero(self) -> float:
        """Compute the logarithm of the learning rate at which the barrier of the page's convention vanishes."""
        low, high = self._level(0.0), float(np.log(self.schedule.maximum_learning_rate))
        if self.convention == "mean_rate":
            return low
        # A tilted barrier is the higher one: it vanishes at a higher learning rate.
        for _ in range(_BISECTIONS if low < high else 0):
            middle = (low + high) / 2.0
            low, high = (middle, high) if self._barrier_at(middle) >= 0 else (low, middle)
        return low

    def _barrier_at(self, log_rate: ArrayLike) -> Array:
        return self._barrier(self.convention, np.asarray(log_rate))

    def _level(self, barrier_height: float) -> float:
        return log_rate_at_barrier(barrier_height, self.alpha, kT=self.kT, **self.law)

    def when(self, barrier_height: float, verb: str) -> str:
        """Say when a barrier is reached: with the verb "reached", "reached at step 10", "never reached"."""
        n, *_ = self.reach(barrier_height)
        if np.isfinite(n):
            return f"{verb} at step {self.step(n)}"
        never = self._level(barrier_height) < self.schedule.lowest_log_rate
        if never:
            return f"never {verb}"
        # Beyond, single steps are lost in a double, and with them the last of a period that grows.
        limit = _LAST_WHOLE if self.schedule.name == "cosine_restarts" else LAST_STEP
        return f"{verb} only after more than {power(limit, 1)} steps"

    def step(self, n: float) -> str:
        """Write a step number: in full, where it would read like that of the last step and is another."""
        text = count(n)
        return text if n == self.n[-1] or text != count(self.n[-1]) else f"{n:,.0f}"

    def time_until(self, n: float) -> float:
        """Compute the seconds of wall-clock until an update begins, and its barrier with it."""
        return float(self._time_up_to(np.asarray([n - 1.0]))[0]) if n > 1 else 0.0

    def _time_up_to(self, n: Array) -> Array:
        law = self.law | {"rate_max": self.values["R_max"], "convention": self.convention}

        def duration(log_rate: Array) -> Array:
            return np.asarray(update_time_at_log_rate(log_rate, self.alpha, **law))

        def can_be_met(log_rate: Array) -> NDArray[np.bool_]:
            return np.asarray(self._barrier_at(log_rate) > 0)

        return self.schedule.cumulative(duration, n, can_be_met)

    def trajectory(self, points: Array, *columns: str, alpha: ArrayLike | None = None) -> dict[str, Array]:
        """Compute columns of limcore's table at some updates: energies in the unit of the page, rates in 1/s.

        There may be other rate exponents at the last update than that of the run.
        """
        return limcore.learning_columns(
            self.schedule,
            float(points[-1]),
            alpha=self.alpha if alpha is None else alpha,
            squared_gradient=self.squared_gradient,
            rate_max=self.values["R_max"],
            kT=self.kT,
            points=points,
            start=self.values["start"],
            convention=self.convention,
            only=columns,
        )

    def dissipation(self, points: Array, *columns: str) -> dict[str, Array]:
        """Compute columns of what one element dissipates, in the unit of the page."""
        return limcore.dissipation_columns(
            self.schedule,
            float(points[-1]),
            alpha=self.alpha,
            squared_gradient=self.squared_gradient,
            kT=self.kT,
            points=points,
            start=self.values["start"],
            convention=self.convention,
            only=columns,
        )

    def updates_made(self, n: Array) -> Array:
        """Count the updates made up to some steps: none is at a learning rate of zero."""
        return limcore.updates_made(self.schedule, n, self.squared_gradient)

    def spent(self, points: Array) -> Array:
        """Compute what one element has dissipated up to and with some updates, by the paper's account."""
        return self.dissipation(points, "cumulative_dissipation")["cumulative_dissipation"]

    def update_energies(self) -> tuple[float, float]:
        """Find what the cheapest and the dearest update dissipate in one element, in the unit of the page."""
        return limcore.update_energies(
            self.schedule,
            float(self.n[-1]),
            alpha=self.alpha,
            squared_gradient=self.squared_gradient,
            kT=self.kT,
            start=self.values["start"],
        )

    def constant_barrier(self, barrier_height: ArrayLike, points: Array, *columns: str) -> dict[str, Array]:
        """Compute columns of what the same updates dissipate and take over a barrier that stays, likewise.

        There may be many barriers at the last update.
        """
        return limcore.constant_barrier_columns(
            self.schedule,
            float(points[-1]),
            barrier_height=barrier_height,
            squared_gradient=self.squared_gradient,
            rate_max=self.values["R_max"],
            kT=self.kT,
            points=points,
            only=columns,
        )

    def consolidation(self, target_barrier: float) -> limcore.Consolidation:
        """Find when and at what cost the schedule raises the barrier to a target."""
        return limcore.consolidation(
            self.schedule,
            target_barrier,
            alpha=self.alpha,
            squared_gradient=self.squared_gradient,
            rate_max=self.values["R_max"],
            kT=self.kT,
            start=self.values["start"],
            convention=self.convention,
        )


def is_decade(n: Array) -> NDArray[np.bool_]:
    """Tell which step numbers are 1, 10, 100, …"""
    exponent = np.log10(n)
    return np.asarray(np.abs(exponent - np.rint(exponent)) < _ROUNDING)
