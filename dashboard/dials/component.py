"""The dials as Python hands them to the browser, and what was typed into them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import state
from dashboard.parameters import PARAMETERS, InvalidParameter, Number, Span
from dashboard.parameters.typed import read_typed
from dashboard.readings import exact_reading
from dashboard.scripts import linked
from dashboard.templates import markup

__all__ = ["dials"]

_HERE: Final = Path(__file__).parent
_KEY: Final = "dials"
_REFUSED: Final = "_refused_"  # what was typed last and could not be used: its key, its text, where the slider stood
_DIALS: Final = {key: one for key, one in PARAMETERS.items() if isinstance(one, (Number, Span))}


@functools.cache
def _component() -> ComponentRenderer:
    # The dials stand beside the sliders, outside of the component: inside a shadow root their styles would not apply.
    return st.components.v2.component(
        _KEY,
        html=str(markup("dials/dials")),
        css=(_HERE / "dials.css").read_text("utf-8"),
        js=linked("dials/dials.js"),
        isolate_styles=False,
    )


def dials() -> None:
    """Give each slider of the page its dial, and draw undo and redo."""
    _component()(
        key=_KEY,
        data={"keys": list(_DIALS), "exact": _exact(), "refused": _refused()},
        width="content",
        on_typed_change=_take,
    )


def _exact() -> dict[str, dict[str, Any]]:
    """Say which sliders stand beside their value, which lies between two stops, and what it is."""
    found = {}
    for key, parameter in _DIALS.items():
        value = state.exact(key)
        if value is not None:
            found[key] = {
                "text": parameter.format(value),
                "reading": exact_reading(parameter, value),
                "place": _place(parameter, value),
                "above": isinstance(parameter, Number) and parameter.to_widget(value) > value,
            }
    return found


def _place(parameter: Number | Span, value: Any) -> list[float]:
    """Give what the inputs of a slider hold beside a value: even stops themselves, or the numbers of others."""
    stands = parameter.to_widget(value)
    ends = stands if isinstance(stands, tuple) else (stands,)
    return list(ends) if isinstance(parameter, Number) and parameter.even else [*map(parameter.stops.index, ends)]


def _take() -> None:
    """Take over what was typed; nothing typed means where the slider stands."""
    typed = st.session_state[_KEY].get("typed")
    st.session_state.pop(_REFUSED, None)
    if not isinstance(typed, Mapping):
        return
    parameter, text = _DIALS.get(str(typed.get("key"))), typed.get("text")
    if parameter is None or not isinstance(text, str | None):
        return
    stands = st.session_state.get(parameter.key, state.seed(parameter.key))
    try:
        state.apply({parameter.key: stands if text is None else read_typed(parameter, text)})
    except InvalidParameter as error:
        st.session_state[_REFUSED] = (parameter.key, error.value, stands, error)


def _refused() -> dict[str, dict[str, str]]:
    """Say what was typed and could not be used, until the slider moves."""
    if _REFUSED not in st.session_state:
        return {}
    key, text, stood, error = st.session_state[_REFUSED]
    if st.session_state.get(key) != stood:
        return {}
    return {key: {"text": text, "said": f"“{error.value}” is not allowed: it must be {error.allowed}."}}
