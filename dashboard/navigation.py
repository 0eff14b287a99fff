"""The pages as Streamlit has them, and the doors from one to another."""

from __future__ import annotations

from importlib import import_module

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard.catalogue import PAGES, Page

__all__ = ["door", "pages"]


def pages() -> dict[str, StreamlitPage]:
    """Give the pages by name, which is also their address; the first is where a visitor begins."""
    first = next(iter(PAGES))
    return {
        name: st.Page(
            import_module(f"dashboard.views.{name}").page,  # a page has doors to others: it knows this module
            title=page.label,
            icon=_icon(page),
            url_path=name,
            default=name == first,
        )
        for name, page in PAGES.items()
    }


def door(name: str, label: str, **query: str) -> None:
    """Draw a link to another page, in the state that the query says."""
    st.page_link(pages()[name], label=label, icon=_icon(PAGES[name]), query_params=query or None)


def _icon(page: Page) -> str:
    return f":material/{page.icon}:"
