"""Scripts for what learning dissipates, what hardware does, and what training could cost."""

from __future__ import annotations

from typing import Final

from dashboard.export.snippets.parts import (
    FOLLOW,
    ROWS,
    SERIES,
    arguments,
    call,
    dictionary,
    each,
    empty,
    frame,
    in_joules,
    literal,
    loop,
    quoted,
    renamed,
    run_names,
    schedule_call,
    schedules,
    variables,
    whole,
)
from dashboard.figures.chosen_schedules import chosen_slots, schedule_name
from dashboard.figures.constant_barrier import constant_name
from dashboard.figures.course import Course
from dashboard.figures.dissipation import DEVICES
from dashboard.figures.memory_price_table import ALPHAS, CONSTANT, constant_heights, price_course
from dashboard.parameters import Values
from dashboard.parameters.stops import TEN_YEARS
from dashboard.wording import duration, power

__all__ = ["dissipation", "memory_price", "projection", "projection_walls", "spectrum"]

_WALLS: Final = '["computing_J", "memory_J", "updates_J", "consolidation_J"]'
_FIRST: Final = "next(iter(schedules.values()))"
_DEFAULTS: Final = {"bits": 16.0, "static_barrier": 1e6, "retention": TEN_YEARS, "R_max": 1e9}


def dissipation(values: Values) -> list[str]:
    """Compute what each run dissipates, beside memories that do not follow the learning."""
    prefix = "cumulative_" if values["account"] == "cumulative" else ""
    chosen = bool(chosen_slots(values))
    told = ("barrier", "drive", "dissipation", "every_crossing") if chosen else ("dissipation",)
    names = {f"{prefix}{name}": f"{name}_{values['unit']}" for name in told}
    spent = "updates * energy" if prefix else "energy"
    device = call("pd.DataFrame", [f'{{"n": n, "{prefix}dissipation": {spent}}}'])
    return [
        *variables(values, *(("alpha", "squared_gradient") if chosen else ()), "kT", "steps"),
        *([schedules(values, run_names(values))] if chosen else []),
        *_devices(values),
        "",
        *([*_followed(values), *_constant(values, prefix)] if chosen else ["parts = {}"]),
        "n = limcore.logarithmic_steps(steps, 2)",
        *([_updates_made(values)] if prefix else []),
        loop("for series, energy in write_energies.items()", f"parts[series] = {device}"),
        "",
        *renamed(SERIES, ["series", "n"], names),
    ]


def _followed(values: Values) -> list[str]:
    given = arguments(values, "alpha", "squared_gradient", "kT", "start", "convention")
    path = call("limcore.dissipation_trajectory", ["schedule", "steps", *given, "points=n"])
    return ["n = limcore.logarithmic_steps(steps, 74)", each(path)]


def _constant(values: Values, prefix: str) -> list[str]:
    """Write what the updates of the first schedule cost over a barrier that stays low, and the freeze at the end."""
    given = ["barrier_height=low_barrier", *arguments(values, "squared_gradient", "kT")]
    name = quoted(constant_name(Course(values, points=2)))
    lines = [
        "# A barrier that stays low while it learns, over the updates of the first schedule.",
        _low_barrier(values),
        f"constant = {call('limcore.constant_barrier_trajectory', [_FIRST, 'steps', *given, 'points=n'])}",
    ]
    if prefix:
        lines += [
            *_target(values),
            "freeze = limcore.freeze_energy(low_barrier, target)  # once, at the end",
            f'constant.loc[constant.index[-1], ["{prefix}dissipation", "{prefix}every_crossing"]] += freeze',
        ]
    return [*lines, f"parts[{name}] = constant", ""]


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
    law = [*arguments(values, "squared_gradient"), "rate_max=rate_max", *arguments(values, "kT")]
    learning = ["schedule", "steps", "alpha=alphas", *law, *arguments(values, "start"), "points=[steps]"]
    constant = [_FIRST, "steps", "barrier_height=heights", *law, "points=[steps]"]
    held = ['table["barrier_height"].clip(lower=0)', "rate_max=rate_max", *arguments(values, "kT")]
    alphas = sorted({*ALPHAS, float(values["alpha"])})
    heights = [literal(float(one)) for one in constant_heights(price_course(values))]
    names = {"barrier_height": f"barrier_height_{unit}", "cumulative_dissipation": f"dissipation_{unit}"}
    table, *columns = renamed(ROWS, ["series", "alpha", "time_s", "retention_time_s"], names)
    return [
        *variables(values, "squared_gradient", "rate_max", "kT", "steps"),
        schedules(values, run_names(values)),
        f"alphas = [{', '.join(map(literal, alphas))}]",
        f"heights = np.array([{', '.join(heights)}]){' * kT' if unit != 'kT' else ''}  # of barriers that stay",
        "",
        "parts = []",
        loop(
            FOLLOW,
            f"ends = {call('limcore.learning_trajectory', learning)}",
            "parts.append(ends.assign(series=series, alpha=alphas))",
        ),
        f"ends = {call('limcore.constant_barrier_trajectory', constant)}",
        f"parts.append(ends.assign(series={quoted(CONSTANT)}, barrier_height=heights))",
        "",
        table,
        f'table["retention_time_s"] = {call("limcore.retention_time", held)}',
        *columns,
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


def spectrum(values: Values) -> list[str]:
    """List what hardware takes for an operation, and what an update of each run would."""
    values = values | {"unit": "J"}
    learns = not values["categories"] or "learning_in_memory" in values["categories"]
    runs = {place: f"α = {values['alpha']:.3g}, {schedule_name(values, place)}" for place in chosen_slots(values)}
    ends = '["energy_low_J", "energy_high_J"]'
    divided = f'hardware[{ends}] = hardware[{ends}].div(hardware["bits"], axis=0)'
    return [
        *variables(values, "kT", *(("alpha", "squared_gradient", "steps") if learns and runs else ())),
        *([schedules(values, runs)] if learns and runs else []),
        "",
        'hardware = limcore.hardware_table().rename(columns={"name": "series"})',
        *_selection(values),
        *([divided] if values["per"] == "bit" else []),
        'parts = [hardware[["series", "category", "energy_low_J", "energy_high_J"]]]',
        *(_updates(values) if learns and runs else []),
        *_own_point(values),
        "",
        f"table = {ROWS}",
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
    own = _entry(quoted(name), "own", literal(energy), literal(energy))
    return [f"own = {own}", "parts.append(own)"]


def _updates(values: Values) -> list[str]:
    """Write the range between the cheapest and the dearest update of each run."""
    given = arguments(values, "alpha", "squared_gradient", "kT", "start")
    return [
        loop(
            FOLLOW,
            f"least, most = {call('limcore.update_energies', ['schedule', 'steps', *given])}",
            f"update = {_entry('series', 'learning_in_memory', 'least', 'most')}",
            "parts.append(update)",
        )
    ]


def _entry(name: str, category: str, low: str, high: str) -> str:
    """Write a row beside those of hardware."""
    row = {"series": f"[{name}]", "category": quoted(category), "energy_low_J": low, "energy_high_J": high}
    return frame(row)


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
