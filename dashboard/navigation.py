"""The pages in their order, and the doors from one to another."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

__all__ = ["door", "pages"]

_ICONS: Final = {
    "overview": "landscape",
    "wells": "ssid_chart",
    "barrier": "show_chart",
    "learning": "timeline",
    "spectrum": "stacked_line_chart",
    "energy": "bolt",
    "projection": "query_stats",
    "theory": "function",
    "limits": "rule",
    "lessons": "school",
}


def pages() -> dict[str, Page]:
    """Give the pages by name, which is also their address; the first is where a visitor begins."""
    from dashboard.views import (
        barrier,
        energy,
        learning,
        lessons,
        limits,
        overview,
        projection,
        spectrum,
        theory,
        wells,
    )

    modules = (overview, wells, barrier, learning, spectrum, energy, projection, theory, limits, lessons)
    named = zip(_ICONS, modules, strict=True)
    return {
        name: st.Page(
            module.page,
            title=name.capitalize(),
            icon=f":material/{_ICONS[name]}:",
            url_path=name,
            default=name == "overview",
        )
        for name, module in named
    }


def door(name: str, label: str, **query: str) -> None:
    """Draw a link to another page, in the state that the query says."""
    st.page_link(pages()[name], label=label, icon=f":material/{_ICONS[name]}:", query_params=query or None)
