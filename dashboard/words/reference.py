"""The words of the reference of limcore, beside its docstrings."""

from __future__ import annotations

from typing import Final

__all__ = ["LEAD", "TITLE"]

TITLE: Final = "limcore from Python"

LEAD: Final = (
    "What each function of limcore computes, with units, equations, sources and an example. It needs NumPy, and pandas "
    "where a table comes back."
)
