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


_BOLD: Final = {"sans": "sans-bold"}


@functools.cache
def font_file(name: str) -> bytes:
    """Give a font, as WOFF2: one of those kinds, or "sans-bold"."""
    return (ASSETS / "fonts" / f"walls-{name}.woff2").read_bytes()


@functools.cache
def font_faces(*kinds: str, bold: bool = False) -> str:
    """Write the style sheet that brings fonts along; their bold letters too, where a page has headings."""
    faces = [_face(kind, kind, 400) for kind in kinds]
    faces += [_face(kind, _BOLD[kind], 700) for kind in kinds if bold and kind in _BOLD]
    return "\n".join(faces)


def _face(kind: str, name: str, weight: int) -> str:
    family = FAMILIES[kind].partition(",")[0]
    content = base64.b64encode(font_file(name)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f"src: url(data:font/woff2;base64,{content}) format('woff2'); }}"
    )
