"""The state of a page: in its widgets while it is used, in its address for everyone else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from dashboard import address_bar, classroom
from dashboard.parameters import PARAMETERS, InvalidParameter, Values, decode, encode
from dashboard.plain_text import as_typed, refusal

__all__ = ["apply", "arrive", "exact", "link", "load", "read", "seed", "store", "strangers"]

_VALID: Final = "_valid_"


def arrive(page: str) -> None:
    """Begin a run: see what the address asks for, and carry all values over if the visitor comes from another page.

    To Streamlit the widgets of another page are new.
    """
    if address_bar.arrive(page):
        named = {str(key): value for key, value in st.session_state.items()}
        apply({key.removeprefix(_VALID): value for key, value in named.items() if key.startswith(_VALID)})


def load(
    keys: tuple[str, ...], base: Values | None = None, known: Mapping[str, Collection[str]] = MappingProxyType({})
) -> list[str]:
    """Take over what the address asks for; say in Markdown what in it could not be used.

    What it leaves out has its default, or the value in `base`. A bad value becomes the default. `known` lists for each
    name, of a view say, those that there are.
    """
    query = address_bar.wish()
    if query is None:
        return []
    values, errors = decode(query, keys)
    for key, names in known.items():
        if query.get(key, values[key]) not in names:
            errors = [error for error in errors if error.parameter != key]
            errors.append(InvalidParameter(key, query[key], f"one of {', '.join(filter(None, names))}"))
            values[key] = PARAMETERS[key].default
    notices = [f"{refusal(error)} The default is shown instead." for error in errors]
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


def apply(values: Values) -> None:
    """Put values into the widgets, before they are drawn."""
    for key, value in values.items():
        st.session_state[key] = PARAMETERS[key].to_widget(value)
    _remember(values)


def _remember(values: Values) -> None:
    for key, value in values.items():
        st.session_state[_VALID + key] = value


def seed(key: str) -> Any:
    """Give what a widget holds that is drawn for the first time."""
    parameter = PARAMETERS[key]
    return parameter.to_widget(st.session_state.get(_VALID + key, parameter.default))


def read(keys: Iterable[str]) -> tuple[Values, dict[str, InvalidParameter]]:
    """Read the values of the widgets; where one holds no valid value, the last valid one and the error.

    While a slider stands where it was put for a value between two stops, that value stays.
    """
    values: Values = {}
    errors: dict[str, InvalidParameter] = {}
    for key in keys:
        parameter = PARAMETERS[key]
        last = st.session_state.get(_VALID + key, parameter.default)
        try:
            stands = parameter.to_widget(last)
            held = st.session_state.get(key, stands)
            values[key] = last if held == stands else parameter.from_widget(held)
            st.session_state[_VALID + key] = values[key]
        except InvalidParameter as error:
            values[key], errors[key] = last, error
    return values, errors


def exact(key: str) -> Any:
    """Give the value beside which a slider stands, since it lies between two stops; None where it is a stop."""
    value = st.session_state.get(_VALID + key)
    stands = None if value is None else PARAMETERS[key].to_widget(value)
    return value if stands != value and st.session_state.get(key, stands) == stands else None


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
