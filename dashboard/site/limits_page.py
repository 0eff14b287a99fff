"""The limits of the model, with the numbers of the default parameters and the figure of what haste costs."""

from __future__ import annotations

import html

from dashboard.export.markdown import equation_html, words_html
from dashboard.figures import FIGURES
from dashboard.parameters import defaults
from dashboard.site.parts import FIGURE_SCRIPTS, Page, figure_html, functions_html, without_call
from dashboard.words import limits as words
from dashboard.words.limits_sections import COMMON, DRAWN, LIMITS, Limit

__all__ = ["limits_page"]

_MOST_BYTES = 450_000  # of frames
_CONTROLS = ("steps", "squared_gradient")


def limits_page(base: str) -> Page:
    """Write the page; `base` is where links to the app lead."""
    figure = FIGURES["speed"]
    drawn = figure_html(figure, figure.values(), base, most_bytes=_MOST_BYTES, place=figure.name, controls=_CONTROLS)
    sections = "\n".join(
        _section(number, limit) + (drawn if limit.name == DRAWN else "") for number, limit in enumerate(LIMITS, start=1)
    )
    lead = without_call(words.LEAD)
    body = f"{words_html(lead)}\n{sections}\n<div class='muted'>{words_html(words.SOURCE)}</div>"
    return Page("limits.html", words.TITLE, lead, body, FIGURE_SCRIPTS)


def _section(number: int, limit: Limit) -> str:
    values = defaults((*COMMON, *limit.controls))
    return f"""<section id="{limit.name}">
<h2>{number}. {html.escape(limit.title)}</h2>
{words_html(limit.words)}
{"".join(map(equation_html, limit.equations))}
{words_html(f"*In numbers:* {limit.reading(values)}")}
<p class="muted"><a href="{limit.page}.html">Where it is assumed: {limit.page}</a></p>
{functions_html(limit.functions)}
<div class="muted">{words_html(limit.cited)}</div>
</section>"""
