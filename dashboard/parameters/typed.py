"""Numbers as a person types them beside a slider: 1/3, 2.5 × 10⁶, 1,000,000 steps, 310 K, 3 days."""

from __future__ import annotations

import re
from typing import Final

import limcore
from dashboard.parameters.kinds import Number, Span
from dashboard.parameters.number_text import read_number
from dashboard.parameters.run import thermal_energy
from dashboard.wording import TIME_UNITS

__all__ = ["read_typed"]

_LONGEST: Final = 60  # characters
_DECIMAL: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_FORMS: Final = re.compile(
    rf"(?:(?P<mantissa>{_DECIMAL})\s*[×x*·]\s*)?10\^(?P<power>[+-]?\d{{1,3}})(?P<raised>.*)"
    rf"|(?P<over>{_DECIMAL})\s*/\s*(?P<under>{_DECIMAL})(?P<shared>.*)"
    rf"|(?P<plain>{_DECIMAL})(?P<unit>.*)",
    re.IGNORECASE | re.ASCII,
)
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED: Final = re.compile(r"(?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:[, ]\d{3})+(?![\d.])")
_BETWEEN: Final = re.compile(r"\s*(?:[,;…]|\bto\b|\s–\s)\s*")
_PLURAL: Final = {"steps": "step", "days": "day", "years": "year"}
_ALIKE: Final = {"/s": "1/s", "s^-1": "1/s", "hz": "1/s", "hr": "h", "minutes": "min", "hours": "h", "seconds": "s"}
_RATES: Final = {"khz": 1e3, "mhz": 1e6, "ghz": 1e9, "thz": 1e12}


def read_typed(parameter: Number | Span, text: str) -> float | tuple[float, float]:
    """Read what was typed for a parameter, in its unit or in another of the same kind.

    Raises InvalidParameter if that is no number, or none that is allowed.
    """
    try:
        if len(text) > _LONGEST:
            raise ValueError(text)
        plain = _RAISED.sub(
            lambda found: "^" + found[0].translate(_SUPERSCRIPTS), " ".join(text.split()).replace("−", "-")
        )
        if isinstance(parameter, Span):
            low, high = (_value(part, parameter) for part in _BETWEEN.split(plain))
            return parameter.parse(parameter.format((low, high)))
        if parameter.whole:
            plain = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), plain)
        # A slider that reads "25.85 meV · 300 K" says the same twice.
        return parameter.parse(parameter.format(_value(plain.split(" · ")[0], parameter)))
    except (ValueError, ArithmeticError):
        raise parameter.refuse(text) from None


def _value(text: str, parameter: Number | Span) -> float:
    found = _FORMS.fullmatch(text)
    if not found:
        raise ValueError(text)
    if found["power"]:
        number, unit = read_number(f"1e{found['power']}") * read_number(found["mantissa"] or "1"), found["raised"]
    elif found["over"]:
        number, unit = read_number(found["over"]) / read_number(found["under"]), found["shared"]
    else:
        number, unit = read_number(found["plain"]), found["unit"]
    return _in_unit(number, unit.strip(), parameter.unit)


def _in_unit(number: float, given: str, unit: str) -> float:
    """Convert a number to the unit of a parameter; without a unit it is in that already."""
    named = _ALIKE.get(given.lower(), _PLURAL.get(given, given))
    if named in ("", unit, _PLURAL.get(unit, unit)):
        return number
    if named == "%" and not unit:
        return number / 100
    if unit == "1/s" and named.lower() in _RATES:
        return number * _RATES[named.lower()]
    if unit == "s" and named in TIME_UNITS:
        return number * TIME_UNITS[named]
    if unit == "meV" and named == "K":
        return thermal_energy(number)
    if unit in limcore.ENERGY_UNITS and named in limcore.ENERGY_UNITS:
        return float(limcore.convert_energy(number, named, unit))
    raise ValueError(given)
