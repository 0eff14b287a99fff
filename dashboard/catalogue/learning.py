"""The page of Fig. 3(b): a run of learning through time."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import learning as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="learning",
    icon="timeline",
    place=40,
    words=words,
    views=(
        View(name="curves", label="Curves", figure="learning"),
        View(name="surface", label="Surface", figure="learning-surface"),
        View(name="retention", label="Consolidation", figure="retention"),
        View(name=TABLE, label="Table", figure="learning"),
    ),
)
