"""The wells in a real browser."""

import pytest

pytest.importorskip("playwright.sync_api")

from hand import CURVES, PLOT, expect, grab, save

READING = ".live-player output"
SCRUBBER = ".live-player input"
ELEMENTS = f"() => [...document.querySelectorAll('{PLOT} path.point')].map(p => p.getAttribute('transform')).join()"


@pytest.mark.parametrize("key", ["well_barrier", "well_drive"])
def test_potential_deforms_under_the_thumb(page, key):
    tab = page("wells")
    before = tab.evaluate(CURVES)
    x, y = grab(tab, key)
    tab.mouse.move(x + 60, y, steps=4)
    tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
    tab.mouse.up()


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


@pytest.mark.parametrize("view", ["wells", "wells?view=occupation", "wells?view=profile"])
def test_exports_take_away_what_is_seen(page, view):
    tab = page(view)
    assert save(tab, "PNG")[:8] == b"\x89PNG\r\n\x1a\n"
    assert save(tab, "CSV", "link").startswith(b"# title: ")


@pytest.mark.parametrize("view", ["wells", "wells?view=occupation", "wells?view=profile"])
def test_narrow_screen_needs_no_sideways_scrolling(page, view):
    tab = page(view, viewport={"width": 390, "height": 844})
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 390
