"""The numbers that the lesson on learning by noise speaks of, from the runs of the training page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import limcore
from dashboard.figures.memory_model import MEMORY_KEYS, constant, energy, forced, run_of
from dashboard.figures.training_knob import CONSTANT, FOLLOWS, shorter
from dashboard.figures.training_price import heat_for_loss
from dashboard.parameters import Values, defaults
from dashboard.wording import number, power

__all__ = ["TRAINING_NUMBERS"]

_GOAL: Final = 0.3  # nat: about 95 % of the digits
_RESTED: Final = 0.25  # of a run: by then the loss of the bowl no longer falls
_ALIKE: Final = 1.5  # times as much


def _right(values: Values) -> float:
    return 100.0 * float(run_of(values).accuracy[-1])


def _when_pushed_gently(values: Values) -> str:
    right = _right(values)
    return "chance" if right < 25.0 else "half" if right < 75.0 else "most"


def _floor(values: Values) -> float:
    """Give the mean loss of the bowl in nats once it has come to rest."""
    run = run_of(values)
    return float(run.loss[run.n >= _RESTED * run.n[-1]].mean())


def _floor_in_kT(values: Values) -> float:
    return float(values["energy_scale"]) * _floor(values) / run_of(values).task.weights


def _for_goal(series: str, column: str = "heat_kT") -> Callable[[Values], float]:
    return lambda values: heat_for_loss(values, series, _GOAL, column)


def _least(column: str) -> Callable[[Values], float]:
    return lambda values: min(_for_goal(series, column)(values) for series in (FOLLOWS, CONSTANT))


def _constant_against_following(values: Values) -> str:
    ratio = _for_goal(CONSTANT)(values) / _for_goal(FOLLOWS)(values)
    return "more" if ratio > _ALIKE else "less" if ratio < 1.0 / _ALIKE else "same"


def _risen(values: Values) -> tuple[limcore.MemoryTraining, limcore.MemoryTraining]:
    """Give the runs of both kinds of barrier that are left to themselves."""
    whole = defaults(MEMORY_KEYS) | values
    return run_of(whole), run_of(constant(whole))


def _held_longer(values: Values) -> float:
    held = [limcore.retention_time(run.barrier, rate_max=values["R_max"]) for run in _risen(values)]
    return float(held[0] / held[1])


def _heat_for_rising(values: Values) -> float:
    follows, steady = (float(run.heat[-1]) for run in _risen(values))
    return follows / steady


def _forced_over(account: str) -> Callable[[Values], float]:
    return lambda values: forced(values) / float(getattr(run_of(values), account)[-1])


def _about(value: float) -> str:
    return f"{power(value, 2) if value >= 1e4 else number(value, 2)} kT"


TRAINING_NUMBERS: Final[dict[str, tuple[Callable[[Values], float | str], Callable[[Any], str]]]] = {
    "right_when_pushed_gently": (_when_pushed_gently, str),
    "right_percent": (_right, lambda value: f"{number(value, 3)} %"),
    "floor_in_kT": (_floor_in_kT, lambda value: f"{number(value, 1)} kT"),
    "floor_in_nat": (_floor, lambda value: f"{number(value, 1)} nat"),
    "forced_energy": (lambda values: forced(shorter(values)), energy),
    "least_heat": (_least("heat_kT"), _about),
    "forced_over_heat": (
        lambda values: forced(shorter(values)) / _least("heat_kT")(values),
        lambda value: power(value, 1),
    ),
    "paper_at_goal": (_least("paper_kT"), _about),
    "heat_of_following": (_for_goal(FOLLOWS), _about),
    "heat_of_constant": (_for_goal(CONSTANT), _about),
    "constant_against_following": (_constant_against_following, str),
    "held_longer": (_held_longer, lambda value: number(value, 2)),
    "heat_for_rising": (_heat_for_rising, lambda value: number(value, 2)),
    "forced_over_paper": (_forced_over("paper"), lambda value: power(value, 1)),
    "forced_over_literal": (_forced_over("literal"), lambda value: power(value, 1)),
}
"""How each is computed, and how it is written."""
