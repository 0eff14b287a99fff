"""What the pages of the static site share: their frame, the way from one to another, and their figures."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.catalogue import PAGES
from dashboard.export.frame import page_frame
from dashboard.export.html_page import facts_html
from dashboard.export.standalone import default_controls, standalone_figure
from dashboard.figures import Figure
from dashboard.parameters import Values

__all__ = ["FIGURE_SCRIPTS", "Page", "figure_html", "without_call"]

FIGURE_SCRIPTS: Final = ("plotly.min.js", "figures.js")
"""What a page with figures needs."""

_FIRST: Final = next(iter(PAGES))
NAVIGATION: Final = {f"{'index' if name == _FIRST else name}.html": page.label for name, page in PAGES.items()}


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
