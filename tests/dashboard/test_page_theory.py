"""The overview, the theory page and the references."""

import inspect
import re

import httpx
import pytest
import widgets

import limcore
from dashboard.catalogue import PAGES
from dashboard.navigation import pages
from dashboard.parameters import defaults
from dashboard.references import CITATIONS
from dashboard.walls.costs import walls
from dashboard.words.theory_steps import KEYS, STEPS


def open_page(name, **query):
    test = widgets.open_page(name, **query)
    assert not test.exception
    return test


def said(test):
    return " ".join(element.value for element in (*test.markdown, *test.info, *test.caption))


@pytest.mark.parametrize("step", STEPS, ids=[step.title for step in STEPS])
def test_each_step_leads_to_its_function_and_its_page(step):
    assert all(getattr(limcore, function.__name__) is function for function in step.functions)
    assert step.functions
    assert all(inspect.getdoc(function) for function in step.functions)
    assert step.page in PAGES


@pytest.mark.parametrize("step", STEPS, ids=[step.title for step in STEPS])
@pytest.mark.parametrize(
    "changes", [{}, {"probe_dE": 1e-9, "probe_rate": 1e-12}, {"steps": 1.0, "alpha": 0.05}, {"steps": 1e12, "kT": 0.3}]
)
def test_numbers_of_a_step_can_be_said(step, changes):
    reading = step.reading(defaults(KEYS) | changes)
    assert reading.endswith(".")
    assert "nan" not in reading


def test_numbers_follow_the_parameters():
    assert "3.833 kT" in said(open_page("theory"))
    assert "6.136 kT" in said(open_page("theory", probe_rate="0.001"))  # ln 10 higher


def test_theory_tells_a_bad_value():
    assert "alpha" in open_page("theory", alpha="7").warning[0].value


def test_all_four_slips_are_shown():
    text = said(open_page("theory"))
    for slip in ("**Sign.**", "**Eq. 7's inequality.**", "**R₀ = R_max at n = 0**", "for retention.**"):
        assert slip in text


@pytest.mark.parametrize("citation", CITATIONS.values(), ids=CITATIONS)
def test_bibtex_of_a_citation(citation):
    entry = citation.bibtex
    assert re.match(r"@(article|inproceedings)\{\w+,\n", entry)
    assert entry.count("{") == entry.count("}")
    assert all(name in entry for name in ("author = ", "title = ", "year = "))
    assert re.fullmatch(r"(https://doi\.org/10\.\d+/\S+|https://arxiv\.org/abs/\d{4}\.\d{5}(v\d)?)?", citation.address)


def test_nothing_is_cited_twice():
    for field in ("title", "doi", "arxiv"):
        values = [getattr(citation, field) for citation in CITATIONS.values() if getattr(citation, field)]
        assert len(set(values)) == len(values)


def test_overview_has_a_number_a_source_and_a_door_for_each_wall():
    text = said(open_page("overview"))
    for wall in walls():
        assert wall.today.text in text
        assert wall.learning.text in text
        assert wall.saved_text in text
        assert wall.remark in text
        for name, where in wall.today.sources + wall.learning.sources:
            assert f"[{name}]({where})" in text
    assert all(wall.today.sources for wall in walls())
    assert "nothing" not in text


def test_walls_are_what_limcore_computes():
    memory, update, consolidation = walls()
    assert 0 < memory.learning.low < memory.learning.high < memory.today.low
    assert update.learning.low == update.learning.high == pytest.approx(5.715, rel=1e-3)
    assert consolidation.learning.low == pytest.approx(40.29 + 9 * 2.30259 - 6.2146, abs=0.01)
    flash, field_switched = 4828.7, 1.69e10  # 20 aJ and 70 pJ in kT
    assert update.saved == pytest.approx((flash / 5.715, field_switched / 5.715), rel=1e-3)
    assert consolidation.saved == pytest.approx((flash / 54.80, field_switched / 54.80), rel=1e-3)


def test_pages_have_their_names_as_addresses(app):
    assert list(pages()) == list(PAGES)
    for name in list(PAGES)[1:]:
        assert httpx.get(f"{app.url}/{name}", timeout=30).status_code == 200
