"""The live figure on a page: what Python hands to the browser."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

import limcore
from dashboard import address_bar, classroom, theme
from dashboard.address import base_path
from dashboard.export.paper import CHOICES, LENGTHS, Paper
from dashboard.export.press import missing_browser
from dashboard.export.shown import shown
from dashboard.figures import Figure, encode_arrays
from dashboard.figures.labels import unlabelled
from dashboard.heavy import BusyError
from dashboard.live.assets import figure_markup, style
from dashboard.parameters import PARAMETERS, Number, Values, encode
from dashboard.references import citation
from dashboard.scripts import linked

__all__ = ["csv_address", "live_figure"]


@functools.cache
def _component() -> ComponentRenderer:
    # Plotly writes its styles into the document's head; inside a shadow root they would not apply.
    return st.components.v2.component(
        "live_figure",
        html=str(figure_markup()),
        css=style("live.css"),
        js=linked("live/live.js"),
        isolate_styles=False,
    )


def live_figure(
    figure: Figure,
    values: Values,
    *,
    link: Mapping[str, str],
    height: int,
    place: str = "",
    veiled: bool = False,
    on_paper: bool = False,
) -> None:
    """Mount a figure that follows the sliders of its parameters while they are dragged.

    `link` is what the shared address of the page says; a slider belongs to the parameter whose key is that of its
    widget. Where a page shows a figure more than once, each has a `place` of its own. A figure that is `veiled` keeps
    its words and its numbers to itself, while a question about them is open; on paper, where it stays so, they leave
    their room to the picture.
    """
    try:
        drawing, description, script = shown(figure, values)
    except BusyError as error:
        st.error(str(error), icon=":material/error:")
        return
    _component()(
        key=f"live_{figure.name}{place}",
        data={
            "name": figure.name,
            "title": figure.title,
            "version": limcore.__version__,
            "base": base_path(),
            "query": urlencode(encode(values), safe=",:;"),
            "link": urlencode(link, safe=",:;"),
            "bare": address_bar.is_bare(),
            "drawing": encode_arrays(unlabelled(drawing) if veiled and on_paper else drawing),
            "description": f"{figure.title}, before the answer." if veiled else description,
            "veiled": veiled,
            "template": theme.template(),
            "colors": theme.HIGH_CONTRAST if classroom.is_on() else theme.COLORS,
            "classroom": classroom.is_on(),
            "sliders": {
                key: _slider(parameter, value, st.session_state.get(key, parameter.to_widget(value)))
                for key, value in values.items()
                if isinstance(parameter := PARAMETERS[key], Number)
            },
            "height": height,
            "paper": [{"key": one.key, "label": one.label, "options": dict(one.options)} for one in CHOICES],
            "lengths": _lengths(),
            "missing": missing_browser(),
            "citation": citation(),
            "snippet": "" if veiled else script,
        },
    )


@functools.cache
def _lengths() -> list[dict[str, Any]]:
    own = Paper(size="own").preset
    starts = {"width": own.width, "height": own.height, "type": own.body}
    return [{"key": key, **asdict(length), "start": starts[key]} for key, length in LENGTHS.items()]


def csv_address(figure: Figure, values: Values) -> str:
    """Give the address of the table behind a figure, within the app."""
    return f"{base_path()}figures/{figure.name}.csv?{urlencode(encode(values), safe=',:;')}"


def _slider(parameter: Number, value: float, heard: float) -> dict[str, Any]:
    """Say how the position of a thumb becomes the number of a frame, which is drawn, and where the thumb should be."""
    stops, stands = parameter.stops, parameter.to_widget(value)
    start, step = (stops[0], (stops[-1] - stops[0]) / (len(stops) - 1)) if parameter.even else (0, 1)
    return {
        "start": start,
        "step": step,
        "stops": stops,
        "committed": stops.index(stands),
        "between": stands != value,
        "heard": stops.index(heard) if heard in stops else None,
    }
