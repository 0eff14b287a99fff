"""Scripts for what learning dissipates, what hardware does, and what training could cost."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.export.snippets.parts import (
    FOLLOW,
    TABLE,
    arguments,
    call,
    dictionary,
    empty,
    frame,
    in_joules,
    literal,
    loop,
    quoted,
    run_names,
    schedule_call,
    schedules,
    variables,
    whole,
)
from dashboard.figures.constant_barrier import constant_name
from dashboard.figures.course import Course
from dashboard.figures.dissipation import DEVICES
from dashboard.figures.extremes import extreme_updates
from dashboard.figures.memory_price import ALPHAS, CONSTANT, constant_heights, price_course
from dashboard.figures.runs import Run, chosen_slots, schedule_name
from dashboard.parameters import Values
from dashboard.parameters.stops import TEN_YEARS
from dashboard.wording import duration, power

__all__ = ["dissipation", "memory_price", "projection", "projection_walls", "spectrum"]

_WALLS: Final = '["computing_J", "memory_J", "updates_J", "consolidation_J"]'
_FIRST: Final = "next(iter(schedules.values()))"
_DEFAULTS: Final = {"bits": 16.0, "static_barrier": 1e6, "retention": TEN_YEARS, "R_max": 1e9}


def dissipation(values: Values) -> list[str]:
    """Compute what each run dissipates, beside memories that do not follow the learning."""
    unit = values["unit"]
    summed = values["account"] == "cumulative"
    chosen = bool(chosen_slots(values))
    device = {"series": "series", "n": "n", f"dissipation_{unit}": "updates * energy" if summed else "energy"}
    return [
        *variables(values, *(("alpha", "squared_gradient") if chosen else ()), "kT", "steps"),
        *([schedules(values, run_names(values))] if chosen else []),
        *_devices(values),
        "",
        "parts = []",
        *(_dissipated(values, "cumulative_" if summed else "") if chosen else []),
        *(_constant(values, "cumulative_" if summed else "") if chosen else []),
        "n = limcore.logarithmic_steps(steps, 2)",
        *([_updates_made(values)] if summed else []),
        loop("for series, energy in write_energies.items()", f"part = {frame(device)}", "parts.append(part)"),
        "",
        TABLE,
    ]


def _of_a_path(values: Values, prefix: str) -> dict[str, str]:
    """Write what a path tells, by each account."""
    unit = values["unit"]
    return {
        "n": 'path["n"]',
        f"barrier_{unit}": f'path["{prefix}barrier"]',
        f"drive_{unit}": f'path["{prefix}drive"]',
        f"dissipation_{unit}": f'path["{prefix}barrier"] + path["{prefix}drive"]',
        f"every_crossing_{unit}": f'path["{prefix}barrier_every_crossing"] + path["{prefix}drive"]',
    }


def _constant(values: Values, prefix: str) -> list[str]:
    """Write what the updates of the first schedule cost over a barrier that stays low, and the freeze at the end."""
    unit = values["unit"]
    given = ["barrier_height=low_barrier", *arguments(values, "squared_gradient", "kT")]
    run = {"series": quoted(constant_name(Course(values, points=2)))} | _of_a_path(values, prefix)
    lines = [
        "# A barrier that stays low while it learns, over the updates of the first schedule.",
        _low_barrier(values),
        f"path = {call('limcore.constant_barrier_trajectory', [_FIRST, 'steps', *given, 'points=n'])}",
        f"constant = {frame(run)}",
    ]
    if prefix:
        lines += [
            *_target(values),
            "freeze = limcore.freeze_energy(low_barrier, target)  # once, at the end",
            f'constant.loc[constant.index[-1], ["dissipation_{unit}", "every_crossing_{unit}"]] += freeze',
        ]
    return [*lines, "parts.append(constant)", ""]


def _updates_made(values: Values) -> str:
    """Write how many updates a memory makes that does not follow the learning: those of the first schedule."""
    if not chosen_slots(values):
        return "updates = n"
    made = call("limcore.updates_made", [_FIRST, "n", *arguments(values, "squared_gradient")])
    return f"updates = {made}  # none at a learning rate of 0"


def _low_barrier(values: Values) -> str:
    return f"low_barrier = {literal(values['low_barrier'])}{' * kT' if values['unit'] != 'kT' else ''}"


def _target(values: Values) -> list[str]:
    given = [literal(values["retention"]), f"rate_max={literal(values['R_max'])}", *arguments(values, "kT")]
    return [f"target = {call('limcore.barrier_for_retention', given)}  # {duration(values['retention'])}"]


def memory_price(values: Values) -> list[str]:
    """Compute what each run costs and buys at each α, and what constant barriers do."""
    unit = values["unit"]
    if not chosen_slots(values):
        return empty("series", "alpha", f"dissipation_{unit}", "retention_time_s")
    height = f"barrier_height_{unit}"
    end = {
        "series": "[series]",
        "alpha": "alpha",
        height: 'path["barrier_height"]',
        f"dissipation_{unit}": 'path["cumulative_dissipation"]',
        "time_s": 'path["time_s"]',
    }
    level = end | {
        "series": f"[{quoted(CONSTANT)}]",
        "alpha": "np.nan",
        height: "height",
        f"dissipation_{unit}": 'path["cumulative_barrier"] + path["cumulative_drive"]',
    }
    law = [*arguments(values, "squared_gradient"), "rate_max=rate_max", *arguments(values, "kT")]
    points = "points=[steps]"
    learning = ["schedule", "steps", "alpha=alpha", *law, *arguments(values, "start"), points]
    constant = [_FIRST, "steps", "barrier_height=height", *law, points]
    held = [f'table["{height}"].clip(lower=0)', "rate_max=rate_max", *arguments(values, "kT")]
    alphas = sorted({*ALPHAS, float(values["alpha"])})
    heights = [literal(float(one)) for one in constant_heights(price_course(values))]
    return [
        *variables(values, "squared_gradient", "rate_max", "kT", "steps"),
        schedules(values, run_names(values)),
        f"alphas = [{', '.join(map(literal, alphas))}]",
        f"heights = np.array([{', '.join(heights)}]){' * kT' if unit != 'kT' else ''}  # of barriers that stay",
        "",
        "parts = []",
        loop(
            FOLLOW,
            loop(
                "for alpha in alphas",
                f"path = {call('limcore.learning_trajectory', learning)}",
                f"end = {frame(end)}",
                "parts.append(end)",
            ),
        ),
        loop(
            "for height in heights",
            f"path = {call('limcore.constant_barrier_trajectory', constant)}",
            f"end = {frame(level)}",
            "parts.append(end)",
        ),
        "",
        TABLE,
        f'table["retention_time_s"] = {call("limcore.retention_time", held)}',
    ]


def _devices(values: Values) -> list[str]:
    """Write what an update costs in memories whose barrier stays as it is."""
    unit, barrier = values["unit"], values["static_barrier"]
    joules = {"kT": " / kT_in_joules", "meV": ' / limcore.ENERGY_UNITS["meV"]', "J": ""}
    energies = {
        f"static memory, {power(barrier)} kT": literal(barrier) + (" * kT" if unit != "kT" else ""),
        **{title: f"hardware[{quoted(row)}]" for row, (title, _) in DEVICES.items()},
        "Landauer, kT ln 2": call("limcore.landauer_energy", arguments(values, "kT")),
    }
    return [
        *([f"kT_in_joules = {in_joules(literal(values['kT']))}"] if unit == "kT" else []),
        f'hardware = limcore.hardware_table().set_index("name")["energy_high_J"]{joules[unit]}',
        f"# What a write costs in memories whose barrier does not follow the learning, in {unit}.",
        f"write_energies = {dictionary(energies)}",
    ]


def _dissipated(values: Values, prefix: str) -> list[str]:
    given = arguments(values, "alpha", "squared_gradient", "kT", "start", "convention")
    run = {"series": "series"} | _of_a_path(values, prefix)
    path = call("limcore.dissipation_trajectory", ["schedule", "steps", *given, "points=n"])
    return [
        "n = limcore.logarithmic_steps(steps, 74)",
        loop(FOLLOW, f"path = {path}", f"run = {frame(run)}", "parts.append(run)"),
        "",
    ]


def spectrum(values: Values) -> list[str]:
    """List what hardware takes for an operation, and what an update of each run would."""
    values = values | {"unit": "J"}
    learns = not values["categories"] or "learning_in_memory" in values["categories"]
    runs = {place: f"α = {values['alpha']:.3g}, {schedule_name(values, place)}" for place in chosen_slots(values)}
    run_lines = _updates(values, runs) if learns and runs else ([], [])
    per_bit = ' / hardware["bits"]' if values["per"] == "bit" else ""
    cited = {
        "series": 'hardware["name"]',
        "category": 'hardware["category"]',
        "energy_low_J": f'hardware["energy_low_J"]{per_bit}',
        "energy_high_J": f'hardware["energy_high_J"]{per_bit}',
    }
    return [
        *variables(values, "kT"),
        *run_lines[0],
        "",
        "hardware = limcore.hardware_table()",
        *_selection(values),
        f"cited = {frame(cited)}",
        "parts = [cited]",
        *run_lines[1],
        *_own_point(values),
        "",
        TABLE,
        'table["energy_J"] = np.sqrt(table["energy_low_J"] * table["energy_high_J"])',
        'table["multiple_of_kT_ln_2"] = limcore.landauer_multiple(table["energy_J"], kT=kT)',
    ]


def _selection(values: Values) -> list[str]:
    """Write which rows of the table of hardware are shown."""
    categories = ", ".join(map(quoted, values["categories"]))
    chosen = {
        f'hardware["category"].isin([{categories}])': bool(categories),
        'hardware["main"]': values["rows"] == "main",
        'hardware["bits"].notna()': values["per"] == "bit",
    }
    return [f"hardware = hardware[{condition}]" for condition, wanted in chosen.items() if wanted]


def _own_point(values: Values) -> list[str]:
    if not values["own_point"]:
        return []
    name, energy = values["own_point"]
    own = {
        "series": f"[{quoted(name)}]",
        "category": '"own"',
        "energy_low_J": literal(energy),
        "energy_high_J": literal(energy),
    }
    return [f"own = {frame(own)}", "parts.append(own)"]


def _updates(values: Values, names: dict[int, str]) -> tuple[list[str], list[str]]:
    """Write the parameters of the runs, and the range between their cheapest and their dearest update."""
    turns = {names[place]: _turns(values, place) for place in names}
    turning = any(turns.values())
    points = "np.append(n, turns[series])" if turning else "n"
    given = arguments(values, "alpha", "squared_gradient", "kT", "start")
    path = call("limcore.dissipation_trajectory", ["schedule", "steps", *given, f"points={points}"])
    run = {
        "series": "[series]",
        "category": '"learning_in_memory"',
        "energy_low_J": "spent.min()",
        "energy_high_J": "spent.max()",
    }
    before = [*variables(values, "alpha", "squared_gradient", "steps"), schedules(values, names)]
    if turning:
        listed = {name: f"[{', '.join(map(whole, steps))}]" for name, steps in turns.items()}
        before += [
            "# The updates that cost least and most, where logarithmic steps pass them by.",
            f"turns = {dictionary(listed)}",
        ]
    lines = [
        f"path = {path}",
        'spent = (path["barrier"] + path["drive"]).replace(0.0, np.nan)  # no update at a learning rate of 0',
        f"run = {frame(run)}",
        "parts.append(run)",
    ]
    return before, ["", "n = limcore.logarithmic_steps(steps, 74)", loop(FOLLOW, *lines)]


def _turns(values: Values, place: int) -> list[float]:
    """Find the cheapest and the dearest update that the figure looks at, if logarithmic steps pass them by."""
    ends = extreme_updates(Run(values | {"convention": "mean_rate"}, place))
    return sorted({*ends.tolist()} - {*limcore.logarithmic_steps(values["steps"], 74).tolist()})


def projection(values: Values) -> list[str]:
    """Project training for models of many sizes."""
    if not chosen_slots(values):
        return empty("series", "parameters", "energy_J")
    size = literal(values["model_parameters"])
    sizes = f"np.sort(np.append(np.geomspace(900.0, 1.1e16, 26), {size}))"
    return [
        f"parameters = {sizes}  # sizes of the model",
        *_projected(values, smallest=900.0),
        f"walls = {_WALLS}",
        'table["energy_J"] = table[walls].sum(axis=1)',
    ]


def projection_walls(values: Values) -> list[str]:
    """Project training for a model of one size, wall by wall."""
    if not chosen_slots(values):
        return empty("series", "wall", "energy_J")
    size = values["model_parameters"]
    return [
        f"parameters = {literal(size)}  # size of the model",
        *_projected(values, smallest=size),
        f"walls = {_WALLS}",
        'table = table.melt("series", walls, var_name="wall", value_name="energy_J")',
        'table["wall"] = table["wall"].str.removesuffix("_J")',
    ]


def _projected(values: Values, smallest: float) -> list[str]:
    """Write the projection for `parameters`, the smallest of which is given."""
    values = values | {"unit": "J"}
    tokens = values["tokens_per_parameter"]
    more = _assumptions(values)
    given = [
        "parameters",
        *("tokens=tokens", "steps=steps", "schedule=schedule", *arguments(values, "alpha", "squared_gradient", "kT")),
        *(["updates=counted", "moves=counted"] if values["count_updates"] == "operation" else []),
        *(f"{name}={name}" for name in more),
        *arguments(values, "start"),
    ]
    operations = "6.0 * tokens" if 6.0 * tokens * smallest >= 1.0 else "np.maximum(6.0 * tokens, 1.0)"
    counted = [f"counted = {operations}  # updates and moves of each parameter: one for each operation"]
    return [
        f"tokens = {literal(tokens)} * parameters",
        *variables(values, "alpha", "squared_gradient", "kT"),
        f"steps = {whole(values['steps'])}  # of the optimiser",
        *(counted if values["count_updates"] == "operation" else []),
        *(f"{name} = {text}" for name, text in more.items()),
        f"schedule = {schedule_call(values, chosen_slots(values)[0])}",
        "",
        f"table = {call('limcore.project_training', given)}",
        *(['table["computing_J"] = 0.0  # left out'] if values["count_computing"] == "off" else []),
        "titles = {name: substrate.title for name, substrate in limcore.SUBSTRATES.items()}",
        'table = table.assign(series=table["substrate"].map(titles)).drop(columns="substrate")',
    ]


def _assumptions(values: Values) -> dict[str, str]:
    """Write the assumptions that differ from those of limcore, by the names of its arguments."""
    written = {
        "bits": ("bits_per_parameter", whole(values["bits"])),
        "static_barrier": ("static_barrier", f"{literal(values['static_barrier'])}  # kT"),
        "retention": ("retention", f"{literal(values['retention'])}  # s: {duration(values['retention'])}"),
        "R_max": ("rate_max", f"{literal(values['R_max'])}  # 1/s"),
    }
    return dict(written[key] for key, default in _DEFAULTS.items() if values[key] != default)
