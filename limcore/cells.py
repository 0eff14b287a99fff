"""Text that no spreadsheet takes for a formula, at whichever separator it splits a line, and back again."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["guarded", "unguarded"]

_CELL: Final = r"(?:\A|(?<=[,;\t\r\n]))"
# A quote at the start of a cell would hide the separators after it from some readers, and from others not.
_RISKY: Final = re.compile(rf"{_CELL}(?=[\t\r\n]|\s*[\"'=+\-@＝＋－＠])")
_GUARD: Final = re.compile(rf"{_CELL}'")


def guarded(text: str) -> str:
    """Put an apostrophe before whatever may become a cell that begins as a formula does.

    Spreadsheets split lines at commas, semicolons or tabs, as their language has it. An apostrophe that stands there
    itself is kept apart by one more, so that `unguarded` gives the very same text back.

    Parameters
    ----------
    text : str
        A cell, or a line of them.

    Returns
    -------
    str
        The text, with apostrophes where needed.

    Examples
    --------
    >>> guarded("=1+1"), guarded("x;=1+1"), guarded("a, b")
    ("'=1+1", "x;'=1+1", 'a, b')
    """
    return _RISKY.sub("'", text)


def unguarded(text: str) -> str:
    """Take away the apostrophes that `guarded` has put.

    Parameters
    ----------
    text : str
        What `guarded` gave.

    Returns
    -------
    str
        What it was given.

    Examples
    --------
    >>> unguarded("x;'=1+1")
    'x;=1+1'
    """
    return _GUARD.sub("", text)
