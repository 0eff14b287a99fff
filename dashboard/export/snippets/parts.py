"""What the scripts share: literals, calls that fit their line, parameters that are in use, schedules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from textwrap import indent
from typing import Any, Final

from dashboard.figures.chosen_schedules import chosen_slots, make_schedule, schedule_name
from dashboard.parameters import PARAMETERS, Number, Values, slot
from limcore import SCHEDULES

__all__ = [
    "FOLLOW",
    "ROWS",
    "SERIES",
    "arguments",
    "bracketed",
    "call",
    "dictionary",
    "each",
    "empty",
    "frame",
    "in_joules",
    "in_unit",
    "literal",
    "loop",
    "quoted",
    "renamed",
    "run_names",
    "schedule_call",
    "schedules",
    "variables",
    "whole",
]

FOLLOW: Final = "for series, schedule in schedules.items()"
ROWS: Final = "pd.concat(parts, ignore_index=True)"
SERIES: Final = 'pd.concat(parts, names=["series"]).reset_index("series")'

_WIDTH: Final = 88  # of a call; a longer one is written with one argument a line
_LONGEST_ENTRY: Final = 115
_TAB: Final = "    "


def literal(value: float) -> str:
    """Write a number as people do in Python, 0.5 or 1e6, without losing a bit."""
    number = float(value)
    if number == 0 or 1e-3 <= abs(number) < 1e4:
        return repr(number)
    return f"{Decimal(repr(number)).normalize():e}".replace("e+", "e")


def whole(value: float) -> str:
    """Write a whole number."""
    return str(int(value)) if value < 1e4 else literal(value)


def quoted(text: str) -> str:
    """Write a text in double quotes, unless there are some in it."""
    return repr(text) if '"' in text else json.dumps(text, ensure_ascii=False)


def bracketed(opening: str, parts: Iterable[str], closing: str) -> str:
    """Write parts between brackets, each on a line of its own."""
    lines = "".join(f"{part},\n" for part in parts)
    return f"{opening}\n{indent(lines, _TAB)}{closing}"


def call(function: str, given: Iterable[str]) -> str:
    """Write a call: on one line if there is room for it, else with one argument a line."""
    passed = list(given)
    line = f"{function}({', '.join(passed)})"
    return line if len(line) <= _WIDTH and "\n" not in line else bracketed(f"{function}(", passed, ")")


def dictionary(entries: Mapping[str, str]) -> str:
    """Write a dictionary of expressions by their names."""
    return bracketed("{", (_entry(f"{quoted(name)}: ", value) for name, value in entries.items()), "}")


def _entry(key: str, value: str) -> str:
    """Write an entry, whose value begins on a line of its own if it is too long."""
    first = (key + value).splitlines()[0]
    return key + value if len(first) <= _LONGEST_ENTRY else f"{key}(\n{indent(value, _TAB)}\n)"


def frame(columns: Mapping[str, str]) -> str:
    """Write a DataFrame of columns given by their names."""
    return f"pd.DataFrame(\n{indent(dictionary(columns), _TAB)}\n)"


def each(made: str) -> str:
    """Write a dictionary of tables, one for each schedule, by their names."""
    return f"parts = {{\n{indent(f'series: {made}', _TAB)}\n{_TAB}{FOLLOW}\n}}"


def renamed(source: str, kept: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Write the table of some columns: those that are kept as they are, and those that get other names."""
    given = dictionary({old: quoted(new) for old, new in names.items()})
    return [
        f"table = {source}",
        f"names = {given}",
        f"table = table[[{', '.join(map(quoted, kept))}, *names]].rename(columns=names)",
    ]


def in_unit(unit: str, energies: Iterable[str]) -> list[str]:
    """Write that the names of some columns are to tell their unit."""
    return [
        f"energies = [{', '.join(map(quoted, energies))}]",
        f'table = table.rename(columns={{name: f"{{name}}_{unit}" for name in energies}})',
    ]


def loop(head: str, *lines: str) -> str:
    """Write a loop, or another block."""
    return f"{head}:\n" + indent("\n".join(lines), _TAB)


def empty(*columns: str) -> list[str]:
    """Write a table without rows: what there is to compute if no schedule is chosen."""
    listed = ", ".join(map(quoted, columns))
    return ["# No schedule is chosen: there is nothing to compute.", f"table = pd.DataFrame(columns=[{listed}])"]


def variables(values: Values, *names: str) -> list[str]:
    """Write those of the parameters of a run that matter at these values, each with its unit."""
    written = {
        "alpha": lambda: f"alpha = {literal(values['alpha'])}  # rate exponent: R = R_max ε^(1 + α)",
        "squared_gradient": lambda: f"squared_gradient = {literal(values['squared_gradient'])}  # g², at most 1",
        "rate_max": lambda: f"rate_max = {literal(values['R_max'])}  # R_max in 1/s",
        "kT": lambda: _thermal_energy(values),
        "steps": lambda: f"steps = {whole(values['steps'])}  # updates",
    }
    return [written[name]() for name in names if _matters(values, name)]


def arguments(values: Values, *names: str) -> list[str]:
    """Write the arguments of limcore that differ from their defaults at these values."""
    worded = ("start", "convention")
    chosen = {name: f"{name}={quoted(values[name])}" for name in names if name in worded and name in values}
    return [chosen.get(name, f"{name}={name}") for name in names if _matters(values, name)]


def _matters(values: Values, name: str) -> bool:
    defaults = {"squared_gradient": 1.0, "start": "paper", "convention": "mean_rate"}
    if name == "kT":
        return bool(values["unit"] != "kT")
    return name not in defaults or bool(values[name] != defaults[name])


def _thermal_energy(values: Values) -> str:
    energy = literal(values["kT"])
    return f"kT = {energy}  # meV" if values["unit"] == "meV" else f"kT = {in_joules(energy)}  # J"


def in_joules(milli_electron_volt: str) -> str:
    """Write the conversion of an energy."""
    return f'limcore.convert_energy({milli_electron_volt}, "meV", "J")'


def run_names(values: Values) -> dict[int, str]:
    """Name each chosen schedule as the figures' tables do, by its slot."""
    return {place: f"schedule {place}: {schedule_name(values, place)}" for place in chosen_slots(values)}


def schedules(values: Values, names: Mapping[int, str]) -> str:
    """Write a dictionary of schedules by their names."""
    made = {name: schedule_call(values, place) for place, name in names.items()}
    return f"schedules = {dictionary(made)}"


def schedule_call(values: Values, place: int) -> str:
    """Write the call that makes the schedule of a slot, with what it needs and no more."""
    schedule = make_schedule(values, place)
    defaults = dict(SCHEDULES[schedule.name].defaults)
    needed = {key: value for key, value in schedule.parameters.items() if value != defaults.get(key)}
    given = [quoted(schedule.name), *(f"{key}={_parameter(key, value)}" for key, value in needed.items())]
    return call("limcore.make_schedule", given)


def _parameter(key: str, value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        return _numbers(map(whole if key in ("steps", "milestones") else literal, value))
    parameter = PARAMETERS.get(slot(key, 1))
    counts = isinstance(parameter, Number) and parameter.whole
    return whole(value) if counts else literal(value)


def _numbers(texts: Iterable[str]) -> str:
    """Write a list of numbers, as many on a line as there is room for."""
    lines = [""]
    for text in texts:
        if len(lines[-1]) + len(text) > _WIDTH - 2 * len(_TAB):
            lines.append("")
        lines[-1] += f" {text}," if lines[-1] else f"{text},"
    if len(lines) == 1:
        return f"[{lines[0].rstrip(',')}]"
    return "[\n" + indent("\n".join(lines), _TAB) + "\n]"
