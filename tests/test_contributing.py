"""What the documents for those who carry on say: links lead somewhere, files are there, commands are right."""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_are_well_formed_and_those_within_the_project_lead_somewhere(name):
    text = re.sub(r"```.*?```", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)]*)\)", text):
        link = urlsplit(target)
        if link.scheme:
            assert link.scheme == "https", target
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", link.netloc), target
            assert not re.search(r"\s", target)
        else:
            assert (ROOT / link.path).exists(), target


def test_files_and_folders_that_are_named_are_there():
    named = re.findall(r"`((?:\w+/)+[\w.-]*|\.ci/run)`", CONTRIBUTING)
    assert len(named) > 15
    assert [path for path in named if not any((base / path).exists() for base in (ROOT, ROOT / "dashboard"))] == []


def test_commands_fit_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert 'pip install -e ".[dev]"' in CONTRIBUTING
    assert "dev" in project["project"]["optional-dependencies"]
    assert any(marker.startswith("browser:") for marker in project["tool"]["pytest"]["ini_options"]["markers"])
    for path in re.findall(r"^pytest (\S+\.py)", CONTRIBUTING, flags=re.MULTILINE):
        assert (ROOT / path).is_file()
    for command in ("ruff check", "ruff format --check", "mypy"):
        assert command in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("recipe", ["A schedule", "A figure", "A parameter", "A lesson", "A language of export"])
def test_there_is_a_recipe(recipe):
    assert f"\n### {recipe}\n" in CONTRIBUTING


def test_changelog_keeps_to_its_form():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\](?: - \d{4}-\d\d-\d\d)?", version) for version in versions[1:])
    kinds = set(re.findall(r"^### (.*)$", text, flags=re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
