"""What lets a screen reader find the places where files are dropped."""

from __future__ import annotations

import functools

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked

__all__ = ["heeded_file_places"]


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("file_place", js=linked("live/file_place.js"))


def heeded_file_places() -> None:
    """Let the labels of all places for files be heeded."""
    _component()(key="file_place")
