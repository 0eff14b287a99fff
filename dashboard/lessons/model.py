"""What a lesson is, and how it is read from Markdown with front matter.

A file has front matter (title, level, minutes, objectives, needs, teacher) and steps. A step begins with `## Title` and
a block of YAML: the figure it shows, the parameters it sets, the controls it leaves to the learner, and the question it
may ask; `open: true` says that it takes the figure to answer, so that nothing of it waits. Then come its words; after
`<!-- answer -->` those that wait for the answer, after `<!-- teacher -->` those for the teacher.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qsl

import frontmatter
import yaml

__all__ = [
    "LEVELS",
    "Choose",
    "Drag",
    "Lesson",
    "LessonError",
    "Question",
    "Step",
    "parse_lesson",
]

LEVELS: Final = ("introduction", "intermediate", "advanced")

_STEP: Final = re.compile(r"^## +(?P<title>.+?)\s*\n+```yaml\n(?P<about>.*?)\n```\s*\n(?P<words>.*)", re.DOTALL)
_FRONT: Final = ("title", "level", "minutes", "objectives", "needs", "teacher")
_OF_STEP: Final = ("figure", "set", "controls", "question", "open")
_OF_QUESTION: Final = ("ask", "answer", "options", "slider", "unit")
_OF_SLIDER: Final = ("low", "high", "step", "within", "unit", "log")
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
    open: bool
    """Whether the figure keeps nothing back while the question is open: it takes the figure to answer it."""
    words: str
    answer: str
    teacher: str

    @property
    def veiled(self) -> bool:
        """Whether the figure keeps its words to itself before the answer."""
        return self.question is not None and not self.open


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


def parse_lesson(stem: str, text: str) -> Lesson:
    """Read a lesson; raise LessonError if it is not as it should be."""
    try:
        read = frontmatter.loads(text)
        about = _only(_FRONT, read.metadata)
        steps = [part for part in re.split(r"(?m)^(?=## )", read.content) if part.strip()]
        if not steps:
            raise LessonError("there is no step, which begins with '## '")
        return Lesson(
            name=stem.partition("-")[2],
            title=str(about["title"]),
            level=_one_of(LEVELS, about["level"]),
            minutes=int(about["minutes"]),
            objectives=_listed(about["objectives"]),
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
    about = _only(_OF_STEP, yaml.safe_load(found["about"]))
    words, *rest = _PARTS.split(found["words"])
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    question = _parse_question(about["question"]) if about.get("question") else None
    is_open = about.get("open", False)
    if not isinstance(is_open, bool):
        raise LessonError(f"step {found['title']!r} is open: {is_open!r}, which is neither true nor false")
    if question is None and parts.get("answer", "").strip():
        raise LessonError(f"step {found['title']!r} has an answer but no question")
    return Step(
        title=found["title"],
        figure=str(about["figure"]),
        set=MappingProxyType(dict(parse_qsl(about["set"] or "", keep_blank_values=True))),
        controls=_listed(about["controls"]),
        question=question,
        open=is_open,
        words=words.strip(),
        answer=parts.get("answer", "").strip(),
        teacher=parts.get("teacher", "").strip(),
    )


def _parse_question(about: Mapping[str, Any]) -> Question:
    _only(_OF_QUESTION, about)
    ask, answer, unit = str(about["ask"]), str(about["answer"]), str(about.get("unit", ""))
    if "slider" in about:
        slider = _only(_OF_SLIDER, about["slider"])
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


def _only(allowed: tuple[str, ...], about: Any) -> dict[str, Any]:
    """Refuse what is not a mapping, and keys that nothing reads: a slip of the pen would change nothing, unseen."""
    if not isinstance(about, Mapping):
        raise ValueError(f"{about!r} has none of {', '.join(allowed)}")
    for key in about:
        if key not in allowed:
            raise ValueError(f"{key!r} is none of {', '.join(allowed)}")
    return dict(about)


def _listed(names: Any) -> tuple[str, ...]:
    """Read a list of texts: a text alone would be read letter by letter."""
    if not isinstance(names, list):
        raise ValueError(f"{names!r} is no list, which stands in brackets")
    return tuple(map(str, names))
