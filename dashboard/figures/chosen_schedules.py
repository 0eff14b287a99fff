"""The schedules that are chosen at some values of the parameters: their controls and names, and those of the pins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

import limcore
from dashboard.parameters import (
    PARAMETERS,
    PIN_KEYS,
    PIN_LETTERS,
    PINNED_KEYS,
    RUN_KEYS,
    SCHEDULE_SIGNS,
    SCHEDULE_SLOT,
    SCHEDULE_SLOTS,
    SCHEDULE_WORDS,
    InvalidParameter,
    Pin,
    Values,
    defaults,
    slot,
)
from dashboard.wording import count, power

__all__ = [
    "check_schedules",
    "chosen_slots",
    "first_rate_of_zero",
    "in_use",
    "make_schedule",
    "pinned_values",
    "schedule_control",
    "schedule_controls",
    "schedule_name",
    "warm_up_controls",
]

_UNSAID: Final = {
    **{"initial": 1.0, "maximum": 1.0, "warmup_steps": 0.0, "minimum": 0.0, "multiplier": 1.0},
    **{"growth": 1.0, "decay": 1.0, "cycle_gamma": 1.0, "annealing": "cosine", "phases": 2.0},
    **{"warmup": "nanogpt", "warmup_place": "before"},
}
_OWN_CONTROL: Final = {("step", "gamma"): "stair_gamma", ("multi_step", "gamma"): "stair_gamma"} | {
    ("cyclic", "gamma"): "cycle_gamma"
}
_LONGEST: Final = 88
"""Characters of a name: what it does not hold of the parameters stands beside it on the page."""
_NAMES: Final = {"noam": "Noam", "warmup_stable_decay": "warm-up-stable-decay", "cosine_held": "cosine, held"}


def schedule_controls(name: str) -> tuple[str, ...]:
    """List the parameters of a schedule, without their slot's number, in the order in which to show them."""
    if name == "none":
        return ()
    if name == "table":
        return ("table", "warmup_steps")
    needed = limcore.SCHEDULES[name].parameter_names
    shown = [schedule_control(name, key) for key in needed if slot(schedule_control(name, key), 1) in PARAMETERS]
    return (*shown, *(key for key in ("warmup_steps",) if key not in shown))


def warm_up_controls(name: str, warmup_steps: float | None, warmup: str | None) -> tuple[str, ...]:
    """List what else is set of a warm-up, if there is one."""
    if name in ("none", "noam") or not warmup_steps:
        return ()
    start = ("warmup_start",) if warmup == "from_start" else ()
    return ("warmup", *start, *(("warmup_place",) if "total_steps" in schedule_controls(name) else ()))


def _controls(values: Values, place: int) -> tuple[str, ...]:
    """List the parameters of the schedule in a slot that matter at these values."""
    name = values.get(slot("schedule", place), "none")
    steps, warmup = (values.get(slot(key, place)) for key in ("warmup_steps", "warmup"))
    return (*schedule_controls(name), *warm_up_controls(name, steps, warmup))


def schedule_control(name: str, key: str) -> str:
    """Name the control of a parameter of a schedule, without its slot's number."""
    return _OWN_CONTROL.get((name, key), key)


def make_schedule(values: Values, place: int) -> limcore.Schedule:
    """Make the schedule of a slot; raise InvalidParameter where its parameters do not go together."""
    name = values[slot("schedule", place)]
    chosen: dict[str, Any] = {}
    if name == "table":
        chosen["steps"], chosen["learning_rates"] = zip(*values[slot("table", place)], strict=True)
    for key in limcore.SCHEDULES[name].parameter_names:
        held = slot(schedule_control(name, key), place)
        if held in values:
            chosen[key] = values[held]
    if "milestones" in chosen:
        chosen["milestones"] = sorted(chosen["milestones"])
    for key in ("warmup_steps", *(key for key in _controls(values, place) if key.startswith("warmup"))):
        chosen[key] = values[slot(key, place)]
    if name == "noam":
        chosen["warmup_steps"] = max(chosen["warmup_steps"], 1.0)
    try:
        schedule = limcore.make_schedule(name, **chosen)
    except limcore.DomainError as error:
        key = slot(schedule_control(name, error.parameter), place)
        raise InvalidParameter(key, str(error.value), error.allowed) from None
    if "steps" in values and _is_at_rest(schedule, values["steps"] - 1.0):
        key = "minimum" if name == "cyclic" else "warmup"
        allowed = "such that a step has a learning rate above 0: at rate 0 a step never ends"
        raise InvalidParameter(slot(key, place), str(chosen[key]), allowed)
    return schedule


def _is_at_rest(schedule: limcore.Schedule, last: float) -> bool:
    """Tell whether the learning rate is 0 at each step up to the last."""
    steps = np.minimum([0.0, 1.0, schedule.peak_step, last], last)
    return bool(np.all(np.isneginf(schedule.log_learning_rate(steps))))


def first_rate_of_zero(values: Values, place: int) -> float:
    """Find the first step, counted from 1, at which the learning rate of a slot is 0; infinity if none is."""
    schedule = make_schedule(values, place)
    last = values["steps"] - 1.0
    steps = np.unique(np.concatenate([[0.0, schedule.trough_step], schedule.breakpoints(last)]))
    steps = steps[steps <= last]
    zero = np.flatnonzero(np.isneginf(schedule.log_learning_rate(steps)))
    return float(steps[zero[0]]) + 1.0 if zero.size else np.inf


def schedule_name(values: Values, place: int) -> str:
    """Name a schedule as people write it: "ε = 1/n", "exponential (γ = 0.999)"."""
    name = values[slot("schedule", place)]
    chosen = {key: values[slot(key, place)] for key in _controls(values, place) if key != "table"}
    if name == "inverse_time" and chosen == {"initial": 1.0, "tau": 1.0, "warmup_steps": 0.0}:
        return "ε = 1/n"
    words = [f"{SCHEDULE_SIGNS[key]} {_brief(value)}" for key, value in chosen.items() if value != _UNSAID.get(key)]
    plain = _NAMES.get(name, name.replace("_", " "))
    while len(told := f"{plain} ({', '.join(words)})") > _LONGEST:
        words[-2:] = ["…"]
    return told if words else plain


def _brief(value: Any) -> str:
    if isinstance(value, str):
        return SCHEDULE_WORDS[value]
    if isinstance(value, tuple):
        return count(len(value))
    if value < 1e-3:
        return power(value)
    return count(value) if value >= 1.0 and value == int(value) else f"{value:.12g}"  # γ is told by its last digits


def check_schedules(values: Values) -> list[InvalidParameter]:
    """List where the parameters of a schedule do not go together."""
    errors = []
    for place in chosen_slots(values):
        try:
            make_schedule(values, place)
        except InvalidParameter as error:
            errors.append(error)
    return errors


def in_use(values: Values) -> list[str]:
    """List the parameters that matter at these values: not those of schedules that are not chosen, nor empty pins."""
    controls = {slot(key, place) for place in SCHEDULE_SLOTS for key in SCHEDULE_SLOT}
    for place in SCHEDULE_SLOTS:
        controls -= {slot(key, place) for key in ("schedule", *_controls(values, place))}
    return [key for key in values if key not in controls and not (key in PIN_KEYS and not values[key])]


def chosen_slots(values: Values) -> list[int]:
    """List the slots that hold a schedule."""
    return [place for place in SCHEDULE_SLOTS if values.get(slot("schedule", place), "none") != "none"]


def pinned_values(values: Values) -> Iterator[tuple[str, Values]]:
    """Give, for each pin, its letter and all values with those that it holds in their place."""
    held = tuple(key for key in PINNED_KEYS if key in RUN_KEYS or key in values)
    for key, letter in zip(PIN_KEYS, PIN_LETTERS, strict=True):
        if values.get(key):
            pin = PARAMETERS[key]
            assert isinstance(pin, Pin)
            yield letter, values | defaults(held) | pin.read(values[key])
