"""Logs as a program prints them: nanoGPT, llm.c, Megatron, DeepSpeed, Detectron2, OLMo, and prints of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from limcore.logs._rows import Asked, Rows
from limcore.logs._source import LogText

__all__ = ["is_console", "read_console"]

_NUMBER: Final = r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b)"
_BETWEEN: Final = r"""['"]?\s*[:=]?\s*[\['"(]*\s*"""
_LETTER: Final = r"(?<![a-z])"
_DIGITS: Final = re.compile(r"(\d+)")
_MOST_SHAPES: Final = 1000  # of lines, so that a log in which no two are alike takes no more memory


def _after(names: str, *words: str, value: str = _NUMBER) -> Callable[[str], re.Match[str] | None]:
    """Find the value after a name in a line of small letters, from shortly before the first of the words on."""
    search = re.compile(rf"(?:{names}){_BETWEEN}{value}").search

    def find(line: str) -> re.Match[str] | None:
        places = [place for word in words if (place := line.find(word)) >= 0]
        return search(line, max(min(places) - 24, 0)) if places else None

    return find


_STEP: Final = _after(
    rf"{_LETTER}(?:(?:(?:global|train|optimizer)[_ ]?)?step|current_steps|iter(?:ation)?|num_updates|update|schritt)s?"
    rf"|{_LETTER}(?<!\d)s(?=:)",
    *("step", "iter", "s:", "update", "schritt"),
    value=r"(\d[\d,_]*)",
)
_EPOCH: Final = _after(rf"{_LETTER}(?:epoch|epoche)", "epoch")
_RATE: Final = _after(
    rf"{_LETTER}(?:learning[_ ]?rate|lr|lernrate)(?:[-_/][a-z]*\d*|_group\d+|\d)?", "lr", "learning", "lernrate"
)
_OTHER_LOSS: Final = r"(?<!val )(?<!valid )(?<!test )(?<!eval )(?<!val_)(?<!eval_)(?<!test_)(?<!valid_)(?<![a-z])"
_LOSS: Final = _after(
    rf"{_LETTER}(?:total_loss|train(?:ing)?[_ /]loss|lm loss|train/crossentropyloss|trl)|{_OTHER_LOSS}(?:loss|verlust)",
    *("loss", "trl", "verlust"),
)
_NORM: Final = _after(rf"{_LETTER}(?:(?:total_)?grad(?:ient)?[_ ]?norm|gnorm|norm)", "norm")


@dataclass(frozen=True)
class _Kind:
    """A format: its name, what its lines have, those to be passed over, and what is special."""

    name: str
    has: re.Pattern[str]
    evaluation: re.Pattern[str] = re.compile(r"(?!)")
    rounded: bool = False
    spread: bool = False  # a step on a line of its own, and what belongs to it on those after


_KINDS: Final = (
    _Kind("llm.c main.log", re.compile(r"^s:\d+ (trl|tel|eval):", re.M), re.compile(r"^s:\d+ (?!trl)"), rounded=True),
    _Kind("Megatron", re.compile(r"iteration\s+\d+/\s*\d+ \|", re.M), re.compile(r"validation loss|test loss")),
    _Kind("nanoGPT", re.compile(r"^iter \d+: loss", re.M), re.compile(r"^step \d+: ")),
    _Kind("OLMo", re.compile(r"\[step=\d[\d,]*/", re.M), re.compile(r"eval/"), spread=True),
    _Kind("Detectron2", re.compile(r"\biter: \d+ .*\btotal_loss: ", re.M)),
    _Kind("modded-nanogpt", re.compile(r"^step:\d+/\d+ (train|val)_loss:", re.M), re.compile(r"\bval_loss:")),
    _Kind("printed lines", re.compile(r"")),
)


def is_console(text: LogText) -> bool:
    """Tell whether there are lines with a step and a loss or a rate."""
    lines = text.head.split("\n")[:2000]
    return any(kind.has.search(text.head) for kind in _KINDS[:-1]) or any(
        _says_enough(_found(line.lower())) for line in lines if len(line) < 10_000
    )


def _found(line: str) -> dict[str, re.Match[str] | None]:
    """Find the values of a row in a line of small letters."""
    return {
        "step": _STEP(line),
        "learning_rate": _RATE(line),
        "loss": _LOSS(line),
        "gradient_norm": _NORM(line),
        "epoch": _EPOCH(line),
    }


def _says_enough(found: dict[str, re.Match[str] | None]) -> bool:
    """Tell whether a line has two of the values that a row has: one alone may stand in any text."""
    values = sum(found[name] is not None for name in ("learning_rate", "loss", "gradient_norm"))
    return values + bool(found["step"] or found["epoch"]) > 1


def read_console(text: LogText, asked: Asked) -> Rows:
    """Read what stands behind the usual names in each line; other lines are passed over."""
    kind = next(kind for kind in _KINDS if kind.has.search(text.head))
    rows = Rows(kind.name, rounded=kind.rounded)
    lost = {"skipped": 0, "nan": 0}
    reader = _Lines(kind)
    step: str | None = None
    uncounted = 0
    for place, written in enumerate(text.lines(), start=1):
        cells = reader.cells(written)
        if not cells:
            continue
        named = dict(cells)
        if kind.spread:
            step = named.get("step", step)
            if len(named) == ("step" in named) + ("epoch" in named):
                continue
            if step is not None and "step" not in named:
                cells = [*cells, ("step", step)]
        uncounted += not ("step" in named or "epoch" in named or step)
        rows.add(place, cells)
        if kind.name == "Megatron":
            for what, count in _counts(written.lower()):
                lost[what] += count
    rows.notes += [f"Iterations counted as {what}: {count}." for what, count in lost.items() if count]
    if uncounted and uncounted == len(rows.values) // 5:
        rows.values[0::5] = type(rows.values)("d", range(uncounted))
        rows.notes.append("There is no step in the lines: they are counted.")
    return rows


@dataclass(frozen=True)
class _Place:
    """Where a value stands in a line that is split at its digits: from one part to another, and what is around them."""

    name: str
    before: str
    start: int
    end: int
    after: str

    def read(self, parts: list[str]) -> tuple[str, str]:
        return self.name, (self.before + "".join(parts[self.start : self.end]) + self.after).replace(",", "")


class _Lines:
    """The values in lines of one kind; lines that differ in their digits alone are searched once for all."""

    def __init__(self, kind: _Kind) -> None:
        self.kind = kind
        self.shapes: dict[str, list[_Place] | None] = {}

    def cells(self, written: str) -> list[tuple[str, str]]:
        """Give the values that a row has of a line, with their names; none of a line that is passed over."""
        if len(written) > 10_000:
            return []
        parts = _DIGITS.split(written)
        shape = "0".join(parts[::2])
        places = self.shapes.get(shape)
        if places is None:
            found = self.searched(written)
            if shape not in self.shapes and len(self.shapes) < _MOST_SHAPES:
                self.shapes[shape] = _places(found, _DIGITS.split(written.lower()))
            return [(name, match.group(1).replace(",", "")) for name, match in found.items()]
        return [place.read(parts) for place in places]

    def searched(self, written: str) -> dict[str, re.Match[str]]:
        if self.kind.evaluation.search(written):
            return {}
        found = _found(written.lower())
        known = {name: match for name, match in found.items() if match}
        if self.kind.spread:
            return known
        if not (found["learning_rate"] or found["loss"]) or (self.kind is _KINDS[-1] and not _says_enough(found)):
            return {}
        return known


def _places(found: dict[str, re.Match[str]], parts: list[str]) -> list[_Place] | None:
    """Give the places of values among the parts of their line; None if one has no digits, as a NaN."""
    starts = list(accumulate(map(len, parts), initial=0))
    places = []
    for name, match in found.items():
        start, end = match.span(1)
        first = next((part for part in range(1, len(parts), 2) if starts[part] >= start), len(parts))
        last = max((part for part in range(1, len(parts), 2) if starts[part + 1] <= end), default=-1)
        if first > last:
            return None
        line = match.string
        before, after = line[start : starts[first]], line[starts[last + 1] : end]
        places.append(_Place(name, before, first, last + 1, after))
    return places


def _counts(line: str) -> list[tuple[str, int]]:
    return [(what, int(count)) for what, count in re.findall(r"number of (skipped|nan) iterations:\s*(\d+)", line)]
