"""Barrier: Fig. 3(a) of the paper under the thumb, as curves, as a surface, as a table."""

from __future__ import annotations

from typing import Final

import streamlit as st

import limcore
from dashboard import state
from dashboard.controls import control, switch
from dashboard.figures import FIGURES
from dashboard.figures.landscape import PARAMETER_KEYS, TEN_YEARS
from dashboard.live.component import csv_address, live_figure
from dashboard.parameters import PARAMETERS, SCHEDULE_SLOTS, InvalidParameter, Values, slot
from dashboard.presets import BARRIER_PRESETS
from dashboard.views import barrier_words as words
from dashboard.wording import duration, number

__all__ = ["page"]

_KEYS: Final = ("view", *PARAMETER_KEYS)
_HEIGHT: Final = 560
_TEMPERATURES: Final = {"4 K": 0.34469, "77 K": 6.63535, "300 K": 25.852}
_SCHEDULE_CONTROLS: Final = {
    "none": (),
    "constant": ("initial",),
    "inverse_time": ("initial", "tau"),
    "power_law": ("initial", "tau", "exponent"),
    "exponential": ("initial", "gamma"),
    "table": ("table",),
}

Errors = dict[str, InvalidParameter]


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS)
    st.header(words.TITLE, anchor=False)
    st.markdown(words.LEAD)
    for notice in notices:
        st.warning(notice, icon=":material/info:")
    picture, controls = st.columns([0.68, 0.32], gap="large")
    values, errors = state.read(_KEYS)
    with controls:
        _controls(values, errors)
    with picture, st.container(key="picture"):
        values, _ = state.read(_KEYS)
        _picture(values)
    _probe(values)
    _words()
    state.store(values)


def _picture(values: Values) -> None:
    switch("view")
    values["view"] = st.session_state["view"]
    figure = FIGURES["barrier-surface" if values["view"] == "surface" else "barrier"]
    own = {key: values[key] for key in figure.parameters}
    if values["view"] == "table":
        st.dataframe(figure.table(own), height=_HEIGHT, hide_index=True)
        st.markdown(f"[CSV with parameters, units and version]({csv_address(figure, own)})")
    else:
        live_figure(figure, own, link=values, height=_HEIGHT)


def _controls(values: Values, errors: Errors) -> None:
    _presets()
    control("alpha")
    control("kT")
    with st.container(horizontal=True, gap="small"):
        for name, energy in _TEMPERATURES.items():
            st.button(name, key=f"temperature_{name[:-2]}", on_click=state.apply, args=({"kT": energy},))
    control("R_max")
    if values["rate_scale"] == "normalised":
        st.caption(words.R_MAX_CANCELS)
    switch("rate_scale")
    rates = "absolute_rates" if st.session_state["rate_scale"] == "absolute" else "rates"
    control(rates, errors.get(rates))
    _schedule(1, errors)
    with st.expander("Compare with other schedules"):
        for place in SCHEDULE_SLOTS[1:]:
            _schedule(place, errors)
    with st.expander("Units, axes and conventions"):
        switch("unit")
        control("dE_range")
        switch("dE_axis")
        control("convention")
        control("start")
        control("squared_gradient")
        control("steps")


def _presets() -> None:
    with st.container(horizontal=True, gap="small", key="presets"):
        for name, preset in BARRIER_PRESETS.items():
            st.button(name, key=f"preset_{name}", on_click=_start_from, args=(preset,))
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=_start_from,
            args=({},),
            type="tertiary",
            help="Back to the first view: every parameter at its default.",
        )


def _start_from(preset: Values) -> None:
    state.apply({key: PARAMETERS[key].default for key in PARAMETER_KEYS} | preset)


def _schedule(place: int, errors: Errors) -> None:
    key = slot("schedule", place)
    control(key)
    for name in _SCHEDULE_CONTROLS[st.session_state[key]]:
        control(slot(name, place), errors.get(slot(name, place)))


def _probe(values: Values) -> None:
    st.subheader("Probe one point", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        control("probe_dE")
    with right:
        control("probe_rate")
    values |= state.read(("probe_dE", "probe_rate"))[0]
    drive, rate_max = values["probe_dE"], values["R_max"]
    rate = values["probe_rate"] * rate_max
    barrier = float(limcore.barrier_height(drive, rate, rate_max=rate_max, convention=values["convention"]))
    mean = float(limcore.barrier_height(drive, rate, rate_max=rate_max))
    forward, backward = limcore.directional_rates(mean, drive, rate_max=rate_max)
    eased, raised = limcore.directional_barriers(mean, drive)
    equilibrium = float(limcore.equilibrium_rate(mean, rate_max=rate_max))
    held = float(limcore.retention_time(mean, rate_max=rate_max))
    readings = {
        "Barrier E⁰": f"{number(barrier, 6)} kT",
        "Forward barrier E→": f"{number(float(eased), 6)} kT",
        "Backward barrier E←": f"{number(float(raised), 6)} kT",
        "Held on average": duration(held),
        "Equilibrium rate R⁰": f"{number(equilibrium, 6)} /s",
        "Forward rate R→": f"{number(float(forward), 6)} /s",
        "Backward rate R←": f"{number(float(backward), 6)} /s",
        "Ten years need": f"{number(float(limcore.barrier_for_retention(TEN_YEARS, rate_max=rate_max)), 6)} kT",
    }
    with st.container(horizontal=True, gap="large", key="readings"):
        for name, reading in readings.items():
            st.metric(name, reading, width="content")
    if barrier < 0:
        st.caption(words.NEGATIVE_BARRIER)


def _words() -> None:
    st.divider()
    see, equations, slips = st.tabs(["What to look for", "Equations", "Where the printed equations slip"])
    see.markdown(words.WHAT_TO_LOOK_FOR)
    equations.markdown(words.EQUATIONS)
    slips.markdown(words.SLIPS)
    st.caption(words.SOURCE)
