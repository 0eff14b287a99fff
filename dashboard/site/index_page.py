"""The page where a visitor begins: the three walls, the doors, the lessons."""

from __future__ import annotations

from markupsafe import Markup

import limcore
from dashboard.catalogue import PAGES
from dashboard.lessons.library import lessons
from dashboard.references import PAPER
from dashboard.site.parts import Page
from dashboard.templates import markup
from dashboard.walls.costs import Wall, walls
from dashboard.walls.drawing import drawn, walls_markup
from dashboard.words import limits as limits_words
from dashboard.words import overview as words

__all__ = ["index_page"]


def index_page() -> Page:
    """Write the page."""
    every = walls()
    body = markup(
        "site/index_page",
        words=words,
        drawing=_drawing(every),
        walls=[(wall, _address(wall)) for wall in every],
        door=limits_words.DOOR,
        lessons=lessons().values(),
        paper=PAPER,
        version=limcore.__version__,
    )
    return Page("index.html", words.TITLE, words.LEAD, body, ("walls.js",))


def _drawing(every: tuple[Wall, ...]) -> Markup:
    return walls_markup({"walls": drawn(every), "pages": {wall.name: _address(wall) for wall in every}})


def _address(wall: Wall) -> str:
    """Find the figure that shows a wall, where its page has several."""
    figure = PAGES[wall.page].figure(wall.view)
    return f"{wall.page}.html" + (f"#{figure.name}" if figure else "")
