"""The page of the model's limits."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import limits as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="limits",
    icon="rule",
    place=85,
    words=words,
    begins_with_words=True,
    views=(
        View(name="curves", label="Curves", figure="speed"),
        View(name=TABLE, label="Table", figure="speed"),
    ),
)
