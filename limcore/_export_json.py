"""The JSON of a figure: a drawing for Plotly, which says where it comes from and holds its table in `layout.meta`."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Final

import numpy as np

__all__ = ["MOST_BYTES", "read_column", "read_entries", "read_parameters"]

MOST_BYTES: Final = 128 * 2**20
"""No drawing is larger, and what Python makes of one takes many times its size."""


def read_entries(data: bytes) -> dict[str, Any]:
    """Read what a figure says of itself; raise ValueError where it says nothing."""
    try:
        node = json.loads(data, object_pairs_hook=_each_once)
    except RecursionError:
        raise ValueError("it is nested without end") from None
    for key in ("layout", "meta", "export"):
        node = node.get(key) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise ValueError("there is no layout.meta.export")
    return node


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("two entries have the same name")
    return found


def read_column(column: Any) -> Any:
    """Read a column: numbers to the last bit, or a list of texts and gaps or of truths; else raise ValueError."""
    if isinstance(column, list):
        if all(isinstance(cell, bool) for cell in column) or all(cell is None or type(cell) is str for cell in column):
            return column
        raise ValueError("a list holds neither texts nor truths alone")
    if not isinstance(column, dict) or column.get("dtype") != "f8" or not isinstance(column.get("bdata"), str):
        raise ValueError("a column is neither numbers nor a list")
    try:
        packed = base64.b64decode(column["bdata"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"numbers cannot be unpacked: {error}") from error
    return np.frombuffer(packed, dtype="<f8").astype(np.float64)


def read_parameters(entries: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Read the parameters and the units of those that have one; raise ValueError where they are none."""
    if not isinstance(entries, dict) or not all(isinstance(one, dict) for one in entries.values()):
        raise ValueError("its parameters are none")
    parameters = {key: one.get("value") for key, one in entries.items()}
    units = {key: one["unit"] for key, one in entries.items() if "unit" in one}
    if not all(isinstance(text, str) for text in (*parameters.values(), *units.values())):
        raise ValueError("a parameter or its unit is no text")
    return parameters, units
