"""The schedules that are chosen at some values of the parameters: their controls and names, and those of the pins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import limcore
from dashboard.parameters import (
    PARAMETERS,
    PIN_KEYS,
    PIN_LETTERS,
    RUN_KEYS,
    SCHEDULE_SIGNS,
    SCHEDULE_SLOT,
    SCHEDULE_SLOTS,
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
    "in_use",
    "make_schedule",
    "pinned_values",
    "schedule_controls",
    "schedule_name",
]

_UNSAID: Final = {"initial": 1.0, "maximum": 1.0, "warmup_steps": 0.0, "minimum": 0.0, "multiplier": 1.0}


def schedule_controls(name: str) -> tuple[str, ...]:
    """List the parameters of a schedule, without their slot's number, in the order in which to show them."""
    if name == "none":
        return ()
    if name == "table":
        return ("table", "warmup_steps")
    needed = limcore.SCHEDULES[name].parameter_names
    shown = [_control(name, key) for key in needed if slot(_control(name, key), 1) in PARAMETERS]
    return (*shown, *(key for key in ("warmup_steps",) if key not in shown))


def _control(name: str, key: str) -> str:
    return "stair_gamma" if (name, key) == ("step", "gamma") else key


def make_schedule(values: Values, place: int) -> limcore.Schedule:
    """Make the schedule of a slot; raise InvalidParameter where its parameters do not go together."""
    name = values[slot("schedule", place)]
    chosen: dict[str, Any] = {}
    if name == "table":
        chosen["steps"], chosen["learning_rates"] = zip(*values[slot("table", place)], strict=True)
    for key in limcore.SCHEDULES[name].parameter_names:
        held = slot(_control(name, key), place)
        if held in values:
            chosen[key] = values[held]
    chosen["warmup_steps"] = values[slot("warmup_steps", place)]
    if name == "noam":
        chosen["warmup_steps"] = max(chosen["warmup_steps"], 1.0)
    try:
        return limcore.make_schedule(name, **chosen)
    except limcore.DomainError as error:
        raise InvalidParameter(slot(error.parameter, place), str(error.value), error.allowed) from None


def schedule_name(values: Values, place: int) -> str:
    """Name a schedule as people write it: "ε = 1/n", "exponential (γ = 0.999)"."""
    name = values[slot("schedule", place)]
    chosen = {key: values[slot(key, place)] for key in schedule_controls(name) if key != "table"}
    if name == "inverse_time" and chosen == {"initial": 1.0, "tau": 1.0, "warmup_steps": 0.0}:
        return "ε = 1/n"
    words = [f"{SCHEDULE_SIGNS[key]} {_brief(value)}" for key, value in chosen.items() if value != _UNSAID.get(key)]
    plain = {"noam": "Noam"}.get(name, name.replace("_", " "))
    return f"{plain} ({', '.join(words)})" if words else plain


def _brief(value: float) -> str:
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
        name = values.get(slot("schedule", place), "none")
        controls -= {slot(key, place) for key in ("schedule", *schedule_controls(name))}
    return [key for key in values if key not in controls and not (key in PIN_KEYS and not values[key])]


def chosen_slots(values: Values) -> list[int]:
    """List the slots that hold a schedule."""
    return [place for place in SCHEDULE_SLOTS if values.get(slot("schedule", place), "none") != "none"]


def pinned_values(values: Values) -> Iterator[tuple[str, Values]]:
    """Give, for each pin, its letter and all values with those that it holds in their place."""
    for key, letter in zip(PIN_KEYS, PIN_LETTERS, strict=True):
        if values.get(key):
            pin = PARAMETERS[key]
            assert isinstance(pin, Pin)
            yield letter, values | defaults(RUN_KEYS) | pin.read(values[key])
