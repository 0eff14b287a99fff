"""The explorer without a server: Python in the reader's browser, from a disk, from a host, and in a frame by itself."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("playwright.sync_api")

from file_server import serving
from hand import expect, obstacles

import limcore
from dashboard import theme
from dashboard.engine.files import ARCHIVES, engine_files
from dashboard.engine.pack import packed_engine
from dashboard.export.export import Export
from dashboard.export.provenance import LOCAL_APP
from dashboard.export.tables import csv_text
from dashboard.figures import FIGURES
from dashboard.lessons.library import lessons
from dashboard.site.build import ENGINE, assets, build_single
from dashboard.site.figure_pages import figure_page
from dashboard.site.lesson_pages import all_lessons_page, lesson_page

FOLDER = os.environ.get("WALLS_ENGINE", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="WALLS_ENGINE names no folder with the files of the engine"),
]
LESSON = next(iter(lessons()))
WITHIN = 120_000  # ms in which Python starts, on a machine that has other things to do
RUNS = "() => document.documentElement.dataset.engine === 'runs'"
REST = ".stApp[data-test-script-state=notRunning]"
GROUNDS = {"dark": "rgb(17, 22, 28)", "light": "rgb(255, 255, 255)"}
# The page, and the figure on it.
WEARS = """ground => [document.body, document.querySelector(".live-figure")].every(
  one => getComputedStyle(one).backgroundColor === ground) && document.getAnimations().every(
  one => one.playState !== "running")"""
# A browser without a window has no dialogue; it says what it would print, and how large.
PRINTS = """window.print = () => {
  const { title, images: [{ naturalWidth, style }] } = document;
  console.log("printed", naturalWidth && title, style.width, style.height);
}"""
# An engine that starts, and shows nothing.
FAILS = """window.Worker = class {
  postMessage({ files, id }) {
    const data = files ? { ready: true } : { id, error: "KeyError: no such thing" };
    setTimeout(() => this.onmessage({ data }));
  }
}"""
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Write some pages with the engine; all others are made alike."""
    folder = tmp_path_factory.mktemp("site")
    engine = packed_engine(engine_files(Path(FOLDER)), ENGINE)
    written = figure_page("barrier", LOCAL_APP), all_lessons_page(), lesson_page(LESSON)
    pages = {page.path: page.write(engine) for page in written}
    for name, content in (*pages.items(), *assets(engine)):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture(scope="module")
def served(site):
    """Give the address of a plain file server."""
    with serving(site) as address:
        yield address


@pytest.fixture
def visit(browser, site):
    """Open pages; nothing may go wrong unseen, and nothing be asked of anybody but where the page lies."""
    contexts, wrong = [], []

    def open_page(address, root=None, script="", **options):
        root = root or site.as_uri()
        context = browser.new_context(
            **{"viewport": {"width": 1400, "height": 1000}, "reduced_motion": "reduce"} | options
        )
        contexts.append(context)
        context.add_init_script(script)
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("request", lambda asked: asked.url.startswith((root, "data:", "blob:")) or wrong.append(asked.url))
        tab.goto(f"{root}/{address}")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def started(tab):
    """Wait until Python runs the page, and has drawn its figure."""
    tab.wait_for_function(RUNS, timeout=WITHIN)
    tab.wait_for_selector(f"{REST} .live-plot .main-svg", timeout=WITHIN)
    return tab


def test_the_explorer_on_a_disk_does_what_the_app_does(visit):
    tab = started(visit("barrier.html?alpha=0.3&R_max=3e9"))
    caption = tab.locator(".live-caption")
    expect(caption).to_contain_text("α = 0.3")
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function(WEARS, arg=GROUNDS[scheme])
        assert obstacles(tab, in_other_colors=scheme != "light") == []
    # A slider that the page by itself does not have, by a key and by typing.
    tab.locator(".st-key-kT input[type=range]").focus()
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_function("() => /kT=/.test(location.search)")
    number = tab.locator(".st-key-alpha .dial-number")
    number.fill("1/3")
    number.press("Enter")
    expect(caption).to_contain_text("α = 0.333")
    tab.get_by_role("button", name="Pin this view").click()
    expect(tab.get_by_role("button", name="Unpin A")).to_be_visible()
    tab.get_by_role("radiogroup", name="View").get_by_text("Table").click()
    expect(tab.locator(".table.scrolls td").first).to_be_visible()
    tab.go_back()
    tab.wait_for_selector(f"{REST} .live-plot .main-svg")
    tab.go_back()
    expect(tab.get_by_role("button", name="Unpin A")).to_have_count(0)


def saved(tab, button):
    with tab.expect_download() as download:
        button.click()
    return download.value.path().read_bytes()


def test_what_is_taken_away_is_what_the_app_gives(visit, tmp_path):
    """To the last digits: the logarithms and exponentials of a browser are rounded a little differently."""
    tab = started(visit("barrier.html?alpha=0.3", script=PRINTS))
    figure = FIGURES["barrier"]
    written = {"here": saved(tab, tab.locator("a[data-format=csv]")).decode()}
    written["there"] = csv_text(Export(figure, figure.values(alpha=0.3)))
    tables, headers = {}, {}
    for name, text in written.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        tables[name] = limcore.read_export(tmp_path / f"{name}.csv").table
        headers[name] = [line for line in text.splitlines() if line.startswith("#")]
    assert headers["here"] == headers["there"]
    pd.testing.assert_frame_equal(tables["here"], tables["there"], rtol=1e-12, atol=1e-12)
    page = saved(tab, tab.locator("a[data-format=html]")).decode()
    assert page.startswith("<!doctype html>")
    assert "Plotly" in page
    tab.locator("select[data-format=theme]").select_option("grey")
    picture = saved(tab, tab.locator("button[data-format=svg]")).decode()
    assert picture.startswith("<svg")
    assert "font-face" in picture
    assert theme.COLORS["light"]["@line-0"] not in picture
    assert saved(tab, tab.locator("button[data-format=png]")).startswith(b"\x89PNG")
    tab.locator("select[data-format=print]").select_option("single")
    with tab.expect_console_message(lambda told: told.text.startswith("printed")) as printed:
        tab.locator("button[data-format=pdf]").click()
    assert printed.value.text.startswith("printed barrier 336.378px ")  # a column of 89 mm
    expect(tab.locator(".live-told")).to_contain_text("choose to save a PDF")


def moved(tab):
    """Move a slider that came with the page, and give what the figure then says."""
    caption = tab.locator("#barrier .live-caption")
    expect(caption).not_to_be_empty()
    before = caption.text_content()
    tab.locator("#barrier .live-controls input[type=range]").first.focus()
    tab.keyboard.press("ArrowRight")
    expect(caption).not_to_have_text(before)
    return caption.text_content()


def test_pictures_come_first_and_what_was_moved_is_carried_over(visit):
    """On a telephone Python starts when asked."""
    tab = visit("barrier.html", **TELEPHONE)
    said = moved(tab)
    expect(tab.locator("#engine button")).to_be_visible()
    tab.locator("#engine button").click()
    expect(tab.locator("#engine button")).to_be_hidden()
    started(tab)
    expect(tab.locator(".live-caption")).to_have_text(said)
    assert tab.evaluate("() => document.documentElement.scrollWidth") == 390


def test_curves_are_seen_and_move_before_plotly_is_there(visit, served):
    waiting = []

    def hold(route):
        waiting.append(route)

    tab = visit("assets/favicon.svg", root=served, **TELEPHONE)
    tab.route("**/plotly.min.js", hold)
    tab.goto(f"{served}/barrier.html", wait_until="commit")
    curves = tab.locator("#barrier .live-sketch path")
    expect(curves.first).to_be_visible()
    before = curves.last.get_attribute("d")
    moved(tab)
    expect(curves.last).not_to_have_attribute("d", before)
    waiting[0].continue_()
    expect(tab.locator("#barrier .live-plot .main-svg").first).to_be_visible(timeout=WITHIN)
    expect(curves).to_have_count(0)


def test_a_link_starts_nothing_on_a_telephone(visit):
    tab = visit("barrier.html?alpha=0.3", **TELEPHONE)
    expect(tab.locator(".engine-words")).to_contain_text("The link asks for more")
    expect(tab.locator("#engine button")).to_be_visible()
    moved(tab)
    assert [one for one in tab.evaluate("() => performance.getEntries().map(one => one.name)") if ENGINE in one] == []


def test_a_lesson_leads_to_the_engine_and_its_question_is_answered_there_on_a_file_server(visit, served):
    tab = visit(f"lessons/{LESSON}.html", root=served)
    tab.get_by_role("link", name="Take this lesson in the explorer").click()
    started(tab)
    tab.get_by_role("button", name="Show the answer").click()
    expect(tab.locator(".alert.info")).to_be_visible()
    tab.get_by_role("button", name="Next", exact=True).click()
    tab.wait_for_function("() => /lesson_step=2/.test(location.search)")


def test_it_runs_in_a_frame_without_an_origin(visit, site, served):
    """As learning platforms show pages; so narrow that Python waits to be asked."""
    frame = site / "frame.html"
    frame.write_text('<iframe sandbox="allow-scripts" src="barrier.html" width="800" height="900"></iframe>', "utf-8")
    inside = visit("frame.html", root=served).frame_locator("iframe")
    inside.locator("#engine button").click()
    expect(inside.locator(f"{REST} .live-plot .main-svg").first).to_be_visible(timeout=WITHIN)


def test_one_page_is_a_file_by_itself(visit, site, tmp_path):
    (written,) = build_single(tmp_path / "single", LOCAL_APP, Path(FOLDER), "barrier")
    moved_away = written.rename(tmp_path / "supplement.html")
    tab = started(visit(f"{moved_away.name}?alpha=0.3", root=tmp_path.as_uri()))
    expect(tab.locator(".live-caption")).to_contain_text("α = 0.3")
    tab.get_by_role("link", name="Wells").click()
    expect(tab.locator(".live-caption")).to_contain_text("relaxation time")
    assert tab.url.startswith(moved_away.as_uri())


def test_it_opens_without_a_network_after_a_first_visit(visit, served):
    tab = started(visit("barrier.html?alpha=0.3", root=served))
    tab.wait_for_function("() => document.documentElement.dataset.kept === 'yes'")
    tab.context.set_offline(True)
    tab.reload()
    started(tab)
    expect(tab.locator(".live-caption")).to_contain_text("α = 0.3")


def test_a_broken_engine_leaves_the_sliders_that_came_with_the_page(visit, site, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(site, broken)
    (broken / ENGINE / "03.js").unlink()
    tab = visit("barrier.html", root=broken.as_uri())
    expect(tab.locator(".engine-words")).to_contain_text("Python cannot run here (03.js is missing)", timeout=WITHIN)
    expect(tab.get_by_role("button", name="Try again")).to_be_visible()
    moved(tab)


def test_a_first_page_that_cannot_be_shown_says_so(visit):
    tab = visit("barrier.html", script=FAILS)
    expect(tab.locator(".engine-words")).to_contain_text("That could not be shown: no such thing", timeout=WITHIN)
    expect(tab.get_by_role("button", name="Try again")).to_be_visible()
    moved(tab)


def test_licences_go_along(site):
    text = (site / ENGINE / "LICENCES.txt").read_text("utf-8")
    assert all(name in text for name in ("Mozilla Public License 2.0", "CPython", "NumPy Developers"))
    assert {archive.name for archive in ARCHIVES} <= {path.name for path in Path(FOLDER).iterdir()}
