"""A figure as data: its table as CSV, its drawing as Plotly JSON. `limcore.read_export` reads both without loss."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dashboard import theme
from dashboard.export.export import Export
from dashboard.export.provenance import Provenance
from dashboard.figures import encode_arrays
from limcore.cells import guarded

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "column_kinds",
    "csv_header",
    "csv_rows",
    "csv_text",
    "figure_json",
    "parameter_entries",
    "parameters_json",
]


def csv_text(export: Export) -> str:
    """Write the table behind a figure, under comment lines that say where it comes from."""
    table = export.table
    last = {"lines": str(len(table)), "columns": ",".join(column_kinds(table).values())}
    return csv_header(export.provenance, last) + csv_rows(table)


def csv_header(origin: Provenance, last: Mapping[str, str]) -> str:
    """Write comment lines that say where a table comes from: about, parameters, and what is to stand last."""
    parameters = {
        f"{key} ({unit})" if (unit := origin.units.get(key)) else key: text for key, text in origin.parameters.items()
    }
    said = {**origin.about, **parameters, **last}
    return "".join(guarded(f"# {key}: {text}") + "\n" for key, text in said.items())


def csv_rows(table: pd.DataFrame, *, names: bool = True) -> str:
    """Write the rows of a table, under the names of its columns or without them; no cell begins as a formula does."""
    safe = table.rename(columns=guarded)
    texts = [name for name in safe if _kind(safe[name]) == "text"]
    for name in texts:
        safe[name] = [guarded(cell) if isinstance(cell, str) else cell for cell in safe[name]]
    # Readers that take what follows a "#" for a comment let it stand within quotes.
    quoted = any("#" in cell for name in texts for cell in safe[name] if isinstance(cell, str))
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL
    return safe.to_csv(index=False, header=names, lineterminator="\n", quoting=quoting)


def column_kinds(table: pd.DataFrame) -> dict[str, str]:
    """Tell of each column whether it holds numbers, text or booleans."""
    return {str(name): _kind(table[name]) for name in table}


def _kind(column: pd.Series[Any]) -> str:
    return {"b": "boolean", "f": "number"}.get(column.dtype.kind, "text")


def figure_json(export: Export) -> str:
    """Write a figure as Plotly JSON; its table and where it comes from stand in `layout.meta.export`."""
    origin, table, drawing = export.provenance, export.table, _drawing(export)
    drawing["layout"]["meta"]["export"] = {
        **origin.about,
        "parameters": parameter_entries(origin),
        "lines": str(len(table)),
        "columns": {str(name): _plain(table[name]) for name in table},
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


def _plain(column: pd.Series[Any]) -> Any:
    if _kind(column) == "number":
        return encode_arrays(column.to_numpy(np.float64))
    return column.astype(object).where(column.notna(), None).tolist()


def _drawing(export: Export) -> Any:
    drawing = encode_arrays(export.drawing)
    drawing["layout"]["template"] = theme.template()
    return theme.resolve(drawing, export.paper.colours)


def _compact(content: Any) -> str:
    # Not every reader of JSON takes an infinity; there is none but in arrays, which are packed.
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
