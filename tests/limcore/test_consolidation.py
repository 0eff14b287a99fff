"""The consolidation-wall: the update at which a schedule has raised the barrier to a target, and what that costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

TEN_YEARS = 10 * 365.25 * 86400
PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)


def test_one_over_n_never_consolidates():
    target = limcore.barrier_for_retention(TEN_YEARS, rate_max=1e12)
    got = limcore.consolidation(PAPER, target, alpha=0.5, rate_max=1e12)
    assert got.n == pytest.approx((2 * TEN_YEARS * 1e12) ** 2, rel=1e-9)
    assert got.n == pytest.approx(4e41, rel=0.01)
    # The sum of n^1.5 / (2 R_max), by its leading term.
    assert got.time_s == pytest.approx(got.n**2.5 / 2.5 / 2e12, rel=1e-9)
    assert got.lost_at == np.inf


def test_more_updates_than_a_double_can_count():
    got = limcore.consolidation(PAPER, 100.0, alpha=0.1)
    assert not got.reached
    assert got.log_learning_rate == pytest.approx(-(100 + np.log(2)) / 0.1, rel=1e-12)


@given(st.floats(0.5, 60), st.floats(0.1, 0.9), st.sampled_from(["paper", "barrier_free"]))
def test_barrier_reaches_the_target_at_that_update_and_not_before(target, alpha, start):
    schedule = limcore.make_schedule("exponential", initial=0.5, gamma=0.999)
    n = limcore.consolidation(schedule, target, alpha=alpha, start=start).n
    path = limcore.learning_trajectory(schedule, n, alpha=alpha, start=start, points=[max(n - 1, 1), n])
    before, reached = path["barrier_height"].iloc[[0, -1]]
    assert reached >= target - 1e-9
    assert n == 1 or before < target + 1e-9


def test_exponential_takes_a_number_of_updates_in_proportion_to_the_barrier():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=0.999)
    updates = [limcore.consolidation(schedule, target, alpha=0.5).n for target in (20.0, 40.0)]
    slope = -0.5 * np.log(0.999)
    assert updates[1] - updates[0] == pytest.approx(20 / slope, abs=1.5)


def test_restarts_forget():
    schedule = limcore.make_schedule("cosine_restarts", initial=1.0, period=100, multiplier=2)
    got = limcore.consolidation(schedule, 4.0, alpha=0.5)
    path = limcore.learning_trajectory(schedule, 10_000, alpha=0.5, points=np.arange(1, 10_001)).set_index("n")
    assert path.loc[got.n, "barrier_height"] >= 4.0
    assert path.loc[got.lost_at - 1, "barrier_height"] >= 4.0
    assert path.loc[got.lost_at, "barrier_height"] < 4.0
    assert got.lost_at in (101, 301, 701, 1501)


def test_minimum_that_is_too_high_never_consolidates():
    schedule = limcore.make_schedule("cosine", initial=1.0, total_steps=100, minimum=0.01)
    assert not limcore.consolidation(schedule, 20.0, alpha=0.5).reached


def test_warm_up_holds_at_first_and_loses():
    schedule = limcore.make_schedule("constant", initial=0.1, warmup_steps=1000)
    height = float(limcore.learning_barrier(1e-3, 0.5))
    got = limcore.consolidation(schedule, height, alpha=0.5)
    assert (got.n, got.lost_at, got.again_at) == (1, 11, np.inf)  # 0.1 x 10/1001 is the last rate below 1e-3
    assert (got.time_s, got.dissipation) == (0.0, height)


def test_drop_has_its_barrier_as_its_step_begins():
    # 1000 steps at full rate, without a barrier, then nothing but a barrier.
    schedule = limcore.make_schedule("step", initial=1.0, gamma=1e-36, step_size=1000)
    target = limcore.barrier_for_retention(TEN_YEARS, rate_max=1e9)
    got = limcore.consolidation(schedule, target, alpha=0.5, rate_max=1e9)
    assert got.n == 1001
    assert got.time_s == pytest.approx(1000 / (2e9 * np.tanh(0.5)), rel=1e-12)
    assert got.dissipation == pytest.approx(1000 * 1.0 + target, rel=1e-12)  # the drives, then the barrier at once


def test_table_that_ends_at_its_highest_rate_held_in_between():
    schedule = limcore.make_schedule("table", steps=[0, 10, 20, 30, 40], learning_rates=[0.1, 1e-4, 0.1, 1e-4, 0.5])
    got = limcore.consolidation(schedule, 3.0, alpha=0.5)
    assert (got.n, got.lost_at, got.again_at) == (11, 21, 31)


def test_cosine_is_there_again_in_its_next_period():
    schedule = limcore.make_schedule("cosine", initial=1.0, total_steps=1000)
    got = limcore.consolidation(schedule, 3.0, alpha=0.5)
    path = limcore.learning_trajectory(schedule, 5000, alpha=0.5, points=np.arange(1, 5001))
    turns = np.flatnonzero(np.diff(path["barrier_height"] >= 3.0, prepend=False)) + 1
    assert [got.n, got.lost_at, got.again_at] == turns[:3].tolist()


def test_cost_is_that_of_the_updates_before_and_of_raising_the_barrier():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=0.9)
    got = limcore.consolidation(schedule, 103.4, alpha=0.5, rate_max=1e9, kT=25.85)
    path = limcore.learning_trajectory(schedule, got.n - 1, alpha=0.5, rate_max=1e9, kT=25.85).iloc[-1]
    raised = 103.4 - path["barrier_height"]
    assert got.time_s == path["time_s"]
    assert got.dissipation == pytest.approx(path["cumulative_dissipation"] + raised, rel=1e-14)


@given(st.floats(-50, 50), st.floats(0, 100))
def test_freeze_pays_what_is_missing(height, target):
    paid = limcore.freeze_energy(height, target)
    assert paid >= 0
    assert max(height, 0) + paid == pytest.approx(max(target, height, 0))


def test_refuses_a_target_that_is_not_finite():
    with pytest.raises(limcore.DomainError, match="target_barrier = inf"):
        limcore.consolidation(PAPER, np.inf, alpha=0.5)
