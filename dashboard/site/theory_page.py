"""The derivation, the glossary and the references, with the numbers of the default parameters."""

from __future__ import annotations

from dashboard.markdown import bullets
from dashboard.parameters import defaults
from dashboard.references import CITATIONS
from dashboard.site.parts import Page, symbols_of, without_call
from dashboard.templates import markup
from dashboard.words import barrier, model
from dashboard.words import theory as words
from dashboard.words.theory_steps import KEYS, STEPS

__all__ = ["theory_page"]


def theory_page() -> Page:
    """Write the page."""
    lead = without_call(words.LEAD)
    body = markup(
        "site/theory_page",
        words=words,
        lead=lead,
        steps=[(step, symbols_of(step), step.reading(defaults(KEYS))) for step in STEPS],
        model_door=model.DOOR,
        chapters={
            "Where the printed equations slip": barrier.SLIPS,
            "Conventions": words.CONVENTIONS,
            "Glossary": bullets(f"**{term}.** {meaning}" for term, meaning in words.GLOSSARY.items()),
        },
        citations=CITATIONS.values(),
    )
    return Page("theory.html", words.TITLE, lead, body)
