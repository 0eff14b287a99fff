"""The kinds of parameters that are written as a text of their own: numbers, letters, a point, another state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dashboard.parameters.kinds import LONGEST_NAME, InvalidParameter, Parameter, Values
from dashboard.parameters.number_text import read_number, shortest

__all__ = ["Letters", "Numbers", "OwnPoint", "Pin"]

_LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class OwnPoint(Parameter):
    """A point of the user's own, written "my chip: 2e-15"; an empty text is none."""

    widget = "line"
    default: tuple[str, float] | None = None
    placeholder: str
    """What stands in its field as long as that is empty."""
    minimum: float
    maximum: float

    @property
    def allowed(self) -> str:
        """The form in words."""
        span = f"from {shortest(self.minimum)} to {shortest(self.maximum)}"
        return f"a name of at most {LONGEST_NAME} characters, a colon and an energy in {self.unit} {span}"

    def parse(self, text: str) -> tuple[str, float] | None:
        """Read the name and the energy."""
        if not text.strip():
            return None
        name, _, energy = text.rpartition(":")
        try:
            value = read_number(energy)
        except ValueError:
            raise self.refuse(text) from None
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable() or not self.minimum <= value <= self.maximum:
            raise self.refuse(text)
        return name, value

    def format(self, value: tuple[str, float] | None) -> str:
        """Write the name and the energy."""
        return "" if value is None else f"{value[0]}: {shortest(value[1])}"

    def to_widget(self, value: tuple[str, float] | None) -> str:
        """Give the text."""
        return self.format(value)

    def from_widget(self, state: str) -> tuple[str, float] | None:
        """Read the text."""
        return self.parse(state)


@dataclass(frozen=True, kw_only=True)
class Letters(Parameter):
    """What happens one after the other, a letter for each event, written "ppd"; an empty text is nothing."""

    widget = "line"
    default: str = ""
    placeholder: str
    """What stands in its field as long as that is empty."""
    letters: Mapping[str, str] = field(hash=False)
    """What each of them means."""
    most: int

    @property
    def allowed(self) -> str:
        """The letters in words."""
        meant = ", ".join(f"{letter} ({meaning})" for letter, meaning in self.letters.items())
        return f"at most {self.most} of the letters {meant}"

    def parse(self, text: str) -> str:
        """Read the letters, large or small; spaces between them do not matter."""
        letters = "".join(text.split()).lower()
        if len(letters) > self.most or not set(letters) <= set(self.letters):
            raise self.refuse(text)
        return letters

    def from_widget(self, state: str) -> str:
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
        low, high = shortest(self.minimum), shortest(self.maximum)
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
            value = read_number(text)
        except ValueError:
            raise self.refuse(text) from None
        if not self.minimum <= value <= self.maximum:
            raise self.refuse(text)
        return value

    def format(self, value: tuple[float, ...]) -> str:
        """Write the numbers with commas between them."""
        return ",".join(shortest(one) for one in value)

    def to_widget(self, value: tuple[float, ...]) -> list[str]:
        """Give a text for each number."""
        return [self.format((one,)) for one in value]

    def from_widget(self, state: list[str]) -> tuple[float, ...]:
        """Read a text for each number."""
        return self.parse(",".join(state))


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
