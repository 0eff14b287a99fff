"""The overview, the lessons and the classroom in a real browser."""

import math
import re
from itertools import pairwise

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, PLOT, expect, grab

from dashboard.walls.costs import walls

HEIGHTS = """walls => walls.map(wall =>
    [...wall.querySelectorAll('.bricks')].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))"""
SIZES = f"() => [...document.querySelectorAll('{PLOT} text')].map(t => parseFloat(getComputedStyle(t).fontSize))"


def choose(overview, choice):
    """Choose whose walls are shown, and wait for them."""
    overview.get_by_role("button", name="Today" if choice == "today" else "With learning-in-memory").click()
    expect(overview.locator(".walls .cost").last).to_have_text(getattr(walls()[-1], choice).text)


def test_walls_come_down_with_learning_in_memory(open_tab):
    overview = open_tab("", reduced_motion="reduce")
    drawn = overview.locator(".walls .wall")
    expect(drawn).to_have_count(3)
    choose(overview, "today")
    today = drawn.evaluate_all(HEIGHTS)
    choose(overview, "learning")
    then = drawn.evaluate_all(HEIGHTS)
    for wall, before, after in zip(walls(), today, then, strict=True):
        # Heights are logarithms.
        computed = math.log(wall.learning.high) / math.log(wall.today.high)
        assert after / before == pytest.approx(computed, abs=0.01)


@pytest.mark.parametrize("width", [390, 1400])
def test_labels_of_the_walls_do_not_touch(open_tab, width):
    overview = open_tab("", reduced_motion="reduce", viewport={"width": width, "height": 900})
    for choice in ("today", "learning"):
        choose(overview, choice)
        boxes = [overview.locator(".walls .cost").nth(k).bounding_box() for k in range(3)]
        assert all(a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes))


def test_tour_is_gone_through_once(open_tab):
    overview = open_tab("")
    card = overview.locator(".tour")
    for at in range(1, 5):
        expect(card).to_contain_text(f"{at} of 4")
        card.locator(".tour-next").click()
    expect(card).to_be_hidden()
    overview.reload()
    overview.wait_for_selector(".walls .bricks")
    overview.wait_for_selector(AT_REST)
    expect(card).to_be_hidden()


def test_tour_can_be_declined(open_tab):
    overview = open_tab("")
    overview.get_by_role("button", name="No tour, thank you").click()
    expect(overview.locator(".tour")).to_be_hidden()


# Plotly ends a drawing with a look at its layout, of which nothing is left where the figure has gone meanwhile.
ENDS_LATE = """() => {
  const { react } = Plotly;
  Plotly.react = async (plot, ...drawing) => {
    await react(plot, ...drawing);
    window.isHeld = true;
    while (plot.isConnected) await new Promise(requestAnimationFrame);
    window.hasEnded = true;
    return plot._fullLayout.width;
  };
}"""


def test_drawing_that_ends_when_its_figure_has_gone_disturbs_nobody(page):
    tab = page("barrier")
    tab.evaluate(ENDS_LATE)
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("End")
    tab.wait_for_function("() => window.isHeld")
    tab.get_by_role("link", name="Theory", exact=True).first.click()
    tab.wait_for_function("() => window.hasEnded")
    expect(tab.locator(PLOT)).to_have_count(0)
    tab.wait_for_selector(AT_REST)


def test_tour_leaves_the_walls_in_sight_on_a_telephone_and_speaks_when_it_is_asked(open_tab):
    overview = open_tab("", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    card = overview.locator(".tour")
    drawn = overview.locator(".walls svg").first.bounding_box()
    assert card.bounding_box()["y"] > drawn["y"] + 0.75 * drawn["height"]
    overview.get_by_role("button", name="Tour in 4 steps").click()
    expect(card).to_contain_text("1 of 4")


@pytest.mark.parametrize("take", ["click", "keyboard"])
def test_wall_is_a_door_to_its_page(open_tab, take):
    overview = open_tab("")
    wall = overview.get_by_role("link", name=re.compile("^Consolidation-wall"))
    if take == "click":
        wall.click()
    else:
        wall.focus()
        overview.keyboard.press("Enter")
    expect(overview).to_have_url(re.compile(r"/learning\?view=retention$"))


def test_lesson_is_gone_through_by_keyboard(open_tab):
    lesson = open_tab("lessons?lesson=why-memory-costs-energy&lesson_step=2")
    heading = lesson.get_by_role("heading", level=2)
    expect(lesson.get_by_role("button", name="Next")).to_be_visible()  # which the key stands for
    lesson.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Ten years")
    expect(lesson).to_have_url(re.compile("lesson_step=3"))
    lesson.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("A barrier holds, exponentially")


def test_arrow_keys_on_a_slider_move_the_slider_and_not_the_lesson(open_tab):
    lesson = open_tab("lessons?lesson=why-memory-costs-energy&lesson_step=3")
    lesson.get_by_role("button", name="Show the answer").click()
    lesson.locator(".st-key-well_barrier input[type=range]").focus()
    lesson.keyboard.press("ArrowLeft")
    expect(lesson).to_have_url(re.compile("well_barrier=11.9"))
    expect(lesson.get_by_role("heading", level=2)).to_have_text("Ten years")


def test_figure_keeps_its_words_until_the_question_is_answered(open_tab):
    lesson = open_tab("lessons?lesson=learning-rates-and-the-barrier")
    lesson.wait_for_selector(f"{PLOT} .main-svg")
    expect(lesson.locator(CAPTION)).to_be_empty()
    expect(lesson.locator(f"{PLOT} .annotation")).to_have_count(0)
    lesson.get_by_role("button", name="Check").click()
    expect(lesson.locator(CAPTION)).to_contain_text("6.215 kT")
    expect(lesson.get_by_text("Not quite: 6.215 kT.")).to_be_visible()


def test_bars_keep_their_energies_until_the_question_is_answered(open_tab):
    lesson = open_tab("lessons?lesson=how-far-are-we&lesson_step=4")
    lesson.wait_for_selector(f"{PLOT} .bars path")
    expect(lesson.locator(f"{PLOT} .bartext")).to_have_count(0)
    lesson.get_by_role("button", name="Show the answer").click()
    expect(lesson.locator(f"{PLOT} .bartext").first).to_contain_text(" J")


def test_figure_of_a_lesson_follows_the_thumb(open_tab):
    lesson = open_tab("lessons?lesson=the-update-wall&lesson_step=5&alpha=0.4")
    lesson.get_by_role("button", name="Show the answer").click()
    lesson.wait_for_selector(".st-key-alpha input[type=range]")
    lesson.wait_for_selector(AT_REST)
    expect(lesson.locator(CAPTION)).not_to_be_empty()
    before = lesson.locator(CAPTION).text_content()
    x, y = grab(lesson, "alpha")
    lesson.mouse.move(x + 80, y, steps=4)
    expect(lesson.locator(CAPTION)).not_to_have_text(before)
    lesson.mouse.up()


def test_classroom_stays_on_the_way_through_the_pages(page):
    shown = page("barrier?mode=classroom")
    shown.get_by_role("link", name="Learning").first.click()
    expect(shown).to_have_url(re.compile("/learning"))
    expect(shown.get_by_role("heading", level=2).first).to_have_text("What does it take to remember what was learnt?")
    shown.wait_for_function(f"() => {{ const sizes = ({SIZES})(); return sizes.length && Math.min(...sizes) >= 18; }}")


def test_figure_fills_the_screen(page):
    shown = page("barrier")
    shown.locator(".live-exports").get_by_role("button", name="Full screen").click()
    shown.wait_for_function("() => document.fullscreenElement?.classList.contains('live-figure')")
