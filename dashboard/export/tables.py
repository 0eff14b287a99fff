"""A figure as data: its table as CSV, its drawing as Plotly JSON. `limcore.read_export` reads both without loss."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Union

import numpy as np
from numpy.typing import NDArray

from dashboard import theme
from dashboard.export.export import Export
from dashboard.export.provenance import Provenance
from dashboard.figures import Columns, encode_arrays
from limcore.cells import guarded

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "column_kinds",
    "csv_header",
    "csv_rows",
    "csv_text",
    "figure_json",
    "line_count",
    "parameter_entries",
    "parameters_json",
]

Table = Union[Columns, "pd.DataFrame"]


def csv_text(export: Export) -> str:
    """Write the table behind a figure, under comment lines that say where it comes from."""
    table = export.table
    last = {"lines": str(line_count(table)), "columns": ",".join(column_kinds(table).values())}
    return csv_header(export.provenance, last) + csv_rows(table)


def csv_header(origin: Provenance, last: Mapping[str, str]) -> str:
    """Write comment lines that say where a table comes from: about, parameters, and what is to stand last."""
    parameters = {
        f"{key} ({unit})" if (unit := origin.units.get(key)) else key: text for key, text in origin.parameters.items()
    }
    said = {**origin.about, **parameters, **last}
    return "".join(guarded(f"# {key}: {text}") + "\n" for key, text in said.items())


def csv_rows(table: Table, *, names: bool = True) -> str:
    """Write the rows of a table, under the names of its columns or without them; no cell begins as a formula does."""
    columns = [(guarded(str(name)), _cells(column)) for name, column in table.items()]
    # Readers that take what follows a "#" for a comment let it stand within quotes.
    quoted = any("#" in cell for _, cells in columns for cell in cells if isinstance(cell, str))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL)
    if names:
        writer.writerow(name for name, _ in columns)
    writer.writerows(zip(*(cells for _, cells in columns), strict=True))
    return written.getvalue()


def _cells(column: Any) -> list[Any]:
    """Give the cells of a column as they are written: nothing where there is none."""
    return [
        guarded(cell) if isinstance(cell, str) else "" if _is_missing(cell) else cell
        for cell in np.asarray(column).tolist()
    ]


def _is_missing(cell: Any) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def line_count(table: Table) -> int:
    """Count the rows of a table."""
    return max((len(column) for _, column in table.items()), default=0)


def column_kinds(table: Table) -> dict[str, str]:
    """Tell of each column whether it holds numbers, text or booleans."""
    return {str(name): _kind(np.asarray(column)) for name, column in table.items()}


def _kind(column: NDArray[Any]) -> str:
    return {"b": "boolean", "f": "number"}.get(column.dtype.kind, "text")


def figure_json(export: Export) -> str:
    """Write a figure as Plotly JSON; its table and where it comes from stand in `layout.meta.export`."""
    origin, table, drawing = export.provenance, export.table, _drawing(export)
    drawing["layout"]["meta"]["export"] = {
        **origin.about,
        "parameters": parameter_entries(origin),
        "lines": str(line_count(table)),
        "columns": {name: _plain(column) for name, column in table.items()},
    }
    return _compact(drawing)


def parameters_json(export: Export) -> str:
    """Write where a figure comes from as JSON for people and programs."""
    origin = export.provenance
    content = {**origin.about, "parameters": parameter_entries(origin)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def parameter_entries(origin: Provenance) -> dict[str, dict[str, str]]:
    """Give each parameter with its value as text, and its unit if it has one."""
    units = origin.units
    return {
        key: {"value": text} | ({"unit": units[key]} if key in units else {}) for key, text in origin.parameters.items()
    }


def _plain(column: NDArray[Any]) -> Any:
    if _kind(column) == "number":
        return encode_arrays(column)
    return [None if _is_missing(cell) else cell for cell in column.tolist()]


def _drawing(export: Export) -> Any:
    drawing = encode_arrays(export.drawing)
    drawing["layout"]["template"] = theme.template()
    return theme.resolve(drawing, export.paper.colours)


def _compact(content: Any) -> str:
    # Not every reader of JSON takes an infinity; there is none but in arrays, which are packed.
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
