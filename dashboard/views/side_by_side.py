"""What runs come to side by side: each number in words, how those of now differ from the others, and all as a CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlencode

import numpy as np

import limcore
from dashboard import state
from dashboard.catalogue import Page
from dashboard.environment import public_url
from dashboard.export.provenance import LOCAL_APP, Provenance
from dashboard.export.tables import column_kinds, csv_header, csv_rows, line_count
from dashboard.figures import Columns
from dashboard.figures.chosen_schedules import in_use
from dashboard.figures.outcome import Outcome
from dashboard.parameters import PARAMETERS, Values, encode
from dashboard.references import PAPER
from dashboard.wording import count, duration, number

__all__ = ["outcome_csv", "outcome_rows"]

Compared = Sequence[tuple[str, Outcome]]

_NOTHING: Final = "—"


class _Row(NamedTuple):
    """A row of the table: its name, what it says of a run, and what of two, if they can be compared."""

    name: str
    text: Callable[[Outcome], str]
    value: Callable[[Outcome], float] | None = None
    of: str = ""
    """What there is so many times of; differences are energies, or plain numbers, where it is empty."""
    plain: bool = False


_ROWS: Final = (
    _Row("Steps", lambda one: count(one.run.n[-1]), lambda one: float(one.run.n[-1]), "as many"),
    _Row("α", lambda one: f"{one.run.alpha:.3g}", lambda one: one.run.alpha, plain=True),
    _Row("Barrier at the end", lambda one: one.course.energy(one.barrier), lambda one: one.barrier),
    _Row("Holds on average for", lambda one: duration(one.retention_s), lambda one: one.retention_s, "as long"),
    _Row(
        "Update rate at the end",
        lambda one: f"{number(one.update_rate, 3)} /s",
        lambda one: one.update_rate,
        "as fast",
    ),
    _Row("Wall-clock", lambda one: duration(one.time_s), lambda one: one.time_s, "as long"),
    _Row(
        "Dissipated, for each element",
        lambda one: one.course.energy(one.dissipation),
        lambda one: one.dissipation,
        "as much",
    ),
    _Row("Needed to remember", lambda one: one.course.energy(one.target), lambda one: one.target),
    _Row("… is", lambda one: one.run.when(one.target, "reached")),
    _Row("… or by a final freeze of", lambda one: one.course.energy(one.freeze), lambda one: one.freeze),
)


def outcome_rows(compared: Compared) -> dict[str, list[str]]:
    """Give the columns of the table: each run, then how the first differs from each pin, or else from each other."""
    now = compared[0][1]
    others = [pair for pair in compared[1:] if pair[1].run.pin] or compared[1:]
    columns = {"After the last step": [row.name for row in _ROWS]}
    columns |= {name: [row.text(one) for row in _ROWS] for name, one in compared}
    for name, one in others:
        against = name[0] if one.run.pin else name.removeprefix("Now: ")
        columns[f"Now against {against}"] = [_difference(row, now, one) for row in _ROWS]
    return columns


def _difference(row: _Row, now: Outcome, then: Outcome) -> str:
    """Say how a number of now differs from another: as a factor, or by how much."""
    if row.value is None:
        return _NOTHING
    new, old = row.value(now), row.value(then)
    if new == old:
        return "the same"
    if row.of:
        factor = new / old if new > 0 and 0 < old < np.inf else np.nan
        text = number(factor, 3) if 0 < factor < np.inf else ""
        return "about the same" if text == "1" else f"{text} times {row.of}" if text else _NOTHING
    if not np.isfinite(new - old):
        return _NOTHING
    size = number(abs(new - old), 4) if row.plain else now.course.energy(abs(new - old))
    return f"{size} {'higher' if new > old else 'lower'}"


def outcome_csv(page: Page, values: Values, compared: Compared) -> str:
    """Write what the runs come to with all digits, under comment lines that say where it comes from."""
    table = _table(compared)
    used = {key: values[key] for key in in_use(values)}
    query = urlencode(state.link(values), safe=",:;")
    origin = Provenance(
        about={
            "title": "What runs come to, side by side",
            "figure": "side-by-side",
            "source": PAPER,
            "limcore": limcore.__version__,
            "link": f"{(public_url() or LOCAL_APP).rstrip('/')}/{page.name}{f'?{query}' if query else ''}",
        },
        parameters=encode(used, complete=True),
        units={key: PARAMETERS[key].unit for key in used if PARAMETERS[key].unit},
    )
    last = {"lines": str(line_count(table)), "columns": ",".join(column_kinds(table).values())}
    return csv_header(origin, last) + csv_rows(table)


def _table(compared: Compared) -> Columns:
    unit = compared[0][1].course.unit
    columns: dict[str, Callable[[Outcome], float]] = {
        "n": lambda one: float(one.run.n[-1]),
        "alpha": lambda one: one.run.alpha,
        f"barrier_height_{unit}": lambda one: one.barrier,
        "retention_time_s": lambda one: one.retention_s,
        "update_rate_per_s": lambda one: one.update_rate,
        "time_s": lambda one: one.time_s,
        f"dissipation_{unit}": lambda one: one.dissipation,
        f"needed_barrier_height_{unit}": lambda one: one.target,
        "reached_at_n": lambda one: one.run.reach(one.target)[0],
        f"freeze_{unit}": lambda one: one.freeze,
    }
    series = np.asarray([name for name, _ in compared], dtype=object)
    numbers = {name: np.asarray([float(read(one)) for _, one in compared]) for name, read in columns.items()}
    return {"series": series, **numbers}
