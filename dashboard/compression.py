"""Answers that travel compressed where that pays and their reader takes it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dashboard.packing import is_text, pack

__all__ = ["answer", "answer_packed", "takes_gzip"]

_LEAST: Final = 1000  # bytes; less travels in one packet either way


def answer(request: Request, content: str | bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Answer with a content that is compressed, if it is, for this one reader."""
    body = content.encode() if isinstance(content, str) else content
    if not is_text(media_type):
        return _answer(body, media_type, headers, "identity")
    varying = {**headers, "Vary": "Accept-Encoding"}
    if len(body) >= _LEAST and takes_gzip(request.headers.get("Accept-Encoding", "")):
        return _answer(pack(body), media_type, varying, "gzip")
    return _answer(body, media_type, varying, "identity")


def answer_packed(request: Request, packed: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Answer with a content that comes compressed."""
    varying = {**headers, "Vary": "Accept-Encoding"}
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        return _answer(packed, media_type, varying, "gzip")
    return _answer(gzip.decompress(packed), media_type, varying, "identity")


def _answer(body: bytes, media_type: str, headers: Mapping[str, str], encoding: str) -> Response:
    # Said of what is not compressed too, or Streamlit would do it, in the loop that serves all others.
    return Response(body, media_type=media_type, headers={**headers, "Content-Encoding": encoding})


def takes_gzip(accepted: str) -> bool:
    """Whether a reader takes gzip, by its `Accept-Encoding`: it is named, or all is, with a weight above zero."""
    weights = {}
    for entry in accepted.lower().split(","):
        coding, _, weight = entry.partition(";")
        weights[coding.strip()] = weight.strip().removeprefix("q=")
    weight = weights.get("gzip", weights.get("*", "0"))
    return not weight or weight.strip("0.") != ""
