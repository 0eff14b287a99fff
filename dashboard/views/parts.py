"""What pages have in common: their state, their picture, the controls of a schedule, the row of presets."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import classroom, state
from dashboard.catalogue import TABLE, Page
from dashboard.controls import control, switch
from dashboard.dials.component import dials
from dashboard.export.shown import table_shown
from dashboard.figures import Figure
from dashboard.figures.chosen_schedules import check_schedules, pinned_values, schedule_controls, warm_up_controls
from dashboard.heavy import BusyError
from dashboard.navigation import door
from dashboard.parameters import (
    PARAMETERS,
    PIN_KEYS,
    SCHEDULE_SLOT,
    SCHEDULE_SLOTS,
    TEMPERATURES,
    InvalidParameter,
    Values,
    slot,
)
from dashboard.pupils import dialog
from dashboard.views import own_schedule
from dashboard.views.live_figure import csv_address, live_figure
from dashboard.views.tables import number_table
from dashboard.words import limits as limits_words

__all__ = [
    "Errors",
    "heading",
    "picture",
    "presets",
    "read",
    "schedule",
    "schedules_to_compare",
    "tell",
    "temperature",
    "units_and_conventions",
    "words",
]

Errors = dict[str, InvalidParameter]

_HEIGHT: Final = 560
_MOST_TOLD: Final = 6
_CONSISTENT: Final = "_consistent"
_HARMLESS: Final = {
    **{"minimum": 0.0, "phases": 2.0, "decay": 1.0, "cycle_gamma": 1.0, "warmup_place": "before"},
    "milestones": (30_000.0,),
}
"""Values of what can be at odds with the rest of a schedule, that never are."""


def read(keys: tuple[str, ...]) -> tuple[Values, Errors]:
    """Read the values of a page; where some do not go together, the last that did, and why."""
    values, errors = state.read(keys)
    for key in PIN_KEYS:
        alone = values | {other: "" for other in PIN_KEYS if other != key}
        for _, pinned in pinned_values(alone):
            if bad := check_schedules(pinned):
                errors[key], values[key] = bad[0], ""
                state.apply({key: ""})
    conflicts = check_schedules(values)
    slots = [key for place in SCHEDULE_SLOTS for name in SCHEDULE_SLOT if (key := slot(name, place)) in values]
    if conflicts:
        errors |= {error.parameter: error for error in conflicts}
        plain = {slot(key, place): value for place in SCHEDULE_SLOTS for key, value in _HARMLESS.items()}
        last = st.session_state.get(_CONSISTENT, plain)
        values |= {key: value for key, value in last.items() if key in values}
        if check_schedules(values):
            values |= {key: PARAMETERS[key].default for key in slots}
    else:
        st.session_state[_CONSISTENT] = st.session_state.get(_CONSISTENT, {}) | {key: values[key] for key in slots}
    return values, errors


def heading(title: str, lead: str, notices: list[str], what: str, *, limits: bool = True, brief: bool = False) -> None:
    """Draw the title of a page, what it is about, what one sees, and what in its address could not be used.

    What one sees ends with a door to the limits of the model, but on their own page. Where the picture is to be seen at
    once, the heading is `brief` before a class: what the page is about gives its room to the picture.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.header(title, anchor=False, width="content")
        with st.popover("What is this?", icon=":material/help:", type="tertiary"):
            st.markdown(what)
            if limits:
                door("limits", limits_words.DOOR)
        dials()
        dialog.button()
        classroom.switch()
    with st.container():  # what follows keeps its place, and its picture, whatever is told here
        if not (classroom.is_on() and brief):
            st.markdown(lead)
        tell(notices)


def tell(notices: list[str]) -> None:
    """Say what in the address could not be used, in one place and not at any length."""
    if not notices:
        return
    shown = notices[:_MOST_TOLD]
    if more := len(notices) - len(shown):
        shown.append(f"And {more} more like these.")
    st.warning("\n".join(f"- {one}" for one in shown) if len(shown) > 1 else shown[0], icon=":material/info:")


def words(chapters: dict[str, str], source: str) -> None:
    """Draw the words under a page, a tab for each chapter, and where its equations come from."""
    st.divider()
    for tab, text in zip(st.tabs(list(chapters)), chapters.values(), strict=True):
        tab.markdown(text)
    st.caption(source)


def picture(page: Page, values: Values) -> None:
    """Draw the views of a page."""
    switch("view", {view.name: view.label for view in page.views})
    values["view"] = st.session_state["view"]
    figure = page.figure(values["view"])
    assert figure is not None
    own = {key: values[key] for key in figure.parameters}
    if values["view"] == TABLE:
        _table(figure, own)
    else:
        live_figure(figure, own, link=state.link(values), height=_HEIGHT)


def _table(figure: Figure, own: Values) -> None:
    try:
        number_table(table_shown(figure, own), height=_HEIGHT)
    except BusyError as error:
        st.error(str(error), icon=":material/error:")
    st.markdown(f"[CSV with parameters, units and version]({csv_address(figure, own)})")


def presets(offered: dict[str, Values], keys: tuple[str, ...]) -> None:
    """Draw a button for each view worth starting from, and one for the defaults; pins stay.

    Before a class they are folded away: the first slider is to be seen.
    """
    kept = {key: PARAMETERS[key].default for key in keys if key not in PIN_KEYS}
    folded = st.popover("Start from …") if classroom.is_on() else st.container()
    with folded, st.container(horizontal=True, gap="small", key="presets"):
        for name, preset in offered.items():
            st.button(name, key=f"preset_{name}", on_click=state.apply, args=(kept | preset,))
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=state.apply,
            args=({key: PARAMETERS[key].default for key in keys},),
            type="tertiary",
            help="Back to the first view: every parameter at its default, no pins.",
        )


def temperature() -> None:
    """Draw the slider of kT, and buttons for temperatures people know."""
    control("kT")
    with st.container(horizontal=True, gap="small"):
        for name, energy in TEMPERATURES.items():
            st.button(name, key=f"temperature_{name[:-2]}", on_click=state.apply, args=({"kT": energy},))


def schedule(place: int, errors: Errors) -> None:
    """Draw the choice of a schedule and the sliders of its parameters."""
    key = slot("schedule", place)
    control(key)
    chosen = st.session_state[key]
    for name in schedule_controls(chosen):
        control(slot(name, place), errors.get(slot(name, place)))
        if name == "table":
            own_schedule.drop(place)
    warmed = [
        st.session_state.get(slot(name, place), state.seed(slot(name, place))) for name in ("warmup_steps", "warmup")
    ]
    for name in warm_up_controls(chosen, *warmed):
        control(slot(name, place), errors.get(slot(name, place)))


def units_and_conventions() -> None:
    """Draw what seldom changes, folded away."""
    with st.expander("Units and conventions"):
        switch("unit")
        control("start")
        control("squared_gradient")
        control("convention")


def schedules_to_compare(errors: Errors) -> None:
    """Draw the schedules after the first, folded away until they are wanted."""
    with st.expander("Compare with other schedules"):
        for place in SCHEDULE_SLOTS[1:]:
            schedule(place, errors)
