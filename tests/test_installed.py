"""Installed from what is published, outside the clone: the same app, in an environment and a home of somebody's own."""

import io
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
WHERE = {  # what lies in the clone, and where it is in a wheel
    "limcore": "limcore",
    "dashboard/installed": "performance_walls",
    "dashboard": "performance_walls/dashboard",
    "assets": "performance_walls/dashboard/assets",
    ".streamlit": "performance_walls/dashboard/settings",
}
FOR_THE_CLONE = (
    *("assets/container/", "assets/hosting.md", "assets/publish-site.yml", "assets/notebook.ipynb"),
    "dashboard/deno.json",
)
INSTALL = ("install", "--quiet", "--no-deps", "--ignore-installed")  # whatever stands among what is borrowed
PATIENCE = 120  # s


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """A wheel, made from the source archive that is made from the clone."""
    clone, made = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("dist")
    for name in ("pyproject.toml", "README.md", "LICENSE", *WHERE):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, clone / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, clone / name)
    command = [sys.executable, "-m", "build", "--outdir", str(made), str(clone)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(made.glob("*.tar.gz"))) == 1
    return next(made.glob("*.whl"))


def environment(folder, wheel, borrowed):
    """An environment with the wheel, and with the packages of a folder that were installed before."""
    venv.create(folder)
    place = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    (place / "borrowed.pth").write_text(f"{borrowed}\n")  # a path alone: what stands there for editing is not seen
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), *INSTALL, str(wheel)]
    subprocess.run(pip, check=True)
    return python, place


@pytest.fixture(scope="session")
def elsewhere(wheel, tmp_path_factory):
    """Python in an environment that has the app, and the folder of its packages."""
    return environment(tmp_path_factory.mktemp("app"), wheel, sysconfig.get_path("purelib"))


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A home that is empty, and nothing of the clone on the path."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    home = tmp_path / "home"
    home.mkdir()
    return home, {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"HOME": str(home)}


def run(python, own, *arguments):
    home, named = own
    return subprocess.run(
        [str(python), *arguments], cwd=home, env=named, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def said(done):
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_that_lies_in_the_clone_goes_along(wheel):
    lying = {}
    for folder, place in WHERE.items():
        for path in (ROOT / folder).rglob("*"):
            inside = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in inside and not inside.startswith(FOR_THE_CLONE):
                lying[inside] = f"{place}/{path.relative_to(ROOT / folder).as_posix()}"
    for inside in lying:  # the door stands beside the app
        if inside.startswith("dashboard/installed/"):
            lying[inside] = inside.replace("dashboard/installed", "performance_walls", 1)
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert sorted(set(lying.values()) ^ inside) == []


def test_only_two_names_are_taken_among_everybodys_packages(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"limcore", "performance_walls"}


class Served:
    """`performance-walls serve` in a terminal of its own."""

    def __init__(self, python, own, port):
        home, named = own
        ours, theirs = pty.openpty()
        command = [str(python), "-m", "performance_walls", "serve", "--port", str(port), "--no-browser"]
        self.terminal, self.written = ours, ""
        self.process = subprocess.Popen(
            command, cwd=home, env=named, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def wait_for(self, pattern):
        """Read until the terminal shows what matches; give the match."""
        until = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.written)):
            assert time.monotonic() < until, self.written
            assert self.read(), self.written
        return found

    def read(self):
        """Read what has been written within a second; tell whether more may come."""
        try:
            if select.select([self.terminal], [], [], 1)[0]:
                self.written += os.read(self.terminal, 2**16).decode(errors="replace")
        except OSError:  # as Linux says where a terminal has been left by all
            return False
        return True

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def serve(elsewhere, own):
    started = []

    def start(port):
        started.append(Served(elsewhere[0], own, port))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        os.close(one.terminal)


ADDRESS = r"at \S*?(http://localhost:(\d+))"


def test_serve_asks_nothing_says_its_address_once_and_is_the_app(serve, app):
    served = serve(8640)
    url = served.wait_for(ADDRESS)[1]
    pages = [urllib.request.urlopen(f"{url}{page}").read() for page in ("/barrier", "/lessons", "/figures/barrier.csv")]
    ours = urllib.request.urlopen(f"{app.url}/figures/barrier.csv").read()
    assert pages[2].splitlines()[-1] == ours.splitlines()[-1]
    assert b"<title>" in pages[0]
    assert served.stop() == 0
    served.wait_for("Stopped")
    assert served.written.count("http://") == 1


def test_serve_takes_the_next_port_and_says_so(serve):
    first = int(serve(8660).wait_for(ADDRESS)[2])
    second = serve(first)
    assert int(second.wait_for(ADDRESS)[2]) > first
    assert f"Port {first} is in use" in second.written


def test_commands_work_from_any_folder(elsewhere, own):
    python, _ = elsewhere
    walls = ("-m", "performance_walls")
    assert "barrier-surface" in said(run(python, own, *walls, "list"))
    said(run(python, own, *walls, "export", "barrier", "--format", "csv,html,tex", "--set", "alpha=0.4"))
    said(run(python, own, *walls, "sweep", "barrier", "--over", "alpha=0.3:0.6:2"))
    written = {path.suffix for path in own[0].rglob("barrier*") if path.is_file()}
    assert written >= {".csv", ".html", ".tex"}


def test_figures_are_had_from_python(elsewhere, own):
    code = "from performance_walls import FIGURES; print(FIGURES['barrier'].plot(alpha=0.3).layout.meta['caption'])"
    assert "At α = 0.3" in said(run(elsewhere[0], own, "-c", code))


@pytest.fixture
def foreign(elsewhere):
    """Somebody else's package with the name of ours."""
    _, place = elsewhere
    theirs = place / "dashboard"
    theirs.mkdir()
    (theirs / "__init__.py").write_text("OWNER = 'somebody else'\n")
    yield theirs
    shutil.rmtree(theirs)


def test_a_foreign_package_of_the_same_name_stays_and_the_app_works(foreign, elsewhere, own):
    python, _ = elsewhere
    assert said(run(python, own, "-c", "import dashboard, limcore; print(dashboard.OWNER)")) == "somebody else\n"
    assert "barrier-surface" in said(run(python, own, "-m", "performance_walls", "list"))
    both = run(python, own, "-c", "import dashboard, performance_walls")
    assert both.returncode == 1
    assert "another 'dashboard' is imported already" in both.stderr


def test_without_extras_it_is_limcore_on_numpy(wheel, tmp_path, own):
    borrowed = tmp_path / "numpy alone"
    borrowed.mkdir()
    for path in Path(np.__file__).parents[1].glob("numpy*"):
        (borrowed / path.name).symlink_to(path)
    python, _ = environment(tmp_path / "bare", wheel, borrowed)
    code = "import limcore; print(limcore.barrier_height(0.5, 1e-3).round(3))"
    assert said(run(python, own, "-c", code)) == "5.501\n"
    without = run(python, own, "-m", "performance_walls", "serve")
    assert without.returncode == 1
    assert 'pip install "performance-walls[app]"' in without.stderr


def test_python_for_the_browser_is_packed_from_what_is_installed(elsewhere, own):
    from dashboard.engine.pack import packed_python

    code = (
        "import io, sys, zipfile, performance_walls; from dashboard.engine.pack import packed_python;"
        "print(*zipfile.ZipFile(io.BytesIO(packed_python())).namelist(), sep='\\n')"
    )
    names = set(said(run(elsewhere[0], own, "-c", code)).split("\n")[:-1])
    assert names == set(zipfile.ZipFile(io.BytesIO(packed_python())).namelist())
    assert {"limcore/__init__.py", "dashboard/bridge.py"} <= names
