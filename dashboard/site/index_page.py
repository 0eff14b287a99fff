"""The page where a visitor begins: the three walls, the doors, the lessons."""

from __future__ import annotations

import html
import json

import limcore
from dashboard.catalogue import PAGES
from dashboard.export.markdown import words_html
from dashboard.lessons.library import lessons
from dashboard.references import PAPER
from dashboard.site.parts import Page
from dashboard.walls.costs import Wall, walls
from dashboard.walls.drawing import MARKUP, drawn
from dashboard.words import limits as limits_words
from dashboard.words import overview as words

__all__ = ["index_page"]


def index_page() -> Page:
    """Write the page."""
    every = walls()
    pages = "\n".join(
        f'<li><strong><a href="{name}.html">{label}</a></strong><p>{html.escape(why)}</p></li>'
        for name, label, why in words.DOORS
    )
    taught = "\n".join(
        f'<li><strong><a href="lessons/{lesson.name}.html">{html.escape(lesson.title)}</a></strong>'
        f'<p class="muted">{lesson.level} · {lesson.minutes} minutes</p></li>'
        for lesson in lessons().values()
    )
    cards = "\n".join(map(_card, every))
    body = f"""{words_html(words.LEAD)}
{_drawing(every)}
<ul class="cards">{cards}</ul>
<details><summary>What is this?</summary>{words_html(words.WHAT_IS_THIS)}
<p><a href="limits.html">{limits_words.DOOR}</a></p></details>
<h2>Where to begin</h2>
<ul class="cards">{pages}</ul>
<h2>Lessons</h2>
<ul class="cards">{taught}</ul>
<p class="muted">{html.escape(words.SOURCE)}</p>
<p class="muted">After {html.escape(PAPER)}. Computed with limcore {limcore.__version__}. Sliders move the figures on
these pages without a server; the app has all parameters, pins, links and exports.</p>"""
    return Page("index.html", words.TITLE, words.LEAD, body, ("walls.js",))


def _drawing(every: tuple[Wall, ...]) -> str:
    data = {"walls": drawn(every), "pages": {wall.name: _address(wall) for wall in every}}
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return MARKUP.strip().replace("</figure>", f'<script type="application/json">{text}</script>\n</figure>')


def _card(wall: Wall) -> str:
    """Write what there is to say about a wall, and the door to its page."""
    door = f'<p><a href="{_address(wall)}">See why: {wall.page}</a></p>'
    return f"<li><strong>{wall.title}</strong>{words_html(words.today(wall))}{words_html(words.then(wall))}{door}</li>"


def _address(wall: Wall) -> str:
    """Find the figure that shows a wall, where its page has several."""
    figure = PAGES[wall.page].figure(wall.view)
    return f"{wall.page}.html" + (f"#{figure.name}" if figure else "")
