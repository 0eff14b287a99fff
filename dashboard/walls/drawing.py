"""What the drawing of the walls is made of in the browser, on a page of the app or of the static site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from dashboard.templates import markup
from dashboard.walls.costs import Wall

__all__ = ["drawn", "style", "walls_markup"]

_HERE: Final = Path(__file__).parent


def walls_markup(content: Mapping[str, Any] | None = None) -> Markup:
    """Write the markup of the drawing: empty, for the app to fill, or with all it is to show."""
    return markup("walls/drawing", content=content)


def style() -> str:
    """Read its style sheet."""
    return (_HERE / "walls.css").read_text("utf-8")


def drawn(walls: Sequence[Wall]) -> list[dict[str, str | float]]:
    """Give what is drawn of the walls as plain data."""
    return [_drawn(wall) for wall in walls]


def _drawn(wall: Wall) -> dict[str, str | float]:
    return {
        "name": wall.name,
        "title": wall.title,
        "before": wall.before,
        "after": wall.after,
        "today_low": wall.today.low,
        "today_high": wall.today.high,
        "today_text": wall.today.text,
        "today_words": f"today, {wall.today.words}",
        "learning_low": wall.learning.low,
        "learning_high": wall.learning.high,
        "learning_text": wall.learning.text,
        "learning_words": f"with learning-in-memory, {wall.learning.words}",
    }
