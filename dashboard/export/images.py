"""Pictures made on the server: PDF, SVG and PNG, by Kaleido in a Chrome or Chromium of this machine."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Coroutine
from typing import Any, Final

from dashboard.export.export import Export
from dashboard.export.print_layout import print_drawing

__all__ = ["PICTURES", "NoBrowserError", "PictureError", "image", "missing_browser"]

PICTURES: Final = ("svg", "png", "pdf")
_REMEDY: Final = (
    "Kaleido needs Chrome or Chromium on the machine that runs the dashboard: install one (apt install chromium), or "
    "run 'kaleido_get_chrome', or name one in BROWSER_PATH. PNG and SVG can be saved from the page without it."
)
_TIMEOUT: Final = 28.0  # s for one try, of which a surface drawn in software takes most; one that hangs is replaced
_LOOKED: Final = 10.0  # s for which the search for a browser holds
_LOOK: Final = 0.1  # s between looks whether the browser is still there


class NoBrowserError(RuntimeError):
    """There is no browser to draw with; the message names the remedy."""


class PictureError(RuntimeError):
    """The browser could not draw; the message says why."""


def missing_browser() -> str:
    """Say what is missing for pictures from the server; nothing if all is there, or was some seconds ago."""
    return _missing(os.environ.get("BROWSER_PATH"), int(time.monotonic() / _LOOKED))


@functools.lru_cache(maxsize=1)  # every turn of a page asks, and the search goes through all folders of programs
def _missing(_named: str | None, _moment: int) -> str:
    from choreographer.browsers.chromium import Chromium

    path = Chromium.find_browser(skip_local=False)
    return "" if path and shutil.which(path) else _REMEDY


def image(export: Export, form: str) -> bytes:
    """Draw a figure as SVG, PNG or PDF.

    Raises NoBrowserError without a browser, and PictureError if it fails.
    """
    ready = print_drawing(export)
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
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Any = None

    def print(self, drawing: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Print a picture; a browser that has gone or hangs is replaced once."""
        with self._turn:
            try:
                return self._run(self._draw(drawing, options))
            except Exception:
                self.close()
            try:
                return self._run(self._draw(drawing, options))
            except Exception as error:
                self.close()
                raise PictureError(_why(error)) from error

    async def _draw(self, drawing: dict[str, Any], options: dict[str, Any]) -> bytes:
        browser = self._browser = self._browser or await _started()
        drawn: asyncio.Future[bytes] = asyncio.ensure_future(browser.calc_fig(drawing, opts=options))
        while not drawn.done():
            # Kaleido waits for the answer of a browser that has died until its time is up.
            if browser.subprocess.poll() is not None:
                drawn.cancel()
                raise ConnectionError("the browser has stopped")
            await asyncio.wait([drawn], timeout=_LOOK)
        return drawn.result()

    def _run(self, work: Coroutine[Any, Any, bytes]) -> bytes:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True, name="press").start()
            atexit.register(self.close)
        drawn = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return drawn.result(timeout=_TIMEOUT)
        except TimeoutError:
            drawn.cancel()
            raise

    def close(self) -> None:
        """Close the browser; the next picture starts another."""
        browser, self._browser = self._browser, None
        if browser is None or self._loop is None:
            return
        if browser.subprocess.poll() is None:
            browser.subprocess.kill()  # it is asked no more; to be polite to one that hangs takes long
        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(browser.close(), self._loop).result(timeout=_LOOK)


async def _started() -> Any:
    from kaleido import Kaleido

    # Where it cannot write its files, a browser only says that it has stopped.
    with tempfile.TemporaryFile(dir=os.environ.get("TMPDIR", tempfile.gettempdir())):
        pass
    # Without its typesetting of formulas, which it would fetch from elsewhere, nothing comes from outside.
    browser = Kaleido(n=1, timeout=_TIMEOUT, mathjax=False)
    try:
        await browser.open()
    except BaseException:
        with contextlib.suppress(AttributeError):  # it may have none yet
            browser.subprocess.kill()
        raise
    return browser


def _why(error: Exception) -> str:
    said = str(next(iter(error.args), error))
    if isinstance(error, TimeoutError):
        said = "the browser did not answer in time"
    elif isinstance(error, OSError) and not isinstance(error, ConnectionError):
        said = f"its files could not be written: {error}"
    return f"The picture could not be drawn: {said}."


_PRESS: Final = _Press()
