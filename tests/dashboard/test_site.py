"""The static site: whole, small, and at work from a disk and from a plain file server."""

import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pandas as pd
import pypdf
import pytest

pytest.importorskip("playwright.sync_api")

pytest.importorskip("axe_playwright_python.sync_playwright")

from file_server import serving
from fingers import SMALL, Fingers
from hand import CAPTION, PLOT, expect, obstacles

from dashboard.catalogue import PAGES
from dashboard.export.export import Export
from dashboard.export.html_page import html_page
from dashboard.export.standalone import default_controls
from dashboard.figures import FIGURES
from dashboard.lessons.library import lessons
from dashboard.walls.costs import walls as costs

WITH_FIGURES = [page.name for page in PAGES.values() if page.views]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "dashboard.command", "site", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def served(site):
    """Give the address of a plain file server."""
    with serving(site) as address:
        yield address


@pytest.fixture
def visit(browser, site):
    """Open pages of the site from the disk; nothing may go wrong, and nothing come from elsewhere."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    wrong = []

    def open_page(path, root=None):
        root = root or site.as_uri()
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("requestfailed", lambda request: wrong.append(request.url))
        tab.on("request", lambda asked: asked.url.startswith((root, "data:", "blob:")) or wrong.append(asked.url))
        tab.goto(f"{root}/{path}")
        return tab

    yield open_page
    context.close()
    assert wrong == []


def test_site_is_small(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 22e6


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_page_draws_its_figures_and_they_move(visit, name):
    tab = visit(f"{name}.html")
    figures = PAGES[name].figures
    expect(tab.locator(".live-figure")).to_have_count(len(figures))
    for figure in figures:
        section = tab.locator(f"#{figure.name}")
        section.scroll_into_view_if_needed()
        expect(section.locator(f"{PLOT} .main-svg").first).to_be_visible(timeout=30_000)
        caption = section.locator(CAPTION)
        before = caption.text_content()
        assert before
        if default_controls(figure, figure.values()):
            section.locator(".live-controls").get_by_role("slider").first.focus()
            tab.keyboard.press("End")
            expect(caption).not_to_have_text(before)


def test_pages_fit_a_telephone_and_the_fingers_on_it(visit, site):
    tab = visit("index.html")
    tab.set_viewport_size({"width": 390, "height": 844})
    Fingers(tab).emulate(True)
    misfits = {}
    for path in sorted(site.rglob("*.html")):
        tab.goto(path.as_uri())
        width, small = tab.evaluate("() => document.documentElement.scrollWidth"), tab.evaluate(SMALL)
        if width > 390 or small:
            misfits[path.name] = width, small
    assert misfits == {}


def test_walls_come_down_and_lead_to_their_pages(visit):
    tab = visit("index.html")
    walls = tab.get_by_role("group", name="The three performance walls")
    memory = walls.get_by_role("link", name=re.compile("^Memory-wall"))
    expect(memory.locator(".cost")).to_have_text(costs()[0].today.text)
    tab.get_by_role("button", name="With learning-in-memory").click()
    expect(memory.locator(".cost")).to_have_text(costs()[0].learning.text)
    walls.get_by_role("link", name=re.compile("^Consolidation-wall")).press("Enter")
    expect(tab).to_have_url(re.compile(r"learning\.html#retention$"))


@pytest.mark.parametrize("name", lessons())
def test_lesson_asks_before_it_tells(visit, name):
    tab = visit(f"lessons/{name}.html")
    steps = lessons()[name].steps
    expect(tab.locator(".step")).to_have_count(len(steps))
    first = next(at for at, step in enumerate(steps, start=1) if step.question)
    section = tab.locator(f"#step-{first}")
    section.scroll_into_view_if_needed()
    expect(section.locator(f"{PLOT} .main-svg").first).to_be_visible(timeout=30_000)
    expect(section.locator(".answer")).to_be_hidden()
    expect(section.locator(CAPTION)).to_be_empty()
    expect(section.locator(".live-controls")).to_be_hidden()
    section.get_by_role("button", name="Show the answer").click()
    expect(section.locator(".verdict")).to_contain_text("The answer: ")
    expect(section.locator(".answer")).to_be_visible()
    expect(section.locator(".live-controls")).to_be_visible()
    expect(section.locator(CAPTION)).not_to_be_empty()


def test_prediction_is_judged_on_a_server_too(visit, served):
    tab = visit("lessons/barriers-and-rates.html", served)
    section = tab.locator("#step-2")
    section.get_by_role("button", name="100", exact=True).click()
    expect(section.locator(".verdict")).to_contain_text("Not quite: 7.4")
    section.get_by_role("button", name="7.4", exact=True).click()
    expect(section.locator(".verdict")).to_contain_text("Yes: 7.4")


def test_printed_lesson_has_all_its_figures(visit):
    tab = visit("lessons/the-update-wall.html")
    tab.wait_for_load_state("load")
    sheets = pypdf.PdfReader(io.BytesIO(tab.pdf(format="A4"))).pages
    assert all(len(sheet.extract_text()) > 200 for sheet in sheets)
    figures = tab.locator(".live-figure")
    assert len(sheets) <= figures.count() / 2 + 1
    expect(tab.locator(f".live-figure {PLOT} .main-svg:first-child")).to_have_count(figures.count())


def test_choice_of_a_page_by_itself_has_no_serious_obstacle(visit, tmp_path):
    target = tmp_path / "barrier.html"
    figure = FIGURES["barrier"]
    target.write_text(html_page(Export(figure, figure.values()), controls=("unit", "alpha")), "utf-8")
    tab = visit(target.name, tmp_path.as_uri())
    tab.get_by_label("Energies in").select_option("meV")
    expect(tab.locator(".xtitle")).to_contain_text("meV")
    assert obstacles(tab) == []


# What changes its colours has changed them, and figures are drawn in those of their ground.
WEARS = """() => document.getAnimations().length === 0
  && [...document.querySelectorAll(".live-figure .main-svg")].every(drawn => {
    const ground = one => getComputedStyle(one).backgroundColor;
    return ground(drawn) === ground(drawn.closest(".live-figure")) || ground(drawn) === "rgba(0, 0, 0, 0)";
  })"""


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "barrier.html", "lessons/the-update-wall.html", "theory.html", "limits.html"),
        *("model.html", "reference.html"),
    ],
)
def test_page_has_no_serious_obstacle(visit, served, path):
    tab = visit(path, served)
    tab.wait_for_load_state("load")
    found = {}
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function(WEARS)
        found[scheme] = obstacles(tab, in_other_colors=scheme != "light")
    assert found == {"light": [], "dark": []}


class Links(HTMLParser):
    """The links of a page, what it fetches, and its own anchors."""

    def __init__(self, page):
        super().__init__()
        self.targets, self.anchors = [], []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.targets += [given[name] for name in ("href", "src") if given.get(name)]
        self.anchors += [given["id"]] if given.get("id") else []


def test_every_link_leads_somewhere(site):
    pages = {path: Links(path) for path in site.rglob("*.html")}
    assert {path.name for path in pages} >= {"index.html", "model.html", "reference.html"}
    lost = []
    for path, page in pages.items():
        for link in map(urlsplit, page.targets):
            if link.scheme:
                lost += [] if link.scheme in ("http", "https", "data") else [(path.name, link.geturl())]
                continue
            target = (path.parent / unquote(link.path)).resolve() if link.path else path
            anchor = unquote(link.fragment)
            there = target.is_file() and (not anchor or anchor in pages[target].anchors)
            lost += [] if there else [(path.name, link.geturl())]
    assert lost == []


def test_every_anchor_is_there_once(site):
    for path in site.rglob("*.html"):
        anchors = Links(path).anchors
        assert sorted(anchors) == sorted(set(anchors)), path


def test_every_page_can_be_reached_from_the_first(site):
    found, waiting = set(), [(site / "index.html").resolve()]
    while waiting:
        path = waiting.pop()
        if path.suffix != ".html" or path in found:
            continue
        found.add(path)
        inside = (link for link in map(urlsplit, Links(path).targets) if not link.scheme and link.path)
        waiting += [(path.parent / unquote(link.path)).resolve() for link in inside]
    assert found == {path.resolve() for path in site.rglob("*.html")}


def test_tables_lie_beside_the_pages(site):
    for name, figure in FIGURES.items():
        table = pd.read_csv(site / "data" / f"{name}.csv", comment="#")
        assert len(table) == len(figure.table(figure.values()))
