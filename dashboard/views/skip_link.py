"""The link past the navigation, for those who have a keyboard and no pointer."""

from __future__ import annotations

import functools

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked

__all__ = ["skip_link"]


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("skip_link", js=linked("live/skip.js"))


def skip_link() -> None:
    """Let the Tab key come first to a link that leads to the first slider of the page."""
    _component()(key="skip_link")
