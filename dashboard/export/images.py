"""Pictures made on the server: PDF, SVG and PNG, by Kaleido in a Chrome or Chromium of this machine."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import shutil
import threading
from collections.abc import Coroutine
from typing import Any, Final

from dashboard.export.paper import Paper
from dashboard.export.print_layout import print_drawing
from dashboard.figures import Figure
from dashboard.parameters import Values

__all__ = ["PICTURES", "BusyError", "NoBrowserError", "image", "missing_browser"]

PICTURES: Final = ("svg", "png", "pdf")
_REMEDY: Final = (
    "Kaleido needs Chrome or Chromium on the machine that runs the dashboard: install one (apt install chromium), or "
    "run 'kaleido_get_chrome', or name one in BROWSER_PATH. PNG and SVG can be saved from the page without it."
)
_TIMEOUT: Final = 60.0  # s
_MOST_WAITING: Final = 16


class NoBrowserError(RuntimeError):
    """There is no browser to draw with; the message names the remedy."""


class BusyError(RuntimeError):
    """Too many pictures are asked for at once."""


def missing_browser() -> str:
    """Say what is missing for pictures from the server; nothing if all is there."""
    from choreographer.browsers.chromium import Chromium

    path = Chromium.find_browser(skip_local=False)
    return "" if path and shutil.which(path) else _REMEDY


def image(figure: Figure, values: Values, form: str, paper: Paper) -> bytes:
    """Draw a figure as SVG, PNG or PDF.

    Raises NoBrowserError without a browser, BusyError if too many pictures wait for it.
    """
    ready = print_drawing(figure, values, paper)
    if reason := missing_browser():
        raise NoBrowserError(reason)
    layout = ready.drawing["layout"]
    scale = ready.image_scale if form == "png" else ready.scale
    options = {"format": form, "width": layout["width"], "height": layout["height"], "scale": scale}
    return _PRESS.print(ready.drawing, options)


class _Press:
    """A browser that is started when first needed and kept; it prints one picture at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._room = threading.BoundedSemaphore(_MOST_WAITING)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Any = None

    def print(self, drawing: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Print a picture; a browser that has gone or hangs is replaced once."""
        if not self._room.acquire(blocking=False):
            raise BusyError(f"More than {_MOST_WAITING} pictures are waiting to be drawn: try again in a minute.")
        try:
            with self._turn:
                return self._printed(drawing, options)
        finally:
            self._room.release()

    def _printed(self, drawing: dict[str, Any], options: dict[str, Any]) -> bytes:
        try:
            return self._run(self._draw(drawing, options))
        except Exception:
            self.close()
        try:
            return self._run(self._draw(drawing, options))
        except Exception as error:
            self.close()
            raise NoBrowserError(f"The browser could not draw the picture: {error!r}. {_REMEDY}") from error

    async def _draw(self, drawing: dict[str, Any], options: dict[str, Any]) -> bytes:
        from kaleido import Kaleido

        if self._browser is None:
            # Without its typesetting of formulas, which it would fetch from elsewhere, nothing comes from outside.
            browser = Kaleido(n=1, timeout=_TIMEOUT, mathjax=False)
            await browser.open()
            self._browser = browser
        drawn: bytes = await self._browser.calc_fig(drawing, opts=options)
        return drawn

    def _run(self, work: Coroutine[Any, Any, bytes]) -> bytes:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True, name="press").start()
            atexit.register(self.close)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=2 * _TIMEOUT)

    def close(self) -> None:
        """Close the browser; the next picture starts another."""
        browser, self._browser = self._browser, None
        if browser is not None and self._loop is not None:
            with contextlib.suppress(Exception):  # it may be gone already
                asyncio.run_coroutine_threadsafe(browser.close(), self._loop).result(timeout=_TIMEOUT)


_PRESS: Final = _Press()
