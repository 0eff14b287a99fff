"""What a lesson is, and how it is read from Markdown with front matter.

A file has front matter (title, level, minutes, objectives, needs, teacher) and steps. A step begins with `## Title` and
a block of YAML: the figure it shows, the parameters it sets, the controls it leaves to the learner, and the question it
may ask. Then come its words; after `<!-- answer -->` those that wait for the answer, after `<!-- teacher -->` those for
the teacher.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qsl

import frontmatter
import yaml

from dashboard.places import ASSETS

__all__ = [
    "LEVELS",
    "Choose",
    "Drag",
    "Lesson",
    "LessonError",
    "Question",
    "Step",
    "broken_lessons",
    "lessons",
    "parse_lesson",
]

LEVELS: Final = ("introduction", "intermediate", "advanced")

_FOLDER: Final = ASSETS / "lessons"
_STEP: Final = re.compile(r"^## +(?P<title>.+?)\s*\n+```yaml\n(?P<about>.*?)\n```\s*\n(?P<words>.*)", re.DOTALL)
_PARTS: Final = re.compile(r"^<!-- (answer|teacher) -->\s*$", re.MULTILINE)


class LessonError(ValueError):
    """A lesson that cannot be taught: says what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Choose:
    """A question with options: each is known by its key, a number or a word, and read by its text."""

    ask: str
    answer: str
    """The name of the quantity that tells the right option."""
    options: Mapping[float | str, str]


@dataclass(frozen=True, kw_only=True)
class Drag:
    """A question whose answer is dragged: a number from `low` to `high`, right if it is within `within`."""

    ask: str
    answer: str
    low: float
    high: float
    step: float
    within: float
    unit: str = ""
    log: bool = False
    """Whether what is dragged is a power of ten."""


Question = Choose | Drag


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a lesson: one picture, a few words, perhaps a question."""

    title: str
    figure: str
    set: Mapping[str, str]
    """The parameters of the figure that differ from their defaults, as in an address."""
    controls: tuple[str, ...]
    question: Question | None
    words: str
    answer: str
    teacher: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson: what it is for, and its steps."""

    name: str
    title: str
    level: str
    minutes: int
    objectives: tuple[str, ...]
    needs: str
    teacher: str
    steps: tuple[Step, ...]


def lessons() -> Mapping[str, Lesson]:
    """Give all lessons, in the order of their files; the name of a lesson is that of its file without the number."""
    return _read(_FOLDER)[0]


def broken_lessons() -> tuple[str, ...]:
    """Say what is wrong with the files that could not be read."""
    return _read(_FOLDER)[1]


@functools.cache
def _read(folder: Path) -> tuple[Mapping[str, Lesson], tuple[str, ...]]:
    # One file that somebody is still writing must not take the app down.
    found: dict[str, Lesson] = {}
    broken: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            lesson = parse_lesson(path.stem, path.read_text("utf-8"))
        except ValueError as error:
            broken.append(f"{path.name}: {error}")
        else:
            found[lesson.name] = lesson
    return MappingProxyType(found), tuple(broken)


def parse_lesson(stem: str, text: str) -> Lesson:
    """Read a lesson; raise LessonError if it is not as it should be."""
    try:
        read = frontmatter.loads(text)
        about: dict[str, Any] = read.metadata
        steps = [part for part in re.split(r"(?m)^(?=## )", read.content) if part.strip()]
        if not steps:
            raise LessonError("there is no step, which begins with '## '")
        return Lesson(
            name=stem.partition("-")[2],
            title=str(about["title"]),
            level=_one_of(LEVELS, about["level"]),
            minutes=int(about["minutes"]),
            objectives=tuple(about["objectives"]),
            needs=str(about["needs"]),
            teacher=str(about["teacher"]),
            steps=tuple(_parse_step(part) for part in steps),
        )
    except (AttributeError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        missing = isinstance(error, KeyError)
        raise LessonError(f"{error} is missing" if missing else " ".join(str(error).split())) from error


def _parse_step(text: str) -> Step:
    found = _STEP.match(text)
    if not found:
        raise LessonError(f"a step needs a title and a block of yaml: {text[:60]!r}")
    about = yaml.safe_load(found["about"])
    words, *rest = _PARTS.split(found["words"])
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    question = _parse_question(about["question"]) if about.get("question") else None
    if question is None and parts.get("answer", "").strip():
        raise LessonError(f"step {found['title']!r} has an answer but no question")
    return Step(
        title=found["title"],
        figure=str(about["figure"]),
        set=MappingProxyType(dict(parse_qsl(about["set"] or "", keep_blank_values=True))),
        controls=tuple(about["controls"]),
        question=question,
        words=words.strip(),
        answer=parts.get("answer", "").strip(),
        teacher=parts.get("teacher", "").strip(),
    )


def _parse_question(about: Mapping[str, Any]) -> Question:
    ask, answer, unit = str(about["ask"]), str(about["answer"]), str(about.get("unit", ""))
    if "slider" in about:
        slider = about["slider"]
        numbers = {key: float(slider[key]) for key in ("low", "high", "step", "within")}
        unit = str(slider.get("unit", unit))
        return Drag(ask=ask, answer=answer, unit=unit, log=bool(slider.get("log", False)), **numbers)
    options = about["options"]
    if isinstance(options, Mapping):
        return Choose(ask=ask, answer=answer, options={str(key): str(text) for key, text in options.items()})
    return Choose(ask=ask, answer=answer, options={float(one): _written(float(one), unit) for one in options})


def _written(value: float, unit: str) -> str:
    from dashboard.wording import power

    text = f"{value:,.6g}" if 1e-3 <= abs(value) < 1e6 else power(value)
    return f"{text} {unit}".rstrip()


def _one_of(allowed: tuple[str, ...], value: Any) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return str(value)
