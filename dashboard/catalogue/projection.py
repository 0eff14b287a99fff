"""The page of what training a model could take."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import projection as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="projection",
    icon="query_stats",
    place=70,
    words=words,
    views=(
        View(name="curves", label="Curves", figure="projection"),
        View(name="walls", label="Walls", figure="projection-walls"),
        View(name=TABLE, label="Table", figure="projection"),
    ),
)
