"""The limits of the model, with the numbers of the default parameters and the figure of what haste costs."""

from __future__ import annotations

from dashboard.export.export import Export
from dashboard.figures import FIGURES
from dashboard.parameters import defaults
from dashboard.site.parts import FIGURE_SCRIPTS, Page, figure_html, without_call
from dashboard.templates import markup
from dashboard.words import limits as words
from dashboard.words.limits_sections import COMMON, DRAWN, LIMITS

__all__ = ["limits_page"]

_MOST_BYTES = 400_000  # of frames
_CONTROLS = ("steps", "squared_gradient")


def limits_page(base: str) -> Page:
    """Write the page; `base` is where links to the app lead."""
    figure = FIGURES["speed"]
    export = Export(figure, figure.values(), base)
    drawn = figure_html(export, most_bytes=_MOST_BYTES, place=figure.name, controls=_CONTROLS)
    lead = without_call(words.LEAD)
    body = markup(
        "site/limits_page",
        lead=lead,
        limits=[(limit, limit.reading(defaults((*COMMON, *limit.controls)))) for limit in LIMITS],
        drawn_after=DRAWN,
        drawn=drawn,
        source=words.SOURCE,
    )
    return Page("limits.html", words.TITLE, lead, body, FIGURE_SCRIPTS)
