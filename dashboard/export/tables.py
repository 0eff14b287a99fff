"""A figure as data: its table as CSV, its drawing as Plotly JSON. `limcore.read_export` reads both without loss."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard import theme
from dashboard.export.provenance import Provenance, provenance
from dashboard.figures import Figure, encode_arrays
from dashboard.parameters import Values

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "column_kinds",
    "csv_header",
    "csv_rows",
    "csv_text",
    "drawing_json",
    "figure_json",
    "parameter_entries",
    "parameters_json",
]

# An apostrophe, which keeps a spreadsheet from reading a formula, is itself kept apart by one more.
_ESCAPED_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "'")


def csv_text(figure: Figure, values: Values, base: str) -> str:
    """Write the table behind a figure, under comment lines that say where it comes from."""
    table = figure.table(values)
    last = {"lines": str(len(table)), "columns": ",".join(column_kinds(table).values())}
    return csv_header(provenance(figure, values, base), last) + csv_rows(table)


def csv_header(origin: Provenance, last: Mapping[str, str]) -> str:
    """Write comment lines that say where a table comes from: about, parameters, and what is to stand last."""
    out = io.StringIO()
    for key, text in origin.about.items():
        out.write(f"# {key}: {text}\n")
    for key, text in origin.parameters.items():
        unit = origin.units.get(key)
        out.write(f"# {key} ({unit}): {text}\n" if unit else f"# {key}: {text}\n")
    for key, text in last.items():
        out.write(f"# {key}: {text}\n")
    return out.getvalue()


def csv_rows(table: pd.DataFrame, *, names: bool = True) -> str:
    """Write the rows of a table, under the names of its columns or without them."""
    return _without_formulas(table).to_csv(index=False, header=names, lineterminator="\n")


def column_kinds(table: pd.DataFrame) -> dict[str, str]:
    """Tell of each column whether it holds numbers, text or booleans."""
    return {str(name): _kind(table[name]) for name in table}


def _kind(column: pd.Series[Any]) -> str:
    return {"b": "boolean", "f": "number"}.get(column.dtype.kind, "text")


def _without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    escaped = table.copy()
    for name in escaped.columns:
        if _kind(escaped[name]) == "text":
            escaped[name] = [_escape(cell) if isinstance(cell, str) else cell for cell in escaped[name]]
    return escaped


def _escape(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ESCAPED_STARTS) else cell


def drawing_json(figure: Figure, values: Values, mode: str) -> str:
    """Write the drawing of a figure as Plotly JSON with its template, and nothing else."""
    return _compact(_drawing(figure, values, mode))


def figure_json(figure: Figure, values: Values, base: str, mode: str) -> str:
    """Write a figure as Plotly JSON; its table and where it comes from stand in `layout.meta.export`."""
    origin = provenance(figure, values, base)
    drawing = _drawing(figure, values, mode)
    table = figure.table(values)
    drawing["layout"]["meta"]["export"] = {
        **origin.about,
        "parameters": parameter_entries(origin),
        "columns": {str(name): _plain(table[name]) for name in table},
    }
    return _compact(drawing)


def parameters_json(figure: Figure, values: Values, base: str) -> str:
    """Write where a figure comes from as JSON for people and programs."""
    origin = provenance(figure, values, base)
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


def _drawing(figure: Figure, values: Values, mode: str) -> Any:
    drawing = encode_arrays(figure.drawing(values))
    drawing["layout"]["template"] = theme.template()
    return theme.resolve(drawing, mode)


def _compact(content: Any) -> str:
    # Not every reader of JSON takes an infinity; there is none but in arrays, which are packed.
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
