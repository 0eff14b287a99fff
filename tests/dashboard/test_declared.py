"""A parameter that a figure declares changes something of it: else its control would be a promise that is not kept."""

from contextlib import suppress
from functools import lru_cache

import numpy as np
import pytest

from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import in_use, schedule_controls
from dashboard.parameters import PARAMETERS, SCHEDULE_SLOTS, slot
from dashboard.parameters.logged import RunTable

EPOCHS = RunTable("epochs", True, ((0.0, 0.1, 2.0, 3.0), (10.0, 0.05, 1.0, 1.0)))
OTHERS = {  # of those that no slider and no choice moves
    "rates": (0.5, 0.25),
    "absolute_rates": (0.5, 0.25),
    "dE_range": (1e-3, 1.0),
    "own_point": ("mine", 1e-15),
    "categories": ("neuromorphic",),
    "history": "pd",
    "run_1": RunTable("mine", False, ((0.0, 0.1, 2.0, 3.0), (10.0, 0.05, 1.0, 1.0), (20.0, 0.01, 0.5, 2.0))),
    "run_2": RunTable("other", False, ((0.0, 0.2, 3.0, 4.0), (30.0, 0.01, 0.7, 1.0))),
    "pin_1": "alpha:0.3",
    "pin_2": "alpha:0.3",
    "pin_3": "alpha:0.3",
    **{slot("table", place): ((0.0, 0.5), (10.0, 0.05)) for place in SCHEDULE_SLOTS},
    **{slot("milestones", place): (10.0, 20.0) for place in SCHEDULE_SLOTS},
}
OPENINGS = (  # what some parameters need to matter
    {"schedule_1": "none"},
    {"memory": "ladder"},
    {"training_axis": "seconds"},
    {"task": "xor"},
    *({}, {"unit": "meV"}, {"rate_scale": "absolute"}, {"count_updates": "step"}, {"count_computing": "off"}),
    *({"time_axis": "seconds"}, {"account": "step"}, {"convention": "symmetric_tilt"}, {"per": "bit"}),
    *({"start": "barrier_free"}, {"steps": 1e4}, {"squared_gradient": 0.01}),
    *({"reading": "population"}, {"reading": "net_hop"}, {"run_1": EPOCHS}),
    {"history": 60 * "p"},
    # Patterns that last into the later part of a schedule, and to its end.
    *({"pattern_attempts": attempts, "memory_size": 1e15} for attempts in (1e-5, 2e-6)),
    *({"pattern_attempts": attempts, "memory_size": 1e15, "stored_at": 10.0} for attempts in (0.1, 1.0)),
)
WARM = {"schedule": "cosine_held", "total_steps": 100.0, "warmup_steps": 10.0}
WARMED = {"warmup": WARM, "warmup_start": WARM | {"warmup": "from_start"}, "warmup_place": WARM}
"""What the parameters of a warm-up need: one."""
SHORT = {
    **{"period": 10.0, "step_size": 10.0, "total_steps": 50.0, "stable_steps": 10.0, "decay_steps": 20.0},
    **{"rising_steps": 10.0, "falling_steps": 10.0, "milestones": (10.0, 20.0)},
}
"""Schedules that do what they do within the few steps of a training."""
QUICK = {"task": "bowl", "training_steps": 50.0}
"""Trainings that take no time."""
DECLARED = [(name, key) for name, figure in FIGURES.items() for key in figure.parameters]


def same(one, other):
    """Tell whether two drawings or tables are the same but for rounding."""
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray) and one.dtype.kind == "O":
        return one.tolist() == other.tolist()
    if isinstance(one, np.ndarray | float):
        return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=0.0, equal_nan=True)
    return one == other


def openings(figure, key):
    """List states in which a parameter may matter: that of a schedule, where the schedule that has it is chosen."""
    base, _, place = key.rpartition("_")
    chosen = {}
    if key != slot("schedule", 1) and base and place.isdigit() and slot("schedule", int(place)) in figure.parameters:
        names = PARAMETERS[slot("schedule", 1)].options
        chosen = next(({slot("schedule", int(place)): name} for name in names if base in schedule_controls(name)), {})
        if base in WARMED:
            chosen = {slot(one, int(place)): value for one, value in WARMED[base].items()}
        if base == "cycle_gamma":
            chosen |= {slot("minimum", int(place)): 0.01, slot("rising_steps", int(place)): 10.0}
    quick = {one: value for one, value in QUICK.items() if one in figure.parameters and one != key}
    short = {}
    if {"training_steps", "stored_at"}.intersection(figure.parameters) and chosen:
        short = {slot(one, int(place)): value for one, value in SHORT.items() if one != base}
    for opening in OPENINGS:
        whole = quick | opening | chosen
        asked = {one: value for one, value in whole.items() if one in figure.parameters and one != key}
        if asked == whole:
            yield figure.values() | asked | short
            if short:
                yield figure.values() | asked


def alternatives(key, value):
    moved = PARAMETERS[key].positions
    if not moved:
        return [OTHERS[key]]
    some = [moved[round(part * (len(moved) - 1))] for part in (0, 1, 0.5, 0.25, 0.75)]
    return [one for one in dict.fromkeys(some) if one != value]


@lru_cache(maxsize=256)
def made(name, items):
    """Draw a figure, with all its columns, once: most of its parameters start from the same few states."""
    figure, values = FIGURES[name], dict(items)
    return figure.drawing(values), figure.all_columns(values) if figure.more else None


def trials(figure, key):
    """List states in which a parameter may matter, each with another value of it: first one of each state."""
    ranked = []
    for values in openings(figure, key):
        others = [values | {key: other} for other in alternatives(key, values[key])]
        ranked += [(place, (values, other)) for place, other in enumerate(others) if key in in_use(other)]
    return [trial for _, trial in sorted(ranked, key=lambda one: one[0])]


def changes_something(figure, key):
    for states in trials(figure, key):
        with suppress(ValueError):  # it does not go together with the others
            if not same(*(made(figure.name, tuple(values.items())) for values in states)):
                return True
    return False


@pytest.mark.parametrize(("name", "key"), DECLARED, ids=[f"{name}-{key}" for name, key in DECLARED])
def test_a_declared_parameter_changes_something(name, key):
    assert changes_something(FIGURES[name], key)
