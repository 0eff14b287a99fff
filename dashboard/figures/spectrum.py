"""Fig. 4 made quantitative: what one operation costs on real hardware, against the Landauer limit."""

from __future__ import annotations

import html
import textwrap
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import Note, along, beside, labelled
from dashboard.figures.runs import Array
from dashboard.figures.spectrum_table import columns
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values
from dashboard.references import PAPER
from dashboard.wording import multiple, power

__all__ = ["SPECTRUM", "SYMBOLS"]

EQUATION: Final = r"E_\mathrm{Landauer} = kT\ln 2"
SYMBOLS: Final = {
    "arithmetic": "circle",
    "mac": "square",
    "access": "diamond",
    "transfer": "triangle-right",
    "write": "triangle-down",
    "synaptic": "star",
    "update": "cross",
}
"""The mark of each kind of operation."""

_OF_A_RUN: Final = tuple(key for key in RUN_KEYS if key != "R_max")  # energies do not depend on it
_KEYS: Final = (*_OF_A_RUN, *PIN_KEYS, "categories", "rows", "per", "spectrum_axis", "own_point")
_COLORS: Final = {
    "von_neumann": "@line-0",
    "neuromorphic": "@line-5",
    "compute_in_memory": "@line-2",
    "memory_write": "@line-3",
    "adiabatic": "@line-4",
    "biology": "@muted",
    "learning_in_memory": "@line-1",
    "own": "@reference",
}
_TITLES: Final = dict(limcore.CATEGORIES) | {"own": "Your own"}
_LOWEST, _HIGHEST = -22.0, -8.0  # decades of J
_ROW: Final = 25  # px
_FRAME: Final = 190  # px, for axes and legend
_LEAST: Final = 360  # px
_FIRST_YEAR, _LAST_YEAR = 2004.5, 2028.5
_TODAY: Final = 2027.0  # where entries without a year stand
_MIDDLE_YEAR: Final = 2019.0  # entries after it have their names at their left
_ROOM_FOR_NAME: Final = -17.0  # decades of J


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw a row for each entry under the title of its category, or the entries over the years."""
    limit = float(limcore.landauer_energy(limcore.convert_energy(values["kT"], "meV", "J")))
    by_year = values["spectrum_axis"] == "year"
    drawing = _over_years(table, limit) if by_year else _by_kind(table, limit)
    drawing["layout"]["meta"] = {"caption": _caption(table, values, limit)} | drawing["layout"].get("meta", {})
    return drawing


def _by_kind(table: Columns, limit: float) -> Drawing:
    places, titles, size = _places(table)
    data = [*_limit(limit, size), *_kinds()]
    for category in dict.fromkeys(table["category"]):
        data += _marks(table, np.flatnonzero(table["category"] == category), places, str(category))
    data.append(_top_axis())
    layout = {
        "xaxis": _energy_axis("energy of one operation (J)"),
        "xaxis2": _energy_axis("in multiples of kT ln 2")
        | {"overlaying": "x", "side": "top", "showgrid": False}
        | {"range": [_LOWEST - float(np.log10(limit)), _HIGHEST - float(np.log10(limit))]},
        "yaxis": {"range": [size - 0.4, -0.6], "visible": False, "fixedrange": True},
        "margin": {"l": 16, "r": 16, "t": 64, "b": 100},
        "legend": {"orientation": "h", "x": 0.0, "y": -0.0, "yref": "container", "yanchor": "bottom"},
        "hovermode": "closest",
        "annotations": [
            *(_title(str(category), place) for category, place in titles.items()),
            *_limit_labels(limit, size),
        ],
        "uirevision": "kind",
        "showlegend": True,
        "meta": {"height": max(int(size * _ROW) + _FRAME, _LEAST)},
    }
    return labelled({"data": data, "layout": layout})


def _places(table: Columns) -> tuple[Array, dict[str, float], float]:
    """Give each entry its row, and each category that of its title."""
    places, titles, row = np.zeros(table["series"].size), {}, 0.0
    for category in dict.fromkeys(table["category"]):
        titles[str(category)] = row
        members = np.flatnonzero(table["category"] == category)
        places[members] = row + 1.0 + np.arange(members.size)
        row += members.size + 1.3
    return places, titles, row


def _energy_axis(title: str) -> dict[str, Any]:
    return {"title": {"text": title}, "type": "log", "range": [_LOWEST, _HIGHEST], "dtick": 2, "fixedrange": True}


def _marks(table: Columns, members: Any, places: Array, category: str) -> list[dict[str, Any]]:
    """Draw the entries of a category: a bar where there is a range, a mark at its middle, a name beside it."""
    low, high, middle = (table[f"energy_{end}J"][members] for end in ("low_", "high_", ""))
    gap = np.full(members.size, np.nan)
    bars = np.column_stack([low, high, gap]).ravel()
    rows = places[members]
    color = _COLORS[category]
    left = middle > 10.0**_ROOM_FOR_NAME  # most of the chart is empty to the left of the marks
    name = _TITLES[category]
    ends = {"x": bars, "y": np.repeat(rows, 3), "line": {"color": color, "width": 7}, "opacity": 0.45}
    common = {"type": "scatter", "name": name, "showlegend": False}
    return [
        common | {"mode": "lines", "hoverinfo": "skip"} | ends,
        common
        | {
            "mode": "markers",
            "x": middle,
            "y": rows,
            "marker": _marker(table["kind"][members], color),
            "hovertext": _hover(table, members),
            "hoverinfo": "text",
            "customdata": [_word(one) for one in table["address"][members]],
        },
        common
        | {
            "mode": "text",
            "x": np.where(left, low, high),
            "y": rows,
            "text": [f"\u2002{html.escape(str(one))}\u2002" for one in table["series"][members]],
            "textposition": ["middle left" if one else "middle right" for one in left],
            "textfont": {"size": 14, "color": "@text"},
            "hoverinfo": "skip",
            "customdata": [_word(one) for one in table["address"][members]],
        },
    ]


def _marker(kinds: Any, color: str) -> dict[str, Any]:
    return {
        "symbol": [SYMBOLS[str(kind)] for kind in kinds],
        "size": 11,
        "color": color,
        "line": {"color": "@ground", "width": 1},
    }


def _kinds() -> list[dict[str, Any]]:
    """Name the marks in the legend: what is counted as one operation."""
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": limcore.OPERATIONS[kind],
            "x": np.asarray([np.nan]),
            "y": np.asarray([np.nan]),
            "marker": {"symbol": symbol, "size": 11, "color": "@muted"},
            "hoverinfo": "skip",
        }
        for kind, symbol in SYMBOLS.items()
    ]


def _limit(limit: float, size: float) -> list[dict[str, Any]]:
    """Draw the Landauer limit, and shade what lies beyond it."""
    lowest = 10.0**_LOWEST
    common = {"type": "scatter", "mode": "lines", "showlegend": False}
    beyond = np.asarray([lowest, limit, limit, lowest]), np.asarray([-1.0, -1.0, size, size])
    return [
        common
        | {"name": "beyond", "x": beyond[0], "y": beyond[1], "hoverinfo": "skip"}
        | {"fill": "toself", "fillcolor": "@gap", "line": {"width": 0}},
        common
        | {"name": "kT ln 2", "x": np.asarray([limit, limit]), "y": np.asarray([-1.0, size])}
        | {"line": {"color": "@reference", "width": 2.5}}
        | {"hovertemplate": "<b>Landauer limit, kT ln 2</b><br>%{x:.6~g} J for each bit erased<extra></extra>"},
    ]


def _limit_labels(limit: float, size: float) -> list[dict[str, Any]]:
    font = {"font": {"color": "@reference", "size": 14}, "showarrow": False, "x": float(np.log10(limit)), "xref": "x"}
    text = f"Landauer limit<br>kT ln 2<br>{power(limit, 4)} J"
    right = {"xanchor": "left", "xshift": 6, "align": "left", "y": -0.5, "yref": "y", "yanchor": "top"}
    beyond = {"xanchor": "right", "xshift": -2, "y": size / 2, "yref": "y", "textangle": -90}
    return [{"text": text} | font | right, {"text": "beyond it: reversible steps only"} | font | beyond]


def _title(category: str, place: float) -> dict[str, Any]:
    return {
        "text": f"<b>{_TITLES[category].partition(':')[0]}</b>",
        "showarrow": False,
        "x": 0.995,
        "xref": "paper",
        "xanchor": "right",
        "y": place + 0.25,
        "yref": "y",
        "font": {"color": _COLORS[category], "size": 14},
    }


def _top_axis() -> dict[str, Any]:
    """Give the second axis something to stand for."""
    point = {"x": np.asarray([1.0]), "y": np.asarray([0.0]), "xaxis": "x2", "opacity": 0.0}
    return {"type": "scatter", "mode": "markers", "showlegend": False, "hoverinfo": "skip"} | point


def _word(cell: Any) -> str:
    """Give a text of the table; empty where there is none."""
    return html.escape(cell) if isinstance(cell, str) else ""


def _hover(table: Columns, members: Any) -> list[str]:
    said = []
    for k in members:
        low, high = float(table["energy_low_J"][k]), float(table["energy_high_J"][k])
        energy = power(low) if low == high else f"{power(low)} to {power(high)}"
        year = f"{table['year'][k]:.0f}" if np.isfinite(table["year"][k]) else ""
        name, operation, technology, source, basis, note, where = (
            _word(table[key][k]) for key in ("series", "operation", "technology", "source", "basis", "note", "address")
        )
        parts = (
            f"<b>{name}</b>",
            f"{energy} J: {operation}",
            ", ".join(part for part in (technology, year) if part),
            f"{source} ({basis})" if source else "",
            "<br>".join(textwrap.wrap(note, 60)),
            "<i>Click to open the source.</i>" if where else "",
        )
        said.append("<br>".join(part for part in parts if part))
    return said


def _over_years(table: Columns, limit: float) -> Drawing:
    span = [_FIRST_YEAR, _LAST_YEAR]
    table = table | {"year": np.where(np.isfinite(table["year"]), table["year"], _TODAY)}
    data: list[dict[str, Any]] = _kinds()
    flat = {"type": "scatter", "mode": "lines", "showlegend": False, "x": np.asarray(span)}
    hover = {"hovertemplate": "<b>Landauer limit, kT ln 2</b><br>%{y:.6~g} J<extra></extra>"}
    line = {"line": {"color": "@reference", "width": 2.5}}
    data.append(flat | {"name": "kT ln 2", "y": np.full(2, limit)} | line | hover)
    for category in dict.fromkeys(table["category"]):
        members = np.flatnonzero(table["category"] == category)
        data.append(_dots(table, members, str(category)))
    layout = {
        "xaxis": {"title": {"text": "year"}, "range": span, "dtick": 4, "fixedrange": True},
        "yaxis": _energy_axis("energy of one operation (J)"),
        "yaxis2": _energy_axis("in multiples of kT ln 2")
        | {"overlaying": "y", "side": "right", "showgrid": False, "tickmode": "auto", "dtick": None}
        | {"range": [_LOWEST - float(np.log10(limit)), _HIGHEST - float(np.log10(limit))]},
        "legend": {"orientation": "h", "x": 0.0, "y": -0.0, "yref": "container", "yanchor": "bottom"},
        "margin": {"b": 130, "r": 70},
        "hovermode": "closest",
        "showlegend": True,
        "uirevision": "year",
        "meta": {"height": 700},
    }
    second = {"x": np.asarray([span[0]]), "y": np.asarray([1.0]), "yaxis": "y2", "opacity": 0.0}
    data.append({"type": "scatter", "mode": "markers", "showlegend": False, "hoverinfo": "skip"} | second)
    words = along(layout, f"Landauer limit, kT ln 2 = {power(limit, 4)} J", float(np.log10(limit)), "@reference")
    return labelled({"data": data, "layout": layout}, notes=[words, *_year_notes(table, layout)])


def _dots(table: Columns, members: Any, category: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _TITLES[category],
        "showlegend": False,
        "x": table["year"][members],
        "y": table["energy_J"][members],
        "marker": _marker(table["kind"][members], _COLORS[category]),
        "hovertext": _hover(table, members),
        "hoverinfo": "text",
        "customdata": [_word(one) for one in table["address"][members]],
    }


def _year_notes(table: Columns, layout: dict[str, Any]) -> list[Note]:
    """Name the reader's own entry, and those that have room for it; the others are named on hover."""
    notes = []
    for k in np.argsort(table["category"] != "own", kind="stable"):
        name, year, energy, category = (table[key][k] for key in ("series", "year", "energy_J", "category"))
        look = {"sides": ("left", "right") if year > _MIDDLE_YEAR else ("right", "left"), "optional": category != "own"}
        place, color = (float(year), float(energy)), _COLORS[str(category)]
        notes.append(beside(layout, html.escape(str(name)), *place, color, near=True, **look))
    return notes


def _caption(table: Columns, values: Values, limit: float) -> str:
    measured = table["basis"] == "measured"
    if not np.any(measured):
        return f"Nothing measured is shown. The Landauer limit is {power(limit, 4)} J for each bit erased."
    cheapest = int(np.flatnonzero(measured)[np.argmin(table["energy_low_J"][measured])])
    times = multiple(float(table["energy_low_J"][cheapest]) / limit, "kT ln 2", 2)
    counted = "" if values["per"] == "operation" else " for each bit"
    said = f"The cheapest operation measured, {table['series'][cheapest]}, takes {times}{counted}"
    computed = np.flatnonzero(table["basis"] == "computed")
    if not computed.size or not np.isfinite(table["energy_high_J"][computed[0]]):
        return f"{said}."
    dearest = multiple(float(table["energy_high_J"][computed[0]]) / limit, "kT ln 2", 2)
    return f"{said}; the dearest update of learning-in-memory would take {dearest}."


def describe(table: Columns, values: Values) -> str:
    """List the entries with their energy, from the table."""
    per = "one operation" if values["per"] == "operation" else "each bit of an operation"
    entries = [
        f"{name}: {power(low)} to {power(high)} J" if low != high else f"{name}: {power(middle)} J"
        for name, low, middle, high in zip(
            *(table[key] for key in ("series", "energy_low_J", "energy_J", "energy_high_J")), strict=True
        )
    ]
    return f"Energy of {per}, by category, on a logarithmic scale. {'; '.join(entries)}."


SPECTRUM: Final = Figure(
    name="spectrum",
    title="The energy spectrum of computing and remembering",
    equation=EQUATION,
    source=f"After Fig. 4 of {PAPER}; each entry names its own source",
    parameters=_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
)
