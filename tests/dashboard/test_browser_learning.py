"""The learning page in a real browser: its two axes, the play of a run through time, and pins."""

import math
import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAMERA, CAPTION, PLOT, expect, turn

READING = ".live-player output"
SCRUBBER = ".live-player input"
MARKS = f"() => [...document.querySelectorAll('{PLOT} path.point')].map(p => p.getBoundingClientRect().x)"
LINES = f"{PLOT} .cartesianlayer path.js-line"
ASKED = "() => performance.getEntriesByType('resource').length"


def button(tab, name):
    return tab.get_by_role("button", name=name)


def test_rate_and_barrier_have_an_axis_each(page):
    tab = page("learning")
    titles = tab.locator(f"{PLOT} .ytitle, {PLOT} .y2title")
    expect(titles.filter(has_text="update rate")).to_have_count(1)
    expect(titles.filter(has_text="barrier height")).to_have_count(1)


def test_no_key_press_is_lost(page):
    tab = page("learning")
    tab.locator(".st-key-alpha input[type=range]").focus()
    for _ in range(20):
        tab.keyboard.press("ArrowRight")
    expect(tab).to_have_url(re.compile(r"alpha=0\.6(&|$)"))
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.6,")


def test_back_and_forward_go_through_the_pages(page):
    tab = page("learning?alpha=0.7")
    title = tab.get_by_role("heading", level=2).first
    at_home = title.text_content()
    tab.get_by_role("link", name="Barrier").click()
    expect(title).not_to_have_text(at_home)
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.7")
    tab.wait_for_selector(AT_REST)
    tab.go_back()
    expect(tab).to_have_url(re.compile("/learning"))
    expect(title).to_have_text(at_home)
    expect(tab.locator(CAPTION)).to_contain_text("10 years")
    tab.wait_for_selector(AT_REST)
    tab.go_forward()
    expect(tab).to_have_url(re.compile("/barrier"))


@pytest.mark.parametrize("view", ["curves", "surface", "retention"])
def test_play_moves_the_run_without_the_server(page, view):
    tab = page(f"learning?view={view}")
    expect(tab.locator(READING)).to_contain_text("n = 10⁶")
    asked = tab.evaluate(ASKED)
    button(tab, "Play the run through time").click()
    expect(tab.locator(READING)).not_to_contain_text("n = 10⁶ ")
    button(tab, "Pause").click()
    expect(button(tab, "Play the run through time")).to_be_visible()
    assert tab.evaluate(ASKED) == asked


def test_scrubbing_moves_the_points_and_says_their_numbers(page):
    tab = page("learning")
    at_the_end = max(tab.evaluate(MARKS))
    tab.locator(SCRUBBER).fill("0")
    expect(tab.locator(READING)).to_have_text("n = 1 · R/R_max = 0.4621 · E⁰ = −0.7719 kT")
    tab.wait_for_function(f"end => Math.max(...({MARKS})()) < end - 300", arg=at_the_end)


def test_scrubbed_step_survives_a_change_of_parameters(page):
    tab = page("learning")
    tab.locator(SCRUBBER).fill("500")
    expect(tab.locator(READING)).to_contain_text("n = 1,000 ")
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.505")
    expect(tab.locator(READING)).to_contain_text("n = 1,000 ")


def test_surface_keeps_its_camera_while_it_plays(page):
    tab = page("learning?view=surface")
    turned = turn(tab)
    tab.locator(SCRUBBER).fill("300")
    expect(tab.locator(READING)).to_contain_text("n = 68 ")
    assert tab.evaluate(CAMERA) == pytest.approx(turned, abs=1e-6)


# Narrower for a moment, as a scroll bar makes it that comes and goes: Plotly looks at the size once it has settled.
NARROWER = f"""async () => {{
  const plot = document.querySelector('{PLOT}'), seen = () => new Promise(requestAnimationFrame);
  window.before = plot._fullLayout;
  plot.style.width = "500px";
  await seen();
  await seen();
  plot.style.width = "";
}}"""


def test_surface_is_turned_by_hand_after_its_size_has_come_and_gone(page):
    tab = page("learning?view=surface")
    tab.evaluate(NARROWER)
    tab.wait_for_function(f"() => document.querySelector('{PLOT}')._fullLayout !== before")
    turn(tab)


# A hand moves in two quick steps, and the next picture comes long after; how high the eye stands before and after, rad.
HASTE = f"""async ([x, y, down]) => {{
  const plot = document.querySelector('{PLOT}'), canvas = plot.querySelector('.gl-container canvas');
  const seen = () => new Promise(requestAnimationFrame);
  const busy = ms => {{ for (const end = performance.now() + ms; performance.now() < end;); }};
  const hand = (kind, at, buttons) =>
    canvas.dispatchEvent(new MouseEvent(kind, {{ clientX: x, clientY: y + at, buttons, bubbles: true }}));
  const height = () => {{
    const {{ eye, center }} = plot._fullLayout.scene._scene.getCamera();
    const [away, up] = [Math.hypot(eye.x - center.x, eye.y - center.y), eye.z - center.z];
    return Math.atan2(up, away);
  }};
  const before = height();
  hand('mousemove', 0, 0);
  hand('mousedown', 0, 1);
  busy(5);
  hand('mousemove', down / 2, 1);
  busy(5);
  hand('mousemove', down, 1);
  busy(300);
  for (let pictures = 0; pictures < 5; pictures++) await seen();
  hand('mouseup', down, 0);
  return [before, height()];
}}"""


def test_surface_stands_where_the_hand_has_left_it_however_late_the_picture_comes(page):
    tab = page("learning?view=surface")
    box = tab.locator(f"{PLOT} .gl-container canvas").bounding_box()
    down = 40  # px; the whole height is half a turn
    before, after = tab.evaluate(HASTE, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, down])
    assert after - before == pytest.approx(math.pi * down / box["height"], rel=0.05)


# The words instead of a surface may be gone again before a test looks: what was refused is counted.
REFUSE = """times => {
  const given = HTMLCanvasElement.prototype.getContext;
  window.refusals = 0;
  HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
    if (!kind.includes('webgl') || refusals === times) return given.call(this, kind, ...options);
    refusals++;
    return null;
  };
}"""
FIRST_DRAWING = 4  # times that Plotly asks for a canvas before it gives up
LOSE = "() => document.querySelector('.gl-container canvas').getContext('webgl').getExtension('WEBGL_lose_context')"


def surface_after_refusals(page, times):
    """Show a surface where the browser refuses the canvas for it some times."""
    tab = page("learning")
    tab.evaluate(REFUSE, times)
    tab.get_by_role("radio", name="Surface").click()
    tab.wait_for_function("times => refusals >= times", arg=FIRST_DRAWING)
    return tab


def test_surface_is_drawn_when_the_browser_gives_its_canvas_later(page):
    tab = surface_after_refusals(page, FIRST_DRAWING)
    expect(tab.locator(".no-webgl")).to_have_count(0)
    turn(tab)


ALIVE = """() => [...document.querySelectorAll('.gl-container canvas')].some(
  canvas => !canvas.getContext('webgl').isContextLost())"""
# The canvas is taken back as Plotly has made some of the programs with which it draws.
TAKE_BACK = """at => {
  const { prototype } = WebGLRenderingContext, make = prototype.createProgram;
  window.made = 0;
  prototype.createProgram = function () {
    if (++made === at) this.getExtension('WEBGL_lose_context').loseContext();
    return make.call(this);
  };
}"""


@pytest.mark.parametrize("at", [2, 15])  # of the scene, which Plotly begins again by itself, and of the surface in it
def test_surface_whose_canvas_is_taken_back_while_it_is_drawn_is_drawn_again(page, at):
    tab = page("learning")
    tab.evaluate(TAKE_BACK, at)
    tab.get_by_role("radio", name="Surface").click()
    tab.wait_for_function("at => made > at", arg=at)
    tab.wait_for_function(ALIVE)
    turn(tab)


# As when what draws for the browser has ended, and the canvas does not know it yet.
FAIL = f"""() => {{
  const {{ glplot }} = document.querySelector('{PLOT}')._fullLayout.scene._scene;
  glplot.canvas.dataset.failed = '';
  glplot.onrender = () => {{ throw Object.assign(new Error('nothing is compiled'), {{ name: 'GLError' }}); }};
  glplot.update();
}}"""


def test_surface_that_fails_in_a_picture_of_plotlys_own_is_drawn_again_as_it_was_turned(page):
    tab = page("learning?view=surface")
    turned = turn(tab)
    tab.evaluate(FAIL)
    expect(tab.locator(".gl-container canvas[data-failed]")).to_have_count(0)
    tab.wait_for_function(f"x => Math.abs(({CAMERA})().x - x) < 1e-6", arg=turned["x"])
    assert turn(tab)["x"] != pytest.approx(turned["x"])


def test_surface_that_gets_no_canvas_says_so_in_words(page):
    tab = surface_after_refusals(page, 1_000_000)
    expect(tab.locator(".live-refused")).to_contain_text("no canvas for surfaces")
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.505")


def test_surface_whose_canvas_was_taken_back_is_seen_as_before(page):
    tab = page("learning?view=surface")
    turned = turn(tab)
    tab.evaluate(f"() => ({LOSE})().loseContext()")
    tab.wait_for_function(f"() => ({LOSE})() !== null")  # a lost canvas has no extensions
    tab.wait_for_function(f"x => Math.abs(({CAMERA})().x - x) < 1e-6", arg=turned["x"])
    assert turn(tab)["x"] != pytest.approx(turned["x"])


def test_pin_stays_in_the_picture_and_in_the_link(page):
    tab = page("learning", permissions=["clipboard-read", "clipboard-write"])
    lines = tab.locator(LINES)
    alone = lines.count()
    button(tab, "Pin this view").click()
    expect(button(tab, "Back to A")).to_be_visible()
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.505,")
    expect(lines).to_have_count(alone + 2)
    expect(tab.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(tab.get_by_text("Now against A.")).to_be_visible()
    button(tab, "Copy link").click()
    expect(button(tab, "Copied")).to_be_visible()
    again = page(tab.evaluate("() => navigator.clipboard.readText()").split("/", 3)[3])
    expect(again.locator(LINES)).to_have_count(alone + 2)
    button(again, "Back to A").click()
    expect(again.locator(CAPTION)).to_contain_text("α = 0.5,")
    button(again, "Unpin A").click()
    expect(again.locator(LINES)).to_have_count(alone)


def test_pin_stands_on_the_barrier_page_too(page):
    tab = page("barrier")
    lines = tab.locator(LINES)
    alone = lines.count()
    button(tab, "Pin this view").click()
    expect(lines).not_to_have_count(alone)


def test_family_shows_nine_exponents(page):
    alone, family = (page(address).locator(LINES).count() for address in ("learning", "learning?alpha_family=on"))
    assert family == alone + 9


PRESETS = (
    "As in the paper",
    "Why 1/n never consolidates",
    "Exponential: few steps, endless time",
    "Warm-up, then cosine",
    "Restarts forget",
)


def test_presets_redraw_the_picture(page):
    tab = page("learning?alpha=0.3&steps=1000")
    for name in PRESETS:
        before = tab.locator(CAPTION).text_content()
        button(tab, name).click()
        expect(tab.locator(CAPTION).last, name).not_to_have_text(before)
        expect(tab.locator(CAPTION), name).to_have_count(1)
        expect(tab.get_by_test_id("stAlert"), name).to_have_count(0)
        tab.wait_for_selector(AT_REST)


def test_picture_stays_in_sight_of_the_sliders_on_a_telephone(page):
    tab = page("learning", viewport={"width": 390, "height": 844})
    slider = tab.locator(".st-key-R_max [data-testid=stSliderThumbValue]")
    slider.evaluate("element => element.scrollIntoView({ block: 'end' })")
    expect(slider).to_be_in_viewport()
    expect(tab.locator(PLOT)).to_be_in_viewport(ratio=0.95)
    plot, thumb = tab.locator(PLOT).bounding_box(), slider.bounding_box()
    assert plot["y"] + plot["height"] < thumb["y"]
