"""A schedule of the reader's own: a table that is dropped as a file beside the one that is typed."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.parameters import PARAMETERS, InvalidParameter, slot
from dashboard.plain_text import refusal

__all__ = ["drop"]

_TOLD: Final = "_table_told_"


def drop(place: int) -> None:
    """Draw where a CSV is dropped, and what is wrong with the last one."""
    st.file_uploader(
        "Or drop a CSV of steps and learning rates",
        type=["csv", "tsv", "txt"],
        key=f"table_file_{place}",
        on_change=_take,
        args=(place,),
    )
    if told := st.session_state.get(_TOLD + str(place)):
        st.error(told, icon=":material/error:")


def _take(place: int) -> None:
    """Read the file that was dropped into the table of a slot."""
    file, key = st.session_state[f"table_file_{place}"], slot("table", place)
    st.session_state[_TOLD + str(place)] = None
    if file is None:
        return
    try:
        state.apply({key: PARAMETERS[key].parse(file.getvalue().decode("utf-8-sig"))})
    except UnicodeDecodeError:
        st.session_state[_TOLD + str(place)] = "This is no text in UTF-8: save the table as CSV (UTF-8)."
    except InvalidParameter as error:
        st.session_state[_TOLD + str(place)] = refusal(error, by_label=True)
