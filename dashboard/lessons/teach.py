"""How a lesson is taught: its parameters, its words with their numbers, and whether an answer is right."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final, TypeVar

from dashboard.figures import FIGURES, Figure
from dashboard.lessons.model import Choose, Drag, Lesson, LessonError, Question, Step
from dashboard.lessons.numbers import QUANTITIES
from dashboard.parameters import PARAMETERS, Values, decode
from dashboard.wording import number, power

__all__ = [
    "answer_and_notes",
    "answer_text",
    "check_lesson",
    "figure_of",
    "is_right",
    "offered",
    "right_answer",
    "said",
    "start_values",
    "step_number",
    "told",
]

_Known = TypeVar("_Known")

# A brace inside $…$ belongs to an equation; elsewhere it holds the name of a quantity.
_NAMED: Final = re.compile(r"(\$\$.*?\$\$|\$[^$]*\$)|\{(\w+)\}", re.DOTALL)


def figure_of(step: Step) -> Figure:
    """Give the figure that a step shows."""
    return _named(FIGURES, step.figure, step)


def _named(known: Mapping[str, _Known], name: str, step: Step) -> _Known:
    if name not in known:
        alike = " or ".join(get_close_matches(name, known, 2))
        meant = f": is {alike} meant?" if alike else ""
        raise LessonError(f"step {step.title!r} names {name!r}, which is not known{meant}")
    return known[name]


def start_values(step: Step) -> Values:
    """Give the parameters of a step's figure as the step sets them."""
    figure = figure_of(step)
    if unknown := {*step.set, *step.controls} - set(figure.parameters):
        raise LessonError(f"step {step.title!r} names {', '.join(sorted(unknown))}, which {figure.name} does not have")
    values, errors = decode(step.set, figure.parameters)
    if errors:
        raise LessonError(f"step {step.title!r}: {errors[0]}")
    return values


def check_lesson(lesson: Lesson) -> None:
    """Raise LessonError if a step names what is not known, or asks a question that has no answer."""
    for step in lesson.steps:
        start_values(step)
        for key in step.controls:
            if not PARAMETERS[key].positions:
                raise LessonError(f"step {step.title!r} offers {key!r}, which no slider and no choice moves")
        notes = lesson.teacher if step is lesson.steps[0] else ""
        for text in (step.words, step.answer, step.teacher, notes):
            for _, name in _NAMED.findall(text):
                if name:
                    _named(QUANTITIES, name, step)
        if step.question is not None:
            said(step.question.ask, step)
            _check_answer(step, step.question)


def _check_answer(step: Step, question: Question) -> None:
    right = right_answer(step)
    if isinstance(question, Choose):
        reached = right in question.options
    else:
        reached = question.step > 0 and question.low <= float(right) <= question.high
    if not reached:
        raise LessonError(
            f"step {step.title!r} asks for {question.answer!r}, which is {right}: nothing offered is that"
        )


def said(text: str, step: Step) -> str:
    """Put the numbers into the words of a step."""
    values = start_values(step)

    def written(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        quantity = _named(QUANTITIES, found[2], step)
        return quantity.write(quantity.compute(values))

    return _NAMED.sub(written, text)


def right_answer(step: Step) -> float | str:
    """Compute the answer to a step's question: the key of the right option, or the number to be dragged to."""
    assert step.question is not None
    value = _named(QUANTITIES, step.question.answer, step).compute(start_values(step))
    if isinstance(step.question, Drag):
        return math.log10(float(value)) if step.question.log else float(value)
    if isinstance(value, str):
        return value
    return _nearest(step.question, float(value))


def _nearest(question: Choose, value: float) -> float:
    """Give the option nearest to a value, as factors go; as differences, if not all are above 0."""
    numbers = [float(key) for key in question.options]
    if min(*numbers, value) > 0:
        return min(numbers, key=lambda one: abs(math.log(one / value)))
    return min(numbers, key=lambda one: abs(one - value))


def is_right(question: Question, guess: float | str, right: float | str) -> bool:
    """Whether what was chosen or dragged is the answer, or near enough."""
    if isinstance(question, Drag):
        return abs(float(guess) - float(right)) <= question.within * (1 + 1e-9)
    return guess == right


def offered(question: Drag) -> list[float]:
    """List the answers that can be dragged to."""
    count = round((question.high - question.low) / question.step)
    return [round(question.low + k * question.step, 9) for k in range(count + 1)]


def answer_text(question: Drag, value: float) -> str:
    """Write an answer that was dragged to."""
    text = power(10.0**value, 3) if question.log else number(value)
    return f"{text} {question.unit}".rstrip()


def told(question: Question, right: float | str) -> str:
    """Write the right answer as the learner would read it."""
    return question.options[right] if isinstance(question, Choose) else answer_text(question, float(right))


def answer_and_notes(step: Step) -> str:
    """Write, in Markdown, what a teacher has on paper about a step: the answer to its question, and the notes."""
    answer = ""
    if step.question is not None:
        answer = f"*{told(step.question, right_answer(step))}.* {said(step.answer, step)}"
    return f"{answer}\n\n{said(step.teacher, step)}".strip()


def step_number(lesson: Lesson, wanted: float) -> int:
    """Give the number of a step, from 1, that the lesson has."""
    return max(1, min(int(wanted), len(lesson.steps)))
