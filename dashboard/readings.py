"""What the thumb of a slider reads."""

from __future__ import annotations

import functools
from typing import Any, Final

import limcore
from dashboard.parameters import PARAMETERS, Number, Span
from dashboard.wording import count, duration, number, power

__all__ = ["exact_reading", "reading", "readings"]

_DIGITS: Final = 7  # of a value that was typed
_MILLION: Final = 1e6


def reading(parameter: Number, value: float) -> str:
    """Write what a slider reads: something else for each stop, since Streamlit tells them apart by it."""
    if parameter.key == "kT":
        return f"{value:.4g} meV · {_kelvin(value):.4g} K"
    if parameter.key.startswith(("gamma", "cycle_gamma")):
        return f"{value:.8g}"
    if parameter.key == "retention":
        return duration(value)
    if parameter.key == "R_max":
        return f"{power(value)} /s"
    if parameter.key == "model_parameters":
        return power(value)
    text = count(value) if parameter.whole else number(value, 3)
    return f"{text} kT" if parameter.unit == "kT" else text


def _kelvin(value: float) -> float:
    return value * limcore.ENERGY_UNITS["meV"] / limcore.BOLTZMANN


@functools.cache
def readings(key: str) -> dict[float, str]:
    """Give what a slider reads at each of its stops: every turn of a page asks for all of them."""
    parameter = PARAMETERS[key]
    assert isinstance(parameter, Number)
    return {stop: reading(parameter, stop) for stop in parameter.stops}


def exact_reading(parameter: Number | Span, value: Any) -> str:
    """Write a value that lies between two stops, with more digits than these need."""
    if isinstance(parameter, Span):
        return " – ".join(power(end, _DIGITS) for end in value)
    if parameter.key == "kT":
        return f"{value:.{_DIGITS}g} meV · {_kelvin(value):.{_DIGITS}g} K"
    unit = {"1/s": " /s", "kT": " kT", "s": " s"}.get(parameter.unit, "")
    return (count(value) if parameter.whole and value < _MILLION else number(value, _DIGITS)) + unit
