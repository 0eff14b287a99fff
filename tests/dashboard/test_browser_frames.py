"""The app in a frame of somebody else's page: what the frame forbids is said, not done in silence."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytest.importorskip("playwright.sync_api")

from hand import expect


@pytest.fixture(scope="module")
def markup(app):
    sandbox = "allow-scripts allow-same-origin"
    return f'<iframe src="{app.url}/barrier" sandbox="{sandbox}" width="1380" height="980"></iframe>'


@pytest.fixture(scope="module")
def elsewhere(markup):
    """Another site on this machine, with the app in a frame."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(markup.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/host"
        server.shutdown()


@pytest.fixture
def framed(browser):
    """Open a page that has the barrier page in a sandboxed frame."""
    contexts = []

    def open_framed(address, markup=None):
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        contexts.append(context)
        tab = context.new_page()
        if markup:
            tab.route(address, lambda route: route.fulfill(body=markup, content_type="text/html"))
        tab.goto(address)
        frame = tab.frame_locator("iframe")
        expect(frame.locator(".main-svg").first).to_be_visible(timeout=60_000)
        return tab, frame

    yield open_framed
    for context in contexts:
        context.close()


def test_a_frame_that_forbids_saving_is_told_before_anything_is_tried(framed, app, markup):
    tab, frame = framed(f"{app.url}/host", markup)
    saved = []

    def note(download):
        saved.append(download.url)

    tab.on("download", note)
    for role, name in (("link", "CSV"), ("button", "PNG"), ("link", "HTML")):
        frame.get_by_role(role, name=name, exact=True).click()
        expect(frame.locator(".live-told")).to_have_text(
            "The frame around this page forbids saving files: open the page by itself."
        )
    assert saved == []


def test_a_frame_whose_sandbox_is_hidden_is_told_what_may_be_the_reason(framed, elsewhere):
    _, frame = framed(elsewhere)
    frame.get_by_role("link", name="CSV", exact=True).click()
    expect(frame.locator(".live-told")).to_contain_text("If no file was saved, the frame around this page forbids it")


def test_copied_is_said_only_where_something_is_copied(framed, elsewhere):
    _, frame = framed(elsewhere)
    figure = frame.locator(".live-figure")
    figure.evaluate(
        """() => {
          document.execCommand = () => false; // as in a frame that may not
          navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
        }"""
    )
    frame.get_by_role("button", name="Copy link").click()
    expect(frame.locator(".live-told")).to_contain_text("forbids copying. By hand: http")
    expect(frame.get_by_role("button", name="Copied")).to_have_count(0)
