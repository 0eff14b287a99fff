"""Pictures made on the server: PDF, SVG and PNG."""

from __future__ import annotations

from typing import Final

from dashboard.export.export import Export
from dashboard.export.press import PRESS
from dashboard.export.print_layout import Print, print_drawing
from dashboard.fonts import font_faces

__all__ = ["PICTURES", "image", "vector"]

PICTURES: Final = ("svg", "png", "pdf")


def image(export: Export, form: str) -> bytes:
    """Draw a figure as SVG, PNG or PDF.

    Raises NoBrowserError without a browser, and PictureError if it fails.
    """
    ready = print_drawing(export)
    svg = vector(ready)
    if form == "svg":
        head, _, rest = svg.partition(">")
        return f"{head}><style>{font_faces(export.paper.font)}</style>{rest}".encode()
    scale = ready.image_scale if form == "png" else ready.scale
    layout = ready.drawing["layout"]
    width, height = (layout[side] * scale for side in ("width", "height"))
    if form == "png":
        width, height = round(width), round(height)
    page = (
        f"<!doctype html><style>{font_faces(export.paper.font)} @page {{ size: {width}px {height}px; margin: 0; }} "
        f"body {{ margin: 0; }} svg {{ display: block; width: {width}px; height: {height}px; }}</style>{svg}"
    )
    return PRESS.png(page, round(width), round(height)) if form == "png" else PRESS.pdf(page, tagged=False)


def vector(ready: Print) -> str:
    """Draw a figure that is laid out for print as SVG, without its font."""
    # What WebGL draws, a surface, is a picture within the vectors: as fine as an image of the same size.
    config = {"plotGlPixelRatio": max(2.0, ready.image_scale)}
    return PRESS.draw(ready.drawing | {"config": config}, ready.scale)
