"""What a page shows of a figure: made by a process where it takes long, and at once where it does not."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.export.snippet import snippet
from dashboard.figures import FIGURES, Columns, Drawing, Figure
from dashboard.heavy import heavy
from dashboard.parameters import Values

__all__ = ["Shown", "shown", "table_shown"]


class Shown(NamedTuple):
    """A figure at some values."""

    drawing: Drawing
    description: str
    snippet: str


def shown(figure: Figure, values: Values) -> Shown:
    """Draw a figure, describe it and write its script; raise BusyError if too many wait for theirs."""
    if not figure.takes_long:
        return _shown(figure, values)
    found: Shown = heavy("figure", _shown_by_name, figure.name, tuple(values.items()))
    return found


def table_shown(figure: Figure, values: Values) -> Columns:
    """Compute the whole table of a figure; raise BusyError if too many wait for theirs."""
    if not figure.takes_long:
        return figure.all_columns(values)
    found: Columns = heavy("figure", _table_by_name, figure.name, tuple(values.items()))
    return found


def _shown_by_name(name: str, held: tuple[tuple[str, object], ...]) -> Shown:
    return _shown(FIGURES[name], dict(held))


def _shown(figure: Figure, values: Values) -> Shown:
    columns = figure.columns(values)
    return Shown(figure.sketch(columns, values), figure.describe(columns, values), snippet(figure, values))


def _table_by_name(name: str, held: tuple[tuple[str, object], ...]) -> Columns:
    return FIGURES[name].all_columns(dict(held))
