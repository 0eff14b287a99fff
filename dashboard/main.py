"""Navigation, and the frame around every page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

import limcore
from dashboard import classroom, state
from dashboard.metadata import SITE
from dashboard.navigation import pages
from dashboard.parameters import InvalidParameter
from dashboard.plain_text import refusal
from dashboard.pupils import dialog
from dashboard.turns import TURN
from dashboard.views.skip_link import skip_link

_HERE: Final = Path(__file__).parent

with TURN:
    # The icon comes first: that of a page in the navigation would be fetched from elsewhere.
    st.set_page_config(page_title=SITE, page_icon=str(_HERE / "favicon.svg"), layout="wide")
    st.html(_HERE / "frame.css")
    classroom.load()
    page = st.navigation(list(pages().values()), position="top")
    st.set_page_config(page_title=f"{page.title} · {SITE}")
    skip_link()
    state.arrive(page.url_path)
    try:
        page.run()
        dialog.show(page.url_path)
    except (InvalidParameter, limcore.DomainError) as error:
        # Each parameter is allowed by itself, and what they ask for together is not.
        st.error(refusal(error), icon=":material/error:")
