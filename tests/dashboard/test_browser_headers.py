"""What the headers of the app allow and refuse, in a real browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, CURVES, PLOT, expect

HOSTILE = (
    "barrier?alpha=![x]({elsewhere}/a.png)",
    "barrier?pin_1=![x]({elsewhere}/a.png)",
    "spectrum?own_point=%3Cimg src={elsewhere}/a.png%3E:1e-15&view=table",
    "lessons?lesson=![x]({elsewhere}/a.png)",
    "learning?junk=1&schedule_1=%3Ciframe src={elsewhere}/%3E![x]({elsewhere}/a.png)",
)
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  refused.push(`${violatedDirective} ${blockedURI}`));
"""
ALL_TRIED = "() => [...document.images].every(image => image.complete)"


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def elsewhere(app):
    """Another site on this machine: what it is asked for, and a page of its own with the app in a frame."""

    asked = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{app.url}/barrier" width="1300" height="900"></iframe>'.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.url, server.asked = f"http://127.0.0.1:{server.server_port}", asked
        yield server
        server.shutdown()


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_makes_a_page_ask_elsewhere(app, tab, elsewhere, address):
    elsewhere.asked.clear()
    tab.goto(f"{app.url}/{address.format(elsewhere=elsewhere.url)}")
    tab.wait_for_selector(AT_REST)
    tab.wait_for_function(ALL_TRIED)
    assert elsewhere.asked == []


def test_page_of_a_figure_moves_and_is_kept_apart(app, tab):
    tab.add_init_script(LISTEN)
    tab.goto(f"{app.url}/figures/barrier.html?controls=alpha")
    caption = tab.locator(CAPTION)
    expect(caption).to_contain_text("α = 0.5")
    before = tab.evaluate(CURVES)
    tab.get_by_role("slider").focus()
    tab.keyboard.press("End")
    expect(caption).to_contain_text("α = 0.95")
    assert tab.evaluate(CURVES) != before
    assert tab.evaluate("() => refused") == []
    assert tab.evaluate("() => origin") == "null"


def test_another_site_may_show_the_app_in_a_frame(tab, elsewhere):
    tab.goto(elsewhere.url)
    tab.frame_locator("iframe").locator(f"{PLOT} .main-svg").first.wait_for()
