"""A run of training that a person brings, as a parameter: a compact table of its log, which travels in a link."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from dashboard.parameters.kinds import Parameter
from dashboard.parameters.number_text import read_number, shortest
from limcore import TrainingLog

__all__ = ["LONGEST", "NO_RUN", "LoggedRun", "RunTable", "run_table"]

LONGEST: Final = 4000
"""Characters of a run in a link."""
_MOST_ROWS: Final = 400
_LONGEST_NAME: Final = 40
_DIGITS: Final = (12, 6, 6, 5)
"""Of steps, rates, losses and norms."""
_ODD: Final = re.compile(r"[^\w.\- ]")
_FORM: Final = re.compile(r"([\w.\- ]{0,40});(steps|epochs);(.+)", re.DOTALL)

Row = tuple[float, ...]


@dataclass(frozen=True)
class RunTable:
    """The rows of a log: step, learning rate, loss and gradient norm, NaN where there is none."""

    name: str = ""
    per_epoch: bool = False
    rows: tuple[Row, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is a run."""
        return bool(self.rows)

    def log(self) -> TrainingLog:
        """Give it as a log again."""
        return _log(self)


NO_RUN: Final = RunTable()


@lru_cache(maxsize=16)
def _log(table: RunTable) -> TrainingLog:
    step, rate, loss, norm = (np.array(column) for column in zip(*table.rows, strict=True))
    for column in (step, rate, loss, norm):
        column.setflags(write=False)
    known = [None if np.isnan(column).all() else column for column in (loss, norm)]
    return TrainingLog("table", step, rate, known[0], known[1], table.per_epoch, (), table.name)


def run_table(log: TrainingLog) -> tuple[RunTable, int]:
    """Give a log as a table that fits a link, and how many of its rows are kept."""
    name = _ODD.sub("_", log.source)[-_LONGEST_NAME:].strip()
    few, many = 8, min(_MOST_ROWS, max(log.step.size, 8))
    table = _table(log.thinned(many), name)
    if len(_written(table)) > LONGEST:
        while many - few > 4:
            middle = (few + many) // 2
            table = _table(log.thinned(middle), name)
            few, many = (middle, many) if len(_written(table)) <= LONGEST else (few, middle)
        table = _table(log.thinned(few), name)
    return table, len(table.rows)


def _table(log: TrainingLog, name: str) -> RunTable:
    missing = np.full(log.step.size, np.nan)
    columns = (log.step, log.learning_rate, log.loss, log.gradient_norm)
    rows = zip(*(missing if column is None else column for column in columns), strict=True)
    return RunTable(
        name,
        log.per_epoch,
        tuple(tuple(_rounded(x, digits) for x, digits in zip(row, _DIGITS, strict=True)) for row in rows),
    )


def _rounded(value: float, digits: int) -> float:
    return math.nan if math.isnan(value) else float(f"{value:.{digits}g}")  # one NaN: two of them are never equal


def _written(table: RunTable) -> str:
    if not table:
        return ""
    rows = (":".join("" if math.isnan(x) else shortest(x) for x in row).rstrip(":") for row in table.rows)
    return f"{table.name};{'epochs' if table.per_epoch else 'steps'};{','.join(rows)}"


@lru_cache(maxsize=16)
def _read(text: str) -> RunTable:
    found = _FORM.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise ValueError(text)
    rows = tuple(_row(part) for part in found[3].split(","))
    steps = [row[0] for row in rows]
    rising = steps[0] == 0 and all(before < after for before, after in pairwise(steps))
    if len(rows) < 2 or not rising or steps[-1] > 2.0**53 or not any(row[1] > 0 for row in rows):
        raise ValueError(text)
    return RunTable(found[1], found[2] == "epochs", rows)


def _row(text: str) -> Row:
    cells = text.split(":")
    if not 2 <= len(cells) <= 4:
        raise ValueError(text)
    step, rate, loss, norm = (read_number(cell) if cell else math.nan for cell in (*cells, "", "")[:4])
    if not (step >= 0 and 0 <= rate < math.inf) or norm < 0 or any(map(math.isinf, (loss, norm))):
        raise ValueError(text)
    return step, rate, loss, norm


@dataclass(frozen=True, kw_only=True)
class LoggedRun(Parameter):
    """A run, written "its name;steps;0:1e-3:2.5:0.8,10:…": step, rate, and where known loss and norm; empty is none."""

    default: RunTable = NO_RUN

    @property
    def allowed(self) -> str:
        """The form in words."""
        return (
            f"at most {LONGEST} characters 'name;steps;step:rate:loss:norm,…', the first step 0, steps rising, rates "
            "at least 0 and one above"
        )

    def parse(self, text: str) -> RunTable:
        """Read the table."""
        if not text.strip():
            return NO_RUN
        try:
            return _read(text.strip())
        except (ValueError, OverflowError):
            raise self.refuse(text) from None

    def format(self, value: RunTable) -> str:
        """Write the table."""
        return _written(value)

    def to_widget(self, value: RunTable) -> str:
        """Give the text."""
        return self.format(value)

    def from_widget(self, state: str) -> RunTable:
        """Read the text."""
        return self.parse(state)
