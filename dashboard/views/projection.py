"""Projection: what it could take to train a model of a given size on each substrate."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np
import streamlit as st

import limcore
from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.figures.projection import both_counts, project, total
from dashboard.figures.runs import Run
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.presets import PROJECTION_PRESETS
from dashboard.references import address
from dashboard.views import parts
from dashboard.views.opening import opening
from dashboard.views.tables import number_table, text_table
from dashboard.wording import number
from dashboard.words import lifetimes as lifetimes_words
from dashboard.words import projection as words

__all__ = ["page"]

_PAGE: Final = PAGES["projection"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    _walls(values)
    _claim(values)
    _runs(values)
    door("lifetimes", lifetimes_words.DOOR)
    parts.words(words.CHAPTERS | {"Assumptions": words.assumptions(values["static_barrier"])}, words.SOURCE)
    state.store(values)


def _controls(_: Values, errors: parts.Errors) -> None:
    parts.presets(PROJECTION_PRESETS, _PAGE.parameters)
    control("model_parameters")
    control("tokens_per_parameter")
    control("bits")
    switch("count_updates")
    switch("count_computing")
    control("alpha")
    parts.schedule(1, errors)
    control("steps")
    parts.temperature()
    with st.expander("Static memory, memory at the end, and the update law"):
        control("static_barrier")
        control("retention")
        control("R_max")
        control("start")
        control("squared_gradient")


def _walls(values: Values) -> None:
    """Show the walls of each substrate at the size looked at."""
    if not chosen_slots(values):
        return
    here = project(values, np.asarray([values["model_parameters"]]))
    st.subheader("Wall by wall", anchor=False)
    columns = {words.WALL_NAMES[key]: [number(float(one), 3) for one in here[key]] for key in words.WALL_NAMES}
    names = [limcore.SUBSTRATES[name].title for name in here["substrate"]]
    sums = {"all": [number(float(one), 3) for one in total(here)]}
    text_table({"energy in J": names} | columns | sums, alt="What each wall takes of the energy, by substrate")
    st.caption(words.IN_PLACE)


def _claim(values: Values) -> None:
    """Say which assumptions of ours would meet the published claim."""
    if not chosen_slots(values):
        return
    claim = limcore.BRAIN_SCALE
    place = chosen_slots(values)[0]
    run = Run(values | {"unit": "J", "convention": "mean_rate"}, place, n=np.ones(1))
    law = {"alpha": run.alpha, "kT": run.kT, "squared_gradient": run.squared_gradient, "start": values["start"]}
    updates = [
        _updates(energy / (claim.parameters * values["bits"]), run.schedule, **law)
        for energy in (claim.energy_low_J, claim.energy_high_J)
    ]
    st.subheader("The published claim, and what would meet it", anchor=False)
    st.markdown(words.claim(updates, values["bits"], run.name, run.alpha))


@functools.lru_cache(maxsize=64)  # it takes a second, and most controls leave it as it is
def _updates(energy: float, schedule: limcore.Schedule, **law: Any) -> float:
    return limcore.updates_for_energy(energy, schedule, **law)


def _runs(values: Values) -> None:
    """List the real trainings with their sources, beside what they would take by each count."""
    st.subheader("Real trainings", anchor=False)
    counts = both_counts(values)
    st.markdown(words.between(counts["reported"], counts["step"], counts["operation"]))
    runs = limcore.training_run_columns()
    where = [address(str(doi), str(url)) for doi, url in zip(runs["doi"], runs["url"], strict=True)]
    shown = {name: column for name, column in runs.items() if name not in ("doi", "url")}
    energies = {name: counts[key] for key, name in words.COUNTS.items()}
    place = list(shown).index("energy_MWh") + 1
    listed = list(shown.items())
    columns = dict([*listed[:place], *energies.items(), *listed[place:], ("where", np.asarray(where, dtype=object))])
    links = {"where": st.column_config.LinkColumn("where")}
    number_table(columns, digits=3, column_config=links)
