"""What hardware takes for an operation, as cited, and what updates of the runs would, as computed: one table."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns
from dashboard.figures.course import Course
from dashboard.figures.rows import in_rows
from dashboard.figures.runs import Run
from dashboard.parameters import Values
from dashboard.references import address
from dashboard.wording import count, plural

__all__ = ["columns"]

_FASTEST: Final = 1.0  # J: nothing beyond is shown
_TEXT_COLUMNS: Final = ("category", "kind", "operation", "technology", "basis", "source", "address", "note")


def columns(values: Values) -> Columns:
    """Tabulate the entries that are shown, in the order of Fig. 4: what is computed with what is cited."""
    course = Course(values | {"unit": "J", "convention": "mean_rate"})
    table = _entries(values["categories"], values["rows"], values["per"], values["spectrum_axis"])
    rows = [dict(row) for row in table]
    if not values["categories"] or "learning_in_memory" in values["categories"]:
        rows += [_computed(run) for run in course.runs + course.pinned]
    if values["own_point"]:
        rows.append(_own(*values["own_point"]))
    low, high = (np.asarray([row[key] for row in rows], dtype=float) for key in ("low", "high"))
    middle = np.sqrt(low * high)
    return {
        "series": _texts(rows, "name"),
        **{key: _texts(rows, key) for key in _TEXT_COLUMNS},
        "energy_low_J": low,
        "energy_high_J": high,
        "energy_J": middle,
        "multiple_of_kT_ln_2": np.asarray(limcore.landauer_multiple(middle, kT=course.kT)),
        "bits": np.asarray([row["bits"] for row in rows], dtype=float),
        "year": np.asarray([row["year"] for row in rows], dtype=float),
    }


def _texts(rows: list[dict[str, Any]], key: str) -> Any:
    return np.asarray([row[key] or None for row in rows], dtype=object)  # what is missing is empty in a CSV


@lru_cache(maxsize=64)
def _entries(categories: tuple[str, ...], which: str, per: str, axis: str) -> tuple[dict[str, Any], ...]:
    """List the cited entries, by category and within each from dear to cheap."""
    rows = in_rows(limcore.hardware_columns())
    if categories:
        rows = [row for row in rows if row["category"] in categories]
    if which == "main":
        rows = [row for row in rows if row["main"]]
    if per == "bit":
        rows = [row for row in rows if np.isfinite(row["bits"])]
    for row in rows:
        divisor = row["bits"] if per == "bit" else 1.0
        row |= {"low": row["energy_low_J"] / divisor, "high": row["energy_high_J"] / divisor}
        row["address"] = address(row["doi"], row["url"])
    order = list(limcore.CATEGORIES)
    return tuple(sorted(rows, key=lambda row: (order.index(row["category"]), -row["high"])))


def _computed(run: Run) -> dict[str, Any]:
    """Give the row of a learning run: from the cheapest of its updates to the dearest."""
    low, high = np.minimum(run.update_energies(), _FASTEST)
    before = f"{run.pin}: " if run.pin else ""
    return {
        "name": f"{before}α = {run.alpha:.3g}, {run.name}",
        "category": "learning_in_memory",
        "kind": "update",
        "operation": f"update of one element, over {plural(count(run.n[-1]), 'update')}",
        "technology": "computed here",
        "basis": "computed",
        "source": "Section III of the paper",
        "address": "",
        "note": "max(E⁰, 0) + ΔE: from the cheapest update of the run to the dearest.",
        "low": low,
        "high": high,
        "bits": 1.0,
        "year": np.nan,
        "pin": run.pin,
    }


def _own(name: str, energy: float) -> dict[str, Any]:
    blank = dict.fromkeys(_TEXT_COLUMNS, "")
    place = {"name": name, "category": "own", "kind": "arithmetic", "operation": "your own", "basis": "yours"}
    return blank | place | {"low": energy, "high": energy, "bits": np.nan, "year": np.nan}
