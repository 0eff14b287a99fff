"""What is made ready before the first reader comes, and put away after the last."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from dashboard import desks
from dashboard.sockets import send_at_once, take_long_addresses

__all__ = ["lifespan"]

_TURN: Final = 0.001  # s that a page computes while an answer waits to be sent: Python's 5 ms add up


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Load all pages, and start the processes that draw."""
    send_at_once()
    take_long_addresses()
    sys.setswitchinterval(_TURN)
    desks.start()
    for module in ("dashboard.navigation", "pandas"):
        importlib.import_module(module)
    # What is there now stays: to look through it for garbage at every turn took longer than a page itself.
    gc.collect()
    gc.freeze()
    yield
    desks.close()
    # What they shared is given back when nothing knows of it any more; a signal leaves no other time for that.
    gc.unfreeze()
    gc.collect()
