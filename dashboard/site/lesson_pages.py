"""The lessons: all steps of one on a page, each with its figure; a question waits for an answer."""

from __future__ import annotations

import html
import json
from typing import Final

from dashboard.export.markdown import words_html
from dashboard.export.standalone import default_controls, standalone_figure
from dashboard.lessons.library import lessons
from dashboard.lessons.model import Choose, Drag, Lesson, Question, Step
from dashboard.lessons.teach import answer_text, figure_of, offered, right_answer, said, start_values, told
from dashboard.site.parts import FIGURE_SCRIPTS, Page
from dashboard.words import lessons as words

__all__ = ["all_lessons_page", "lesson_page"]

_MOST_BYTES: Final = 150_000  # of frames for each step


def all_lessons_page() -> Page:
    """Write the page that lists the lessons."""
    cards = "\n".join(_card(number, lesson) for number, lesson in enumerate(lessons().values(), start=1))
    teachers = f"<details><summary>For teachers</summary>{words_html(words.CLASS_OF_45_MINUTES)}</details>"
    body = f'{words_html(words.LEAD)}\n<ul class="cards">{cards}</ul>\n{teachers}'
    return Page("lessons.html", words.TITLE, words.LEAD, body)


def _card(number: int, lesson: Lesson) -> str:
    objectives = words_html("\n".join(f"- {objective}" for objective in lesson.objectives))
    about = f"{lesson.level} · {lesson.minutes} minutes · {len(lesson.steps)} steps"
    title = html.escape(lesson.title)
    return f"""<li><strong><a href="lessons/{lesson.name}.html">{number}. {title}</a></strong>
<p class="muted">{about}</p>{objectives}</li>"""


def lesson_page(name: str) -> Page:
    """Write the page of one lesson."""
    lesson = lessons()[name]
    steps = "\n".join(_step(number, step) for number, step in enumerate(lesson.steps, start=1))
    about = f"{lesson.level} · {lesson.minutes} minutes · needs: {lesson.needs}"
    notes = words_html(said(lesson.teacher, lesson.steps[0]))
    body = f"""<p class="muted">{html.escape(about)}</p>
{words_html(chr(10).join(f"- {objective}" for objective in lesson.objectives))}
{steps}
<details><summary>Teacher’s notes</summary>{notes}</details>
{_next(lesson)}"""
    return Page(f"lessons/{lesson.name}.html", lesson.title, ". ".join(lesson.objectives), body, FIGURE_SCRIPTS)


def _next(lesson: Lesson) -> str:
    names = list(lessons())
    following = names[names.index(lesson.name) + 1 :]
    if not following:
        return '<p><a href="../lessons.html">All lessons done</a></p>'
    return f'<p><a href="{following[0]}.html">Next lesson: {html.escape(lessons()[following[0]].title)}</a></p>'


def _step(number: int, step: Step) -> str:
    figure, values = figure_of(step), start_values(step)
    controls = default_controls(figure, values, step.controls)
    asked = step.question is not None
    drawn = standalone_figure(
        figure, values, controls, most_bytes=_MOST_BYTES, place=f"step-{number}-figure", veiled=asked
    )
    notes = f"<details><summary>Teacher’s notes</summary>{words_html(said(step.teacher, step))}</details>"
    return f"""<section id="step-{number}" class="step">
<h2>{number}. {html.escape(step.title)}</h2>
{words_html(said(step.words, step))}
{drawn}
{_question(number, step) if asked else ""}
{notes if step.teacher else ""}
</section>"""


def _question(number: int, step: Step) -> str:
    question = step.question
    assert question is not None
    right = right_answer(step)
    verdicts = html.escape(json.dumps({"told": told(question, right)}, ensure_ascii=False))
    answers = _options(question, right) if isinstance(question, Choose) else _slider(number, question, float(right))
    return f"""<div class="question" data-verdicts="{verdicts}">
{words_html(f"**{said(question.ask, step)}**")}
<div class="answers" role="group" aria-label="Your prediction">{answers}
<button type="button" class="show">Show the answer</button></div>
<p class="verdict" role="status"></p>
<div class="answer" hidden>{words_html(said(step.answer, step))}</div>
</div>"""


def _options(question: Question, right: float | str) -> str:
    assert isinstance(question, Choose)
    return "\n".join(
        f'<button type="button" data-right="{str(key == right).lower()}">{html.escape(text)}</button>'
        for key, text in question.options.items()
    )


def _slider(number: int, question: Drag, right: float) -> str:
    stops = offered(question)
    readings = html.escape(json.dumps([answer_text(question, stop) for stop in stops], ensure_ascii=False))
    near = json.dumps([abs(stop - right) <= question.within * (1 + 1e-9) for stop in stops])
    return f"""<input type="range" min="0" max="{len(stops) - 1}" value="0" aria-label="Your prediction"
data-readings="{readings}" data-near="{near}" id="guess-{number}"> <output for="guess-{number}"></output>
<button type="button" class="check">Check</button>"""
