"""The page of how long memories last."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import lifetimes as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="lifetimes",
    icon="hourglass_empty",
    place=66,
    words=words,
    views=(
        View(name="curves", label="Forgetting", figure="lifetimes"),
        View(name="front", label="Plastic or stable", figure="memory-front"),
        View(name="history", label="One element", figure="memory-history"),
        View(name=TABLE, label="Table", figure="lifetimes"),
    ),
)
