"""The page for whoever hosts the app says what is so."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard import address, brought, desks, work
from dashboard.command import serve
from dashboard.command.main import cli
from dashboard.export import paper

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "assets" / "hosting.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, flags=re.DOTALL)
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]


def table(heading):
    """Read the rows of the table in a chapter, without its head."""
    chapter = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in chapter.splitlines() if line[:1] == "|"]
    return rows[2:]


def test_each_extra_is_one():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    said = {extra for row in table("Install") for extra in re.findall(r"\[(\w+)\]", row[0])}
    assert said == set(extras)


def test_each_limit_is_the_one_that_holds():
    said = {what: int(most.replace(",", "").rstrip(" |")) for what, most in table("Limits")}
    assert said == {
        "processes that draw": work._MOST,
        "drawings that wait": desks.DRAWINGS._most,
        "first frames of sliders that wait": desks.FEW_FRAMES._most,
        "tables that wait": desks.EXPORTS._most,
        "pictures, pages and PDF that wait": desks.HEAVY_EXPORTS._most,
        "logs and searches that wait": desks._OF_PAGES["log"]._most,
        "figures of pages that take long and wait": desks._OF_PAGES["figure"]._most,
        "characters of an address": address.LONGEST_QUERY,
        "megabytes of a log that is dropped": brought.MOST_MEGABYTES,
        "megabytes of a message to a page": CONFIG["maxMessageSize"],
        "seconds that a page is kept whose reader has left": CONFIG["disconnectedSessionTTL"],
        "pixels of a picture": paper._MOST_PIXELS,
        "servers behind one address": serve._MOST_WORKERS,
    }


def test_each_setting_is_there_with_what_holds_if_nothing_is_said():
    options = {option.name: option for option in serve.serve_command.params if not option.hidden}
    said = {row[0].strip("`"): row[1] for row in table("Settings")}
    assert set(said) == set(options) - {"help"}
    for name, default in said.items():
        known = options[name].default
        if name not in ("settings", "log", "metrics", "path", "url", "frames"):
            assert default == str(known).lower() if isinstance(known, bool) else str(known)


@pytest.mark.parametrize("line", [line for kind, code in BLOCKS if kind == "console" for line in code.splitlines()])
def test_each_command_is_understood(line, tmp_path, monkeypatch):
    name, *arguments = shlex.split(line)
    assert name == "performance-walls"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "walls.toml").write_text("port = 8501\n")
    done = CliRunner().invoke(cli, [*arguments, "--help"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("code", [code for kind, code in BLOCKS if kind == "python"])
def test_python_is_python(code):
    ast.parse(code)


def test_what_it_links_to_is_there():
    targets = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert [target for target in targets if not (PAGE.parent / target).exists()] == []


def test_the_unit_for_systemd_is_one(tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("no systemd-analyze: apt-get install systemd")
    (unit,) = [code for kind, code in BLOCKS if kind == "ini"]
    there = re.sub(r"(?<=ExecStart=)\S+", sys.executable, unit)  # it looks whether the program is there
    (tmp_path / "walls.service").write_text(there)
    command = [verify, "verify", str(tmp_path / "walls.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "walls.service" in line] == []


def test_the_location_for_nginx_is_one(tmp_path):
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        pytest.skip("no nginx: apt-get install nginx-light")
    (location,) = [code for kind, code in BLOCKS if kind == "nginx"]
    written = f"pid {tmp_path}/pid; events {{}} http {{ server {{ listen 127.0.0.1:8798; {location} }} }}"
    (tmp_path / "nginx.conf").write_text(written)
    command = [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
