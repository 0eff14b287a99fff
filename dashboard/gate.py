"""A gate before work that takes long: one at a time, a few wait, and the rest are told at once to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["BusyError", "Gate"]


class BusyError(RuntimeError):
    """Too much is asked for at once; the message says of what."""


class Gate:
    """Lets one to its work at a time; so many may wait for that, each for at most so long (s).

    Who waits for an answer of the server holds one of its forty threads, which all other answers need too.
    """

    def __init__(self, of: str, *, waiting: int, patience: float) -> None:
        self.patience = patience
        self._of, self._most = of, waiting
        self._room = threading.BoundedSemaphore(waiting + 1)
        self._turn = threading.Lock()
        self._here = threading.local()

    @property
    def is_passed(self) -> bool:
        """Whether this thread is at its work already, of which more may be a part."""
        return getattr(self._here, "is_passed", False)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait for one's turn, and take it; raise BusyError if too many wait, or if it takes too long."""
        if self.is_passed:
            yield
            return
        if not self._room.acquire(blocking=False):
            raise self.busy()
        try:
            if not self._turn.acquire(timeout=self.patience):
                raise self.busy()
            self._here.is_passed = True
            try:
                yield
            finally:
                self._here.is_passed = False
                self._turn.release()
        finally:
            self._room.release()

    def busy(self) -> BusyError:
        """Say that there is too much to do."""
        return BusyError(f"More than {self._most} {self._of} are waiting to be made: try again in a minute.")
