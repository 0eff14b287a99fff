"""What every answer of the app says to a browser, and how it travels."""

import contextlib
import gzip
import socket

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard.address import LONGEST_QUERY
from dashboard.headers import AnswerHeaders

ANSWERS = {
    "": 200,
    "barrier?alpha=0.3": 200,
    "barrier/": 301,
    "nowhere": 200,
    "overview": 307,
    "%5Cother.example/": 400,
    "barrier?own_point=" + "x" * 33_000: 414,
    "favicon.png": 200,
    "static/js/nothing.js": 200,
    "media/nothing": 404,
    "_stcore/health": 200,
    "_stcore/host-config": 200,
    "figures/barrier.csv": 200,
    "figures/wells.html": 200,
    "figures/barrier.csv?alpha=7": 422,
    "figures/plotly.min.js": 200,
    "figures/overview.png": 200,
}
LOOSE = ("barrier.csv", "barrier.json", "wells.html", "dissipation.py", "barrier/drawing", "barrier/print")
SWEEPS = ("spectrum/sweep?over=kT", "barrier-surface/sweep?over=alpha", "learning/sweep?over=alpha")
PACKED = ("wells.zip", "barrier.png", "barrier.pdf")


@pytest.fixture(scope="module")
def client(app):
    with httpx.Client(base_url=app.url, timeout=60) as running:
        yield running


def policy(answer):
    parts = answer.headers["content-security-policy"].split(";")
    return {name: sources for name, *sources in map(str.split, parts)}


def is_protected(answer):
    return (
        answer.headers.get_list("x-content-type-options") == ["nosniff"]
        and answer.headers.get_list("referrer-policy") == ["same-origin"]
        and len(answer.headers.get_list("content-security-policy")) == 1
        and policy(answer)["default-src"] == ["'none'"]
    )


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_is_protected(client, method, path, status):
    answer = client.request(method, f"/{path}")
    assert answer.status_code == status
    assert is_protected(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["barrier", "overview", "figures/barrier.csv", "figures/barrier/sweep"])
def test_refused_methods_are_protected(client, method, path):
    answer = client.request(method, f"/{path}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert is_protected(answer)


def test_pages_load_nothing_from_elsewhere(client):
    sources = {source for sources in policy(client.get("/barrier")).values() for source in sources}
    assert {source for source in sources if not source.startswith("'")} == {"blob:", "data:"}
    assert "'unsafe-eval'" not in sources
    assert "'unsafe-inline'" not in policy(client.get("/barrier"))["script-src"]


def test_pages_may_be_shown_in_frames(client):
    assert "frame-ancestors" not in policy(client.get("/barrier"))


def test_page_of_a_figure_runs_apart_from_the_app(client):
    held = policy(client.get("/figures/wells.html"))
    assert "allow-scripts" in held["sandbox"]
    assert "allow-same-origin" not in held["sandbox"]
    assert "connect-src" not in held


def test_picture_runs_nothing(client):
    held = policy(client.get("/figures/barrier.svg"))
    assert held["sandbox"] == []
    assert "script-src" not in held


def test_failure_tells_nothing_and_is_protected():
    def fail(_):
        raise RuntimeError("/home/secret")

    app = Starlette(routes=[Route("/", fail)], middleware=[Middleware(AnswerHeaders, frames=())])

    async def ask():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return await client.get("/")

    with start_blocking_portal() as portal:
        answer = portal.call(ask)
    assert answer.status_code == 500
    assert is_protected(answer)
    assert answer.text == "The server has made a mistake; its log says which."


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("asked", ["Range", "If-Range", "If-None-Match", "If-Modified-Since", "If-Match"])
def test_page_is_always_whole(client, method, asked):
    file = client.get("/nowhere").headers  # the same file, under no name of a page
    dated = file["last-modified"]
    value = {"Range": "bytes=0-99", "If-Modified-Since": dated}.get(asked, file["etag"])
    headers = {asked: value} | ({"Range": "bytes=0-99"} if asked == "If-Range" else {})
    answer = client.request(method, "/barrier?alpha=0.3", headers=headers)
    whole = client.get("/barrier?alpha=0.3")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(whole.content)
    assert answer.content == (b"" if method == "HEAD" else whole.content)
    assert not {"etag", "last-modified", "accept-ranges", "content-range"} & answer.headers.keys()


@pytest.mark.parametrize("path", [*LOOSE, *SWEEPS])
def test_what_is_loose_travels_compressed(client, path):
    address = f"/figures/{path}"
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    plain = client.get(address, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers.get("content-encoding", "identity") == "identity"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < 0.55 * len(plain.content)
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", PACKED)
def test_what_is_compressed_in_itself_travels_as_it_is(client, path):
    answer = client.get(f"/figures/{path}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers.get("content-encoding", "identity") == "identity"
    assert len(gzip.compress(answer.content, 5)) > 0.8 * len(answer.content)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("*", "gzip"),
        ("GZIP ; q=1.0", "gzip"),
        ("gzip;q=0.0", "identity"),
        ("br", "identity"),
        ("", "identity"),
    ],
)
def test_encoding_is_one_that_the_reader_takes(client, accepted, encoding):
    answer = client.get("/figures/barrier.json", headers={"Accept-Encoding": accepted})
    assert answer.headers["content-encoding"] == encoding


def test_a_long_address_may_come_in_pieces(app):
    """As over a network: the server has read the first part before it gets the rest."""
    address = "/figures/barrier.csv?alpha=0.3&own_point=" + "x" * (LONGEST_QUERY - 100)
    whole = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", app.port), timeout=30) as line:
        line.sendall(whole[:24_000])
        assert httpx.get(f"{app.url}/_stcore/health", timeout=30).status_code == 200  # in turn, after what came before
        line.sendall(whole[24_000:])
        status = line.recv(65536).split(b" ", 2)[1]
    assert status == b"200"


@pytest.mark.parametrize("begun", [b"GET /barrier?own_point=", b"GET /barrier HTTP/1.1\r\nHost: class\r\nX-Endless: "])
def test_what_comes_before_an_answer_is_bounded(app, begun):
    """An address or a header without an end is refused after some dozen kilobytes, and none of it is kept."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=30) as line:
        line.sendall(begun)
        answer = b""
        with contextlib.suppress(ConnectionError):
            for _ in range(64):
                line.sendall(b"a" * 65536)
            line.sendall(b" HTTP/1.1\r\nHost: class\r\n\r\n" if b"Host" not in begun else b"\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            answer = line.recv(65536)
    assert answer.split(b" ", 2)[1:2] in ([], [b"400"], [b"414"], [b"431"])
    assert httpx.get(f"{app.url}/_stcore/health", timeout=30).status_code == 200
