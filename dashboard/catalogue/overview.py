"""The first page: the three walls, and doors to the others."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import Page
from dashboard.words import overview as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="overview",
    icon="landscape",
    place=10,
    words=words,
    own=("walls",),
)
