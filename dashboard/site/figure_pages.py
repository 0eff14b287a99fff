"""The pages of the app that show figures, with their words."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue import PAGES
from dashboard.export.export import Export
from dashboard.site.parts import FIGURE_SCRIPTS, Page, figure_html
from dashboard.templates import markup
from dashboard.words import limits as limits_words

__all__ = ["FIGURE_PAGES", "figure_page"]

FIGURE_PAGES: Final = tuple(page.name for page in PAGES.values() if page.views and hasattr(page.words, "CHAPTERS"))
"""That of the limits is written section by section."""
_MOST_BYTES: Final = 400_000  # of frames for each figure


def figure_page(name: str, base: str) -> Page:
    """Write the page of that name, all its figures one under the other."""
    words, figures = PAGES[name].words, PAGES[name].figures
    drawn = [
        figure_html(Export(figure, figure.values(), base), most_bytes=_MOST_BYTES, place=figure.name)
        for figure in figures
    ]
    body = markup("site/figure_page", words=words, drawn=drawn, door=limits_words.DOOR)
    return Page(f"{name}.html", words.TITLE, words.LEAD, body, FIGURE_SCRIPTS)
