"""What the pages of the static site share: their frame, the way from one to another, and their figures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.catalogue import PAGES
from dashboard.export.frame import page_frame
from dashboard.export.html_page import facts_html
from dashboard.export.standalone import default_controls, standalone_figure
from dashboard.figures import Figure
from dashboard.parameters import Values
from dashboard.references import Citation

__all__ = ["FIGURE_SCRIPTS", "Page", "citation_html", "figure_html", "functions_html", "page_path", "without_call"]

FIGURE_SCRIPTS: Final = ("plotly.min.js", "figures.js")
"""What a page with figures needs."""


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
    body: str
    scripts: tuple[str, ...] = ()
    """What moves it, by name."""

    def write(self) -> str:
        """Write the page, with links that hold on a server and on a disk."""
        root = "../" * self.path.count("/")
        head = f"""<link rel="icon" href="{root}assets/favicon.svg" type="image/svg+xml">
<meta property="og:image" content="{root}assets/overview.png">
<link rel="stylesheet" href="{root}assets/site.css">"""
        scripts = "\n".join(f'<script src="{root}assets/{name}"></script>' for name in self.scripts)
        body = f"""<nav aria-label="Pages">{self._navigation(root)}</nav>
<main>
<h1>{html.escape(self.title)}</h1>
{self.body}
</main>
{scripts}"""
        description = " ".join(self.lead.replace("*", "").split())
        return page_frame(f"{self.title} · Performance walls", description, head, body)

    def _navigation(self, root: str) -> str:
        here = "lessons.html" if self.path.startswith("lessons/") else self.path
        return "\n".join(
            f'<a href="{root}{path}"{" aria-current=page" if path == here else ""}>{name}</a>'
            for path, name in NAVIGATION.items()
        )


def without_call(lead: str) -> str:
    """Leave out what the app calls upon a visitor to do (in bold), where the site has nothing to press."""
    return re.sub(r"\*\*.*?\*\*", "", lead, flags=re.DOTALL).strip()


def figure_html(
    figure: Figure, values: Values, base: str, *, most_bytes: int, place: str, controls: Sequence[str] = ()
) -> str:
    """Write a figure with its controls, its words and where it comes from; its table lies beside the page."""
    chosen = tuple(controls) or default_controls(figure, values)
    drawn = standalone_figure(figure, values, chosen, most_bytes=most_bytes, place=place)
    description = html.escape(figure.description(values))
    return f"""<section id="{place}">
<h2>{html.escape(figure.title)}</h2>
{drawn}
<details><summary>In words</summary><p>{description}</p></details>
{facts_html(figure, values, base)}
<p class="muted"><a href="data/{figure.name}.csv" download>The table behind it (CSV)</a></p>
</section>"""


def functions_html(functions: Sequence[Callable[..., Any]]) -> str:
    """Name what computes it in limcore, each with the way to its description."""
    doors = (f'<a href="reference.html#{one.__name__}"><code>{one.__name__}</code></a>' for one in functions)
    return f"<p class='muted'>In Python: {', '.join(doors)}</p>"


def citation_html(citation: Citation) -> str:
    """Write a source, where it is found, and why it is cited."""
    link = f'<a href="{citation.address}">{citation.address}</a>' if citation.address else ""
    return f"<p>{html.escape(citation.text)}. {link}<br><em>{html.escape(citation.why)}</em></p>"
