"""What pages are called elsewhere on the web: title, description and picture, in the very state that a link says.

Streamlit answers every page with the same HTML, in which a search engine or a chat finds nothing; here it gets a head
of its own. The picture of a shared link is the figure that the link opens.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import base_path
from dashboard.export.images import missing_browser
from dashboard.figures import FIGURES, Figure
from dashboard.parameters import Values, decode
from dashboard.views.words import WORDS

__all__ = ["SITE", "PageMetadata", "head"]

SITE: Final = "Performance walls"
PICTURE: Final = "figures/overview.png"

_FIRST: Final = "overview"  # the page at the bare address
_TITLE: Final = b"<title>Streamlit</title>"


def head(page: str, query: Mapping[str, str], base: str) -> str:
    """Write the head of a page: its title, and what a link to it shows elsewhere."""
    words = WORDS[page]
    title = f"{words.TITLE} · {SITE}"
    description = " ".join(words.LEAD.replace("*", "").split())
    picture = f"{base}{PICTURE}"
    figure = _figure(page, query)
    if figure is not None:
        values, errors = decode(query, figure.parameters)
        if not errors:
            description = _caption(figure, values) or description
            if not missing_browser():
                picture = f"{base}figures/{figure.name}.png?{_query(figure, query)}".rstrip("?")
    facts = {"og:title": title, "og:description": description, "og:image": picture, "og:type": "website"}
    tags = "".join(f'<meta property="{name}" content="{html.escape(text)}">' for name, text in facts.items())
    return (
        f'<title>{html.escape(title)}</title><meta name="description" content="{html.escape(description)}">'
        f'<meta name="twitter:card" content="summary_large_image">{tags}'
    )


def _page(scope: Scope) -> str:
    """Name the page that is asked for; nothing if it is something else."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return ""
    path, base = scope["path"], base_path()
    if not f"{path}/".startswith(base):
        return ""
    return path.removeprefix(base).strip("/") or _FIRST


def _figure(page: str, query: Mapping[str, str]) -> Figure | None:
    """Find the figure that a page shows in this state."""
    shown = [figure for figure in FIGURES.values() if figure.page == page]
    wanted = query.get("view", "")
    return next((figure for figure in shown if figure.view == wanted), shown[0] if shown else None)


def _query(figure: Figure, query: Mapping[str, str]) -> str:
    return urlencode({key: text for key, text in query.items() if key in figure.parameters}, safe=",:;")


def _caption(figure: Figure, values: Values) -> str:
    """Say what the figure says; nothing where its parameters do not go together."""
    try:
        return str(figure.drawing(values)["layout"]["meta"]["caption"])
    except ValueError:
        return ""


class PageMetadata:
    """Middleware that gives the HTML of each page its own head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        page = _page(scope)
        if page not in WORDS:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        base = str(request.base_url).rstrip("/") + base_path()
        # What is to be changed must not come compressed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        answer = _Answer()
        await self.app({**scope, "headers": plain}, receive, answer.take)
        if _TITLE in answer.body:
            written = await run_in_threadpool(head, page, dict(request.query_params), base)
            answer.body = answer.body.replace(_TITLE, written.encode(), 1)
        await answer.give(send)


class _Answer:
    """An answer that is held back until it is whole."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = b""

    async def take(self, message: Message) -> None:
        """Take a part of it."""
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def give(self, send: Send) -> None:
        """Send it."""
        headers = MutableHeaders(scope=self.start)
        if "content-length" in headers:
            headers["content-length"] = str(len(self.body))
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})
