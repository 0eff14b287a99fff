"""The state of a page: in its widgets while it is used, in its address for everyone else."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Final

import streamlit as st

from dashboard import classroom
from dashboard.parameters import (
    PARAMETERS,
    InvalidParameter,
    Number,
    Numbers,
    OwnPoint,
    Parameter,
    Several,
    Span,
    Table,
    Values,
    decode,
    encode,
)

__all__ = ["apply", "arrive", "link", "load", "read", "store"]

_ADDRESS: Final = "_address"
_VALID: Final = "_valid_"
_WRITTEN: Final = "_written"
_PAGE: Final = "_page"
_ON_ARRIVAL: Final = "_on_arrival"
_ECHO: Final = 5.0  # s


def arrive(page: str) -> None:
    """Carry all values over when the visitor comes from another page: to Streamlit the widgets of this one are new."""
    if st.session_state.get(_PAGE, page) != page:
        named = {str(key): value for key, value in st.session_state.items()}
        st.session_state[_ON_ARRIVAL] = None
        apply({key.removeprefix(_VALID): value for key, value in named.items() if key.startswith(_VALID)})
    st.session_state[_PAGE] = page


def load(keys: tuple[str, ...], base: Values | None = None) -> list[str]:
    """Take over the address where someone else has changed it; say what in it could not be used.

    What it leaves out has its default, or the value in `base`. A bad value becomes the default, one between two stops
    of a slider the nearer of them; unknown keys are ignored.
    """
    query = dict(st.query_params)
    if not query or _is_echo(query):
        return []
    values, errors = decode(query, keys)
    notices = [f"{error} The default is shown instead." for error in errors]
    for key, value in values.items():
        values[key], notice = _on_a_stop(PARAMETERS[key], value)
        notices += notice
    apply(values | {key: value for key, value in (base or {}).items() if key not in query})
    return notices


def _on_a_stop(parameter: Parameter, value: Any) -> tuple[Any, list[str]]:
    if isinstance(parameter, Number) and value not in parameter.stops:
        stop = parameter.nearest_stop(value)
        told = f"{parameter.key} = {parameter.format(value)} is shown at the slider's nearest stop,"
        return stop, [f"{told} {parameter.format(stop)}; figures over HTTP take any value."]
    if isinstance(parameter, Span) and not set(value) <= set(parameter.stops):
        return parameter.default, [f"{parameter.key} takes powers of ten. The default is shown instead."]
    return value, []


def apply(values: Values) -> None:
    """Put values into the widgets, before they are drawn."""
    for key, value in values.items():
        st.session_state[key] = _to_widget(PARAMETERS[key], value)
        st.session_state[_VALID + key] = value


def read(keys: Iterable[str]) -> tuple[Values, dict[str, InvalidParameter]]:
    """Read the values of the widgets; where one holds no valid value, the last valid one and the error."""
    values: Values = {}
    errors: dict[str, InvalidParameter] = {}
    for key in keys:
        parameter = PARAMETERS[key]
        last = st.session_state.get(_VALID + key, parameter.default)
        try:
            values[key] = _from_widget(parameter, st.session_state.get(key, _to_widget(parameter, last)))
            st.session_state[_VALID + key] = values[key]
        except InvalidParameter as error:
            values[key], errors[key] = last, error
    return values, errors


def link(values: Values, base: Values | None = None) -> dict[str, str]:
    """Give the query that reopens these values: what differs from the defaults, or from `base`."""
    return encode(values, base=base) | classroom.query()


def store(values: Values, base: Values | None = None) -> None:
    """Write what differs from the defaults, or from `base`, into the address, so that it reopens this view."""
    query = link(values, base)
    st.session_state[_ADDRESS] = query
    if _as_on_arrival(query):
        return
    if dict(st.query_params) != query:
        # Noted before it is written: writing may end this run, if the next one is waiting.
        st.session_state.setdefault(_WRITTEN, {})[tuple(sorted(query.items()))] = time.monotonic()
        st.query_params.from_dict(query)


def _as_on_arrival(query: dict[str, str]) -> bool:
    """Whether nothing has changed since the visitor came from another page.

    The address then stays bare: writing it would put a step into the browser's history that Back cannot get past.
    """
    if st.query_params or _ON_ARRIVAL not in st.session_state:
        return False
    first = st.session_state[_ON_ARRIVAL]
    if first is None:
        st.session_state[_ON_ARRIVAL] = query
    return first in (None, query)


def _is_echo(query: dict[str, str]) -> bool:
    """Whether the page wrote this address itself.

    While a thumb or a key moves fast, the browser still reports an address that the page has meanwhile replaced: one
    written a moment ago is no wish of the user.
    """
    now = time.monotonic()
    written = {key: at for key, at in st.session_state.get(_WRITTEN, {}).items() if now - at < _ECHO}
    st.session_state[_WRITTEN] = written
    return query == st.session_state.get(_ADDRESS) or tuple(sorted(query.items())) in written


def _to_widget(parameter: Parameter, value: Any) -> Any:
    if isinstance(parameter, Numbers):
        return [parameter.format((one,)) for one in value]
    if isinstance(parameter, Several):
        return list(value)
    return parameter.format(value) if isinstance(parameter, (Table, OwnPoint)) else value


def _from_widget(parameter: Parameter, state: Any) -> Any:
    if isinstance(parameter, Numbers):
        return parameter.parse(",".join(state))
    if isinstance(parameter, Several):
        return parameter.parse(",".join(state or ()))
    if isinstance(parameter, (Table, OwnPoint)):
        return parameter.parse(state)
    # A segmented control can be left with nothing chosen.
    return parameter.default if state is None else state
