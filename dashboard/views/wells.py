"""Wells: Fig. 2 as something that moves. Two states, the barrier between them, and elements that hop."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.controls import control, switch
from dashboard.figures import FIGURES
from dashboard.parameters import Values
from dashboard.presets import WELLS_PRESETS
from dashboard.views import parts
from dashboard.views import wells_words as words

__all__ = ["page"]

_VIEWS: Final = {"curves": "wells", "occupation": "occupation", "profile": "profile", "table": "wells"}
_KEYS: Final = tuple(dict.fromkeys(("view", *(key for name in _VIEWS.values() for key in FIGURES[name].parameters))))


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS)
    picture, controls = st.columns([0.68, 0.32], gap="large")
    values, errors = parts.read(_KEYS)
    with controls:
        _controls(values, errors)
    with picture, st.container(key="picture"):
        parts.picture(_VIEWS, values, {"curves": "Wells"})
    chapters = {
        "What to look for": words.WHAT_TO_LOOK_FOR,
        "Equations": words.EQUATIONS,
    }
    parts.words(chapters, words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(WELLS_PRESETS, _KEYS)
    if values["view"] == "profile":
        control("alpha")
        parts.schedule(1, errors)
        control("steps")
        control("retention")
    else:
        control("well_barrier")
        control("well_drive")
        if values["view"] == "occupation":
            control("elements")
        control("seed")
    parts.temperature()
    control("R_max")
    switch("unit")
