"""What the tests share: the app as a user starts it, and a browser to use it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar, Self

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the app's own processes; NumPy reads it when imported
ROOT = Path(__file__).parent.parent
# Processes that tests start find the packages where they lie, as the app does.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
SEEN = ROOT / "test-results"
"""Where pictures and traces of browser tests that failed are kept."""
# Files of which each takes over ten seconds, and which most changes can do without until the end.
LONG = {
    *("test_address", "test_bounded_exports", "test_command", "test_declared", "test_export"),
    *("test_figures", "test_fitting", "test_frames", "test_installed", "test_lessons", "test_memory_price"),
    *("test_memory_training", "test_metadata", "test_numbers_in_words", "test_numbers_on_pages", "test_numpy_alone"),
    *("test_one_export", "test_operator", "test_promise", "test_readme", "test_routes", "test_site", "test_snippets"),
    *("test_stand_in", "test_sweep", "test_training_page", "test_trajectory", "test_whole_files", "test_work"),
}
assert {path.stem for path in Path(__file__).parent.rglob("test_*.py")} >= LONG, "a file of LONG is not there"
collect_ignore_glob = ["limcore/data/*", "benchmarks/*"]


class App:
    """The app in a process of its own, on a port of its own; it can be stopped and started again."""

    started: ClassVar[list[Self]] = []

    def __init__(self, path: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.path, self.url = path, f"http://127.0.0.1:{self.port}{path}"
        self.process: subprocess.Popen[bytes] | None = None
        self.output = tempfile.NamedTemporaryFile(prefix="app-", suffix=".log")  # noqa: SIM115  (kept while it runs)

    def start(self, command: list[str] | None = None, folder: Path = ROOT) -> None:
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        options += ["--server.baseUrlPath", self.path] if self.path else []
        if self not in self.started:
            self.started.append(self)
        command = command or [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", *options]
        with Path(self.output.name).open("ab") as written:
            self.process = subprocess.Popen(command, cwd=folder, stdout=written, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None, f"the app has stopped: {self.said()}"
            assert time.monotonic() < deadline, "the app does not answer"
            time.sleep(0.1)  # polled until it answers

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def said(self) -> str:
        """What the app has written since this was asked last."""
        return self.output.read().decode(errors="replace")

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="session")
def app() -> Iterator[App]:
    running = App()
    running.start()
    yield running
    running.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.path.stem in LONG:
            item.add_marker("long")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the app wrote while a test failed, and keep what the browser saw."""
    report = yield
    given = getattr(item, "funcargs", {})
    if "app" in given and (report.failed or report.when == "teardown"):
        report.sections += [("Output of the app", said) for running in App.started if (said := running.said())]
    if "browser" in given and report.failed:
        report.sections.append(("Seen by the browser", keep_seen(item)))
    return report


def keep_seen(item: pytest.Item) -> str:
    """Keep a picture of every open page, and the traces of what was done until now; say where."""
    folder = SEEN / re.sub(r"[^\w.-]+", "-", item.nodeid)[-120:].strip("-")
    folder.mkdir(parents=True, exist_ok=True)
    told = [f"in {folder}; a trace is opened with 'playwright show-trace FILE'"]
    for place, context in enumerate(item.funcargs["browser"].contexts, start=1):
        try:
            for number, tab in enumerate(context.pages, start=1):
                tab.screenshot(path=folder / f"page-{place}-{number}.png", timeout=5000)
                told.append(f"page-{place}-{number}.png: {tab.url}")
            context.tracing.stop_chunk(path=folder / f"trace-{place}.zip")
            context.tracing.start_chunk()
        except Exception as error:  # whatever ended the test may have ended the page, and is told itself
            told.append(f"no more of context {place}: {str(error).splitlines()[0]}")
    return "\n".join(told)


def find_chromium() -> str | None:
    """Find a Chromium of the system; None leaves it to Playwright's own."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    software = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu"]
    offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_api.sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(
                executable_path=find_chromium(), args=["--no-sandbox", *software, *offline]
            )
        except sync_api.Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(
                f"no browser: {str(error).splitlines()[0]}; install Chromium or run 'playwright install chromium'"
            )
        running.new_context = partial(traced, running.new_context)
        yield running
        running.close()


def traced(new_context, **options):
    """Open a context that is traced; without film and snapshots, which would cost a third of the time."""
    context = new_context(**options)
    context.tracing.start()
    return context
