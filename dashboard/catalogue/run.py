"""The page of a person's own training run."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import run as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="run",
    icon="upload_file",
    place=78,
    words=words,
    called="Your run",
    views=(
        View(name="curves", label="Fig. 3(a)", figure="run-crossing"),
        View(name="barrier", label="Fig. 3(b)", figure="run-barrier"),
        View(name="energy", label="Energy", figure="run-energy"),
        View(name="log", label="As read", figure="run"),
        View(name=TABLE, label="Table", figure="run-barrier"),
    ),
)
