"""What a schedule asks of a memory element at each learning rate, and the sums of it over the updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore.crossings import crossings_at_log_rate
from limcore.dissipation import step_dissipation
from limcore.errors import MOST, Array, DomainError, check, check_choice, check_number
from limcore.kinetics import Convention, is_tilted
from limcore.learning import asymptotic_barrier, barrier_at_log_rate, log_rate_at_barrier
from limcore.pace import attainable_rate_at_log_rate, is_made, update_time_at_log_rate
from limcore.schedules import Schedule, check_schedule
from limcore.update_law import drive_at_log_rate, update_rate_at_log_rate

__all__ = ["Law", "Start", "highest_learning_rate"]

Start = Literal["paper", "barrier_free"]
"""How the update rates are scaled: by the paper's law, or so that the barrier is 0 at the highest learning rate."""

_MEAN: Final[Convention] = "mean_rate"


class Law:
    """What a schedule asks of a memory element at each learning rate.

    Energies are in kT where that is below 1, so that none is too small a double; `in_unit` gives them in its unit. With
    a list of rate exponents, what depends on them has a row for each.
    """

    def __init__(
        self,
        schedule: Schedule,
        *,
        alpha: ArrayLike,
        squared_gradient: float,
        kT: float,
        start: Start,
        convention: Convention,
    ) -> None:
        is_tilted(convention)
        self.schedule, self.convention = check_schedule(schedule), convention
        self.alpha = check("alpha", alpha, above=0.0, below=1.0, missing=False)
        self.thermal = check_number("kT", kT, above=0.0, at_most=MOST)
        self.kT, self.unit = max(self.thermal, 1.0), min(self.thermal, 1.0)
        self.squared_gradient = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
        self.law: dict[str, Any] = {
            "squared_gradient": self.squared_gradient,
            "initial_learning_rate": highest_learning_rate(schedule, start),
        }

    def _exponent(self, log_rate: Array) -> Array:
        """Give the rate exponent, or each in a row of its own."""
        return self.alpha.reshape(self.alpha.shape + (1,) * np.ndim(log_rate)) if self.alpha.ndim else self.alpha

    def asked_rate(self, log_rate: Array, rate_max: float, learning_rate: Array) -> Array:
        """Compute the update rate that the law asks for."""
        law = self.law | {"rate_max": rate_max, "learning_rate": learning_rate}
        return np.asarray(update_rate_at_log_rate(log_rate, self._exponent(log_rate), **law))

    def update_rate(self, log_rate: Array, rate_max: float, learning_rate: Array) -> Array:
        """Compute the update rate as far as it can be met."""
        law = self.law | {"rate_max": rate_max, "learning_rate": learning_rate, "convention": self.convention}
        return np.asarray(attainable_rate_at_log_rate(log_rate, self._exponent(log_rate), **law))

    def update_time(self, log_rate: Array, rate_max: float) -> Array:
        """Compute how long an update takes."""
        law = self.law | {"rate_max": rate_max, "convention": self.convention}
        return np.asarray(update_time_at_log_rate(log_rate, self._exponent(log_rate), **law))

    def drive(self, log_rate: Array) -> Array:
        """Compute the drive."""
        return np.asarray(drive_at_log_rate(log_rate, self.squared_gradient, kT=self.kT))

    def drive_in_unit(self, log_rate: Array, learning_rate: Array) -> Array:
        """Compute the drive at once in the unit that kT is given in."""
        drive = drive_at_log_rate(log_rate, self.squared_gradient, kT=self.thermal, learning_rate=learning_rate)
        return np.asarray(drive)

    def barrier(self, log_rate: Array) -> Array:
        """Compute the barrier by the chosen convention."""
        return self._barrier(log_rate, self.convention, self.kT)

    def asymptote(self, log_rate: Array) -> Array:
        """Compute at once in its unit what the barrier tends to as the learning rate falls."""
        return np.asarray(asymptotic_barrier(log_rate, self._exponent(log_rate), kT=self.thermal, **self.law))

    def barrier_paid(self, log_rate: Array) -> Array:
        """Compute the barrier that an update throws away: none where there is none, or no update."""
        made = is_made(log_rate, self.squared_gradient)
        return np.where(made, step_dissipation(self.barrier(log_rate), 0.0), 0.0)

    def attainable_barrier(self, log_rate: Array) -> Array:
        """Compute the barrier of the mean rate in kT, with the barrier gone where the law asks for a negative one."""
        mean, height = (self._barrier(log_rate, one, 1.0) for one in (_MEAN, self.convention))
        with np.errstate(invalid="ignore"):
            gone = np.where(np.isinf(height), 0.0, mean - height)
        return np.where(height < 0, gone, mean)

    def _barrier(self, log_rate: Array, convention: Convention, kT: float) -> Array:
        return np.asarray(
            barrier_at_log_rate(log_rate, self._exponent(log_rate), kT=kT, convention=convention, **self.law)
        )

    def every_crossing(self, log_rate: Array) -> Array:
        """Compute what the crossings for one net update would dissipate if each threw the barrier away."""
        barrier, crossings = self.barrier(log_rate), crossings_at_log_rate(log_rate, self.squared_gradient)
        with np.errstate(all="ignore"):
            return np.where((barrier > 0) & (crossings > 0), barrier * crossings, 0.0)

    @property
    def crossings_at_the_kink(self) -> float:
        """How many crossings there are for a net update where the barrier is 0, and rounds like kT for each."""
        if self.squared_gradient == 0:
            return 1.0
        with np.errstate(all="ignore"):
            level = np.asarray(log_rate_at_barrier(0.0, float(self.alpha), **self.law))
        return max(1.0, float(crossings_at_log_rate(level, self.squared_gradient)))

    def in_unit(self, energy: Array) -> Array:
        """Give energies in the unit that kT is given in."""
        with np.errstate(under="ignore"):
            return np.asarray(self.unit * energy)

    def summed(self, term: Callable[[Array], Array], n: Array, barriers: float = 1.0) -> Array:
        """Sum energies, a function of ln eps, over the updates; `barriers` says how many a term has at the kink."""
        return self.in_unit(self.counted(term, n, self.kT * barriers))

    def counted(self, term: Callable[[Array], Array], n: Array, unit: float = 0.0) -> Array:
        """Sum a function of ln eps over the updates; it may have a kink where the barrier becomes positive."""

        def rises(log_rate: Array) -> NDArray[np.bool_]:
            return np.asarray(self.barrier(log_rate) > 0)

        return self.schedule.cumulative(term, n, rises, unit)


def highest_learning_rate(schedule: Schedule, start: Start) -> float | None:
    """Give the learning rate at which the barrier is to be 0; None for the paper's law."""
    if check_choice("start", start, get_args(Start)) == "paper":
        return None
    highest = check_schedule(schedule).maximum_learning_rate
    if highest == 0:
        raise DomainError("schedule", schedule, "one whose highest learning rate is not too small for a double")
    return highest
