"""The link for pupils on a page: a button, and what it opens."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import address_bar
from dashboard.environment import public_url
from dashboard.pupils.link import LONGEST, code, link, reaches_others
from dashboard.scripts import linked
from dashboard.templates import markup

__all__ = ["button", "show"]

_HERE: Final = Path(__file__).parent
_KEY: Final = "pupils"
_TITLE: Final = "Link for pupils"
_TOO_LONG: Final = "The address is too long for a code that a camera could read. Hand it on as a text."
_OF_THIS_COMPUTER: Final = (
    "No telephone reaches this address: it leads each device to itself. Open the page by the address that this "
    "computer has in the network, and show the link then."
)


def button() -> None:
    """Draw the button that shows the link."""
    st.button(_TITLE, key=_KEY, icon=":material/qr_code_2:", type="tertiary", help="This view as a QR code.")


def show(page: str) -> None:
    """Show the link to what a page shows, if it has been asked for; the page is drawn by then."""
    if st.session_state.get(_KEY) and (seen := public_url() or st.context.url):
        _dialog(link(seen, page, address_bar.shown()))


@st.dialog(_TITLE, width="large")
def _dialog(address: str) -> None:
    readable = len(address) <= LONGEST
    warning = "" if readable else _TOO_LONG
    if not reaches_others(address):
        warning = _OF_THIS_COMPUTER
    _component()(
        key="pupils_link",
        data={"address": address, "code": code(address) if readable else "", "warning": warning},
    )


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "pupils",
        html=str(markup("pupils/link")),
        css=(_HERE / "link.css").read_text("utf-8"),
        js=linked("pupils/link.js"),
    )
