"""The address of a view for pupils, and its QR code."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlencode, urlsplit

import segno

from dashboard import classroom

__all__ = ["LONGEST", "code", "link", "reaches_others"]

LONGEST: Final = 800
"""The most characters of an address that a camera reads from the back row."""


def link(seen: str, page: str, query: Mapping[str, str]) -> str:
    """Give the address of a view for pupils: without the mode that is for the projector.

    `seen` is what the operator says, or the address at which the browser that asks has reached the page. It is shown to
    that browser alone, so whatever it claims deceives nobody else.
    """
    told = {key: value for key, value in query.items() if key != classroom.IN_ADDRESS}
    asked = f"?{urlencode(told, safe=',:;')}" if told else ""
    if seen.endswith("#/"):  # a file by itself, which shows every page
        return f"{seen}{page}{asked or '?'}"
    base = seen.partition("?")[0].rstrip("/")
    if base.endswith(".html"):  # pages that lie as files
        return f"{base.rpartition('/')[0]}/{page}.html{asked}"
    if page and not base.endswith(f"/{page}"):
        base += f"/{page}"
    return base + (asked or ("" if page else "/"))


def reaches_others(address: str) -> bool:
    """Whether an address leads from another device to where it leads from this one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return False
    try:
        ip = ip_address(host)
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")
    return not (ip.is_loopback or ip.is_unspecified)


def code(address: str) -> str:
    """Draw an address as a QR code: an SVG as the address of an image, dark on light in both themes."""
    return segno.make_qr(address, error="l").svg_data_uri(dark="#000", light="#fff", omitsize=True)
