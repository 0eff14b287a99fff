"""Where files lie that are no code: at the top of the project, or beside the code where it has been installed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["ASSETS", "SETTINGS"]

_HERE: Final = Path(__file__).parent


def _first(*places: Path) -> Path:
    return next((place for place in places if place.exists()), places[0])


ASSETS: Final = _first(_HERE.parent / "assets" / "lessons", _HERE / "assets" / "lessons").parent
"""Pictures and lessons."""

SETTINGS: Final = _first(_HERE.parent / ".streamlit" / "config.toml", _HERE / "settings" / "config.toml")
"""The settings of the app."""
