"""Tables as arrays by the names of their columns: computed as far as they are asked for, or read from a cited file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from limcore.errors import DomainError

__all__ = ["Columns", "chosen", "one_or_many", "read_columns", "spread"]

Columns = dict[str, NDArray[Any]]
"""A table as arrays of one length, by the names of its columns."""


def chosen(columns: Mapping[str, Callable[[], NDArray[Any]]], only: Sequence[str] | None) -> Columns:
    """Compute the columns whose names are given, all of them by default, in the order of the table."""
    if only is None:
        return {name: compute() for name, compute in columns.items()}
    if not isinstance(only, (list, tuple)):
        raise DomainError("only", only, "a list of names of columns")
    names = list(only)
    for name in names:
        if not isinstance(name, str) or name not in columns:
            raise DomainError("only", name, "a name of a column, as the docstring of the table lists them")
    return {name: compute() for name, compute in columns.items() if name in names}


def one_or_many(parameter: str, values: NDArray[Any], n: NDArray[Any]) -> tuple[int, ...]:
    """Give the shape of columns for one value of a parameter, or for a list of them at a single listed update."""
    if values.ndim > 1 or values.size == 0 or values.ndim == 1 < n.size:
        raise DomainError(parameter, f"shape {values.shape}", "a number, or a list for a single listed update")
    return (values.size, n.size) if values.ndim else (n.size,)


def spread(columns: Columns, shape: tuple[int, ...]) -> Columns:
    """Give each column a row for each of many values: those too that do not depend on them."""
    return {name: np.array(np.broadcast_to(column, shape)).ravel() for name, column in columns.items()}


@functools.cache
def read_columns(name: str, **kinds: type) -> Mapping[str, NDArray[Any]]:
    """Read one of the package's tables: columns of a kind as numbers, an empty cell as NaN; the others as text.

    The arrays are shared, and cannot be written to.
    """
    import csv
    from importlib.resources import files

    with (files("limcore") / "data" / name).open(encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    columns = {}
    for key, cells in zip(names, zip(*rows, strict=True), strict=True):
        columns[key] = _column(cells, kinds.get(key))
        columns[key].setflags(write=False)
    return columns


def _column(cells: Sequence[str], kind: type | None) -> NDArray[Any]:
    if kind is None:
        return np.asarray(cells, dtype=object)
    return np.asarray([float(cell) if cell else np.nan for cell in cells]).astype(kind)
