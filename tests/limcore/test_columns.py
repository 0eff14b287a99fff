"""The tables as arrays: the same columns as the tables of pandas, and only those that are asked for."""

import numpy as np
import pandas as pd
import pytest

import limcore

COSINE = limcore.make_schedule("cosine", initial=0.3, total_steps=1000, warmup_steps=10)
LAW = {"alpha": 0.4, "kT": 0.3, "start": "barrier_free", "convention": "symmetric_tilt"}
FIXED = {"barrier_height": 2.0, "rate_max": 1e6}
SIZES = {"parameters": [1e3, 1e9], "tokens": [1e4, 1e11], "steps": 1e5, "schedule": COSINE, "alpha": 0.3}
TABLES = {
    "hardware": (limcore.hardware_columns(), limcore.hardware_table()),
    "training runs": (limcore.training_run_columns(), limcore.training_runs()),
    "learning": (limcore.learning_columns(COSINE, 5000, **LAW), limcore.learning_trajectory(COSINE, 5000, **LAW)),
    "dissipation": (
        limcore.dissipation_columns(COSINE, 5000, **LAW),
        limcore.dissipation_trajectory(COSINE, 5000, **LAW),
    ),
    "constant barrier": (
        limcore.constant_barrier_columns(COSINE, 5000, **FIXED),
        limcore.constant_barrier_trajectory(COSINE, 5000, **FIXED),
    ),
    "projection": (limcore.projection_columns(**SIZES), limcore.project_training(**SIZES)),
    "barrier": (limcore.barrier_columns([0.1, 1.0], [0.1, 2.0]), limcore.barrier_table([0.1, 1.0], [0.1, 2.0])),
    "net updates": (limcore.net_update_columns([0.1, 1.0]), limcore.net_update_table([0.1, 1.0])),
    "retention": (
        limcore.retention_columns(COSINE, 5000, 1e8, **LAW),
        limcore.retention_trajectory(COSINE, 5000, 1e8, **LAW),
    ),
    "population": (
        limcore.population_columns([0.0, 1.0], 1.0, 0.5, elements=9, seed=1),
        limcore.population_trajectory([0.0, 1.0], 1.0, 0.5, elements=9, seed=1),
    ),
    "hops": (
        limcore.hop_columns(10.0, 0.0, 1.0, elements=5, seed=1),
        limcore.hops(10.0, 0.0, 1.0, elements=5, seed=1),
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_both_forms_of_a_table_are_one(name):
    columns, table = TABLES[name]
    assert list(columns) == list(table.columns)
    for key, column in columns.items():
        assert isinstance(column, np.ndarray)
        assert column.shape == (len(table),)
        if column.dtype != object:
            assert column.dtype == table[key].dtype
        np.testing.assert_array_equal(table[key].to_numpy(column.dtype), column)


@pytest.mark.parametrize(("name", "file"), [("hardware", "hardware"), ("training runs", "training_runs")])
def test_cited_tables_are_read_as_pandas_reads_them(name, file):
    path = f"{limcore.__path__[0]}/data/{file}.csv"
    columns, _ = TABLES[name]
    numbers = [key for key, column in columns.items() if column.dtype == float]  # are read by Python, to the last bit
    read = pd.read_csv(path, keep_default_na=False, na_values={"bits": [""]}, dtype=dict.fromkeys(numbers, str))
    for key, column in columns.items():
        np.testing.assert_array_equal(column, read[key].to_numpy().astype(column.dtype))


def test_cited_columns_cannot_be_changed_for_others():
    with pytest.raises(ValueError, match="read-only"):
        limcore.hardware_columns()["energy_low_J"][0] = 0.0
    table = limcore.hardware_table()
    table.loc[0, "energy_low_J"] = 0.0
    assert limcore.hardware_table()["energy_low_J"][0] > 0


@pytest.mark.parametrize("name", ["learning", "dissipation", "constant_barrier"])
def test_only_what_is_asked_for_is_computed(name):
    columns = getattr(limcore, f"{name}_columns")
    law = FIXED if name == "constant_barrier" else LAW
    whole = columns(COSINE, 5000, **law)
    for key, column in whole.items():
        some = columns(COSINE, 5000, **law, only=[key])
        assert list(some) == [key]
        np.testing.assert_array_equal(some[key], column)
    with pytest.raises(limcore.DomainError, match="only"):
        columns(COSINE, 5000, **law, only=["barriers"])
