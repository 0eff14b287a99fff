"""The link for pupils: where it leads, whom it reaches, and its code."""

import re
from urllib.parse import unquote

import pytest

from dashboard.pupils.link import LONGEST, code, link, reaches_others


@pytest.mark.parametrize(
    ("seen", "page", "query", "told"),
    [
        ("http://192.168.1.7:8501/barrier", "barrier", {"alpha": "0.3"}, "http://192.168.1.7:8501/barrier?alpha=0.3"),
        ("http://class.local/lessons", "lessons", {"mode": "classroom"}, "http://class.local/lessons"),
        ("https://walls.university.edu/", "barrier", {}, "https://walls.university.edu/barrier"),
        ("https://university.edu/walls/energy", "energy", {"kT": "10"}, "https://university.edu/walls/energy?kT=10"),
        ("http://192.168.1.7:8501/", "", {"mode": "classroom"}, "http://192.168.1.7:8501/"),
        ("http://h/learning", "learning", {"rates": "0.1,0.2"}, "http://h/learning?rates=0.1,0.2"),
    ],
)
def test_link_leads_to_the_view_without_the_mode(seen, page, query, told):
    assert link(seen, page, query) == told


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("http://localhost:8501/barrier", False),
        ("http://app.localhost/", False),
        ("http://127.0.0.1:8501/", False),
        ("http://[::1]:8501/", False),
        ("http://0.0.0.0:8501/", False),
        ("http://192.168.1.7:8501/", True),
        ("https://walls.university.edu/lessons", True),
    ],
)
def test_an_address_of_this_computer_alone_reaches_nobody(address, reached):
    assert reaches_others(address) is reached


def test_code_is_a_picture_that_scales_and_has_a_ground():
    drawn = unquote(code("http://192.168.1.7:8501/lessons?lesson=consolidation&lesson_step=3"))
    assert drawn.startswith("data:image/svg+xml")
    assert re.search(r"viewBox=.0 0 (\d+) \1.", drawn)
    assert "#fff" in drawn


def test_longest_address_has_a_code():
    assert code("http://h/" + "a" * (LONGEST - 9)).startswith("data:image/svg+xml")
