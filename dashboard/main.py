"""Navigation, and the frame around every page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.views import barrier, energy, learning, projection, spectrum, wells

_HERE: Final = Path(__file__).parent


def _home() -> None:
    """Show the first page, under the address that it keeps."""
    st.switch_page(_BARRIER)


_BARRIER: Final = st.Page(barrier.page, title="Barrier", icon=":material/show_chart:", url_path="barrier")
_WELLS: Final = st.Page(wells.page, title="Wells", icon=":material/ssid_chart:", url_path="wells")
_LEARNING: Final = st.Page(learning.page, title="Learning", icon=":material/timeline:", url_path="learning")
_SPECTRUM: Final = st.Page(spectrum.page, title="Spectrum", icon=":material/stacked_line_chart:", url_path="spectrum")
_ENERGY: Final = st.Page(energy.page, title="Energy", icon=":material/bolt:", url_path="energy")
_PROJECTION: Final = st.Page(projection.page, title="Projection", icon=":material/query_stats:", url_path="projection")
_HOME: Final = st.Page(_home, title="Performance walls", default=True, visibility="hidden")

st.set_page_config(page_title="Performance walls", page_icon=str(_HERE / "favicon.svg"), layout="wide")
st.html(_HERE / "frame.css")
st.navigation([_HOME, _WELLS, _BARRIER, _LEARNING, _SPECTRUM, _ENERGY, _PROJECTION], position="top").run()
