"""Spectrum: Fig. 4 made quantitative, every point with its source."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.controls import control, switch
from dashboard.figures import FIGURES
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.presets import SPECTRUM_PRESETS
from dashboard.views import parts
from dashboard.views.compare import pins
from dashboard.views.live_figure import csv_address, live_figure
from dashboard.views.tables import number_table
from dashboard.words import lifetimes as lifetimes_words
from dashboard.words import spectrum as words

__all__ = ["page"]

_FIGURE: Final = FIGURES["spectrum"]
_KEYS: Final = _FIGURE.parameters
_SHOWN: Final = ("series", "energy_low_J", "energy_high_J", "operation", "bits", "year", "basis", "source", "address")
_HEIGHT: Final = 900


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS) + state.strangers(_KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS, brief=True)
    picture, controls = st.columns([0.7, 0.3], gap="large")
    values, errors = parts.read(_KEYS)
    with controls:
        _controls(errors)
    with picture:
        with st.container(key="tall_picture"):
            live_figure(_FIGURE, values, link=state.link(values), height=_HEIGHT)
        pins(values, errors)
    _sources(values)
    door("lifetimes", lifetimes_words.DOOR)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(errors: parts.Errors) -> None:
    parts.presets(SPECTRUM_PRESETS, _KEYS)
    control("categories")
    switch("rows")
    switch("per")
    switch("spectrum_axis")
    parts.temperature()
    control("own_point", errors.get("own_point"))
    control("alpha")
    parts.schedule(1, errors)
    control("steps")
    with st.expander("Update law"):
        control("start")
        control("squared_gradient")


def _sources(values: Values) -> None:
    """List the entries that are shown, each with the address of its source."""
    st.subheader("Sources", anchor=False)
    columns = _FIGURE.all_columns(values)
    years = {"year": st.column_config.NumberColumn(format="%d")}
    links = {"address": st.column_config.LinkColumn("where"), "series": st.column_config.TextColumn("entry")}
    number_table({name: columns[name] for name in (*_SHOWN, "note")}, digits=4, column_config=years | links)
    st.markdown(f"[CSV with parameters, units and version]({csv_address(_FIGURE, values)})")
