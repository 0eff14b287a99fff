"""A lesson to print: all steps one after the other, the answers and the teacher's notes at the end."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.lessons.model import Choose, Lesson, Step
from dashboard.lessons.teach import figure_of, right_answer, said, start_values, told
from dashboard.parameters import Values
from dashboard.views.live_figure import live_figure

__all__ = ["printed_lesson"]


def printed_lesson(lesson: Lesson, place: Values, leave: Callable[[], None]) -> None:
    """Draw all steps one after the other, and the answers and the teacher's notes on pages of their own."""
    with st.container(horizontal=True, gap="small", key="not_printed"):
        st.button("All lessons", icon=":material/arrow_back:", on_click=leave, type="tertiary")
        st.caption("Print this page with your browser (Ctrl+P). The answers and the teacher’s notes come at the end.")
    st.header(lesson.title, anchor=False)
    st.caption(f"{lesson.level} · {lesson.minutes} minutes · needs: {lesson.needs}")
    st.markdown("\n".join(f"- {objective}" for objective in lesson.objectives))
    for at, step in enumerate(lesson.steps, start=1):
        with st.container(key=f"printed_{at}"):
            _printed(at, step, state.link(place | {"lesson_step": float(at), "lesson_view": "steps"}))
    with st.container(key="printed_answers"):
        st.header("Answers and teacher’s notes", anchor=False)
        st.markdown(said(lesson.teacher, lesson.steps[0]))
        for at, step in enumerate(lesson.steps, start=1):
            st.markdown(f"**{at}. {step.title}.** {_printed_answer(step)}")
    state.store(place)


def _printed(at: int, step: Step, link: dict[str, str]) -> None:
    st.subheader(f"{at}. {step.title}", anchor=False)
    st.markdown(said(step.words, step))
    asked = step.question is not None
    live_figure(figure_of(step), start_values(step), link=link, height=380, place=f"_{at}", veiled=asked)
    if step.question is None:
        return
    st.markdown(f"**{said(step.question.ask, step)}**")
    if isinstance(step.question, Choose):
        st.markdown("\n".join(f"- ☐ {text}" for text in step.question.options.values()))
    else:
        st.markdown(f"\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ {step.question.unit}")


def _printed_answer(step: Step) -> str:
    answer = ""
    if step.question is not None:
        answer = f"*{told(step.question, right_answer(step))}.* {said(step.answer, step)}"
    return f"{answer}\n\n{said(step.teacher, step)}".strip()
