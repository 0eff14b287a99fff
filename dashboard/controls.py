"""From a parameter to its widget: the one place where widgets are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import state
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
from dashboard.plain_text import refusal
from dashboard.readings import reading
from dashboard.wording import power

__all__ = ["control", "switch"]


def control(key: str, error: InvalidParameter | None = None) -> None:
    """Draw the widget of a parameter, and under it what is wrong with what it holds."""
    parameter = PARAMETERS[key]
    common: dict[str, Any] = {"key": key, "help": parameter.help or None, "persist_state": "session"}
    held = st.session_state.get(key, state.seed(key))
    if isinstance(parameter, Number):
        _slider(parameter, held, common)
    elif isinstance(parameter, Span):
        st.select_slider(parameter.label, parameter.stops, value=held, format_func=power, **common)
    elif isinstance(parameter, Choice):
        options = list(parameter.options)
        named = parameter.options.__getitem__
        st.selectbox(parameter.label, options, index=options.index(held), format_func=named, **common)
    elif isinstance(parameter, Numbers):
        _numbers(parameter, held, common)
    elif isinstance(parameter, Several):
        options = list(parameter.options)
        named = parameter.options.__getitem__
        st.multiselect(parameter.label, options, default=held, format_func=named, placeholder="all", **common)
    elif isinstance(parameter, OwnPoint):
        st.text_input(parameter.label, value=held, placeholder="my chip: 2e-15", **common)
    elif isinstance(parameter, Table):
        st.text_area(parameter.label, value=held, height=90, **common)
    if error is not None:
        said = f"{refusal(error, by_label=True)} The picture keeps the last valid value."
        st.error(said, icon=":material/error:")


def switch(key: str, options: Sequence[str] = (), names: Mapping[str, str] | None = None) -> None:
    """Draw a choice, or some of its options, as a row of segments; `names` says what they read where that differs."""
    parameter = PARAMETERS[key]
    assert isinstance(parameter, Choice)
    offered = list(options or parameter.options)
    named = {**parameter.options, **(names or {})}
    held = st.session_state.get(key, state.seed(key))
    if held not in offered:
        held = st.session_state[key] = parameter.default
    st.segmented_control(
        parameter.label,
        offered,
        default=held,
        format_func=named.__getitem__,
        key=key,
        help=parameter.help or None,
        required=True,
        persist_state="session",
    )


def _slider(parameter: Number, held: float, common: dict[str, Any]) -> None:
    if parameter.even:
        step = round(parameter.stops[1] - parameter.stops[0], 12)
        places = len(f"{step:g}".partition(".")[2])
        low, high = parameter.stops[0], parameter.stops[-1]
        st.slider(parameter.label, low, high, held, step=step, format=f"%.{places}f", **common)
    else:
        st.select_slider(
            parameter.label,
            parameter.stops,
            value=held,
            format_func=lambda value: reading(parameter, value),
            **common,
        )


def _numbers(parameter: Numbers, held: list[str], common: dict[str, Any]) -> None:
    suggested = [parameter.format((one,)) for one in parameter.suggestions]
    st.multiselect(
        parameter.label,
        [*suggested, *(one for one in held if one not in suggested)],
        default=held,
        format_func=_power_of_text,
        accept_new_options=True,
        **common,
    )


def _power_of_text(text: str) -> str:
    try:
        return power(float(text))
    except ValueError:
        return text
