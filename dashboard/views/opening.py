"""How a page of figures opens: its words, its picture and, beside it, the controls."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import state
from dashboard.catalogue import Page
from dashboard.parameters import PIN_KEYS, Values
from dashboard.views import parts
from dashboard.views.compare import pins

__all__ = ["opening"]


def opening(page: Page, controls: Callable[[Values, parts.Errors], None]) -> Values:
    """Draw heading, picture and controls; give the values of the page."""
    keys, words = page.parameters, page.words
    known = {"view": [view.name for view in page.views]} if "view" in keys else {}
    notices = state.load(keys, known=known) + state.strangers(keys)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS, brief=True)
    left, right = st.columns([0.68, 0.32], gap="large")
    values, errors = parts.read(keys)
    with right:
        controls(values, errors)
    with left:
        with st.container(key="picture"):
            parts.picture(page, values)
        figure = page.figure(values["view"])
        if figure is not None and PIN_KEYS[0] in figure.parameters:
            pins(values, errors)
    return values
