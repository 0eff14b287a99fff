"""Which known schedule a run has followed: searched for when asked, told until the runs change."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.figures.logged import Logged
from dashboard.figures.nearest_schedule import nearest_schedule
from dashboard.heavy import BusyError, heavy
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.plain_text import as_plain

__all__ = ["nearest_schedules"]

_FOUND: Final = "nearest_schedules"


def nearest_schedules(runs: list[Logged]) -> None:
    """Offer the search, and say what it has found."""
    of_these = [(run.label, run.log.step.tolist(), run.log.learning_rate.tolist()) for run in runs]
    held = st.session_state.get(_FOUND)
    if held is None or held[0] != of_these:
        held = None
        st.button("Which known schedule is it?", key="find_schedule", on_click=_find, args=(runs, of_these))
    for said, values in held[1] if held else ():
        st.caption(as_plain(said))
        if values:
            door("learning", "Carry on with it on Learning", **state.link(values))


def _find(runs: list[Logged], of_these: list[tuple[str, list[float], list[float]]]) -> None:
    found: list[tuple[str, Values]]
    try:
        found = [heavy("log", nearest_schedule, tuple(run.values.items()), run.place) for run in runs]
    except BusyError as error:
        found = [(str(error), {})]
    st.session_state[_FOUND] = (of_these, found)
