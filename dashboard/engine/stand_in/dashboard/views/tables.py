"""Tables, where there is no pandas: texts under the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from streamlit.session import current

from dashboard.figures import Columns
from dashboard.wording import number

__all__ = ["number_table", "text_table"]


def number_table(
    columns: Columns, *, digits: int = 6, column_config: Mapping[str, Any] | None = None, **_: Any
) -> None:
    """Draw a table to look through: 1.75 × 10¹¹, however small or large, and nothing where there is no number."""
    looks = column_config or {}
    named = {name: getattr(looks.get(name), "label", None) or name for name in columns}
    plain = {name for name, look in looks.items() if look.format}
    current().here.listed(
        {named[name]: _texts(column, 17 if name in plain else digits) for name, column in columns.items()},
        numbers=[named[name] for name, column in columns.items() if column.dtype.kind in "fiu"],
        links=[named[name] for name, look in looks.items() if look.is_link],
        scrolls=True,
    )


def _texts(column: Any, digits: int) -> list[str]:
    if column.dtype.kind in "fiu":
        return [number(float(cell), digits) if np.isfinite(cell) else "" for cell in column]
    return ["" if cell is None else str(cell) for cell in column.tolist()]


def text_table(columns: Mapping[str, Sequence[str]], *, alt: str) -> None:
    """Draw a small table, the names of its rows in the first column; `alt` says what is in it."""
    current().here.listed(columns, alt=alt)
