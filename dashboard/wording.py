"""Numbers as people write them: powers of ten, SI-sized times, energies with their unit."""

from __future__ import annotations

import math

__all__ = ["count", "duration", "number", "power", "sentence", "superscript"]

_SUPERSCRIPTS = str.maketrans("0123456789-+.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺·")

_MINUTE, _HOUR, _DAY, _YEAR = 60.0, 3600.0, 86400.0, 365.25 * 86400.0
_AGE_OF_UNIVERSE = 13.8e9 * _YEAR

_TIME_UNITS = (
    (1e-15, "fs"),
    (1e-12, "ps"),
    (1e-9, "ns"),
    (1e-6, "µs"),
    (1e-3, "ms"),
    (1.0, "s"),
    (_MINUTE, "min"),
    (_HOUR, "h"),
    (_DAY, "day"),
    (_YEAR, "year"),
)


def superscript(text: str) -> str:
    """Write digits and signs raised: "-12" becomes "⁻¹²"."""
    return text.translate(_SUPERSCRIPTS)


def sentence(text: str) -> str:
    """Begin with a capital letter; a Greek symbol stays as it is."""
    return text[0].upper() + text[1:] if text[0].isascii() else text


def power(value: float, digits: int = 3) -> str:
    """Write a number as a power of ten: 1e9 is "10⁹", 2.5e-3 is "2.5 × 10⁻³"; 1 to 99 stay as they are."""
    if value == 0 or not math.isfinite(value) or 1 <= abs(value) < 100:
        return number(value)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    ten = "10" + superscript(str(int(exponent)))
    return ten if mantissa == "1" else f"{mantissa.replace('-', '−')} × {ten}"


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


def duration(seconds: float, *, remark: bool = False) -> str:
    """Write a time in the unit a person would choose, "3.2 ns", "10 years", and remark if nobody can wait so long."""
    if math.isnan(seconds) or math.isinf(seconds):
        return number(seconds)
    if seconds > _AGE_OF_UNIVERSE:
        return f"{power(seconds / _YEAR, 2)} years" + (", longer than the age of the universe" if remark else "")
    if seconds < 1e-15:
        return f"{number(seconds, 3)} s"
    size, unit = max((u for u in _TIME_UNITS if u[0] <= seconds * (1 + 1e-9)), key=lambda u: u[0])
    value = number(seconds / size, 3)
    plural = "s" if unit in ("day", "year") and value != "1" else ""
    return f"{value} {unit}{plural}"
