"""A picture follows the thumb before it is let go, whatever is dragged; a page is opened once for all its sliders."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, CURVES, PLOT, expect, grab

MARKS = f"() => [...document.querySelectorAll('{PLOT} path.point')].map(p => p.getAttribute('transform')).join()"
DRAGS = [
    ("barrier?unit=meV&rate_scale=absolute", "alpha", CURVES),
    ("barrier?unit=meV&rate_scale=absolute", "kT", CURVES),
    ("barrier?unit=meV&rate_scale=absolute", "R_max", CURVES),
    ("learning?unit=meV&time_axis=seconds", "alpha", CURVES),
    ("learning?unit=meV&time_axis=seconds", "kT", CURVES),
    ("learning?unit=meV&time_axis=seconds", "R_max", CURVES),
    ("learning?unit=meV&time_axis=seconds", "steps", CURVES),
    ("learning?view=retention", "alpha", CURVES),
    ("learning?view=retention", "R_max", CURVES),
    ("learning?view=retention", "retention", CURVES),
    ("energy?unit=J", "alpha", CURVES),
    ("energy?unit=J", "low_barrier", CURVES),
    ("energy?unit=J", "kT", CURVES),
    ("energy?account=step", "alpha", CURVES),
    ("energy?view=price", "alpha", CURVES),
    ("energy?view=price", "low_barrier", CURVES),
    ("projection", "model_parameters", MARKS),
    ("projection", "tokens_per_parameter", CURVES),
    ("spectrum", "kT", CURVES),
    ("spectrum", "alpha", CURVES),
    ("wells", "well_barrier", CURVES),
    ("wells", "well_drive", CURVES),
    ("limits", "squared_gradient", CURVES),
]


@pytest.fixture(scope="module")
def tab_at(app, browser):
    """Go to an address, or stay where it is open already."""
    context = browser.new_context(viewport={"width": 1400, "height": 1400})
    tab, opened = context.new_page(), []

    def go_or_stay(address):
        if opened[-1:] != [address]:
            opened.append(address)
            tab.goto(f"{app.url}/{address}")
            tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
        return tab

    yield go_or_stay
    context.close()


@pytest.mark.parametrize(("address", "key", "seen"), DRAGS)
def test_picture_follows_the_thumb_before_release(tab_at, address, key, seen):
    tab = tab_at(address)
    expect(tab.locator(CAPTION)).not_to_be_empty()
    tab.wait_for_selector(AT_REST)
    tab.locator(f".st-key-{key}").scroll_into_view_if_needed()
    before, said = tab.evaluate(seen), tab.locator(CAPTION).text_content()
    x, y = grab(tab, key)
    tab.mouse.move(x - 60, y, steps=4)
    tab.wait_for_function(f"before => ({seen})() !== before", arg=before)
    expect(tab.locator(CAPTION)).not_to_have_text(said)
    assert not re.search(rf"[?&]{key}=", tab.url)
    tab.mouse.up()
    expect(tab).to_have_url(re.compile(f"[?&]{key}="))
