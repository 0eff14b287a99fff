"""Overview: the three walls, what each costs today, what learning-in-memory does about it, and a door to its page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import classroom, state
from dashboard.catalogue import PAGES
from dashboard.navigation import door, pages
from dashboard.tour.component import tour
from dashboard.views import parts
from dashboard.walls.component import walls_drawing
from dashboard.walls.costs import Wall, walls
from dashboard.words import overview as words

__all__ = ["page"]

_KEYS: Final = PAGES["overview"].parameters


def page() -> None:
    """Draw the page."""
    parts.heading(words.TITLE, words.LEAD, state.load(_KEYS) + state.strangers(_KEYS), words.WHAT_IS_THIS)
    every = walls()
    values, _ = state.read(_KEYS)
    taken = walls_drawing(every, values["walls"], lambda choice: state.apply({"walls": choice}))
    for wall in every:
        if wall.name == taken:
            st.switch_page(pages()[wall.page], query_params={"view": wall.view})
    for column, wall in zip(st.columns(len(every), gap="large"), every, strict=True):
        with column:
            _card(wall)
    st.subheader("Where to go", anchor=False)
    for column, (name, label, why) in zip(st.columns(len(words.DOORS), gap="large"), words.DOORS, strict=True):
        with column:
            door(name, label)
            st.caption(why)
    st.divider()
    st.caption(words.SOURCE)
    if not classroom.is_on():
        tour()
    state.store(values)


def _card(wall: Wall) -> None:
    """Draw what there is to say about a wall, and the door to its page."""
    st.subheader(wall.title, anchor=False)
    st.markdown(words.today(wall))
    st.markdown(words.then(wall))
    door(wall.page, f"See why: {wall.page}", view=wall.view)
