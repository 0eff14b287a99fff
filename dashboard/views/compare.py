"""Pin and compare: what a run comes to, now and as it was pinned, in numbers and in words."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st

from dashboard import state
from dashboard.catalogue import Page
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.figures.course import Course
from dashboard.figures.outcome import Outcome, outcomes
from dashboard.parameters import (
    PARAMETERS,
    PIN_KEYS,
    PIN_LETTERS,
    PINNED_KEYS,
    RUN_KEYS,
    Choice,
    Values,
    defaults,
    encode,
)
from dashboard.plain_text import refusal
from dashboard.views.parts import Errors
from dashboard.views.side_by_side import outcome_csv, outcome_rows
from dashboard.views.tables import text_table
from dashboard.wording import count, number, power

__all__ = ["comparison", "pins"]

_SAID: Final = ("alpha", "kT", "R_max", "start", "squared_gradient", "steps")
_ALIKE: Final = 0.001  # a factor so near to 1 is no difference


def pins(values: Values, errors: Errors) -> None:
    """Draw the buttons that pin the view, go back to a pin, and take it away."""
    held = {key: values[key] for key in PIN_KEYS}
    free = next((key for key in PIN_KEYS if not held[key]), None)
    with st.container(horizontal=True, gap="small", key="pins"):
        st.button(
            "Pin this view",
            icon=":material/push_pin:",
            disabled=free is None or not (chosen_slots(values) or any(key not in RUN_KEYS for key in _held(values))),
            on_click=_pin,
            args=(free, values),
            help="Keep these curves in the picture, change anything, and see both. Up to three pins; "
            "they are part of the link.",
        )
        for key, letter in zip(PIN_KEYS, PIN_LETTERS, strict=True):
            if held[key]:
                st.button(f"Back to {letter}", key=f"return_{letter}", on_click=_return, args=(held[key], values))
                st.button(
                    f"Unpin {letter}",
                    key=f"unpin_{letter}",
                    icon=":material/close:",
                    on_click=state.apply,
                    args=({key: ""},),
                )
    for key in PIN_KEYS:
        if key in errors:
            st.error(f"{refusal(errors[key], by_label=True)} The pin is left out.", icon=":material/error:")


def _held(values: Values) -> tuple[str, ...]:
    """List what a pin of this page holds."""
    return tuple(key for key in PINNED_KEYS if key in values)


def _pin(key: str, values: Values) -> None:
    held = encode({name: values[name] for name in _held(values)})
    state.apply({key: ";".join(f"{name}:{text}" for name, text in held.items()) or "defaults"})


def _return(text: str, values: Values) -> None:
    pin = PARAMETERS[PIN_KEYS[0]]
    state.apply(defaults(_held(values)) | pin.read(text))  # type: ignore[attr-defined]


def comparison(page: Page, values: Values) -> None:
    """Show what the runs come to side by side, if there is more than one, and say how the pins differ."""
    compared = outcomes(values)
    if len(compared) < 2:
        return
    st.subheader("Side by side", anchor=False)
    text_table(outcome_rows(compared), alt="What the runs come to, side by side")
    st.download_button(
        "CSV of this table",
        outcome_csv(page, values, compared),
        file_name="side-by-side.csv",
        mime="text/csv",
        on_click="ignore",
        help="All digits, with parameters, units and version.",
    )
    now = compared[0]
    for name, one in compared:
        if one.run.pin and now[1].run.pin == "":
            st.markdown(f"**Now against {name[0]}.** {_difference(now[1], one)}")


def _difference(now: Outcome, then: Outcome) -> str:
    """Say what was changed since a pin, and what came of it."""
    changed = [
        f"{PARAMETERS[key].label} {_value(key, now.run.values[key])} instead of {_value(key, then.run.values[key])}"
        for key in _SAID
        if now.run.values[key] != then.run.values[key]
    ]
    if now.run.name != then.run.name:
        changed.insert(0, f"{now.run.name} instead of {then.run.name}")
    if not changed:
        return "Nothing differs in the first schedule."
    effects = [
        _by(now.barrier - then.barrier, "the barrier ends", now.course),
        _times(now.retention_s, then.retention_s, "the memory holds", "as long"),
        _times(now.time_s, then.time_s, "learning takes", "the time"),
        _times(now.dissipation, then.dissipation, "it dissipates", "the energy"),
    ]
    said = [effect for effect in effects if effect]
    result = f"{'; '.join(said)}." if said else "what it comes to is the same."
    return f"{'; '.join(changed)}. So {result}"


def _value(key: str, value: float | str) -> str:
    parameter = PARAMETERS[key]
    if isinstance(parameter, Choice):
        return parameter.options[str(value)]
    number_ = float(value)
    return count(number_) if key == "steps" else power(number_) if key == "R_max" else number(number_, 6)


def _by(difference: float, what: str, course: Course) -> str:
    if not np.isfinite(difference) or abs(difference) < _ALIKE * course.kT:
        return ""
    return f"{what} {course.energy(abs(difference))} {'higher' if difference > 0 else 'lower'}"


def _times(now: float, then: float, what: str, of: str) -> str:
    if not (np.isfinite(now) and np.isfinite(then) and now > 0 and then > 0):
        return ""
    factor = now / then
    if abs(factor - 1) < _ALIKE or not np.isfinite(factor) or number(factor, 3) in ("0", "1"):
        return ""
    return f"{what} {number(factor, 3)} times {of}"
