"""What a live figure asks: plain functions of a figure's name and a query, whoever carries the answers.

The routes call them for a browser far away; the same functions serve where Python runs beside the figure. They raise
InvalidParameter, or DomainError, for what cannot be answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any, Final

from dashboard.figures import FIGURES, Columns, Drawing, Figure
from dashboard.figures.labels import kept_places
from dashboard.live.frames import draw_all, draw_few, draw_in_time, evenly, pack_frames
from dashboard.parameters import PARAMETERS, InvalidParameter, Number, Values, decode
from dashboard.readings import readings

__all__ = ["about", "columns", "drawing", "few_frames", "find", "frames", "near_stop", "read", "swept_stops"]

_LONGEST_COUNT: Final = 9  # digits


def find(name: str) -> Figure:
    """Find a figure by its name."""
    if name not in FIGURES:
        raise InvalidParameter("figure", name, f"one of {', '.join(FIGURES)}")
    return FIGURES[name]


def read(figure: Figure, query: Mapping[str, str], also: frozenset[str] = frozenset()) -> Values:
    """Read all parameters of a figure from a query; `also` names what it may say besides."""
    for key in query:
        if key not in PARAMETERS and key not in also:
            raise InvalidParameter(key, query[key], f"one of {', '.join(figure.parameters)}")
    values, errors = decode(query, figure.parameters)
    if errors:
        raise errors[0]
    return values


def drawing(name: str, query: Mapping[str, str]) -> Drawing:
    """Draw a figure, as plain data with colour tokens."""
    figure = find(name)
    return figure.drawing(read(figure, query))


def columns(name: str, query: Mapping[str, str]) -> Columns:
    """Compute the whole table behind a figure."""
    figure = find(name)
    return figure.all_columns(read(figure, query))


def swept_stops(figure: Figure, over: str, count: str | None = None) -> tuple[float, ...]:
    """Give the stops of the slider along which frames are asked for, or as many of them, evenly, as `count` says."""
    parameter = PARAMETERS.get(over)
    if over not in figure.parameters or not isinstance(parameter, Number):
        swept = [key for key in figure.parameters if isinstance(PARAMETERS[key], Number)]
        raise InvalidParameter("over", over, f"one of {', '.join(swept)}")
    if count is None:
        return parameter.stops
    most = len(parameter.stops)
    if len(count) > _LONGEST_COUNT or not count.isascii() or not count.isdigit() or not 2 <= int(count) <= most:
        raise InvalidParameter("frames", count, f"a whole number from 2 to {most}")
    return evenly(parameter.stops, int(count))


def frames(
    figure: Figure, values: Values, over: str, stops: tuple[float, ...], *, seconds: float, near: int | None = None
) -> bytes:
    """Draw a figure at stops of one of its sliders, or at as many as the processor time allows; pack what changes.

    Where `near` says at which stop the thumb is, notes stand at all others as they do there.
    """
    states = [values | {over: stop} for stop in stops]
    with kept_places() if near is not None else nullcontext():
        if near is not None:
            draw_all(figure, [states[near], states[0]])
        drawn = draw_in_time(figure, states, seconds)
    return pack_frames(list(drawn.values()), stops, list(drawn))


def few_frames(figure: Figure, values: Values, over: str, near: int, seconds: float) -> bytes:
    """Draw a figure at as few stops of a slider as tell the others, those around the thumb first, likewise."""
    stops = swept_stops(figure, over)
    with kept_places():
        drawn = draw_few(figure, [values | {over: stop} for stop in stops], near, seconds)
    return pack_frames(list(drawn.values()), stops, list(drawn))


def near_stop(stops: tuple[float, ...], text: str) -> int:
    """Read the number of the stop at which the thumb is."""
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_COUNT or int(text) >= len(stops):
        raise InvalidParameter("near", text, f"a whole number from 0 to {len(stops) - 1}")
    return int(text)


def about(name: str) -> dict[str, Any]:
    """Tell what a figure is and how it is controlled: for each parameter what it takes, and where a control stands."""
    figure = find(name)
    return {
        "name": figure.name,
        "title": figure.title,
        "equation": figure.equation,
        "source": figure.source,
        "parameters": [_about(key) for key in figure.parameters],
    }


def _about(key: str) -> dict[str, Any]:
    parameter = PARAMETERS[key]
    told = {
        "key": key,
        "label": parameter.label,
        "symbol": parameter.symbol,
        "unit": parameter.unit,
        "help": parameter.help,
        "allowed": parameter.allowed,
        "widget": parameter.widget,
        "default": parameter.format(parameter.default),
    }
    if isinstance(parameter, Number):
        stops = [parameter.format(one) for one in parameter.stops]
        return told | {"stops": stops, "readings": list(readings(key).values())}
    options = getattr(parameter, "options", None)
    return told | ({"options": dict(options)} if options else {})
