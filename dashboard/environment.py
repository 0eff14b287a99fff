"""What an operator says about the app: each setting has one name, as a flag, in the environment and in a file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

__all__ = [
    "SETTINGS",
    "Setting",
    "check_environment",
    "frame_ancestors",
    "metrics_are_open",
    "public_url",
    "requests_are_told",
    "variable",
]

_HOST: Final = r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?"
_ADDRESS: Final = re.compile(rf"https?://{_HOST}(/[A-Za-z0-9._~/-]*)?")
_ORIGIN: Final = re.compile(rf"('self'|https?://(\*\.)?{_HOST}/?)")


def variable(name: str) -> str:
    """Give the name of a setting in the environment."""
    return f"PERFORMANCE_WALLS_{name.upper()}"


@dataclass(frozen=True)
class Setting:
    """What can be said, how it is checked, and what it is for."""

    name: str
    each: re.Pattern[str]
    allowed: str
    help: str
    several: bool = False

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return variable(self.name)

    def read(self) -> tuple[str, ...]:
        """Give what the environment says, nothing if it says nothing.

        Raises ValueError if that is not allowed.
        """
        text = os.environ.get(self.variable, "").strip()
        said = tuple(text.split()) if self.several else (text,) * bool(text)
        for one in said:
            if not self.each.fullmatch(one):
                raise ValueError(f"{self.variable} = {one!r} is not allowed: {self.allowed}")
        return said


_URL: Final = Setting(
    "url",
    _ADDRESS,
    "an address such as https://walls.university.edu",
    "Where visitors find the app: behind a proxy, say.",
)
_FRAMES: Final = Setting(
    "frames",
    _ORIGIN,
    "sites such as https://moodle.university.edu",
    "The only sites that may show the app in a frame, with spaces between; 'self' is the app's own.",
    several=True,
)
_LOG: Final = Setting(
    "log", re.compile("requests|errors"), "requests, errors", "requests: a line for each. Else errors."
)
_METRICS: Final = Setting(
    "metrics",
    re.compile("here|everywhere"),
    "here, everywhere",
    "Who may read /metrics. here: programs on this machine, not through a proxy.",
)

SETTINGS: Final = (_URL, _FRAMES, _LOG, _METRICS)
"""What the app itself reads from the environment."""


def public_url() -> str | None:
    """Give the address under which visitors find the app, with a slash at its end; None if it is not said.

    Raises ValueError if PERFORMANCE_WALLS_URL is no address.
    """
    said = _URL.read()
    return said[0].rstrip("/") + "/" if said else None


def frame_ancestors() -> tuple[str, ...]:
    """Give the sites that may show the app in a frame; none are named where all may.

    Raises ValueError if PERFORMANCE_WALLS_FRAMES holds anything but sites, and 'self' for the app itself.
    """
    return _FRAMES.read()


def requests_are_told() -> bool:
    """Tell whether each request is written to the log."""
    return _LOG.read() == ("requests",)


def metrics_are_open() -> bool:
    """Tell whether everybody may read the metrics."""
    return _METRICS.read() == ("everywhere",)


def check_environment() -> None:
    """Raise ValueError for the first setting that is not allowed."""
    for setting in SETTINGS:
        setting.read()
