"""Work that takes the processor: done in processes of their own, so that no other answer waits for it.

Who asks for what is under way already awaits the same result. A desk takes so many orders and no more: beyond, it says
at once that it is busy. What nobody waits for any longer is not begun.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Final

from loky import ProcessPoolExecutor

from dashboard.gate import BusyError

__all__ = ["Desk", "Processes", "Thread"]

_LEAST: Final = 2  # processes: one that is at long work must not hold up the others
_MOST: Final = 8
_NICE: Final = 5  # the server itself comes first


class Processes:
    """As many processes as there are processors, which know the figures and nothing of the app."""

    def __init__(self) -> None:
        self.count = min(max(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, _LEAST), _MOST)
        self._running: ProcessPoolExecutor | None = None

    def submit(self, work: Callable[..., Any], *given: Any) -> asyncio.Future[Any]:
        """Have work done; if a process has died before, new ones are started."""
        try:
            return asyncio.wrap_future(self._pool().submit(work, *given))
        except (BrokenProcessPool, RuntimeError):
            self.close()
            return asyncio.wrap_future(self._pool().submit(work, *given))

    def _pool(self) -> ProcessPoolExecutor:
        if self._running is None:
            self._running = ProcessPoolExecutor(self.count, initializer=_settle_in)
        return self._running

    def start(self) -> None:
        """Start them all, before anybody asks."""
        for _ in range(self.count):
            self._pool().submit(_settle_in)

    def close(self) -> None:
        """Stop them."""
        running, self._running = self._running, None
        if running is not None:
            running.shutdown(wait=False, kill_workers=True)


class Thread:
    """One thread, for work that waits for another program."""

    def __init__(self) -> None:
        self._running: Executor = ThreadPoolExecutor(1)

    def submit(self, work: Callable[..., Any], *given: Any) -> asyncio.Future[Any]:
        """Have work done."""
        return asyncio.wrap_future(self._running.submit(work, *given))


def _settle_in() -> None:
    import dashboard.live.ask  # noqa: F401  (so that the first who asks does not wait for it)

    os.nice(_NICE - os.nice(0))


@dataclass
class _Order:
    """Work that is under way, and how many wait for it."""

    made: asyncio.Future[Any]
    waiting: int = field(default=0)


class Desk:
    """Takes orders for one kind of work: at most so many that wait, and keeps so many of the last results."""

    def __init__(self, of: str, doers: Processes | Thread, *, most: int, kept: int) -> None:
        self._of, self._doers, self._most, self._most_kept = of, doers, most, kept
        self._orders: dict[Hashable, _Order] = {}
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits."""
        return not self._orders

    async def take(self, work: Callable[..., Any], *given: Hashable) -> Any:
        """Give the result of work; raise BusyError at once if too many wait already."""
        key = (work, *given)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        order = self._orders.get(key)
        if order is None:
            if len(self._orders) >= self._most:
                raise BusyError(f"More than {self._most} {self._of} are waiting to be made: try again in a moment.")
            order = self._orders[key] = _Order(self._doers.submit(work, *given))
            order.made.add_done_callback(lambda made: self._settle(key, made))
        order.waiting += 1
        try:
            return await asyncio.shield(order.made)
        finally:
            order.waiting -= 1
            if not order.waiting:
                order.made.cancel()

    def _settle(self, key: Hashable, made: asyncio.Future[Any]) -> None:
        self._orders.pop(key, None)
        if made.cancelled() or made.exception() is not None:
            return
        self._kept[key] = made.result()
        while len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
