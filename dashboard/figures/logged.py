"""What the figures of a person's own run share: the runs, their columns, their colours, and their axis of time."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.axes import log_axis
from dashboard.figures.base import Columns
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.parameters.logged import RunTable
from dashboard.wording import count, duration, number, power

__all__ = ["LOGGED_KEYS", "LOG_KEYS", "Logged", "LoggedRuns", "decades_of", "levels"]

LOG_KEYS: Final = ("run_1", "run_2", "steps_per_epoch")
"""What is known of the runs before anything is computed."""
LOGGED_KEYS: Final = (
    *LOG_KEYS,
    *("reading", "run_start", "alpha", "R_max", "optimizer", "model_parameters", "run_energy_scale"),
    *("seconds_per_step", "largest_share", "clipped_at"),
)
"""What makes barriers and drives of them."""
_LEAST: Final = 1e-300


class Logged:
    """One run, as its log and the values of the page make it."""

    def __init__(self, values: Values, place: int, table: RunTable, log: limcore.TrainingLog | None = None) -> None:
        """Take a run as its table has it, or the log itself, with all of its rows."""
        self.values, self.place, self.per_epoch = values, place, table.per_epoch
        self.name = table.name or f"run {place}"
        log = log or table.log()
        self.log = log.with_steps_per_epoch(values["steps_per_epoch"]) if log.per_epoch else log

    @property
    def label(self) -> str:
        """The name of its series in a table."""
        return f"run {self.place}: {self.name}"

    @property
    def color(self) -> str:
        """The colour of its lines."""
        return ("@line-1", "@line-2")[self.place - 1]

    @property
    def dash(self) -> str:
        """How its lines are told apart, beside their colour."""
        return ("solid", "dash")[self.place - 1]

    @property
    def reading(self) -> dict[str, Any]:
        """What limcore is told of it."""
        values = self.values
        clipped = values["clipped_at"] if self.log.gradient_norm is not None else 0.0
        return {
            "reading": values["reading"],
            "alpha": values["alpha"],
            "start": values["run_start"],
            "rate_max": values["R_max"],
            "optimizer": values["optimizer"],
            "parameters": values["model_parameters"],
            "energy_scale": values["run_energy_scale"],
            "seconds_per_step": values["seconds_per_step"],
            "largest_share": values["largest_share"],
            "clipped_at": clipped or None,
        }

    @cached_property
    def path(self) -> Columns:
        """Its columns, in kT, for one weight of one element."""
        return limcore.run_columns(self.log, **self.reading)

    def totals(self, kT: float = 1.0) -> limcore.RunTotals:
        """Sum it up, in the unit of kT."""
        return limcore.run_totals(self.log, elements=self.values["bits"], kT=kT, **self.reading)

    @cached_property
    def target(self) -> float:
        """The barrier that memory asks for, in kT."""
        failure = self.values["failure"]
        return float(
            limcore.barrier_for_retention(
                self.values["retention"],
                rate_max=self.values["R_max"],
                failure_probability=None if failure == "mean" else float(failure),
            )
        )

    @cached_property
    def consolidation(self) -> limcore.RunConsolidation:
        """When it reaches what memory asks for."""
        path = self.path
        return limcore.run_consolidation(path["n"], path["learning_rate"], path["barrier_height"], self.target)

    @property
    def is_ceiling(self) -> bool:
        """Whether its barrier is a ceiling, since no gradient norm is known."""
        return self.log.gradient_norm is None and self.values["reading"] == "paper"

    @property
    def first_barrier(self) -> float:
        """The barrier of its first update."""
        known = self.path["barrier_height"][np.isfinite(self.path["barrier_height"])]
        return float(known[0]) if known.size else 0.0

    @property
    def last_barrier(self) -> float:
        """The barrier of its last update."""
        return self.consolidation.last_barrier

    @property
    def target_words(self) -> str:
        """What is asked for: "10 years", "1 year with 1 in a million forgotten"."""
        words, failure = duration(self.values["retention"]), self.values["failure"]
        return words if failure == "mean" else f"{words}, at most {power(float(failure))} forgotten"

    def story(self) -> str:
        """Say in a sentence what the run does to the barrier."""
        found, steps = self.consolidation, count(self.path["n"][-1])
        ceiling = "ceiling of the barrier" if self.is_ceiling else "barrier"
        if not self.path["made"].any():
            return f"{self.name} makes no update: nothing is learnt."
        moved = f"In {steps} steps {self.name} takes the {ceiling} from {number(self.first_barrier)} to "
        moved += f"{number(self.last_barrier)} kT"
        if found.held:
            return (
                f"{moved}; what {self.target_words} ask for, {number(self.target)} kT, it reaches at step "
                f"{count(found.reached_at)}."
            )
        if found.reached:
            return (
                f"{moved}; {number(self.target)} kT for {self.target_words} are reached at step "
                f"{count(found.reached_at)} and lost again."
            )
        return (
            f"{moved}. {number(self.target)} kT for {self.target_words} are not in this log: a final freeze of "
            f"{number(found.freeze)} kT closes the gap."
        )


class LoggedRuns:
    """The runs of the page, and what frames them."""

    def __init__(self, values: Values, defaults: Values | None = None) -> None:
        self.values = values = (defaults or {}) | values
        tables = ((1, values["run_1"]), (2, values["run_2"]))
        self.runs = [Logged(values, place, table) for place, table in tables if table]

    @property
    def seconds(self) -> bool:
        """Whether time is wall-clock."""
        return bool(self.values.get("time_axis") == "seconds")

    @property
    def linear(self) -> bool:
        """Whether the axis of time is linear."""
        return bool(self.values.get("n_axis") == "linear")

    def time(self, row: Columns) -> Array:
        """Give where rows stand on the axis of time."""
        return np.asarray(np.where(row["time_s"] > 0, row["time_s"], np.nan) if self.seconds else row["n"])

    def axis(self, times: list[Array]) -> dict[str, Any]:
        """Describe the axis of time."""
        known = np.concatenate([np.ones(1), *times] if not self.seconds else times or [np.ones(1)])
        known = known[np.isfinite(known) & (known > 0)]
        low, high = (float(known.min()), float(known.max())) if known.size else (1.0, 10.0)
        high = max(high, 1.001 * low)
        rate = power(self.values["R_max"]) if "R_max" in self.values else ""
        words = f"wall-clock time (s), R<sub>max</sub> = {rate} /s" if self.seconds else "step n"
        if self.linear:
            return {"title": {"text": words}, "type": "linear", "range": [0.0, high]}
        return log_axis({"text": words}, [float(np.log10(low)), float(np.log10(high))])

    def series(self, columns: list[Columns]) -> Columns:
        """Put the columns of the runs one below the other."""
        names = [run.label for run in self.runs]
        sizes = [len(next(iter(one.values()))) for one in columns]
        series = np.repeat(np.asarray(names, dtype=object), sizes)
        keys = list(columns[0]) if columns else []
        return {"series": series} | {key: np.concatenate([one[key] for one in columns]) for key in keys}


def decades_of(*values: Array, room: float = 0.08, least: float = 1.0) -> list[float]:
    """Give the range of a logarithmic axis for some values: those above 0."""
    known = np.concatenate([np.asarray(one, dtype=float).ravel() for one in values] or [np.empty(0)])
    known = np.log10(known[np.isfinite(known) & (known > _LEAST)])
    low, high = (float(known.min()), float(known.max())) if known.size else (-1.0, 1.0)
    span = max(high - low, least)
    return [(low + high) / 2 - span * (0.5 + room), (low + high) / 2 + span * (0.5 + room)]


def levels(*values: Array, floor: float, ceiling: float, room: float = 0.08) -> list[float]:
    """Give the range of a linear axis that shows some values, and at least from floor to ceiling."""
    known = np.concatenate([np.asarray(one, dtype=float).ravel() for one in values] or [np.empty(0)])
    known = known[np.isfinite(known)]
    low, high = min([floor, *known.tolist()]), max([ceiling, *known.tolist()])
    return [low - room * (high - low), high + room * (high - low)]
