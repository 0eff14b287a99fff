"""The page of limits in a real browser."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, expect


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
