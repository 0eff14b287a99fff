"""The derivation, the glossary and the references, with the numbers of the default parameters."""

from __future__ import annotations

import html

from dashboard.export.markdown import equation_html, words_html
from dashboard.parameters import defaults
from dashboard.references import CITATIONS
from dashboard.site.parts import Page, citation_html, functions_html, without_call
from dashboard.words import barrier, model
from dashboard.words import theory as words
from dashboard.words.theory_steps import KEYS, STEPS, Step

__all__ = ["theory_page"]


def theory_page() -> Page:
    """Write the page."""
    steps = "\n".join(_step(number, step) for number, step in enumerate(STEPS, start=1))
    glossary = "\n".join(f"- **{term}.** {meaning}" for term, meaning in words.GLOSSARY.items())
    chapters = {
        "Where the printed equations slip": words_html(barrier.SLIPS),
        "Conventions": words_html(words.CONVENTIONS),
        "Glossary": words_html(glossary),
        "References": "\n".join(map(citation_html, CITATIONS.values())),
    }
    below = "\n".join(f"<details open><summary>{title}</summary>{text}</details>" for title, text in chapters.items())
    limits = f'<p><a href="limits.html">{html.escape(words.LIMITS)}</a> · <a href="model.html">{model.DOOR}</a></p>'
    lead = without_call(words.LEAD)
    body = f"{words_html(lead)}\n{steps}\n{limits}\n{below}\n<div class='muted'>{words_html(words.SOURCE)}</div>"
    return Page("theory.html", words.TITLE, lead, body)


def _step(number: int, step: Step) -> str:
    symbols = "\n".join(f"- ${symbol}$: {meaning}" for symbol, meaning in step.symbols.items())
    return f"""<section id="step-{number}">
<h2>{number}. {html.escape(step.title)}</h2>
{words_html(step.words)}
{equation_html(step.equation)}
{words_html(symbols)}
{words_html(f"*In numbers:* {step.reading(defaults(KEYS))}")}
<p class="muted"><a href="{step.page}.html">See it drawn: {step.page}</a></p>
{functions_html(step.functions)}
</section>"""
