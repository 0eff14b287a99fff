"""The cited tables: complete, plausible, and each source under one name."""

import re

import numpy as np
import pytest

import limcore

HARDWARE = limcore.hardware_table()
RUNS = limcore.training_runs()
BASES = {"measured", "datasheet", "review", "simulated", "model", "estimate", "stated"}


def test_columns():
    columns = (
        "name category kind operation energy_low_J energy_high_J bits year technology basis source doi url main note"
    )
    assert list(HARDWARE.columns) == columns.split()


@pytest.mark.parametrize("table", [HARDWARE, RUNS], ids=["hardware", "training runs"])
def test_each_row_has_a_name_of_its_own_and_a_source(table):
    assert table["name"].is_unique
    assert (table["source"] != "").all()
    assert ((table["doi"] != "") ^ (table["url"] != "")).all()


@pytest.mark.parametrize("table", [HARDWARE, RUNS], ids=["hardware", "training runs"])
def test_addresses_are_well_formed(table):
    assert all(re.fullmatch(r"10\.\d{4,9}/\S+", doi) for doi in table["doi"] if doi)
    assert all(re.fullmatch(r"https?://\S+", url) for url in table["url"] if url)


@pytest.mark.parametrize("table", [HARDWARE, RUNS], ids=["hardware", "training runs"])
def test_nothing_is_cited_under_two_names(table):
    address = table["doi"] + table["url"]
    assert (table.groupby(address)["source"].nunique() == 1).all()
    assert (address.groupby(table["source"]).nunique() == 1).all()


def test_kinds_are_known():
    assert set(HARDWARE["category"]) <= set(limcore.CATEGORIES)
    assert set(HARDWARE["kind"]) <= set(limcore.OPERATIONS)
    assert set(HARDWARE["basis"]) <= BASES


def test_rough_figures_are_not_called_measured():
    basis = HARDWARE.set_index("name")["basis"]
    assert set(HARDWARE[HARDWARE["source"] == "Horowitz 2014"]["basis"]) == {"estimate"}
    assert basis["Fowler-Nordheim dynamic memory"] == "stated"  # its source does not say how 5 fJ were found
    rough = HARDWARE["note"].str.contains("rough|assumed|no device|not built|does not say|as a vendor", case=False)
    assert not (rough & (HARDWARE["basis"] == "measured")).any()


def test_energies_are_plausible():
    low, high = HARDWARE["energy_low_J"], HARDWARE["energy_high_J"]
    assert (low >= 1e-21).all()
    assert (high <= 1e-3).all()
    assert (low <= high).all()


def test_nothing_beats_the_landauer_limit():
    assert (limcore.landauer_multiple(HARDWARE["energy_low_J"], kT=limcore.thermal_energy(300)) > 1).all()


def test_bits_are_whole_or_unknown():
    bits = HARDWARE["bits"].dropna()
    assert (bits >= 1).all()
    assert (bits == np.rint(bits)).all()


def test_years():
    assert HARDWARE["year"].between(1990, 2026).all()
    assert RUNS["year"].between(2012, 2026).all()


def test_tables_are_the_callers_own():
    mine = limcore.hardware_table()
    mine.loc[:, "energy_low_J"] = 0.0
    assert (limcore.hardware_table()["energy_low_J"] > 0).all()


def test_training_flop_is_six_for_each_parameter_and_token():
    estimate = limcore.training_compute(RUNS["active_parameters"].astype(float), RUNS["tokens"].astype(float))
    np.testing.assert_allclose(RUNS["training_flop"].astype(float), estimate, rtol=0.1)


def test_real_training_takes_more_than_a_joule_for_a_million_million_operations():
    per_operation = RUNS["energy_MWh"] * 3.6e9 / RUNS["training_flop"].astype(float)
    assert per_operation.between(1e-12, 2e-11).all()


def test_landauer_multiple_of_the_limit_is_one():
    assert limcore.landauer_multiple(limcore.landauer_energy(4.14e-21), kT=4.14e-21) == pytest.approx(1.0)
    with pytest.raises(limcore.DomainError, match="energy"):
        limcore.landauer_multiple(-1.0, kT=1.0)


def test_the_cheaper_of_two_valleys_is_found():
    # During the warm-up the drive comes near what it is where the barrier rises above zero, long after it.
    run, steps = limcore.make_schedule("inverse_time", initial=1.0, tau=1e5, warmup_steps=10.0), 1e9
    each = limcore.dissipation_columns(run, steps, alpha=0.51, points=np.arange(1.0, 1e6))["dissipation"]
    assert limcore.update_energies(run, steps, alpha=0.51)[0] == pytest.approx(each.min(), rel=1e-12)
