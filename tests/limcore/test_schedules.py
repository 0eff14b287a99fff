"""Learning-rate schedules against their formulas."""

import numpy as np
import pytest

import limcore

N = np.array([0.0, 1.0, 7.0, 1e3, 1e6])
CASES = {
    "constant": ({"initial": 0.3}, lambda n: 0.3 + 0 * n),
    "inverse_time": ({"initial": 0.5, "tau": 20.0}, lambda n: 0.5 / (1 + n / 20)),
    "power_law": ({"initial": 0.5, "tau": 20.0, "exponent": 0.6}, lambda n: 0.5 * (1 + n / 20) ** -0.6),
    "exponential": ({"initial": 0.5, "gamma": 0.9999}, lambda n: 0.5 * 0.9999**n),
}


@pytest.mark.parametrize("name", CASES)
def test_schedule_follows_its_formula(name):
    parameters, formula = CASES[name]
    np.testing.assert_allclose(limcore.make_schedule(name, **parameters)(N), formula(N), rtol=1e-13)


@pytest.mark.parametrize("name", CASES)
def test_logarithm_is_that_of_the_rate(name):
    schedule = limcore.make_schedule(name, **CASES[name][0])
    np.testing.assert_allclose(schedule.log_learning_rate(N), np.log(schedule(N)), rtol=1e-12)


def test_the_papers_one_over_n_is_exact():
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    n = np.arange(1.0, 1000.0)
    np.testing.assert_array_equal(schedule(n - 1), 1 / n)


def test_table_holds_until_the_next_step():
    schedule = limcore.make_schedule("table", steps=[0, 10, 20], learning_rates=[1.0, 0.1, 0.01])
    np.testing.assert_array_equal(schedule([0, 9, 10, 19, 20, 1e9]), [1.0, 1.0, 0.1, 0.1, 0.01, 0.01])


def test_exponential_keeps_its_logarithm_where_the_rate_underflows():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=0.5)
    assert schedule(1e6) == 0.0
    assert schedule.log_learning_rate(1e6) == pytest.approx(-1e6 * np.log(2))


def test_schedules_are_equal_by_name_and_parameters():
    one, same = (limcore.make_schedule("constant", initial=0.5) for _ in range(2))
    assert one == same
    assert one != limcore.make_schedule("constant", initial=0.4)
    assert repr(one) == "constant(initial=0.5)"
