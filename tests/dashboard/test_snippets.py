"""The scripts that a reader takes along compute, in limcore alone, what the figures show."""

import contextlib
import io
import re
import subprocess
import sys
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from states import any_state, quick

from dashboard.export.snippet import regenerate_script, snippet
from dashboard.figures import FIGURES
from dashboard.parameters import PIN_KEYS

KEYS = (
    *("series", "n", "gradient_energy", "update_rate", "parameters", "wall", "x", "relaxation_times", "decade"),
    *("alpha", "barrier_height", "pixel", "energy_scale", "run", "rest_s", "patterns", "knob"),
    *("event", "weight", "level", "strength"),
)
"""What the rows of tables are told apart by."""
SUMMED = {
    "learning": ("time_s", "cumulative_dissipation"),
    "learning-surface": ("time_s", "cumulative_dissipation"),
    "retention": ("time_s", "whole_run"),
    "dissipation": ("barrier", "drive", "dissipation", "every_crossing"),
    "memory-price": ("dissipation", "time_s"),
    "projection": ("energy_J",),
}
"""Columns that are added up in another order, or over fewer listed steps; all others are the same to the bit."""
HUGE = 1e290  # near the largest double, whether a sum overflows depends on the steps that are listed
STATES = {
    "defaults": {},
    "absolute": {
        **{"unit": "meV", "kT": 6.63535, "rate_scale": "absolute", "absolute_rates": (1e9, 12345.678, 1e-3)},
        **{"R_max": 2.5e12, "dE_axis": "linear", "dE_range": (1e-3, 5.0), "n_axis": "linear", "steps": 2e4},
        **{"start": "barrier_free", "squared_gradient": 0.37, "pin_1": "alpha:0.3;kT:25.852"},
        **{"schedule_1": "cosine", "minimum_1": 1e-6, "total_steps_1": 1e4, "warmup_steps_1": 500.0},
        **{"schedule_2": "table", "table_2": ((0.0, 0.5), (1000.0, 0.125), (7000.0, 0.25))},
        **{"schedule_3": "noam", "model_size_3": 64.0, "warmup_steps_3": 4000.0},
        **{"failure": "1e-6", "retention": 3600.0, "account": "step", "count_updates": "step", "bits": 8.0},
        **{"categories": ("neuromorphic", "learning_in_memory"), "own_point": ('my "own" \\ chip', 2e-15)},
        **{"rows": "all", "well_barrier": 0.0, "well_drive": 3.3, "elements": 1e6, "seed": 7.0},
    },
    "tilted": {
        **{"unit": "J", "convention": "symmetric_tilt", "alpha": 0.123456789, "rates": (1.0, 3e-7), "steps": 1e12},
        **{"alpha_family": "on", "time_axis": "seconds", "per": "bit", "static_barrier": 40.0, "retention": 1e-12},
        **{"schedule_1": "one_cycle", "maximum_1": 0.3, "schedule_2": "polynomial", "power_2": 2.0},
        **{"schedule_3": "cosine_restarts", "multiplier_3": 1.0, "count_computing": "off"},
        **{"tokens_per_parameter": 1e-6, "model_parameters": 1e3, "categories": ("adiabatic",)},
    },
    "falling": {
        **{"schedule_1": "exponential", "schedule_2": "step", "schedule_3": "power_law", "warmup_steps_3": 10.0},
        **{"dE_axis": "linear", "steps": 7.0, "alpha_family": "on", "own_point": ("DRAM", 1e-9)},
    },
    "constant": {
        **{"schedule_1": "constant", "initial_1": 0.2, "schedule_2": "constant", "initial_2": 0.2, "steps": 1.0},
        **{"start": "barrier_free", "unit": "meV", "kT": 40.0},
    },
    "long table": {
        "schedule_1": "table",
        "table_1": tuple((float(k * k), round(1.0 / (k + 1.5), 4)) for k in range(200)),
    },
    "ended": {"schedule_1": "polynomial", "total_steps_1": 10.0, "steps": 1e4, "squared_gradient": 0.5},
    "none": {"schedule_1": "none", "pin_1": "alpha:0.3"},
}


def values_of(figure, **changes):
    return figure.values(
        **quick(figure.parameters) | {key: changes[key] for key in figure.parameters if key in changes}
    )


def run(script):
    """Run a script in this process; give its table and what it prints."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(script, "snippet", "exec"), names)
    return names["table"], printed.getvalue()


def assert_in_table(own, whole, summed, rounding):
    """Find each row of one table in another that has more of them, and more columns."""
    assert set(own) <= set(whole)
    keys = [name for name in own if name.startswith(KEYS) or name == "category"]
    found = own[keys].merge(whole.drop_duplicates(keys), on=keys, how="left", indicator="found")
    assert (found["found"] == "both").all()
    for name in set(own) - set(keys):
        if name.startswith(summed):
            here, there = (np.minimum(table[name], HUGE) for table in (own, found))
            np.testing.assert_allclose(here, there, rtol=rounding, err_msg=name)
        else:
            np.testing.assert_array_equal(own[name], found[name], err_msg=name)


def whole_table(figure, values):
    return _whole_table(figure.name, tuple(values.items()))


@lru_cache(maxsize=256)
def _whole_table(name, items):
    """Compute a table once: of most figures, most states differ in what they do not have."""
    return FIGURES[name].table(dict(items))


def assert_computes(figure, values, rounding=1e-12):
    script = snippet(figure, values)
    assert max(map(len, script.splitlines())) <= 120
    table, printed = run(script)
    assert printed.endswith(f"{table}\n")
    if table.empty:
        assert "# No schedule is chosen" in script
        return
    unpinned = whole_table(figure, values | {pin: "" for pin in PIN_KEYS if pin in values})
    assert set(table["series"]) == set(unpinned["series"])
    assert_in_table(table, whole_table(figure, values), SUMMED.get(figure.name, ()), rounding)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("state", STATES)
def test_snippet_computes_what_the_figure_shows(name, state):
    figure = FIGURES[name]
    assert_computes(figure, values_of(figure, **STATES[state]))


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("state", STATES)
def test_script_makes_the_whole_table_again(name, state, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    figure = FIGURES[name]
    values = values_of(figure, **STATES[state])
    exec(regenerate_script(figure, values), {})
    assert (tmp_path / f"{name}.csv").read_text("utf-8") == whole_table(figure, values).to_csv(index=False)


@pytest.mark.parametrize("name", FIGURES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_snippet_computes_any_state_of_the_controls(name, data):
    figure = FIGURES[name]
    values = data.draw(any_state(figure))
    assert_computes(figure, values, rounding=1e-11)  # two sums, each exact to about 1e-12


@pytest.mark.parametrize("name", FIGURES)
def test_snippet_runs_by_itself(name, tmp_path):
    script = snippet(FIGURES[name], FIGURES[name].values())
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "series" in done.stdout
    assert done.stderr == ""


def test_snippet_says_only_what_matters():
    figure = FIGURES["barrier"]
    script = snippet(figure, figure.values())
    assert re.findall(r"^import (\w+)", script, flags=re.MULTILINE) == ["limcore", "numpy", "pandas"]
    assert re.findall(r"^(\w+) =", script, flags=re.MULTILINE) == [
        *("update_rates", "gradient_energies", "alpha", "steps", "schedules", "parts", "n", "table", "names", "table"),
    ]
    assert "pinned" not in script
    pinned = snippet(figure, figure.values(pin_1="alpha:0.3", unit="meV"))
    assert "# What is pinned is left out here.\n" in pinned
    assert "kT = 25.852  # meV\n" in pinned


def test_script_names_the_parameters_in_use():
    figure = FIGURES["barrier"]
    script = regenerate_script(figure, figure.values(rates=(0.1, 0.02), steps=1e9))
    for line in ("alpha=0.5,", "steps=1e9,", 'rates="0.1,0.02",', 'schedule_1="inverse_time",', "tau_1=1.0,"):
        assert f"    {line}\n" in script
    assert "gamma_1" not in script
    assert "pin_1" not in script
