"""Reading back what the dashboard exports: the table behind a figure and what it was computed from, without loss."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Export", "ExportError", "read_export"]

_NOT_PARAMETERS: Final = ("title", "figure", "equation", "source", "limcore", "link", "swept", "lines", "columns")
_COMMENT: Final = re.compile(r"# (?P<key>\w+)(?: \((?P<unit>[^)]*)\))?: (?P<text>.*)")
_TYPES: Final = {"number": "float64", "text": "str", "boolean": "bool"}


class ExportError(ValueError):
    """A file that is not an export, or one that has been damaged; the message says what is missing."""


@dataclass(frozen=True)
class Export:
    """A table and what it was computed from.

    Attributes
    ----------
    figure : str
        The name of the figure, as in an address.
    table : pandas.DataFrame
        The table behind it; units stand in the names of its columns.
    parameters : dict of str
        Each parameter that was in use, as text: what an address, the command line and `Figure.values` take.
    units : dict of str
        The units of those parameters that have one.
    about : dict of str
        Title, equation, source, version of limcore, and the link that reopens the view; for a sweep also what was
        `swept`, whose values stand in the first columns of the table.
    """

    figure: str
    table: pd.DataFrame
    parameters: dict[str, str]
    units: dict[str, str]
    about: dict[str, str]


def read_export(path: str | PathLike[str]) -> Export:
    """Read a CSV or JSON that was exported from a figure, or the CSV of a sweep.

    Parameters
    ----------
    path : str or path
        The file; its content tells which of the two it is.

    Returns
    -------
    Export
        The table, to the last bit, and the parameters that make it again.

    Raises
    ------
    ExportError
        If it is not such a file.
    OSError
        If it cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> lines = ("# figure: wells", "# kT (meV): 25.852", "# columns: number,number", "x,energy_kT", "-1,0.5")
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "wells.csv")
    ...     _ = path.write_text("\\n".join(lines) + "\\n")
    ...     export = read_export(path)
    >>> export.figure, export.parameters, export.units
    ('wells', {'kT': '25.852'}, {'kT': 'meV'})
    >>> export.table
         x  energy_kT
    0 -1.0        0.5
    """
    data = Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExportError(f"{path} is not an export: it is not text.") from None
    return _from_json(text, path) if text.lstrip().startswith("{") else _from_csv(text, path)


def _from_csv(text: str, path: object) -> Export:
    import pandas as pd

    lines = text.splitlines(keepends=True)
    header = []
    for line in lines:
        found = _COMMENT.fullmatch(line.rstrip("\r\n"))
        if not found:
            break
        header.append(found)
    entries = {found["key"]: found["text"] for found in header}
    _require(entries, path)
    kinds = entries["columns"].split(",")
    try:
        body = io.StringIO("".join(lines[len(header) :]))
        # Text is taken as it stands: a row called "NA" is not a missing value, an empty cell is one.
        table = pd.read_csv(body, dtype=str, keep_default_na=False)
        columns = {name: _column(table[name], kind) for name, kind in zip(table, kinds, strict=True)}
    except (KeyError, ValueError) as error:
        raise ExportError(f"{path} is damaged: its table cannot be read ({error}).") from error
    if not text.endswith("\n") or entries.get("lines", str(len(table))) != str(len(table)):
        raise ExportError(f"{path} is damaged: its end is missing.")
    return Export(
        figure=entries["figure"],
        table=pd.DataFrame(columns),
        parameters={key: value for key, value in entries.items() if key not in _NOT_PARAMETERS},
        units={found["key"]: found["unit"] for found in header if found["unit"]},
        about=_about(entries),
    )


def _column(cells: pd.Series[str], kind: str) -> Any:
    if kind == "text":
        return [cell.removeprefix("'") or None for cell in cells]
    if kind == "boolean":
        return [{"True": True, "False": False}[cell] for cell in cells]
    return np.asarray([float(cell) if cell else np.nan for cell in cells], dtype=_TYPES[kind])


def _from_json(text: str, path: object) -> Export:
    import pandas as pd

    try:
        entries: dict[str, Any] = json.loads(text)["layout"]["meta"]["export"]
    except (KeyError, TypeError, ValueError):
        raise ExportError(f"{path} is not an export: it says nothing of where it comes from.") from None
    _require(entries, path)
    try:
        table = pd.DataFrame({name: _decoded(column) for name, column in entries["columns"].items()})
        parameters = {key: str(one["value"]) for key, one in entries["parameters"].items()}
        units = {key: one["unit"] for key, one in entries["parameters"].items() if one.get("unit")}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ExportError(f"{path} is damaged: its table cannot be read ({error}).") from error
    return Export(entries["figure"], table, parameters, units, _about(entries))


def _decoded(column: Any) -> Any:
    if isinstance(column, list):
        return column
    return np.frombuffer(base64.b64decode(column["bdata"]), dtype="<f8").copy()


def _require(entries: Mapping[str, Any], path: object) -> None:
    for key in ("figure", "columns"):
        if key not in entries:
            raise ExportError(f"{path} is not an export: it does not say {key!r}.")


def _about(entries: Mapping[str, Any]) -> dict[str, str]:
    return {key: entries[key] for key in _NOT_PARAMETERS if key in entries and key not in ("figure", "columns")}
