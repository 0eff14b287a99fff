"""Barrier: Fig. 3(a) of the paper under the thumb, as curves, as a surface, as a table."""

from __future__ import annotations

from typing import Final

import streamlit as st

import limcore
from dashboard import state
from dashboard.controls import control, switch
from dashboard.figures import FIGURES
from dashboard.figures.landscape import PARAMETER_KEYS, Array, Landscape
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
        table = figure.table(own)
        # Six digits, however small: in J, fixed decimals would show nothing but zeros.
        six_digits = {str(name): st.column_config.NumberColumn(format="%.6g") for name in table.select_dtypes("float")}
        st.dataframe(table, height=_HEIGHT, hide_index=True, column_config=six_digits)
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
    land = Landscape(values)
    drive, rate = values["probe_dE"] * land.kT, values["probe_rate"] * values["R_max"]
    device = {"rate_max": values["R_max"], "kT": land.kT}
    barrier = float(limcore.barrier_height(drive, rate, **device, convention=land.convention))
    with st.container(horizontal=True, gap="medium", key="readings"):
        for name, reading in _readings(land, barrier, drive, rate).items():
            st.metric(name, reading, width="content")
    if barrier < 0:
        st.caption(words.NEGATIVE_BARRIER)


def _readings(land: Landscape, barrier: float, drive: float, rate: float) -> dict[str, str]:
    """Write out all there is to know of one point of the landscape."""
    device = {"rate_max": land.values["R_max"], "kT": land.kT}
    mean = limcore.barrier_height(drive, rate, **device)
    forward, backward = limcore.directional_rates(mean, drive, **device)
    eased, raised = limcore.directional_barriers(mean, drive, kT=land.kT)

    def energy(value: float | Array) -> str:
        return f"{number(float(value), 6)} {land.unit}"

    def per_second(value: float | Array) -> str:
        return f"{number(float(value), 6)} /s"

    return {
        "Barrier E⁰": energy(barrier),
        "Forward barrier E→": energy(eased),
        "Backward barrier E←": energy(raised),
        "Held on average": duration(float(limcore.retention_time(mean, **device))),
        "Equilibrium rate R⁰": per_second(limcore.equilibrium_rate(mean, **device)),
        "Forward rate R→": per_second(forward),
        "Backward rate R←": per_second(backward),
        "Ten years need": energy(land.ten_years),
    }


def _words() -> None:
    st.divider()
    see, equations, slips = st.tabs(["What to look for", "Equations", "Where the printed equations slip"])
    see.markdown(words.WHAT_TO_LOOK_FOR)
    equations.markdown(words.EQUATIONS)
    slips.markdown(words.SLIPS)
    st.caption(words.SOURCE)
