"""Lifetimes: what is remembered of one pattern after many others, and what it costs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.parameters import PARAMETERS, Letters, Values
from dashboard.presets import HISTORY_PRESETS, LIFETIMES_PRESETS
from dashboard.views import parts
from dashboard.views.opening import opening
from dashboard.words import lifetimes as words

__all__ = ["page"]

_PAGE: Final = PAGES["lifetimes"]
_BUTTONS: Final = (
    ("Potentiate", ":material/arrow_upward:", "p"),
    ("Depress", ":material/arrow_downward:", "d"),
    ("At random", ":material/casino:", "r"),
    ("Ten at random", ":material/casino:", 10 * "r"),
)


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    of_one = values["view"] == "history"
    parts.presets(HISTORY_PRESETS if of_one else LIFETIMES_PRESETS, _PAGE.parameters)
    if values["view"] == "front":
        switch("front")
    if of_one:
        _history(values, errors)
    else:
        control("memory_size")
    control("write_probability")
    control("memory_levels")
    control("level_ratio")
    control("alpha")
    parts.schedule(1, errors)
    control("stored_at")
    with st.expander("Two wells" if of_one else "Two wells, and what counts as remembered"):
        control("pattern_attempts")
        control("static_low")
        control("static_high")
        if not of_one:
            control("retrieval_threshold")


def _history(values: Values, errors: parts.Errors) -> None:
    """Draw the buttons that write in the element, the history that they make, and what of it is shown."""
    parameter = PARAMETERS["history"]
    assert isinstance(parameter, Letters)
    room = parameter.most - len(values["history"])
    with st.container(horizontal=True, gap="small", key="history_buttons"):
        for label, icon, events in _BUTTONS:
            full = len(events) > room
            st.button(label, icon=icon, key=f"write_{events}", on_click=_write, args=(events,), disabled=full)
        st.button("Clear", icon=":material/backspace:", key="write_nothing", on_click=_clear, type="tertiary")
    control("history", errors.get("history"))
    switch("history_shown")


def _write(events: str) -> None:
    """Let events come after those that there are."""
    values, _ = state.read(("history",))
    state.apply({"history": values["history"] + events})


def _clear() -> None:
    state.apply({"history": ""})
