"""The drawing of the walls on a page."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.walls.costs import Wall

__all__ = ["walls_drawing"]

_HERE: Final = Path(__file__).parent
_HTML: Final = """
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


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "walls",
        html=_HTML,
        css=(_HERE / "walls.css").read_text("utf-8"),
        js=(_HERE / "walls.js").read_text("utf-8"),
    )


def walls_drawing(walls: Sequence[Wall]) -> str | None:
    """Draw the walls; give the name of the one that was just taken."""
    taken = _component()(
        key="walls",
        data={"walls": [_drawn(wall) for wall in walls]},
        on_wall_change=lambda: None,
    )
    return taken.wall if isinstance(taken.wall, str) else None


def _drawn(wall: Wall) -> dict[str, str | float]:
    return {
        "name": wall.name,
        "title": wall.title,
        "before": wall.before,
        "after": wall.after,
        "today": wall.today.kT,
        "today_text": wall.today.text,
        "learning": wall.learning.kT,
        "learning_text": wall.learning.text,
        "label": f"{wall.title}: {wall.today.text} {wall.today.words}; with learning-in-memory {wall.learning.text}. "
        "Open its page.",
    }
