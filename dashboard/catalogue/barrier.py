"""The page of Fig. 3(a): barriers against drives."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import barrier as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="barrier",
    icon="show_chart",
    place=30,
    words=words,
    views=(
        View(name="curves", label="Curves", figure="barrier"),
        View(name="surface", label="Surface", figure="barrier-surface"),
        View(name=TABLE, label="Table", figure="barrier"),
    ),
)
