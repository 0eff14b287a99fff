"""The page of what learning dissipates."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import energy as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="energy",
    icon="bolt",
    place=60,
    words=words,
    views=(
        View(name="curves", label="Curves", figure="dissipation"),
        View(name="price", label="Price", figure="memory-price"),
        View(name=TABLE, label="Table", figure="dissipation"),
    ),
    own=("model_parameters", "bits", "carbon_intensity", "household"),
)
