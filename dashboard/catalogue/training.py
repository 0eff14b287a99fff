"""The page of a model that learns in noisy memories."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue.page import TABLE, Page, View
from dashboard.words import training as words

__all__ = ["PAGE"]

PAGE: Final = Page(
    name="training",
    icon="model_training",
    place=45,
    words=words,
    views=(
        View(name="curves", label="What it learnt", figure="learnt"),
        View(name="loss", label="Learning", figure="training"),
        View(name="barriers", label="Barriers", figure="training-barriers"),
        View(name="price", label="Price", figure="training-price"),
        View(name="rest", label="Afterwards", figure="training-rest"),
        View(name="tasks", label="Two tasks", figure="training-tasks"),
        View(name=TABLE, label="Table", figure="training"),
    ),
)
