"""The CSV of a figure: comments that say where it comes from, then its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np

from limcore.cells import unguarded

__all__ = ["Comment", "read_comments", "read_table"]

_COMMENT: Final = re.compile(r"# (?P<key>\w+)(?: \((?P<unit>[^)]*)\))?: (?P<text>.*)")
_MOST_COMMENTS: Final = 1000
_AT_ONCE: Final = 20_000  # rows: their texts take ten times the memory of their numbers
_KINDS: Final = ("number", "text", "boolean")
_TRUTHS: Final = {"True": True, "False": False}

Comment = tuple[str, str, str]
"""Key, unit (or nothing) and text."""


def read_comments(data: bytes) -> tuple[list[Comment], int]:
    """Read the whole comments that a file begins with, and tell at which byte its table begins."""
    comments: list[Comment] = []
    place = 0
    while len(comments) < _MOST_COMMENTS and data.startswith(b"#", place):
        end = data.find(b"\n", place) + 1
        found = _COMMENT.fullmatch(unguarded(data[place:end].decode().rstrip("\r\n")))
        if not found:
            break
        comments.append((found["key"], found["unit"] or "", found["text"]))
        place = end
    return comments, place


def read_table(data: bytes, kinds: Sequence[str]) -> dict[str, Any]:
    """Read columns of these kinds by their names, numbers to the last bit; raise ValueError where it cannot be done."""
    for kind in kinds:
        if kind not in _KINDS:
            raise ValueError(f"no column holds {kind!r}")
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""), strict=True)
    try:
        names = [unguarded(name) for name in next(rows, [])]
        if len(names) != len(kinds):
            raise ValueError(f"it names {len(names)} columns of {len(kinds)}")
        if len(set(names)) < len(names):
            raise ValueError("two columns have the same name")
        blocks = list(_blocks(rows, kinds))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return {name: _joined([block[place] for block in blocks], kinds[place]) for place, name in enumerate(names)}


def _blocks(rows: Iterator[list[str]], kinds: Sequence[str]) -> Iterator[list[Any]]:
    """Read some rows at a time, by column."""
    while block := list(islice(rows, _AT_ONCE)):
        if any(len(row) != len(kinds) for row in block):
            raise ValueError("not every row has a cell for each column")
        yield [_column(cells, kind) for cells, kind in zip(zip(*block, strict=True), kinds, strict=True)]


def _column(cells: Sequence[str], kind: str) -> Any:
    """Turn cells into what they stand for; a text that repeats is turned once."""
    if kind == "number":
        return np.array([float(cell) if cell else np.nan for cell in cells])
    distinct = set(cells)
    if kind == "boolean" and not distinct <= _TRUTHS.keys():
        raise ValueError("a truth is neither True nor False")
    # Text is taken as it stands: a row called "NA" is not a missing value, an empty cell is one.
    meant = _TRUTHS if kind == "boolean" else {cell: unguarded(cell) or None for cell in distinct}
    return [meant[cell] for cell in cells]


def _joined(parts: list[Any], kind: str) -> Any:
    if kind == "number":
        return np.concatenate([np.empty(0), *parts])
    return [value for part in parts for value in part]
