"""Schedules against the libraries that people train with, by values that these computed and, where installed, anew."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

import limcore

DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(DATA))
from reference_schedules import CASES, NO_PACKAGE  # noqa: E402

with (DATA / "reference_schedules.csv").open() as file:
    ROWS = list(csv.DictReader(file))
NAMES = [f"{row['library']} {row['name']} {row['parameters']}" for row in ROWS]
PACKAGES = {"megatron-core": "megatron.core"}


def made(name, parameters):
    """Make a schedule; those within one are listed by name."""
    if "schedules" in parameters:
        parameters = parameters | {"schedules": [made(*one) for one in parameters["schedules"]]}
    return limcore.make_schedule(name, **parameters)


def listed(row):
    return np.array(row["learning_rates"].split(), dtype=float)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_schedule_is_that_of_its_library(row):
    expected = listed(row)
    schedule = made(row["name"], json.loads(row["parameters"]))
    np.testing.assert_allclose(schedule(np.arange(expected.size)), expected, rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize(("row", "case"), list(zip(ROWS, CASES, strict=True)), ids=NAMES)
def test_listed_rates_are_those_of_the_library(row, case):
    library, name, parameters, rates = case
    assert (row["library"], row["name"], json.loads(row["parameters"])) == (library, name, parameters)
    if library not in NO_PACKAGE:
        pytest.importorskip(PACKAGES.get(library, library))
    np.testing.assert_allclose(list(rates()), listed(row), rtol=1e-12, atol=1e-16)
