"""Reading with a keyboard, by ear and with a cross: each page is opened once for all that is read on it."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, expect

pytestmark = pytest.mark.browser


def test_keys_reach_a_slider_and_what_it_says_and_two_points(page):
    tab = page("learning")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to the first slider")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    slider = tab.get_by_role("slider", name="Rate exponent α")
    expect(slider).to_be_focused()
    spoken = tab.locator(".live-spoken")
    expect(spoken).to_be_empty()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    expect(spoken).to_contain_text("At α = 0.51")
    assert spoken.text_content() == tab.locator(CAPTION).text_content()

    tab.wait_for_selector(AT_REST)
    tab.get_by_role("button", name="Read two points").press("Enter")
    for key in ("ArrowRight", "Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        tab.keyboard.press(key)
    # R falls as 1/n to the power 1 + α, and E⁰ rises by α kT for each factor e.
    slope = re.compile(r"Slope: (y grows as x to the power −1\.51|1\.174 kT for each decade of x, 0\.51 kT)")
    expect(tab.locator(".live-cursor p")).to_contain_text(slope)
    expect(spoken).to_contain_text("Slope: ")
    tab.keyboard.press("Escape")
    expect(tab.locator(".live-sheet")).to_have_count(0)
    expect(tab.get_by_role("button", name="Read two points")).to_be_focused()


def test_link_past_the_navigation_says_where_it_leads_when_the_slider_comes_later(open_tab):
    tab = open_tab("")
    tab.get_by_role("link", name="Barrier", exact=True).first.wait_for()
    link = tab.locator(".skip-link")
    link.focus()
    expect(link).to_have_text("Skip to the page")
    tab.evaluate("() => [...document.querySelectorAll('nav a')].find(a => a.pathname === '/barrier').click()")
    expect(tab.get_by_role("slider", name="Rate exponent α")).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_have_text("Skip to the first slider")


def test_whose_walls_are_shown_stands_in_the_address(app, browser):
    tab = browser.new_page()
    tab.goto(f"{app.url}/?walls=learning")
    shown = tab.get_by_role("button", pressed=True)
    expect(shown).to_have_text("With learning-in-memory")
    tab.wait_for_selector(AT_REST)
    tab.get_by_role("button", name="Today").click()
    tab.wait_for_url(lambda url: "walls" not in url)
    tab.wait_for_selector(AT_REST)
    tab.go_back()
    expect(shown).to_have_text("With learning-in-memory")
    tab.close()
