"""What a moving figure is made of in the browser, on a page of the app or in a file by itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from dashboard.templates import markup

__all__ = ["figure_markup", "style"]

_HERE: Final = Path(__file__).parent


def figure_markup(place: str = "", content: Mapping[str, Any] | None = None) -> Markup:
    """Write the markup of a figure: empty, for the app to fill, or with its place on a page and all it is to show."""
    return markup("live/figure", place=place, content=content)


def style(name: str) -> str:
    """Read a style sheet."""
    return (_HERE / name).read_text("utf-8")
