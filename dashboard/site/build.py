"""Writing the whole site into a folder."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Final

from markupsafe import Markup

from dashboard.engine.files import engine_files
from dashboard.engine.pack import Engine, packed_engine, style
from dashboard.export.export import Export
from dashboard.export.style import page_style
from dashboard.export.tables import csv_text
from dashboard.figures import FIGURES
from dashboard.files import folder_aside, write_whole
from dashboard.lessons.library import lessons
from dashboard.places import ASSETS
from dashboard.plotly_script import plotly_script
from dashboard.scripts import linked
from dashboard.site.figure_pages import FIGURE_PAGES, figure_page
from dashboard.site.index_page import index_page
from dashboard.site.lesson_pages import all_lessons_page, lesson_page
from dashboard.site.limits_page import limits_page
from dashboard.site.model_page import model_page
from dashboard.site.parts import Page
from dashboard.site.reference_page import reference_page
from dashboard.site.scorm import scorm_package
from dashboard.site.theory_page import theory_page
from dashboard.walls import drawing as walls

__all__ = ["ENGINE", "assets", "build_scorm", "build_single", "build_site"]

ENGINE: Final = "assets/engine"
"""Where the engine lies, if there is one."""

_HERE: Final = Path(__file__).parent
_ALONE: Final = 'nav a:is([href="model.html"], [href="reference.html"]), a[href^="data/"] { display: none; }\n'


def build_site(folder: Path, base: str, engine: Path | None = None) -> Iterator[Path]:
    """Write all files of the site, and name each that is written; `base` is where links to the app lead.

    With the files of the `engine` in a folder, the pages run Python in the reader's browser. Raises EngineError if they
    are not the right ones.

    They take their places together, at the end.
    """
    pages: list[Callable[[], Page]] = [
        *(functools.partial(lesson_page, name) for name in lessons()),
        *(functools.partial(figure_page, name, base) for name in FIGURE_PAGES),
        *(index_page, theory_page, functools.partial(limits_page, base), all_lessons_page, model_page, reference_page),
    ]
    packed = packed_engine(engine_files(engine), ENGINE) if engine else None
    with folder_aside(folder) as aside, closing(_contents(pages, base, packed)) as contents:
        for path, content in contents:
            write_whole(aside / path, content.encode() if isinstance(content, str) else content)
            yield folder / path


def build_single(folder: Path, base: str, engine: Path, name: str) -> Iterator[Path]:
    """Write one page of the app as a file that has all it needs inside, and name it."""
    packed = packed_engine(engine_files(engine), ENGINE)
    inside = {
        path.removeprefix("assets/"): Markup(content + (_ALONE if path.endswith(".css") else ""))
        for path, content in assets(packed)
        if isinstance(content, str)
    }
    page = figure_page(name, base)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / page.path, page.write(packed, inside).encode())
    yield folder / page.path


def build_scorm(folder: Path, name: str) -> Iterator[Path]:
    """Write one lesson as a package for a learning platform, and name it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.zip", scorm_package(name))
    yield folder / f"{name}.zip"


def _contents(
    pages: Sequence[Callable[[], Page]], base: str, engine: Engine | None
) -> Generator[tuple[str, str | bytes]]:
    """Give every file of the site: where it stands, and what is in it."""
    others = active_children()
    # Each page draws some thousand frames.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(page) for page in pages]
        try:
            for done in as_completed(waiting):
                page = done.result()
                yield page.path, page.write(engine)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()).difference(others):
                worker.terminate()  # a page may take it half a minute, and nobody waits for that any more
            raise
    for name, figure in FIGURES.items():
        yield f"data/{name}.csv", csv_text(Export(figure, figure.values(), base))
    yield from assets(engine)


def assets(engine: Engine | None) -> Iterator[tuple[str, str | bytes]]:
    """Give what the pages share: styles, scripts and pictures, and the engine where there is one."""
    yield "assets/site.css", page_style() + walls.style() + (style("explorer.css") if engine else "")
    yield "assets/figures.js", linked("site/questions.js")
    yield "assets/walls.js", linked("site/walls.js")
    yield "assets/plotly.min.js", _known(plotly_script()) if engine else plotly_script()
    for picture in (_HERE.parent / "favicon.svg", ASSETS / "overview.png"):
        yield f"assets/{picture.name}", picture.read_bytes()
    if engine:
        yield "offline.js", linked("engine/offline.js")
        yield "assets/explorer.js", linked("engine/start.js")
        yield from ((f"{ENGINE}/{name}", script) for name, script in engine.scripts.items())
        yield f"{ENGINE}/LICENCES.txt", engine.licences


def _known(script: str) -> str:
    """Put a script into a function: a page can write it into others, though it may not read it as a file.

    In brackets it is compiled at once; otherwise a browser reads it twice.
    """
    return f"window.plotlyScript = (function () {{{script}}});\nplotlyScript.call(window);\n"
