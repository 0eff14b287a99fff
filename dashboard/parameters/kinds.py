"""The kinds of parameters, from a number to a table: each reads its value from text and writes it back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

__all__ = [
    "Choice",
    "InvalidParameter",
    "Name",
    "Number",
    "Numbers",
    "OwnPoint",
    "Parameter",
    "Pin",
    "Several",
    "Span",
    "Table",
    "Values",
]

Values = dict[str, Any]
"""A value for each parameter of a figure, by key."""

_LONGEST_TEXT = 4000
_LONGEST_NAME = 40
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

    def shown(self, value: Any) -> Any:
        """Give the value that its widget shows in place of another: a slider stands at its stops alone."""
        return value

    def to_widget(self, value: Any) -> Any:
        """Give what its widget holds for a value."""
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


_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LOST_PLUS = re.compile(r"(?<=[\d.][eE]) (?=\d)")


def _read_number(text: str) -> float:
    """Read a decimal number. In an address that is typed by hand a plus means a blank: "1e 9" was "1e+9"."""
    typed = _LOST_PLUS.sub("+", text.strip())
    if not _DECIMAL.fullmatch(typed):
        raise ValueError(text)
    return float(typed)


def _shortest(value: float) -> str:
    value = float(value)  # NumPy's own numbers are written with their type
    return f"{value:.12g}" if float(f"{value:.12g}") == value else repr(value)


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
        span = f"{kind} from {_shortest(self.minimum)} to {_shortest(self.maximum)}"
        return f"{span} ({self.unit})" if self.unit else span

    def parse(self, text: str) -> float:
        """Read a number within the range."""
        try:
            value = _read_number(text)
        except ValueError:
            raise self.refuse(text) from None
        inside = self.minimum <= value <= self.maximum
        if not inside or (self.whole and value != int(value)):
            raise self.refuse(text)
        return value

    def format(self, value: float) -> str:
        """Write the shortest text that reads back to the same number."""
        return _shortest(value)

    @property
    def positions(self) -> tuple[float, ...]:
        """The stops of its slider."""
        return self.stops

    def shown(self, value: float) -> float:
        """Give the stop that the slider shows."""
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
        low, high = _shortest(self.stops[0]), _shortest(self.stops[-1])
        return f"two rising numbers 'low,high' between {low} and {high}"

    def parse(self, text: str) -> tuple[float, float]:
        """Read two rising numbers."""
        try:
            low, high = (_read_number(part) for part in text.split(","))
        except ValueError:
            raise self.refuse(text) from None
        if not self.stops[0] <= low < high <= self.stops[-1]:
            raise self.refuse(text)
        return low, high

    def shown(self, value: tuple[float, float]) -> tuple[float, float]:
        """Give the range that the slider shows: from the nearest stop to the nearest."""
        low, high = (min(self.stops, key=lambda stop: abs(_log(stop) - _log(end))) for end in value)
        return (low, high) if low < high else self.default

    def format(self, value: tuple[float, float]) -> str:
        """Write "low,high"."""
        return ",".join(_shortest(end) for end in value)


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
        return f"a name of at most {_LONGEST_NAME} small letters, digits and hyphens"

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


@dataclass(frozen=True, kw_only=True)
class OwnPoint(Parameter):
    """A point of the user's own, written "my chip: 2e-15"; an empty text is none."""

    widget = "line"
    default: tuple[str, float] | None = None
    minimum: float
    maximum: float

    @property
    def allowed(self) -> str:
        """The form in words."""
        span = f"from {_shortest(self.minimum)} to {_shortest(self.maximum)}"
        return f"a name of at most {_LONGEST_NAME} characters, a colon and an energy in {self.unit} {span}"

    def parse(self, text: str) -> tuple[str, float] | None:
        """Read the name and the energy."""
        if not text.strip():
            return None
        name, _, energy = text.rpartition(":")
        try:
            value = _read_number(energy)
        except ValueError:
            raise self.refuse(text) from None
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable() or not self.minimum <= value <= self.maximum:
            raise self.refuse(text)
        return name, value

    def format(self, value: tuple[str, float] | None) -> str:
        """Write the name and the energy."""
        return "" if value is None else f"{value[0]}: {_shortest(value[1])}"

    def to_widget(self, value: tuple[str, float] | None) -> str:
        """Give the text."""
        return self.format(value)

    def from_widget(self, state: str) -> tuple[str, float] | None:
        """Read the text."""
        return self.parse(state)


@dataclass(frozen=True, kw_only=True)
class Numbers(Parameter):
    """A few different positive numbers, written "0.1,0.01"; order does not matter."""

    widget = "numbers"
    default: tuple[float, ...]
    suggestions: tuple[float, ...]
    minimum: float
    maximum: float
    most: int

    @property
    def allowed(self) -> str:
        """Count and range in words."""
        low, high = _shortest(self.minimum), _shortest(self.maximum)
        return f"1 to {self.most} numbers from {low} to {high}, with commas between them"

    def parse(self, text: str) -> tuple[float, ...]:
        """Read the numbers; largest first, each once."""
        parts = text.split(",") if len(text) <= _LONGEST_TEXT else []
        values = {self.parse_one(part) for part in parts}
        if not 1 <= len(values) <= self.most:
            raise self.refuse(text)
        return tuple(sorted(values, reverse=True))

    def parse_one(self, text: str) -> float:
        """Read one of the numbers."""
        try:
            value = _read_number(text)
        except ValueError:
            raise self.refuse(text) from None
        if not self.minimum <= value <= self.maximum:
            raise self.refuse(text)
        return value

    def format(self, value: tuple[float, ...]) -> str:
        """Write the numbers with commas between them."""
        return ",".join(_shortest(one) for one in value)

    def to_widget(self, value: tuple[float, ...]) -> list[str]:
        """Give a text for each number."""
        return [self.format((one,)) for one in value]

    def from_widget(self, state: list[str]) -> tuple[float, ...]:
        """Read a text for each number."""
        return self.parse(",".join(state))


@dataclass(frozen=True, kw_only=True)
class Table(Parameter):
    """A learning-rate schedule typed in, written "0:0.1,100:0.01" (step:rate, steps rising)."""

    widget = "text"
    default: tuple[tuple[float, float], ...]
    most: int = 200

    @property
    def allowed(self) -> str:
        """The form in words."""
        return (
            f"up to {self.most} pairs step:rate such as '0:0.1,100:0.01', the first at step 0, "
            "steps rising and each once, rates above 0 and at most 1"
        )

    def parse(self, text: str) -> tuple[tuple[float, float], ...]:
        """Read the pairs."""
        text = text.strip()
        entries = [entry for entry in text.replace("\n", ",").split(",") if entry.strip()]
        if len(text) > _LONGEST_TEXT or not 1 <= len(entries) <= self.most:
            raise self.refuse(text)
        try:
            pairs = tuple((_read_number(step), _read_number(rate)) for step, rate in map(_pair, entries))
        except ValueError:
            raise self.refuse(text) from None
        steps = [step for step, _ in pairs]
        rising = all(a < b for a, b in pairwise(steps))
        whole = all(math.isfinite(step) and step == int(step) for step in steps)
        if steps[0] != 0 or not rising or not whole or not all(0 < rate <= 1 for _, rate in pairs):
            raise self.refuse(text)
        return pairs

    def format(self, value: tuple[tuple[float, float], ...]) -> str:
        """Write the pairs."""
        return ",".join(f"{_shortest(step)}:{_shortest(rate)}" for step, rate in value)

    def to_widget(self, value: tuple[tuple[float, float], ...]) -> str:
        """Give the text."""
        return self.format(value)

    def from_widget(self, state: str) -> tuple[tuple[float, float], ...]:
        """Read the text."""
        return self.parse(state)


def _pair(entry: str) -> tuple[str, str]:
    step, _, rate = entry.partition(":")
    return step, rate


@dataclass(frozen=True, kw_only=True)
class Pin(Parameter):
    """Another state to compare with, written "alpha:0.3;steps:1000": what differs from the defaults, or "defaults"."""

    default: str = ""
    find: Callable[[str], Parameter | None] = field(hash=False)
    """Gives the parameter of a key that a pin may hold."""

    @property
    def allowed(self) -> str:
        """The form in words."""
        return "'defaults' or key:value pairs such as 'alpha:0.3;steps:1000'"

    def parse(self, text: str) -> str:
        """Read what is pinned; give it on one line, in the order and form in which it was written."""
        text = ",".join(text.splitlines())
        if text not in ("", self.nothing):
            self.read(text)
        return text

    @property
    def nothing(self) -> str:
        """The text of a pin all of whose values are the defaults."""
        return "defaults"

    def read(self, text: str) -> Values:
        """Read the values that a pin holds; what is left out has its default."""
        values: Values = {}
        if text in ("", self.nothing):
            return values
        if len(text) > _LONGEST_TEXT:
            raise self.refuse(text)
        for part in text.split(";"):
            key, colon, value = part.partition(":")
            parameter = self.find(key)
            if parameter is None or not colon or key in values:
                raise self.refuse(text)
            try:
                values[key] = parameter.parse(value)
            except InvalidParameter:
                raise self.refuse(text) from None
        return values
