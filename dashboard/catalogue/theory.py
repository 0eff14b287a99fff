"""The page of the derivation."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import Page
from dashboard.words import theory as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="theory",
    icon="function",
    place=80,
    words=words,
)
