"""A course of learning as arrays, from schedules and from logs: the same physics, whatever supplies it."""

from io import StringIO

import numpy as np
import pytest

from limcore import (
    DomainError,
    TrainingLog,
    learning_columns,
    log_profile,
    make_schedule,
    profile_columns,
    read_training_log,
    schedule_profile,
)


def log_of(rates, norms=None, losses=None, steps=None):
    step = np.arange(len(rates), dtype=float) if steps is None else np.asarray(steps, dtype=float)
    lists = (None if values is None else np.asarray(values, dtype=float) for values in (losses, norms))
    return TrainingLog("made", step, np.asarray(rates, dtype=float), *lists, False, (), "made")


@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize("squared", [1.0, 0.3, 1e-6])
def test_profile_of_a_schedule_is_the_learning_table(start, squared):
    schedule = make_schedule("cosine", initial=0.5, total_steps=400, minimum=1e-4, warmup_steps=20)
    profile = schedule_profile(schedule, 400, squared_gradient=squared)
    ours = profile_columns(profile, alpha=0.4, rate_max=1e9, kT=25.85, start=start)
    law = {"alpha": 0.4, "squared_gradient": squared, "rate_max": 1e9, "kT": 25.85, "start": start}
    theirs = learning_columns(schedule, 400, **law)
    for name in ("n", "learning_rate", "update_rate", "gradient_energy", "dissipation", "cumulative_dissipation"):
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-11)
    np.testing.assert_allclose(ours["barrier_height"], theirs["barrier_height"], atol=1e-10)
    np.testing.assert_allclose(ours["time_s"], theirs["time_s"], rtol=1e-11)


def test_relative_form_divides_by_the_highest_rate_and_by_a_high_percentile():
    norms = np.r_[np.full(1000, 2.0), 200.0]
    profile = log_profile(log_of(np.linspace(0.4, 0.1, 1001), norms), window=1)
    np.testing.assert_allclose(np.exp(profile.log_learning_rate[[0, -1]]), [1.0, 0.25])
    highest = np.percentile(norms**2, 99.9)
    np.testing.assert_allclose(profile.squared_gradient, np.minimum(norms**2 / highest, 1.0))
    assert not profile.is_ceiling


def test_a_spike_among_norms_does_not_move_the_smoothed_profile():
    norms = np.full(200, 2.0)
    norms[100] = 50.0
    profile = log_profile(log_of(np.full(200, 0.1), norms))
    assert np.ptp(profile.squared_gradient) == 0


def test_without_norms_the_profile_is_the_ceiling():
    profile = log_profile(log_of([0.1, 0.05]))
    assert profile.is_ceiling
    assert profile.squared_gradient.tolist() == [1.0, 1.0]
    assert log_profile(log_of([0.1, 0.05], [np.nan, 0.0])).is_ceiling


def test_missing_norms_come_from_around_them():
    profile = log_profile(log_of([0.1] * 3, [2.0, np.nan, 2.0]), window=1)
    assert profile.squared_gradient.tolist() == [1.0, 1.0, 1.0]


def test_barrier_free_start_is_lowest_at_zero_wherever_that_is():
    log = log_of([0.1, 0.2, 0.1, 0.01], [1.0, 0.05, 3.0, 2.0])
    profile = log_profile(log, window=1)
    table = profile_columns(profile, alpha=0.5, start="barrier_free")
    assert np.nanmin(table["barrier_height"]) == 0.0
    paper = profile_columns(profile, alpha=0.5, start="paper")
    lowest = paper["barrier_height"].min()
    np.testing.assert_allclose(table["barrier_height"], paper["barrier_height"] - lowest)
    # Eq. 4 holds with the scaled rates: E = ln(R_max/R) + ln tanh(drive/2).
    again = -np.log(table["update_rate"]) + np.log(np.tanh(table["gradient_energy"] / 2.0))
    np.testing.assert_allclose(again, table["barrier_height"], atol=1e-12)


def test_a_rate_of_zero_is_no_update():
    table = profile_columns(log_profile(log_of([0.1, 0.0, 0.05])), alpha=0.5, start="barrier_free")
    assert np.isnan(table["barrier_height"][1])
    assert table["dissipation"][1] == table["update_rate"][1] == 0.0
    assert table["time_s"][1] == table["time_s"][0]


def test_a_log_by_epochs_has_to_say_how_long_they_are():
    log = read_training_log(StringIO("epoch,lr,loss\n0,0.1,2\n1,0.1,1\n"))
    with pytest.raises(DomainError, match="with_steps_per_epoch"):
        log_profile(log)
    assert log_profile(log.with_steps_per_epoch(100)).updates.sum() == 100


def test_a_thinned_log_keeps_its_turns_and_its_sums():
    step = np.arange(20000.0)
    rate = make_schedule("cosine", initial=3e-4, total_steps=19000, minimum=3e-5, warmup_steps=900)(step)
    norm = 1.0 + np.random.default_rng(1).random(step.size)
    log = log_of(rate, norm, 3.0 - step / 2e4, step)
    thin = log.thinned(150)
    assert thin.step.size <= 150
    assert "20,000 rows" in thin.warnings[-1]
    inside = np.interp(step, thin.step, np.log(thin.learning_rate))
    assert np.abs(inside - np.log(rate)).max() < 0.02
    assert np.sum(thin.gradient_norm**2 * thin.row_spans) == pytest.approx(np.sum(norm**2 * log.row_spans), rel=0.02)
    assert log.thinned(20000) is log
