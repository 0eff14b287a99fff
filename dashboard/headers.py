"""What every answer tells the browser: where things may come from, what they are, and who hears of them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["FIGURE_PAGE", "AnswerHeaders"]

_POLICY: Final = "content-security-policy"
_INLINE: Final = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)

FIGURE_PAGE: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; form-action 'none'; "
    "sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
)
"""For the page of a single figure: it holds all it needs, and what it runs is kept apart from the app."""

_OF_ITS_KIND: Final = {
    "image/svg+xml": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
}
"""Of what is no page but could run like one."""


def _app_policy() -> str:
    """Write the policy of the pages: nothing comes from elsewhere, nothing goes there.

    Streamlit and Plotly write styles into the page; Streamlit runs the scripts of a component from a blob, and counts
    in 64 bits with WebAssembly.
    """
    from streamlit import file_util

    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(page))
    inline = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval' {inline}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "media-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )


class AnswerHeaders:
    """Middleware that gives every answer its headers, that to a request which has failed too.

    `frames` are the sites that may show the app in a frame; where none is named, all may.
    """

    def __init__(self, app: ASGIApp, frames: Sequence[str]) -> None:
        self.app = app
        self.frames = f"; frame-ancestors {' '.join(frames)}" if frames else ""
        self.app_policy = _app_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._complete(MutableHeaders(scope=message))
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception:
            if not started:
                told = PlainTextResponse("The server has made a mistake; its log says which.", 500)
                await told(scope, receive, send_on)
            raise  # into the log

    def _complete(self, headers: MutableHeaders) -> None:
        media_type = headers.get("content-type", "").partition(";")[0].strip()
        policy = headers.get(_POLICY) or _OF_ITS_KIND.get(media_type, self.app_policy)
        headers[_POLICY] = policy + self.frames
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "same-origin"
