"""What pages are called elsewhere on the web: title, description and picture, in the very state that a link says.

Streamlit answers every page with the same HTML, in which a search engine or a chat finds nothing; here it gets a head
of its own. The picture of a shared link is the figure that the link opens.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import limcore
from dashboard.address import LONGEST_QUERY, base_path, public_address
from dashboard.catalogue import PAGES
from dashboard.desks import CAPTIONS
from dashboard.export.press import missing_browser
from dashboard.figures import Figure
from dashboard.heavy import BusyError
from dashboard.live import answers
from dashboard.live.assets import style
from dashboard.parameters import decode, encode
from dashboard.templates import markup

__all__ = ["SITE", "PageMetadata", "head"]

SITE: Final = "Performance walls"
PICTURE: Final = "figures/overview.png"
# A live figure asks for Plotly last of all, and waits for it longest: it is fetched from the first. The other shows the
# curves meanwhile.
_SCRIPTS: Final = {"plotly": "figures/plotly.min.js", "script": "figures/first.js"}

_FIRST: Final = next(iter(PAGES))  # the page at the bare address
_TITLE: Final = b"<title>Streamlit</title>"

# What is to be changed must come whole and not compressed, whatever part or version of the file is asked for.
_OF_THE_FILE: Final = (b"accept-encoding", b"range", b"if-")

_PATIENCE: Final = 0.5  # s


async def head(page: str, query: Mapping[str, str], base: str | None) -> str:
    """Write the head of a page: its title, and what a link to it shows elsewhere.

    Where the address of the app (`base`) is not known, it shows no picture.
    """
    words = PAGES[page].words
    title = f"{words.TITLE} · {SITE}"
    description = " ".join(words.LEAD.replace("*", "").split())
    picture = PICTURE
    figure = PAGES[page].figure(query.get("view", ""))
    if figure is not None:
        values, errors = decode(query, figure.parameters)
        if not errors:
            description = await _caption(figure.name, tuple(sorted(encode(values).items()))) or description
            if _draws_pictures():
                picture = f"figures/{figure.name}.png?{_query(figure, query)}".removesuffix("?")
    facts = {"og:title": title, "og:description": description, "og:type": "website"}
    if base is not None:
        facts["og:image"] = base + picture
    return str(markup("head", title=title, description=description, facts=facts, first=_first(page, query)))


def _first(page: str, query: Mapping[str, str]) -> dict[str, str]:
    """Give what shows the curves of a page before the page is there; nothing where it begins without a figure."""
    figure = PAGES[page].first_sight(query.get("view", ""))
    if figure is None:
        return {}
    drawing = f"{base_path()}figures/{figure.name}/drawing?{_query(figure, query)}".removesuffix("?")
    scripts = {name: f"{base_path()}{address}?v={limcore.__version__}" for name, address in _SCRIPTS.items()}
    return {"drawing": drawing, "style": Markup(style("first.css"))} | scripts


@functools.cache
def _draws_pictures() -> bool:
    return not missing_browser()


def _page(scope: Scope) -> str:
    """Name the page that is asked for; nothing if it is something else."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return ""
    path, base = scope["path"], base_path()
    if not f"{path}/".startswith(base):
        return ""
    return path.removeprefix(base).strip("/") or _FIRST


def _query(figure: Figure, query: Mapping[str, str]) -> str:
    return urlencode({key: text for key, text in query.items() if key in figure.parameters}, safe=",:;")


async def _caption(name: str, fixed: answers.Fixed) -> str:
    """Say what a figure says; nothing if that takes long, if many ask, or where the figure cannot be drawn."""
    try:
        said = await asyncio.wait_for(CAPTIONS.take(answers.caption, name, fixed), _PATIENCE)
    except (TimeoutError, BusyError, ValueError):  # its parameters may not go together
        return ""
    except Exception:  # the page is there without it
        logging.getLogger(__name__).exception("%s has no caption for its page", name)
        return ""
    return said.decode()


class PageMetadata:
    """Middleware that gives the HTML of each page its own head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        page = _page(scope)
        if page not in PAGES:
            await self.app(scope, receive, send)
            return
        length = len(scope["query_string"])
        if length > LONGEST_QUERY:
            told = f"This address is too long: it says {length} characters, and at most {LONGEST_QUERY} are read."
            await PlainTextResponse(told, 414)(scope, receive, send)
            return
        answer = _Answer()
        whole = [(name, value) for name, value in scope["headers"] if not name.startswith(_OF_THE_FILE)]
        await self.app({**scope, "method": "GET", "headers": whole}, receive, answer.take)
        if _TITLE in answer.body:
            query = dict(Request(scope).query_params)
            written = await head(page, query, public_address(scope))
            answer.replace(_TITLE, written.encode())
        await answer.give(send, empty=scope["method"] == "HEAD")


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

    def replace(self, old: bytes, new: bytes) -> None:
        """Put something else into it; what was said of the file it came from holds no longer."""
        self.body = self.body.replace(old, new, 1)
        headers = MutableHeaders(scope=self.start)
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["content-length"] = str(len(self.body))

    async def give(self, send: Send, *, empty: bool) -> None:
        """Send it, or its head alone."""
        await send(self.start)
        await send({"type": "http.response.body", "body": b"" if empty else self.body})
