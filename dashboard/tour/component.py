"""A few words in a corner on the first visit; once dismissed, they never come back."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked
from dashboard.templates import markup

__all__ = ["STOPS", "tour"]

_HERE: Final = Path(__file__).parent

STOPS: Final = (
    "Welcome. These three walls are what training a model costs today. Press “With learning-in-memory”, or take a wall "
    "to see where its height comes from.",
    "On every other page, drag a slider: the figure follows while you drag. The arrow keys do it too. Point at a curve "
    "or tap it: its numbers are exact.",
    "Under each figure you can take it away: picture, table, web page, or a link that reopens exactly what you see.",
    "“What is this?” at each title explains a page. New to the subject? Begin with the first lesson: “Lessons” comes "
    "second in the navigation, which on a telephone opens with » at the upper left.",
)


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "tour",
        html=str(markup("tour/tour")),
        css=(_HERE / "tour.css").read_text("utf-8"),
        js=linked("tour/tour.js"),
    )


def tour() -> None:
    """Offer the tour to a visitor whose browser has not seen it."""
    _component()(key="tour", data={"stops": list(STOPS)})
