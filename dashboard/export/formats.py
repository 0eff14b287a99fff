"""Every format a figure can be had in, by the name that ends its address and its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dashboard.export.bundle import bundle
from dashboard.export.caption import caption_text, latex_figure
from dashboard.export.export import Export
from dashboard.export.html_page import html_page
from dashboard.export.images import image
from dashboard.export.snippet import snippet
from dashboard.export.tables import csv_text, figure_json
from dashboard.parameters import InvalidParameter

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True)
class Format:
    """A format: what it is called on the web, and what writes it."""

    media_type: str
    write: Callable[[Export], str | bytes]
    is_heavy: bool = False
    """Whether it takes seconds: a browser that draws, or some hundred drawings."""


def _html(export: Export) -> str:
    if export.page_theme == "grey":
        raise InvalidParameter("theme", "grey", "light or dark for a page")
    return html_page(export, export.page_theme, export.controls)


FORMATS: Final[dict[str, Format]] = {
    "csv": Format("text/csv", csv_text),
    "json": Format("application/json", figure_json),
    "html": Format("text/html", _html, is_heavy=True),
    "svg": Format("image/svg+xml", lambda export: image(export, "svg"), is_heavy=True),
    "png": Format("image/png", lambda export: image(export, "png"), is_heavy=True),
    "pdf": Format("application/pdf", lambda export: image(export, "pdf"), is_heavy=True),
    "py": Format("text/x-python", lambda export: snippet(export.figure, export.values)),
    "txt": Format("text/plain", caption_text),
    "tex": Format("application/x-tex", latex_figure),
    "zip": Format("application/zip", bundle, is_heavy=True),
}
