"""Pictures, where there is no server that draws them: a page saves PNG and SVG by itself."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["PICTURES", "NoBrowserError", "PictureError", "image", "missing_browser"]

PICTURES: Final = ("svg", "png", "pdf")
_REMEDY: Final = "Without a server there is no PDF: save an SVG, which stays as sharp in print, or print the page."


class NoBrowserError(RuntimeError):
    """There is no browser to draw with; the message names the remedy."""


class PictureError(RuntimeError):
    """The browser could not draw; the message says why."""


def missing_browser() -> str:
    """Say what is missing for a PDF."""
    return _REMEDY


def image(*_: Any) -> bytes:
    """Raise NoBrowserError: nobody draws here but the page."""
    raise NoBrowserError(_REMEDY)
