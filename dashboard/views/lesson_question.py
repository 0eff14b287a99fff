"""The question of a step: it waits for a prediction, or for a show of hands, and then says what is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from dashboard import classroom
from dashboard.hands.component import Hands, show_of_hands
from dashboard.lessons.model import Choose, Drag, Lesson, Question, Step
from dashboard.lessons.teach import answer_text, is_right, offered, right_answer, said, told

__all__ = ["is_answered", "question", "show_answers"]

_ANSWERS: Final = "_answers"


def is_answered(lesson: Lesson, at: int) -> bool:
    """Whether the answer to a step's question is said."""
    return _place(lesson, at) in _answers()


def show_answers(lesson: Lesson, steps: Sequence[int]) -> None:
    """Say the answers of some steps that have not been predicted."""
    for at in steps:
        if lesson.steps[at - 1].question is not None:
            _answers().setdefault(_place(lesson, at), None)


def question(lesson: Lesson, at: int) -> None:
    """Ask, and once there is an answer say what is right."""
    step = lesson.steps[at - 1]
    asked = step.question
    assert asked is not None
    with st.container(border=True, key="question"):
        st.markdown(f"**{said(asked.ask, step)}**")
        if classroom.is_on() and isinstance(asked, Choose):
            _ask_class(lesson, at, step, asked)
        else:
            _ask(lesson, at, step, asked)


def _answers() -> dict[str, float | str | None]:
    answers: dict[str, float | str | None] = st.session_state.setdefault(_ANSWERS, {})
    return answers


def _place(lesson: Lesson, at: int) -> str:
    return f"{lesson.name}_{at}"


def _answer(place: str, guess: float | str | None) -> None:
    _answers()[place] = guess


# ---- one learner ----


def _ask(lesson: Lesson, at: int, step: Step, asked: Question) -> None:
    place = _place(lesson, at)
    guess = _choose(asked, place) if isinstance(asked, Choose) else _drag(asked, place)
    if is_answered(lesson, at):
        _verdict(asked, _answers()[place], right_answer(step))
        return
    with st.container(horizontal=True, gap="small"):
        st.button("Check", key=f"check_{place}", on_click=_answer, args=(place, guess), disabled=guess is None)
        _show_button(place, type="tertiary")


def _show_button(place: str, **look: Any) -> None:
    st.button("Show the answer", key=f"show_{place}", on_click=_answer, args=(place, None), **look)


def _choose(asked: Choose, place: str) -> float | str | None:
    return st.radio(
        "Your prediction",
        list(asked.options),
        index=None,
        format_func=asked.options.__getitem__,
        key=f"guess_{place}",
        persist_state="session",
    )


def _drag(asked: Drag, place: str) -> float:
    return st.select_slider(
        "Your prediction",
        offered(asked),
        format_func=lambda value: answer_text(asked, value),
        key=f"guess_{place}",
        persist_state="session",
    )


def _verdict(asked: Question, guess: float | str | None, right: float | str) -> None:
    answer = told(asked, right)
    if guess is None:
        st.info(f"The answer: {answer}.", icon=":material/lightbulb:")
    elif is_right(asked, guess, right):
        st.success(f"Yes: {answer}.", icon=":material/check_circle:")
    else:
        st.warning(f"Not quite: {answer}.", icon=":material/lightbulb:")


# ---- a class ----


def _ask_class(lesson: Lesson, at: int, step: Step, asked: Choose) -> None:
    place, answered = _place(lesson, at), is_answered(lesson, at)
    right = list(asked.options).index(right_answer(step))
    hands = show_of_hands(place, list(asked.options.values()), right if answered else None)
    if answered:
        st.markdown(_verdict_of_class(hands, right, told(asked, right_answer(step))))
    else:
        _show_button(place)


def _verdict_of_class(hands: Hands, right: int, answer: str) -> str:
    total = sum(one or 0 for one in hands)
    counted = f" {hands[right] or 0} of {total} hands." if total else ""
    return f":material/lightbulb: **The answer: {answer}.**{counted}"
