"""Numbers as people write them: powers of ten, SI-sized times, how many of a thing, how one compares with another."""

from __future__ import annotations

import math
from typing import Final

import limcore

__all__ = [
    "BEYOND",
    "TIME_UNITS",
    "count",
    "duration",
    "energy",
    "less_than",
    "multiple",
    "number",
    "plural",
    "power",
    "sentence",
    "superscript",
]

BEYOND: Final = 1e-300
"""Below it a double runs out of digits: say only that a number is less."""

_SUPERSCRIPTS = str.maketrans("0123456789-+.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺·")

_MINUTE, _HOUR, _DAY, _YEAR = 60.0, 3600.0, 86400.0, limcore.YEAR
_AGE_OF_UNIVERSE = 13.8e9 * _YEAR
_LONGER = ", longer than the age of the universe"

TIME_UNITS: Final = {
    "fs": 1e-15,
    "ps": 1e-12,
    "ns": 1e-9,
    "µs": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "min": _MINUTE,
    "h": _HOUR,
    "day": _DAY,
    "year": _YEAR,
}
"""The units in which people count time, in s."""


def superscript(text: str) -> str:
    """Write digits and signs raised: "-12" becomes "⁻¹²"."""
    return text.translate(_SUPERSCRIPTS)


def sentence(text: str) -> str:
    """Begin with a capital letter; a Greek symbol stays as it is."""
    return text[0].upper() + text[1:] if text[0].isascii() else text


def energy(value: float, unit: str) -> str:
    """Write an energy with its unit: "40.29 kT"; where it grows without end, "no limit"."""
    return "no limit" if value == math.inf else f"{number(value)} {unit}"


def power(value: float, digits: int = 3) -> str:
    """Write a number as a power of ten: 1e9 is "10⁹", 2.5e-3 is "2.5 × 10⁻³"; 1 to 99 stay as they are."""
    if value == 0 or not math.isfinite(value) or 1 <= abs(value) < 100:
        return number(value)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    mantissa = (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa).replace("-", "−")
    ten = "10" + superscript(str(int(exponent)))
    if int(exponent) == 0:  # 0.9999, rounded up
        return mantissa
    return mantissa.replace("1", ten) if mantissa in ("1", "−1") else f"{mantissa} × {ten}"


def number(value: float, digits: int = 4) -> str:
    """Write a number briefly: plain between 0.001 and 100,000, else as a power of ten."""
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e5:
        rounded = float(f"{value:.{digits}g}")
        return f"{rounded:.15g}".replace("-", "−")
    return power(value, digits)


def count(value: float) -> str:
    """Write a whole number of steps: "1,000", and powers of ten from a million up."""
    return f"{value:,.0f}" if value < 1e6 else power(value, 2)


def plural(amount: str, noun: str) -> str:
    """Write how many there are of a thing: "1 step", "10⁶ steps"."""
    return f"{amount} {noun}" if amount == "1" else f"{amount} {noun}s"


def multiple(factor: float, of: str, digits: int = 3) -> str:
    """Write so many times a thing: "8.24 times kT ln 2", and just "kT ln 2" for one."""
    text = number(factor, digits)
    return of if text == "1" else f"{text} times {of}"


def less_than(ratio: float, digits: int = 3) -> str:
    """Say how a thing compares with one that is `ratio` times as large: "8 times less than", "2 times more than"."""
    if number(ratio, digits) == "1":
        return "as much as"
    return f"{number(max(ratio, 1 / ratio), digits)} times {'less' if ratio > 1 else 'more'} than"


def duration(seconds: float, *, remark: bool = False) -> str:
    """Write a time in the unit a person would choose, "3.2 ns", "10 years", and remark if nobody can wait so long."""
    if math.isnan(seconds):
        return number(seconds)
    if math.isinf(seconds):  # a double holds 1.8e308 s
        return "more than 10³⁰⁰ years" + (_LONGER if remark else "")
    if seconds > _AGE_OF_UNIVERSE:
        return f"{power(seconds / _YEAR, 2)} years" + (_LONGER if remark else "")
    if seconds < 1e-15:
        return f"{number(seconds, 3)} s"
    unit = max((name for name, size in TIME_UNITS.items() if size <= seconds * (1 + 1e-9)), key=TIME_UNITS.__getitem__)
    value = number(seconds / TIME_UNITS[unit], 3)
    return plural(value, unit) if unit in ("day", "year") else f"{value} {unit}"
