"""What an operator says about the app in the environment it is started in."""

from __future__ import annotations

import os
import re
from typing import Final

__all__ = ["check_environment", "frame_ancestors", "public_url"]

_URL: Final = "PERFORMANCE_WALLS_URL"
_FRAMES: Final = "PERFORMANCE_WALLS_FRAMES"

_HOST: Final = r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?"
_ADDRESS: Final = re.compile(rf"https?://{_HOST}(/[A-Za-z0-9._~/-]*)?")
_ORIGIN: Final = re.compile(rf"'self'|https?://(\*\.)?{_HOST}/?")


def public_url() -> str | None:
    """Give the address under which visitors find the app, with a slash at its end; None if it is not said.

    Raises ValueError if PERFORMANCE_WALLS_URL is no address.
    """
    said = os.environ.get(_URL, "").strip()
    if not said:
        return None
    if not _ADDRESS.fullmatch(said):
        raise ValueError(f"{_URL} = {said!r} is not allowed: an address such as https://walls.university.edu")
    return said.rstrip("/") + "/"


def frame_ancestors() -> tuple[str, ...]:
    """Give the sites that may show the app in a frame; none are named where all may.

    Raises ValueError if PERFORMANCE_WALLS_FRAMES holds anything but sites, and 'self' for the app itself.
    """
    said = tuple(os.environ.get(_FRAMES, "").split())
    for site in said:
        if not _ORIGIN.fullmatch(site):
            raise ValueError(f"{_FRAMES} = {site!r} is not allowed: sites such as https://moodle.university.edu")
    return said


def check_environment() -> None:
    """Raise ValueError for the first setting that is not allowed."""
    public_url()
    frame_ancestors()
