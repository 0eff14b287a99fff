"""The wells in a real browser."""

import pytest

pytest.importorskip("playwright.sync_api")

from hand import PLOT, expect

READING = ".live-player output"
SCRUBBER = ".live-player input"
ELEMENTS = f"() => [...document.querySelectorAll('{PLOT} path.point')].map(p => p.getAttribute('transform')).join()"


def test_elements_hop_without_the_server(page):
    tab = page("wells")
    asked = tab.evaluate("() => performance.getEntriesByType('resource').length")
    tab.locator(SCRUBBER).fill("0")
    expect(tab.locator(READING)).to_contain_text("0 of 40 in the lower well · 0 on average")
    before = tab.evaluate(ELEMENTS)
    tab.get_by_role("button", name="Play").click()
    tab.wait_for_function(f"before => ({ELEMENTS})() !== before", arg=before)
    expect(tab.locator(READING)).not_to_contain_text(" 0 of 40")
    assert tab.evaluate("() => performance.getEntriesByType('resource').length") == asked
