"""What the tests share: the app as a user starts it, and a browser to use it with."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
collect_ignore_glob = ["limcore/data/*", "benchmarks/*"]


class App:
    """The app in a process of its own, on a port of its own; it can be stopped and started again."""

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the app wrote while a test failed."""
    report = yield
    running = getattr(item, "funcargs", {}).get("app")
    if isinstance(running, App) and (report.failed or report.when == "teardown"):
        said = running.said()
        report.sections += [("Output of the app", said)] * bool(said)
    return report


def find_chromium() -> str | None:
    """Find a Chromium of the system; None leaves it to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
        yield running
        running.close()
