"""Barrier: Fig. 3(a) of the paper under the thumb, as curves, as a surface, as a table."""

from __future__ import annotations

from typing import Final

import streamlit as st

import limcore
from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.landscape import Landscape
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.presets import BARRIER_PRESETS
from dashboard.views import parts
from dashboard.views.compare import comparison
from dashboard.views.opening import opening
from dashboard.wording import duration, number
from dashboard.words import barrier as words

__all__ = ["page"]

_PAGE: Final = PAGES["barrier"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    comparison(_PAGE, values)
    _probe(values)
    parts.words(words.chapters(values["convention"]), words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(BARRIER_PRESETS, _PAGE.parameters)
    control("alpha")
    parts.temperature()
    control("R_max")
    if values["rate_scale"] == "normalised":
        st.caption(words.R_MAX_CANCELS)
    switch("rate_scale")
    rates = "absolute_rates" if st.session_state["rate_scale"] == "absolute" else "rates"
    control(rates, errors.get(rates))
    parts.schedule(1, errors)
    parts.schedules_to_compare(errors)
    with st.expander("Units, axes and conventions"):
        switch("unit")
        control("dE_range")
        switch("dE_axis")
        control("convention")
        control("start")
        control("squared_gradient")
        control("steps")


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
    forward, backward = limcore.directional_rates(barrier, drive, **device, convention=land.convention)
    eased, raised = limcore.directional_barriers(barrier, drive, kT=land.kT, convention=land.convention)

    def energy(value: float | Array) -> str:
        return f"{number(float(value), 6)} {land.unit}"

    def per_second(value: float | Array) -> str:
        return f"{number(float(value), 6)} /s"

    return {
        "Barrier E⁰": energy(barrier),
        "Forward barrier E→": energy(eased),
        "Backward barrier E←": energy(raised),
        "Held on average": duration(float(limcore.retention_time(mean, **device))),
        words.MEAN_RATE[land.convention]: per_second(limcore.equilibrium_rate(mean, **device)),
        "Forward rate R→": per_second(forward),
        "Backward rate R←": per_second(backward),
        "Ten years need": energy(land.ten_years),
    }
