"""Every format a figure can be had in, by the name that ends its address and its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.export import images
from dashboard.export.bundle import bundle
from dashboard.export.html_page import html_page
from dashboard.export.paper import Paper
from dashboard.export.snippet import snippet
from dashboard.export.tables import csv_text, figure_json
from dashboard.figures import Figure
from dashboard.parameters import InvalidParameter, Values

__all__ = ["FORMATS", "Format", "Order"]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked for: a figure, its parameters, and how it is to look."""

    figure: Figure
    values: Values
    base: str
    """The address of the app, to which links lead."""
    paper: Paper = field(default_factory=Paper)
    page_theme: str = "auto"
    """Light, dark, or as the reader's system has it."""
    controls: tuple[str, ...] = ()
    """The parameters that move a page by itself; none: those that move it most."""

    keys = (*Paper.keys, "controls")
    """What `read` reads beside the parameters."""

    @classmethod
    def read(cls, figure: Figure, values: Values, base: str, query: Mapping[str, str]) -> Order:
        """Read from a query; raise InvalidParameter for what is not allowed."""
        named = (key.strip() for key in query.get("controls", "").split(","))
        controls = tuple(dict.fromkeys(key for key in named if key))
        paper = Paper.read(query)
        page_theme = paper.colours if "theme" in query else "auto"
        return cls(figure=figure, values=values, base=base, paper=paper, page_theme=page_theme, controls=controls)


@dataclass(frozen=True)
class Format:
    """A format: what it is called on the web, and what writes it."""

    media_type: str
    write: Callable[[Order], str | bytes]


def _image(form: str) -> Callable[[Order], bytes]:
    return lambda order: images.image(order.figure, order.values, form, order.paper)


def _html(order: Order) -> str:
    if order.page_theme == "grey":
        raise InvalidParameter("theme", "grey", "light or dark for a page")
    return html_page(order.figure, order.values, order.base, order.page_theme, order.controls)


FORMATS: Final[dict[str, Format]] = {
    "csv": Format("text/csv", lambda order: csv_text(order.figure, order.values, order.base)),
    "json": Format(
        "application/json", lambda order: figure_json(order.figure, order.values, order.base, order.paper.colours)
    ),
    "html": Format("text/html", _html),
    "svg": Format("image/svg+xml", _image("svg")),
    "png": Format("image/png", _image("png")),
    "pdf": Format("application/pdf", _image("pdf")),
    "py": Format("text/x-python", lambda order: snippet(order.figure, order.values)),
    "zip": Format("application/zip", lambda order: bundle(order.figure, order.values, order.base, order.paper)),
}
