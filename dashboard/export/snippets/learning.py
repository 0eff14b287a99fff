"""Scripts for Fig. 3(b) of the paper and what follows from it: runs over time, and what memory asks of them."""

from __future__ import annotations

from typing import Final

import numpy as np

from dashboard.export.snippets.parts import (
    FOLLOW,
    TABLE,
    arguments,
    call,
    dictionary,
    empty,
    frame,
    literal,
    loop,
    run_names,
    schedule_call,
    schedules,
    variables,
)
from dashboard.figures.learning_surface import LEARNING_SURFACE
from dashboard.figures.runs import chosen_slots
from dashboard.parameters import Values
from dashboard.wording import duration

__all__ = ["learning", "learning_surface", "profile", "retention"]

_LAW: Final = ("alpha", "squared_gradient", "rate_max", "kT")
_APPEND: Final = "parts.append(run)"


def learning(values: Values) -> list[str]:
    """Follow each schedule; if asked for, the first of them also with nine other rate exponents."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    family = [
        "runs = [(series, schedule, alpha) for series, schedule in schedules.items()]",
        "first, schedule = next(iter(schedules.items()))",
        'runs += [(f"{first}, α = {other:g}", schedule, other) for other in np.arange(1, 10) / 10]',
    ]
    shown = values["alpha_family"] == "on"
    return [
        *variables(values, *_LAW, "steps"),
        schedules(values, run_names(values)),
        "",
        _steps(values, 74),
        *(family if shown else []),
        "parts = []",
        loop("for series, schedule, alpha in runs" if shown else FOLLOW, *_run(values), _APPEND),
        "",
        TABLE,
    ]


def learning_surface(values: Values) -> list[str]:
    """Compute the curve of Eq. 4 at each step of the first schedule; then follow each schedule."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    unit = values["unit"]
    energies = LEARNING_SURFACE.columns(values)[f"gradient_energy_{unit}"]
    low, high = literal(energies[0]), literal(np.max(energies[:37]))
    surface = {
        "series": '"surface"',
        "alpha": "alpha",
        "n": "n.ravel()",
        "learning_rate": "learning_rate.ravel()",
        "asked_update_rate_over_R_max": "update_rate.ravel()",
        "update_rate_over_R_max": "update_rate.ravel()",
        f"gradient_energy_{unit}": "gradient_energy.ravel()",
        f"barrier_height_{unit}": "height.ravel()",
    }
    height = call("limcore.barrier_height", ["gradient_energy", "update_rate", *arguments(values, "kT", "convention")])
    last = "steps" if values["steps"] >= 10 else "10.0"
    return [
        f"gradient_energies = np.geomspace({low}, {high}, 37)  # {unit}",
        *variables(values, *_LAW, "steps"),
        schedules(values, run_names(values)),
        "",
        "# The surface: at each step the curve of its own update rate, for the first of the schedules.",
        "schedule = next(iter(schedules.values()))",
        f"gradient_energy, n = np.meshgrid(gradient_energies, np.geomspace(1.0, {last}, 37))",
        "learning_rate = schedule(n - 1)",
        f"update_rate = {_asked_rate(values, 'learning_rate')}",
        f"height = {height}",
        f"surface = {frame(surface)}",
        "parts = [surface]",
        "",
        _steps(values, 60),
        loop(FOLLOW, *_run(values), _APPEND),
        "",
        TABLE,
    ]


def retention(values: Values) -> list[str]:
    """Compute the barrier that each run allows, and what it takes to remember."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    unit = values["unit"]
    holding = arguments(values, "rate_max", "kT")
    tilted = arguments(values, "convention")
    mean = _trajectory(values, "rate_max", "kT", "start")
    run = {
        "series": "series",
        "alpha": "alpha",
        "n": 'path["n"]',
        "time_s": 'path["time_s"]',
        f"ceiling_{unit}": "ceiling",
        f"next_update_{unit}": call("limcore.barrier_for_retention", ["update_time", *holding]),
        f"whole_run_{unit}": call("limcore.barrier_for_retention", ["run_time", *holding]),
        f"target_{unit}": "target",
        f"gap_{unit}": "limcore.freeze_energy(ceiling, target)",
        "retention_time_s": call("limcore.retention_time", ["ceiling.clip(lower=0)", *holding]),
    }
    return [
        *variables(values, *_LAW, "steps"),
        *_memory(values),
        schedules(values, run_names(values)),
        "",
        _steps(values, 74),
        _target(values),
        "parts = []",
        loop(
            FOLLOW,
            f"path = {_trajectory(values, 'rate_max', 'kT', 'start', 'convention')}",
            f'ceiling = {mean}["barrier_height"]' if tilted else 'ceiling = path["barrier_height"]',
            "# Infinite once the learning rate is zero: no update is made any more.",
            'update_time = (0.5 / path["update_rate"]).replace(np.inf, np.nan)  # s',
            'run_time = path["time_s"].replace(np.inf, np.nan)',
            f"run = {frame(run)}",
            _APPEND,
        ),
        "",
        TABLE,
    ]


def profile(values: Values) -> list[str]:
    """Draw wells over barriers that follow the first schedule, and over static ones."""
    if not chosen_slots(values):
        return empty("series", "decade", f"energy_{values['unit']}")
    first = chosen_slots(values)[0]
    decades = int(np.floor(np.log10(values["steps"]))) + 1
    part = {"series": "series", "decade": "place.ravel()", f"energy_{values['unit']}": "energy.ravel()"}
    profiles = {
        "static memory": "np.full(n.size, target)",
        "barriers that follow the learning": 'np.clip(path["barrier_height"].to_numpy(), 0.0, 1.3 * target)',
    }
    return [
        *variables(values, *_LAW, "steps"),
        *_memory(values),
        f"schedule = {schedule_call(values, first)}",
        "",
        f"n = 10.0 ** np.arange({decades})  # one barrier for each power of ten",
        _target(values),
        f"path = {_trajectory(values, 'kT', 'start', 'convention')}",
        f"profiles = {dictionary(profiles)}",
        "",
        "phase = np.linspace(0.0, 1.0, 31)  # from one well to the next, which lies a little lower",
        "place = np.arange(n.size)[:, np.newaxis] + phase",
        "bump = (1.0 - np.cos(2.0 * np.pi * phase)) / 2.0",
        "fall = 0.05 * target * place",
        "parts = []",
        loop(
            "for series, height in profiles.items()",
            "energy = height[:, np.newaxis] * bump - fall",
            f"part = {frame(part)}",
            "parts.append(part)",
        ),
        "",
        TABLE,
    ]


def _steps(values: Values, points: int) -> str:
    if values.get("n_axis") == "linear":
        return f"n = np.unique(np.rint(np.linspace(1, steps, {points})))"
    return f"n = limcore.logarithmic_steps(steps, {points})"


def _memory(values: Values) -> list[str]:
    """Write what is asked of memory."""
    lines = [f"retention = {literal(values['retention'])}  # s: {duration(values['retention'])}"]
    if values["failure"] != "mean":
        lines.append(f"failure_probability = {values['failure']}  # of a bit error by then")
    return lines


def _target(values: Values) -> str:
    failure = ["failure_probability=failure_probability"] if values["failure"] != "mean" else []
    given = ["retention", *arguments(values, "rate_max", "kT"), *failure]
    return f"target = {call('limcore.barrier_for_retention', given)}"


def _trajectory(values: Values, *device: str) -> str:
    given = arguments(values, "alpha", "squared_gradient", *device)
    return call("limcore.learning_trajectory", ["schedule", "steps", *given, "points=n"])


def _asked_rate(values: Values, learning_rate: str) -> str:
    return call("limcore.update_rate_law", [learning_rate, "alpha", *_start(values, "squared_gradient")])


def _attainable_rate(values: Values) -> str:
    given = arguments(values, "squared_gradient", "convention")
    return call("limcore.attainable_update_rate", ['path["learning_rate"]', "alpha", *given, *_start(values)])


def _start(values: Values, *more: str) -> list[str]:
    """Write what a barrier-free start asks of functions that do not know the schedule."""
    if values["start"] == "paper":
        return []
    return ["initial_learning_rate=schedule.maximum_learning_rate", *arguments(values, *more)]


def _run(values: Values) -> list[str]:
    """Write what is known along a run."""
    unit = values["unit"]
    logarithm = "schedule.log_learning_rate(n - 1)"
    limit = [logarithm, "alpha", *arguments(values, "squared_gradient", "kT"), *_start(values)]
    columns = {
        "series": "series",
        "alpha": "alpha",
        "n": 'path["n"]',
        "time_s": 'path["time_s"]',
        "learning_rate": 'path["learning_rate"]',
        "asked_update_rate_over_R_max": _asked_rate(values, 'path["learning_rate"]'),
        "update_rate_over_R_max": _attainable_rate(values),
        "update_rate_per_s": 'path["update_rate"]',
        "equilibrium_rate_per_s": 'path["equilibrium_rate"]',
        f"gradient_energy_{unit}": 'path["gradient_energy"]',
        f"barrier_height_{unit}": 'path["barrier_height"]',
        f"asymptote_{unit}": call("limcore.asymptotic_barrier", limit),
        f"dissipation_{unit}": 'path["dissipation"]',
        f"cumulative_dissipation_{unit}": 'path["cumulative_dissipation"]',
    }
    path = _trajectory(values, "rate_max", "kT", "start", "convention")
    return [f"path = {path}", f"run = {frame(columns)}"]
