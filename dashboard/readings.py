"""What the thumb of a slider reads."""

from __future__ import annotations

import functools

import limcore
from dashboard.parameters import PARAMETERS, Number
from dashboard.wording import count, duration, number, power

__all__ = ["reading", "readings"]


def reading(parameter: Number, value: float) -> str:
    """Write what a slider reads: something else for each stop, since Streamlit tells them apart by it."""
    if parameter.key == "kT":
        kelvin = value * limcore.ENERGY_UNITS["meV"] / limcore.BOLTZMANN
        return f"{value:.4g} meV · {kelvin:.4g} K"
    if parameter.key.startswith("gamma"):
        return f"{value:.8g}"
    if parameter.key == "retention":
        return duration(value)
    if parameter.key == "R_max":
        return f"{power(value)} /s"
    if parameter.key == "model_parameters":
        return power(value)
    text = count(value) if parameter.whole else number(value, 3)
    return f"{text} kT" if parameter.unit == "kT" else text


@functools.cache
def readings(key: str) -> dict[float, str]:
    """Give what a slider reads at each of its stops: every turn of a page asks for all of them."""
    parameter = PARAMETERS[key]
    assert isinstance(parameter, Number)
    return {stop: reading(parameter, stop) for stop in parameter.stops}
