"""The fonts that come along, so that a figure looks the same on every machine."""

from __future__ import annotations

import base64
import functools
from typing import Final

from dashboard.places import ASSETS

__all__ = ["FAMILIES", "font_faces", "font_file"]

FAMILIES: Final[dict[str, str]] = {
    "sans": "Walls Sans, Source Sans, Source Sans Pro, Helvetica Neue, Arial, sans-serif",
    "serif": "Walls Serif, Source Serif Pro, Georgia, serif",
}
"""Each kind of letters: the font that comes along, and what is like it where that is not taken."""


@functools.cache
def font_file(kind: str) -> bytes:
    """Give the font of a kind, as WOFF2."""
    return (ASSETS / "fonts" / f"walls-{kind}.woff2").read_bytes()


@functools.cache
def font_faces(*kinds: str) -> str:
    """Write the style sheet that brings fonts along."""
    return "\n".join(map(_face, kinds))


def _face(kind: str) -> str:
    family = FAMILIES[kind].partition(",")[0]
    content = base64.b64encode(font_file(kind)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: 400 700; '
        f"src: url(data:font/woff2;base64,{content}) format('woff2'); }}"
    )
