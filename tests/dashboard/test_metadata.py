"""What the app and the project are called elsewhere: titles, descriptions, pictures, the citation."""

import html
import operator
import re
from pathlib import Path

import pytest
import yaml
from plain_http import get
from waiting import finished

import limcore
from dashboard import metadata
from dashboard.catalogue import PAGES
from dashboard.export.press import missing_browser
from dashboard.references import CITATIONS, SOFTWARE
from dashboard.work import Desk, Processes

ROOT = Path(__file__).parents[2]
ADDRESSES = ("", *list(PAGES)[1:])


def facts(app, address):
    text = get(f"{app.url}/{address}", timeout=30).text
    named = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text))
    title = re.search(r"<title>(.*?)</title>", text)[1]
    return {key: html.unescape(value) for key, value in (named | {"title": title}).items()}


@pytest.mark.parametrize("page", ADDRESSES)
def test_page_says_what_it_is(app, page):
    said = facts(app, page)
    assert said["title"].endswith(" · Performance walls")
    assert len(said["description"]) > 40
    assert "*" not in said["description"]
    assert said["og:image"].startswith(app.url)


def test_titles_and_descriptions_are_all_different(app):
    said = [facts(app, page) for page in ADDRESSES]
    assert len({one["title"] for one in said}) == len(said)
    assert len({one["description"] for one in said}) == len(said)


def test_shared_link_shows_the_figure_that_it_opens(app):
    said = facts(app, "learning?alpha=0.3&view=retention&junk=1")
    assert "10 years" in said["og:description"]
    if not missing_browser():
        assert said["og:image"] == f"{app.url}/figures/retention.png?alpha=0.3"
        picture = get(said["og:image"], timeout=60)
        assert picture.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "query", ["alpha=9", "alpha=%22%3E%3Cscript%3E", "schedule_1=cosine&minimum_1=0.5&initial_1=0.1"]
)
def test_bad_link_still_has_a_head(app, query):
    assert facts(app, f"learning?{query}")["og:image"]
    assert '"><script>' not in get(f"{app.url}/learning?{query}", timeout=30).text


@pytest.mark.parametrize("key", ["alpha", "own_point", "view", "lesson", "junk", "mode"])
@pytest.mark.parametrize("page", ADDRESSES)
def test_nothing_of_an_address_becomes_markup(app, page, key):
    """Neither a tag, nor the end of one, nor the end of an attribute."""
    for hostile in ("</title><script>here()</script>", '"><img src=here>', "' onload='here()", "<!--here"):
        text = get(f"{app.url}/{page}", params={key: hostile, "kT": "20"}, timeout=30).text
        assert hostile not in text


def test_address_that_is_too_long_is_refused_in_a_sentence(app):
    answer = get(f"{app.url}/barrier?table_1={'0:0.1,' * 6000}")
    assert answer.status_code == 414
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == "This address is too long: it says 36008 characters, and at most 32768 are read."


def head_of_barrier():
    return finished(metadata.head("barrier", {"alpha": "0.41"}, None))


def lead_of_barrier():
    return html.escape(" ".join(PAGES["barrier"].words.LEAD.replace("*", "").split()))


def test_head_does_not_wait_for_what_takes_long(monkeypatch):
    monkeypatch.setattr(metadata, "_PATIENCE", 0.0)
    assert f'name="description" content="{lead_of_barrier()}"' in head_of_barrier()


def test_head_does_not_wait_in_a_crowd(monkeypatch):
    monkeypatch.setattr(metadata, "CAPTIONS", Desk("captions", Processes(1), most=0))
    assert f'name="description" content="{lead_of_barrier()}"' in head_of_barrier()


def test_head_is_there_where_the_figure_fails(monkeypatch):
    monkeypatch.setattr(metadata.answers, "caption", operator.truediv)
    assert f'name="description" content="{lead_of_barrier()}"' in head_of_barrier()


def test_first_page_is_found_under_its_name(app):
    answer = get(f"{app.url}/overview?mode=classroom")
    assert answer.next_request.url == f"{app.url}/?mode=classroom"


def test_picture_of_the_app_is_there(app):
    answer = get(f"{app.url}/figures/overview.png")
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_all_is_found_under_a_path_of_its_own(app):
    other = type(app)("/tools/walls")
    other.start()
    try:
        text = get(f"{other.url}/learning?alpha=0.3", timeout=30).text
        assert "<title>What does it take to remember" in text
        assert f'content="{other.url}/figures/' in text
        for name in ("", "/overview"):
            answer = get(f"{other.url}{name}", headers={"Host": "forged.example"})
            assert answer.headers["location"] in ("walls/", "./")
            assert answer.url.join(answer.headers["location"]) == f"{other.url}/"
        assert f"# link: {other.url}/barrier?alpha=0.3\n" in get(f"{other.url}/figures/barrier.csv?alpha=0.3").text
    finally:
        other.stop()


def test_citation_file_is_in_step_with_the_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == limcore.__version__ == SOFTWARE.version
    assert citation["title"] == SOFTWARE.title
    assert citation["date-released"].year == SOFTWARE.year
    paper = CITATIONS["chakrabartty2023walls"]
    assert citation["preferred-citation"]["title"] == paper.title
    assert citation["preferred-citation"]["year"] == paper.year
    names = [f"{one['given-names']} {one['family-names']}" for one in citation["preferred-citation"]["authors"]]
    assert tuple(names) == paper.authors
