"""A picture follows the thumb before it is let go, whatever is dragged."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import CAPTION, CURVES, PLOT, expect, grab

MARKS = f"() => [...document.querySelectorAll('{PLOT} path.point')].map(p => p.getAttribute('transform')).join()"
DRAGS = [  # one a view: which frames a slider gets is the same for all, and is tested without a browser
    ("barrier?unit=meV&rate_scale=absolute", "kT", CURVES),
    ("learning?unit=meV&time_axis=seconds", "R_max", CURVES),
    ("learning?view=retention", "retention", CURVES),
    ("energy?unit=J", "low_barrier", CURVES),
    ("energy?account=step", "alpha", CURVES),
    ("energy?view=price", "alpha", CURVES),
    ("projection", "model_parameters", MARKS),
    ("spectrum", "kT", CURVES),
    ("wells", "well_barrier", CURVES),
    ("limits", "squared_gradient", CURVES),
]


@pytest.mark.parametrize(("address", "key", "seen"), DRAGS)
def test_picture_follows_the_thumb_before_release(page, address, key, seen):
    tab = page(address, viewport={"width": 1400, "height": 1400})
    tab.locator(f".st-key-{key}").scroll_into_view_if_needed()
    before, said = tab.evaluate(seen), tab.locator(CAPTION).text_content()
    x, y = grab(tab, key)
    tab.mouse.move(x - 60, y, steps=4)
    tab.wait_for_function(f"before => ({seen})() !== before", arg=before)
    expect(tab.locator(CAPTION)).not_to_have_text(said)
    assert not re.search(rf"[?&]{key}=", tab.url)
    tab.mouse.up()
    expect(tab).to_have_url(re.compile(f"[?&]{key}="))
