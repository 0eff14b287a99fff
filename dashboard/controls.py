"""From a parameter to its widget: the one place where widgets are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.parameters import (
    PARAMETERS,
    Choice,
    InvalidParameter,
    Number,
    Numbers,
    OwnPoint,
    Several,
    Span,
    Table,
)
from dashboard.readings import reading
from dashboard.wording import power

__all__ = ["control", "switch"]


def control(key: str, error: InvalidParameter | None = None) -> None:
    """Draw the widget of a parameter, and under it what is wrong with what it holds."""
    parameter = PARAMETERS[key]
    common: dict[str, Any] = {"key": key, "help": parameter.help or None, "persist_state": "session"}
    if key not in st.session_state and not isinstance(parameter, (Numbers, Table, OwnPoint, Several)):
        st.session_state[key] = parameter.default
    if isinstance(parameter, Number):
        _slider(parameter, common)
    elif isinstance(parameter, Span):
        # Only a default that is a pair makes a slider with two thumbs.
        st.select_slider(parameter.label, parameter.stops, value=parameter.default, format_func=power, **common)
    elif isinstance(parameter, Choice):
        st.selectbox(parameter.label, list(parameter.options), format_func=parameter.options.__getitem__, **common)
    elif isinstance(parameter, Numbers):
        _numbers(parameter, common)
    elif isinstance(parameter, Several):
        if key not in st.session_state:
            st.session_state[key] = list(parameter.default)
        options = list(parameter.options)
        named = parameter.options.__getitem__
        st.multiselect(parameter.label, options, format_func=named, placeholder="all", **common)
    elif isinstance(parameter, OwnPoint):
        if key not in st.session_state:
            st.session_state[key] = parameter.format(parameter.default)
        st.text_input(parameter.label, placeholder="my chip: 2e-15", **common)
    elif isinstance(parameter, Table):
        if key not in st.session_state:
            st.session_state[key] = parameter.format(parameter.default)
        st.text_area(parameter.label, height=90, **common)
    if error is not None:
        st.error(f"{error} The picture keeps the last valid value.", icon=":material/error:")


def switch(key: str, options: Sequence[str] = (), names: Mapping[str, str] | None = None) -> None:
    """Draw a choice, or some of its options, as a row of segments; `names` says what they read where that differs."""
    parameter = PARAMETERS[key]
    assert isinstance(parameter, Choice)
    offered = list(options or parameter.options)
    named = {**parameter.options, **(names or {})}
    if st.session_state.get(key) not in offered:
        st.session_state[key] = parameter.default
    st.segmented_control(
        parameter.label,
        offered,
        format_func=named.__getitem__,
        key=key,
        help=parameter.help or None,
        required=True,
        persist_state="session",
    )


def _slider(parameter: Number, common: dict[str, Any]) -> None:
    if parameter.even:
        step = round(parameter.stops[1] - parameter.stops[0], 12)
        places = len(f"{step:g}".partition(".")[2])
        low, high = parameter.stops[0], parameter.stops[-1]
        st.slider(parameter.label, low, high, step=step, format=f"%.{places}f", **common)
    else:
        st.select_slider(
            parameter.label, parameter.stops, format_func=lambda value: reading(parameter, value), **common
        )


def _numbers(parameter: Numbers, common: dict[str, Any]) -> None:
    if parameter.key not in st.session_state:
        st.session_state[parameter.key] = [parameter.format((one,)) for one in parameter.default]
    held = st.session_state[parameter.key]
    suggested = [parameter.format((one,)) for one in parameter.suggestions]
    st.multiselect(
        parameter.label,
        [*suggested, *(one for one in held if one not in suggested)],
        format_func=_power_of_text,
        accept_new_options=True,
        **common,
    )


def _power_of_text(text: str) -> str:
    try:
        return power(float(text))
    except ValueError:
        return text
