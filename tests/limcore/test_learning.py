"""The barrier along learning: Eqs. 5-7, the update-rate law and the start that can be met."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

alphas = st.floats(0.01, 0.99)
learning_rates = st.floats(-12, 0).map(lambda exponent: 10.0**exponent)
squared_gradients = st.floats(0.001, 1.0)


def test_barrier_for_one_over_n():
    n = np.array([1, 10, 100, 1000, 1e4, 1e6])
    heights = limcore.learning_barrier(1 / n, 0.5)
    np.testing.assert_allclose(heights, [-0.7719, 0.4573, 1.6094, 2.7607, 3.9120, 6.2146], atol=5e-5)


@pytest.mark.parametrize(("alpha", "first"), [(0.25, 17), (0.5, 5), (0.75, 3)])
def test_first_step_that_is_feasible(alpha, first):
    heights = limcore.learning_barrier(1 / np.arange(1.0, 100.0), alpha)
    assert 1 + np.argmax(heights >= 0) == first


@given(learning_rates, alphas, squared_gradients, st.sampled_from(["mean_rate", "symmetric_tilt"]))
def test_learning_barrier_is_eq_4_at_the_law(rate, alpha, squared, convention):
    drive = limcore.gradient_energy(rate, squared)
    update = limcore.update_rate_law(rate, alpha, rate_max=1e9)
    expected = limcore.barrier_height(drive, update, rate_max=1e9, convention=convention)
    got = limcore.learning_barrier(rate, alpha, squared, convention=convention)
    assert got == pytest.approx(expected, abs=1e-12)


@given(learning_rates, alphas, squared_gradients)
def test_unit_gradient_is_the_upper_bound(rate, alpha, squared):
    assert limcore.learning_barrier(rate, alpha, squared) <= limcore.learning_barrier(rate, alpha) + 1e-12


@given(alphas, squared_gradients, learning_rates)
def test_barrier_free_start_begins_at_zero_and_rises(alpha, squared, first):
    rates = first * np.geomspace(1, 1e-6, 50)
    heights = limcore.learning_barrier(rates, alpha, squared, initial_learning_rate=first)
    assert heights[0] == pytest.approx(0, abs=1e-12)
    assert np.all(np.diff(heights) > 0)


@given(alphas, squared_gradients, learning_rates)
def test_barrier_free_start_is_eq_4_at_its_law(alpha, squared, rate):
    update = limcore.update_rate_law(rate, alpha, initial_learning_rate=1.0, squared_gradient=squared)
    expected = limcore.barrier_height(limcore.gradient_energy(rate, squared), update)
    got = limcore.learning_barrier(rate, alpha, squared, initial_learning_rate=1.0)
    assert got == pytest.approx(expected, abs=1e-11)


def test_vanished_learning_rate_has_an_unbounded_barrier():
    assert limcore.learning_barrier(0.0, 0.5) == np.inf


def test_smallest_learning_rate_keeps_its_digits():
    expected = 0.5 * 700 - np.log(2)
    assert limcore.learning_barrier(np.exp(-700.0), 0.5) == pytest.approx(expected, rel=1e-13)


@given(alphas, squared_gradients, st.floats(-300, 0), st.one_of(st.none(), learning_rates))
def test_learning_rate_inverts_the_barrier(alpha, squared, log_rate, first):
    law = {"alpha": alpha, "squared_gradient": squared, "initial_learning_rate": first}
    height = float(limcore.learning_barrier(np.exp(log_rate), **law))
    got = limcore.learning.log_rate_at_barrier(height, **law)
    assert got == pytest.approx(log_rate, rel=1e-12, abs=1e-11)


@given(alphas, squared_gradients, learning_rates)
def test_barrier_lies_below_its_asymptote_and_tends_to_it(alpha, squared, rate):
    gap = limcore.asymptotic_barrier(np.log(rate), alpha, squared) - limcore.learning_barrier(rate, alpha, squared)
    # ln(x / tanh x) is between 0 and x^2/3, x = eps g^2/2.
    assert -1e-12 <= gap <= (rate * squared) ** 2 / 12 + 1e-12
