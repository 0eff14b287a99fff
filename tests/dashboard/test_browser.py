"""The app in a real browser: what a hand on a slider sees, and what it can take away."""

import re
from urllib.parse import quote

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAMERA, CAPTION, CURVES, PLOT, expect, grab, save, thumb, turn

# The path of the learning run, and the numbers Plotly holds for it.
RUN_PATH = f"() => [...document.querySelectorAll('{PLOT} path.js-line')].at(-1).getAttribute('d')"


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]


def test_dragged_picture_equals_the_committed_one(page):
    tab = page("barrier?unit=meV")
    x, y = grab(tab, "kT")
    tab.mouse.move(x - 60, y, steps=5)
    expect(tab.locator(CAPTION)).not_to_contain_text("160.7 meV")
    dragged = tab.evaluate(RUN_PATH)
    tab.mouse.up()
    expect(tab).to_have_url(re.compile("kT="))
    tab.reload()
    tab.wait_for_selector(f"{PLOT} .main-svg")
    expect(tab.locator(CAPTION)).not_to_be_empty()
    committed = tab.evaluate(RUN_PATH)
    ends = [numbers(path)[:2] + numbers(path)[-2:] for path in (dragged, committed)]
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


def test_keyboard_moves_the_picture(page):
    tab = page()
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.505")
    expect(tab).to_have_url(re.compile(r"alpha=0\.505"))


def test_turned_surface_stays_turned_and_mounted(page):
    tab = page("barrier?view=surface")
    turned = turn(tab)
    tab.evaluate(f"() => {{ document.querySelector('{PLOT}').mark = true }}")
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab).to_have_url(re.compile(r"alpha=0\.505"))
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.505")
    assert tab.evaluate(f"() => document.querySelector('{PLOT}').mark") is True
    assert tab.evaluate(CAMERA) == pytest.approx(turned, abs=1e-6)


def test_link_reopens_the_view(page):
    address = "barrier?alpha=0.8&kT=6.63535&unit=meV&schedule_1=exponential&gamma_1=0.99"
    tab = page(address, permissions=["clipboard-read", "clipboard-write"])
    tab.get_by_role("button", name="Copy link").click()
    expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.evaluate("() => navigator.clipboard.readText()")
    again = page(copied.split("/", 3)[3])
    assert again.locator(CAPTION).text_content() == tab.locator(CAPTION).text_content()
    assert "exponential (γ = 0.99)" in again.locator(CAPTION).text_content()


@pytest.mark.parametrize("address", ["barrier", "energy?mode=classroom"])
def test_picture_wears_the_dark_theme_from_the_start(page, address):
    tab = page(address, color_scheme="dark")
    fill = f"() => getComputedStyle(document.querySelector('{PLOT} .main-svg')).backgroundColor"
    tab.wait_for_function(f"() => ({fill})() === 'rgb(17, 22, 28)'")


def test_picture_for_a_column_has_its_width(page):
    tab = page()
    tab.get_by_label("Size", exact=True).select_option("Single column, 89 mm")
    tab.get_by_label("Colours", exact=True).select_option("Greyscale")
    png = save(tab, "PNG")
    assert int.from_bytes(png[16:20]) == pytest.approx(89 / 25.4 * 600, abs=2)
    expect(tab.get_by_role("link", name="PDF")).to_have_attribute("href", re.compile("print=single.*theme=grey"))


def test_turned_surface_is_printed_as_it_was_turned(page):
    tab = page("barrier?view=surface")
    eye = turn(tab)
    link = tab.get_by_role("link", name="PDF")
    link.hover()
    camera = re.search(r"camera=([^&]*)", link.get_attribute("href"))[1].split("%2C")
    assert [float(one) for one in camera[:3]] == pytest.approx(list(eye.values()), rel=1e-6)


def test_python_and_citation_are_copied(page):
    tab = page("barrier?alpha=0.3", permissions=["clipboard-read", "clipboard-write"])
    for name, said in {"Copy Python": "alpha = 0.3", "Cite": "@inproceedings{chakrabartty2023walls"}.items():
        tab.get_by_role("button", name=name).click()
        expect(tab.get_by_role("button", name="Copied")).to_be_visible()
        assert said in tab.evaluate("() => navigator.clipboard.readText()")
        expect(tab.get_by_role("button", name=name)).to_be_visible()


def test_why_there_is_no_picture_is_told_until_there_is_one(page):
    tab = page()
    refused = {"error": {"reason": "More than 16 pictures are waiting."}}
    tab.route("**/print?*", lambda route: route.fulfill(status=503, json=refused))
    tab.get_by_role("button", name="SVG").click()
    told = tab.locator(".live-told")
    expect(told).to_have_text("More than 16 pictures are waiting.")
    expect(tab.get_by_role("button", name="No SVG")).to_be_visible()
    tab.unroute("**/print?*")
    with tab.expect_download():
        tab.get_by_role("button", name="No SVG").click()
    expect(told).to_be_hidden()


def test_html_moves_without_the_app(page, browser, tmp_path):
    tab = page("barrier?alpha=0.3")
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab).to_have_url(re.compile("alpha=0.305"))
    target = tmp_path / "figure.html"
    target.write_bytes(save(tab, "HTML", "link"))
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.goto(target.as_uri())
    slider = alone.get_by_label("Rate exponent")
    expect(alone.get_by_role("slider")).to_have_count(1)  # the one that was moved
    expect(alone.locator(CAPTION)).to_contain_text("α = 0.305")
    before = alone.evaluate(CURVES)
    slider.focus()
    alone.keyboard.press("End")
    expect(alone.locator(CAPTION)).to_contain_text("α = 0.95")
    assert alone.evaluate(CURVES) != before
    context.close()


def test_bad_address_is_told_and_the_picture_is_there(page):
    tab = page("barrier?alpha=7&junk=1&schedule_1=linear")
    notices = tab.get_by_test_id("stAlert").get_by_role("listitem")
    expect(notices).to_have_count(3)
    expect(notices.first).to_contain_text("alpha = 7 is not allowed")


def test_what_stands_in_an_address_is_shown_as_typed(page):
    typed = "![x](http://192.0.2.1/a.png) **b** [c](http://192.0.2.1) http://192.0.2.1/d :smile: $x^2$ :red[e]"
    tab = page(f"barrier?alpha={quote(typed)}&{quote(typed)}=1")
    notices = tab.get_by_test_id("stAlert").get_by_role("listitem")
    expect(notices).to_have_count(2)
    for notice in notices.all():
        expect(notice).to_contain_text(typed[:60])
        expect(notice.locator("a, img, strong, em, .katex")).to_have_count(0)


def test_figure_says_when_the_server_is_gone_and_recovers(app, browser):
    own = type(app)()
    own.start()
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    try:
        tab = context.new_page()
        tab.goto(f"{own.url}/barrier")
        tab.wait_for_selector(f"{PLOT} .main-svg")
        own.stop()
        tab.mouse.move(*thumb(tab, "alpha"))
        expect(tab.locator(".live-status")).to_contain_text("does not answer")
        own.start()
        expect(tab.locator(".live-status")).to_be_hidden(timeout=20_000)
        expect(tab.locator(".st-key-alpha input[type=range]")).to_be_enabled(timeout=30_000)
        tab.locator(".st-key-alpha input[type=range]").focus()
        tab.keyboard.press("ArrowRight")
        expect(tab.locator(CAPTION)).to_contain_text("α = 0.505")
    finally:
        context.close()
        own.stop()


def test_values_go_along_from_page_to_page(page):
    tab = page("barrier?alpha=0.3&kT=6.63535")
    for name in ("Learning", "Energy", "Projection", "Spectrum", "Wells", "Barrier"):
        tab.get_by_role("link", name=name, exact=True).click()
        expect(tab).to_have_url(re.compile(f"/{name.lower()}"))
        tab.wait_for_selector(AT_REST)
        expect(tab.locator(f"{PLOT} .main-svg").first).to_be_visible()
        expect(tab.locator(".st-key-kT [data-testid=stSliderThumbValue]").first).to_contain_text("77 K")
    expect(tab.locator(".st-key-alpha [data-testid=stSliderThumbValue]")).to_have_text("0.300")
