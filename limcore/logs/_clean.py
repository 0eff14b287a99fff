"""From rows as they stand in a file to the steps of one run: in order, each once, with a word on all that was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array
from limcore.logs._rows import Rows
from limcore.logs._source import LogError

__all__ = ["Cleaned", "cleaned"]

_STEP, _RATE, _LOSS, _NORM, _EPOCH = range(5)
_UNSORTED: Final = 0.2  # the share of falls from which a file is not a run that was resumed, but out of order
_GAP: Final = 0.1
_LAST: Final = 2.0**53


@dataclass
class Cleaned:
    """The rows of a run, in order, and whether they count epochs."""

    table: Array
    per_epoch: bool
    notes: list[str]


def cleaned(rows: Rows, name: str, rated: bool) -> Cleaned:
    """Put the rows of a run in order; `rated` says that rows without a rate do not count."""
    table = np.array(rows.values, dtype=np.float64).reshape(-1, 5)
    notes = list(rows.notes)
    if not len(table):
        raise LogError(
            f"{name} has no row with a learning rate, a loss or a gradient norm: {rows.format} was expected."
        )
    per_epoch = not np.isfinite(table[:, _STEP]).any()
    if per_epoch:
        table[:, _STEP] = table[:, _EPOCH]
    placed = np.isfinite(table[:, _STEP]) & (np.abs(table[:, _STEP]) <= _LAST)
    if not placed.any():
        raise LogError(
            f"{name} has no step and no epoch in its rows: say where it is, as columns={{'step': 'its name'}}."
        )
    if (left := int(np.count_nonzero(~placed))) > 0:
        notes.append(f"{_count(left, 'row')} without a step {_were(left)} left out.")
    table = table[placed]
    _leave_out(table, rows, notes)
    if rated:
        table = _rated(table)
    if not per_epoch:
        _count_on(table, notes)
    table = _resumed(table, notes)
    table = _merged(table)
    if table[0, _STEP] != 0:
        what = "epoch" if per_epoch else "step"
        notes.append(f"The first row is of {what} {table[0, _STEP]:,.10g}: it counts as 0 here.")
        table[:, _STEP] -= table[0, _STEP]
    _tell_gaps(table[:, _STEP], notes)
    return Cleaned(table, per_epoch, notes)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _leave_out(table: Array, rows: Rows, notes: list[str]) -> None:
    values = table[:, _RATE : _NORM + 1]
    values[~np.isfinite(values)] = np.nan
    if rows.infinite:
        notes.append(f"{_count(rows.infinite, 'value')}, NaN or infinite, {_were(rows.infinite)} left out.")
    if rows.unread:
        notes.append(f"{_count(rows.unread, 'value')} could not be read; the first: {rows.first_unread}.")
    negative = table[:, _RATE] < 0
    if negative.any():
        notes.append(f"{_count(int(negative.sum()), 'learning rate')} below 0 {_were(int(negative.sum()))} left out.")
        table[negative, _RATE] = np.nan
    below = table[:, _NORM] < 0
    table[below, _NORM] = np.nan
    small = table[:, _RATE] == 0
    if rows.rounded and small.any() and not small.all():
        count = int(small.sum())
        notes.append(
            f"{_count(count, 'rate')} written 0.000000 {_were(count)} left out: below the last digit, not zero."
        )
        table[small, _RATE] = np.nan


def _rated(table: Array) -> Array:
    """Leave out rows beyond the rates, and put losses and norms of rows without a rate to the rates' rows."""
    has = np.isfinite(table[:, _RATE])
    if has.all() or not has.any():
        return table
    first, last = table[has, _STEP].min(), table[has, _STEP].max()
    return np.asarray(table[has | ((table[:, _STEP] >= first) & (table[:, _STEP] <= last))])


def _count_on(table: Array, notes: list[str]) -> None:
    """Count on over epochs where the steps begin anew with each."""
    step, epoch = table[:, _STEP], table[:, _EPOCH]
    falls = np.flatnonzero(np.diff(step) < 0) + 1
    whole = np.isfinite(epoch).all() and np.array_equal(epoch, np.rint(epoch))
    if not whole or not falls.size or not np.all(epoch[falls] > epoch[falls - 1]):
        return
    if not np.array_equal(falls, np.flatnonzero(np.diff(epoch) > 0) + 1):
        return
    length = float(np.max(step))
    table[:, _STEP] = step + (epoch - epoch[0]) * length
    notes.append(f"Steps begin anew with each epoch: an epoch is taken to have {length:,.10g}, the highest step in it.")


def _resumed(table: Array, notes: list[str]) -> Array:
    """Sort what is out of order; of a run that was resumed, keep of each step what was done last."""
    step = table[:, _STEP]
    falls = np.flatnonzero(np.diff(step) < 0) + 1
    if not falls.size:
        return table
    if falls.size > max(1.0, _UNSORTED * step.size):
        notes.append("The rows were not in the order of their steps: they are sorted.")
        return np.asarray(table[np.argsort(step, kind="stable")])
    # A row is kept if every later run begins after it; between two falls the steps rise.
    begun = np.full(step.size + 1, np.inf)
    begun[falls] = step[falls]
    kept = table[step < np.minimum.accumulate(begun[::-1])[::-1][1:]]
    repeated = float((step[falls - 1] - step[falls]).sum())
    times = "once" if falls.size == 1 else f"{falls.size} times"
    notes.append(f"The run was resumed {times}: the later rows count, and {repeated:,.10g} steps were done again.")
    return np.asarray(kept[np.argsort(kept[:, _STEP], kind="stable")])


def _merged(table: Array) -> Array:
    """Merge rows of one step: of each value the last that is there."""
    steps, place = np.unique(table[:, _STEP], return_inverse=True)
    if steps.size == len(table):
        return table
    merged = np.full((steps.size, 5), np.nan)
    merged[:, _STEP] = steps
    for column in range(_RATE, 5):
        there = np.flatnonzero(np.isfinite(table[:, column]))
        last = np.full(steps.size, -1)
        np.maximum.at(last, place[there], there)
        found = last >= 0
        merged[found, column] = table[last[found], column]
    return merged


def _tell_gaps(step: Array, notes: list[str]) -> None:
    spans = np.diff(step)
    if spans.size < 10:
        return
    wide: NDArray[np.intp] = np.flatnonzero(spans > _GAP * step[-1])
    for place in wide[:3]:
        notes.append(f"Nothing is known between steps {step[place]:,.10g} and {step[place + 1]:,.10g}: a gap.")
