"""Work that many ask for at the same time, done once."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from dashboard.gate import Gate

__all__ = ["once"]

_Made = TypeVar("_Made")
_Key = tuple[Hashable, ...]


def _all_given(*given: Hashable) -> _Key:
    return given


def once(
    most: int, gate: Gate, followers: int, key: Callable[..., _Key] = _all_given
) -> Callable[[Callable[..., _Made]], Callable[..., _Made]]:
    """Keep the last results of a function, as many as told; who asks for one that is being made waits for it.

    What it is given tells results apart, or the `key` that is made of that.

    A class opens one view at the same moment. What is to be made goes through the gate; what is kept does not, nor do
    those who wait for what another makes, of whom there may be so many. Raises BusyError for whom there is no room.
    """

    def keeping(function: Callable[..., _Made]) -> Callable[..., _Made]:
        results = _Results[_Made](most, gate, followers)

        @functools.wraps(function)
        def made(*given: Any) -> _Made:
            return results.get(key(*given), functools.partial(function, *given))

        return made

    return keeping


class _Results(Generic[_Made]):
    """What has been made, and what is being made."""

    def __init__(self, most: int, gate: Gate, followers: int) -> None:
        self._most, self._gate = most, gate
        self._room = threading.BoundedSemaphore(followers)
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, _Made] = OrderedDict()
        self._under_way: dict[_Key, Future[_Made]] = {}

    def get(self, key: _Key, make: Callable[[], _Made]) -> _Made:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            # Who is past the gate would wait without end for one who waits before it.
            if not self._gate.is_passed and key in self._under_way:
                followed = self._under_way[key]
            else:
                followed = None
                mine = self._under_way[key] = Future()
        return self._made(key, mine, make) if followed is None else self._awaited(followed)

    def _made(self, key: _Key, mine: Future[_Made], make: Callable[[], _Made]) -> _Made:
        try:
            with self._gate.passed():
                made = make()
        except BaseException as error:
            self._settle(key, mine)
            mine.set_exception(error)
            raise
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._settle(key, mine)
        mine.set_result(made)
        return made

    def _settle(self, key: _Key, mine: Future[_Made]) -> None:
        with self._lock:
            if self._under_way.get(key) is mine:
                del self._under_way[key]

    def _awaited(self, followed: Future[_Made]) -> _Made:
        if not self._room.acquire(blocking=False):
            raise self._gate.busy()
        try:
            return followed.result(timeout=self._gate.patience)
        except TimeoutError as error:
            raise self._gate.busy() from error
        finally:
            self._room.release()
