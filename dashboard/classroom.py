"""Classroom mode: larger type and strokes, high contrast, fewer controls; `?mode=classroom` in a link."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

__all__ = ["IN_ADDRESS", "is_on", "load", "query", "switch"]

IN_ADDRESS: Final = "mode"
"""The key by which an address asks for it."""

_KEY: Final = "classroom"
_KEPT: Final = "_classroom"  # a switch that is not on the page yet has no state of its own
_STYLE: Final = Path(__file__).parent / "classroom.css"


def load() -> None:
    """Take the mode over from the address when a visitor arrives, and set the page accordingly."""
    asked = st.query_params.get(IN_ADDRESS) == "classroom"
    on = st.session_state.get(_KEY, st.session_state.get(_KEPT, asked))
    st.session_state[_KEY] = st.session_state[_KEPT] = on
    if is_on():
        st.html(_STYLE)


def is_on() -> bool:
    """Whether the page is shown to a classroom."""
    return bool(st.session_state.get(_KEY, False))


def query() -> dict[str, str]:
    """Give what an address says of the mode."""
    return {IN_ADDRESS: "classroom"} if is_on() else {}


def switch() -> None:
    """Draw the switch."""
    st.toggle(
        "Classroom",
        key=_KEY,
        help="For a projector: larger type and strokes, high contrast, each step of a lesson on one screen, a show of "
        "hands. A clicker (Page Up and Page Down, ← and →) turns the steps; “.” or B shows the answer.",
        persist_state="session",
    )
