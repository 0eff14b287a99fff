"""Your run: a training log on the figures of the paper."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.logged import LoggedRuns
from dashboard.figures.logged_outcome import readings_of, remarks_on
from dashboard.parameters import Values
from dashboard.plain_text import as_plain
from dashboard.views import parts
from dashboard.views.bringing import bringing
from dashboard.views.nearest_schedule import nearest_schedules
from dashboard.views.tables import text_table
from dashboard.words import run as words

__all__ = ["page"]

_PAGE: Final = PAGES["run"]
_KEYS: Final = _PAGE.parameters


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS, known={"view": [view.name for view in _PAGE.views]}) + state.strangers(_KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS, brief=True)
    with st.container():  # the picture keeps its place whatever is told of what was brought
        bringing()
    left, right = st.columns([0.68, 0.32], gap="large")
    values, _ = parts.read(_KEYS)
    runs = LoggedRuns(values)
    with right:
        _controls(values, runs)
    with left, st.container(key="picture"):
        parts.picture(_PAGE, values)
    _outcome(values, runs)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(values: Values, runs: LoggedRuns) -> None:
    control("reading")
    if values["reading"] == "paper":
        control("alpha")
    elif values["reading"] == "population":
        control("largest_share")
    if values["reading"] != "paper":
        control("seconds_per_step")
    if any(run.per_epoch for run in runs.runs):
        st.caption("The log counts epochs: say how many steps of the optimiser one has.")
        control("steps_per_epoch")
    control("R_max")
    control("retention")
    if values["view"] == "barrier":
        switch("time_axis")
    if values["view"] in ("barrier", "energy", "log"):
        switch("n_axis")
    with st.expander("Drive and energy", icon=":material/bolt:"):
        for key in ("optimizer", "run_energy_scale", "model_parameters", "bits", "measured_energy", "static_barrier"):
            control(key)
        control("clipped_at")
        parts.temperature()
    with st.expander("Conventions"):
        control("run_start")
        control("failure")


def _outcome(values: Values, runs: LoggedRuns) -> None:
    """Say what the runs come to, side by side."""
    if not runs.runs:
        return
    st.subheader("What it comes to", anchor=False)
    columns = [readings_of(run) for run in runs.runs]
    table = {"of the run": list(columns[0])} | {
        run.label: list(one.values()) for run, one in zip(runs.runs, columns, strict=True)
    }
    text_table(table, alt="What the runs come to")
    for run in runs.runs:
        for said in remarks_on(run):
            st.caption(as_plain(f"{run.name}: {said}" if len(runs.runs) > 1 else said))
    nearest_schedules(runs.runs)
