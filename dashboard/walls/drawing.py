"""What the drawing of the walls is made of in the browser, on a page of the app or of the static site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dashboard.walls.costs import Wall

__all__ = ["MARKUP", "drawn", "style"]

_HERE: Final = Path(__file__).parent

MARKUP: Final = """
<figure class="walls">
  <div class="choice" role="group" aria-label="Whose walls">
    <button type="button" data-choice="today" aria-pressed="true">Today</button>
    <button type="button" data-choice="learning" aria-pressed="false">With learning-in-memory</button>
    <span class="said" role="status"></span>
  </div>
  <svg viewBox="0 0 1220 460" role="group" aria-label="The three performance walls">
    <defs>
      <pattern id="bricks" width="33" height="26" patternUnits="userSpaceOnUse" patternTransform="translate(30 10)">
        <rect width="33" height="26" fill="#B5532C"/>
        <path d="M0,0.75H33M0,13.75H33M8,0V13M25,13V26" stroke="#F3E3DA" stroke-width="2"/>
      </pattern>
    </defs>
  </svg>
</figure>
"""


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
        "learning_low": wall.learning.low,
        "learning_high": wall.learning.high,
        "learning_text": wall.learning.text,
        "label": f"{wall.title}: {wall.today.text} {wall.today.words}; with learning-in-memory {wall.learning.text}. "
        "Open its page.",
    }
