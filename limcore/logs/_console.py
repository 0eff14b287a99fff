"""Logs as a program prints them: nanoGPT, llm.c, Megatron, DeepSpeed, Detectron2, OLMo, and prints of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from limcore.logs._rows import Asked, Rows
from limcore.logs._source import LogText

__all__ = ["is_console", "read_console"]

_NUMBER: Final = r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b)"
_BETWEEN: Final = r"""['"]?\s*[:=]?\s*[\['"(]*\s*"""
_LETTER: Final = r"(?<![a-z])"


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
    step: str | None = None
    uncounted = 0
    for place, written in enumerate(text.lines(), start=1):
        if len(written) > 10_000 or kind.evaluation.search(written):
            continue
        line = written.lower()
        found = _found(line)
        if kind.spread and found["step"]:
            step = found["step"].group(1)
        if not (found["learning_rate"] or found["loss"] or (kind.spread and found["gradient_norm"])):
            continue
        if kind is _KINDS[-1] and not _says_enough(found):
            continue
        cells = [(name, match.group(1).replace(",", "")) for name, match in found.items() if match]
        if kind.spread and step is not None and not found["step"]:
            cells.append(("step", step.replace(",", "")))
        uncounted += not (found["step"] or found["epoch"] or step)
        rows.add(place, cells)
        if kind.name == "Megatron":
            for what, count in _counts(line):
                lost[what] += count
    rows.notes += [f"Iterations counted as {what}: {count}." for what, count in lost.items() if count]
    if uncounted and uncounted == len(rows.values) // 5:
        rows.values[0::5] = type(rows.values)("d", range(uncounted))
        rows.notes.append("There is no step in the lines: they are counted.")
    return rows


def _counts(line: str) -> list[tuple[str, int]]:
    return [(what, int(count)) for what, count in re.findall(r"number of (skipped|nan) iterations:\s*(\d+)", line)]
