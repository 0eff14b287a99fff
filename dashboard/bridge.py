"""What a page asks of the Python in its reader's browser: to run, and what its figures ask.

Questions and answers are JSON texts, or bytes. Of what cannot be answered the error says why, in a sentence.
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.session import Run, Session

import limcore
from dashboard import address_bar, classroom, state
from dashboard.catalogue import PAGES
from dashboard.export.answers import Said, content, laid_out
from dashboard.export.provenance import LOCAL_APP
from dashboard.figures import encode_arrays
from dashboard.live import ask
from dashboard.navigation import pages
from dashboard.parameters import InvalidParameter
from dashboard.plain_text import refusal
from dashboard.plotly_script import keep_plotly_script
from dashboard.pupils import dialog

__all__ = ["drawing", "file", "frames", "keep_plotly_script", "printed", "show"]

_VISIT: Final = Session()
_FEW: Final = 0.06  # s for the frames that come first; a thumb waits for them


def show(message: str) -> str:
    """Let a page hear what a visitor has done, run it, and give what is to be seen.

    The message may say that another page or query is wanted, and whether a step in the history has led there; `acts`
    are the names of elements, each with what was done.
    """
    asked = json.loads(message)
    if "page" in asked:
        _VISIT.page = asked["page"] if asked["page"] in PAGES else next(iter(PAGES))
        _VISIT.query_params.from_dict(dict(parse_qsl(asked["query"], keep_blank_values=True)))
        _VISIT.run = Run(is_history_navigation=asked["step"])
        _VISIT.context.url = asked["url"]
    for act in asked["acts"]:
        _VISIT.hear(act["id"], act["value"])
    tree = _VISIT.draw(_page)
    seen = {
        "page": _VISIT.page,
        "title": PAGES[_VISIT.page].label,
        "query": address_bar.shown(),
        "bare": address_bar.is_bare(),
        "classroom": classroom.is_on(),
        "tree": tree,
    }
    return _json(seen)


def _page(name: str) -> None:
    try:
        classroom.load()
        state.arrive(name)
        pages()[name].run()
        dialog.show("index" if name == next(iter(PAGES)) else name)
    except (InvalidParameter, limcore.DomainError) as error:
        # Each parameter is allowed by itself, and what they ask for together is not.
        st.error(refusal(error))


def drawing(name: str, query: str) -> str:
    """Draw a figure; the page puts it into the colours of a theme."""
    said = dict(_said(query))
    said.pop("theme", None)
    return _json(encode_arrays(ask.drawing(name, said)))


def frames(name: str, over: str, near: int, query: str) -> bytes:
    """Pack a few frames along a slider, around the stop where the thumb is."""
    figure = ask.find(name)
    said = {key: text for key, text in _said(query) if key != over}
    return ask.few_frames(figure, ask.read(figure, said), over, near, _FEW)


def printed(name: str, query: str) -> str:
    """Lay a drawing out for print, for the page to save as a picture."""
    return laid_out(name, _said(query), LOCAL_APP)


def file(name: str, form: str, query: str) -> bytes:
    """Write a figure in a format."""
    return content(name, form, _said(query), LOCAL_APP)


def _said(query: str) -> Said:
    return tuple(parse_qsl(query, keep_blank_values=True))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
