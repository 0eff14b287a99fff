"""Work that many ask for at the same time, done once."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["once"]

_Made = TypeVar("_Made")


def once(most: int) -> Callable[[Callable[..., _Made]], Callable[..., _Made]]:
    """Keep the last results of a function, as many as told; who asks for one that is being made waits for it.

    A class opens one view at the same moment. One result is made at a time: all of it is Python's own work, which
    threads would not make faster.
    """

    def keeping(function: Callable[..., _Made]) -> Callable[..., _Made]:
        kept = functools.lru_cache(maxsize=most)(function)
        turn = threading.Lock()

        @functools.wraps(function)
        def made(*given: Hashable) -> _Made:
            with turn:
                return kept(*given)

        return made

    return keeping
