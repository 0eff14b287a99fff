"""Which of the walls takes the energy of a training, on each substrate, for a model of one size."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.figures.projection import (
    EQUATION,
    PROJECTION,
    energy_axis,
    project,
    told_energy,
    told_share,
    told_size,
)
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array
from dashboard.parameters import PIN_KEYS, Values
from limcore.substrates import WALLS

__all__ = ["PROJECTION_WALLS"]

_WALL_COLORS: Final = {
    "computing": "@muted",
    "memory": "@line-0",
    "updates": "@line-1",
    "consolidation": "@reference",
}
_ROW, _FRAME = 25, 180  # px of a bar, and for axis and legend
_AMOUNT: Final = 6.0  # decades, for the amount beside the longest bar


def wall_columns(values: Values) -> Columns:
    """Tabulate the walls of each substrate at one size."""
    if not chosen_slots(values):
        return {"series": np.empty(0, dtype=object), "wall": np.empty(0, dtype=object), "energy_J": np.empty(0)}
    here = project(values, np.asarray([values["model_parameters"]]))
    names = [limcore.SUBSTRATES[name].title for name in here["substrate"]]
    return {
        "series": np.repeat(np.asarray(names, dtype=object), len(WALLS)),
        "wall": np.tile(np.asarray(list(WALLS), dtype=object), len(names)),
        "energy_J": np.column_stack([here[f"{wall}_J"] for wall in WALLS]).ravel(),
    }


def wall_sketch(table: Columns, values: Values) -> Drawing:
    """Draw for each substrate what each wall takes, on one logarithmic axis: the walls are many decades apart."""
    names = list(dict.fromkeys(table["series"]))
    energy = table["energy_J"].reshape(len(names), len(WALLS)) if names else np.empty((0, len(WALLS)))
    places, titles, rows = _wall_places(energy)
    bars = [_bars(title, wall, energy[:, k], places[:, k]) for k, (wall, title) in enumerate(WALLS.items())]
    layout = {
        "barmode": "overlay",
        "xaxis": energy_axis(_AMOUNT),
        "yaxis": {"visible": False, "range": [rows - 0.4, -0.6], "fixedrange": True},
        "margin": {"l": 16, "b": 110},
        "annotations": [
            {
                "text": f"<b>{name}</b>: {told_energy(float(energy[k].sum()))}",
                "showarrow": False,
                **{"x": 0.0, "xref": "paper", "xanchor": "left", "y": titles[k], "yref": "y", "yanchor": "middle"},
                "font": {"size": 13, "color": "@text"},
            }
            for k, name in enumerate(names)
        ],
        "legend": {
            "orientation": "h",
            "x": 0.0,
            "y": 0.0,
            "yref": "container",
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "uirevision": "walls",
        "meta": {"caption": _wall_caption(table, values), "height": int(rows * _ROW) + _FRAME},
    }
    return {"data": bars, "layout": layout}


def _wall_places(energy: Array) -> tuple[Array, list[float], float]:
    """Give each bar its row, under the title of its substrate; what costs nothing has none."""
    places, titles, row = np.full(energy.shape, np.nan), [], 0.0
    for k, walls in enumerate(energy):
        titles.append(row)
        drawn = np.flatnonzero(walls > 0)
        places[k, drawn] = row + 1.0 + np.arange(drawn.size)
        row += drawn.size + 1.4
    return places, titles, max(row, 1.0)


def _bars(title: str, wall: str, energy: Array, places: Array) -> dict[str, Any]:
    there = np.isfinite(energy) & (energy > 0)
    return {
        "type": "bar",
        "orientation": "h",
        "name": title,
        "x": np.where(there, energy, np.nan),
        "y": np.where(there, places, np.nan),
        "width": 0.82,
        "marker": {"color": _WALL_COLORS[wall], "line": {"color": "@ground", "width": 1}},
        "text": [told_energy(float(one)) if shown else "" for one, shown in zip(energy, there, strict=True)],
        "textposition": "outside",
        "textfont": {"size": 14, "color": "@text"},
        "cliponaxis": False,
        "hovertemplate": f"<b>{title}</b><br>%{{x:.4~g}} J<extra></extra>",
    }


def _wall_caption(table: Columns, values: Values) -> str:
    if not table["series"].size:
        return "No schedule is chosen."
    first = slice(0, len(WALLS))
    energy = dict(zip(WALLS, table["energy_J"][first], strict=True))
    most = max(energy, key=lambda wall: energy[wall])
    part = told_share(float(energy[most] / sum(energy.values())))
    into, _, wall = WALLS[most].partition(": ")
    goes = f"{into} ({wall})" if wall else into
    return f"For {told_size(values['model_parameters'])} on {table['series'][0]}, the most goes into {goes}: {part}."


def wall_describe(table: Columns, values: Values) -> str:
    """List each substrate's walls, from the table."""
    lines = []
    for name, part in by_series(table):
        walls = [
            f"{wall} {told_energy(float(energy))}" for wall, energy in zip(part["wall"], part["energy_J"], strict=True)
        ]
        lines.append(f"{name}: {', '.join(walls)}")
    return f"Parts of the energy for {told_size(values['model_parameters'])}. {'; '.join(lines)}."


PROJECTION_WALLS: Final = Figure(
    name="projection-walls",
    title="Which wall takes the energy",
    equation=EQUATION,
    source=PROJECTION.source,
    parameters=tuple(key for key in PROJECTION.parameters if key not in PIN_KEYS),
    columns=wall_columns,
    sketch=wall_sketch,
    describe=wall_describe,
)
