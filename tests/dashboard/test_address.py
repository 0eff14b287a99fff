"""Under what address the app says it is found: never what a client claims."""

import io
import zipfile

import pytest
from plain_http import get

from dashboard.address import public_address
from dashboard.catalogue import PAGES

FORGED = "forged.example"
PATHS = (
    *("" if page == "overview" else page for page in PAGES),
    *("overview", "overview?alpha=0.3", "overview/", "barrier/", "nowhere", "figures", "figures/"),
    *(f"figures/wells.{form}?well_drive=0.5" for form in ("csv", "json", "html", "py", "zip", "svg", "exe")),
    *(f"figures/barrier/{part}" for part in ("drawing", "print", "sweep?over=alpha&frames=2", "sweep", "else")),
    *("figures/plotly.min.js", "figures/overview.png", "static/", "static/nothing.js", "media/nothing"),
    *("_stcore/health", "_stcore/host-config", "_stcore/metrics", "_stcore/agent/openapi.json", "auth/login"),
)


def claims(host):
    """Write what a client, or a proxy that believes it, can claim of the address it has asked."""
    forwarded = {"X-Forwarded-Host": host, "X-Forwarded-Server": host, "Forwarded": f"host={host};proto=https"}
    return {"Host": host, "X-Forwarded-Proto": "https"} | forwarded


def content(answer):
    if answer.headers.get("content-type") != "application/zip":
        return answer.content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("path", PATHS)
def test_claimed_host_comes_back_nowhere(app, path):
    answer = get(f"{app.url}/{path}", headers={"Host": FORGED}, timeout=60)
    assert answer.status_code < 500
    assert FORGED not in str(answer.headers)
    assert FORGED.encode() not in content(answer)


@pytest.mark.parametrize("path", ["overview", "barrier", "barrier/", "figures/barrier.csv", "figures/barrier.json"])
def test_claims_of_a_proxy_come_back_nowhere(app, path):
    answer = get(f"{app.url}/{path}", headers=claims(FORGED), timeout=30)
    assert answer.status_code < 400
    assert FORGED not in str(answer.headers)
    assert FORGED not in answer.text


@pytest.mark.parametrize("host", ["10.66.66.66:80", "[fe80::66]", "localhost:66", "[66", "a@b:66", "66:66:66", ""])
@pytest.mark.parametrize("path", ["overview", "barrier", "figures/barrier.csv"])
def test_no_host_breaks_an_answer(app, path, host):
    answer = get(f"{app.url}/{path}", headers={"Host": host}, timeout=30)
    assert answer.status_code < 400
    assert "66" not in answer.headers.get("location", "")
    assert f"//{host}/" not in answer.text


def test_link_leads_to_where_the_request_arrived(app):
    text = get(f"{app.url}/figures/barrier.csv?alpha=0.3", headers={"Host": FORGED}).text
    link = text.split("# link: ")[1].splitlines()[0]
    assert link == f"{app.url}/barrier?alpha=0.3"
    assert get(link).status_code == 200


def test_nothing_is_known_of_the_address_before_a_proxy(app):
    passed_on = {"X-Forwarded-For": "10.0.0.1"}
    assert "og:image" not in get(f"{app.url}/barrier", headers=passed_on).text
    text = get(f"{app.url}/figures/barrier.csv", headers=passed_on).text
    assert "# link: http://localhost:8501/barrier\n" in text


@pytest.mark.parametrize(
    ("server", "address"),
    [
        (("192.168.1.5", 8501), "http://192.168.1.5:8501/"),
        (("192.168.1.5", 80), "http://192.168.1.5/"),
        (("::ffff:192.168.1.5", 8501), "http://192.168.1.5:8501/"),
        (("2001:db8::5", 8501), "http://[2001:db8::5]:8501/"),
        (("/run/walls.sock", None), None),
        (None, None),
    ],
)
def test_address_of_a_socket_is_written_as_a_browser_takes_it(server, address):
    assert public_address({"headers": [], "server": server}) == address


@pytest.fixture(scope="module")
def operated(app):
    running = type(app)()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PERFORMANCE_WALLS_URL", "https://walls.example/tools")
        environment.setenv("PERFORMANCE_WALLS_FRAMES", "'self' https://moodle.example")
        running.start()
    yield running
    running.stop()


def test_links_lead_where_the_operator_says(operated):
    text = get(f"{operated.url}/figures/barrier.csv", headers=claims(FORGED)).text
    assert "# link: https://walls.example/tools/barrier\n" in text
    assert 'content="https://walls.example/tools/figures/' in get(f"{operated.url}/barrier").text


@pytest.mark.parametrize("path", ["barrier", "figures/barrier.html", "figures/nothing.csv"])
def test_frames_are_only_where_the_operator_allows_them(operated, path):
    policy = get(f"{operated.url}/{path}", timeout=60).headers["content-security-policy"]
    assert policy.endswith("; frame-ancestors 'self' https://moodle.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PERFORMANCE_WALLS_URL", "walls.example"),
        ("PERFORMANCE_WALLS_URL", "https://walls.example/?a=1"),
        ("PERFORMANCE_WALLS_URL", 'https://walls.example/">'),
        ("PERFORMANCE_WALLS_FRAMES", "https://moodle.example; script-src *"),
        ("PERFORMANCE_WALLS_FRAMES", "moodle.example"),
    ],
)
def test_app_does_not_start_with_a_setting_it_cannot_use(monkeypatch, name, value):
    from click.testing import CliRunner

    from dashboard.command.main import cli

    monkeypatch.setenv(name, value)
    monkeypatch.setattr("streamlit.web.cli.main", lambda *_, **__: pytest.fail("it starts"))
    result = CliRunner().invoke(cli, ["serve", "--no-browser"])
    assert result.exit_code == 2
    assert f"{name} = " in result.output
