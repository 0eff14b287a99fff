"""The address bar: what a visitor asks for in it, and what the page writes into it.

With each run the browser reports the address as it stood when something was touched. What the page writes arrives there
a moment later, so a report may be old: of an address that the page has meanwhile replaced, or has not replaced yet.
Only a change that the page did not make is a wish. Known are the last report and, in their order, the addresses written
since and not yet reported.
"""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

__all__ = ["arrive", "is_first_run", "wish", "write"]

Query = dict[str, str]

_PAGE: Final = "_page"
_REPORTED: Final = "_reported"
_WRITTEN: Final = "_written"
_WISH: Final = "_wish"
_FIRST_RUN: Final = "_first_run"
_BARE: Final = "_bare"  # what was shown where a page was opened without a query
_MOST: Final = 50  # addresses on their way


def arrive(page: str) -> bool:
    """Take up what the browser reports at the beginning of a run; whether the visitor comes from another page."""
    session = st.session_state
    reported = dict(st.query_params)
    came = bool(session.get(_PAGE, page) != page)
    stepped = _is_step_in_history()
    session[_FIRST_RUN] = _REPORTED not in session
    if came or session[_FIRST_RUN]:
        session.setdefault(_BARE, {}).pop(page, None)
    session[_WISH] = None
    if session[_FIRST_RUN] or stepped or not _is_known(reported):
        session[_WISH] = _wanted(page, reported, same_page=stepped and not came)
    session[_PAGE], session[_REPORTED] = page, reported
    return came


def _is_step_in_history() -> bool:
    """Whether Back or Forward has been pressed: then even an address that the page wrote is a wish."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def _is_known(reported: Query) -> bool:
    """Whether an address is the last one again, or one that the page has written: those before it are then obsolete."""
    written: list[Query] = st.session_state.get(_WRITTEN, [])
    if reported in written:
        st.session_state[_WRITTEN] = written[written.index(reported) + 1 :]
        return True
    return bool(reported == st.session_state[_REPORTED])


def _wanted(page: str, reported: Query, *, same_page: bool) -> Query | None:
    """Tell what an address asks for: without a query, what was there at first, if one steps back to it."""
    if reported:
        return reported
    first: Query = st.session_state[_BARE].get(page, {})
    return first if same_page else None


def is_first_run() -> bool:
    """Whether this is the first run of a session."""
    return bool(st.session_state[_FIRST_RUN])


def wish() -> Query | None:
    """Give the query that the visitor wishes to see; None if it is left to the widgets."""
    wanted: Query | None = st.session_state[_WISH]
    return wanted


def write(query: Query) -> None:
    """Write what the page shows into the address.

    On a page that was opened without a query the address stays bare until something is changed: writing it at once
    would put a step into the browser's history that Back cannot get past.
    """
    session = st.session_state
    written: list[Query] = session.setdefault(_WRITTEN, [])
    if not session[_REPORTED] and not written and session[_BARE].setdefault(session[_PAGE], query) == query:
        return
    if written or query != session[_REPORTED]:
        # Noted before it is written: writing may end this run, if the next one is waiting.
        session[_WRITTEN] = [*written, query][-_MOST:]
        st.query_params.from_dict(query)
