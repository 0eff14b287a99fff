"""Wells: Fig. 2 as something that moves. Two states, the barrier between them, and elements that hop."""

from __future__ import annotations

from typing import Final

from dashboard import state
from dashboard.controls import control, switch
from dashboard.figures import FIGURES
from dashboard.parameters import Values
from dashboard.presets import WELLS_PRESETS
from dashboard.views import parts
from dashboard.views import wells_words as words
from dashboard.views.opening import opening

__all__ = ["page"]

_VIEWS: Final = {"curves": "wells", "occupation": "occupation", "profile": "profile", "table": "wells"}
_KEYS: Final = tuple(dict.fromkeys(("view", *(key for name in _VIEWS.values() for key in FIGURES[name].parameters))))


def page() -> None:
    """Draw the page."""
    values = opening(words, _KEYS, _VIEWS, _controls, names={"curves": "Wells"}, pinned=False)
    parts.words(words.chapters(values["convention"]), words.SOURCE)
    state.store(values)


def _controls(values: Values, errors: parts.Errors) -> None:
    parts.presets(WELLS_PRESETS, _KEYS)
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
