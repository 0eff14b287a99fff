"""What a moving figure is made of in the browser, on a page of the app or in a file by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["MARKUP", "style"]

_HERE: Final = Path(__file__).parent

MARKUP: Final = """
<figure class="live-figure">
  <p class="live-caption"></p>
  <div class="live-plot" role="group" aria-roledescription="figure"></div>
  <div class="live-player" role="group" aria-label="Play the run through time" hidden>
    <button type="button"></button>
    <input type="range" min="0" max="1000" value="1000" aria-label="Where in the run">
    <output></output>
  </div>
  <div class="live-controls" role="group" aria-label="Controls"></div>
  <p class="live-status" role="status" hidden></p>
  <figcaption class="live-description"></figcaption>
  <div class="live-exports" role="group" aria-label="Exports"></div>
</figure>
"""


def style(name: str) -> str:
    """Read a style sheet."""
    return (_HERE / name).read_text("utf-8")
