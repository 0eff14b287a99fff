"""What Python draws in a browser is what it draws here: all figures, in many states of their controls."""

import base64
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from test_numpy_alone import states

from dashboard.engine.files import engine_files
from dashboard.engine.pack import packed_python
from dashboard.figures import FIGURES, encode_arrays
from dashboard.live import ask
from dashboard.parameters import encode

FOLDER = os.environ.get("WALLS_ENGINE", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="WALLS_ENGINE names no folder with the files of the engine")
SCRIPT = Path(__file__).with_name("engine_in_node.cjs")
ASKED = [(name, urlencode(encode(values))) for name, figure in FIGURES.items() for values in states(figure)]


def node():
    """Find Node; Playwright brings one along."""
    driver = pytest.importorskip("playwright._impl._driver")
    return shutil.which("node") or driver.compute_driver_executable()[0]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Give what is drawn in the engine and what is drawn here, by what was asked."""
    folder = tmp_path_factory.mktemp("engine")
    for name, content in (engine_files(Path(FOLDER)) | {"walls.zip": packed_python()}).items():
        (folder / name).write_bytes(content)
    questions, answers = folder / "questions.json", folder / "answers.json"
    questions.write_text(json.dumps([["drawing", *one] for one in ASKED]), "utf-8")
    with questions.open() as given, answers.open("w") as taken:
        process = subprocess.Popen(
            [node(), SCRIPT, folder], stdin=given, stdout=taken, stderr=subprocess.PIPE, text=True
        )
        here = [encode_arrays(ask.drawing(name, dict(parse_qsl(query)))) for name, query in ASKED]  # meanwhile
        told = process.communicate()[1]
    assert process.returncode == 0, told
    return dict(zip(ASKED, zip(here, json.loads(answers.read_text("utf-8")), strict=True), strict=True))


def differences(one, other, path=""):
    """Name where two drawings differ: in a word, or in a number by more than a part in 10¹².

    What is small beside the rest of its curve is the difference of larger numbers, and as exact as they are.
    """
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        if "bdata" in one:
            return (
                []
                if near(*(np.frombuffer(base64.b64decode(each["bdata"]), "<f8") for each in (one, other)))
                else [path]
            )
        return [found for key in one for found in differences(one[key], other[key], f"{path}/{key}")]
    if isinstance(one, (list, tuple)) and isinstance(other, list) and len(one) == len(other):
        return [found for k in range(len(one)) for found in differences(one[k], other[k], f"{path}/{k}")]
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return [] if near(np.array([one], float), np.array([other], float)) else [f"{path}: {one} {other}"]
    return [] if one == other else [f"{path}: {one} {other}"]


def near(one, other):
    if one.shape != other.shape:
        return False
    largest = np.max(np.abs(one[np.isfinite(one)]), initial=0.0)
    return np.allclose(one, other, rtol=1e-12, atol=1e-15 * largest, equal_nan=True)


SIMULATED = [name for name, figure in FIGURES.items() if "training_steps" in figure.parameters]
"""In a simulation whose outcomes feed on each other a last digit decides one hop, and all that come after it."""


def outline(drawing):
    """Give a drawing without its numbers."""
    if isinstance(drawing, dict):
        kept = {key: one for key, one in drawing.items() if key not in ("bdata", "shape")}
        return {key: outline(one) for key, one in kept.items()} | {"values": len(drawing.get("bdata", ""))}
    if isinstance(drawing, (list, tuple)):
        return [outline(one) for one in drawing]
    return re.sub(r"[−\d⁰¹²³⁴-⁹⁻.,× ]+", "#", drawing) if isinstance(drawing, str) else None


@pytest.mark.parametrize("name", SIMULATED)
def test_simulations_in_the_engine_are_such_as_are_drawn_here(drawn, name):
    lines = {query: [outline(each["data"]) for each in pair] for (one, query), pair in drawn.items() if one == name}
    assert {query: pair for query, pair in lines.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in SIMULATED])
def test_drawings_in_the_engine_are_those_drawn_here(drawn, name):
    differing = {query: found for (one, query), pair in drawn.items() if one == name if (found := differences(*pair))}
    assert differing == {}
