"""How a page of figures opens: its words, its picture and, beside it, the controls."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import streamlit as st

from dashboard import state
from dashboard.parameters import Values
from dashboard.views import parts
from dashboard.views.compare import pins

__all__ = ["opening"]


def opening(
    words: ModuleType,
    keys: tuple[str, ...],
    views: dict[str, str],
    controls: Callable[[Values, parts.Errors], None],
    *,
    names: dict[str, str] | None = None,
    pinned: bool = True,
) -> Values:
    """Draw heading, picture and controls; give the values of the page.

    `views` maps each view to its figure, `names` says what a view reads where that differs.
    """
    notices = state.load(keys, views=views) + state.strangers(keys)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS)
    left, right = st.columns([0.68, 0.32], gap="large")
    values, errors = parts.read(keys)
    with right:
        controls(values, errors)
    with left:
        with st.container(key="picture"):
            parts.picture(views, values, names)
        if pinned:
            pins(values, errors)
    return values
