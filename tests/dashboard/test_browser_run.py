"""A person drops the log of a training run."""

import json
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")

from hand import AT_REST, CAPTION, expect

NAME = "<img src=x onerror=alert(1)>.jsonl"
LOG = "\n".join(json.dumps({"step": n, "lr": 1e-3 / (1 + n), "loss": 2.0 / (1 + n)}) for n in range(40))
DROP = """([zone, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


LOGS = Path(__file__).parents[2] / "assets" / "logs"
TOLD = {"main.log": "llm.c", "results.csv": "Ultralytics", "trainer_state.json": "Hugging Face"}


def drop(tab, name, text):
    zone = tab.get_by_test_id("stFileUploaderDropzone").first
    tab.evaluate(DROP, [zone.element_handle(), name, text])


def test_a_dropped_log_is_seen_and_what_is_none_is_told_and_changes_nothing(page):
    tab = page("run")
    drop(tab, NAME, LOG)
    expect(tab.locator(CAPTION)).to_contain_text("In 40 steps")
    tab.wait_for_selector(AT_REST)
    assert tab.locator("img[src=x]").count() == 0
    tab.wait_for_function("() => new URLSearchParams(location.search).has('run_1')")
    before = tab.locator(CAPTION).text_content()
    drop(tab, "poem.txt", "Shall I compare thee to a summer's day?")
    told = tab.get_by_test_id("stAlert")
    expect(told).to_contain_text("poem.txt is no training log that is known")
    assert tab.locator(CAPTION).text_content() == before
    tab.reload()
    expect(tab.locator(CAPTION)).to_have_text(before, timeout=30_000)


# Else it is drawn anew, as it was at first, beside the one that goes.
MARK = f"() => {{ document.querySelector('{CAPTION}').mine = true; }}"
MARKED = f"() => [...document.querySelectorAll('{CAPTION}')].map(one => one.mine)"


def test_picture_stays_in_its_place_whatever_is_told_above_it(page):
    tab = page("run?alpha=7")
    notices = tab.get_by_test_id("stAlert")
    expect(notices).to_contain_text("alpha = 7 is not allowed")
    tab.evaluate(MARK)
    tab.locator(".st-key-alpha input[type=range]").focus()
    tab.keyboard.press("ArrowRight")
    expect(notices).to_have_count(0)
    assert tab.evaluate(MARKED) == [True]
    drop(tab, NAME, LOG)
    expect(notices).to_contain_text("was read as")
    expect(tab.locator(CAPTION)).to_contain_text("In 40 steps")
    assert tab.evaluate(MARKED) == [True]


def test_the_commonest_formats_are_taken_from_a_telephone(open_tab):
    tab = open_tab("run", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for name, framework in TOLD.items():
        tab.locator("input[type=file]").first.set_input_files(LOGS / name)
        expect(tab.get_by_test_id("stAlert")).to_contain_text(f"{name} was read as {framework}")
        expect(tab.locator(CAPTION)).to_contain_text(name)
        tab.wait_for_selector(AT_REST)
    assert tab.evaluate("() => document.documentElement.scrollWidth") == 390
