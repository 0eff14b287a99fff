"""Rates and barriers against reference values and against the identities of Eqs. 1-4."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

DATA = Path(__file__).parent / "data"
TEN_YEARS = 10 * 365.25 * 86400
CONVENTIONS = ("mean_rate", "symmetric_tilt")

drives = st.floats(-12, 3).map(lambda exponent: 10.0**exponent)
rates = st.floats(-30, 0).map(lambda exponent: 10.0**exponent)
barriers = st.floats(-30, 200)
thermal = st.floats(-24, 3).map(lambda exponent: 10.0**exponent)


def reference(table):
    """Read a table of numbers to their last bit, which no one way of pandas does in all its versions."""
    return pd.read_csv(DATA / f"{table}.csv", dtype=str).astype(float)


def close_to_rounding(got, expected, kT):
    """Agree within 1e-14 · max(1, |E/kT|) · kT."""
    allowed = 1e-14 * np.maximum(1.0, np.abs(expected / kT)) * kT
    worst = np.max(np.abs(got - expected) / allowed)
    assert worst <= 1, f"{worst:.2f} times the allowed error"


@pytest.mark.parametrize("table", ["barrier", "barrier_domain"])
@pytest.mark.parametrize("reduced", [False, True])
def test_barrier_height_equals_reference(table, reduced):
    rows = reference(table)
    expected = rows["barrier_height" if table == "barrier" else "mean_rate"]
    if reduced:
        rates_and_energies = (rows.gradient_energy / rows.kT, rows.update_rate / rows.rate_max)
        close_to_rounding(limcore.barrier_height(*rates_and_energies), expected / rows.kT, 1.0)
    else:
        got = limcore.barrier_height(rows.gradient_energy, rows.update_rate, rate_max=rows.rate_max, kT=rows.kT)
        close_to_rounding(got, expected, rows.kT)


def test_symmetric_tilt_equals_reference():
    rows = reference("barrier_domain")
    got = limcore.barrier_height(
        rows.gradient_energy, rows.update_rate, rate_max=rows.rate_max, kT=rows.kT, convention="symmetric_tilt"
    )
    close_to_rounding(got, rows.symmetric_tilt, rows.kT)


def test_directional_rates_equal_reference():
    rows = reference("barrier_domain")
    forward, backward = limcore.directional_rates(
        rows.mean_rate, rows.gradient_energy, rate_max=rows.rate_max, kT=rows.kT
    )
    # A barrier of many kT, rounded, fixes its rate to that many roundings.
    np.testing.assert_allclose(forward, rows.forward, rtol=1e-12)
    np.testing.assert_allclose(backward, rows.backward, rtol=2e-12, atol=1e-300)


@given(drives, rates, st.sampled_from(CONVENTIONS))
def test_update_rate_inverts_barrier_height(drive, rate, convention):
    barrier = limcore.barrier_height(drive, rate, convention=convention)
    back = limcore.update_rate(barrier, drive, convention=convention)
    assert abs(back / rate - 1) <= 1e-14 * max(10.0, abs(barrier), drive)


@given(barriers, drives)
def test_directional_rates_sum_and_differ(barrier, drive):
    forward, backward = limcore.directional_rates(barrier, drive)
    equilibrium, update = limcore.equilibrium_rate(barrier), limcore.update_rate(barrier, drive)
    assert forward + backward == pytest.approx(2 * equilibrium, rel=1e-14)
    assert (forward - backward) / equilibrium == pytest.approx(2 * update / equilibrium, rel=1e-12, abs=1e-15)


@given(barriers, st.floats(1e-9, 300))
def test_directional_rates_of_a_symmetric_tilt_sum_and_differ(barrier, drive):
    forward, backward = limcore.directional_rates(barrier, drive, convention="symmetric_tilt")
    undriven = limcore.equilibrium_rate(barrier)
    update = limcore.update_rate(barrier, drive, convention="symmetric_tilt")
    assert forward + backward == pytest.approx(2 * undriven * np.cosh(drive / 2), rel=1e-12)
    assert (forward - backward) / forward == pytest.approx(2 * update / forward, abs=1e-15 * max(20, abs(barrier)))


# Beyond, the backward rate leaves the range of doubles.
@given(st.floats(-30, 80), st.floats(1e-12, 600), st.sampled_from(CONVENTIONS))
def test_rates_are_in_detailed_balance(barrier, drive, convention):
    forward, backward = limcore.directional_rates(barrier, drive, convention=convention)
    assert np.log(forward) - np.log(backward) == pytest.approx(drive, rel=1e-12, abs=1e-13)


@given(barriers, drives, st.sampled_from(CONVENTIONS))
def test_directional_barriers_differ_by_the_drive(barrier, drive, convention):
    forward, backward = limcore.directional_barriers(barrier, drive, convention=convention)
    assert backward - forward == pytest.approx(drive, abs=1e-13 * max(1, abs(barrier)))


@given(barriers, drives)
def test_mean_of_the_barriers_of_a_symmetric_tilt_is_the_given_one(barrier, drive):
    forward, backward = limcore.directional_barriers(barrier, drive, convention="symmetric_tilt")
    assert (forward + backward) / 2 == pytest.approx(barrier, abs=1e-13 * max(1, drive))


@given(barriers, drives, st.sampled_from(CONVENTIONS))
def test_directional_barriers_give_the_directional_rates(barrier, drive, convention):
    rates_there = limcore.directional_rates(barrier, drive, convention=convention)
    heights = limcore.directional_barriers(barrier, drive, convention=convention)
    for height, rate in zip(heights, rates_there, strict=True):
        assert limcore.equilibrium_rate(height) == pytest.approx(rate, rel=1e-12, abs=1e-300)


@given(st.floats(1e-6, 100), rates)
def test_both_conventions_name_the_barrier_of_the_same_rates(drive, rate):
    named = [limcore.barrier_height(drive, rate, convention=convention) for convention in CONVENTIONS]
    pairs = [
        limcore.directional_rates(height, drive, convention=convention)
        for height, convention in zip(named, CONVENTIONS, strict=True)
    ]
    np.testing.assert_allclose(pairs[0], pairs[1], rtol=1e-12)
    assert named[1] - named[0] == pytest.approx(np.log(np.cosh(drive / 2)), rel=1e-9, abs=1e-12)


@given(rates)
def test_tilted_barrier_rises_without_end_as_half_the_drive(rate):
    drive = np.asarray([60.0, 600.0])
    above = limcore.barrier_height(drive, rate, convention="symmetric_tilt") - drive / 2
    np.testing.assert_allclose(above, -np.log(2 * rate), atol=2e-13)


@given(drives, drives, rates, st.sampled_from(CONVENTIONS))
def test_barrier_rises_with_drive(one, other, rate, convention):
    low, high = sorted([one, other])
    heights = limcore.barrier_height([low, high], rate, convention=convention)
    assert heights[0] <= heights[1]


@given(drives, rates, rates)
def test_barrier_falls_with_rate(drive, one, other):
    slow, fast = sorted([one, other])
    heights = limcore.barrier_height(drive, [slow, fast])
    assert heights[0] >= heights[1]


@given(rates)
def test_barrier_levels_off_at_the_plateau(rate):
    assert limcore.barrier_height(np.inf, rate) == pytest.approx(-np.log(rate), rel=1e-14, abs=1e-15)


@given(st.floats(-300, -9), rates)
def test_barrier_of_a_small_drive_is_logarithmic(exponent, rate):
    drive = 10.0**exponent
    expected = np.log(drive) - np.log(2 * rate)
    assert limcore.barrier_height(drive, rate) == pytest.approx(expected, rel=1e-13, abs=1e-12)


def test_barrier_without_a_drive_or_a_rate():
    assert limcore.barrier_height(0.0, 0.1) == -np.inf
    assert limcore.barrier_height(1.0, 0.0) == np.inf
    assert np.isnan(limcore.barrier_height(0.0, 0.0))


def test_barrier_at_the_attempt_rate_keeps_its_relative_accuracy():
    # ln tanh(20) = -2 exp(-40) (1 + exp(-80)/3 + …): far below the rounding of 1.
    assert limcore.barrier_height(40.0, 1.0) == pytest.approx(-2 * np.exp(-40), rel=1e-14)


@given(drives, rates, thermal, st.sampled_from(CONVENTIONS))
def test_kT_scales_out(drive, rate, kT, convention):
    reduced = limcore.barrier_height(drive, rate, convention=convention)
    scaled = limcore.barrier_height(drive * kT, rate, kT=kT, convention=convention)
    assert scaled / kT == pytest.approx(reduced, abs=1e-13 * max(1, abs(reduced)))


@pytest.mark.parametrize("size", [8192, 8193, 50_000])
def test_blocks_equal_single_values(size):
    generator = np.random.default_rng(7)
    drive, rate = 10 ** generator.uniform(-6, 2, size), 10 ** generator.uniform(-9, 0, size)
    heights = limcore.barrier_height(drive, rate)
    some = [0, 1, 8191, size // 2, size - 1]
    assert [heights[k] for k in some] == [limcore.barrier_height(drive[k], rate[k]) for k in some]


@pytest.mark.parametrize("function", [limcore.barrier_height, limcore.update_rate, limcore.directional_rates])
def test_arguments_broadcast(function):
    result = np.asarray(function(np.full((3, 1), 0.5), np.full(4, 0.25), kT=1.0))
    assert result.shape[-2:] == (3, 4)


def test_broadcast_equals_the_full_grid():
    drive, rate = np.geomspace(1e-3, 10, 300)[:, np.newaxis], np.geomspace(1e-6, 1, 200)
    full = [np.ascontiguousarray(part) for part in np.broadcast_arrays(drive, rate)]
    np.testing.assert_array_equal(limcore.barrier_height(drive, rate), limcore.barrier_height(*full))


def test_scalars_give_scalars():
    height = limcore.barrier_height(1, 0.1)
    assert isinstance(height, np.float64)


def test_nan_passes():
    heights = limcore.barrier_height([np.nan, 1.0, 1.0], [0.1, np.nan, 0.1])
    np.testing.assert_array_equal(np.isnan(heights), [True, True, False])


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_barrier_vanishes_at_the_least_drive(convention):
    rate = np.geomspace(1e-12, 0.99, 50)
    least = limcore.minimum_gradient_energy(rate, convention=convention)
    np.testing.assert_allclose(limcore.barrier_height(least, rate, convention=convention), 0, atol=2e-14)


def test_least_drive_of_the_test_vectors():
    assert limcore.minimum_gradient_energy(0.01) == pytest.approx(0.0200007, abs=5e-8)
    assert limcore.strict_minimum_gradient_energy(0.01) == pytest.approx(0.0202027, abs=5e-8)


def test_no_drive_reaches_the_attempt_rate():
    np.testing.assert_array_equal(limcore.minimum_gradient_energy([1.0, 2.0]), [np.inf, np.inf])
    np.testing.assert_array_equal(limcore.strict_minimum_gradient_energy([0.5, 0.7]), [np.inf, np.inf])


def test_forward_barrier_vanishes_at_the_strict_least_drive():
    rate = np.geomspace(1e-9, 0.49, 30)
    drive = limcore.strict_minimum_gradient_energy(rate)
    forward, _ = limcore.directional_barriers(limcore.barrier_height(drive, rate), drive)
    np.testing.assert_allclose(forward, 0, atol=1e-12)


@pytest.mark.parametrize(("rate_max", "height"), [(1e6, 33.4), (1e9, 40.3), (1e12, 47.2), (1e13, 49.5)])
def test_ten_years_of_retention(rate_max, height):
    assert limcore.barrier_for_retention(TEN_YEARS, rate_max=rate_max) == pytest.approx(height, abs=0.06)


@pytest.mark.parametrize(("probability", "height"), [(1e-6, 54.1), (1e-12, 67.9)])
def test_ten_years_at_a_failure_probability(probability, height):
    got = limcore.barrier_for_retention(TEN_YEARS, rate_max=1e9, failure_probability=probability)
    assert got == pytest.approx(height, abs=0.05)


@given(st.floats(-9, 12), st.floats(3, 18))
def test_retention_time_inverts_its_barrier(exponent, log_rate):
    time, rate_max = 10.0**exponent, 10.0**log_rate
    height = limcore.barrier_for_retention(time, rate_max=rate_max)
    assert limcore.retention_time(height, rate_max=rate_max) == pytest.approx(time, rel=1e-12)


def test_retention_probability_falls_from_certain_to_forgotten():
    probability = limcore.retention_probability([0.0, 1e-3, np.inf], 5.0, rate_max=1e3)
    assert probability[0] == 1.0
    assert 0.5 < probability[1] < 1.0
    assert probability[2] == 0.5
