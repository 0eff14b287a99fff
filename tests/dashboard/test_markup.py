"""Text from outside is text on every page that is written: it makes no element and no attribute, nor ends a script."""

import html
import json
from html.parser import HTMLParser

import pytest
from test_recipes import recipe
from waiting import finished

from dashboard.export.export import Export
from dashboard.export.html_page import html_page
from dashboard.figures import FIGURES
from dashboard.lessons import library
from dashboard.live.assets import figure_markup
from dashboard.markdown import equation_html, words_html
from dashboard.metadata import head
from dashboard.site.index_page import index_page
from dashboard.site.lesson_pages import all_lessons_page, lesson_page

PLAIN = "plain words"
HOSTILE = """"></script><script>'1' & {{ 2 }}"""
BASE = "http://localhost:8501"
SPECTRUM = FIGURES["spectrum"]


class Read(HTMLParser):
    """The elements of a page with the names of their attributes, its text, and the data of its figures."""

    def __init__(self, page):
        super().__init__()
        self.shape, self.text, self.attributes, self.data, self.in_data = [], "", [], [], False
        self.feed(str(page))

    def handle_starttag(self, tag, attributes):
        self.shape.append((tag, *(name for name, _ in attributes)))
        self.attributes += attributes
        self.in_data = ("type", "application/json") in attributes

    def handle_endtag(self, tag):
        self.shape.append(f"/{tag}")
        self.in_data = False

    def handle_data(self, data):
        if self.in_data:
            self.data.append(json.loads(data))
        else:
            self.text += data


def assert_text_only(write):
    """Assert that a page with hostile words is that with plain ones but for the words, which are read as they are."""
    plain, hostile = Read(write(PLAIN)), Read(write(HOSTILE))
    assert hostile.shape == plain.shape
    assert PLAIN in plain.text
    assert HOSTILE in hostile.text
    return hostile


@pytest.fixture
def teach(tmp_path, monkeypatch):
    """Give a function that makes the words it is given part of two lessons, which are then all there are."""
    monkeypatch.setattr(library, "_FOLDER", tmp_path)

    def taught(words):
        library._read.cache_clear()
        said = json.dumps(words)
        lesson = recipe("A lesson")
        for plain, ours in {
            "title: A second look": f"title: {said}",
            "needs: Nothing.": f"needs: {said}",
            "## Forward and back": f"## {words}",
            "options: [1, 2.7, 10]": f"options: [1, 2.7, 10]\n  unit: {said}",
        }.items():
            assert plain in lesson
            lesson = lesson.replace(plain, ours)
        for name in ("1-first.md", "2-second.md"):
            (tmp_path / name).write_text(lesson, "utf-8")
        assert library.broken_lessons() == ()

    yield taught
    library._read.cache_clear()


@pytest.mark.parametrize("page", [index_page, all_lessons_page, lambda: lesson_page("first")])
def test_words_of_a_lesson_are_text(teach, page):
    def written(words):
        teach(words)
        return page().write()

    assert_text_only(written)


def test_answer_of_a_lesson_is_told_as_it_is(teach):
    teach(HOSTILE)
    (verdicts,) = [value for name, value in Read(lesson_page("first").write()).attributes if name == "data-verdicts"]
    assert json.loads(verdicts)["told"].endswith(HOSTILE)


def test_markup_within_markdown_is_text_as_on_the_pages_of_the_app():
    seen = Read(words_html("<b>bold</b> and <br>\n\n<script>alert(1)</script>"))
    assert seen.shape == [("p",), "/p", ("p",), "/p"]
    assert seen.text.split() == ["<b>bold</b>", "and", "<br>", "<script>alert(1)</script>"]


@pytest.mark.parametrize(
    "latex",
    ["</math><script>alert(1)</script>", r"\text{</math><script>}", r"\href{javascript:x}{y}", r"\color{\"><script>}y"],
)
def test_equation_is_nothing_but_an_equation(latex):
    for written in (equation_html(latex), words_html(f"Here: ${latex}$ and $$ {latex} $$ (<script>)")):
        seen = Read(written)
        assert not [tag for tag in seen.shape if tag[0] == "script" or "href" in tag]


def test_name_of_a_point_is_text_on_the_page_of_a_figure():
    def written(name):
        return html_page(Export(SPECTRUM, SPECTRUM.values(own_point=(name, 1e-15)), f"{BASE}/{name}"))

    seen = assert_text_only(written)
    (data,) = seen.data
    assert HOSTILE in json.dumps(data["drawing"], ensure_ascii=False) or html.escape(HOSTILE) in str(data["drawing"])


def test_data_of_a_figure_come_back_as_they_were_and_end_no_script():
    content = {"said": HOSTILE, "numbers": [1.5, None, True], "<!--": "<script>"}
    seen = Read(figure_markup(HOSTILE, content))
    assert seen.data == [content]
    assert seen.shape == Read(figure_markup(PLAIN, {})).shape
    assert ("aria-describedby", f"description-{HOSTILE}") in seen.attributes


def test_head_of_a_page_has_no_elements_of_an_address():
    def written(name):
        query = {"view": "spectrum", "own_point": f"{name}:1e-15"}
        return finished(head("energy", query, f"{BASE}/{name}/"))

    plain, hostile = Read(written(PLAIN)), Read(written(HOSTILE))
    assert hostile.shape == plain.shape
