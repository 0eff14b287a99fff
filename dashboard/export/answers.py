"""Exports as they travel: made where nothing of the app is known, and what is text compressed there."""

from __future__ import annotations

import json

from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.print_layout import print_drawing
from dashboard.figures import encode_arrays
from dashboard.fonts import font_faces
from dashboard.live import ask
from dashboard.packing import is_text, pack

__all__ = ["Said", "content", "exported", "laid_out", "printed"]

Said = tuple[tuple[str, str], ...]
"""What an address says, by key."""


def exported(name: str, form: str, said: Said, base: str) -> bytes:
    """Write a figure in a format; text is compressed."""
    body = content(name, form, said, base)
    return pack(body) if is_text(FORMATS[form].media_type) else body


def content(name: str, form: str, said: Said, base: str) -> bytes:
    """Write a figure in a format, as it is."""
    written = FORMATS[form].write(_export(name, said, base))
    return written.encode() if isinstance(written, str) else written


def printed(name: str, said: Said, base: str) -> bytes:
    """Lay a drawing out for print, for the browser to save as a picture; compressed."""
    return pack(laid_out(name, said, base).encode())


def laid_out(name: str, said: Said, base: str) -> str:
    """Lay a drawing out for print, as JSON, with the fonts that it brings along."""
    export = _export(name, said, base)
    ready, faces = print_drawing(export), font_faces(export.paper.font)
    scales = {"scale": ready.scale, "image_scale": ready.image_scale}
    return json.dumps({**encode_arrays(ready.drawing), **scales, "faces": faces}, ensure_ascii=False, allow_nan=False)


def _export(name: str, said: Said, base: str) -> Export:
    figure, query = ask.find(name), dict(said)
    return Export.read(figure, ask.read(figure, query, frozenset(Export.keys)), base, query)
