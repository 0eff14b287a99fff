"""The drawing of the walls on a page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked
from dashboard.walls.costs import Wall
from dashboard.walls.drawing import drawn, style, walls_markup

__all__ = ["walls_drawing"]

_KEY: Final = "walls_drawing"


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("walls", html=str(walls_markup()), css=style(), js=linked("walls/component.js"))


def walls_drawing(walls: Sequence[Wall], choice: str, choose: Callable[[str], None]) -> str | None:
    """Draw the walls, those of today or those with learning-in-memory; give the name of the one that was just taken.

    What is chosen instead is told before the page is drawn again.
    """

    def chosen() -> None:
        choose(st.session_state[_KEY]["choice"])

    taken = _component()(
        key=_KEY,
        data={"walls": drawn(walls), "choice": choice},
        on_wall_change=lambda: None,
        on_choice_change=chosen,
    )
    return taken.wall if isinstance(taken.wall, str) else None
