"""Wells: Fig. 2 as something that moves. Two states, the barrier between them, and elements that hop."""

from __future__ import annotations

from typing import Final

from dashboard import state
from dashboard.catalogue import PAGES
from dashboard.controls import control, switch
from dashboard.parameters import Values
from dashboard.presets import WELLS_PRESETS
from dashboard.views import parts
from dashboard.views.opening import opening
from dashboard.words import wells as words

__all__ = ["page"]

_PAGE: Final = PAGES["wells"]


def page() -> None:
    """Draw the page."""
    values = opening(_PAGE, _controls)
    parts.words(words.chapters(values["convention"]), words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(WELLS_PRESETS, _PAGE.parameters)
    if values["view"] == "profile":
        control("alpha")
        parts.schedule(1, errors)
        control("steps")
        control("retention")
    else:
        control("well_barrier")
        control("well_drive")
        if values["view"] == "occupation":
            control("elements")
        control("seed")
    parts.temperature()
    control("R_max")
    switch("unit")
    control("convention")
