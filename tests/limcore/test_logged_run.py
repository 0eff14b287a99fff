"""What a real run comes to: drives, three readings of the barrier, totals, and when it holds."""

import numpy as np
import pytest

from limcore import DomainError, TrainingLog, run_columns, run_consolidation, run_drive, run_totals, work_per_nat


def log_of(rates, norms=None, losses=None, steps=None):
    step = np.arange(len(rates), dtype=float) if steps is None else np.asarray(steps, dtype=float)
    lists = (None if values is None else np.asarray(values, dtype=float) for values in (losses, norms))
    return TrainingLog("made", step, np.asarray(rates, dtype=float), *lists, False, (), "made")


RATES = np.array([0.02, 0.1, 0.08, 0.03, 0.01, 0.0])
NORMS = np.array([4.0, 3.0, 2.5, 2.0, 1.5, 1.2])
LOSSES = np.array([2.3, 1.9, 1.5, 1.6, 1.2, 1.1])
STEPS = np.array([0.0, 10.0, 20.0, 40.0, 50.0, 60.0])
LOG = log_of(RATES, NORMS, LOSSES, STEPS)
SPANS = np.array([5.0, 10.0, 15.0, 15.0, 10.0, 5.0])


def test_drive_of_gradient_descent_is_its_work_for_each_weight():
    drive = run_drive(LOG, parameters=1000, energy_scale=7.0)
    np.testing.assert_allclose(drive, 7.0 * RATES * NORMS**2 / 1000)


def test_drive_of_adam_is_bounded_by_cauchy_and_schwarz():
    drive = run_drive(LOG, optimizer="adam", parameters=400)
    np.testing.assert_allclose(drive, RATES * NORMS / 20.0)
    # No steps of at most the learning rate each do more work on gradients of this norm.
    gradient = np.random.default_rng(2).standard_normal(400)
    gradient *= NORMS[1] / np.linalg.norm(gradient)
    assert RATES[1] * np.abs(gradient).sum() / 400 <= drive[1]


def test_without_norms_the_drive_is_the_fall_of_the_loss():
    drive = run_drive(log_of(np.full(6, 0.1), None, LOSSES, STEPS), parameters=10, energy_scale=2.0, window=1)
    assert (drive * SPANS).sum() * 10 == pytest.approx(2.0 * (2.3 - 1.1))
    assert drive[2] == pytest.approx(2.0 / 10 * (1.9 - 1.5) / 30)  # the rise to 1.6 counts as none
    assert run_drive(log_of([0.1, 0.1])).tolist() == [0.0, 0.0]


def test_work_for_each_nat():
    assert work_per_nat(LOG) == pytest.approx((RATES * NORMS**2 * SPANS).sum() / 1.2)
    assert np.isnan(work_per_nat(log_of(RATES, NORMS)))
    assert np.isnan(work_per_nat(log_of(RATES, NORMS, LOSSES[::-1])))


def test_clipping_holds_rates_back():
    drive = run_drive(LOG, clipped_at=2.0)
    np.testing.assert_allclose(drive, RATES * np.minimum(1.0, 2.0 / NORMS) * NORMS**2)


def test_population_reading_inverts_to_the_share_that_settles():
    table = run_columns(LOG, reading="population", rate_max=1e9, seconds_per_step=0.5, largest_share=0.2)
    # In the step a share 1 - exp(-2 R0 dt) settles, with the Arrhenius rate of the barrier.
    settled = 1.0 - np.exp(-2.0 * 0.5 * 1e9 * np.exp(-table["barrier_height"][:-1]))
    np.testing.assert_allclose(settled, 0.2 * RATES[:-1] / 0.1, rtol=1e-9)
    assert np.isnan(table["barrier_height"][-1])


def test_net_hop_reading_makes_one_net_hop_a_step():
    table = run_columns(LOG, reading="net_hop", rate_max=1e6, seconds_per_step=1e-3, parameters=100)
    rate = 1e6 * np.exp(-table["barrier_height"][:-1]) * np.tanh(table["drive"][:-1] / 2.0)
    np.testing.assert_allclose(2.0 * rate * 1e-3, 1.0, rtol=1e-9)
    slow = run_columns(LOG, reading="net_hop", rate_max=1.0, seconds_per_step=1e-3, parameters=100)
    assert np.nanmax(slow["barrier_height"]) < 0


def test_totals_are_the_sums_of_the_rows():
    given = {"alpha": 0.5, "rate_max": 1e9, "parameters": 100.0, "energy_scale": 3.0, "window": 1}
    table, totals = run_columns(LOG, **given), run_totals(LOG, elements=16, **given)
    drive = 3.0 * RATES * NORMS**2 / 100
    assert totals.floor == pytest.approx(100 * (drive * SPANS).sum())
    paid = np.where(RATES > 0, np.nan_to_num(np.maximum(table["barrier_height"], 0.0)) + drive, 0.0)
    assert totals.dissipation == pytest.approx(1600 * (paid * SPANS).sum())
    assert totals.updates == 100 * 55  # the last row, at rate 0, makes none
    assert totals.landauer == pytest.approx(1600 * 55 * np.log(2))
    assert totals.static(1e6, 16) == pytest.approx(1600 * 55 * 1e6)
    assert run_totals(LOG, elements=16, kT=25.85, **given).floor == pytest.approx(25.85 * totals.floor)


def test_consolidation_counts_from_the_peak_and_tells_losses():
    n = np.arange(1.0, 10.0)
    rates = np.array([1, 2, 4, 9, 8, 5, 6, 3, 2])
    heights = np.array([8.0, 4.0, 2.0, 0.0, 6.0, 3.0, 2.0, 8.0, np.nan])
    found = run_consolidation(n, rates, heights, 4.5)
    assert found.reached_at == pytest.approx(4.75)
    assert found.not_lasting == (1.0,)
    assert found.lost_at == (5.5,)
    assert found.again_at == pytest.approx((7 + 2.5 / 6,))
    assert found.held
    assert found.freeze == 0.0
    never = run_consolidation(n, rates, heights, 40.0)
    assert not never.reached
    assert never.freeze == 32.0
    assert never.last_barrier == 8.0


def test_no_update_at_all_needs_the_whole_freeze():
    found = run_consolidation([1.0, 2.0], [0.0, 0.0], [np.nan, np.nan], 40.0)
    assert found.freeze == 40.0
    assert not found.reached


@pytest.mark.parametrize(
    "wrong", [{"reading": "D"}, {"optimizer": "lion"}, {"parameters": 0}, {"energy_scale": -1}, {"largest_share": 1.0}]
)
def test_what_is_not_allowed_is_one_sentence(wrong):
    with pytest.raises(DomainError):
        run_columns(LOG, **wrong)


def test_extremes_of_doubles_stay_finite():
    log = log_of([1e300, 1e-300, 5e-324], [1e200, 1e-200, np.inf], [1e308, -1e308, np.nan])
    table = run_columns(log, parameters=1e12)
    assert np.isfinite(table["drive"]).all()
    assert np.isfinite(table["cumulative_floor"]).all()
