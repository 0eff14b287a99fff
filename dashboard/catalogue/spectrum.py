"""The page of Fig. 4: what hardware takes."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import Page, View
from dashboard.words import spectrum as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="spectrum",
    icon="stacked_line_chart",
    place=50,
    words=words,
    views=(View(name="curves", label="Curves", figure="spectrum"),),
)
