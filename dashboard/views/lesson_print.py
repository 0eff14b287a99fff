"""A lesson to print: all steps one after the other as they stand on paper, with or without the answers at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard import state
from dashboard.address import base_path
from dashboard.controls import switch
from dashboard.export.lesson_sheet import SHEETS
from dashboard.export.press import missing_browser
from dashboard.lessons.model import Choose, Lesson, Step
from dashboard.lessons.teach import answer_and_notes, figure_of, said, start_values
from dashboard.parameters import Values
from dashboard.views.live_figure import live_figure

__all__ = ["printed_lesson"]

_HEIGHT: Final = 290  # px: so that two steps have room on a page


def printed_lesson(lesson: Lesson, place: Values, leave: Callable[[], None]) -> None:
    """Draw all steps, and the answers and the teacher's notes on pages of their own."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="not_printed"):
        st.button("All lessons", icon=":material/arrow_back:", on_click=leave, type="tertiary")
        switch("lesson_answers")
        place = place | {"lesson_answers": st.session_state["lesson_answers"]}
        for sheet, label in SHEETS.options.items():
            _pdf(lesson, place["lesson_answers"], sheet, label)
        st.caption("Or print this page with your browser (Ctrl+P).")
    with st.container(key="on_paper"):
        st.header(lesson.title, anchor=False)
        st.caption(f"{lesson.level} · {lesson.minutes} minutes · needs: {lesson.needs}")
        st.markdown("\n".join(f"- {objective}" for objective in lesson.objectives))
        for at, step in enumerate(lesson.steps, start=1):
            with st.container(key=f"printed_{at}"):
                _printed(at, step, state.link(place | {"lesson_step": float(at), "lesson_view": "steps"}))
        if place["lesson_answers"] == "yes":
            _answers(lesson)
    state.store(place)


def _pdf(lesson: Lesson, answers: str, sheet: str, label: str) -> None:
    missing = missing_browser()
    address = f"{base_path()}lessons/{lesson.name}.pdf?lesson_answers={answers}&sheet={sheet}"
    st.link_button(
        f"PDF, {label}",
        address,
        icon=":material/picture_as_pdf:",
        disabled=bool(missing),
        help=missing or "The whole lesson as one file, ready to print",
    )


def _printed(at: int, step: Step, link: dict[str, str]) -> None:
    st.subheader(f"{at}. {step.title}", anchor=False)
    st.markdown(said(step.words, step))
    figure, values, place = figure_of(step), start_values(step), f"_{at}"
    live_figure(figure, values, link=link, height=_HEIGHT, place=place, veiled=step.veiled, on_paper=True)
    if step.question is None:
        return
    with st.container(key=f"asked_{at}"):
        st.markdown(f"**{said(step.question.ask, step)}**")
        if isinstance(step.question, Choose):
            st.markdown("\n".join(f"- ☐ {text}" for text in step.question.options.values()))
        else:
            st.markdown(f"\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ {step.question.unit}")


def _answers(lesson: Lesson) -> None:
    with st.container(key="printed_answers"):
        st.header("Answers and teacher’s notes", anchor=False)
        st.markdown(said(lesson.teacher, lesson.steps[0]))
        for at, step in enumerate(lesson.steps, start=1):
            if told := answer_and_notes(step):
                st.markdown(f"**{at}. {step.title}.** {told}")
