"""Theory: the derivation a step at a time with live numbers, where the paper slips, a glossary, the references."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.controls import control
from dashboard.navigation import door
from dashboard.parameters import Values
from dashboard.references import CITATIONS
from dashboard.views import parts
from dashboard.views.in_python import in_python
from dashboard.words import barrier
from dashboard.words import theory as words
from dashboard.words.theory_steps import KEYS, STEPS, Step

__all__ = ["page"]


def page() -> None:
    """Draw the page."""
    notices = state.load(KEYS) + state.strangers(KEYS)
    parts.heading(words.TITLE, words.LEAD, notices, words.WHAT_IS_THIS)
    text, controls = st.columns([0.68, 0.32], gap="large")
    values, _ = state.read(KEYS)
    with controls, st.container(key="beside"):
        for key in KEYS:
            control(key)
    with text:
        for number, step in enumerate(STEPS, start=1):
            _step(number, step, values)
    door("limits", words.LIMITS)
    _afterwards()
    st.caption(words.SOURCE)
    state.store(values)


def _step(number: int, step: Step, values: Values) -> None:
    st.subheader(f"{number}. {step.title}", anchor=f"step-{number}")
    st.markdown(step.words)
    st.latex(step.equation)
    if step.symbols:
        st.markdown("\n".join(f"- ${symbol}$: {meaning}" for symbol, meaning in step.symbols.items()))
    st.info(step.reading(values), icon=":material/calculate:")
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        door(step.page, f"See it drawn: {step.page}", **state.link(values) | step.query)
        in_python(step.functions)


def _afterwards() -> None:
    """Draw what stands beside the derivation: slips, conventions, glossary, references."""
    st.divider()
    slips, conventions, glossary, references = st.tabs(
        ["Where the printed equations slip", "Conventions", "Glossary", "References"]
    )
    slips.markdown(barrier.SLIPS)
    conventions.markdown(words.CONVENTIONS)
    glossary.markdown("\n".join(f"- **{term}.** {meaning}" for term, meaning in words.GLOSSARY.items()))
    with references:
        for citation in CITATIONS.values():
            link = f" [{citation.address.removeprefix('https://')}]({citation.address})" if citation.address else ""
            st.markdown(f"{citation.text}.{link}  \n*{citation.why}*")
        st.markdown("**BibTeX**, all of them; the button at the upper right copies it:")
        st.code("\n\n".join(citation.bibtex for citation in CITATIONS.values()), language="bibtex")
        st.markdown("Each entry of the hardware table has its own source; they are on the spectrum page.")
        door("spectrum", "The hardware and its sources", view="table", rows="all")
