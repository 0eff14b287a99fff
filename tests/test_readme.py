"""What the README says works."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from dashboard.command.main import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, flags=re.DOTALL)
PYTHON = [code for language, code in BLOCKS if language == "python"]
COMMANDS = [line for language, code in BLOCKS if language == "console" for line in code.splitlines()]
ADDRESSES = [line for language, code in BLOCKS if not language for line in code.split()]


@pytest.fixture
def folder(tmp_path):
    """A folder of somebody's own, with logs of hers."""
    shutil.copytree(ROOT / "assets" / "logs", tmp_path / "logs")
    shutil.copy(ROOT / "assets" / "logs" / "trainer_state.json", tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_block_runs(app, code, folder):
    code = code.replace("http://localhost:8501", app.url)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_command_works(command, browser, folder, monkeypatch):
    name, *arguments = shlex.split(command)
    assert name == "performance-walls"
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(cli, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_answers(app, browser, address):
    assert httpx.get(app.url + address, timeout=60).status_code == 200


def test_two_commands_set_everything_up(app):
    commands = [code.strip() for language, code in BLOCKS if language == "sh"]
    assert commands == [
        'pip install -e ".[app,images]" && streamlit run dashboard/app.py',  # what the fixture app runs
        'pip install -e ".[test]" && pytest',  # what runs this test
    ]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert any(requirement.startswith("pytest") for requirement in extras["test"])
    assert app.answers()


def test_links_and_pictures_are_there():
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
