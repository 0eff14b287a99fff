"""From a parameter to its widget: the one place where widgets are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from dashboard import state
from dashboard.parameters import PARAMETERS, InvalidParameter
from dashboard.plain_text import refusal
from dashboard.readings import readings
from dashboard.wording import power

__all__ = ["control", "switch"]


def control(key: str, error: InvalidParameter | None = None) -> None:
    """Draw the widget of a parameter, and under it what is wrong with what it holds."""
    parameter = PARAMETERS[key]
    held = st.session_state.get(key, state.seed(key))
    _WIDGETS[parameter.widget](parameter, held, {"key": key, "help": parameter.help or None, **_KEPT})
    if error is not None:
        said = f"{refusal(error, by_label=True)} The picture keeps the last valid value."
        st.error(said, icon=":material/error:")


def switch(key: str, options: Mapping[str, str] | None = None) -> None:
    """Draw a choice as a row of segments; `options` maps what is offered to what it reads, if not all options are."""
    parameter = PARAMETERS[key]
    offered: Mapping[str, str] = parameter.options if options is None else options  # type: ignore[attr-defined]
    held = st.session_state.get(key, state.seed(key))
    if held not in offered:
        held = st.session_state[key] = parameter.default
    st.segmented_control(
        parameter.label,
        list(offered),
        default=held,
        format_func=offered.__getitem__,
        key=key,
        help=parameter.help or None,
        required=True,
        **_KEPT,
    )


def _slider(parameter: Any, held: float, common: dict[str, Any]) -> None:
    if parameter.even:
        step = round(parameter.stops[1] - parameter.stops[0], 12)
        places = len(f"{step:g}".partition(".")[2])
        low, high = parameter.stops[0], parameter.stops[-1]
        st.slider(parameter.label, low, high, held, step=step, format=f"%.{places}f", **common)
    else:
        named = readings(parameter.key).__getitem__
        st.select_slider(parameter.label, parameter.stops, value=held, format_func=named, **common)


def _range(parameter: Any, held: tuple[float, float], common: dict[str, Any]) -> None:
    st.select_slider(parameter.label, parameter.stops, value=held, format_func=power, **common)


def _choice(parameter: Any, held: str, common: dict[str, Any]) -> None:
    options, named = list(parameter.options), parameter.options.__getitem__
    st.selectbox(parameter.label, options, index=options.index(held), format_func=named, **common)


def _several(parameter: Any, held: list[str], common: dict[str, Any]) -> None:
    options, named = list(parameter.options), parameter.options.__getitem__
    st.multiselect(parameter.label, options, default=held, format_func=named, placeholder="all", **common)


def _numbers(parameter: Any, held: list[str], common: dict[str, Any]) -> None:
    suggested = parameter.to_widget(parameter.suggestions)
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


def _line(parameter: Any, held: str, common: dict[str, Any]) -> None:
    st.text_input(parameter.label, value=held, placeholder=parameter.placeholder, **common)


def _text(parameter: Any, held: str, common: dict[str, Any]) -> None:
    st.text_area(parameter.label, value=held, height=90, **common)


_KEPT: Final[dict[str, Any]] = {"persist_state": "session"}
_WIDGETS: Final[dict[str, Callable[[Any, Any, dict[str, Any]], None]]] = {
    "slider": _slider,
    "range": _range,
    "choice": _choice,
    "several": _several,
    "numbers": _numbers,
    "line": _line,
    "text": _text,
}
"""How each kind of parameter is set."""
