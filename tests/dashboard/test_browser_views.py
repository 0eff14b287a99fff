"""What holds on every view: each is opened once, as a telephone opens it, and read by all the tests below."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

from fingers import SMALL, Fingers
from hand import AT_REST, ENDLESS, PLOT, expect, obstacles, save
from playwright.sync_api import Page as Tab
from playwright.sync_api import TimeoutError

import limcore
from dashboard.catalogue import PAGES, TABLE
from dashboard.figures import FIGURES

TELEPHONE = {"width": 390, "height": 844}
DESK = {"width": 1400, "height": 1000}
WALL = {"width": 1400, "height": 1400}
CHANGED = {"alpha": 0.3, "well_drive": 0.5, "squared_gradient": 0.5}
"""What addresses say, that they are seen to be heard."""
DRAWN = f"{PLOT} .main-svg"
GRID = "[data-testid=stDataFrame] canvas"
OTHERS = {  # and when they are there
    "": ".walls .bricks",
    "theory": ".katex",
    "lessons": ".st-key-start_barriers-and-rates",
    "lessons?lesson=why-memory-costs-energy": DRAWN,
    "lessons?lesson=the-update-wall": DRAWN,
    "lessons?lesson=consolidation&lesson_view=print": DRAWN,
    "barrier?mode=classroom": DRAWN,
    "spectrum?spectrum_axis=year": DRAWN,
    **{f"{name}?view={TABLE}": GRID for name in ("barrier", "learning", "projection")},
}
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  refused.push(`${violatedDirective} ${blockedURI}`));
"""
# Equations are set anew once their typeface has come.
NO_WIDER = """width => [document.documentElement, document.querySelector("[data-testid=stMain]")].every(
  one => one.scrollWidth <= width)"""
SIZES = f"[...document.querySelectorAll('{PLOT} text')].map(t => parseFloat(getComputedStyle(t).fontSize))"
GROUNDS = {"dark": "rgb(17, 22, 28)", "light": "rgb(255, 255, 255)"}
# The page, and the figure in it.
WEARS = """ground => [...document.querySelectorAll(".stApp, .live-figure")].every(
  one => getComputedStyle(one).backgroundColor === ground)"""
GROUND = f"getComputedStyle(document.querySelector('{DRAWN}')).backgroundColor"
# The app's own style comes a little later than the page; what fades has, for a moment, less contrast.
STILL = (
    "() => [...document.querySelectorAll('style')].some(one => one.textContent.includes('stCaptionContainer')) && "
    "!document.querySelector('[data-stale=true]') && "
    "document.getAnimations().every(one => one.playState !== 'running')"
)

# As Plotly measures words, a hundred times for a figure; what was due before is done before.
MEASURE = """() => {
  const word = document.createElementNS("http://www.w3.org/2000/svg", "text");
  document.body.getBoundingClientRect();
  document.querySelector("#js-plotly-tester").append(word);
  performance.mark("measures");
  word.getBoundingClientRect();
  performance.mark("has measured");
  word.remove();
}"""
MARKS = "measures", "has measured"
TRACES = 5


def changed(figure):
    return {key: value for key, value in CHANGED.items() if key in figure.parameters}


def figure_views():
    """Give the address of every view of a figure, and its figure."""
    for page in PAGES.values():
        for view in page.views:
            if view.name != TABLE:
                figure = FIGURES[view.figure]
                yield f"{page.name}?{urlencode({'view': view.name} | changed(figure))}", figure


SHOWN = dict(figure_views())
PLANE = [address for address in SHOWN if "view=surface" not in address]


@dataclass(frozen=True)
class Opened:
    """A page, and what it has asked for and complained of since it was opened."""

    tab: Tab
    address: str
    asked: list[str]
    wrong: list[str]

    @property
    def figure(self):
        return SHOWN[self.address]

    @property
    def values(self):
        return self.figure.values() | changed(self.figure)


@pytest.fixture(scope="module")
def tab(browser):
    context = browser.new_context(viewport=TELEPHONE, reduced_motion="reduce", color_scheme="light")
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


# Planes come first, and figures before others: tests that take fewer of them count alike, and share what is opened.
@pytest.fixture(scope="module", params=sorted(SHOWN, key=lambda address: address not in PLANE) + list(OTHERS))
def view(app, tab, request):
    opened = Opened(tab, request.param, [], [])
    listeners = {
        "pageerror": lambda error: opened.wrong.append(str(error)),
        "request": lambda request: opened.asked.append(request.url),
    }
    tab.set_viewport_size(TELEPHONE)
    tab.emulate_media(color_scheme="light")
    for event, listener in listeners.items():
        tab.on(event, listener)
    tab.goto(f"{app.url}/{opened.address}")
    tab.wait_for_selector(OTHERS.get(opened.address, DRAWN), state="attached", timeout=60_000)
    tab.wait_for_selector(AT_REST)
    yield opened
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)


def traced(tab):
    """Measure one word beside the page, and give what the browser noted of it; a busy one begins to note late."""
    browser = tab.context.browser
    for _ in range(TRACES):
        browser.start_tracing(page=tab, categories=["devtools.timeline", "blink.user_timing"])
        tab.evaluate(MEASURE)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        if set(MARKS) <= {event["name"] for event in events}:
            return events
    pytest.fail(f"the browser noted nothing of what was measured in {TRACES} traces")


def restyled_by_a_word(tab):
    """Count the elements whose style the browser finds anew to measure one word beside the page."""
    events = traced(tab)
    since, until = (next(event["ts"] for event in events if event["name"] == mark) for mark in MARKS)
    found = [event for event in events if event["name"] == "UpdateLayoutTree" and since <= event["ts"] <= until]
    return sum(event["args"].get("elementCount", 0) for event in found)


def of_figures(addresses):
    return pytest.mark.parametrize("view", addresses, indirect=True)


def test_narrow_screen_needs_no_sideways_scrolling(view):
    view.tab.set_viewport_size(TELEPHONE)
    view.tab.wait_for_function(NO_WIDER, arg=390)


def test_window_is_not_wider_than_it_is(view):
    view.tab.set_viewport_size(DESK)
    view.tab.wait_for_function(NO_WIDER, arg=1400)


def test_nothing_to_press_is_smaller_than_a_finger(view):
    fingers = Fingers(view.tab)
    view.tab.set_viewport_size(TELEPHONE)
    fingers.emulate(True)
    view.tab.wait_for_function("() => matchMedia('(pointer: coarse)').matches")
    view.tab.wait_for_function(STILL)
    with suppress(TimeoutError):  # the navigation is folded some time after the window has become narrow
        view.tab.wait_for_function(f"() => ({SMALL})().length === 0", timeout=20_000)
    small = view.tab.evaluate(SMALL)
    fingers.emulate(False)
    assert small == []


@of_figures(SHOWN)
@pytest.mark.parametrize("window", [TELEPHONE, DESK], ids=["telephone", "desk"])
def test_measuring_a_word_styles_nothing_else(view, window):
    """Else each drawing takes many times as long: a rule with :has() in its middle makes the browser look at all."""
    view.tab.set_viewport_size(window)
    view.tab.wait_for_function(NO_WIDER, arg=window["width"])
    assert restyled_by_a_word(view.tab) == 1


@of_figures(PLANE)
@pytest.mark.parametrize(("scheme", "ground"), GROUNDS.items())
def test_picture_wears_the_theme(view, scheme, ground):
    view.tab.emulate_media(color_scheme=scheme)
    view.tab.wait_for_function(f"ground => {GROUND} === ground", arg=ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_obstacle(view, scheme):
    view.tab.set_viewport_size(DESK)
    view.tab.emulate_media(color_scheme=scheme)
    view.tab.wait_for_function(WEARS, arg=GROUNDS[scheme])
    view.tab.wait_for_selector(AT_REST)
    view.tab.wait_for_function(STILL)
    assert obstacles(view.tab, in_other_colors=scheme != "light") == []


def test_nothing_moves_for_ever(view):
    """It distracts (WCAG 2.2.2), and takes a processor where there is no graphics card."""
    view.tab.emulate_media(reduced_motion="no-preference")
    endless = view.tab.evaluate(ENDLESS)
    view.tab.emulate_media(reduced_motion="reduce")
    assert endless == []


@of_figures(SHOWN)
def test_picture_has_a_text_alternative(view):
    described = view.tab.locator(".live-plot").get_attribute("aria-describedby")
    expect(view.tab.locator(f"#{described}")).to_have_text(view.figure.description(view.values))


@of_figures(SHOWN)
def test_pictures_take_away_what_is_seen(view):
    view.tab.set_viewport_size(DESK)
    png = save(view.tab, "PNG")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == 3000
    svg = save(view.tab, "SVG").decode()
    assert svg.startswith("<svg")
    if view.address in PLANE:
        words = view.tab.locator(f"{PLOT} :is(.xtitle, .ytitle, .annotation-text)").first
        assert words.text_content().split()[0] in svg
    if view.figure.name == "barrier":
        assert "barrier height" in svg
        assert svg.count("js-line") >= 5


@of_figures(SHOWN)
def test_csv_takes_away_the_table_of_the_view(view, tmp_path):
    view.tab.set_viewport_size(DESK)
    file = tmp_path / "table.csv"
    file.write_bytes(save(view.tab, "CSV", "link"))
    text = file.read_text("utf-8")
    assert text.startswith("# title: ")
    for key, value in changed(view.figure).items():
        assert re.search(rf"^# {key}( \(.*\))?: {value:g}$", text, re.MULTILINE)
    pd.testing.assert_frame_equal(limcore.read_export(file).table, view.figure.table(view.values), check_dtype=False)


@of_figures(PLANE)
def test_classroom_reads_from_the_back_row(view):
    view.tab.set_viewport_size(WALL)
    view.tab.get_by_text("Classroom", exact=True).click()
    view.tab.wait_for_function(f"() => {{ const sizes = {SIZES}; return sizes.length && Math.min(...sizes) >= 18; }}")


def test_page_has_all_it_needs_from_the_app(view, app):
    """It comes last, after all that the other tests have done with the page."""
    assert view.tab.evaluate("() => document.fonts.ready.then(() => refused)") == []
    assert [one for one in view.asked if not one.startswith((app.url, "data:", "blob:"))] == []
    assert view.wrong == []
