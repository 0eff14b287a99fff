"""What whoever runs the app says to it and asks it: settings, health, metrics, a log, several servers."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import httpx
import pytest
from click.testing import CliRunner
from plain_http import get

from dashboard import environment
from dashboard.address import LONGEST_QUERY
from dashboard.command.main import cli
from dashboard.command.ready import Door, free_port
from dashboard.command.serve import serve_command
from dashboard.command.workers import nginx_configuration

PATIENCE = 120  # s
ADDRESS = re.compile(r"The explorer is at \S*?(http://localhost:(\d+)\S*?)(\x1b\S*)?\. ")


class Serving:
    """`performance-walls serve`, started with its own words, until it says where it is."""

    def __init__(self, *arguments, **said):
        self.written = tempfile.TemporaryFile("w+")  # noqa: SIM115  (kept while it runs)
        command = [sys.executable, "-m", "dashboard.command", "serve", "--no-browser", *arguments]
        self.process = subprocess.Popen(
            command, env=os.environ | said, stdout=self.written, stderr=self.written, start_new_session=True
        )
        until = time.monotonic() + PATIENCE
        while not (found := ADDRESS.search(self.said())):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)  # polled until it says where it is
        self.url, self.port = found[1], int(found[2])

    def said(self):
        self.written.seek(0)
        return self.written.read()

    def wait_for(self, text):
        until = time.monotonic() + PATIENCE
        while text not in self.said():
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)  # polled until it is written

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def environment_as_it_was():
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def serving():
    started = []

    def start(*arguments, **said):
        started.append(Serving(*arguments, **said))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


def test_health_is_that_a_figure_can_be_drawn(app):
    answer = get(f"{app.url}/healthz", timeout=60)
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["cache-control"] == "no-store"


FORM = re.compile(r'(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? [\d.e+-]+)')


def test_metrics_count_what_was_asked(app):
    def counted():
        text = get(f"{app.url}/metrics").text
        assert [line for line in text.splitlines() if not FORM.fullmatch(line)] == []
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if line[0] != "#"}

    before = counted()
    get(f"{app.url}/figures/barrier.csv?alpha=0.31", timeout=60)
    get(f"{app.url}/figures/barrier.csv?alpha=seven", timeout=60)
    after = counted()
    requests = 'performance_walls_requests_total{kind="figures",status="%d"}'
    for status in (200, 422):
        assert after[requests % status] == before.get(requests % status, 0) + 1
    times = 'performance_walls_request_seconds_%s{kind="figures"%s}'
    assert after[times % ("count", "")] == after[times % ("bucket", ',le="+Inf"')]
    assert after["process_resident_memory_bytes"] > 50e6


def test_metrics_are_not_for_those_who_come_through_a_proxy(app):
    answer = get(f"{app.url}/metrics", headers={"X-Forwarded-For": "203.0.113.5"})
    assert answer.status_code == 403
    assert "PERFORMANCE_WALLS_METRICS=everywhere" in answer.text


def test_settings_are_said_as_flags_in_the_environment_and_in_a_file(serving, tmp_path):
    file = tmp_path / "walls.toml"
    file.write_text('port = 8740\nlog = "requests"\npath = "/from-the-file"\nframes = "https://of.file.example"\n')
    served = serving(
        "--settings", str(file), "--path", "walls", PERFORMANCE_WALLS_FRAMES="https://of.environment.example"
    )
    assert served.port >= 8740
    assert served.url.endswith("/walls")
    answer = get(f"{served.url}/figures/barrier.csv?alpha=0.4", headers={"Cookie": "who=me"}, timeout=60)
    assert "frame-ancestors https://of.environment.example" in answer.headers["content-security-policy"]
    served.wait_for("GET /walls/figures/barrier.csv?alpha=0.4 200 ")
    get(f"{served.url}/figures/a%0Ab%1b.csv", timeout=60)
    served.wait_for("GET /walls/figures/a%0Ab%1b.csv 404 ")
    assert not re.search(r"who=me|127\.0\.0\.1", served.said())


def test_each_setting_is_a_flag_and_a_name_in_the_environment():
    flags = {option.name: option.envvar for option in serve_command.params if option.envvar}
    assert all(variable == f"PERFORMANCE_WALLS_{name.upper()}" for name, variable in flags.items())
    assert {setting.name for setting in environment.SETTINGS} <= set(flags)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("prot = 80\n", "prot in"),
        ("port = ", "cannot be read"),
        ("port = 70000\n", "70000 is not in the range"),
        ('log = "all"\n', "PERFORMANCE_WALLS_LOG = 'all' is not allowed: requests, errors"),
    ],
)
def test_a_setting_that_is_none_is_refused_in_a_sentence(written, sentence, tmp_path):
    file = tmp_path / "walls.toml"
    file.write_text(written)
    done = CliRunner().invoke(cli, ["serve", "--settings", str(file)])
    assert done.exit_code == 2
    assert sentence in done.output


def test_a_port_is_looked_for_from_the_one_that_was_asked_for():
    import socket

    first = free_port("127.0.0.1", 8750)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        taken.listen()
        assert free_port("127.0.0.1", first) > first


NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
with_nginx = pytest.mark.skipif(
    NGINX is None and os.environ.get("CI") != "true", reason="no nginx: apt-get install nginx-light"
)


@with_nginx
def test_the_proxy_takes_its_configuration(tmp_path):
    for address in ("0.0.0.0", "::", "127.0.0.1"):
        written = nginx_configuration(Door(address, 8799), [8800, 8801], tmp_path)
        (tmp_path / "nginx.conf").write_text(written)
        command = [NGINX, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def sessions(port):
    text = get(f"http://127.0.0.1:{port}/metrics").text
    return int(re.search(r"^performance_walls_sessions (\d+)$", text, re.MULTILINE)[1])


def pid_at(port):
    found = subprocess.run(
        ["pgrep", "-f", f"[-]-port {port}"], capture_output=True, text=True, check=True
    ).stdout.split()
    return min(map(int, found))


@with_nginx
def test_a_drag_outlives_the_server_it_began_with(serving, browser):
    from hand import AT_REST, CAPTION, CURVES, expect, thumb

    served = serving("--workers", "2", "--port", "8760")
    ports = ports_behind(served)
    tab = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    tab.goto(f"{served.url}/barrier?alpha=0.3")
    tab.wait_for_selector(AT_REST, timeout=60_000)
    expect(tab.locator(CAPTION)).to_contain_text("α = 0.3,")
    (holder,) = [port for port in ports if sessions(port)]
    x, y = thumb(tab, "alpha")
    before = tab.evaluate(CURVES)
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 40, y, steps=4)
    tab.wait_for_function(f"before => ({CURVES})() !== before", arg=before)
    os.kill(pid_at(holder), signal.SIGKILL)
    served.wait_for("is started again")
    tab.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
    tab.mouse.up()
    tab.wait_for_selector(AT_REST)
    tab.wait_for_url(lambda url: "alpha=0.3&" not in url and not url.endswith("alpha=0.3"))
    now = re.search(r"alpha=([\d.]+)", tab.url)[1]
    expect(tab.locator(CAPTION)).to_contain_text(f"α = {now},")
    tab.context.close()
    assert served.stop() == 0
    assert "Stopped." in served.said()


def ports_behind(served):
    command = ["ps", "-ww", "--ppid", str(served.process.pid), "-o", "args="]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [int(port) for port in re.findall(r"--port (\d+)", lines)]


@with_nginx
def test_a_visitor_stays_with_a_server_and_visitors_are_shared_out(serving):
    served = serving("--workers", "2", "--port", "8770")
    ports = ports_behind(served)

    def asked(port):
        text = get(f"http://127.0.0.1:{port}/metrics").text
        return sum(int(count) for count in re.findall(r'requests_total\{kind="page",status="200"\} (\d+)', text))

    longest = f"{served.url}/figures/barrier.csv?own_point={'x' * (LONGEST_QUERY - 100)}"
    assert get(longest, timeout=60).status_code == 200
    both = set()
    for _ in range(12):
        with httpx.Client() as visitor:
            visitor.get(served.url)  # gives the cookie
            before = [asked(port) for port in ports]
            for _ in range(3):
                assert visitor.get(served.url).status_code == 200
            more = [asked(port) - count for port, count in zip(ports, before, strict=True)]
        assert sorted(more) == [0, 3]
        both.add(more.index(3))
    assert both == {0, 1}


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=with_nginx)])
def test_nothing_that_was_written_stays_when_it_has_stopped(workers, serving, browser):
    with tempfile.TemporaryDirectory() as named:  # with a short name: Chromium has a socket there
        served = serving("--workers", workers, "--port", "8780", TMPDIR=named)
        assert get(f"{served.url}/figures/barrier.png", timeout=60).status_code == 200
        assert os.listdir(named) != []
        served.stop()
        assert os.listdir(named) == []
