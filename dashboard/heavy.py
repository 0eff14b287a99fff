"""Work of a page that takes a processor for seconds: a server hands it to a process, and so much of it may wait.

Where there is no server, as in a reader's own browser, it is done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Literal

__all__ = ["BusyError", "Kind", "done_by", "heavy"]

Kind = Literal["log", "figure"]
"""Of heavy work: a training log to be read or searched; a figure that a page shows."""
Helper = Callable[[Kind, Callable[..., Any], tuple[Hashable, ...]], Any]

_helpers: list[Helper] = []  # one at most


class BusyError(RuntimeError):
    """Too much is asked for at once; the message says of what."""


def done_by(helper: Helper | None) -> None:
    """Hand heavy work to a helper from now on, or to none."""
    _helpers[:] = [helper] if helper else []


def heavy(kind: Kind, work: Callable[..., Any], *given: Hashable) -> Any:
    """Give the result of work; raise BusyError at once if too much of its kind waits already."""
    return _helpers[0](kind, work, given) if _helpers else work(*given)
