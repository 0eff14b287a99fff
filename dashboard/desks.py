"""Where the server has its heavy work done, and how much of each kind may wait.

What a hand on a slider waits for comes first. The words of all stops of a slider can wait; they are made while nobody
waits for a curve, and leave a process free for the next who does. What takes seconds, pictures and pages that stand
alone, has one process, which keeps the browser that draws them.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final

from dashboard.heavy import Kind, done_by
from dashboard.work import Desk, Processes

__all__ = [
    "ALL_FRAMES",
    "CAPTIONS",
    "DRAWINGS",
    "EXPORTS",
    "FEW_FRAMES",
    "HEALTH",
    "HEAVY_EXPORTS",
    "close",
    "start",
    "waiting",
]

_MB: Final = 1_000_000
_DRAWING: Final = Processes()
_PRESS: Final = Processes(1)

FEW_FRAMES: Final = Desk("views", _DRAWING, precedence=0, most=200, room=16 * _MB)
DRAWINGS: Final = Desk("drawings", _DRAWING, precedence=1, most=200, room=8 * _MB)
CAPTIONS: Final = Desk("captions", _DRAWING, precedence=1, most=8, room=_MB)
EXPORTS: Final = Desk("tables", _DRAWING, precedence=2, most=64, room=16 * _MB)
ALL_FRAMES: Final = Desk("whole views", _DRAWING, precedence=3, most=max(1, _DRAWING.count - 1), room=16 * _MB)
HEAVY_EXPORTS: Final = Desk("pictures and pages", _PRESS, most=6, room=64 * _MB)

HEALTH: Final = Desk("health checks", _DRAWING, most=1)
_OF_PAGES: Final[dict[Kind, Desk]] = {
    "log": Desk("training logs", _PRESS, most=8),
    "figure": Desk("figures of pages", _DRAWING, precedence=1, most=200, room=16 * _MB),
}

_ALL: Final = (FEW_FRAMES, DRAWINGS, CAPTIONS, EXPORTS, ALL_FRAMES, HEAVY_EXPORTS, HEALTH, *_OF_PAGES.values())


def waiting() -> dict[str, int]:
    """Say how many orders are under way or wait at each desk."""
    return {desk.of: desk.waiting for desk in _ALL}


def start() -> None:
    """Start what a hand waits for, before anybody asks; the press starts when it is first needed."""
    _DRAWING.start()
    done_by(partial(_done_for_a_page, asyncio.get_running_loop()))


def _done_for_a_page(
    loop: asyncio.AbstractEventLoop, kind: Kind, work: Callable[..., Any], given: tuple[Hashable, ...]
) -> Any:
    """Let the thread of a page wait for what a process makes."""
    taken = _OF_PAGES[kind].take(_packed, work, *given)
    return pickle.loads(asyncio.run_coroutine_threadsafe(taken, loop).result())


def _packed(work: Callable[..., Any], *given: Hashable) -> bytes:
    return pickle.dumps(work(*given))


def close() -> None:
    """Stop all."""
    done_by(None)
    _DRAWING.close()
    _PRESS.close()
