"""The kinds of parameters, from a number to a table: each reads its value from text and writes it back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from dashboard.parameters.number_text import read_number, shortest

__all__ = [
    "LONGEST_NAME",
    "Choice",
    "InvalidParameter",
    "Name",
    "Number",
    "Parameter",
    "Several",
    "Span",
    "Values",
]

Values = dict[str, Any]
"""A value for each parameter of a figure, by key."""

LONGEST_NAME = 40
"""Characters."""
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,39})?", re.ASCII)


class InvalidParameter(ValueError):
    """A parameter has a value that is not allowed."""

    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        self.parameter, self.value, self.allowed = parameter, value[:80], allowed
        super().__init__(f"{parameter} = {self.value!r} is not allowed: it must be {allowed}.")

    def __reduce__(self) -> tuple[type[InvalidParameter], tuple[str, str, str]]:
        """Say how it is made again in another process, to which an error goes by its message otherwise."""
        return type(self), (self.parameter, self.value, self.allowed)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What all parameters have: a key, words for people, and a default."""

    widget: ClassVar[str] = ""
    """The kind of widget that sets it on a page."""

    key: str
    label: str
    default: Any
    symbol: str = ""
    unit: str = ""
    help: str = ""

    @property
    def allowed(self) -> str:
        """What values it takes, to complete the sentence 'it must be …'."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """Read a value from text; raise InvalidParameter if it is not allowed."""
        raise NotImplementedError

    def format(self, value: Any) -> str:
        """Write a value as text that `parse` reads back to the same value."""
        return str(value)

    @property
    def positions(self) -> tuple[Any, ...]:
        """The values among which a slider or a choice moves it; none if it is set in another way."""
        return ()

    def to_widget(self, value: Any) -> Any:
        """Give what its widget holds for a value; a slider stands at its stops alone."""
        return value

    def from_widget(self, state: Any) -> Any:
        """Read a value from what its widget holds; raise InvalidParameter if it is not allowed."""
        # A segmented control can be left with nothing chosen.
        return self.default if state is None else state

    def refuse(self, text: str) -> InvalidParameter:
        """Build the error for a text that cannot be a value of this parameter."""
        return InvalidParameter(self.key, text, self.allowed)


def _log(value: float) -> float:
    return math.log(value) if value > 0 else -math.inf


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A number that a slider moves through its stops; any value within the range is allowed."""

    widget = "slider"
    stops: tuple[float, ...]
    minimum: float
    maximum: float
    even: bool = False
    """Whether the stops are evenly spaced, so that a plain slider serves."""
    whole: bool = False

    @property
    def allowed(self) -> str:
        """The range in words."""
        kind = "a whole number" if self.whole else "a number"
        span = f"{kind} from {shortest(self.minimum)} to {shortest(self.maximum)}"
        return f"{span} ({self.unit})" if self.unit else span

    def parse(self, text: str) -> float:
        """Read a number within the range."""
        try:
            value = read_number(text)
        except ValueError:
            raise self.refuse(text) from None
        inside = self.minimum <= value <= self.maximum
        if not inside or (self.whole and value != int(value)):
            raise self.refuse(text)
        return value

    def format(self, value: float) -> str:
        """Write the shortest text that reads back to the same number."""
        return shortest(value)

    @property
    def positions(self) -> tuple[float, ...]:
        """The stops of its slider."""
        return self.stops

    def to_widget(self, value: float) -> float:
        """Give the stop at which the slider stands."""
        return self.nearest_stop(value)

    def nearest_stop(self, value: float) -> float:
        """Give the stop of the slider nearest to a value: on a logarithmic scale, unless the stops are even."""
        scale = (lambda x: x) if self.even else _log
        return value if value in self.stops else min(self.stops, key=lambda stop: abs(scale(stop) - scale(value)))


@dataclass(frozen=True, kw_only=True)
class Span(Parameter):
    """A range between two of the stops, written "low,high"."""

    widget = "range"
    stops: tuple[float, ...]
    default: tuple[float, float]

    @property
    def allowed(self) -> str:
        """The range in words."""
        low, high = shortest(self.stops[0]), shortest(self.stops[-1])
        return f"two rising numbers 'low,high' between {low} and {high}"

    def parse(self, text: str) -> tuple[float, float]:
        """Read two rising numbers."""
        try:
            low, high = (read_number(part) for part in text.split(","))
        except ValueError:
            raise self.refuse(text) from None
        if not self.stops[0] <= low < high <= self.stops[-1]:
            raise self.refuse(text)
        return low, high

    def to_widget(self, value: tuple[float, float]) -> tuple[float, float]:
        """Give the stops at which the slider stands: the nearest, and where they are one, the next above."""
        places = range(len(self.stops))
        low, high = (min(places, key=lambda k: abs(_log(self.stops[k]) - _log(end))) for end in value)
        low = min(low, len(self.stops) - 2)
        return self.stops[low], self.stops[max(high, low + 1)]

    def format(self, value: tuple[float, float]) -> str:
        """Write "low,high"."""
        return ",".join(shortest(end) for end in value)


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of a few named options; `options` maps each to what a person reads."""

    widget = "choice"
    options: Mapping[str, str] = field(hash=False)

    @property
    def allowed(self) -> str:
        """The options."""
        return "one of " + ", ".join(self.options)

    @property
    def positions(self) -> tuple[str, ...]:
        """The options."""
        return tuple(self.options)

    def parse(self, text: str) -> str:
        """Read one of the options."""
        if text not in self.options:
            raise self.refuse(text)
        return text


@dataclass(frozen=True, kw_only=True)
class Name(Parameter):
    """The name of one of several things; which there are, a page knows."""

    default: str = ""

    @property
    def allowed(self) -> str:
        """The form in words."""
        return f"a name of at most {LONGEST_NAME} small letters, digits and hyphens"

    def parse(self, text: str) -> str:
        """Read a name."""
        if not _NAME.fullmatch(text):
            raise self.refuse(text)
        return text


@dataclass(frozen=True, kw_only=True)
class Several(Parameter):
    """Some of a few named options, written "one,two"; none of them means all."""

    widget = "several"
    default: tuple[str, ...] = ()
    options: Mapping[str, str] = field(hash=False)

    @property
    def allowed(self) -> str:
        """The options."""
        return "some of " + ", ".join(self.options) + ", with commas between them"

    def parse(self, text: str) -> tuple[str, ...]:
        """Read the options; give them in their own order, each once."""
        chosen = [part.strip() for part in text.split(",") if part.strip()]
        if not set(chosen) <= set(self.options):
            raise self.refuse(text)
        return tuple(option for option in self.options if option in chosen)

    def format(self, value: tuple[str, ...]) -> str:
        """Write the options with commas between them."""
        return ",".join(value)

    def to_widget(self, value: tuple[str, ...]) -> list[str]:
        """Give a list."""
        return list(value)

    def from_widget(self, state: list[str] | None) -> tuple[str, ...]:
        """Read a list; none is an empty one."""
        return self.parse(",".join(state or ()))
