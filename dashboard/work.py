"""Work that takes the processor: done in processes of their own, so that no other answer waits for it.

Who asks for what is under way already awaits the same result. A desk takes so many orders and no more: beyond, it says
at once that it is busy. What nobody waits for any longer is not begun.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from tempfile import TemporaryDirectory
from typing import Any, Final

from loky import ProcessPoolExecutor, cpu_count

from dashboard.heavy import BusyError

__all__ = ["Desk", "Processes"]

_LEAST: Final = 2  # processes: one that is at long work must not hold up the others
_MOST: Final = 8
_NICE: Final = 5  # the server itself comes first
_ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
"""For the algebra of each process: there is one for each processor, and more threads would wait for each other."""
_LOOK: Final = 2.0  # s between looks whether the server is still there


class Processes:
    """Some processes, which know the figures and nothing of the app; by default as many as there are processors."""

    def __init__(self, count: int = 0) -> None:
        self.count = count or min(max(cpu_count(), _LEAST), _MOST)
        self._pool: ProcessPoolExecutor | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._waiting: list[_Piece] = []
        self._begun: list[Future[bytes]] = []
        self._numbers = itertools.count()

    def submit(self, precedence: int, work: Callable[..., bytes], *given: Any) -> asyncio.Future[bytes]:
        """Have work done, that of the lowest precedence first; what is cancelled before is not begun."""
        made = asyncio.get_running_loop().create_future()
        heappush(self._waiting, _Piece(precedence, next(self._numbers), made, work, given))
        self._begin()
        return made

    def _begin(self) -> None:
        """Begin as many as there are processes: what waits in the pipe to a process could not be taken back."""
        self._begun = [one for one in self._begun if not one.done()]
        while self._waiting and len(self._begun) < self.count:
            piece = heappop(self._waiting)
            if piece.made.done():
                continue
            begun = self._running(piece)
            self._begun.append(begun)
            asyncio.wrap_future(begun, loop=piece.made.get_loop()).add_done_callback(partial(self._end, piece.made))

    def _running(self, piece: _Piece) -> Future[bytes]:
        """Hand work to a process; if one has died before, new ones are started."""
        for _ in range(2):
            if self._pool is None:
                self._pool = self._new_pool()
            try:
                begun: Future[bytes] = self._pool.submit(piece.work, *piece.given)
                return begun
            except RuntimeError:  # as a broken pool says, or one that is shut down
                self.close()
        raise BusyError("The processes do not start: try again in a moment.")

    def _new_pool(self) -> ProcessPoolExecutor:
        """Make a pool whose processes, and the browsers they start, write into one folder, which is gone with them."""
        self._folder = TemporaryDirectory(prefix="walls-", ignore_cleanup_errors=True)
        named = self._folder.name
        return ProcessPoolExecutor(
            self.count, initializer=_settle_in, initargs=(named,), env=_ONE_THREAD | {"TMPDIR": named}
        )

    def _end(self, made: asyncio.Future[bytes], done: asyncio.Future[bytes]) -> None:
        if not made.done():
            error = done.exception()
            if error is None:
                made.set_result(done.result())
            else:
                made.set_exception(error)
        self._begin()

    def start(self) -> None:
        """Start them all, before anybody asks."""
        self._pool = self._new_pool()
        for _ in range(self.count):
            self._pool.submit(os.getpid)

    def close(self) -> None:
        """Stop them, and wait until they have: a signal that ends the server leaves no other time."""
        running, self._pool = self._pool, None
        if running is not None:
            running.shutdown(kill_workers=True)
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()


@dataclass(order=True)
class _Piece:
    """Work that waits for a process."""

    precedence: int
    number: int
    made: asyncio.Future[bytes] = field(compare=False)
    work: Callable[..., bytes] = field(compare=False)
    given: tuple[Any, ...] = field(compare=False)


def _settle_in(folder: str) -> None:
    import dashboard.live.ask  # noqa: F401  (so that the first who asks does not wait for it)

    if hasattr(os, "nice"):
        os.nice(max(_NICE - os.nice(0), 0))  # one that gives way already may not take it back
    threading.Thread(target=_end_with, args=[os.getppid(), folder], daemon=True).start()


def _end_with(server: int, folder: str) -> None:
    """End when the server has, and leave nothing: one that was killed could tell nobody."""
    while os.getppid() == server:
        time.sleep(_LOOK)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


@dataclass
class _Order:
    """Work that is under way, and how many wait for it."""

    made: asyncio.Future[bytes]
    waiting: int = field(default=0)


class Desk:
    """Takes orders for one kind of work: at most so many that wait; keeps the last results, so many bytes in all."""

    def __init__(self, of: str, doers: Processes, *, most: int, precedence: int = 0, room: int = 0) -> None:
        self.of, self._doers, self._most, self._precedence, self._room = of, doers, most, precedence, room
        self._orders: dict[Hashable, _Order] = {}
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits."""
        return not self._orders

    @property
    def waiting(self) -> int:
        """How many orders are under way or wait."""
        return len(self._orders)

    async def take(self, work: Callable[..., bytes], *given: Hashable) -> bytes:
        """Give the result of work; raise BusyError at once if too many wait already, or if its process has died."""
        key = (work, *given)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        order = self._orders.get(key)
        if order is None:
            if len(self._orders) >= self._most:
                raise BusyError(
                    f"Too many {self.of} are waiting to be made (more than {self._most}): try again in a moment."
                )
            order = self._orders[key] = _Order(self._doers.submit(self._precedence, work, *given))
            order.made.add_done_callback(lambda _: self._settle(key, order))
        order.waiting += 1
        try:
            return await asyncio.shield(order.made)
        except BrokenProcessPool as error:
            raise BusyError(f"What makes {self.of} has stopped and begins anew: try again in a moment.") from error
        finally:
            order.waiting -= 1
            if not order.waiting and order.made.cancel():
                del self._orders[key]  # at once: who asks now begins anew

    def _settle(self, key: Hashable, order: _Order) -> None:
        if order.made.cancelled():
            return
        del self._orders[key]
        if order.made.exception() is None:
            self._keep(key, order.made.result())

    def _keep(self, key: Hashable, result: bytes) -> None:
        self._kept[key] = result
        self._room -= len(result)
        while self._room < 0:
            self._room += len(self._kept.popitem(last=False)[1])
