"""Where the app is served."""

from __future__ import annotations

__all__ = ["base_path"]


def base_path() -> str:
    """Give the path under which the app answers: "/", or "/walls/" where server.baseUrlPath says so."""
    from streamlit import config

    return f"/{config.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")
