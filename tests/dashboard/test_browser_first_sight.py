"""What there is to see before the page is there: the curves of the figure, where it will be."""

import httpx
import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, ENDLESS, PLOT, STILL, expect
from playwright.sync_api import TimeoutError

# Where curves are: in the window, or in the figure, which what comes above it moves.
PLACE = """([curves, within]) => {
  const boxes = [...document.querySelectorAll(curves)].map(curve => curve.getBoundingClientRect());
  const { left, top } = document.querySelector(within).getBoundingClientRect();
  const near = side => Math.min(...boxes.map(box => box[side])), far = side => Math.max(...boxes.map(box => box[side]));
  return [near('left') - left, near('top') - top, far('right') - left, far('bottom') - top];
}"""
SIGHT = "#first-sight path[stroke-width='5']"
SKETCH = ".live-plot .live-sketch path[stroke-width='5']"
RUN = f"{PLOT} .scatterlayer path.js-line[style*='stroke-width: 5px']"


@pytest.fixture(params=[(1400, 1000), (390, 844)], ids=["wide", "narrow"])
def tab(app, browser, request):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


class Held:
    """A script that does not come until it is let go."""

    def __init__(self, tab, pattern):
        self.pattern, self.waiting, self.free = pattern, [], False
        tab.route(pattern, self.hold)

    def hold(self, route):
        if self.free:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self):
        self.free = True
        for route in self.waiting:
            route.continue_()


def come_to(tab, place, within, most):
    """Wait until the curves are so many pixels from a place: what a busy machine draws first may yet move."""
    near = f"([place, ...where]) => ({PLACE})(where).every((side, k) => Math.abs(side - place[k]) < {most})"
    try:
        tab.wait_for_function(near, arg=[place, RUN, within])
    except TimeoutError:
        pytest.fail(f"curves seen at {place} are drawn at {tab.evaluate(PLACE, [RUN, within])}")


def test_curves_are_seen_before_the_app_is_there_and_give_way_to_it(app, tab):
    streamlit = Held(tab, "**/static/js/index.*.js")
    tab.goto(f"{app.url}/barrier?alpha=0.3", wait_until="commit")
    expect(tab.locator("#first-sight p")).to_contain_text("α = 0.3")
    early = tab.evaluate(PLACE, [SIGHT, "html"])
    streamlit.let_go()
    tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
    expect(tab.locator("#first-sight")).to_have_count(0)
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.3")
    come_to(tab, early, "html", 30)


def test_curves_stand_where_plotly_will_draw_them(app, tab):
    plotly = Held(tab, "**/figures/plotly.min.js*")
    tab.goto(f"{app.url}/barrier?alpha=0.3", wait_until="commit")
    expect(tab.locator(SKETCH).first).to_be_visible(timeout=60_000)
    expect(tab.locator("#first-sight")).to_have_count(0)
    tab.wait_for_selector(AT_REST)
    tab.evaluate(STILL, ".live-plot")
    early = tab.evaluate(PLACE, [SKETCH, ".live-plot"])
    plotly.let_go()
    tab.wait_for_selector(f"{PLOT} .main-svg", timeout=60_000)
    expect(tab.locator(".live-sketch")).to_have_count(0)
    come_to(tab, early, ".live-plot", 5)


def test_nothing_moves_for_ever_while_a_page_waits_for_its_parts(app, tab):
    """What shimmers meanwhile is drawn by the processor where there is no graphics card, and the parts come later."""
    sliders = Held(tab, "**/static/js/Slider.*.js")
    with tab.expect_request(sliders.pattern, timeout=60_000):
        tab.goto(f"{app.url}/barrier", wait_until="commit")
    tab.wait_for_selector("[data-testid=stSkeleton]", state="attached", timeout=60_000)
    assert tab.evaluate(ENDLESS) == []
    sliders.let_go()
    expect(tab.get_by_role("slider", name="Rate exponent α")).to_be_attached()


def test_no_curve_is_seen_before_an_address_that_asks_for_what_cannot_be(app, tab):
    Held(tab, "**/static/js/index.*.js")
    with tab.expect_response(lambda answer: "/drawing?" in answer.url) as asked:
        tab.goto(f"{app.url}/learning?schedule_1=cosine&minimum_1=0.5&initial_1=0.1", wait_until="commit")
    assert asked.value.status == 422
    expect(tab.locator("#first-sight")).to_have_count(0)


@pytest.mark.parametrize("address", ["barrier?view=table", "limits", "theory", "", "lessons"])
def test_where_no_figure_stands_at_the_top_none_is_seen_before(app, address):
    text = httpx.get(f"{app.url}/{address}", timeout=30).text
    assert "first-sight" not in text
    assert "first.js" not in text


def test_curves_do_not_stay_where_no_figure_comes(app, tab):
    tab.route("**/BidiComponent*.js", lambda route: route.abort())
    tab.goto(f"{app.url}/barrier", wait_until="commit")
    expect(tab.locator("#first-sight p")).to_contain_text("α = 0.5")
    expect(tab.locator(".st-key-alpha")).to_be_visible(timeout=60_000)
    expect(tab.locator("#first-sight")).to_have_count(0, timeout=20_000)
