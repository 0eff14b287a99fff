"""The app's own scripts and styles, compressed: Streamlit sends them as they are."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import base_path
from dashboard.compression import takes_gzip
from dashboard.packing import pack

__all__ = ["PackedStaticFiles"]

_PACKED: Final = (".js", ".css")
_TYPES: Final = ("text/javascript", "application/javascript", "text/css")
_PARTIAL: Final = ("range", "if-none-match", "if-modified-since")  # which ask for less than the file


@dataclass(frozen=True)
class _Packed:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class PackedStaticFiles:
    """Middleware that compresses each static script and style once, and keeps it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, _Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not _is_static(scope):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path not in self._kept:
            await self._take(path, scope, receive, send)
            return
        await _give(self._kept[path], send)

    async def _take(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the whole answer of the app; keep it compressed if it is a file, and send it."""
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app(scope, receive, collect)
        if path in self._kept:  # another reader was there in the meantime
            await _give(self._kept[path], send)
            return
        body = b"".join(parts)
        if not _is_file(start):
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        packed = pack(body)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers.add_vary_header("Accept-Encoding")
        self._kept[path] = _Packed(headers.raw, packed)
        await _give(self._kept[path], send)


async def _give(file: _Packed, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": file.headers})
    await send({"type": "http.response.body", "body": file.body})


def _is_file(start: Message) -> bool:
    """Whether an answer is a script or a style as it lies there; under any other name Streamlit gives its page."""
    headers = Headers(raw=start["headers"])
    kept = headers.get("content-type", "").startswith(_TYPES)
    return start["status"] == 200 and kept and "content-encoding" not in headers


def _is_static(scope: Scope) -> bool:
    """Whether a whole script or style is asked for by a reader that takes gzip."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    if not path.startswith(f"{base_path()}static/") or not path.endswith(_PACKED):
        return False
    if posixpath.normpath(path) != path:  # one of the many other names of a file, which would each be kept
        return False
    headers = Headers(scope=scope)
    return takes_gzip(headers.get("accept-encoding", "")) and not any(name in headers for name in _PARTIAL)
