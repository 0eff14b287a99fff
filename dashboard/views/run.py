"""Your run: a training log on the figures of the paper."""

from __future__ import annotations

import math
from typing import Final

import streamlit as st

import limcore
from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.logged import Logged, LoggedRuns
from dashboard.figures.logged_energy import joules, measured_joules
from dashboard.parameters import Values
from dashboard.plain_text import as_plain
from dashboard.views import parts
from dashboard.views.bringing import bringing
from dashboard.views.tables import text_table
from dashboard.wording import count, duration, number
from dashboard.words import run as words

__all__ = ["page"]

_PAGE: Final = PAGES["run"]
_KEYS: Final = _PAGE.parameters


def page() -> None:
    """Draw the page."""
    notices = state.load(_KEYS, known={"view": [view.name for view in _PAGE.views]}) + state.strangers(_KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS, brief=True)
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
        for key in ("optimizer", "energy_scale", "model_parameters", "bits", "measured_energy", "static_barrier"):
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
    columns = [_readings(run, values) for run in runs.runs]
    table = {"": list(columns[0])} | {
        run.label: list(one.values()) for run, one in zip(runs.runs, columns, strict=True)
    }
    text_table(table, alt="What the runs come to")
    for run in runs.runs:
        for said in _remarks(run, values):
            st.caption(as_plain(f"{run.name}: {said}" if len(runs.runs) > 1 else said))


def _readings(run: Logged, values: Values) -> dict[str, str]:
    found, totals = run.consolidation, run.totals(joules(values))
    static = totals.static(values["static_barrier"] * joules(values), values["bits"])
    held = limcore.retention_time(max(found.last_barrier, 0.0), rate_max=values["R_max"])
    measured = measured_joules(values)
    reached = f"step {count(found.reached_at)}" if found.reached else "not in this log"
    return {
        "Ceiling of the barrier at the end"
        if run.is_ceiling
        else "Barrier at the end": f"{number(found.last_barrier)} kT",
        "It holds on average for": duration(float(held)),
        f"Needed for {run.target_words}": f"{number(run.target)} kT",
        "… is reached at": reached,
        "… or by a final freeze of": f"{number(found.freeze)} kT",
        "Wall-clock on these memories": duration(totals.time_s),
        "Floor: the drive alone": f"{number(totals.floor, 3)} J",
        "Dissipated, the paper’s account": f"{number(totals.dissipation, 3)} J",
        "Static memories": f"{number(static, 3)} J",
        "Landauer’s limit for as many updates": f"{number(totals.landauer, 3)} J",
        "Measured": f"{number(measured, 3)} J" if measured else "not given",
        "… for each update of a weight": f"{number(measured / totals.updates, 3)} J"
        if measured and totals.updates
        else "—",
    }


def _remarks(run: Logged, values: Values) -> list[str]:
    """Say what has to be known of the numbers."""
    found, said = run.consolidation, []
    if found.not_lasting:
        said.append(
            f"Before the peak of the learning rate it was high enough at step {count(found.not_lasting[0])}, "
            "which did not last."
        )
    if found.lost_at:
        listed = ", ".join(count(place) for place in found.lost_at[:5])
        said.append(f"After it was reached, it was lost again at step {listed}.")
    if zero := int((run.log.learning_rate == 0).sum()):
        said.append(words.at_rate_zero(zero))
    if values["reading"] == "net_hop" and (run.path["barrier_height"][run.path["made"]] < 0).any():
        said.append("A barrier below 0 with one net hop each step: the device cannot keep up with this run.")
    work = limcore.work_per_nat(run.log, clipped_at=run.reading["clipped_at"])
    if values["optimizer"] == "sgd" and math.isfinite(work):
        said.append(words.check(work))
    if run.log.gradient_norm is None:
        said.append("There are no gradient norms: the drive is taken from the loss, and is a lower bound.")
    return said
