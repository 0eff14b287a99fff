"""The pages of the app that show figures, with their words."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue import PAGES
from dashboard.export.markdown import words_html
from dashboard.site.parts import FIGURE_SCRIPTS, Page, figure_html
from dashboard.words import limits as limits_words

__all__ = ["FIGURE_PAGES", "figure_page"]

FIGURE_PAGES: Final = tuple(page.name for page in PAGES.values() if page.views and hasattr(page.words, "CHAPTERS"))
"""That of the limits is written section by section."""
_MOST_BYTES: Final = 450_000  # of frames for each figure


def figure_page(name: str, base: str) -> Page:
    """Write the page of that name, all its figures one under the other."""
    words, figures = PAGES[name].words, PAGES[name].figures
    drawn = "\n".join(
        figure_html(figure, figure.values(), base, most_bytes=_MOST_BYTES, place=figure.name) for figure in figures
    )
    chapters = "\n".join(
        f"<details open><summary>{title}</summary>{words_html(text)}</details>"
        for title, text in words.CHAPTERS.items()
    )
    limits = f'<p><a href="limits.html">{limits_words.DOOR}</a></p>'
    source = f"<div class='muted'>{words_html(words.SOURCE)}</div>"
    body = f"{words_html(words.LEAD)}\n{drawn}\n{chapters}\n{limits}\n{source}"
    return Page(f"{name}.html", words.TITLE, words.LEAD, body, FIGURE_SCRIPTS)
