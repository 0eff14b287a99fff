"""The browser that draws and prints on the server: a Chrome or Chromium of this machine, which Kaleido starts."""

from __future__ import annotations

import asyncio
import atexit
import base64
import contextlib
import functools
import importlib.util
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from dashboard.fonts import FAMILIES, font_faces
from dashboard.plotly_script import PLOTLY_FILE

__all__ = ["PRESS", "NoBrowserError", "PictureError", "missing_browser"]

_Made = TypeVar("_Made")

_NOT_INSTALLED: Final = (
    'Pictures from the server need a package that is missing: pip install "performance-walls[images]". PNG and SVG '
    "can be saved from the page without it."
)
_REMEDY: Final = (
    "Kaleido needs Chrome or Chromium on the machine that runs the dashboard: install one (apt install chromium), or "
    "run 'kaleido_get_chrome', or name one in BROWSER_PATH. PNG and SVG can be saved from the page without it."
)
_TIMEOUT: Final = 28.0  # s for one try, of which a surface drawn in software takes most; one that hangs is replaced
_LOOKED: Final = 10.0  # s for which the search for a browser holds
_LOOK: Final = 0.1  # s between looks whether the browser is still there
_READY: Final = "Promise.all([document.fonts.ready, ...[...document.images].map((one) => one.decode())]).then(() => 1)"


class NoBrowserError(RuntimeError):
    """There is nothing to draw with; the message names the remedy."""


class PictureError(RuntimeError):
    """The browser could not draw; the message says why."""


def missing_browser() -> str:
    """Say what is missing for pictures from the server; nothing if all is there, or was some seconds ago."""
    return _missing(os.environ.get("BROWSER_PATH"), int(time.monotonic() / _LOOKED))


@functools.lru_cache(maxsize=1)  # every turn of a page asks, and the search goes through all folders of programs
def _missing(_named: str | None, _moment: int) -> str:
    if importlib.util.find_spec("kaleido") is None:
        return _NOT_INSTALLED
    from choreographer.browsers.chromium import Chromium

    path = Chromium.find_browser(skip_local=False)
    return "" if path and shutil.which(path) else _REMEDY


class Press:
    """A browser that is started when first needed and kept; it does one thing at a time.

    What it is asked for raises NoBrowserError without a browser, and PictureError if it fails.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Any = None

    def draw(self, drawing: dict[str, Any], scale: float) -> str:
        """Draw a Plotly figure as SVG, so many times as large as its canvas."""
        layout = drawing["layout"]
        options = {"format": "svg", "width": layout["width"], "height": layout["height"], "scale": scale}

        async def drawn(browser: Any) -> bytes:
            return bytes(await browser.calc_fig(drawing, opts=options))

        return self._twice(drawn).decode("utf-8")

    def pdf(self, page: str, *, tagged: bool = True) -> bytes:
        """Print a page, as large as its style sheet says; `tagged` for who hears it read, which a picture is not."""
        settings = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": tagged}
        return self._twice(functools.partial(_shown, page, {}, "Page.printToPDF", settings))

    def png(self, page: str, width: int, height: int) -> bytes:
        """Photograph so many pixels of a page."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        settings = {"format": "png", "clip": clip, "captureBeyondViewport": True}
        clear = {"color": {"r": 0, "g": 0, "b": 0, "a": 0}}
        return self._twice(functools.partial(_shown, page, clear, "Page.captureScreenshot", settings))

    def _twice(self, work: Callable[[Any], Awaitable[_Made]]) -> _Made:
        """Do work in the browser; one that has gone or hangs is replaced once."""
        if reason := missing_browser():
            raise NoBrowserError(reason)
        with self._turn:
            try:
                return self._run(work)
            except Exception:
                self.close()
            try:
                return self._run(work)
            except Exception as error:
                self.close()
                raise PictureError(_why(error)) from error

    async def _watched(self, work: Callable[[Any], Awaitable[_Made]]) -> _Made:
        browser = self._browser = self._browser or await _started()
        done: asyncio.Future[_Made] = asyncio.ensure_future(work(browser))
        while not done.done():
            # Kaleido waits for the answer of a browser that has died until its time is up.
            if browser.subprocess.poll() is not None:
                done.cancel()
                raise ConnectionError("the browser has stopped")
            await asyncio.wait([done], timeout=_LOOK)
        return done.result()

    def _run(self, work: Callable[[Any], Awaitable[_Made]]) -> _Made:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True, name="press").start()
            atexit.register(self.close)
        done = asyncio.run_coroutine_threadsafe(self._watched(work), self._loop)
        try:
            return done.result(timeout=_TIMEOUT)
        except TimeoutError:
            done.cancel()
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
    browser = Kaleido(n=1, timeout=_TIMEOUT, page_generator=_DrawingPage())
    try:
        await browser.open()
    except BaseException:
        with contextlib.suppress(AttributeError):  # it may have none yet
            browser.subprocess.kill()
        raise
    return browser


class _DrawingPage:
    """The page in which Kaleido draws, with the Plotly of all pages and the fonts by which it measures its words."""

    def generate_index(self) -> str:
        """Write the page."""
        from kaleido import PageGenerator

        # Without its typesetting of formulas, which it would fetch from elsewhere, nothing comes from outside.
        page: str = PageGenerator(plotly=PLOTLY_FILE.as_uri(), mathjax=False).generate_index()
        # A font is loaded where a letter is set in it.
        letters = "".join(f'<span style="font-family: {family}">x</span>' for family in FAMILIES.values())
        hidden = f'<div style="position: absolute; opacity: 0">{letters}</div>'
        faces = f"<style>{font_faces(*FAMILIES)}</style>"
        return page.replace("</head>", f"{faces}</head>").replace("</body>", f"{hidden}</body>")


async def _shown(page: str, ground: dict[str, Any], command: str, settings: dict[str, Any], browser: Any) -> bytes:
    """Show a page in a tab of its own, and take away what a command makes of it."""
    tab = await browser.create_tab(url="")
    try:
        await _told(tab, "Page.enable", {})
        tree = await _told(tab, "Page.getFrameTree", {})
        content = {"frameId": tree["frameTree"]["frame"]["id"], "html": page}
        await _told(tab, "Page.setDocumentContent", content)
        await _told(tab, "Emulation.setDefaultBackgroundColorOverride", ground)
        await _told(tab, "Runtime.evaluate", {"expression": _READY, "awaitPromise": True})
        made = await _told(tab, command, settings)
        return base64.b64decode(made["data"])
    finally:
        await browser.close_tab(tab.target_id)


async def _told(tab: Any, command: str, settings: dict[str, Any]) -> dict[str, Any]:
    answer = await tab.send_command(command, params=settings)
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error'].get('message')}")
    result: dict[str, Any] = answer["result"]
    return result


def _why(error: Exception) -> str:
    said = str(next(iter(error.args), error))
    if isinstance(error, TimeoutError):
        said = "the browser did not answer in time"
    elif isinstance(error, OSError) and not isinstance(error, ConnectionError):
        said = f"its files could not be written: {error}"
    return f"The picture could not be drawn: {said}."


PRESS: Final = Press()
"""The one press of a process."""
