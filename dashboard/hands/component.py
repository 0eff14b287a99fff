"""How many hands are up for each answer to a question."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked
from dashboard.templates import markup

__all__ = ["Hands", "show_of_hands"]

Hands = list[int | None]
"""For each answer how many there are; None where nobody has counted."""

_HERE: Final = Path(__file__).parent
_MOST: Final = 999
_COUNTED: Final = "_hands"  # by question, for as long as the visit


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "hands",
        html=str(markup("hands/hands")),
        css=(_HERE / "hands.css").read_text("utf-8"),
        js=linked("hands/hands.js"),
    )


def show_of_hands(place: str, options: Sequence[str], right: int | None) -> Hands:
    """Draw a field and a bar for each answer to the question at a place; once the right one is told, mark it."""
    counted: dict[str, Hands] = st.session_state.setdefault(_COUNTED, {})
    key = f"hands_{place}"

    def count() -> None:
        counted[place] = _hands(st.session_state[key].get("hands"), len(options))

    hands = counted.get(place, [None] * len(options))
    _component()(
        key=key,
        data={"place": place, "options": list(options), "hands": hands, "right": right},
        default={"hands": hands},
        on_hands_change=count,
    )
    return hands


def _hands(said: Any, count: int) -> Hands:
    """Take what a browser says as hands, for as many answers as there are."""
    listed = said if isinstance(said, list) else []
    return [_whole(listed[k]) if k < len(listed) else None for k in range(count)]


def _whole(said: Any) -> int | None:
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not 0 <= said <= _MOST:
        return None
    return int(said)
