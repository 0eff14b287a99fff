"""What is swept: a figure, the parameters that stay, and the values of those that do not."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.figures import FIGURES, Figure
from dashboard.figures.chosen_schedules import check_schedules, in_use
from dashboard.parameters import PARAMETERS, Choice, InvalidParameter, Number, Values

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Sweep", "swept_column", "swept_values"]

_MOST_VALUES: Final = 1_000_000  # of one parameter
_MOST_COMBINATIONS: Final = 10_000_000
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_FORM: Final = "first:last:count, first:last:count:log, or values with commas between them"


def swept_column(key: str) -> str:
    """Name the column of a swept parameter: a figure's table may have one of the parameter's own name."""
    return f"swept_{key}"


def swept_values(figure: Figure, key: str, text: str) -> tuple[str, ...]:
    """Read the values of a swept parameter, as text that an address takes; raise InvalidParameter if one is bad."""
    if key not in figure.parameters:
        raise figure.unknown(key)
    parameter = PARAMETERS[key]
    if not isinstance(parameter, (Number, Choice)):
        raise InvalidParameter(key, text, "set by --set, since only numbers and choices can be swept")
    parts = [part.strip() for part in text.split(",")] if ":" not in text else _spread(key, text, parameter)
    values = [_canonical(parameter, part) for part in parts]
    if len(set(values)) < len(values):
        raise InvalidParameter(key, text, "values of which no two are the same")
    return tuple(values)


def _canonical(parameter: Number | Choice, text: str) -> str:
    """Write a value as an address does."""
    return parameter.format(parameter.parse(text)) if isinstance(parameter, Number) else parameter.parse(text)


def _spread(key: str, text: str, parameter: Number | Choice) -> list[str]:
    """Spread values evenly from the first to the last, or by equal factors."""
    refusal = InvalidParameter(key, text, _FORM)
    ends, scale = text.removesuffix(":log").split(":"), text.endswith(":log")
    if isinstance(parameter, Choice) or len(ends) != 3 or not _COUNT.fullmatch(ends[2]):
        raise refusal
    first, last = (parameter.parse(end) for end in ends[:2])
    count = int(ends[2])
    if not 2 <= count <= _MOST_VALUES or (scale and min(first, last) <= 0):
        above = ", both above 0" if scale else ""
        raise InvalidParameter(key, text, f"{_FORM}, with a count from 2 to {_MOST_VALUES}{above}")
    spread = np.geomspace(first, last, count) if scale else np.linspace(first, last, count)
    # Between the ends 0.3 is meant where it has become 0.30000000000000004.
    values = [first, *(float(f"{value:.12g}") for value in spread[1:-1]), last]
    if parameter.whole:
        values = list(dict.fromkeys(float(round(value)) for value in values))
    return [parameter.format(value) for value in values]


@dataclass(frozen=True)
class Sweep:
    """A figure, and in which states its table is wanted: every combination, the last parameter varying fastest."""

    name: str
    settings: Mapping[str, str]
    over: Mapping[str, tuple[str, ...]]

    @property
    def figure(self) -> Figure:
        """The figure whose table it is."""
        return FIGURES[self.name]

    @property
    def count(self) -> int:
        """How many combinations there are."""
        return math.prod(len(values) for values in self.over.values())

    @cached_property
    def values(self) -> Values:
        """The parameters that stay."""
        return self.figure.values(**self.settings)

    @property
    def kept(self) -> list[str]:
        """The parameters that are in use in some combination and not swept."""
        choices = {key: values for key, values in self.over.items() if isinstance(PARAMETERS[key], Choice)}
        states = [self.values | dict(zip(choices, one, strict=True)) for one in product(*choices.values())]
        used = {key for state in states for key in in_use(state)}
        return [key for key in self.values if key in used and key not in self.over]

    def swept(self, index: int) -> Values:
        """Give the swept parameters of a combination."""
        chosen: Values = {}
        for key, values in reversed(tuple(self.over.items())):
            index, place = divmod(index, len(values))
            chosen[key] = PARAMETERS[key].parse(values[place])
        return {key: chosen[key] for key in self.over}

    def table(self, index: int) -> pd.DataFrame:
        """Compute the table of a combination; raise InvalidParameter where its parameters do not go together."""
        swept = self.swept(index)
        values = self.values | swept
        for error in check_schedules(values):
            raise error
        table = self.figure.table(values)
        for place, (key, value) in enumerate(swept.items()):
            table.insert(place, swept_column(key), value)
        return table

    def tables(self, start: int, stop: int) -> Iterator[pd.DataFrame | InvalidParameter]:
        """Compute the tables of some combinations, or why there is none."""
        for index in range(start, stop):
            try:
                yield self.table(index)
            except InvalidParameter as error:
                yield error

    def first_table(self) -> pd.DataFrame:
        """Compute the table of the first combination that has one: it tells the columns of all."""
        for table in self.tables(0, self.count):
            if not isinstance(table, InvalidParameter):
                return table
            refusal = table
        raise refusal

    def check(self) -> None:
        """Raise InvalidParameter if there are too many combinations, or if columns depend on what is swept."""
        if self.count > _MOST_COMBINATIONS:
            allowed = f"at most {_MOST_COMBINATIONS:,} combinations"
            raise InvalidParameter("over", f"{self.count:,} combinations", allowed)
        for key, values in self.over.items():
            if isinstance(PARAMETERS[key], Choice):
                columns = {names for value in values if (names := self._columns(self.values | {key: value}))}
                if len(columns) > 1:
                    allowed = "one value, set by --set: other values have other columns, which one table cannot hold"
                    raise InvalidParameter(key, ",".join(values), allowed)

    def _columns(self, values: Values) -> tuple[str, ...]:
        """Name the columns of the table; none where the parameters do not go together."""
        try:
            return tuple(self.figure.columns(values))
        except InvalidParameter:
            return ()
