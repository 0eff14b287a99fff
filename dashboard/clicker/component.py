"""Keys that turn the steps of a lesson and show its answers, whatever has the focus."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeGuard

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked

__all__ = ["clicker"]

_KEY: Final = "clicker"
_HEARD: Final = "_clicker_heard"  # the count of the last press that was heard of


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("clicker", html="<span></span>", js=linked("clicker/clicker.js"))


def clicker(
    lesson: str, at: int, last: int, *, classroom: bool, answered: bool, heard: Callable[[int, list[int]], None]
) -> None:
    """Listen at a step of a lesson, once it is drawn.

    It is told which step is wanted, and the steps whose answers are to be shown.
    """

    def pressed() -> None:
        said = st.session_state[_KEY].get("pressed")
        if not isinstance(said, Mapping) or said.get("lesson") != lesson:
            return
        count, wanted, shown = said.get("count"), said.get("wanted"), said.get("shown")
        if isinstance(count, int) and _is_step(wanted, last) and isinstance(shown, list):
            st.session_state[_HEARD] = count
            heard(wanted, [step for step in shown[:last] if _is_step(step, last)])

    _component()(
        key=_KEY,
        data={
            "lesson": lesson,
            "at": at,
            "last": last,
            "heard": st.session_state.get(_HEARD, 0),
            "classroom": classroom,
            "answered": answered,
        },
        default={"pressed": None},
        on_pressed_change=pressed,
    )


def _is_step(said: Any, last: int) -> TypeGuard[int]:
    return isinstance(said, int) and 1 <= said <= last
