"""The press, where there is none: a page saves PNG and SVG by itself."""

from __future__ import annotations

from typing import Any, Final, NoReturn

__all__ = ["PRESS", "NoBrowserError", "PictureError", "missing_browser"]

_REMEDY: Final = "Without a server the browser makes the PDF: print the picture or the page, and save that as PDF."


class NoBrowserError(RuntimeError):
    """There is nothing to draw with; the message names the remedy."""


class PictureError(RuntimeError):
    """The browser could not draw; the message says why."""


def missing_browser() -> str:
    """Say what is missing for a PDF."""
    return _REMEDY


class Press:
    """What is asked for raises NoBrowserError."""

    def draw(self, *_: Any) -> NoReturn:
        """Draw nothing."""
        raise NoBrowserError(_REMEDY)

    pdf = png = draw


PRESS: Final = Press()
