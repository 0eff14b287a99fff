"""The words of each page by its name."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from dashboard.views import (
    barrier_words,
    energy_words,
    learning_words,
    lessons_words,
    limits_words,
    overview_words,
    projection_words,
    spectrum_words,
    theory_words,
    wells_words,
)

__all__ = ["WORDS"]

WORDS: Final[dict[str, ModuleType]] = {
    "overview": overview_words,
    "wells": wells_words,
    "barrier": barrier_words,
    "learning": learning_words,
    "spectrum": spectrum_words,
    "energy": energy_words,
    "projection": projection_words,
    "theory": theory_words,
    "limits": limits_words,
    "lessons": lessons_words,
}
