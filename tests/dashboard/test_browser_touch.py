"""The app under fingers on a telephone, and numbers that are typed."""

import pytest

pytest.importorskip("playwright.sync_api")

from fingers import Fingers
from hand import AT_REST, CAPTION, PLOT, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RANGES = f"() => ['xaxis', 'yaxis'].map(axis => document.querySelector('{PLOT}')._fullLayout[axis].range)"
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture(scope="module")
def phone(browser):
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(app, phone):
    phone.goto(f"{app.url}/barrier")
    phone.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
    phone.wait_for_selector(AT_REST)
    expect(phone.locator(".st-key-kT .dial")).to_be_visible()
    return phone


def middle(tab, selector):
    tab.locator(selector).first.evaluate("one => one.scrollIntoView({ block: 'end' })")
    box = tab.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def value(tab, key):
    return tab.locator(f".st-key-{key} input[type=range]").input_value()


def test_one_finger_scrolls_and_two_zoom_the_picture(tab):
    fingers, whole = Fingers(tab), tab.evaluate(RANGES)
    x, y = middle(tab, PLOT)
    fingers.move(((x, y), (x + 4, y - 200)))
    tab.wait_for_function(f"{SCROLLED.removeprefix('() => ')} > 100")
    assert tab.evaluate(RANGES) == whole
    tab.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    x, y = middle(tab, PLOT)
    fingers.move(((x - 20, y), (x - 60, y)), ((x + 20, y), (x + 60, y)))
    near = f"() => {{ const [low, high] = ({RANGES})()[0]; return high - low < 2.5; }}"
    tab.wait_for_function(near)
    assert tab.evaluate("() => visualViewport.scale") == 1
    # Below two decades the axis has ticks between its powers of ten.
    assert len(tab.locator(f"{PLOT} .xtick").all()) >= 3
    tab.get_by_role("button", name="Whole picture").tap()
    tab.wait_for_function(f"whole => JSON.stringify(({RANGES})()) === JSON.stringify(whole)", arg=whole)


def test_a_finger_moves_a_slider_only_along_itself(tab):
    fingers, before = Fingers(tab), value(tab, "kT")
    track = ".st-key-kT [role=group]"
    x, y = middle(tab, track)
    scrolled = tab.evaluate(SCROLLED)
    fingers.move(((x - 60, y), (x - 56, y - 150)))
    tab.wait_for_function(f"before => ({SCROLLED})() !== before", arg=scrolled)
    assert value(tab, "kT") == before
    x, y = middle(tab, track)
    fingers.move(((x - 60, y), (x + 20, y + 6)))
    tab.wait_for_url("**/barrier?kT=*")
    assert value(tab, "kT") != before
    before = tab.url
    tab.touchscreen.tap(x - 100, middle(tab, track)[1])
    tab.wait_for_function("before => location.href !== before", arg=before)


def test_a_typed_number_is_kept_as_it_is_until_its_slider_moves(tab):
    number, dial = tab.locator(".st-key-alpha .dial-number"), tab.locator(".st-key-alpha .dial")
    more, undo = dial.get_by_role("button", name="One stop more"), tab.get_by_role("button", name="Undo")
    number.fill("1/3")
    number.press("Enter")
    tab.wait_for_url("**/barrier?alpha=0.3333333333333333")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.333")
    expect(number).to_have_value("0.3333333")
    more.tap()
    tab.wait_for_url("**/barrier?alpha=0.335")
    expect(number).to_have_value("0.335")
    more.tap()
    tab.wait_for_url("**/barrier?alpha=0.34")
    number.fill("two")
    number.press("Enter")
    expect(tab.locator(".st-key-alpha .dial-said")).to_have_text(
        "“two” is not allowed: it must be a number from 0.001 to 0.999."
    )
    expect(number).to_have_value("two")
    undo.tap()
    tab.wait_for_url("**/barrier?alpha=0.335")
    undo.tap()
    tab.wait_for_url("**/barrier?alpha=0.3333333333333333")
    expect(number).to_have_value("0.3333333")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.333")
    tab.get_by_role("button", name="Redo").tap()
    tab.wait_for_url("**/barrier?alpha=0.335")


def test_one_button_opens_all_there_is_to_take_away(tab):
    take, exports = tab.get_by_role("button", name="Take it away"), tab.locator(".live-exports")
    expect(exports.get_by_role("link", name="CSV")).to_be_hidden()
    take.tap()
    expect(exports.get_by_role("link", name="CSV")).to_be_visible()
    exports.get_by_label("Size").select_option("own")
    expect(exports.get_by_label("Width (mm)")).to_be_visible()
    heights = exports.locator(":is(a, button, select, input):visible").evaluate_all(
        "all => all.map(one => one.offsetHeight)"
    )
    assert min(heights) >= 44
    assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    tab.keyboard.press("Escape")
    expect(exports.get_by_role("link", name="CSV")).to_be_hidden()
    expect(take).to_be_focused()


def test_what_is_being_typed_stays_while_the_page_changes(tab):
    number = tab.locator(".st-key-alpha .dial-number")
    number.fill("0.12")
    tab.locator(".st-key-temperature_77 button").evaluate("button => button.click()")
    tab.wait_for_url("**/barrier?kT=*")
    tab.wait_for_selector(AT_REST)
    expect(number).to_have_value("0.12")
    number.press("Escape")
    expect(number).to_have_value("0.500")
