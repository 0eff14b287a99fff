"""The page of the two wells of a memory element."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import wells as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="wells",
    icon="ssid_chart",
    place=20,
    words=words,
    views=(
        View(name="curves", label="Wells", figure="wells"),
        View(name="occupation", label="Population", figure="occupation"),
        View(name="profile", label="Profile", figure="profile"),
        View(name=TABLE, label="Table", figure="wells"),
    ),
)
