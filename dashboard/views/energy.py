"""Energy: what learning dissipates, step by step, against memories that do not follow it."""

from __future__ import annotations

from typing import Final

import streamlit as st

import limcore
from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.constant_barrier import constant_name, spent_with_freeze
from dashboard.figures.course import Course
from dashboard.figures.dissipation import device_energies
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.presets import ENERGY_PRESETS
from dashboard.views import parts
from dashboard.views.compare import comparison
from dashboard.views.opening import opening
from dashboard.views.tables import text_table
from dashboard.wording import number
from dashboard.words import energy as words
from dashboard.words import lifetimes as lifetimes_words

__all__ = ["page"]

_PAGE: Final = PAGES["energy"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    _equivalents(values)
    comparison(_PAGE, values)
    door("lifetimes", lifetimes_words.DOOR)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(ENERGY_PRESETS, _PAGE.parameters)
    if values["view"] != "price":
        switch("account")
    control("alpha")
    parts.schedule(1, errors)
    control("steps")
    control("low_barrier")
    control("retention")
    control("R_max")
    if values["view"] != "price":
        control("static_barrier")
    parts.temperature()
    parts.schedules_to_compare(errors)
    parts.units_and_conventions()


def _equivalents(values: Values) -> None:
    """Say what a whole model dissipates, in units that a person knows."""
    st.subheader("For a whole model", anchor=False)
    left, middle, right = st.columns(3, gap="large")
    with left:
        control("model_parameters")
        control("bits")
    with middle:
        control("carbon_intensity")
    with right:
        control("household")
    course = Course(values | {"unit": "J"}, points=2)
    if not course.runs:
        return
    run = course.runs[0]
    elements = values["model_parameters"] * values["bits"]
    spent = {f"learning-in-memory, {run.name}": float(run.spent(run.n[-1:])[-1])}
    spent[constant_name(course)] = spent_with_freeze(course, run)
    updates = float(run.updates_made(run.n[-1:])[0])
    spent |= {name: energy * updates for name, (energy, _) in device_energies(course).items()}
    columns = {name: _column(each * elements, values) for name, each in spent.items()}
    text_table({"dissipated, in": list(words.EQUIVALENTS)} | columns, alt="What a whole model dissipates, by memory")
    st.caption(words.ASSUMED)


def _column(energy: float, values: Values) -> list[str]:
    """Write an energy in joules, kettles, households and carbon dioxide."""
    hours = float(limcore.convert_energy(energy, "J", "kWh"))
    amounts = (
        energy,
        hours,
        energy / words.KETTLE,
        hours / values["household"],
        hours * values["carbon_intensity"] / 1000.0,
    )
    return [number(amount, 3) for amount in amounts]
