"""The lessons: all steps of one on a page, each with its figure; a question waits for an answer."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.export.export import Export
from dashboard.export.standalone import default_controls, standalone_figure
from dashboard.lessons.library import lessons
from dashboard.lessons.model import Choose, Drag, Step
from dashboard.lessons.teach import answer_text, figure_of, offered, right_answer, said, start_values, told
from dashboard.site.parts import FIGURE_SCRIPTS, Page
from dashboard.templates import markup
from dashboard.words import lessons as words

__all__ = ["all_lessons_page", "lesson_page"]

_MOST_BYTES: Final = 96_000  # of frames for each step


def all_lessons_page() -> Page:
    """Write the page that lists the lessons."""
    body = markup("site/all_lessons_page", words=words, lessons=lessons().values())
    return Page("lessons.html", words.TITLE, words.LEAD, body)


def lesson_page(name: str, *, notes: bool = True) -> Page:
    """Write the page of one lesson, with the notes for its teacher or without."""
    lesson = lessons()[name]
    every = list(lessons().values())
    body = markup(
        "site/lesson_page",
        lesson=lesson,
        steps=[_step(number, step, notes) for number, step in enumerate(lesson.steps, start=1)],
        notes=said(lesson.teacher, lesson.steps[0]) if notes else "",
        following=next(iter(every[every.index(lesson) + 1 :]), None),
    )
    objectives, whole = ". ".join(lesson.objectives), f"lessons.html?{urlencode({'lesson': lesson.name})}"
    return Page(f"lessons/{lesson.name}.html", lesson.title, objectives, body, FIGURE_SCRIPTS, whole)


def _step(number: int, step: Step, notes: bool) -> dict[str, str]:
    """Give what a step shows: text in Markdown, its figure, its question."""
    figure, values = figure_of(step), start_values(step)
    controls = default_controls(figure, values, step.controls)
    asked = step.question is not None
    drawn = standalone_figure(
        Export(figure, values),
        controls,
        most_bytes=_MOST_BYTES,
        place=f"step-{number}-figure",
        veiled=step.veiled,
    )
    return {
        "title": step.title,
        "words": said(step.words, step),
        "drawn": drawn,
        "question": _question(number, step) if asked else "",
        "teacher": said(step.teacher, step) if notes else "",
    }


def _question(number: int, step: Step) -> Markup:
    question = step.question
    assert question is not None
    right = right_answer(step)
    return markup(
        "site/question",
        number=number,
        ask=f"**{said(question.ask, step)}**",
        answer=said(step.answer, step),
        told=told(question, right),
        options=_options(question, right) if isinstance(question, Choose) else [],
        stops=_stops(question, float(right)) if isinstance(question, Drag) else [],
    )


def _options(question: Choose, right: float | str) -> list[tuple[str, bool]]:
    """Give what may be chosen, and whether it is right."""
    return [(text, key == right) for key, text in question.options.items()]


def _stops(question: Drag, right: float) -> list[tuple[str, bool]]:
    """Give what may be set, and whether it is near enough."""
    near = question.within * (1 + 1e-9)
    return [(answer_text(question, stop), abs(stop - right) <= near) for stop in offered(question)]
