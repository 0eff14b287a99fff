"""One element through a history of potentiation and depression: its barrier, its ladder, and which way it stands."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import ABOVE, End, Note, along, labelled
from dashboard.figures.memories import LEARNING, MEMORY_KEYS, Kept, kept
from dashboard.figures.rows import by_series
from dashboard.parameters import Values
from dashboard.parameters.lifetimes import EVENTS
from dashboard.references import CITATIONS, PAPER
from dashboard.wording import number, plural, sentence

__all__ = ["BITS", "EQUATION", "MEMORY_HISTORY", "PRICED", "with_states"]

EQUATION: Final = (
    r"p \rightarrow p\,M_\pm,\qquad E_k = E_1 + (k-1)\,kT\ln\frac{1}{x},\qquad "
    r"\langle E\rangle = \sum_k p_k E_k"
)
BITS: Final = {"p": 1, "d": -1, "r": 0}
"""What limcore calls the events of a history."""
PRICED: Final = ("barrier_height", "mean_barrier", "barrier_deviation")
"""The columns of limcore's table that are energies."""
_OF_MANY: Final = ("memory_size", "retrieval_threshold")
_FEWEST: Final = 4  # events along the axis
_TAILS: Final = 2.5  # standard deviations of the cascade in the picture
_LARGEST, _TOGETHER = 26.0, 560.0  # px: of a mark, and of those of all events side by side
_MARKS: Final = {
    1.0: ("potentiated", "@line-2", "circle"),
    -1.0: ("depressed", "@line-3", "diamond"),
}
_AXIS: Final = "events: ▲\N{NO-BREAK SPACE}potentiation, ▼\N{NO-BREAK SPACE}depression, ●\N{NO-BREAK SPACE}random"
_ARROWS: Final = {"p": "triangle-up", "d": "triangle-down", "r": "circle"}


def with_states(values: Values) -> list[Kept]:
    """List the memories whose elements have states, each with a barrier."""
    return [one for one in kept(values) if one.model not in ("chain", "fowler_nordheim")]


def _columns(values: Values) -> Columns:
    """Tabulate the states of an element of each memory, before the first event and after each."""
    history = values["history"]
    written = ["nothing", *(EVENTS[letter] for letter in history)]
    tables = []
    for one in with_states(values):
        table = limcore.history_columns(one.model, events=[BITS[letter] for letter in history], **one.given)
        named = {f"{key}_kT" if key in PRICED else key: column for key, column in table.items()}
        last = np.asarray([written[int(event)] for event in table["event"]], dtype=object)
        series = np.full(last.size, one.name, dtype=object)
        tables.append({"series": series, "event": named.pop("event"), "written": last, **named})
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the mean of each memory against the events, and of the cascade how its levels are filled."""
    rows = dict(by_series(table))
    lines = {one.name: _line(one, rows[one.name], values) for one in with_states(values)}
    layout = _layout(rows, values)
    data: list[dict[str, Any]] = []
    notes: list[Note] = []
    if _of_barrier(values):
        heights = _ladder(rows["cascade"], values)
        layout["shapes"] = [_rung(height) for height in heights]
        notes = [
            along(layout, f"level {k}", float(height), "@muted", optional=True) for k, height in enumerate(heights, 1)
        ]
        data += [_levels(rows["cascade"], weight, len(heights), values) for weight in _MARKS]
        data += [_key(weight) for weight in _MARKS]
    data += [*lines.values(), _events(layout, values)]
    ends = [End(lines[one.name], *_named(one, rows[one.name], values)) for one in reversed(with_states(values))]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=notes)


def _of_barrier(values: Values) -> bool:
    return bool(values["history_shown"] == "barrier")


def _each(rows: Columns) -> Columns:
    """Give one row for each event: what is the same for all states."""
    _, first = np.unique(rows["event"], return_index=True)
    return {name: column[first] for name, column in rows.items()}


def _seen(heights: Any) -> Any:
    """Leave out what is higher than any picture."""
    return np.where(np.isfinite(heights), heights, np.nan)


def _line(one: Kept, rows: Columns, values: Values) -> dict[str, Any]:
    each = _each(rows)
    unit, column = (" kT", "mean_barrier_kT") if _of_barrier(values) else ("", "mean_weight")
    said = "mean barrier" if _of_barrier(values) else "mean weight"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": one.name,
        "x": each["event"],
        "y": _seen(each[column]),
        "customdata": each["flip_probability"],
        "line": {"color": one.color, "width": one.width, "dash": one.dash, "simplify": False},
        "showlegend": False,
        "hovertemplate": f"<b>{one.name}</b><br>after event %{{x}}<br>{said} %{{y:.4~g}}{unit}<br>"
        f"the other sign changes it with probability %{{customdata:.4~g}}<extra></extra>",
    }


def _ladder(rows: Columns, values: Values) -> Any:
    """Give the barriers of those levels of the cascade that the history may reach."""
    reached = min(int(values["memory_levels"]), max(len(values["history"]), 1))
    return rows["barrier_height_kT"][:reached]


def _rung(height: float) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        **{"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": float(height), "y1": float(height)},
        "line": {"color": "@muted", "width": 0.7, "dash": "dot"},
    }


def _levels(rows: Columns, weight: float, levels: int, values: Values) -> dict[str, Any]:
    """Draw how probable each level is after each event, as the area of a mark."""
    name, color, symbol = _MARKS[weight]
    own = (rows["weight"] == weight) & (rows["level"] <= levels)
    largest = min(_LARGEST, _TOGETHER / (len(values["history"]) + 1))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"cascade, {name}",
        "x": rows["event"][own],
        "y": rows["barrier_height_kT"][own],
        "customdata": rows["probability"][own],
        "marker": {
            "size": largest * np.sqrt(rows["probability"][own]),
            "color": color,
            "symbol": symbol,
            "opacity": 0.75,
            "line": {"width": 0},
        },
        "hovertemplate": f"<b>cascade, {name}</b><br>after event %{{x}}<br>barrier %{{y:.4~g}} kT<br>"
        "probability %{customdata:.4~g}<extra></extra>",
        "showlegend": False,
    }


def _key(weight: float) -> dict[str, Any]:
    """Say in the legend what marks of a weight are, in a size that can be seen; nothing in the picture."""
    name, color, symbol = _MARKS[weight]
    nowhere = np.full(1, np.nan)
    look = {"size": 12, "color": color, "symbol": symbol}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"cascade, {name}",
        "x": nowhere,
        "y": nowhere,
        "marker": look,
    }


def _events(layout: dict[str, Any], values: Values) -> dict[str, Any]:
    """Mark below the lines what was written between the states before and after it."""
    history = values["history"]
    low, high = layout["yaxis"]["range"]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "events",
        "x": np.arange(len(history)) + 0.5,
        "y": np.full(len(history), low + 0.035 * (high - low)),
        "text": [EVENTS[letter] for letter in history],
        "marker": {
            "size": min(11.0, _TOGETHER / (len(history) + 1)),
            "color": "@text",
            "symbol": [_ARROWS[letter] for letter in history],
        },
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _layout(rows: dict[str, Columns], values: Values) -> dict[str, Any]:
    last = max(len(values["history"]), _FEWEST)
    if _of_barrier(values):
        highest = max(float(np.nanmax(_seen(part["mean_barrier_kT"]), initial=1.0)) for part in rows.values())
        spread = rows["cascade"]["mean_barrier_kT"] + _TAILS * rows["cascade"]["barrier_deviation_kT"]
        top = max(highest, float(spread.max()))
        title, span = "barrier (kT)", [-0.13 * top, 1.06 * top]
    else:
        title, span = "mean weight", [-1.3, 1.1]
    return {
        "xaxis": {
            "title": {"text": _AXIS},
            "range": [-0.4, last + 0.4],
            "dtick": 1 if last < 16 else 5,
            "zeroline": False,
        },
        "yaxis": {"title": {"text": title}, "range": span, "zeroline": False},
        "showlegend": _of_barrier(values),
        "legend": ABOVE,
        "hovermode": "closest",
        "uirevision": f"history {values['history_shown']}",
        "meta": {"caption": _caption(rows, values)},
    }


def _last(rows: Columns) -> dict[str, float]:
    """Give what is known after the last event."""
    names = ("mean_barrier_kT", "barrier_deviation_kT", "mean_weight", "flip_probability")
    return {name: float(rows[name][-1]) for name in names}


def _named(one: Kept, rows: Columns, values: Values) -> tuple[str, str]:
    """Name a line, with what it has come to."""
    last = _last(rows)
    if not _of_barrier(values):
        return one.name, number(last["mean_weight"], 3)
    name = "cascade, on average" if one.model == "cascade" else one.name
    return name, f"{number(last['mean_barrier_kT'], 3)} kT"


def _told(history: str) -> str:
    """Say what was written: "6 potentiations and 1 depression"."""
    counted = [
        plural(str(history.count(letter)), meaning) for letter, meaning in EVENTS.items() if history.count(letter)
    ]
    return " and ".join([", ".join(counted[:-1]), counted[-1]] if len(counted) > 1 else counted)


def _caption(rows: dict[str, Columns], values: Values) -> str:
    """Say what the history has come to in each memory, and what a contradiction would do."""
    when = f"after {_told(values['history'])}" if values["history"] else "before anything is written"
    if not _of_barrier(values):
        said = [f"{name} {number(_last(part)['mean_weight'])}" for name, part in rows.items()]
        return f"{sentence(when)}, the mean weight is: {'; '.join(said)}."
    said = [f"{name} {_barrier(_last(part))}" for name, part in rows.items()]
    chance = number(_last(rows["cascade"])["flip_probability"])
    return (
        f"{sentence(when)}, the barrier is: {'; '.join(said)}. One event of the other sign would change the cascade "
        f"with the probability {chance}."
    )


def _barrier(last: dict[str, float]) -> str:
    """Write a mean barrier, with its spread where there is one."""
    mean, spread = last["mean_barrier_kT"], last["barrier_deviation_kT"]
    if not np.isfinite(mean):
        return "without end"
    return f"{number(mean)} kT" if spread == 0 else f"{number(mean)} ± {number(spread, 2)} kT"


def _describe(table: Columns, values: Values) -> str:
    """Say how each memory begins and ends, from the table."""
    history = values["history"]
    when = f"through {_told(history)}" if history else "before anything is written"
    lines = [f"One element {when}: its barrier and its mean weight, by memory."]
    for name, rows in by_series(table):
        barriers = [_barrier(_last({key: column[:end] for key, column in rows.items()})) for end in (1, None)]
        weights = [number(float(rows["mean_weight"][place])) for place in (0, -1)]
        lines.append(
            f"{sentence(name)}: barrier {barriers[0]} at first, {barriers[1]} at last; weight {weights[0]} at first, "
            f"{weights[1]} at last."
        )
    return " ".join(lines)


MEMORY_HISTORY: Final = Figure(
    name="memory-history",
    title="One element, written again and again",
    equation=EQUATION,
    source=f"The transitions of the cascade are those of {CITATIONS['fusi2005'].text}; its levels as barriers are "
    f"ours. Barriers of two wells follow from {PAPER}; that of {LEARNING} is Eq. 7",
    parameters=(*(key for key in MEMORY_KEYS if key not in _OF_MANY), "history", "history_shown"),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
