"""Learning: Fig. 3(b) under the thumb, the barrier over time as a surface, and the consolidation-wall."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.chosen_schedules import chosen_slots, first_rate_of_zero, make_schedule, schedule_name
from dashboard.figures.course import Course
from dashboard.figures.outcome import Outcome
from dashboard.parameters import Values, slot
from dashboard.presets import LEARNING_PRESETS
from dashboard.views import parts
from dashboard.views.compare import comparison
from dashboard.views.opening import opening
from dashboard.wording import count, duration
from dashboard.words import learning as words

__all__ = ["page"]

_PAGE: Final = PAGES["learning"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    _consolidation(values)
    comparison(_PAGE, values)
    parts.words(words.chapters(values["convention"]), words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(LEARNING_PRESETS, _PAGE.parameters)
    control("alpha")
    parts.schedule(1, errors)
    _turning(values)
    control("steps")
    control("R_max")
    st.caption(words.SECONDS)
    parts.temperature()
    control("retention")
    control("failure")
    with st.container(horizontal=True, gap="medium"):
        switch("time_axis")
        switch("n_axis")
    with st.container(horizontal=True, gap="medium"):
        switch("alpha_family")
        switch("rate_trace")
    parts.schedules_to_compare(errors)
    parts.units_and_conventions()


def _turning(values: Values) -> None:
    """Say that a cosine rises again, or that a learning rate is 0, within the steps shown."""
    for place in chosen_slots(values):
        if (zero := first_rate_of_zero(values, place)) <= values["steps"]:
            st.caption(words.rate_of_zero(schedule_name(values, place), zero))
        if values[slot("schedule", place)] != "cosine":
            continue
        lowest = make_schedule(values, place).trough_step + 1.0
        if lowest < values["steps"] and values[slot("minimum", place)] < values[slot("initial", place)]:
            st.caption(words.rises_again(schedule_name(values, place), lowest))


def _consolidation(values: Values) -> None:
    """Answer what it takes to remember: by learning on, and by a final freeze."""
    course = Course(values, points=2)
    if not course.runs:
        return
    st.subheader(f"To remember for {course.target_words}", anchor=False)
    one = Outcome(course, course.runs[0])
    with st.container(horizontal=True, gap="medium", key="readings"):
        for name, reading in _readings(course, one).items():
            st.metric(name, reading, width="content")
    st.markdown(words.consolidation_sentence(course, one))


def _readings(course: Course, one: Outcome) -> dict[str, str]:
    found = one.consolidation
    reached = {"Reached at step n*": count(found.n)}
    if found.lost_at < float("inf"):
        reached |= {"Held until step": count(found.lost_at - 1.0)}
    if found.again_at < float("inf"):
        reached |= {"Reached again at step": count(found.again_at)}
    reached |= {"Wall-clock until n*": duration(found.time_s), "Dissipated until n*": course.energy(found.dissipation)}
    return {
        "Barrier needed": course.energy(one.target),
        f"Barrier at step {count(one.run.n[-1])}": course.energy(one.barrier),
        "It holds for": duration(one.retention_s),
        **(reached if found.reached else {"Learning on": one.run.when(one.target, "there")}),
        "Or: learn, then freeze": course.energy(one.dissipation + one.freeze),
    }
