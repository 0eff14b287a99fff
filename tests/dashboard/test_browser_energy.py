"""The pages of energy in a real browser."""

import re
from itertools import pairwise

import pytest

pytest.importorskip("playwright.sync_api")

from hand import CAPTION, PLOT, expect


def test_walls_follow_the_keyboard(page):
    tab = page("projection?view=walls")
    before = tab.locator(CAPTION).text_content()
    tab.locator(".st-key-model_parameters input[type=range]").focus()
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator(CAPTION)).not_to_have_text(before)


def test_click_on_a_mark_opens_its_source(page):
    tab = page("spectrum?categories=biology", viewport={"width": 1400, "height": 1200})
    tab.context.route("https://doi.org/**", lambda route: route.fulfill(body="the source"))
    box = tab.locator(f"{PLOT} .cartesianlayer path.point").first.bounding_box()
    with tab.context.expect_page() as opened:
        tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(tab.locator(f"{PLOT} .hoverlayer")).to_contain_text("Click to open the source")
        tab.mouse.down()
        tab.mouse.up()
    expect(opened.value).to_have_url("https://doi.org/10.1073/pnas.2008173118")


def test_own_point_is_drawn_and_shared(page):
    tab = page("spectrum", viewport={"width": 1400, "height": 1200})
    field = tab.locator(".st-key-own_point input")
    field.fill("my chip: 2e-15")
    field.press("Enter")
    expect(tab.locator(f"{PLOT} .textpoint text").filter(has_text="my chip")).to_have_count(1)
    expect(tab).to_have_url(re.compile("own_point=my"))


def test_all_names_of_the_spectrum_are_in_sight(page):
    tab = page("spectrum", viewport={"width": 1400, "height": 1200})
    plot = tab.locator(PLOT).bounding_box()
    names = tab.locator(f"{PLOT} .textpoint text")
    assert names.count() >= 20
    for box in (names.nth(k).bounding_box() for k in range(names.count())):
        assert box["x"] >= plot["x"] - 1
        assert box["x"] + box["width"] <= plot["x"] + plot["width"] + 1


def test_names_of_the_spectrum_do_not_overlap(page):
    tab = page("spectrum?rows=all", viewport={"width": 1400, "height": 1800})
    names = tab.locator(f"{PLOT} .textpoint text")
    boxes = [names.nth(k).bounding_box() for k in range(names.count())]
    middles = sorted(box["y"] + box["height"] / 2 for box in boxes)
    assert min(b - a for a, b in pairwise(middles)) > 10


def test_pin_stays_in_the_picture(page):
    tab = page("energy")
    lines = tab.locator(f"{PLOT} .cartesianlayer path.js-line")
    alone = lines.count()
    tab.get_by_role("button", name="Pin this view").click()
    expect(lines).to_have_count(alone + 1)
    expect(tab.get_by_role("heading", name="Side by side")).to_be_visible()
