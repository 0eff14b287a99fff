"""Lessons: a step at a time on the live figures, with a question before each answer; or all of it to print."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from dashboard import classroom, state
from dashboard.clicker.component import clicker
from dashboard.controls import control, switch
from dashboard.dials.component import dials
from dashboard.lessons.library import broken_lessons, lessons
from dashboard.lessons.model import Lesson, Step
from dashboard.lessons.teach import figure_of, said, start_values, step_number
from dashboard.parameters import PARAMETERS, Values
from dashboard.plain_text import as_typed
from dashboard.pupils import dialog
from dashboard.views import parts
from dashboard.views.lesson_print import printed_lesson
from dashboard.views.lesson_question import is_answered, question, show_answers
from dashboard.views.live_figure import live_figure
from dashboard.words import lessons as words

__all__ = ["page"]

_PLACE: Final = ("lesson", "lesson_step", "lesson_view", "lesson_answers")
_HEIGHT: Final = 520
_FEW: Final = 4  # options stand in a row
_LONGEST: Final = 400  # of what is wrong with a lesson


def page() -> None:
    """Draw the page: all lessons, one step of one, or one to print."""
    notices = state.load(_PLACE, known={"lesson": ("", *lessons())}) + state.strangers(_PLACE)
    place, _ = state.read(_PLACE)
    lesson = lessons().get(place["lesson"])
    if lesson is None:
        parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS)
        _all_lessons()
        state.store(place)
        return
    if place["lesson_view"] == "print":
        printed_lesson(lesson, place, partial(_go, ""))
    else:
        _one_step(lesson, place, notices)


def _go(name: str, wanted: float = 1.0, view: str = "steps") -> None:
    """Open a step with the parameters that it sets."""
    base: Values = {}
    if name:
        lesson = lessons()[name]
        base = start_values(lesson.steps[step_number(lesson, wanted) - 1])
    state.apply(base | {"lesson": name, "lesson_step": wanted, "lesson_view": view})


# ---- all lessons ----


def _all_lessons() -> None:
    for row in range(0, len(lessons()), 3):
        columns = st.columns(3, gap="large")
        for column, lesson in zip(columns, list(lessons().values())[row : row + 3], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(lesson)
    for broken in broken_lessons():
        st.warning(f"A lesson is left out: {as_typed(str(broken), _LONGEST)}", icon=":material/info:")
    with st.expander("For teachers", icon=":material/school:"):
        st.markdown(words.CLASS_OF_45_MINUTES)


def _card(lesson: Lesson) -> None:
    place = list(lessons()).index(lesson.name) + 1
    st.subheader(f"{place}. {lesson.title}", anchor=False)
    st.caption(f"{lesson.level} · {lesson.minutes} minutes · {len(lesson.steps)} steps")
    st.markdown("\n".join(f"- {objective}" for objective in lesson.objectives))
    st.caption(f"Needs: {lesson.needs}")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Start", key=f"start_{lesson.name}", on_click=_go, args=(lesson.name,), type="primary", help=lesson.title
        )
        st.button("To print", key=f"print_{lesson.name}", on_click=_go, args=(lesson.name, 1.0, "print"))


# ---- one step ----


def _one_step(lesson: Lesson, place: Values, notices: list[str]) -> None:
    at = step_number(lesson, place["lesson_step"])
    step = lesson.steps[at - 1]
    figure, base = figure_of(step), start_values(step)
    notices += state.load(figure.parameters, base)
    values = _values(step, base)
    _bar(lesson, at)
    parts.tell(notices)
    link = state.link(place) | state.link({key: values[key] for key in figure.parameters}, base)
    with st.container(key="lesson_step"):
        text, picture = st.columns([0.4, 0.6], gap="small" if classroom.is_on() else "large")
        with text:
            _text(lesson, at, step)
        with picture, st.container(key="tall_picture" if step.figure == "spectrum" else "picture"):
            revealed = not step.veiled or is_answered(lesson, at)
            if revealed:
                _controls(step)
            else:
                st.caption("Predict first: what you can drag comes with the answer.")
            live_figure(figure, values, link=link, height=_HEIGHT, veiled=not revealed)
    _teacher(lesson, at, step)
    clicker(
        lesson.name,
        at,
        len(lesson.steps),
        classroom=classroom.is_on(),
        answered=is_answered(lesson, at),
        heard=lambda wanted, shown: _press(lesson, at, wanted, shown),
    )
    state.store(place | values, base)


def _values(step: Step, base: Values) -> Values:
    """Read the figure's parameters: those that the step leaves to the learner; the others as the step sets them."""
    held, _ = state.read(step.controls)
    return base | held


def _bar(lesson: Lesson, at: int) -> None:
    """Draw where the learner is, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="lesson_bar"):
        st.button("All lessons", icon=":material/arrow_back:", on_click=_go, args=("",), type="tertiary")
        st.progress(at / len(lesson.steps), f"**{lesson.title}** · step {at} of {len(lesson.steps)}")
        dials()
        if classroom.is_on():
            _turn(lesson, at)
        dialog.button()
        classroom.switch()


def _press(lesson: Lesson, at: int, wanted: int, shown: list[int]) -> None:
    """Do what the keys of a clicker ask for."""
    show_answers(lesson, shown)
    if wanted != at:
        _go(lesson.name, float(wanted))


def _text(lesson: Lesson, at: int, step: Step) -> None:
    """Draw the words of a step, its question and its answer.

    Before a class there is no room for all at once: the words scroll between title and question, and the answer takes
    their place.
    """
    st.header(step.title, anchor=False)
    asked, answered = step.question is not None, is_answered(lesson, at)
    for_class = classroom.is_on()
    if for_class and asked and answered:
        question(lesson, at)
    with st.container(key="step_words"):
        if for_class and asked and answered:
            st.markdown(said(step.answer, step))
            st.divider()
        st.markdown(said(step.words, step))
    if asked and not (for_class and answered):
        question(lesson, at)
        if answered:
            with st.container(key="step_answer"):
                st.markdown(said(step.answer, step))
    if not for_class:
        _turn(lesson, at)


def _turn(lesson: Lesson, at: int) -> None:
    """Draw the buttons that turn the steps."""
    with st.container(horizontal=True, gap="small", width="content", key="turn"):
        st.button(
            "Back",
            key="back",
            icon=":material/arrow_back:",
            on_click=_go,
            args=(lesson.name, at - 1.0),
            disabled=at == 1,
            shortcut="Left",
        )
        if at < len(lesson.steps):
            st.button(
                "Next",
                key="next",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=_go,
                args=(lesson.name, at + 1.0),
                type="primary",
                shortcut="Right",
            )
        else:
            _after(lesson)


def _after(lesson: Lesson) -> None:
    """Draw what comes after the last step."""
    names = list(lessons())
    following = names[names.index(lesson.name) + 1 :]
    if following:
        title = lessons()[following[0]].title
        label = "Next lesson" if classroom.is_on() else f"Next lesson: {title}"
        st.button(label, key="following", on_click=_go, args=(following[0],), type="primary")
    else:
        st.button("All lessons done", key="following", on_click=_go, args=("",), type="primary")


def _controls(step: Step) -> None:
    """Draw what can be moved: one beneath the other, or side by side where height is dear."""
    places = (
        st.columns(len(step.controls)) if classroom.is_on() and step.controls else [st.container()] * len(step.controls)
    )
    for key, place in zip(step.controls, places, strict=True):
        parameter = PARAMETERS[key]
        with place:
            if parameter.widget == "choice" and len(parameter.positions) <= _FEW:
                switch(key)
            else:
                control(key)


def _teacher(lesson: Lesson, at: int, step: Step) -> None:
    notes = step.teacher if at > 1 else "\n\n".join(part for part in (lesson.teacher, step.teacher) if part)
    if notes and not classroom.is_on():
        with st.expander("Teacher’s notes", icon=":material/school:"):
            st.markdown(said(notes, step))
