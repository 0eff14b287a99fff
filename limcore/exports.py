"""Reading back what the dashboard exports: the table behind a figure and what it was computed from, without loss."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from limcore import _export_csv, _export_json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Export", "ExportError", "read_export"]

_NOT_PARAMETERS: Final = ("title", "figure", "equation", "source", "limcore", "link", "swept", "lines", "columns")
_BEGINNING: Final = 2**20  # bytes: the comments of a table, whose rows may be many more
_MOST_COLUMNS: Final = 1000


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
    with Path(path).open("rb") as file:
        # What is no export shows at its beginning: the rest of it, which may have no end, is not read.
        beginning = file.read(_BEGINNING).removeprefix(codecs.BOM_UTF8)
        _check_text(beginning, path)
        is_json = beginning.lstrip().startswith(b"{")
        comments, end = _export_csv.read_comments(beginning)
        if not is_json:
            _require(_entries(comments, path), path)
        data = beginning[end:] + file.read(_export_json.MOST_BYTES if is_json else -1)
    _check_text(data, path)
    try:
        return _from_json(data, path) if is_json else _from_csv(comments, data, path)
    except ExportError:
        raise
    except (OverflowError, ValueError) as error:
        reason = next(iter(str(error).splitlines()), "")
        raise ExportError(f"{path} is damaged: its table cannot be read ({reason}).") from error


def _check_text(data: bytes, path: object) -> None:
    """Refuse what is binary; a character that is cut off at the end is not."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        raise ExportError(f"{path} is not an export: it is not text.") from None
    if b"\0" in data:
        raise ExportError(f"{path} is not an export: it is not text.")


def _from_csv(comments: Sequence[_export_csv.Comment], data: bytes, path: object) -> Export:
    import pandas as pd

    entries = _entries(comments, path)
    if not data.endswith(b"\n"):
        raise ExportError(f"{path} is damaged: its end is missing.")
    kinds = entries["columns"].split(",")
    _check_columns(len(kinds))
    table = pd.DataFrame(_export_csv.read_table(data, kinds))
    _check_lines(entries, table, path)
    parameters = {key: text for key, text in entries.items() if key not in _NOT_PARAMETERS}
    units = {key: unit for key, unit, _ in comments if unit}
    return Export(entries["figure"], table, parameters, units, _about(entries))


def _from_json(data: bytes, path: object) -> Export:
    import pandas as pd

    if len(data) > _export_json.MOST_BYTES:
        raise ExportError(f"{path} is not an export: it is larger than any.")
    try:
        entries = _export_json.read_entries(data)
    except ValueError:
        raise ExportError(f"{path} is not an export: it says nothing of where it comes from.") from None
    _require(entries, path)
    about = _about(entries)
    columns = entries["columns"]
    if not isinstance(columns, dict) or not isinstance(entries["figure"], str):
        raise ValueError("its figure or its columns have no name")
    _check_columns(len(columns))
    table = pd.DataFrame({name: _export_json.read_column(column) for name, column in columns.items()})
    _check_lines(about, table, path)
    return Export(entries["figure"], table, *_export_json.read_parameters(entries.get("parameters")), about)


def _entries(comments: Sequence[_export_csv.Comment], path: object) -> dict[str, str]:
    entries = {key: text for key, _, text in comments}
    if len(entries) < len(comments):
        raise ExportError(f"{path} is damaged: it says one thing twice.")
    return entries


def _require(entries: Mapping[str, Any], path: object) -> None:
    for key in ("figure", "columns"):
        if key not in entries:
            raise ExportError(f"{path} is not an export: it does not say {key!r}.")


def _check_columns(count: int) -> None:
    if count > _MOST_COLUMNS:
        raise ValueError(f"{count} columns are more than the {_MOST_COLUMNS} that there may be")


def _check_lines(entries: Mapping[str, str], table: pd.DataFrame, path: object) -> None:
    if entries.get("lines", str(len(table))) != str(len(table)):
        raise ExportError(f"{path} is damaged: its end is missing.")


def _about(entries: Mapping[str, Any]) -> dict[str, str]:
    """Give what is said beside figure, columns and parameters; raise ValueError for what is not text."""
    about = {key: entries[key] for key in _NOT_PARAMETERS if key in entries and key not in ("figure", "columns")}
    for key, text in about.items():
        if not isinstance(text, str):
            raise ValueError(f"its {key} is no text")
    return about
