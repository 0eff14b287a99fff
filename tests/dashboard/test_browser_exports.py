"""What is taken away: as large as is said, with its letters and its words."""

import pytest
from hand import expect, save

pytestmark = pytest.mark.browser


def test_a_picture_has_the_width_that_was_typed_and_its_letters(page):
    tab = page("wells", permissions=["clipboard-read", "clipboard-write"])
    exports = tab.locator(".live-exports")
    exports.get_by_label("Size").select_option("own")
    exports.get_by_label("Width (mm)").fill("100")
    png = save(tab, "PNG")
    assert int.from_bytes(png[16:20]) == pytest.approx(100 / 25.4 * 600, abs=2)
    svg = save(tab, "SVG").decode()
    assert '@font-face { font-family: "Walls Sans"' in svg
    exports.get_by_role("button", name="Copy LaTeX").click()
    expect(exports.get_by_role("button", name="Copied")).to_be_visible()
    assert r"\includegraphics[width=100mm]{wells.pdf}" in tab.evaluate("() => navigator.clipboard.readText()")
    exports.get_by_label("Width (mm)").fill("1")
    exports.get_by_role("button", name="SVG", exact=True).click()
    expect(exports.get_by_role("status")).to_contain_text("width must be 40 to 1000 mm")
