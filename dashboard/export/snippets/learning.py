"""Scripts for Fig. 3(b) of the paper and what follows from it: runs over time, and what memory asks of them."""

from __future__ import annotations

from typing import Final

import numpy as np

from dashboard.export.snippets.parts import (
    ROWS,
    SERIES,
    arguments,
    call,
    dictionary,
    each,
    empty,
    frame,
    in_unit,
    literal,
    loop,
    quoted,
    run_names,
    schedule_call,
    schedules,
    variables,
)
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.figures.learning_surface import LEARNING_SURFACE
from dashboard.parameters import Values
from dashboard.wording import duration

__all__ = ["learning", "learning_surface", "profile", "retention"]

_LAW: Final = ("alpha", "squared_gradient", "rate_max", "kT")


def learning(values: Values) -> list[str]:
    """Follow each schedule; if asked for, the first of them also with nine other rate exponents."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    given = arguments(values, "squared_gradient", "rate_max", "kT", "start", "convention")
    path = call("limcore.learning_trajectory", ["schedule", "steps", "alpha=other", *given, "points=n"])
    family = [
        "first, schedule = next(iter(schedules.items()))",
        loop(
            "for other in np.arange(1, 10) / 10",
            f"path = {path}",
            'parts[f"{first}, α = {other:g}"] = path.assign(alpha=other)',
        ),
    ]
    return [
        *variables(values, *_LAW, "steps"),
        schedules(values, run_names(values)),
        "",
        _steps(values, 74),
        each(f"{_path(values)}.assign(alpha=alpha)"),
        *(family if values["alpha_family"] == "on" else []),
        *_table(values),
    ]


def learning_surface(values: Values) -> list[str]:
    """Compute the curve of Eq. 4 at each step of the first schedule; then follow each schedule."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    unit = values["unit"]
    energies = LEARNING_SURFACE.columns(values)[f"gradient_energy_{unit}"]
    low, high = literal(energies[0]), literal(np.max(energies[:37]))
    law = ["learning_rate", "alpha", *_start(values, "squared_gradient")]
    grid = ["gradient_energies", "update_rate", *arguments(values, "kT", "convention")]
    last = "steps" if values["steps"] >= 10 else "10.0"
    added = {
        "n": "n",
        "learning_rate": "learning_rate",
        "asked_update_rate_over_R_max": "update_rate",
        "update_rate_over_R_max": "update_rate",
    }
    return [
        f"gradient_energies = np.geomspace({low}, {high}, 37)  # {unit}",
        *variables(values, *_LAW, "steps"),
        schedules(values, run_names(values)),
        "",
        "# The surface: at each step the curve of its own update rate, for the first of the schedules.",
        "schedule = next(iter(schedules.values()))",
        f'n = np.array([float(f"{{n:.12g}}") for n in np.geomspace(1.0, {last}, 37)])',
        "learning_rate = schedule(n - 1)",
        f"update_rate = {call('limcore.update_rate_law', law)}",
        f"surface = {call('limcore.barrier_table', grid)}",
        call("surface = surface.assign", [*(f"{name}=np.repeat({of}, 37)" for name, of in added.items())]),
        "",
        _steps(values, 60),
        each(_path(values)),
        'parts = {"surface": surface} | parts',
        *_table(values, f"{SERIES}.assign(alpha=alpha)"),
    ]


def retention(values: Values) -> list[str]:
    """Compute the barrier that each run allows, and what it takes to remember."""
    if not chosen_slots(values):
        return empty("series", "alpha", "n")
    given = ["schedule", "steps", "retention", *_failure(values), *_law(values, "start", "convention"), "points=n"]
    return [
        *variables(values, *_LAW, "steps"),
        *_memory(values),
        schedules(values, run_names(values)),
        "",
        _steps(values, 74),
        each(call("limcore.retention_trajectory", given)),
        f"table = {SERIES}.assign(alpha=alpha)",
        *in_unit(values["unit"], ("ceiling", "next_update", "whole_run", "target", "gap")),
    ]


def profile(values: Values) -> list[str]:
    """Draw wells over barriers that follow the first schedule, and over static ones."""
    if not chosen_slots(values):
        return empty("series", "decade", f"energy_{values['unit']}")
    first = chosen_slots(values)[0]
    decades = int(np.floor(np.log10(values["steps"]))) + 1
    profiles = {
        "static memory": "np.full(n.size, target)",
        "barriers that follow the learning": 'np.clip(path["barrier_height"].to_numpy(), 0.0, 1.3 * target)',
    }
    part = {"series": "series", "decade": "decade", f"energy_{values['unit']}": "energy"}
    given = arguments(values, "alpha", "squared_gradient", "kT", "start", "convention")
    target = ["retention", *arguments(values, "rate_max", "kT"), *_failure(values)]
    return [
        *variables(values, *_LAW, "steps"),
        *_memory(values),
        f"schedule = {schedule_call(values, first)}",
        "",
        f"n = 10.0 ** np.arange({decades})  # one barrier for each power of ten",
        f"target = {call('limcore.barrier_for_retention', target)}",
        f"path = {call('limcore.learning_trajectory', ['schedule', 'steps', *given, 'points=n'])}",
        f"profiles = {dictionary(profiles)}",
        "",
        "parts = []",
        loop(
            "for series, heights in profiles.items()",
            "decade, energy = limcore.chain_potential(heights, 0.05 * target)  # each well a little lower",
            f"part = {frame(part)}",
            "parts.append(part)",
        ),
        f"table = {ROWS}",
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


def _failure(values: Values) -> list[str]:
    return ["failure_probability=failure_probability"] if values["failure"] != "mean" else []


def _law(values: Values, *more: str) -> list[str]:
    return arguments(values, *_LAW, *more)


def _path(values: Values) -> str:
    given = _law(values, "start", "convention")
    return call("limcore.learning_trajectory", ["schedule", "steps", *given, "points=n"])


def _start(values: Values, *more: str) -> list[str]:
    """Write what a barrier-free start asks of functions that do not know the schedule."""
    if values["start"] == "paper":
        return []
    return ["initial_learning_rate=schedule.maximum_learning_rate", *arguments(values, *more)]


def _table(values: Values, source: str = SERIES) -> list[str]:
    """Write the table of what is known along a run."""
    rates = {name: quoted(f"{name}_per_s") for name in ("update_rate", "equilibrium_rate")}
    named = ", ".join(f"{quoted(name)}: {with_unit}" for name, with_unit in rates.items())
    energies = ("gradient_energy", "barrier_height", "asymptote", "dissipation", "cumulative_dissipation")
    return [
        f'table = {source}.drop(columns="asked_update_rate")',
        f"table = table.rename(columns={{{named}}})",
        *in_unit(values["unit"], energies),
    ]
