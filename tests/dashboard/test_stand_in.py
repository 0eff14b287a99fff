"""Without Streamlit the pages say, offer and answer what they do with it."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pages_alone
import pytest
import widgets

from dashboard.catalogue import PAGES
from dashboard.engine.pack import packed_python
from dashboard.export.answers import content, laid_out
from dashboard.export.provenance import LOCAL_APP
from dashboard.figures import encode_arrays
from dashboard.lessons.library import lessons
from dashboard.live import ask
from dashboard.markdown import words_html

LESSON = next(iter(lessons()))
QUERIES = {
    "barrier": [{}, {"alpha": "0.3", "rate_scale": "absolute", "pin_1": "alpha:0.7"}, {"alpha": "7", "unknown": "1"}],
    "learning": [{}, {"view": "retention", "schedule_1": "cosine", "schedule_2": "exponential"}],
    "lessons": [{}, {"lesson": LESSON}, {"lesson": LESSON, "lesson_view": "print"}],
    "training": [{"task": "moons", "training_steps": "100"}],
    "lifetimes": [{}, {"view": "history", "history": "ppdr"}],
    "spectrum": [{"rows": "all", "own_point": "my chip: 2e-15"}],
}
STATES = [(page, query) for page in PAGES for query in QUERIES.get(page, [{}])]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run the pages, each time as if for a new visitor, through some messages."""
    folder = tmp_path_factory.mktemp("packed")
    zipfile.ZipFile(io.BytesIO(packed_python())).extractall(folder)

    def seen(*messages):
        command = [sys.executable, str(Path(pages_alone.__file__)), str(folder)]
        done = subprocess.run(
            command, input=json.dumps(messages), capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return seen


@pytest.fixture(scope="module")
def opened(run):
    """Give what is seen of each state."""
    answers = run(*(opening(page, query) for page, query in STATES))
    return {(page, urlencode(query)): answer for (page, query), answer in zip(STATES, answers, strict=True)}


def opening(page, query):
    return {"page": page, "query": urlencode(query), "step": False, "url": "file:///walls", "acts": []}


def nodes(seen, kind):
    """List all nodes of a kind, in their order."""

    def below(children):
        for node in children:
            yield node
            yield from below(node.get("children", []))

    return [node for node in below(seen["tree"]) if node["kind"] == kind]


def html(elements):
    return sorted(str(words_html(one.value)) for one in elements)


@pytest.mark.parametrize(("page", "query"), STATES)
def test_a_page_says_and_offers_the_same(opened, page, query):
    seen, app = opened[page, urlencode(query)], widgets.open_page(page, **query)
    assert not app.exception
    titles = [one["text"] for one in nodes(seen, "heading")]
    assert sorted(titles) == sorted(one.value for one in (*app.header, *app.subheader))
    assert sorted(
        one["html"] for one in nodes(seen, "words") if not one.get("small") and "<math" not in one["html"]
    ) == [text for text in html(app.markdown) if "<math" not in text]
    offered = (*app.slider, *app.select_slider)
    assert sorted(one["label"] for one in nodes(seen, "slider")) == sorted(one.label for one in offered)
    assert sorted(one["label"] for one in nodes(seen, "choice")) == sorted(one.label for one in app.selectbox)
    assert {one["label"] for one in nodes(seen, "button")} >= {one.label for one in app.button}
    assert [(one["label"], one["text"]) for one in nodes(seen, "metric")] == [
        (one.label, one.value) for one in app.metric
    ]
    assert [one["tone"] for one in nodes(seen, "alert")].count("warning") == len(app.warning)


def figure(seen):
    return next(node["data"] for node in nodes(seen, "component") if node["name"] == "live_figure")


def test_what_a_visitor_does_is_heard(run):
    moved, chosen, typed, pressed = run(
        opening("barrier", {"alpha": "0.3"}),
        {"acts": [{"id": "kT", "value": 100}, {"id": "schedule_1", "value": 2}]},
        {"acts": [{"id": "dials", "value": {"name": "typed", "value": {"key": "alpha", "text": "1/3"}, "once": True}}]},
        {"acts": [{"id": "unit", "value": 1}]},
    )
    assert "alpha=0.3" in figure(moved)["query"]
    assert chosen["query"].keys() >= {"alpha", "kT", "schedule_1"}
    assert typed["query"]["alpha"].startswith("0.3333333333")
    assert "unit" in pressed["query"]


def test_a_button_writes_in_one_element(run):
    _, once, twice = run(
        opening("lifetimes", {"view": "history", "history": "pp"}),
        {"acts": [{"id": "write_d", "value": True}]},
        {"acts": [{"id": "write_p", "value": True}]},
    )
    assert once["query"]["history"] == "ppd"
    assert "history=ppdp" in figure(twice)["query"]


def test_a_file_is_read_in_the_browser(run):
    """It goes to the Python of the page, and nowhere else."""
    log, odd = b"step,lr,loss\n0,0.01,3\n10,0.002,2\n", b"\0\1\2" * 50
    given = [
        {"acts": [{"id": "brought_1", "value": {"name": name, "content": base64.b64encode(content).decode()}}]}
        for name, content in (("mine.csv", log), ("odd.bin", odd))
    ]
    _, taken, refused = run(opening("run", {}), *given)
    assert taken["query"]["run_1"] == "mine.csv;steps;0:0.01:3,10:0.002:2"
    assert [one["tone"] for one in nodes(taken, "alert")] == ["success"]
    assert [one["tone"] for one in nodes(refused, "alert")] == ["error"]
    assert refused["query"]["run_1"] == taken["query"]["run_1"]


def test_a_step_back_in_the_history_brings_back_what_was_there(run):
    _, changed, back = run(
        opening("barrier", {"alpha": "0.3"}),
        {"acts": [{"id": "alpha", "value": 0.7}]},
        opening("barrier", {"alpha": "0.3"}) | {"step": True},
    )
    assert changed["query"]["alpha"] == "0.7"
    assert "alpha=0.3" in figure(back)["query"]


def test_a_question_is_answered(run):
    first = opening("lessons", {"lesson": LESSON})
    (seen,) = run(first)
    asked = next(node for node in nodes(seen, "radio") + nodes(seen, "slider") if node["id"].startswith("guess_"))
    check = {"acts": [{"id": asked["id"].replace("guess", "check"), "value": True}]}
    guess = {"acts": [{"id": asked["id"], "value": 1}]}
    *_, judged = run(first, guess, check)
    assert {node["tone"] for node in nodes(judged, "alert")} & {"success", "warning"}


def test_what_is_said_of_nothing_that_is_there_changes_nothing(run):
    before, after = run(opening("wells", {}), {"acts": [{"id": "nothing", "value": 1}]})
    assert after["query"] == before["query"]
    assert [node["kind"] for node in after["tree"]] == [node["kind"] for node in before["tree"]]


def test_figures_and_files_are_those_of_the_server(run):
    """In the same arithmetic they are equal, to the last digit."""
    query = "alpha=0.3&schedule_1=exponential"
    printed = f"{query}&print=single&theme=grey&ground=transparent&font=serif"
    said = dict(parse_qsl(query))
    drawn, laid, table, caption = run(
        ["drawing", "barrier", f"{query}&theme=dark"],
        ["printed", "barrier", printed],
        ["file", "barrier", "csv", query],
        ["file", "barrier", "txt", query],
    )
    assert drawn == json.loads(json.dumps(encode_arrays(ask.drawing("barrier", said))))
    assert laid == json.loads(laid_out("barrier", tuple(parse_qsl(printed)), LOCAL_APP))
    assert "font-face" in laid["faces"]
    for form, text in (("csv", table), ("txt", caption)):
        assert text == content("barrier", form, tuple(said.items()), LOCAL_APP).decode()


def test_the_link_for_pupils_leads_to_the_file_of_the_page(run):
    opened = opening("barrier", {"alpha": "0.3"})
    press = {"acts": [{"id": "pupils", "value": True}]}
    for url, expected, is_told in (
        ("https://walls.example.org/site/barrier.html", "https://walls.example.org/site/barrier.html?alpha=0.3", True),
        ("https://walls.example.org/one.html#/", "https://walls.example.org/one.html#/barrier?alpha=0.3", True),
        ("file:///walls/barrier.html", "file:///walls/barrier.html?alpha=0.3", False),
    ):
        _, seen = run(opened | {"url": url}, press)
        (shown,) = (node["data"] for node in nodes(seen, "component") if node["name"] == "pupils")
        assert shown["address"] == expected
        assert (shown["warning"] == "") == is_told
