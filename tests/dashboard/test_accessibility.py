"""No page has a serious obstacle for a reader with a screen reader, a keyboard or weak eyes."""

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

from axe_playwright_python.sync_playwright import Axe
from hand import AT_REST, PLOT, obstacles

PAGES = {
    "": ".walls .bricks",
    "wells": PLOT,
    "barrier": PLOT,
    "learning": PLOT,
    "spectrum": PLOT,
    "energy": PLOT,
    "projection": PLOT,
    "theory": ".katex",
    "limits": PLOT,
    "lessons": ".st-key-start_barriers-and-rates",
    "lessons?lesson=why-memory-costs-energy": PLOT,
    "barrier?mode=classroom": PLOT,
}


# The app's own style comes a little later than the page; what fades has, for a moment, less contrast.
STILL = (
    "() => [...document.querySelectorAll('style')].some(one => one.textContent.includes('stCaptionContainer')) && "
    "!document.querySelector('[data-stale=true]') && "
    "document.getAnimations().every(one => one.playState !== 'running')"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_serious_obstacle(app, browser, address, scheme):
    context = browser.new_context(
        viewport={"width": 1400, "height": 1000}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(f"{app.url}/{address}")
    tab.wait_for_selector(PAGES[address], state="attached")
    tab.wait_for_selector(AT_REST)
    tab.wait_for_function(STILL)
    found = obstacles(Axe().run(tab))
    context.close()
    assert found == []
