"""Limits: what the model assumes, where that fails, and what it does to the numbers of the site."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.views import parts
from dashboard.views.in_python import in_python
from dashboard.words import limits as words
from dashboard.words.limits_sections import COMMON, DRAWN, LIMITS, Limit

__all__ = ["page"]

_PAGE: Final = PAGES["limits"]
_OWN: Final = tuple(key for limit in LIMITS for key in limit.controls)
_KEYS: Final = tuple(dict.fromkeys((*_PAGE.parameters, *COMMON, *_OWN)))


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS, known={"view": [view.name for view in _PAGE.views]}) + state.strangers(_KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS, limits=False)
    values, errors = parts.read(_KEYS)
    for number, limit in enumerate(LIMITS, start=1):
        _section(number, limit, values)
        if limit.name == DRAWN:
            _picture(values, errors)
    st.divider()
    st.caption(words.SOURCE)
    state.store(values)


def _section(number: int, limit: Limit, values: Values) -> None:
    st.subheader(f"{number}. {limit.title}", anchor=limit.name)
    text, controls = st.columns([0.68, 0.32], gap="large")
    with controls:
        for key in (*(COMMON if number == 1 else ()), *limit.controls):
            control(key)
    with text:
        st.markdown(limit.words)
        for equation in limit.equations:
            st.latex(equation)
        st.info(limit.reading(values), icon=":material/calculate:")
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            door(limit.page, f"Where it is assumed: {limit.page}", **state.link(_shared(values)) | dict(limit.query))
            in_python(limit.functions)
        st.markdown(limit.cited)


def _shared(values: Values) -> Values:
    return {key: values[key] for key in COMMON}


def _picture(values: Values, errors: parts.Errors) -> None:
    left, right = st.columns([0.68, 0.32], gap="large")
    with right:
        switch("share_axis")
        parts.schedule(1, errors)
        control("squared_gradient")
    with left, st.container(key="picture"):
        parts.picture(_PAGE, values)
