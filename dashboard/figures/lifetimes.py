"""How long a memory lasts: the signal-to-noise ratio of one pattern while others are written over it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, Note, along, beside, labelled
from dashboard.figures.memories import MEMORY_KEYS, Kept, columns_of, compared, for_patterns, kept, lasting, marker
from dashboard.figures.rows import by_series
from dashboard.parameters import PIN_KEYS, Values
from dashboard.references import CITATIONS
from dashboard.wording import number, power, sentence

__all__ = ["EQUATION", "FRONTIER", "LIFETIMES", "MOMENTS", "states"]

EQUATION: Final = (
    r"\mathrm{SNR}(t) = \sqrt{N}\,\frac{E[s\,w(t)]}{\sqrt{E[w(t)^2]}} \;\leq\; \sqrt{N},\quad "
    r"\mathrm{SNR}_\mathrm{Markov}(t) \leq \sqrt{N}\,\min\left(e^{-t/(M-1)}, \frac{M-1}{e\,t}\right)\ (t \geq M-1)"
)
FRONTIER: Final = "frontier"
MOMENTS: Final = (0.0, 9.0, 73)
"""Powers of ten of the times: the first, the last, and how many there are; before them stands 0."""
_BEYOND: Final = (1e-3, 1e12)  # both out of the picture: where a mark stands that has no place in it
_BELOW: Final = 1.0  # decades under the threshold
_LEAST: Final = 2.0  # decades on the axis


def times() -> Any:
    """List the times at which memories are tabulated, in patterns."""
    return np.concatenate([[0.0], np.logspace(*MOMENTS)])


def _columns(values: Values) -> Columns:
    """Tabulate each memory, then the frontier of synapses with as many states as the cascade."""
    size = values["memory_size"]
    tables = [columns_of(one, size, times()) for one in compared(values)]
    limit = limcore.memory_frontier(times(), elements=size, states=states(values))
    nothing = np.full(times().size, np.nan)
    named = {"series": np.full(times().size, FRONTIER, dtype=object), "patterns": times(), "snr": limit}
    tables.append({name: named.get(name, nothing) for name in tables[0]})
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def states(values: Values) -> float:
    """Give the number of states of a synapse of the cascade, for which the frontier is drawn."""
    return max(2.0 * float(values["memory_levels"]), 2.0)


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the ratio of each memory against time, below the frontier, and down to the threshold."""
    rows = dict(by_series(table))
    memories = compared(values)
    limit = _line(rows[FRONTIER], _frontier_name(values), {"color": "@reference", "width": 2.5, "dash": "longdash"})
    lines = {one.name: _line(rows[one.name], one.name, _look(one)) for one in memories}
    low, high = _heights(values)
    threshold = float(values["retrieval_threshold"])
    layout = {
        "xaxis": {"title": {"text": "patterns written since"}, "type": "log", "range": [*MOMENTS[:2]], "dtick": 1},
        "yaxis": {"title": {"text": "signal-to-noise ratio"}, "type": "log", "range": [low, high], "dtick": 1},
        "shapes": [
            {
                "type": "line",
                "layer": "below",
                **{"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": threshold, "y1": threshold},
                "line": {"color": "@muted", "width": 1.5},
            }
        ],
        "hovermode": "closest",
        "uirevision": "lifetimes",
        "meta": {"caption": _caption(values)},
    }
    marks = {one.name: _mark(one, values) for one in memories}
    now = [one for one in _by_time(memories, values) if not one.pin]
    ends = [_end(one, lines[one.name], marks[one.name], values) for one in now]
    ends.append(End(limit, _frontier_name(values), brief=FRONTIER))
    data = [limit, *lines.values(), *marks.values()]
    words = f"forgotten below {number(threshold)}"
    floor = along(layout, words, float(np.log10(threshold)), "@muted", above=-1, optional=True)
    letters = [_letter(layout, one, marks[one.name]) for one in memories if one.pin]
    return labelled({"data": data, "layout": layout}, ends=ends, notes=[*letters, floor])


def _look(one: Kept) -> dict[str, Any]:
    return {"color": one.color, "width": one.width, "dash": one.dash}


def _line(rows: Columns, name: str, look: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["patterns"],
        "y": rows["snr"],
        "line": look | {"simplify": False},
        "hovertemplate": f"<b>{name}</b><br>after %{{x:.5~g}} patterns<br>SNR = %{{y:.5~g}}<extra></extra>",
    }


def _heights(values: Values) -> tuple[float, float]:
    """Give the ends of the axis of ratios, as powers of ten: the upper moves by halves of a decade."""
    low = float(np.log10(values["retrieval_threshold"])) - _BELOW
    most = np.ceil(np.log10(values["memory_size"])) / 2.0
    return low, max(float(most) + 0.2, low + _LEAST)


def _frontier_name(values: Values) -> str:
    return f"frontier of {int(states(values))} states"


def _time(one: Kept, values: Values) -> float:
    return lasting(one, values["memory_size"], values["retrieval_threshold"])


def _by_time(memories: list[Kept], values: Values) -> list[Kept]:
    """Sort memories by how long a pattern lasts: so their names stand where all of them are forgotten."""
    return sorted(memories, key=lambda one: _time(one, values))


def _end(one: Kept, line: dict[str, Any], mark: dict[str, Any], values: Values) -> End:
    """Name a memory where it is forgotten; where that is not in the picture, at the end of its line."""
    time = _time(one, values)
    seen = 0 < time <= 10.0 ** MOMENTS[1]
    return End(mark if seen else line, one.name, _lasts(time), color=one.color)


def _letter(layout: dict[str, Any], one: Kept, mark: dict[str, Any]) -> Note:
    """Name the pin of a memory where it is forgotten; it looks as it does now, but thinner."""
    return beside(layout, one.pin, mark["x"][0], mark["y"][0], one.color, sides=("bottom", "top"), near=True)


def _lasts(time: float) -> str:
    if time == np.inf:
        return "for ever"
    return (power(time, 2) if time >= 1e5 else number(time, 2)) if time > 0 else "never"


def _mark(one: Kept, values: Values) -> dict[str, Any]:
    """Mark where a memory is forgotten."""
    time = _time(one, values)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{one.name}, forgotten",
        "x": np.clip([time], *_BEYOND),
        "y": np.asarray([float(values["retrieval_threshold"])]),
        "marker": marker(one, 11),
        "hovertemplate": f"<b>{one.name}</b><br>lasts for %{{x:.5~g}} patterns<extra></extra>",
        "showlegend": False,
    }


def _caption(values: Values) -> str:
    """Say how long a pattern lasts in each memory, as it is now."""
    size, threshold = values["memory_size"], values["retrieval_threshold"]
    said = [f"{one.name} {for_patterns(_time(one, values))}" for one in kept(values)]
    return f"Of {power(size)} elements, a pattern stays above a ratio of {number(threshold)}: {'; '.join(said)}."


def _describe(table: Columns, values: Values) -> str:
    """Say for each memory where it begins, and how long it lasts, from the table."""
    threshold = values["retrieval_threshold"]
    lines = ["Signal-to-noise ratio of one pattern against the number of patterns written since, both logarithmic."]
    rows = dict(by_series(table))
    for one in compared(values):
        time = _time(one, values)
        begins = f"{sentence(one.name)} begins at {number(float(rows[one.name]['snr'][0]))}"
        lines.append(f"{begins} and stays above {number(threshold)} {for_patterns(time)}." if time else f"{begins}.")
    lines.append(f"The {_frontier_name(values)} begins at {number(float(rows[FRONTIER]['snr'][0]))}.")
    return " ".join(lines)


LIFETIMES: Final = Figure(
    name="lifetimes",
    title="How long a memory lasts",
    equation=EQUATION,
    source=f"The frontier is that of {CITATIONS['lahiri2013'].text}; the memories are those of "
    f"{CITATIONS['amit1994'].text}, {CITATIONS['fusi2005'].text}, {CITATIONS['benna2016'].text}, and "
    f"{CITATIONS['mehta2022'].text}; those in two wells follow from the paper",
    parameters=(*MEMORY_KEYS, *PIN_KEYS),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
