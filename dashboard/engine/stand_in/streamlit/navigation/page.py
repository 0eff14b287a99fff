"""A page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Page"]


@dataclass(frozen=True)
class Page:
    """A page: what draws it, what it is called, and its name in addresses."""

    run: Callable[[], None]
    title: str
    icon: str
    url_path: str
    default: bool = False
