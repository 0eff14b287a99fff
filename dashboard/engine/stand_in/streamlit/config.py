"""Options of the server, of which there is none."""

__all__ = ["get_option"]


def get_option(_: str) -> str:
    """Give nothing: pages without a server stand where they lie."""
    return ""
