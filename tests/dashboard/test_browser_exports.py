"""What is taken away: by one button on a phone, and as large as is said."""

import pytest
from hand import expect, save

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LEAST = 44  # px of what a finger presses


def test_on_a_phone_one_button_opens_all_there_is_to_take_away(page):
    tab = page("barrier", **PHONE)
    sheet = tab.get_by_role("dialog", name="Export")
    expect(tab.locator(".live-exports a:visible")).to_have_count(0)
    tab.get_by_role("button", name="Export").tap()
    expect(sheet.get_by_role("link", name="CSV")).to_be_visible()
    sheet.get_by_label("Size").select_option("own")
    expect(sheet.get_by_label("Width (mm)")).to_be_visible()
    pressed = sheet.locator(":is(a, button, select, input):visible")
    assert min(one.bounding_box()["height"] for one in pressed.all()) >= LEAST
    assert sheet.evaluate("node => node.scrollWidth <= node.clientWidth && node.clientWidth <= innerWidth")
    tab.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(tab.get_by_role("button", name="Export")).to_be_focused()
    tab.get_by_role("button", name="Export").tap()
    expect(sheet).to_be_visible()
    tab.touchscreen.tap(195, 20)
    expect(sheet).to_be_hidden()


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
