"""From an address to a drawing takes NumPy only: no pandas, no Streamlit, no Plotly, no YAML, no Jinja2.

And what Python draws in a browser is what it draws here: all figures, in many states of their controls.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import numpy_alone
import pytest
from states import drawn_states, quick

from dashboard.catalogue import PAGES
from dashboard.engine.files import engine_files
from dashboard.engine.pack import packed_python
from dashboard.figures import FIGURES, encode_arrays
from dashboard.figures.chosen_schedules import check_schedules, in_use
from dashboard.parameters import PARAMETERS, Choice, decode, defaults, encode
from dashboard.walls.costs import walls

ALONE = Path(numpy_alone.__file__)
ENGINE = os.environ.get("WALLS_ENGINE", "")
IN_NODE = ALONE.with_name("engine_in_node.cjs")
CHANGES = {"pin_1": "defaults", "pin_2": "alpha:0.3;steps:1000;schedule_1:exponential", "own_point": "mine:1e-15"}


def run_alone(*arguments, text=""):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    given = {"input": text, "capture_output": True, "text": True, "encoding": "utf-8", "env": environment}
    return subprocess.run([sys.executable, str(ALONE), *arguments], check=False, **given)


def states(figure):
    """Give states of a figure: its defaults, each choice, what is pinned or one's own, and some of many changes.

    Of states that differ in nothing that matters only one is given.
    """
    keys = figure.parameters
    choices = {key: one.options for key in keys if isinstance(one := PARAMETERS[key], Choice)}
    listed = [heard(quick(keys), key, option) for key, options in choices.items() for option in options]
    listed += [quick(keys) | {key: PARAMETERS[key].parse(text)} for key, text in CHANGES.items() if key in keys]
    different = {}
    for values in [defaults(keys), *listed, *drawn_states(keys, 5)]:
        if not check_schedules(values):
            different.setdefault(tuple((key, values[key]) for key in in_use(values)), values)
    return list(different.values())


def heard(values, key, option):
    """Choose an option, and of the first slot the schedule to which it matters: of the others it is the same code."""
    chosen = values | {key: option}
    names = PARAMETERS["schedule_1"].options if key.endswith("_1") else ()
    others = [chosen | {"schedule_1": name, "warmup_steps_1": steps} for name in names for steps in (0.0, 10.0)]
    return next((one for one in [chosen, *others] if key in in_use(one) and not check_schedules(one)), chosen)


@cache
def queries(name):
    return [urlencode(encode(values)) for values in states(FIGURES[name])]


@cache
def drawn_alone(name):
    """Draw a figure in all its states in a process of its own, once for all who ask."""
    ended = run_alone(name, text=json.dumps(queries(name)))
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_from_address_to_drawing_with_numpy_alone(figure):
    answer = drawn_alone(figure.name)
    assert len(answer["drawn"]) == len(queries(figure.name))
    assert answer["frames"] > 0
    values, _ = decode({}, figure.parameters)
    here = {"drawing": figure.drawing(values), "description": figure.description(values)}
    assert answer["drawn"][0] == json.loads(json.dumps(encode_arrays(here)))


def test_words_beside_the_figures_with_numpy_alone():
    ended = run_alone()
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert said["walls"] == [wall.saved_text for wall in walls()]
    assert said["snippets"].keys() == FIGURES.keys()
    assert all("import limcore" in text for text in said["snippets"].values())
    assert said["pages"] == list(PAGES)


@pytest.mark.parametrize("name", ["pandas", "streamlit", "plotly", "yaml", "pyarrow", "jinja2"])
def test_what_is_not_allowed_is_named(name):
    code = f"import sys, numpy_alone; sys.meta_path.insert(0, numpy_alone.Alone()); import {name}.some"
    environment = os.environ | {"PYTHONPATH": str(ALONE.parent)}
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env=environment)
    assert f"{name} is imported" in ended.stderr


# ---- in the engine ----


def node():
    """Find Node; Playwright brings one along."""
    driver = pytest.importorskip("playwright._impl._driver")
    return shutil.which("node") or driver.compute_driver_executable()[0]


@pytest.fixture(scope="module")
def in_engine(tmp_path_factory):
    """Give what the engine draws of each figure, state by state."""
    if not ENGINE:
        pytest.skip("WALLS_ENGINE names no folder with the files of the engine")
    folder = tmp_path_factory.mktemp("engine")
    for name, content in (engine_files(Path(ENGINE)) | {"walls.zip": packed_python()}).items():
        (folder / name).write_bytes(content)
    # Files: Node reads and writes no long pipe at once.
    questions, answers = folder / "questions.json", folder / "answers.json"
    asked = [("drawing", name, query) for name in FIGURES for query in queries(name)]
    questions.write_text(json.dumps(asked), "utf-8")
    with questions.open() as given, answers.open("w") as taken:
        streams = {"stdin": given, "stdout": taken, "stderr": subprocess.PIPE}
        ended = subprocess.run([node(), IN_NODE, folder], check=False, text=True, **streams)
    assert ended.returncode == 0, ended.stderr
    drawn = iter(json.loads(answers.read_text("utf-8")))
    return {name: [next(drawn) for _ in queries(name)] for name in FIGURES}


def pairs(in_engine, name):
    """Give each query of a figure with what is drawn of it here and in the engine."""
    here = [one["drawing"] for one in drawn_alone(name)["drawn"]]
    return zip(queries(name), here, in_engine[name], strict=True)


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
def test_simulations_in_the_engine_are_such_as_are_drawn_here(in_engine, name):
    lines = {query: [outline(each["data"]) for each in pair] for query, *pair in pairs(in_engine, name)}
    assert {query: pair for query, pair in lines.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in SIMULATED])
def test_drawings_in_the_engine_are_those_drawn_here(in_engine, name):
    differing = {query: found for query, *pair in pairs(in_engine, name) if (found := differences(*pair))}
    assert differing == {}
