"""The JavaScript: formatted, linted, of the types that it says, and tested where it needs no browser."""

import base64
import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from dashboard.figures import FIGURES, encode_arrays
from dashboard.live.frames import pack_frames
from dashboard.scripts import linked

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "dashboard" / "javascript"
MODULES = [*(ROOT / "dashboard").rglob("*.js"), *TESTS.glob("*.js")]


@pytest.fixture(scope="module")
def deno(tmp_path_factory):
    """Run Deno, which asks the network for nothing; give what it says."""
    found = shutil.which("deno", path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]))
    if not found:
        assert os.environ.get("CI") != "true", "no deno"
        pytest.skip("no deno: install it with 'pip install deno'")
    quiet = {"DENO_DIR": str(tmp_path_factory.mktemp("deno")), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}

    def run(command, *arguments, given=""):
        line = [found, *command.split(), "--quiet", "--config", ROOT / "dashboard" / "deno.json", *arguments]
        done = subprocess.run(
            line, input=given, env=os.environ | quiet, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout

    return run


def test_format(deno):
    deno("fmt --check", *MODULES)


def test_lint(deno):
    deno("lint", *MODULES)


def test_types(deno):
    deno("check --no-remote", *MODULES)


def test_what_needs_no_browser(deno):
    assert " 0 failed" in deno("test --no-check --no-remote", *TESTS.glob("*_test.js"))


def plain(node):
    """Give a drawing as JSON has it: lists for arrays, nothing for what is no number."""
    if isinstance(node, np.ndarray):
        return plain(node.tolist())
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [plain(value) for value in node]
    return None if isinstance(node, float) and not np.isfinite(node) else node


def differences(one, other, path=""):
    """Name where two drawings differ by more than numbers of 32 bits do, which are what travels in frames."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{path}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [found for k in range(len(one)) for found in differences(one[k], other[k], f"{path}/{k}")]
    if isinstance(one, float) or isinstance(other, float):
        return [] if one == pytest.approx(other, rel=1e-6, abs=1e-30) else [f"{path}: {one} {other}"]
    return [] if one == other else [f"{path}: {one} {other}"]


@pytest.mark.parametrize(
    ("name", "over", "stops"),
    [
        ("barrier", "alpha", (0.2, 0.5, 0.8)),
        ("barrier-surface", "alpha", (0.2, 0.5)),
        ("learning", "alpha", (0.2, 0.5)),
    ],
)
def test_frames_unpacked_in_the_browser_are_the_drawings_at_their_stops(deno, name, over, stops):
    figure = FIGURES[name]
    drawings = [figure.drawing(figure.values() | {over: stop}) for stop in stops]
    given = {
        "message": base64.b64encode(pack_frames(drawings, stops)).decode(),
        "drawing": encode_arrays(drawings[0]),
        "count": len(stops),
    }
    shown = deno("run", TESTS / "unpack.js", given=json.dumps(given)).splitlines()
    assert len(shown) == len(drawings)
    for line, drawing in zip(shown, drawings, strict=True):
        assert differences(json.loads(line), plain(drawing)) == []


def test_linked_modules_run_each_in_its_own_scope(deno, tmp_path):
    size, other = 'import { size as part, Kind } from "./part.js";', 'import { size as other } from "./other.js";'
    modules = {
        "main": f"{size}\nconst size = 1;\nconsole.log(size, part, new Kind().size);",
        "part": f"{other}\nexport const size = other + 1;\nexport class Kind {{\n  size = size;\n}}",
        "other": "export const size = 2;",
    }
    for name, text in modules.items():
        (tmp_path / f"{name}.js").write_text(text + "\n", "utf-8")
    (tmp_path / "linked.js").write_text(linked("main.js", tmp_path), "utf-8")
    assert deno("run", tmp_path / "main.js") == deno("run", tmp_path / "linked.js") == "1 3 3\n"
