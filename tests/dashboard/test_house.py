"""The directions of the house: which part of the dashboard may know which, and that limcore knows nothing of it."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard"

# Each part knows only parts of the floors below its own; parts of one floor do not know each other.
FLOORS = (
    {
        "environment",
        "wording",
        "places",
        "files",
        "packing",
        "headers",
        "scripts",
        "markdown",
        "turns",
        "heavy",
    },
    {"fonts", "counted", "plotly_script"},
    {"theme", "parameters", "address", "compression", "templates"},
    {"brought", "sockets", "plain_text", "references", "readings", "presets", "tour", "clicker", "hands"},
    {"figures"},
    {"live", "walls"},
    {"words", "lessons"},
    {"catalogue"},
    {"export", "engine"},
    {"sweep", "site", "work", "static_files"},
    {"desks"},
    {"metadata", "operator_routes"},
    {"routes", "navigation", "address_bar", "classroom"},
    {"state", "pupils"},
    {"controls", "dials"},
    {"views"},
    {"main", "start", "bridge"},
    {"app", "command"},
    {"installed"},
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}


def parts():
    return sorted({path.relative_to(DASHBOARD).parts[0].removesuffix(".py") for path in DASHBOARD.rglob("*.py")})


def imported(path):
    """List the modules that a file names in its imports, those within functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


# Read before any test runs: Python 3.11 may fail to parse beside a thread that parses too.
IMPORTED = {path: set(imported(path)) for folder in ("dashboard", "limcore") for path in (ROOT / folder).rglob("*.py")}


def known_by(part):
    one = DASHBOARD / part
    files = one.rglob("*.py") if one.is_dir() else [one.with_suffix(".py")]
    named = {name.split(".")[1] for file in files for name in IMPORTED[file] if name.startswith("dashboard.")}
    return {name for name in named if name in FLOOR and name != part}


def test_each_part_has_its_floor():
    assert [part for part in parts() if part not in FLOOR and part != "__init__"] == []
    assert sorted(FLOOR) == [part for part in parts() if part != "__init__"]


@pytest.mark.parametrize("part", sorted(FLOOR))
def test_a_part_knows_only_what_is_below(part):
    assert {known for known in known_by(part) if FLOOR[known] >= FLOOR[part]} == set()


LONGEST = 399


def test_a_module_has_one_subject_and_fits_a_head():
    modules = [
        path for part in ("limcore", "dashboard") for kind in ("py", "js") for path in (ROOT / part).rglob(f"*.{kind}")
    ]
    long = [path for path in modules if len(path.read_text("utf-8").splitlines()) > LONGEST]
    assert [path.relative_to(ROOT).as_posix() for path in long] == []


def test_limcore_knows_nothing_of_the_dashboard():
    files = (ROOT / "limcore").rglob("*.py")
    assert [file.name for file in files if any(name.startswith("dashboard") for name in IMPORTED[file])] == []


def test_what_lies_beside_the_modules_goes_along_when_it_is_installed():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    taken = {
        path
        for pattern in settings["tool"]["setuptools"]["package-data"]["performance_walls.dashboard"]
        for path in DASHBOARD.glob(pattern)
    }
    kinds = {".css", ".jinja", ".js", ".svg"}
    stand_in = set((DASHBOARD / "engine" / "stand_in").rglob("*.py"))  # never imported where it lies
    assert {path for path in DASHBOARD.rglob("*") if path.suffix in kinds} | stand_in == taken
