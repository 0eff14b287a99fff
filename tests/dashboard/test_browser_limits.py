"""The page of limits in a real browser."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, CURVES, expect, grab


def test_what_is_this_leads_there_and_back_leads_to_the_same_view(page):
    tab = page("barrier?alpha=0.7&unit=meV")
    tab.get_by_role("button", name="What is this?").click()
    tab.get_by_role("link", name="Limits of this model").click()
    expect(tab).to_have_url(re.compile(r"/limits\b"))
    expect(tab.get_by_role("heading", name="Limits of this model")).to_be_visible()
    tab.wait_for_selector(AT_REST)
    tab.go_back()
    expect(tab).to_have_url(re.compile(r"/barrier\?alpha=0\.7&unit=meV$"))
    expect(tab.locator(".st-key-alpha [data-testid=stSliderThumbValue]")).to_have_text("0.700")


def test_run_comes_down_the_law_under_the_thumb(page):
    tab = page("limits", viewport={"width": 1400, "height": 1400})
    tab.locator(".st-key-squared_gradient").scroll_into_view_if_needed()
    before, said = tab.evaluate(CURVES), tab.locator(CAPTION).text_content()
    x, y = grab(tab, "squared_gradient")
    tab.mouse.move(x - 120, y, steps=4)
    tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
    expect(tab.locator(CAPTION)).not_to_have_text(said)
    assert "squared_gradient=" not in tab.url
    tab.mouse.up()
    expect(tab).to_have_url(re.compile("[?&]squared_gradient="))


@pytest.mark.parametrize("width", [1400, 390])
def test_page_is_no_wider_than_its_window(page, width):
    tab = page("limits", viewport={"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
