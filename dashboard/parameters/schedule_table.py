"""A learning-rate schedule that a person types, pastes or drops: rows of steps and rates, thinned to their changes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.parameters.kinds import InvalidParameter, Parameter
from dashboard.parameters.number_text import read_number, shortest

__all__ = ["Table"]

_Pairs = tuple[tuple[float, float], ...]
_LONGEST_TEXT = 5_000_000
_LONGEST_LINK = 4000
_HALVINGS = 40
_BETWEEN = re.compile(r"[;\t]|,|\s+")


@dataclass(frozen=True, kw_only=True)
class Table(Parameter):
    """A schedule by its changes, written "0:0.1,100:0.01" (step:rate, steps rising); read from a CSV as well."""

    widget = "text"
    default: _Pairs

    @property
    def allowed(self) -> str:
        """The form in words."""
        return (
            "pairs step:rate such as '0:0.1,100:0.01' or rows of a CSV, the first at step 0, "
            "steps rising and each once, rates above 0 and at most 1"
        )

    def parse(self, text: str) -> _Pairs:
        """Read the rows, and keep those at which the rate changes; by a little more, if a link cannot hold them."""
        if len(text) > _LONGEST_TEXT:
            raise self.refuse(f"{len(text):,} characters")
        pairs = list(self._checked(text))
        if not pairs:
            raise self.refuse(text.strip())
        return self._thinned(np.asarray(pairs, dtype=np.float64))

    def _checked(self, text: str) -> Iterator[tuple[float, float]]:
        """Read each row; of the first that is not allowed, say which it is and what it must be."""
        before = -1.0
        for number, row in _rows(text):
            try:
                step, rate = map(read_number, _cells(row))
            except ValueError:
                if number == 1 and ":" not in row and not any(map(_is_number, _cells(row))):
                    continue  # the names of columns
                raise InvalidParameter(self.key, row, f"a step and a rate in row {number}, as in 100:0.01") from None
            if before < 0 and step != 0:
                raise InvalidParameter(self.key, row, f"a first row with step 0, in row {number}")
            if step <= before or not math.isfinite(step) or step != int(step):
                raise InvalidParameter(self.key, row, f"a whole step in row {number}, greater than the one before it")
            if not 0 < rate <= 1:
                more = ": at rate 0 a step never ends; set a floor, or stop before" if rate == 0 else ""
                raise InvalidParameter(self.key, row, f"a rate above 0 and at most 1 in row {number}{more}")
            before = step
            yield step, rate

    def _thinned(self, rows: np.ndarray) -> _Pairs:
        """Leave out rows that change nothing; then those that change the logarithm by less and less, if it must be."""
        logs = np.log(rows[:, 1])
        exact = self._changes(rows, rows[:, 1])
        if len(exact) <= _LONGEST_LINK and len(self.format(exact)) <= _LONGEST_LINK:
            return exact
        low, high, best = 0.0, float(np.ptp(logs)) + 1.0, exact[:1]
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            fewer = self._changes(rows, np.rint(logs / middle))
            if len(fewer) <= _LONGEST_LINK and len(self.format(fewer)) <= _LONGEST_LINK:
                high, best = middle, fewer
            else:
                low = middle
        return best

    @staticmethod
    def _changes(rows: np.ndarray, levels: np.ndarray) -> _Pairs:
        kept = rows[np.append(True, np.diff(levels) != 0)]
        return tuple((float(step), float(rate)) for step, rate in kept) if len(kept) <= _LONGEST_LINK else tuple(kept)

    def format(self, value: _Pairs) -> str:
        """Write the pairs."""
        return ",".join(f"{shortest(step)}:{shortest(rate)}" for step, rate in value)

    def to_widget(self, value: _Pairs) -> str:
        """Give the text."""
        return self.format(value)

    def from_widget(self, state: str) -> _Pairs:
        """Read the text."""
        return self.parse(state)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Number the rows of a text: lines, or what stands between commas where pairs have a colon; no comments."""
    pairs = ":" in text
    rows = text.replace("\n", ",").split(",") if pairs else text.splitlines()
    number = 0
    for row in rows:
        stripped = row.strip().removeprefix("\ufeff")
        if stripped and not stripped.startswith("#"):
            number += 1
            yield number, stripped


def _cells(row: str) -> list[str]:
    """Take a row apart, by a colon, semicolon, tab, comma or blank; beside a semicolon a comma is a decimal one."""
    if ":" in row:
        return row.split(":", 1)
    for separator in (";", "\t"):
        if separator in row:
            return [cell.strip().replace(",", ".") for cell in row.split(separator)]
    return [cell for cell in _BETWEEN.split(row) if cell]


def _is_number(cell: str) -> bool:
    try:
        read_number(cell)
    except ValueError:
        return False
    return True
