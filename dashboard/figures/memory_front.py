"""Plastic or stable: how strongly each memory writes a pattern, how long it lasts, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import ABOVE, beside, labelled
from dashboard.figures.memories import FN, MEMORY_KEYS, Kept, compared, for_patterns, kept, lasting, marker
from dashboard.figures.rows import by_series
from dashboard.parameters import PIN_KEYS, Values
from dashboard.references import CITATIONS, PAPER
from dashboard.wording import number, sentence

__all__ = ["EQUATION", "MEMORY_FRONT", "Knob", "knobs", "series_of"]

EQUATION: Final = (
    r"\mathrm{SNR}(0)\ \text{against}\ t:\ \mathrm{SNR}(t) = \theta,\qquad "
    r"Q \geq kT\left[\ln 2 + p\ln p + (1-p)\ln(1-p)\right],\ p = \tfrac12\left(1 - \mathrm{SNR}(0)/\sqrt{N}\right)"
)
_ALPHAS: Final = (0.05, 0.3, 0.5, 0.7, 0.85, 0.95)
_SHARES: Final = (1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6)
_LEVELS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20)
_LAST: Final = 9.0  # decades on the axis of times
_BEYOND: Final = 1e12
_CHEAPEST: Final = -10.0  # and below kT


@dataclass(frozen=True)
class Knob:
    """A memory with the parameter that makes it more plastic or more stable."""

    memory: Kept
    parameter: str
    sign: str
    stops: tuple[float, ...]
    own: tuple[float, ...]
    """Where it stands: both static barriers are on one curve."""


def knobs(values: Values) -> list[Knob]:
    """List what is turned in each memory, and through which values: those that are set are among them.

    Of the memories of pins, those come last that are not as they are now.
    """
    listed = []
    for one in compared(values):
        if one.name == "static, high":
            continue
        parameter, sign, stops = _TURNED[one.model]
        own = (one.given[parameter],) if one.name != "static, low" else (values["static_low"], values["static_high"])
        listed.append(Knob(one, parameter, sign, tuple(sorted({*stops, *own})), own))
    return listed


_TURNED: Final[dict[str, tuple[str, str, tuple[float, ...]]]] = {
    "binary": ("probability", "q", _SHARES),
    "cascade": ("levels", "n", _LEVELS),
    "chain": ("levels", "n", _LEVELS),
    "fowler_nordheim": ("stored_after", "n", (*(0.0, 9.0), *(10.0**k - 1.0 for k in range(2, 8)))),
    "static": ("barrier_height", "E⁰", tuple(float(k) for k in range(11))),
    "learning_in_memory": ("alpha", "α", _ALPHAS),
}


def _columns(values: Values) -> Columns:
    """Tabulate each memory along its knob."""
    size, threshold = values["memory_size"], values["retrieval_threshold"]
    rows = [
        (series_of(knob), stop, *_ends(knob.memory.but(**{knob.parameter: stop}), size, threshold))
        for knob in knobs(values)
        for stop in knob.stops
    ]
    names = ("series", "knob", "strength", "lifetime", "dissipation_kT", "landauer_kT")
    cells = dict(zip(names, zip(*rows, strict=True), strict=True))
    return {name: np.asarray(column, dtype=object if name == "series" else float) for name, column in cells.items()}


def series_of(knob: Knob) -> str:
    """Name the rows of a memory: both static barriers are on one curve."""
    return "static" if knob.memory.name == "static, low" else knob.memory.name


@lru_cache(maxsize=2048)
def _ends(one: Kept, size: float, threshold: float) -> tuple[float, float, float, float]:
    """Compute how strong a pattern begins, how long it lasts, and what writing it took, and takes at least."""
    first = limcore.lifetime_columns(one.model, elements=size, times=[0.0], **one.given)
    strength, spent, least = (float(first[key][0]) for key in ("snr", "dissipation", "landauer"))
    return strength, lasting(one, size, threshold), spent, least


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw a curve for each memory, and a dot where its knob stands."""
    layout = _layout(values)
    data: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    rows = dict(by_series(table))
    turned = knobs(values)
    for knob in turned:
        part = rows[series_of(knob)]
        data += _curves(knob, part, values)
        dots.append(_dots(knob, part, values))
    notes = [
        beside(layout, pin or text, float(x), float(y), knob.memory.color, near=True, optional=not pin)
        for knob, dot, pin in zip(turned, dots, (knob.memory.pin for knob in turned), strict=True)
        for text, x, y in zip(dot["text"], dot["x"], dot["y"], strict=True)
        if _inside(layout, x, y)
    ]
    return labelled({"data": [*data, *dots], "layout": layout}, notes=notes)


def _priced(values: Values) -> bool:
    return bool(values["front"] == "energy")


def _curves(knob: Knob, part: Columns, values: Values) -> list[dict[str, Any]]:
    """Draw the strength, or the energies: that of the paper's account heavy, the least that is possible thin."""
    name, width = series_of(knob), knob.memory.width
    if not _priced(values):
        return [_curve(knob, part, "strength", name, width=width)]
    drawn = [_curve(knob, part, "landauer_kT", f"{name}, at least", width=1.5, dash="dot")]
    if np.isfinite(part["dissipation_kT"]).all():
        drawn.append(_curve(knob, part, "dissipation_kT", name, width=width))
    return drawn


def _curve(knob: Knob, part: Columns, column: str, name: str, *, width: float, dash: str = "solid") -> dict[str, Any]:
    unit = " kT" if column != "strength" else ""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": _lasted(part["lifetime"]),
        "y": _shown(part[column]),
        "customdata": part["knob"],
        "showlegend": not knob.memory.pin,
        "line": {"color": knob.memory.color, "width": width, "dash": dash, "simplify": False},
        "hovertemplate": f"<b>{name}</b><br>{knob.sign} = %{{customdata:.4~g}}<br>lasts for %{{x:.5~g}} patterns<br>"
        f"%{{y:.5~g}}{unit}<extra></extra>",
    }


def _shown(numbers: Any) -> Any:
    """Leave out what has no place on a logarithmic axis."""
    return np.where((numbers > 0) & np.isfinite(numbers), numbers, np.nan)


def _lasted(times: Any) -> Any:
    """Let what lasts for ever stand far to the right of the picture."""
    return _shown(np.minimum(times, _BEYOND))


def _dots(knob: Knob, part: Columns, values: Values) -> dict[str, Any]:
    """Mark where the knob of a memory stands."""
    places = [int(np.flatnonzero(part["knob"] == one)[0]) for one in knob.own]
    column = part["strength"]
    if _priced(values):
        column = np.where(np.isfinite(part["dissipation_kT"]), part["dissipation_kT"], part["landauer_kT"])
    names = [f"{series_of(knob)}, {_said(knob, float(part['knob'][place]))}" for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{series_of(knob)}, now",
        "x": _lasted(part["lifetime"][places]),
        "y": _shown(column[places]),
        "text": names,
        "marker": marker(knob.memory, 13),
        "hovertemplate": "<b>%{text}</b><br>lasts for %{x:.5~g} patterns<extra></extra>",
        "showlegend": False,
    }


def _said(knob: Knob, stop: float) -> str:
    count = stop + 1.0 if knob.memory.kind == FN else stop
    unit = " kT" if knob.parameter == "barrier_height" else ""
    return f"{knob.sign} = {number(count)}{unit}"


def _inside(layout: dict[str, Any], x: float, y: float) -> bool:
    places = ((float(np.log10(one)), layout[axis]["range"]) for one, axis in ((x, "xaxis"), (y, "yaxis")) if one > 0)
    return bool(np.isfinite(x) and np.isfinite(y)) and all(low <= place <= high for place, (low, high) in places)


def _layout(values: Values) -> dict[str, Any]:
    low = float(np.log10(values["retrieval_threshold"]))
    most = max(float(np.ceil(np.log10(values["memory_size"])) / 2.0) + 0.2, low + 1.0)
    span = (_CHEAPEST, 2.0) if _priced(values) else (low, most)
    title = "energy for the pattern in each element (kT)" if _priced(values) else "signal-to-noise ratio at first"
    return {
        "xaxis": {
            "title": {"text": "patterns until it is forgotten"},
            "type": "log",
            "range": [0.0, _LAST],
            "dtick": 1,
        },
        "yaxis": {"title": {"text": title}, "type": "log", "range": list(span), "dtick": 2 if _priced(values) else 1},
        "showlegend": True,
        "legend": ABOVE,
        "hovermode": "closest",
        "uirevision": f"front {values['front']}",
        "meta": {"caption": _caption(values)},
    }


def _caption(values: Values) -> str:
    """Say what learning-in-memory is beside the static barriers: strength, time and energy."""
    size, threshold = values["memory_size"], values["retrieval_threshold"]
    named = [one for one in kept(values) if one.model in ("static", "learning_in_memory")]
    said = []
    for one in named:
        strength, time, spent, _ = _ends(one, size, threshold)
        lasts = f"lasts {for_patterns(time)}" if time else "is never retrieved"
        taken = f"takes {number(spent)} kT" if np.isfinite(spent) else "cannot be written at all"
        said.append(f"{sentence(one.name)} begins at a ratio of {number(strength)}, {lasts} and {taken}.")
    return " ".join(said)


def _describe(table: Columns, values: Values) -> str:
    """Say where each curve begins and ends, from the table."""
    lines = ["Signal-to-noise ratio at first and energy of each pattern against how many later ones it lasts for."]
    rows = dict(by_series(table))
    for knob in knobs(values):
        part = rows[series_of(knob)]
        ends = []
        for place in (0, -1):
            time = float(part["lifetime"][place])
            lasts = f"lasts {for_patterns(time)}" if time else "is never retrieved"
            ends.append(
                f"at {_said(knob, float(part['knob'][place]))} it begins at {number(float(part['strength'][place]))} "
                f"and {lasts}"
            )
        lines.append(f"{sentence(series_of(knob))}: {'; '.join(ends)}.")
    return " ".join(lines)


MEMORY_FRONT: Final = Figure(
    name="memory-front",
    title="Plastic or stable",
    equation=EQUATION,
    source=f"Energies by section III of {PAPER}, for elements in two wells; the least by "
    f"{CITATIONS['landauer1961'].text}, for an erasure that may fail",
    parameters=(*MEMORY_KEYS, "front", *PIN_KEYS),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
