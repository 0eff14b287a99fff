"""The page of limits as its widgets see it, and the doors that lead to it."""

import pytest
from widgets import open_page

import limcore
from dashboard.navigation import pages
from dashboard.references import CITATIONS
from dashboard.words.limits_sections import LIMITS

OTHERS = [name for name in pages() if name != "limits"]


def shown(test):
    assert not test.exception
    return test


def doors(test):
    return [link.proto.label for link in test.get("page_link")]


def readings(test):
    return [one.value for one in test.info]


def test_opens_without_an_error():
    test = shown(open_page("limits"))
    assert test.query_params == {}
    assert not test.warning
    assert [one.value for one in test.subheader] == [f"{at}. {limit.title}" for at, limit in enumerate(LIMITS, start=1)]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_this_leads_to_the_limits(name):
    assert "Limits of this model" in doors(shown(open_page(name)))


def test_page_does_not_lead_to_itself():
    assert "Limits of this model" not in doors(shown(open_page("limits")))


@pytest.mark.parametrize("limit", LIMITS, ids=[limit.name for limit in LIMITS])
def test_each_limit_has_sources_functions_and_a_page(limit):
    assert all(key in CITATIONS for key in limit.sources)
    assert limit.sources
    assert all(getattr(limcore, function.__name__) is function for function in limit.functions)
    assert limit.page in pages()


@pytest.mark.parametrize(
    ("key", "value", "moved"),
    [
        ("cosine_barrier", "10", [0]),
        ("meyer_neldel", "2", [1]),
        ("haste", "100", [2]),
        ("small_gradient", "1e-8", [3]),
        ("alpha", "0.3", [0, 3, 5]),
        ("R_max", "1e12", [0, 1, 2]),
        ("steps", "1000", [0, 2, 3, 4, 5]),
    ],
)
def test_numbers_follow_their_sliders(key, value, moved):
    before, after = readings(open_page("limits")), readings(shown(open_page("limits", **{key: value})))
    assert [at for at in range(len(LIMITS)) if before[at] != after[at]] == moved


def test_attempt_rate_moves_the_erasure():
    # Erasing in 1/R_max: the excess stays, the time does not.
    assert "in 1 ps takes at least 1.193 kT" in readings(open_page("limits", R_max="1e12"))[2]


@pytest.mark.parametrize("key", ["cosine_barrier", "meyer_neldel", "share_axis", "schedule_1", "view"])
def test_bad_value_in_the_address_falls_back_with_a_notice(key):
    test = shown(open_page("limits", **{key: "nonsense"}))
    assert [key in notice.value for notice in test.warning] == [True]
    assert key not in test.query_params


def test_energy_of_no_compensation_is_refused():
    # At E_MN = kT a higher barrier would not slow hops down.
    assert "meyer_neldel" in open_page("limits", meyer_neldel="1").warning[0].value


def test_schedule_that_does_not_go_together_is_told():
    test = shown(open_page("limits", schedule_1="cosine", minimum_1="0.5", initial_1="0.1"))
    assert test.error
    assert len(test.subheader) == len(LIMITS)


def test_table_view_shows_the_table():
    test = shown(open_page("limits", view="table"))
    assert "tight_bound_kT" in test.dataframe[0].value.columns
    assert any("/figures/speed.csv" in words.value for words in test.markdown)
