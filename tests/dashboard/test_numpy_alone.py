"""From an address to a drawing takes NumPy only: no pandas, no Streamlit, no Plotly, no YAML, no Jinja2."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import numpy_alone
import pytest
from states import drawn_states, quick

from dashboard.catalogue import PAGES
from dashboard.figures import FIGURES, encode_arrays
from dashboard.figures.chosen_schedules import check_schedules, in_use
from dashboard.parameters import PARAMETERS, Choice, decode, defaults, encode
from dashboard.walls.costs import walls

ALONE = Path(numpy_alone.__file__)
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


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_from_address_to_drawing_with_numpy_alone(figure):
    queries = [urlencode(encode(values)) for values in states(figure)]
    ended = run_alone(figure.name, text=json.dumps(queries))
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert len(answer["drawn"]) == len(queries)
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
