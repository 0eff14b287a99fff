"""What the figures of the learning page share: the runs, what memory asks for, and the extent of the axes."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns
from dashboard.figures.chosen_schedules import chosen_slots, pinned_values
from dashboard.figures.runs import Array, Run
from dashboard.figures.units import HEADROOM, energy_in, reference_energy
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values, defaults
from dashboard.wording import duration, energy, power

__all__ = ["COURSE_KEYS", "DASHES", "Course", "level"]

COURSE_KEYS: Final = (*RUN_KEYS, *PIN_KEYS, "unit", "convention", "retention", "failure")
"""What all figures of the learning page depend on."""

DASHES: Final = ("solid", "dash", "dot")
"""How the lines of the schedules are told apart, beside their labels."""

_STEEPEST: Final = 0.95  # the largest α of the slider: the axes have room for it
_FASTEST_DEVICE: Final = 1e15  # 1/s: and for every R_max
_SLOWEST: Final = -40.0  # decades: rates below this are not shown
_STEP_OF_DECADES: Final = 2
_LOWEST: Final = -8.0  # kT
_LONG: Final = 5.0
_LATEST: Final = 1e50  # s: times beyond are not shown
_FAMILY: Final = tuple(k / 10 for k in range(1, 10))


class Course:
    """The course of learning at some values of the parameters, in the units the user chose."""

    def __init__(self, values: Values, *, points: int = 74) -> None:
        self.values = defaults(("retention", "failure")) | values
        self.points = points
        self.unit: str = values["unit"]
        self.kT = energy_in(self.unit, values["kT"])
        self.reference_kT = reference_energy(self.unit, self.kT)
        self.linear: bool = values.get("n_axis") == "linear"
        self.seconds: bool = values.get("time_axis") == "seconds"

    def _run(self, values: Values, place: int, **more: Any) -> Run:
        return Run(values, place, points=self.points, linear=self.linear or self.seconds, **more)

    @cached_property
    def runs(self) -> list[Run]:
        """The chosen schedules, walked through their steps."""
        return [self._run(self.values, place) for place in chosen_slots(self.values)]

    @cached_property
    def pinned(self) -> list[Run]:
        """The runs as they were when a pin was set."""
        return [
            self._run(pinned, place, pin=letter)
            for letter, pinned in pinned_values(self.values)
            for place in chosen_slots(pinned)
        ]

    @cached_property
    def family(self) -> list[Run]:
        """The first schedule with α from 0.1 to 0.9, if asked for."""
        if self.values.get("alpha_family") != "on" or not self.runs:
            return []
        first = self.runs[0]
        return [self._run(self.values, first.place, n=first.n, alpha=alpha) for alpha in _FAMILY]

    @property
    def failure_probability(self) -> float | None:
        """The probability of having forgotten by then; None for the mean time."""
        failure = self.values["failure"]
        return None if failure == "mean" else float(failure)

    @cached_property
    def target(self) -> float:
        """The barrier that memory asks for."""
        return self._barrier_for(self.values["R_max"], self.kT)

    def _barrier_for(self, rate_max: float, kT: float) -> float:
        failure = self.failure_probability
        time: float = self.values["retention"]
        return float(limcore.barrier_for_retention(time, rate_max=rate_max, kT=kT, failure_probability=failure))

    @property
    def target_words(self) -> str:
        """What is asked for: "10 years", "1 year with 1 in a million forgotten"."""
        words = duration(self.values["retention"])
        failure = self.failure_probability
        return words if failure is None else f"{words}, at most {power(failure)} forgotten"

    def drawn(self, row: Columns) -> Columns:
        """Give what is drawn of a run over time.

        Where an update takes far longer than all before it, its barrier and its rate stand from where it begins.
        """
        if not self.seconds:
            return row
        time = row["time_s"]
        long = 1 + np.flatnonzero((np.diff(row["n"]) == 1) & (time[1:] > _LONG * time[:-1]))
        grows = [name.startswith(("time_s", "whole_run")) for name in row]  # with time, within an update as well
        return {
            name: np.insert(column, long, column[long - 1 if growing else long])
            for (name, column), growing in zip(row.items(), grows, strict=True)
        }

    @staticmethod
    def shown_time(seconds: Array) -> Array:
        """The times that are shown; NaN for those beyond."""
        return np.where(seconds < _LATEST, seconds, np.nan)

    @cached_property
    def _lowest_log_rate(self) -> float:
        """The smallest ln eps of all runs, down to a whole step of decades: sliders move the axes only now and then."""
        logs = [run.log_learning_rate[np.isfinite(run.log_learning_rate)] for run in self.runs + self.pinned]
        lowest = min((float(np.min(log)) for log in logs if log.size), default=-1.0) / np.log(10.0)
        return min(_STEP_OF_DECADES * float(np.floor(lowest / _STEP_OF_DECADES + 1e-9)), -1.0) * float(np.log(10.0))

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The range of the axis of barriers; α, R_max and kT move the curves and not the axis."""
        bound = float(np.log(2.0 / self.values["squared_gradient"]))
        low = max(min(-1.5, -bound - 0.5), _LOWEST)
        highest = max(-_STEEPEST * self._lowest_log_rate * 1.06, 4.0)
        enough = 1.1 * self._barrier_for(_FASTEST_DEVICE, 1.0)
        room = HEADROOM if self.unit != "kT" else 1.0
        return low * self.reference_kT, min(highest, enough) * room * self.reference_kT

    @cached_property
    def ceiling(self) -> float:
        """How high the plateaus of the barrier can be, for the largest α: kT ln(R_max/R) at the slowest rate."""
        return -(1.0 + _STEEPEST) * self._lowest_log_rate * self.reference_kT

    @cached_property
    def decades(self) -> tuple[float, float]:
        """The range of the axis of rates, as powers of ten."""
        slowest = (1.0 + _STEEPEST) * self._lowest_log_rate / np.log(10.0)
        return max(float(slowest), _SLOWEST) - 0.3, 0.3

    @cached_property
    def span(self) -> tuple[float, float]:
        """The range of the axis of time: steps, or seconds with room for every α."""
        if not self.seconds:
            return 1.0, max(run.n[-1] for run in self.runs + self.pinned) if self.runs + self.pinned else 10.0
        steepest = [self._run(run.values, run.place, n=run.n, alpha=_STEEPEST) for run in self.runs]
        timed = [self.shown_time(run.time_s) for run in (*self.runs, *self.pinned, *steepest)]
        times = np.concatenate(timed or [np.ones(1)])
        times = times[times > 0]  # a first step at rate 0 takes none
        return float(np.nanmin(times)), max(float(np.nanmax(times)), 2.0 * float(np.nanmin(times)))

    def along(self, time: float) -> float:
        """Where on the axis of time a point lies, from 0 to 1."""
        low, high = self.span
        if self.linear or low == high:  # a single step
            return time / high
        return float(np.log(time / low) / np.log(high / low))

    def axis(self) -> dict[str, Any]:
        """Describe the axis of time."""
        low, high = self.span
        log = not self.linear
        words = f"wall-clock time (s), R<sub>max</sub> = {power(self.values['R_max'])} /s"
        return {
            "title": {"text": words if self.seconds else "step n"},
            "type": "log" if log else "linear",
            "range": [float(np.log10(low)), float(np.log10(high))] if log else [0.0, high],
            "dtick": max(1, int(np.ceil(np.log10(high / low) / 8 - 0.01))) if log else None,
            "tickangle": 0 if log else None,
        }

    @property
    def asked(self) -> str:
        """The barrier that memory asks for, with its unit; "no barrier" where it holds long enough without one."""
        return self.energy(self.target) if self.target > 0 else "no barrier"

    def energy(self, value: float) -> str:
        """Write an energy with its unit."""
        return energy(value, self.unit)


def level(height: float, axis: str, **line: Any) -> dict[str, Any]:
    """Describe a horizontal line across the picture."""
    span = {"xref": "paper", "x0": 0, "x1": 1, "yref": axis}
    return {"type": "line", "layer": "below", "y0": height, "y1": height, "line": line} | span
