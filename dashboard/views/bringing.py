"""How a person brings her run: a file, a text, or one of the examples; and what is said of it."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import streamlit as st

from dashboard import classroom, state
from dashboard.brought import MOST_MEGABYTES, Brought, bring
from dashboard.heavy import BusyError, heavy
from dashboard.parameters import Values
from dashboard.parameters.logged import NO_RUN
from dashboard.parameters.your_run import EXAMPLES, example
from dashboard.plain_text import as_plain
from dashboard.views.file_place import heeded_file_places
from dashboard.words import run as words

__all__ = ["bringing"]

_FIELDS: Final = {
    "learning_rate": "Learning rate: a number such as 6e-4, or the name of its column",
    "run": "Run, where several stand side by side",
    "step": "Column of the steps",
    "loss": "Column of the loss",
    "gradient_norm": "Column of the gradient norm",
}
_LARGE: Final[dict[str, Values]] = {
    "trainer_state.json": {"optimizer": "adam", "model_parameters": 1e9},
    "main.log": {"optimizer": "adam", "model_parameters": 1e8},
    "results.csv": {"optimizer": "sgd", "model_parameters": 5e6},
}
"""What goes with each example."""


def bringing() -> None:
    """Draw what takes a file, and take it."""
    heeded_file_places()
    with st.popover("Bring a run …", icon=":material/upload_file:") if classroom.is_on() else st.container():
        file, second, pasted, asked = _asked()
    _take(1, None if file is None else (file.getvalue(), file.name), asked)
    _take(2, None if second is None else (second.getvalue(), second.name), asked)
    _take(3, (pasted.encode(), "pasted text") if pasted.strip() else None, asked)
    _tell()


def _asked() -> tuple[Any, Any, str, dict[str, str]]:
    """Draw the places for files and a text; give what is in them, and what is said of it."""
    left, right = st.columns([0.55, 0.45], gap="large")
    with left:
        file = st.file_uploader(
            "Drop a training log here, or choose one",
            key="brought_1",
            max_upload_size=MOST_MEGABYTES,
            help=words.FORMATS,
        )
    with right:
        st.caption(words.PRIVATE)
        with st.container(horizontal=True, gap="small"):
            for name, called in EXAMPLES.items():
                given = {"run_1": example(name), "run_2": NO_RUN} | _LARGE[name]
                st.button(called, key=f"example_{name.partition('.')[0]}", on_click=_begin, args=(given,))
    with st.expander("Paste a text, compare with a second run, or say what is not found", icon=":material/tune:"):
        pasted = st.text_area("Or paste the text of a log", value="", key="pasted", height=90)
        second = st.file_uploader("A second run beside the first", key="brought_2", max_upload_size=MOST_MEGABYTES)
        st.button("Leave out the second run", key="without_second", on_click=_begin, args=({"run_2": NO_RUN},))
        st.markdown("If something is not found by itself, say where it is, or what it was:")
        asked = {role: st.text_input(label, value="", key=f"asked_{role}") for role, label in _FIELDS.items()}
    return file, second, pasted, asked


def _begin(given: Values) -> None:
    state.apply(given)
    for key in ("_told", "_whole"):
        st.session_state.pop(key, None)


def _take(place: int, given: tuple[bytes, str] | None, asked: dict[str, str]) -> None:
    """Read what was given, once."""
    known = f"_taken_{place}"
    if given is None:
        st.session_state.pop(known, None)
        return
    content, name = given
    mark = hashlib.sha256(content + repr((name, asked)).encode()).hexdigest()
    if st.session_state.get(known) == mark:
        return
    try:
        found = heavy("log", _brought, content, name, tuple(asked.items()))
    except BusyError as error:  # it is read when the page is touched next
        st.error(as_plain(str(error)), icon=":material/hourglass_top:")
        return
    st.session_state[known] = mark
    st.session_state["_told"] = found
    st.session_state.pop("_whole", None)
    if found.measured_kWh is not None:
        state.apply({"measured_energy": min(found.measured_kWh, 1e12)})
    elif found.log is not None:
        state.apply({"run_2" if place == 2 else "run_1": found.table})
        if found.whole:
            st.session_state["_whole"] = found.whole
    else:
        return
    st.rerun()


def _brought(content: bytes, name: str, asked: tuple[tuple[str, str], ...]) -> Brought:
    return bring(content, name, dict(asked))


def _tell() -> None:
    """Say what was read and cleaned, or why nothing could be."""
    found: Any = st.session_state.get("_told")
    if not isinstance(found, Brought):
        return
    if found.refused:
        st.error(as_plain(found.refused), icon=":material/error:")
    elif found.told:
        st.success("\n".join(f"- {as_plain(one)}" for one in found.told), icon=":material/task_alt:")
    if whole := st.session_state.get("_whole"):
        st.download_button(
            "Save all rows as a file that opens here", whole, file_name="training-run.csv", mime="text/csv"
        )
