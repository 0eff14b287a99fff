"""What it could take to train a model of a given size on each substrate, beside what real trainings took."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.chosen_schedules import chosen_slots, pinned_values
from dashboard.figures.labels import End, beside, labelled
from dashboard.figures.rows import rows_where
from dashboard.figures.runs import Array, Run
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values, defaults
from dashboard.references import KAPLAN, PAPER, address
from dashboard.wording import count, number, plural, power
from limcore.substrates import WALLS

__all__ = [
    "EQUATION",
    "PROJECTION",
    "both_counts",
    "energy_axis",
    "project",
    "told_energy",
    "told_share",
    "told_size",
    "total",
]

EQUATION: Final = (
    r"E = 6DT\,e_\mathrm{op} + DbM\,e_\mathrm{bit} + D\sum_{n=1}^{N} e_\mathrm{update}(n) "
    r"+ Db\,e_\mathrm{store}"
)
_KEYS: Final = (
    *(*RUN_KEYS, *PIN_KEYS, "model_parameters", "tokens_per_parameter", "bits"),
    *("count_updates", "count_computing", "static_barrier", "retention"),
)
_OF_A_GPU: Final = ("kT", "steps", "bits", "static_barrier")
_COLORS: Final = {
    "von_neumann": "@line-0",
    "rram": "@line-3",
    "dynamic": "@line-4",
    "learning": "@line-1",
    "landauer": "@text",
}
_SIZES: Final = np.geomspace(0.9e3, 1.1e16, 26)  # no stop of the slider is among them
_LOWEST, _HIGHEST = -10.0, 26.0  # decades of J
_MWH: Final = 3.6e9


def project(values: Values, sizes: Array, pin: str = "") -> Columns:
    """Project training for models of some sizes, with what is counted at these values."""
    place = chosen_slots(values)[0]
    run = Run(values | {"unit": "J", "convention": "mean_rate"}, place, n=np.ones(1), pin=pin)
    tokens = values["tokens_per_parameter"] * sizes
    counted = np.maximum(6.0 * tokens, 1.0) if values["count_updates"] == "operation" else None
    table = limcore.projection_columns(
        sizes,
        tokens=tokens,
        steps=values["steps"],
        schedule=run.schedule,
        alpha=run.alpha,
        updates=counted,
        moves=counted,
        bits_per_parameter=values["bits"],
        kT=run.kT,
        squared_gradient=run.squared_gradient,
        start=values["start"],
        static_barrier=values["static_barrier"],
        retention=values["retention"],
        rate_max=values["R_max"],
    )
    return table | ({"computing_J": np.zeros_like(table["computing_J"])} if values["count_computing"] == "off" else {})


def total(table: Columns) -> Array:
    """Add up the walls."""
    return np.asarray(sum(table[f"{wall}_J"] for wall in WALLS))


def both_counts(values: Values) -> dict[str, Array]:
    """Compute what the real trainings would take on GPU and DRAM by each count, beside what is reported, in J.

    Each is counted for its own tokens, and for the parameters that work on each of them; arithmetic is counted.
    """
    return _counted(*(values[key] for key in _OF_A_GPU))


@functools.lru_cache(maxsize=64)  # most sliders leave it as it is
def _counted(*given: float) -> dict[str, Array]:
    runs = limcore.training_run_columns()
    size, tokens, reported = (runs[key] for key in ("active_parameters", "tokens", "energy_MWh"))
    values = defaults(_KEYS) | dict(zip(_OF_A_GPU, given, strict=True)) | {"tokens_per_parameter": tokens / size}
    counted = {}
    for count_for in ("step", "operation"):
        table = project(values | {"count_updates": count_for}, size)
        counted[count_for] = total(table)[table["substrate"] == "von_neumann"]
    return {"reported": reported * _MWH} | counted


def columns(values: Values) -> Columns:
    """Tabulate each substrate over the size of the model, with its walls; then learning-in-memory as pinned."""
    blank = {f"{wall}_J": np.empty(0) for wall in WALLS}
    if not chosen_slots(values):
        numbers = {key: np.empty(0) for key in ("parameters", "tokens", "updates_per_parameter", "moves_per_parameter")}
        return {"series": np.empty(0, dtype=object)} | numbers | blank | {"energy_J": np.empty(0)}
    sizes = np.sort(np.append(_SIZES, values["model_parameters"]))  # the size looked at is computed, not read off
    tables = [project(values, sizes)]
    for letter, pinned in pinned_values(values):
        if chosen_slots(pinned):
            table = project(pinned, sizes, letter)
            learning = rows_where(table, table["substrate"] == "learning")
            tables.append(learning | {"substrate": np.full(sizes.size, f"pin {letter}", dtype=object)})
    names = [name for table in tables for name in table["substrate"]]
    keys = ("parameters", "tokens", "updates_per_parameter", "moves_per_parameter", *blank)
    joined = {key: np.concatenate([table[key] for table in tables]) for key in keys}
    energy = np.concatenate([total(table) for table in tables])
    return {"series": np.asarray([_title(name) for name in names], dtype=object)} | joined | {"energy_J": energy}


def _title(name: str) -> str:
    return f"learning-in-memory, {name}" if name.startswith("pin ") else limcore.SUBSTRATES[name].title


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw energy over size, the real runs, the published claim, and the size that is looked at."""
    data: list[dict[str, Any]] = [_claim()]
    lines = [_line(table, name) for name in dict.fromkeys(table["series"])]
    data += lines
    data += _real_runs(values)
    data.append(_here(table, values))
    layout = {
        "xaxis": {"title": {"text": "parameters of the model D"}, "type": "log", "range": [3.0, 16.0], "dtick": 2},
        "yaxis": energy_axis(),
        "hovermode": "closest",
        "uirevision": "projection",
        "meta": {"caption": _caption(table, values)},
    }
    claim = limcore.BRAIN_SCALE
    middle = float(np.sqrt(claim.energy_low_J * claim.energy_high_J))
    place, sides = (claim.parameters, middle), ("left", "bottom left")
    words, brief = "published claim for a brain", "claim for a brain"
    published = beside(layout, words, *place, "@reference", brief=brief, sides=sides)
    ends = [End(line, line["name"]) for line in lines]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=[published])


def energy_axis(room: float = 0.0) -> dict[str, Any]:
    """Describe the axis of energies, with so many decades more for words."""
    return {
        "title": {"text": "energy of one training (J)"},
        "type": "log",
        "range": [_LOWEST, _HIGHEST + room],
        "dtick": 4,
    }


def _color(name: str) -> str:
    if name.startswith("learning-in-memory, pin "):
        return f"@pin-{name[-1]}"
    titles = {one.title: key for key, one in limcore.SUBSTRATES.items()}
    return _COLORS[titles[name]]


def _line(table: Columns, name: str) -> dict[str, Any]:
    rows = table["series"] == name
    energy = table["energy_J"][rows]
    dash = "longdash" if name == limcore.SUBSTRATES["landauer"].title else "solid"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": str(name),
        "x": table["parameters"][rows],
        "y": np.where(np.isfinite(energy) & (energy > 0), energy, np.nan),
        "line": {"color": _color(name), "width": 2.5, "dash": dash, "simplify": False},
        "hovertemplate": f"<b>{name}</b><br>D = %{{x:.4~g}}<br>%{{y:.4~g}} J<extra></extra>",
    }


def _real_runs(values: Values) -> list[dict[str, Any]]:
    """Draw the real trainings, and for each the span between the two counts on GPU and DRAM."""
    runs = limcore.training_run_columns()
    size = runs["parameters"]
    crosses = {
        "type": "scatter",
        "mode": "markers",
        "name": "real trainings",
        "x": size,
        "y": runs["energy_MWh"] * _MWH,
        "marker": {"symbol": "x", "size": 10, "color": "@text", "line": {"color": "@ground", "width": 1}},
        "hoverinfo": "text",
        "customdata": [address(doi, url) for doi, url in zip(runs["doi"], runs["url"], strict=True)],
    }
    about = zip(runs["name"], runs["energy_MWh"], runs["scope"], runs["source"], runs["note"], strict=True)
    said = [
        f"<b>{name}</b><br>{number(mwh)} MWh: {scope}<br>{source}<br>{note}" for name, mwh, scope, source, note in about
    ]
    click = "<br><i>Click to open the source.</i>"
    counts = both_counts(values)
    step, operation = counts["step"], counts["operation"]
    spans = {
        "type": "scatter",
        "mode": "lines",
        "name": "between the counts",
        "x": np.repeat(size, 3),
        "y": np.column_stack([step, operation, np.full(size.size, np.nan)]).ravel(),
        "line": {"color": "@muted", "width": 2},
        "hoverinfo": "skip",
    }
    between = [
        f"<br>GPU and DRAM, for its own tokens: {power(low)} J by step, {power(high)} J by operation"
        for low, high in zip(step, operation, strict=True)
    ]
    hovertext = [text + counted + click for text, counted in zip(said, between, strict=True)]
    return [spans, crosses | {"hovertext": hovertext}]


def _claim() -> dict[str, Any]:
    claim = limcore.BRAIN_SCALE
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "published claim",
        "x": np.full(2, claim.parameters),
        "y": np.asarray([claim.energy_low_J, claim.energy_high_J]),
        "line": {"color": "@reference", "width": 9},
        "marker": {"symbol": "line-ew-open", "size": 16, "color": "@reference"},
        "hovertext": [f"<b>{claim.source}</b><br>10⁸ to 10⁹ J for 10¹⁵ parameters<br><i>Click to open the source.</i>"]
        * 2,
        "hoverinfo": "text",
        "customdata": [claim.url] * 2,
    }


def _here(table: Columns, values: Values) -> dict[str, Any]:
    """Mark the size that is looked at on each line."""
    size = values["model_parameters"]
    names = list(dict.fromkeys(table["series"]))
    heights = [_at(table, name, size) for name in names]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "this size",
        "x": np.full(len(names), size),
        "y": np.asarray(heights, dtype=float),
        "marker": {"size": 11, "color": [_color(name) for name in names], "line": {"color": "@ground", "width": 1.5}},
        "hovertemplate": "D = %{x:.4~g}<br>%{y:.4~g} J<extra></extra>",
    }


def _at(table: Columns, name: str, size: float) -> float:
    """Read the energy of a line at the size looked at, which is among the listed ones."""
    rows = np.flatnonzero((table["series"] == name) & (table["parameters"] == size))
    energy = float(table["energy_J"][rows[0]])
    return energy if energy > 0 and np.isfinite(energy) else np.nan


def _caption(table: Columns, values: Values) -> str:
    if not table["series"].size:
        return "No schedule is chosen."
    size = values["model_parameters"]
    gpu, learning = (limcore.SUBSTRATES[name].title for name in ("von_neumann", "learning"))
    row = int(np.flatnonzero((table["series"] == learning) & (table["parameters"] == size))[0])
    energy, computing = float(table["energy_J"][row]), float(table["computing_J"][row])
    arithmetic = f", {told_share(computing / energy)} arithmetic" if computing > 0 else ""
    updates = plural(count(float(table["updates_per_parameter"][row])), "update")
    moves = plural(count(float(table["moves_per_parameter"][row])), "move")
    return (
        f"To train {told_size(size)} with {updates} and {moves} of each takes {number(_at(table, gpu, size), 3)} J "
        f"on GPU and DRAM and {number(energy, 3)} J with learning-in-memory{arithmetic}."
    )


def told_size(size: float) -> str:
    """Write the size of a model."""
    return plural(power(size), "parameter")


def told_energy(energy: float) -> str:
    """Write an energy in J."""
    return f"{number(energy, 3)} J" if np.isfinite(energy) else "no limit"


def told_share(share: float) -> str:
    """Write what share of an energy is meant."""
    return "nearly all of it" if share > 0.999 else f"{number(100 * share, 3)} % of it"


def describe(table: Columns, values: Values) -> str:
    """Say what each substrate takes at the size looked at, from the table."""
    size = values["model_parameters"]
    said = [f"{name}: {told_energy(_at(table, name, size))}" for name in dict.fromkeys(table["series"])]
    runs = limcore.training_run_columns()
    real = [f"{name}: {number(mwh)} MWh" for name, mwh in zip(runs["name"], runs["energy_MWh"], strict=True)]
    return (
        f"Energy of a training against the size of the model, on logarithmic axes. For {told_size(size)}: "
        f"{'; '.join(said)}. Real trainings: {'; '.join(real)}."
    )


PROJECTION: Final = Figure(
    name="projection",
    title="What training could cost",
    equation=EQUATION,
    source=f"The accounting is our own, after section III of {PAPER}; computing after {KAPLAN}",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
