"""Pages of the app in a browser."""

import pytest


@pytest.fixture(scope="session")
def tabs(browser):
    from tabs import Tabs

    return Tabs(browser)


@pytest.fixture
def open_tab(app, tabs):
    """Open pages of the app in tabs that are used again; nothing may go wrong unseen."""
    from hand import AT_REST
    from tabs import begin_history

    opened, wrong = [], []

    def of_page(error):
        wrong.append(str(error))

    def of_policy(told):
        if "Content Security Policy" in told.text:
            wrong.append(told.text)

    def open_page(address, **options):
        tab = tabs.take(**{"viewport": {"width": 1400, "height": 1000}} | options)
        opened.append(tab)
        tab.on("pageerror", of_page)
        tab.on("console", of_policy)
        tab.goto(f"{app.url}/{address}")
        begin_history(tab)
        # A widget touched before the first run of the script has ended is set back by Streamlit.
        tab.wait_for_selector(AT_REST, timeout=60_000)
        return tab

    yield open_page
    for tab in opened:
        tab.remove_listener("pageerror", of_page)
        tab.remove_listener("console", of_policy)
    tabs.take_back()
    assert wrong == []


@pytest.fixture
def page(open_tab):
    """Open pages of the app that have a figure, and wait for it."""
    from hand import AT_REST, CAPTION, PLOT, expect

    def open_page(address="barrier", **options):
        tab = open_tab(address, **options)
        tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        expect(tab.locator(CAPTION)).not_to_be_empty()
        tab.wait_for_selector(AT_REST)
        return tab

    return open_page
