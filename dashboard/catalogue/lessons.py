"""The page of the lessons."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import Page
from dashboard.words import lessons as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="lessons",
    icon="school",
    place=15,
    words=words,
)
