"""A teacher with a clicker before a class, at 1280 × 720."""

import re

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, PLOT, expect

from dashboard.lessons.library import lessons

PROJECTOR = {"width": 1280, "height": 720}
DRAWN = f"{PLOT} .main-svg"
# What has to be seen, and is not: a part whose box is not within the window; the page, if it scrolls.
UNSEEN = """selectors => {
  const seen = one => {
    const { top, left, right, bottom, height } = one.getBoundingClientRect();
    return height > 0 && top >= 0 && left >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
  };
  const plot = document.querySelector(".live-plot").getBoundingClientRect();
  return [
    ...Object.entries(selectors).filter(([, selector]) => {
      const found = [...document.querySelectorAll(selector)];
      return !found.length || !found.every(seen);
    }).map(([name]) => name),
    ...plot.height < 250 ? [`figure of ${plot.height} px`] : [],
  ];
}"""
OVERFLOW = "() => (main => main.scrollHeight - main.clientHeight)(document.querySelector('[data-testid=stMain]'))"
CONTROL = "[class*=picture] :is([data-testid=stSlider], [data-testid=stButtonGroup], .stSelectbox)"
STEP = {"title": "h2", "figure": ".live-plot", "buttons": ".st-key-turn"}
LINES = "buttons => new Set(buttons.map(one => one.getBoundingClientRect().top)).size"
PAGES = {  # in the order of the navigation, and the control that each is about
    "Wells": "well_barrier",
    "Barrier": "alpha",
    "Learning": "alpha",
    "Training": "energy_scale",
    "Spectrum": "kT",
    "Energy": "alpha",
    "Lifetimes": "memory_size",
    "Projection": "model_parameters",
}


@pytest.fixture
def tab(open_tab):
    """Open a page before a class."""

    def on_the_wall(address):
        opened = open_tab(address, viewport=PROJECTOR, reduced_motion="reduce")
        opened.wait_for_selector(DRAWN, timeout=60_000)
        opened.wait_for_selector(AT_REST)
        return opened

    return on_the_wall


def at_step(tab, number):
    expect(tab.locator(".st-key-lesson_bar")).to_contain_text(f"step {number} of")
    tab.wait_for_selector(AT_REST)
    tab.wait_for_selector(DRAWN)


def unseen(tab, parts):
    """Say what of these parts is not seen, once the page has come to rest."""
    try:
        tab.wait_for_function(f"parts => !({UNSEEN})(parts).length", arg=parts, timeout=3000)
    except Exception:
        return tab.evaluate(UNSEEN, parts)
    over = tab.evaluate(OVERFLOW)
    return [f"{over} px below"] if over > 1 and "buttons" in parts else []


def test_every_step_of_every_lesson_is_on_one_screen(tab):
    shown, missed = tab("lessons?lesson=why-memory-costs-energy&mode=classroom"), {}
    for lesson in lessons().values():
        for number, step in enumerate(lesson.steps, start=1):
            at_step(shown, number)
            before = STEP | ({"question": ".st-key-question"} if step.question else {})
            after = before | {"control": CONTROL}
            missed[f"{lesson.name} {number}"] = unseen(shown, after if step.open else before)
            if step.question:
                shown.keyboard.press(".")
                expect(shown.locator(".st-key-question")).to_contain_text(re.compile("The answer: "))
                shown.wait_for_selector(AT_REST)
            missed[f"{lesson.name} {number}, answered"] = unseen(shown, after)
            shown.keyboard.press("PageDown")
        shown.get_by_role("button", name=re.compile("Next lesson|All lessons done")).click()
    assert {place: parts for place, parts in missed.items() if parts} == {}


def test_pages_show_their_figure_and_their_slider_and_the_way_to_the_lessons(tab):
    shown, missed = tab("wells?mode=classroom"), {}
    navigation = shown.get_by_test_id("stTopNav")
    for name, slider in PAGES.items():
        navigation.get_by_role("link", name=name, exact=True).click()
        expect(shown).to_have_url(re.compile(f"/{name.lower()}"))
        expect(shown.locator(f".st-key-{slider}")).to_be_visible()
        shown.wait_for_selector(AT_REST)
        shown.wait_for_selector(DRAWN)
        missed[name] = unseen(shown, {"title": "h2", "figure": ".live-plot", "slider": f".st-key-{slider}"})
        if shown.locator(".st-key-view button").evaluate_all(LINES) > 1:
            missed[name].append("views on one line")
    assert {name: parts for name, parts in missed.items() if parts} == {}
    expect(navigation.get_by_test_id("stTopNavSection")).to_have_count(0)  # "3 more"
    shown.get_by_text("Classroom", exact=True).click()
    shown.set_viewport_size({"width": 1024, "height": 720})
    expect(navigation.get_by_role("link", name="Limits")).to_be_visible()
    expect(navigation.get_by_role("link", name="Lessons")).to_be_visible()
    expect(navigation.get_by_test_id("stTopNavSection")).to_have_count(0)


def test_clicker_turns_as_many_steps_as_it_is_pressed_wherever_the_focus_is(tab):
    shown = tab("lessons?lesson=why-memory-costs-energy")
    for _ in range(3):
        shown.keyboard.press("PageDown", delay=150)  # ms, to the next press
    at_step(shown, 4)
    shown.keyboard.press("PageUp")
    at_step(shown, 3)
    shown.keyboard.press(".")
    slider = shown.locator(".st-key-well_barrier input[type=range]")
    slider.focus()
    shown.get_by_test_id("stMain").evaluate("main => main.scrollTop = 300")
    shown.keyboard.press("ArrowLeft")  # which is the slider's own
    expect(shown).to_have_url(re.compile("well_barrier=11.9"))
    at_step(shown, 3)
    shown.keyboard.press("PageDown")
    at_step(shown, 4)
    shown.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop === 0")
    shown.keyboard.press("PageUp")
    at_step(shown, 3)
    expect(shown.get_by_text("The answer: 40.29 kT.")).to_be_visible()


def test_hands_are_counted_and_the_right_answer_is_marked(tab):
    shown = tab("lessons?lesson=barriers-and-rates&lesson_step=2&mode=classroom")
    for hands in ("3", "12", "5", "0"):
        shown.get_by_label({"3": "1.3", "12": "2", "5": "7.4", "0": "100"}[hands], exact=True).fill(hands)
    bars = shown.locator(".hands-bar span")
    widths = "bars => bars.map(bar => bar.style.width)"
    assert bars.evaluate_all(widths) == ["25%", "100%", f"{500 / 12:.4f}%", "0%"]
    expect(shown.locator(".hands .right")).to_have_count(0)
    shown.keyboard.press(".")  # a field of digits has no use for it
    expect(shown.locator(".st-key-question")).to_contain_text("The answer: 7.4. 5 of 20 hands.")
    expect(shown.locator("label.right")).to_have_text("✓ 7.4")
    for key, step in (("PageDown", 3), ("PageUp", 2)):
        shown.keyboard.press(key)
        at_step(shown, step)
    expect(shown.get_by_label("2", exact=True)).to_have_value("12")


def test_pupils_get_the_step_without_the_mode(tab, app):
    shown = tab("lessons?lesson=barriers-and-rates&lesson_step=6&mode=classroom")
    shown.get_by_role("button", name="Link for pupils").click()
    link = shown.locator(".pupils")
    expect(link.locator(".pupils-address")).to_have_text(f"{app.url}/lessons?lesson=barriers-and-rates&lesson_step=6")
    expect(link.locator(".pupils-warning")).to_contain_text("No telephone reaches this address")
    assert link.get_by_role("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    link.get_by_role("button", name="Copy the address").click()
    expect(link.get_by_role("status")).to_have_text("Copied.")
