"""Where the app is served, and the address that leads there from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from dashboard.environment import public_url

__all__ = ["LONGEST_HEAD", "LONGEST_QUERY", "base_path", "public_address"]

LONGEST_QUERY: Final = 32_768
"""The most characters of a query that are read: room for three tables and three pins, as long as they may be."""

LONGEST_HEAD: Final = 2 * LONGEST_QUERY
"""The most bytes of a request before its body: its address, cookies, and all else that a browser says."""

_USUAL_PORT: Final = {"http": 80, "https": 443}
_PASSED_ON: Final = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})


def base_path() -> str:
    """Give the path under which the app answers: "/", or "/walls/" where server.baseUrlPath says so."""
    from streamlit import config

    return f"/{config.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")


def public_address(scope: Mapping[str, Any]) -> str | None:
    """Give the address of the app for links that are followed from elsewhere, with a slash at its end.

    It is what the operator says, or else the address of this machine at which the request has arrived: that reopens a
    view in the network it was seen in. A Host header, and what a proxy adds, is only what a client says; one that lies
    would put an address of its own into links, pictures and files that are handed on, so they are not believed. None
    where a proxy has passed the request on: under what address the app is found is then not known here.
    """
    if said := public_url():
        return said
    if any(name in _PASSED_ON for name, _ in scope["headers"]):
        return None
    return _arrived_at(scope.get("server"))


def _arrived_at(server: tuple[str, int | None] | None) -> str | None:
    """Write the address of a socket; None if it is not one of a network."""
    from streamlit import config

    host, port = server or ("", None)
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    named = f"[{ip}]" if ip.version == 6 else str(ip)
    suffix = "" if port == _USUAL_PORT[scheme] else f":{port}"
    return f"{scheme}://{named}{suffix}{base_path()}"
