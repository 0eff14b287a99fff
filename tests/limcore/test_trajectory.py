"""Trajectories: exact at every listed update, however few are listed and however many there are."""

import numpy as np
import pytest

import limcore

SCHEDULES = {
    "inverse_time": {"initial": 1.0, "tau": 1.0},
    "power_law": {"initial": 0.3, "tau": 1000.0, "exponent": 0.6},
    "exponential": {"initial": 1.0, "gamma": 1 - 1e-5},
    "constant": {"initial": 0.5},
    "table": {"steps": [0, 100, 123_456, 700_001], "learning_rates": [1.0, 0.1, 0.5, 0.001]},
}
COLUMNS = [
    "n",
    "time_s",
    "learning_rate",
    "update_rate",
    "equilibrium_rate",
    "gradient_energy",
    "barrier_height",
    "dissipation",
    "cumulative_dissipation",
    "feasible",
]
PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)


def test_columns():
    assert list(limcore.learning_trajectory(PAPER, 10, alpha=0.5).columns) == COLUMNS


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize("alpha", [0.2, 0.8])
def test_sums_equal_direct_sums(name, start, alpha):
    schedule = limcore.make_schedule(name, **SCHEDULES[name])
    path = limcore.learning_trajectory(
        schedule, 10**6, alpha=alpha, rate_max=1e9, start=start, points=[1, 7, 20_000, 300_000, 10**6]
    )
    k = np.arange(1.0, 10**6 + 1)
    law = {"initial_learning_rate": schedule(0) if start == "barrier_free" else None}
    rate = limcore.update_rate_law(schedule(k - 1), alpha, rate_max=1e9, **law)
    height = limcore.learning_barrier(schedule(k - 1), alpha, **law)
    spent = np.maximum(height, 0) + limcore.gradient_energy(schedule(k - 1))
    place = path["n"].to_numpy(dtype=int) - 1
    np.testing.assert_allclose(path["time_s"], np.cumsum(0.5 / rate)[place], rtol=1e-9)
    np.testing.assert_allclose(path["cumulative_dissipation"], np.cumsum(spent)[place], rtol=1e-9)


def test_time_of_a_constant_schedule_after_a_trillion_updates():
    schedule = limcore.make_schedule("constant", initial=0.25)
    path = limcore.learning_trajectory(schedule, 10**12, alpha=0.5, rate_max=1e9, points=[10**12])
    assert path["time_s"].iloc[0] == pytest.approx(10**12 / (2 * 1e9 * 0.25**1.5), rel=1e-11)


def test_time_of_one_over_n_after_a_trillion_updates():
    # Euler-Maclaurin of sum k^p, p = 1.5, to the term in N^(p-1); what is left out is 1e-20 of the sum.
    steps, p = 1e12, 1.5
    total = steps ** (p + 1) / (p + 1) + steps**p / 2 + p * steps ** (p - 1) / 12
    path = limcore.learning_trajectory(PAPER, 10**12, alpha=0.5, points=[10**12])
    assert path["time_s"].iloc[0] == pytest.approx(total / 2, rel=1e-11)


def test_time_of_an_exponential_is_a_geometric_sum():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=1 - 1e-6)
    steps, growth = 4 * 10**8, -1.5 * np.log1p(-1e-6)
    path = limcore.learning_trajectory(schedule, steps, alpha=0.5, points=[steps])
    expected = steps * growth - np.log(np.expm1(growth)) - np.log(2)
    assert np.log(path["time_s"].iloc[0]) == pytest.approx(expected, rel=1e-9)


def test_dissipation_of_one_over_n_has_its_closed_form():
    steps = 1e6
    path = limcore.learning_trajectory(PAPER, steps, alpha=0.5, points=[steps])
    closed = 0.5 * (steps * np.log(steps) - steps) - steps * np.log(2) + np.log(steps) + 0.5772
    assert path["cumulative_dissipation"].iloc[0] == pytest.approx(closed, rel=1e-3)


def test_listed_updates_do_not_depend_on_their_neighbours():
    alone = limcore.learning_trajectory(PAPER, 10**9, alpha=0.3, points=[10**9]).iloc[-1]
    among = limcore.learning_trajectory(PAPER, 10**9, alpha=0.3, points=400).iloc[-1]
    np.testing.assert_allclose(alone.to_numpy(float), among.to_numpy(float), rtol=1e-11)


def test_barriers_of_the_paper():
    path = limcore.learning_trajectory(PAPER, 10**6, alpha=0.5).set_index("n")
    np.testing.assert_allclose(path.loc[[1, 10, 10**4], "barrier_height"], [-0.7719, 0.4573, 3.9120], atol=5e-5)
    assert not path.loc[1, "feasible"]
    assert path.loc[10, "feasible"]


def test_attempt_rate_scales_time_alone():
    slow, fast = (limcore.learning_trajectory(PAPER, 100, alpha=0.5, rate_max=r) for r in (1.0, 1e9))
    np.testing.assert_allclose(slow["time_s"], 1e9 * fast["time_s"], rtol=1e-13)
    np.testing.assert_allclose(slow["barrier_height"], fast["barrier_height"], rtol=1e-13)
