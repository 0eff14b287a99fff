"""What is exported is read back without loss, and what it says of itself makes it again, bit for bit."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from states import any_state

import limcore
from dashboard.export.export import Export
from dashboard.export.tables import csv_text, figure_json
from dashboard.figures import FIGURES
from dashboard.parameters import InvalidParameter

BASE = "http://localhost:8501"
OTHERS = {
    "alpha": 0.3125,
    "unit": "meV",
    "rate_scale": "absolute",
    "schedule_1": "cosine_restarts",
    "schedule_2": "table",
    "table_2": ((0.0, 0.5), (1000.0, 0.125)),
    "pin_1": "alpha:0.7;table_1:0:1\n100:0.1;schedule_1:table",
    "pin_3": "defaults",
    "failure": "1e-3",
    "rows": "all",
    "categories": ("neuromorphic", "learning_in_memory"),
    "per": "bit",
    "own_point": ("-my = 'chip' (NA)", 2e-15),
    "count_updates": "step",
    "seed": 7.0,
}
STATES = {"defaults": {}, "others": OTHERS}
WRITERS = {"csv": csv_text, "json": figure_json}


def assert_same(one, other):
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def written(figure, values, form, folder):
    target = folder / f"{figure.name}.{form}"
    target.write_text(WRITERS[form](Export(figure, values, BASE)), "utf-8")
    return limcore.read_export(target)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("state", STATES)
def test_export_is_read_back_and_made_again(name, form, state, tmp_path):
    figure = FIGURES[name]
    values = figure.values(**{key: value for key, value in STATES[state].items() if key in figure.parameters})
    table = figure.table(values)
    export = written(figure, values, form, tmp_path)
    assert export.figure == name
    assert export.about["limcore"] == limcore.__version__
    assert_same(export.table, table)
    assert_same(FIGURES[export.figure].table(FIGURES[export.figure].values(**export.parameters)), table)


@pytest.mark.parametrize("name", FIGURES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_parameters_that_are_said_make_the_table_again(name, data, tmp_path_factory):
    figure = FIGURES[name]
    values = data.draw(any_state(figure))
    export = written(figure, values, "csv", tmp_path_factory.mktemp("export"))
    assert_same(figure.table(figure.values(**export.parameters)), figure.table(values))


def test_units_stand_beside_their_parameters(tmp_path):
    export = written(FIGURES["barrier"], FIGURES["barrier"].values(kT=6.63535), "json", tmp_path)
    assert export.parameters["kT"] == "6.63535"
    assert export.units["kT"] == "meV"
    assert export.about["link"] == f"{BASE}/barrier?kT=6.63535"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "it does not say 'figure'"),
        ("# figure: barrier\n# columns: number,number\na,b\n1,x\n", "its table cannot be read"),
        ("# figure: barrier\n# columns: number\na,b\n1,2\n", "its table cannot be read"),
        ('{"data": []}', "it says nothing of where it comes from"),
        ('{"layout": {"meta": {"export": {"figure": "barrier", "columns": []}}}}', "its table cannot be read"),
        (
            '{"layout": {"meta": {"export": {"figure": "a", "parameters": {}, "columns": {"x": [1], "y": []}}}}}',
            "cannot be read",
        ),
        ("# figure: barrier\n# columns: number,number\na,b\n1,2", "its end is missing"),
        ("# figure: barrier\n# lines: 2\n# columns: number,number\na,b\n1,2\n", "its end is missing"),
        ("", "it does not say 'figure'"),
        (b"\x89PNG\xff", "it is not text"),
    ],
)
def test_what_is_no_export_is_told(content, said, tmp_path):
    target = tmp_path / "file"
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(limcore.ExportError, match=said):
        limcore.read_export(target)


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"alhpa": 0.3}, "parameter"),
        ({"self": 1}, "parameter"),
        ({"alpha": 7}, "alpha"),
        ({"alpha": None}, "alpha"),
        ({"rates": 3}, "rates"),
        ({"table_1": ()}, "table_1"),
        ({"table_1": {"a": 1}}, "table_1"),
    ],
)
def test_bad_values_are_refused_by_name(changes, parameter):
    with pytest.raises(InvalidParameter) as caught:
        FIGURES["barrier"].values(**changes)
    assert caught.value.parameter == parameter


def test_cut_table_is_told(tmp_path):
    whole = csv_text(Export(FIGURES["wells"], FIGURES["wells"].values(), BASE))
    target = tmp_path / "wells.csv"
    for length in range(len(whole) - 100, len(whole)):
        target.write_text(whole[:length], "utf-8")
        with pytest.raises(limcore.ExportError):
            limcore.read_export(target)


def test_numbers_of_numpy_are_numbers():
    figure = FIGURES["learning"]
    alpha, steps = np.linspace(0.1, 0.9, 7)[1], np.arange(0, 3000, 1000)
    table = list(zip(steps, 0.3 * 0.7 ** np.arange(3), strict=True))
    values = figure.values(alpha=alpha, schedule_1="table", table_1=table)
    assert values["alpha"] == alpha
    assert values["table_1"] == tuple((float(step), float(rate)) for step, rate in table)


def test_json_is_still_a_plotly_figure():
    import plotly.io

    drawn = plotly.io.from_json(figure_json(Export(FIGURES["barrier"], FIGURES["barrier"].values(), BASE)))
    assert json.loads(drawn.to_json())["layout"]["meta"]["export"]["figure"] == "barrier"
