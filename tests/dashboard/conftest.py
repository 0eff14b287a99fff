"""Pages of the app in a browser."""

import pytest


@pytest.fixture
def page(app, browser):
    """Open pages of the app; nothing may go wrong unseen."""
    from hand import AT_REST, CAPTION, PLOT, expect

    contexts, wrong = [], []

    def open_page(address="barrier", **options):
        options.setdefault("viewport", {"width": 1400, "height": 1000})
        context = browser.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None)
        tab.goto(f"{app.url}/{address}")
        tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        expect(tab.locator(CAPTION)).not_to_be_empty()
        # A widget touched before the first run of the script has ended is set back by Streamlit.
        tab.wait_for_selector(AT_REST)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
