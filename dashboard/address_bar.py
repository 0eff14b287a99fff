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

__all__ = ["arrive", "is_bare", "is_first_run", "shown", "wish", "write"]

Query = dict[str, str]

_PAGE: Final = "_page"
_REPORTED: Final = "_reported"
_WRITTEN: Final = "_written"
_WISH: Final = "_wish"
_SHOWN: Final = "_shown"
_FIRST_RUN: Final = "_first_run"
_BARE: Final = "_bare"  # what was shown where a page was opened without a query
_MOST: Final = 50  # addresses on their way


def arrive(page: str) -> bool:
    """Take up what the browser reports at the beginning of a run; whether the visitor comes from another page."""
    session = st.session_state
    session[_FIRST_RUN] = _PAGE not in session
    came = bool(session.get(_PAGE, page) != page)
    if came or session[_FIRST_RUN]:
        session[_REPORTED] = {}
        session.setdefault(_BARE, {}).pop(page, None)
    session[_PAGE] = page
    session[_SHOWN] = {}
    reported = dict(st.query_params)
    stepped = _is_step_in_history()
    if stepped or not _is_known(reported):
        first = session[_BARE].get(page, {})
        session[_WISH] = reported or (first if stepped and not came else None)
    else:
        session[_WISH] = None
    session[_REPORTED] = reported
    return came


def _is_step_in_history() -> bool:
    """Whether Back or Forward has been pressed: then even an address that the page wrote is a wish."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def _is_known(reported: Query) -> bool:
    """Whether an address is the last one again, or one that the page has written: those before it are then obsolete."""
    session = st.session_state
    written: list[Query] = session.get(_WRITTEN, [])
    if reported in written:
        session[_WRITTEN] = written[written.index(reported) + 1 :]
        return True
    last: Query = session[_REPORTED]
    # Where nothing was asked for, the figure has put there what it shows.
    return reported == last or (not last and reported == session[_BARE].get(session[_PAGE]))


def is_first_run() -> bool:
    """Whether this is the first run of a session."""
    return bool(st.session_state[_FIRST_RUN])


def wish() -> Query | None:
    """Give the query that the visitor wishes to see; None if it is left to the widgets."""
    wanted: Query | None = st.session_state[_WISH]
    return wanted


def shown() -> Query:
    """Give the query of what the page shows, once it is drawn."""
    query: Query = st.session_state[_SHOWN]
    return query


def is_bare() -> bool:
    """Whether nothing is asked for, and nothing has been written.

    What is shown is then put in the place of the address by the figure. Written by Streamlit, it would be a step in the
    browser's history that Back cannot get past.
    """
    return not st.session_state[_REPORTED] and not st.session_state.get(_WRITTEN)


def write(query: Query) -> None:
    """Write what the page shows into the address."""
    session = st.session_state
    session[_SHOWN] = query
    if is_bare() and session[_BARE].setdefault(session[_PAGE], query) == query:
        return
    written: list[Query] = session.get(_WRITTEN, [])
    if written or query != session[_REPORTED]:
        # Noted before it is written: writing may end this run, if the next one is waiting.
        session[_WRITTEN] = [*written, query][-_MOST:]
        st.query_params.from_dict(query)
