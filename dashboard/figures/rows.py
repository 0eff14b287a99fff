"""The rows of a table that is kept as arrays: those of a series, and one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from numpy.typing import NDArray

__all__ = ["by_series", "in_rows", "rows_where"]

Columns = Mapping[str, NDArray[Any]]


def rows_where(table: Columns, wanted: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Keep the rows that are wanted: where an array of truths says so, or by their numbers."""
    return {name: column[wanted] for name, column in table.items()}


def by_series(table: Columns) -> Iterator[tuple[str, dict[str, NDArray[Any]]]]:
    """Give the name and the rows of each series, in the order in which they begin."""
    for name in dict.fromkeys(table["series"]):
        yield str(name), rows_where(table, table["series"] == name)


def in_rows(table: Columns) -> list[dict[str, Any]]:
    """List the rows, each by the names of the columns."""
    return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]
