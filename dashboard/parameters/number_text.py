"""Numbers as text: how a person types them, and the shortest text that reads back to the same number."""

from __future__ import annotations

import re

__all__ = ["read_number", "shortest"]

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LOST_PLUS = re.compile(r"(?<=[\d.][eE]) (?=\d)")


def read_number(text: str) -> float:
    """Read a decimal number. In an address that is typed by hand a plus means a blank: "1e 9" was "1e+9"."""
    typed = _LOST_PLUS.sub("+", text.strip())
    if not _DECIMAL.fullmatch(typed):
        raise ValueError(text)
    return float(typed)


def shortest(value: float) -> str:
    """Write the shortest text that reads back to the same number."""
    value = float(value)  # NumPy's own numbers are written with their type
    return f"{value:.12g}" if float(f"{value:.12g}") == value else repr(value)
