"""Text from outside in the midst of Markdown: shown as it was typed, and nothing more."""

from __future__ import annotations

import re
from typing import Final

import limcore
from dashboard.parameters import PARAMETERS, InvalidParameter

__all__ = ["as_plain", "as_typed", "refusal"]

_LONGEST: Final = 120


def as_typed(text: str, longest: int = _LONGEST) -> str:
    """Write a text so that Markdown shows just its characters: no link, no picture, no formula, no markup.

    Only code is never read for markup, and its fence is longer than any within. What cannot be printed is written as an
    escape, since a line break would end the code.
    """
    shown = "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
    shown = shown if len(shown) <= longest else f"{shown[:longest]}…"
    if not shown.strip():
        return f"“{shown}”"
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{fence} {shown} {fence}"


def as_plain(text: str, longest: int = 1000) -> str:
    """Write a sentence that may quote a text from outside so that Markdown shows just its characters."""
    shown = "".join(character if character.isprintable() else " " for character in text[:longest])
    return re.sub(r"([\\`*_\[\]<>$~|:#&!])", r"\\\1", shown)


def refusal(error: InvalidParameter | limcore.DomainError, *, by_label: bool = False) -> str:
    """Say in Markdown that a value is not allowed, of a parameter by its key or by what a person reads beside it."""
    known = PARAMETERS.get(error.parameter)
    name = known.label if by_label and known else as_typed(error.parameter)
    return f"{name} = {as_typed(str(error.value))} is not allowed: it must be {_escaped(error.allowed)}."


def _escaped(text: str) -> str:
    """Keep our own words from being read as markup: they have stars and brackets of mathematics."""
    return re.sub(r"([\\`*_\[\]<>$~|])", r"\\\1", text)
