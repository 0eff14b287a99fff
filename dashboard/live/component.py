"""The live figure on a page: what Python hands to the browser."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

import limcore
from dashboard import classroom, theme
from dashboard.figures import Figure, encode_arrays
from dashboard.parameters import PARAMETERS, Number, Values, encode

__all__ = ["csv_address", "live_figure"]

_HERE: Final = Path(__file__).parent
_HTML: Final = """
<figure class="live-figure">
  <p class="live-caption"></p>
  <div class="live-plot" role="group" aria-roledescription="figure"></div>
  <div class="live-player" role="group" aria-label="Play the run through time" hidden>
    <button type="button"></button>
    <input type="range" min="0" max="1000" value="1000" aria-label="Where in the run">
    <output></output>
  </div>
  <p class="live-status" role="status" hidden></p>
  <figcaption class="live-description"></figcaption>
  <div class="live-exports" role="group" aria-label="Exports"></div>
</figure>
"""


@functools.cache
def _component() -> ComponentRenderer:
    # Plotly writes its styles into the document's head; inside a shadow root they would not apply.
    return st.components.v2.component(
        "live_figure",
        html=_HTML,
        css=(_HERE / "live.css").read_text("utf-8"),
        js="\n".join((_HERE / name).read_text("utf-8") for name in ("move.js", "swarm.js", "live.js")),
        isolate_styles=False,
    )


def live_figure(
    figure: Figure, values: Values, *, link: Mapping[str, str], height: int, place: str = "", veiled: bool = False
) -> None:
    """Mount a figure that follows the sliders of its parameters while they are dragged.

    `link` is what the shared address of the page says; a slider belongs to the parameter whose key is that of its
    widget. Where a page shows a figure more than once, each has a `place` of its own. A figure that is `veiled` keeps
    its words and its numbers to itself, while a question about them is open.
    """
    frame = figure.table(values)
    _component()(
        key=f"live_{figure.name}{place}",
        data={
            "name": figure.name,
            "title": figure.title,
            "version": limcore.__version__,
            "base": _base(),
            "query": urlencode(encode(values), safe=",:;"),
            "link": urlencode(link, safe=",:;"),
            "drawing": encode_arrays(figure.drawing(values)),
            "description": f"{figure.title}, before the answer." if veiled else figure.describe(frame, values),
            "veiled": veiled,
            "template": theme.template(),
            "colors": theme.HIGH_CONTRAST if classroom.is_on() else theme.COLORS,
            "classroom": classroom.is_on(),
            "sliders": {
                key: _slider(parameter, value)
                for key, value in values.items()
                if isinstance(parameter := PARAMETERS[key], Number)
            },
            "height": height,
        },
    )


def csv_address(figure: Figure, values: Values) -> str:
    """Give the address of the table behind a figure, within the app."""
    return f"{_base()}figures/{figure.name}.csv?{urlencode(encode(values), safe=',:;')}"


def _base() -> str:
    return f"/{st.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")


def _slider(parameter: Number, value: float) -> dict[str, Any]:
    """Say how the position of a thumb becomes the number of a frame."""
    stops = parameter.stops
    committed = stops.index(value) if value in stops else None
    if parameter.even:
        step = (stops[-1] - stops[0]) / (len(stops) - 1)
        return {"start": stops[0], "step": step, "stops": stops, "committed": committed}
    return {"start": 0, "step": 1, "stops": stops, "committed": committed}
