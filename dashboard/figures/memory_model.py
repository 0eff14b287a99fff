"""The training runs that the figures of the training page show: made when first asked for, and kept for a while."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.chosen_schedules import chosen_slots, make_schedule, schedule_name
from dashboard.figures.runs import Array
from dashboard.parameters import PARAMETERS, SCHEDULE_SLOT, Values, slot
from dashboard.wording import count, number, power

__all__ = [
    "ATTEMPTS",
    "BITS",
    "FORCED_BARRIER",
    "MEMORY_KEYS",
    "MOMENTS",
    "constant",
    "energy",
    "forced",
    "law_of",
    "run_of",
    "schedule_of",
    "series_of",
    "told",
]

MEMORY_KEYS: Final = (
    *("task", "memory", "energy_scale", "weight_elements", "first_share", "first_step", "headroom", "alpha"),
    *(slot(name, 1) for name in SCHEDULE_SLOT),
    *("training_steps", "seed"),
)
"""What makes a run, in which time is counted by updates."""

ATTEMPTS: Final = 1000.0
"""How often an element would hop while a gradient is held, without a barrier."""
MOMENTS: Final = 25
"""At how many updates a run is looked at."""
FORCED_BARRIER: Final = 1e6
BITS: Final = 16.0

_OF_POPULATION: Final = ("weight_elements", "first_share")
_OF_LADDER: Final = ("first_step", "headroom")
_KEPT: Final = 64  # runs


def schedule_of(values: Values) -> limcore.Schedule:
    """Give the schedule that is chosen; a constant one where none is."""
    if not chosen_slots({slot("schedule", 1): values[slot("schedule", 1)]}):
        return limcore.make_schedule("constant", initial=1.0)
    return make_schedule(values, 1)


def law_of(values: Values) -> dict[str, Any]:
    """Give what limcore is told of a run."""
    if values["memory"] == "ladder":
        own = {"first_step": values["first_step"], "headroom": values["headroom"]}
    else:
        own = {"elements": int(values["weight_elements"]), "first_share": values["first_share"]}
    rate = float(values.get("R_max", PARAMETERS["R_max"].default))
    return {
        "memory": values["memory"],
        "alpha": values["alpha"],
        "energy_scale": values["energy_scale"],
        **own,
        "rate_max": rate,
        "hold_time": ATTEMPTS / rate,
        "steps": int(values["training_steps"]),
        "seed": int(values["seed"]),
        "points": MOMENTS,
    }


def run_of(values: Values) -> limcore.MemoryTraining:
    """Give the run at some values, with its weights at each moment."""
    idle = _OF_POPULATION if values["memory"] == "ladder" else _OF_LADDER
    used = {key: PARAMETERS[key].default if key in idle else values[key] for key in MEMORY_KEYS}
    used["R_max"] = values.get("R_max", PARAMETERS["R_max"].default)
    return _run(tuple(used.items()))


@functools.lru_cache(_KEPT)
def _run(held: tuple[tuple[str, Any], ...]) -> limcore.MemoryTraining:
    values = dict(held)
    return limcore.train_in_memory(values["task"], schedule_of(values), **law_of(values), keep_weights=True)


def constant(values: Values) -> Values:
    """Give the values of a run at a constant barrier whose learning rates add up to the same."""
    logs = np.clip(schedule_of(values).log_learning_rate(np.arange(values["training_steps"])), -300.0, 300.0)
    attempts = -np.log1p(-values["first_share"]) * np.exp(values["alpha"] * logs)
    share = float(np.clip(-np.expm1(-attempts).mean(), 1e-12, 1.0 - 1e-12))
    step = float(np.clip(values["first_step"] * np.exp(logs).mean(), 1e-12, 1e12))
    return values | {slot("schedule", 1): "none", "first_share": share, "first_step": step}


def series_of(values: Values) -> str:
    """Name a run."""
    name = values[slot("schedule", 1)]
    return "constant barrier" if name in ("none", "constant") else schedule_name(values, 1)


def forced(values: Values, barrier: float = FORCED_BARRIER) -> float:
    """Compute what as many forced writes take, in kT for each weight."""
    written = limcore.forced_write_energy(values["training_steps"], bits=BITS, barrier_height=barrier)
    return float(written)


def energy(value: Array | float) -> str:
    """Write an energy of a weight."""
    value = float(np.asarray(value))
    return f"{power(value, 2) if value >= 1e6 else number(value, 3)} kT"


def told(run: limcore.MemoryTraining, values: Values) -> str:
    """Say what a run has come to."""
    right = "" if run.task.accuracy is None else f", {number(100 * float(run.accuracy[-1]), 3)} % right"
    return (
        f"After {count(values['training_steps'])} {'update' if values['training_steps'] == 1 else 'updates'} the loss "
        f"is {number(float(run.loss[-1]), 3)} nat{right}"
    )
