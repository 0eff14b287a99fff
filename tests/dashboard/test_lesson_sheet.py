"""Lessons on paper: all of it on few pages, and without the answers where pupils are to find them."""

import io

import httpx
import pypdf
import pytest

from dashboard.export.lesson_sheet import Sheet, lesson_pdf
from dashboard.export.press import missing_browser
from dashboard.lessons.library import lessons
from dashboard.lessons.model import Choose
from dashboard.lessons.teach import said
from dashboard.parameters import InvalidParameter

MM = 25.4 / 72  # of a point
ANSWERS = "Answers and teacher"


@pytest.fixture(scope="module")
def press(browser):
    """Sheets are made with the browser that the tests have found, or Kaleido's own."""
    if reason := missing_browser():
        pytest.skip(reason)


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("name", ["barriers-and-rates", "the-update-wall"])
def test_lesson_on_paper_has_its_steps_and_no_answers(name):
    lesson = lessons()[name]
    pages = pages_of(lesson_pdf(name, "no", "a4"))
    assert len(pages) <= (len(lesson.steps) + 1) // 2 + 1
    assert all(len(page) > 200 for page in pages)
    assert not any(ANSWERS in page for page in pages)
    for at, step in enumerate(lesson.steps, start=1):
        heading = f"{at}. {step.title}"
        (page,) = (page for page in pages if heading in page)
        if isinstance(step.question, Choose):
            after = page[page.index(heading) :]
            assert all(text.replace("*", "") in after for text in step.question.options.values())
        if step.answer and step.question is not None:
            told = " ".join(said(step.answer, step).split())[:40]
            assert not any(told in page for page in pages)


def test_lesson_with_answers_is_made_by_an_address(press, app):
    lesson = lessons()["barriers-and-rates"]
    asked = f"{app.url}/lessons/{lesson.name}.pdf"
    answer = httpx.get(asked, params={"lesson_answers": "yes", "sheet": "letter"}, timeout=90)
    assert answer.headers["content-type"] == "application/pdf"
    assert float(pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].mediabox.height) * MM == pytest.approx(279, abs=1)
    pages = pages_of(answer.content)
    (told,) = (page for page in pages if ANSWERS in page)
    assert all(f"{at}. {step.title}" in told for at, step in enumerate(lesson.steps, start=1))
    assert httpx.get(f"{app.url}/lessons/none.pdf").status_code == 404
    assert httpx.get(asked, params={"sheet": "a9"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "query"),
    [("none", {}), ("barriers-and-rates", {"sheet": "a9"}), ("barriers-and-rates", {"lesson_answers": "perhaps"})],
)
def test_a_sheet_that_there_is_not_is_refused(name, query):
    with pytest.raises(InvalidParameter):
        Sheet.read(name, query)
