"""Writing the whole site into a folder."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import limcore
from dashboard.export.frame import page_style
from dashboard.export.html_page import plotly_script
from dashboard.export.markdown import words_html
from dashboard.export.tables import csv_text
from dashboard.figures import FIGURES
from dashboard.lessons.model import lessons
from dashboard.live.assets import scripts
from dashboard.places import ASSETS
from dashboard.references import PAPER
from dashboard.site.figure_pages import FIGURE_PAGES, figure_page
from dashboard.site.lesson_pages import all_lessons_page, lesson_page
from dashboard.site.parts import Page, without_call
from dashboard.site.theory_page import theory_page
from dashboard.views import overview_words

__all__ = ["build_site"]

_HERE: Final = Path(__file__).parent


def build_site(folder: Path, base: str) -> Iterator[Path]:
    """Write all files of the site, and name each that is written; `base` is where links to the app lead."""
    pages: list[Callable[[], Page]] = [
        *(functools.partial(lesson_page, name) for name in lessons()),
        *(functools.partial(figure_page, name, base) for name in FIGURE_PAGES),
        *(index_page, theory_page, all_lessons_page),
    ]
    # Each page draws some thousand frames.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(page) for page in pages]
        for done in as_completed(waiting):
            page = done.result()
            yield _written(folder / page.path, page.write())
    for name, figure in FIGURES.items():
        yield _written(folder / "data" / f"{name}.csv", csv_text(figure, figure.values(), base))
    questions = (_HERE / "questions.js").read_text("utf-8")
    yield _written(folder / "assets" / "site.css", page_style())
    yield _written(folder / "assets" / "figures.js", scripts("standalone.js") + questions)
    yield _written(folder / "assets" / "plotly.min.js", plotly_script())
    for picture in (_HERE.parent / "favicon.svg", ASSETS / "overview.png"):
        yield _written(folder / "assets" / picture.name, picture.read_bytes())


def _written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def index_page() -> Page:
    """Write the page where a visitor begins."""
    pages = "\n".join(
        f'<li><strong><a href="{name}.html">{label}</a></strong><p>{html.escape(words)}</p></li>'
        for name, label, words in overview_words.DOORS
    )
    taught = "\n".join(
        f'<li><strong><a href="lessons/{lesson.name}.html">{html.escape(lesson.title)}</a></strong>'
        f'<p class="muted">{lesson.level} · {lesson.minutes} minutes</p></li>'
        for lesson in lessons().values()
    )
    lead = without_call(overview_words.LEAD)
    body = f"""{words_html(lead)}
<p><img src="assets/overview.png" alt="The three walls as they stand today, drawn to scale on a logarithmic axis"
width="1400" style="max-width: 100%; height: auto"></p>
{words_html(overview_words.WHAT_IS_THIS)}
<h2>Where to begin</h2>
<ul class="cards">{pages}</ul>
<h2>Lessons</h2>
<ul class="cards">{taught}</ul>
<p class="muted">After {html.escape(PAPER)}. Computed with limcore {limcore.__version__}. Sliders move the figures on
these pages without a server; the app has all parameters, pins, links and exports.</p>"""
    return Page("index.html", overview_words.TITLE, lead, body)
