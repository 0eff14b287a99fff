"""Training: a model that learns in noisy memories, watched while it does."""

from __future__ import annotations

from typing import Final

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.parameters import Values
from dashboard.presets import TRAINING_PRESETS
from dashboard.views import parts
from dashboard.views.opening import opening
from dashboard.words import training as words

__all__ = ["page"]

_PAGE: Final = PAGES["training"]
_OF_LADDER: Final = {"energy_scale": "λ", "alpha": "α"}


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    parts.words(words.CHAPTERS, words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(TRAINING_PRESETS, _PAGE.parameters)
    view = values["view"]
    populations = view in ("rest", "tasks")
    if view == "loss":
        switch("training_axis")
    if view in ("loss", "price") and values["task"] != "bowl":
        switch("judged_by")
    if view == "price":
        switch("price_knob", None if values["memory"] == "population" else _OF_LADDER)
    if view != "tasks":
        control("task")
    control("energy_scale")
    ladder = values["memory"] == "ladder" and not populations
    if ladder:
        control("first_step")
        control("headroom")
    else:
        control("weight_elements")
        control("first_share")
    control("alpha")
    parts.schedule(1, errors)
    control("training_steps")
    control("seed")
    if not populations:
        switch("memory")
    by_the_clock = view == "table" or (view == "loss" and values["training_axis"] == "seconds")
    if view in ("price", "rest") or by_the_clock:
        control("R_max")
    if view in ("price", "rest"):
        control("retention")
