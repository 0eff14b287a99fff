"""The drawing of the walls on a page."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.scripts import linked
from dashboard.walls.costs import Wall
from dashboard.walls.drawing import drawn, style, walls_markup

__all__ = ["walls_drawing"]


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("walls", html=str(walls_markup()), css=style(), js=linked("walls/component.js"))


def walls_drawing(walls: Sequence[Wall]) -> str | None:
    """Draw the walls; give the name of the one that was just taken."""
    taken = _component()(key="walls", data={"walls": drawn(walls)}, on_wall_change=lambda: None)
    return taken.wall if isinstance(taken.wall, str) else None
