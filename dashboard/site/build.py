"""Writing the whole site into a folder."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from dashboard.export.frame import page_style
from dashboard.export.html_page import plotly_script
from dashboard.export.tables import csv_text
from dashboard.figures import FIGURES
from dashboard.lessons.model import lessons
from dashboard.live.assets import scripts
from dashboard.places import ASSETS
from dashboard.site.figure_pages import FIGURE_PAGES, figure_page
from dashboard.site.index_page import index_page
from dashboard.site.lesson_pages import all_lessons_page, lesson_page
from dashboard.site.parts import Page
from dashboard.site.theory_page import theory_page
from dashboard.walls import drawing as walls

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
    questions, doors = ((_HERE / name).read_text("utf-8") for name in ("questions.js", "walls.js"))
    yield _written(folder / "assets" / "site.css", page_style() + walls.style())
    yield _written(folder / "assets" / "figures.js", scripts("standalone.js") + questions)
    yield _written(folder / "assets" / "walls.js", walls.script() + doors)
    yield _written(folder / "assets" / "plotly.min.js", plotly_script())
    for picture in (_HERE.parent / "favicon.svg", ASSETS / "overview.png"):
        yield _written(folder / "assets" / picture.name, picture.read_bytes())


def _written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
