"""What the pages of the static site share: their frame, the way from one to another, and their figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.catalogue import PAGES
from dashboard.engine.pack import Engine
from dashboard.export.export import Export
from dashboard.export.html_page import facts_html
from dashboard.export.standalone import default_controls, standalone_figure
from dashboard.markdown import bullets
from dashboard.templates import markup
from dashboard.words.theory_steps import Step

__all__ = ["FIGURE_SCRIPTS", "Page", "figure_html", "page_path", "symbols_of", "without_call"]

_PLOTLY: Final = "plotly.min.js"
FIGURE_SCRIPTS: Final = ("figures.js", _PLOTLY)
"""What a page with figures needs; Plotly is the largest, and curves can be seen before it is here."""


def page_path(name: str) -> str:
    """Give where a page of the app stands."""
    return "index.html" if name == next(iter(PAGES)) else f"{name}.html"


NAVIGATION: Final = {
    **{page_path(name): page.label for name, page in PAGES.items()},
    "model.html": "Model",
    "reference.html": "Python",
}
"""What each page is called, by where it stands: those of the app, then those to read."""


@dataclass(frozen=True)
class Page:
    """A page of the site: where it stands, what it is called, what it says."""

    path: str
    title: str
    lead: str
    """One sentence, in Markdown, that says what it is about."""
    body: Markup
    scripts: tuple[str, ...] = ()
    """What moves it, by name."""
    whole: str = ""
    """Where an engine shows the same with all that can be set, if that is another page."""

    def write(
        self, engine: Engine | None = None, inside: Mapping[str, Markup] | None = None, *, scorm: bool = False
    ) -> str:
        """Write the page, with links that hold on a server and on a disk; the engine runs it, where there is one.

        With what the pages share given by name, the page has it `inside`, and the engine too: it is a file by itself.
        For a learning platform (`scorm`) there are no other pages, and it is told how far a learner is.
        """
        name = next((name for name in PAGES if page_path(name) == self.path), None) if engine else None
        written = markup(
            "site/page",
            mode="auto",
            title=f"{self.title} · Performance walls",
            description=" ".join(self.lead.replace("*", "").split()),
            heading=self.title,
            root="../" * self.path.count("/"),
            here="lessons.html" if self.path.startswith("lessons/") else self.path,
            navigation={} if scorm else NAVIGATION,
            body=self.body,
            scripts=self._scripts(engine=name is not None, inside=inside is not None, scorm=scorm),
            late=_PLOTLY,
            engine={"page": name, "contents": engine.contents} if engine and name else None,
            whole=self.whole if engine else "",
            inside=inside,
            parts=engine.parts if engine and inside else {},
            megabytes=round(engine.size / 1e6) if engine else 0,
        )
        return str(written)

    def _scripts(self, *, engine: bool, inside: bool, scorm: bool) -> list[str]:
        """List the scripts in the order in which they run."""
        moving = [name for name in self.scripts if name == _PLOTLY or not engine]
        named = [*(["explorer.js"] if engine else []), *(["scorm.js"] if scorm else []), *moving]
        # A script inside a page does not come later than another: those that need Plotly find it.
        return sorted(named, key=lambda name: name != _PLOTLY) if inside else named


def without_call(lead: str) -> str:
    """Leave out what the app calls upon a visitor to do (in bold), where the site has nothing to press."""
    return re.sub(r"\*\*.*?\*\*", "", lead, flags=re.DOTALL).strip()


def figure_html(export: Export, *, most_bytes: int, place: str, controls: Sequence[str] = ()) -> Markup:
    """Write a figure with its controls, its words and where it comes from; its table lies beside the page."""
    chosen = tuple(controls) or default_controls(export.figure, export.values)
    return markup(
        "site/figure",
        place=place,
        figure=export.figure,
        drawn=standalone_figure(export, chosen, most_bytes=most_bytes, place=place),
        description=export.description,
        facts=facts_html(export),
    )


def symbols_of(step: Step) -> str:
    """List the symbols of a step and what they mean, in Markdown."""
    return bullets(f"${symbol}$: {meaning}" for symbol, meaning in step.symbols.items())
