"""Lifetimes: what is remembered of one pattern after many others, and what it costs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.parameters import Values
from dashboard.presets import LIFETIMES_PRESETS
from dashboard.views import parts
from dashboard.views.opening import opening
from dashboard.words import lifetimes as words

__all__ = ["page"]

_PAGE: Final = PAGES["lifetimes"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls, pinned=False)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(LIFETIMES_PRESETS, _PAGE.parameters)
    if values["view"] == "front":
        switch("front")
    control("memory_size")
    control("write_probability")
    control("memory_levels")
    control("level_ratio")
    control("alpha")
    parts.schedule(1, errors)
    control("stored_at")
    with st.expander("Two wells, and what counts as remembered"):
        control("pattern_attempts")
        control("static_low")
        control("static_high")
        control("retrieval_threshold")
