"""A page whose server has its hands full: it says so, tries again by itself, and is soon as it should be."""

import json

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, CURVES, expect, thumb

BUSY = json.dumps({"error": {"reason": "More than 200 views are waiting to be made: try again in a moment."}})
SAYS = "Many hands at once: the server is busy, trying again."


class Crowd:
    """Others have taken the server's time, until they are gone."""

    def __init__(self, tab, *kinds):
        self.tab, self.kinds, self.refused = tab, kinds, 0
        for kind in kinds:
            tab.route(f"**/figures/*/{kind}?*", self.refuse)

    def refuse(self, route):
        self.refused += 1
        route.fulfill(status=503, headers={"Retry-After": "1"}, content_type="application/json", body=BUSY)

    def go(self):
        for kind in self.kinds:
            self.tab.unroute(f"**/figures/*/{kind}?*")


def drag(tab, key, by):
    x, y = thumb(tab, key)
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + by, y, steps=20)


def test_busy_server_is_said_and_asked_again_until_the_figure_follows(page):
    tab = page("barrier")
    crowd, before = Crowd(tab, "sweep", "drawing"), tab.evaluate(CURVES)
    drag(tab, "alpha", 60)
    expect(tab.locator(".live-status")).to_have_text(SAYS)
    assert tab.evaluate(CURVES) == before
    crowd.go()
    tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
    expect(tab.locator(".live-status")).to_be_hidden()
    tab.mouse.up()


def test_busy_server_is_not_asked_at_each_move(page):
    tab = page("barrier")
    crowd = Crowd(tab, "sweep", "drawing")
    drag(tab, "alpha", 120)
    expect(tab.locator(".live-status")).to_have_text(SAYS)
    assert crowd.refused < 5


def test_without_frames_the_figure_follows_by_single_drawings(page):
    tab = page("barrier")
    Crowd(tab, "sweep")
    before = tab.evaluate(CURVES)
    drag(tab, "alpha", 60)
    tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
    tab.mouse.up()


def test_what_was_let_go_in_a_crowd_is_committed(page):
    tab = page("barrier")
    Crowd(tab, "sweep", "drawing")
    said = tab.locator(CAPTION).text_content()
    drag(tab, "alpha", 60)
    tab.mouse.up()
    expect(tab.locator(CAPTION)).not_to_have_text(said)
    tab.wait_for_selector(AT_REST)
