"""Scripts and styles of the app, over real HTTP: compressed for who takes that, and otherwise as they are."""

import re

import httpx
import pytest


@pytest.fixture(scope="module", params=["js", "css"])
def script(app, request):
    index = httpx.get(f"{app.url}/").text
    return f"{app.url}/{re.search(rf'static/[^ ]*?[.]{request.param}', index)[0]}"


def asked(address, encoding="gzip", method="GET", **headers):
    return httpx.request(method, address, headers={"Accept-Encoding": encoding, **headers})


def test_travels_compressed_and_arrives_as_it_is(script):
    packed, plain = asked(script), asked(script, "identity")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) < 0.5 * len(plain.content)
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]


def test_is_the_same_the_second_time(script):
    assert asked(script).content == asked(script).content


def test_who_has_it_already_is_told_so(script):
    tag = asked(script, "identity").headers["ETag"]
    answer = asked(script, **{"If-None-Match": tag})
    assert answer.status_code == 304
    assert not answer.content


def test_a_part_is_a_part_of_the_file(script):
    answer = asked(script, Range="bytes=10-19")
    assert answer.status_code == 206
    assert answer.content == asked(script, "identity").content[10:20]


def test_head_has_no_body(script):
    answer = asked(script, method="HEAD")
    assert answer.status_code == 200
    assert not answer.content


@pytest.mark.parametrize("name", ["none.js", "js/../../main.py", "js/../../main.js", "js/%2e%2e/none.css"])
def test_any_other_name_is_no_script(app, name):
    answer = asked(f"{app.url}/static/{name}")
    assert not answer.headers.get("Content-Type", "").startswith(("text/javascript", "application/javascript"))
    assert b"import streamlit" not in answer.content
