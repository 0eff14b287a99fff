"""Exports that take long: bounded in number and time, whole or refused with the reason."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from dashboard.export import images
from dashboard.export import press as presses
from dashboard.export.export import Export
from dashboard.figures import FIGURES

BARRIER = FIGURES["barrier"]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def press(browser):
    """Pictures are made with the browser that the tests have found, or Kaleido's own."""
    if reason := presses.missing_browser():
        pytest.skip(reason)


def drawn():
    return images.image(Export(BARRIER, BARRIER.values()), "png")


@pytest.mark.usefixtures("press")
def test_a_browser_that_has_died_costs_no_picture():
    assert drawn().startswith(PNG)
    dead = presses.PRESS._browser.subprocess
    dead.kill()
    dead.wait()
    assert drawn().startswith(PNG)
    assert presses.PRESS._browser.subprocess.pid != dead.pid


@pytest.mark.usefixtures("press")
def test_a_browser_that_dies_in_the_middle_costs_no_picture():
    assert drawn().startswith(PNG)
    dies = presses.PRESS._browser.subprocess
    with ThreadPoolExecutor() as hands:
        pictures = [hands.submit(drawn) for _ in range(3)]
        dies.kill()
        assert all(picture.result(timeout=60).startswith(PNG) for picture in pictures)


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("folder", ["/proc/self", "/nonexistent"])
def test_a_folder_that_cannot_be_written_is_named_and_no_browser_is_blamed(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", folder)
    command = [sys.executable, "-m", "dashboard.command", "export", "barrier", "--format", "png", "-o", "x.png"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert folder in done.stderr
    assert "Chrom" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_many_pages_at_once_are_made_or_refused_and_the_figures_answer_meanwhile(app):
    begun = threading.Barrier(31)

    def page(number):
        begun.wait()
        return httpx.get(f"{app.url}/figures/occupation.html?well_drive={0.1 + number / 100}", timeout=120)

    with ThreadPoolExecutor(30) as class_:
        pages = [class_.submit(page, number) for number in range(30)]
        begun.wait()
        while not all(one.done() for one in pages):
            answer = httpx.get(f"{app.url}/figures/barrier/drawing?alpha=0.4", timeout=20)
            assert answer.status_code == 200
        answers = [one.result() for one in pages]
    assert {answer.status_code for answer in answers} == {200, 503}
    for answer in answers:
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0
            assert "waiting" in answer.json()["error"]["reason"]
        else:
            assert answer.text.rstrip().endswith("</html>")


def test_a_page_that_a_whole_class_asks_for_is_made_once(app):
    address = f"{app.url}/figures/retention.html?alpha=0.37"
    with ThreadPoolExecutor(6) as class_:
        answers = list(class_.map(lambda _: httpx.get(address, timeout=120), range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
