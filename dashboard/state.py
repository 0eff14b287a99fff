"""The state of a page: in its widgets while it is used, in its address for everyone else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any, Final

import streamlit as st

from dashboard import address_bar, classroom
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
from dashboard.plain_text import as_typed, refusal

__all__ = ["apply", "arrive", "link", "load", "read", "seed", "store", "strangers"]

_VALID: Final = "_valid_"


def arrive(page: str) -> None:
    """Begin a run: see what the address asks for, and carry all values over if the visitor comes from another page.

    To Streamlit the widgets of another page are new.
    """
    if address_bar.arrive(page):
        named = {str(key): value for key, value in st.session_state.items()}
        apply({key.removeprefix(_VALID): value for key, value in named.items() if key.startswith(_VALID)})


def load(keys: tuple[str, ...], base: Values | None = None, views: Collection[str] = ()) -> list[str]:
    """Take over what the address asks for; say in Markdown what in it could not be used.

    What it leaves out has its default, or the value in `base`. A bad value becomes the default, one between two stops
    of a slider the nearer of them. `views` are those that the page has, if it has not all.
    """
    query = address_bar.wish()
    if query is None:
        return []
    values, errors = decode(query, keys)
    if views and query.get("view", values["view"]) not in views:
        errors = [error for error in errors if error.parameter != "view"]
        errors.append(InvalidParameter("view", query["view"], f"one of {', '.join(views)}"))
        values["view"] = PARAMETERS["view"].default
    notices = [f"{refusal(error)} The default is shown instead." for error in errors]
    for key, value in values.items():
        values[key], notice = _on_a_stop(PARAMETERS[key], value)
        notices += notice
    values |= {key: value for key, value in (base or {}).items() if key not in query}
    if address_bar.is_first_run():
        # The widgets are left alone: where the server was started again, they know better than the address.
        _remember(values)
    else:
        apply(values)
    return notices


def strangers(keys: tuple[str, ...]) -> list[str]:
    """Say in Markdown what the address asks for that no page knows, and which of these keys may have been meant."""
    notices = []
    for key in address_bar.wish() or ():
        if key not in PARAMETERS and key != classroom.IN_ADDRESS:
            alike = " or ".join(get_close_matches(key, keys, 2))
            notices.append(f"{as_typed(key)} is unknown and changes nothing{f': is {alike} meant?' if alike else '.'}")
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
    _remember(values)


def _remember(values: Values) -> None:
    for key, value in values.items():
        st.session_state[_VALID + key] = value


def seed(key: str) -> Any:
    """Give what a widget holds that is drawn for the first time."""
    parameter = PARAMETERS[key]
    return _to_widget(parameter, st.session_state.get(_VALID + key, parameter.default))


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
    """Write what differs from the defaults, or from `base`, into the address, so that it reopens this view.

    If it turns out that the widgets of an open page hold something else (the server was started again under it), the
    page is drawn anew from them.
    """
    if (
        address_bar.is_first_run()
        and read(key for key in values if key in st.session_state)[0].items() - values.items()
    ):
        st.rerun()
    address_bar.write(link(values, base))


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
