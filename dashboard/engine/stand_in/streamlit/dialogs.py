"""What stands before a page until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .session import current

__all__ = ["dialog"]


def dialog(title: str, *, width: str = "small") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let what a function draws stand before the page."""

    def decorated(draw: Callable[..., None]) -> Callable[..., None]:
        def shown(*given: Any) -> None:
            with current().here.block("dialog", label=title, width=width):
                draw(*given)

        return shown

    return decorated
