"""Rates where Eq. 1 is not enough: cosine wells solved exactly, and attempt rates that follow the barrier."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

import limcore

TEN_YEARS = 10 * 365.25 * 86400


def first_passage_rate(barrier):
    """The rate of hops to each neighbour, from the mean time in which a walker first comes to either of them.

    From the bottom of a well, over both its barriers alike: by symmetry a wall that reflects stands at its bottom. The
    time is the double integral over the potential; it is 1/2R for hops to two neighbours, and in units of L²/D. Both
    integrands are positive and entire, so that Gauss's rule is exact to the last digits.
    """
    nodes, weights = np.polynomial.legendre.leggauss(120)
    nodes, weights = (nodes + 1) / 2, weights / 2

    def potential(x):
        return barrier / 2 * (1 - np.cos(2 * np.pi * x))

    inner = nodes * (np.exp(-potential(np.outer(nodes, nodes))) @ weights)
    return 1 / (2 * (np.exp(potential(nodes)) * inner) @ weights)


@pytest.mark.parametrize("barrier", [0.0, 0.3, 1.0, 5.0, 12.0])
def test_rate_in_cosine_wells_is_that_of_first_passages(barrier):
    assert limcore.periodic_rate(barrier) == pytest.approx(first_passage_rate(barrier), rel=1e-12)


def test_rate_in_cosine_wells_is_that_of_a_fokker_planck_operator():
    # Diffusion over long times from the lowest band of the operator: D_eff is half the curvature of its eigenvalue.
    barrier, k, waves = 3.0, 1e-3, 40
    m = np.arange(-waves, waves + 1)
    # -d/dx (d/dx + U') on exp(i (k + 2 pi m) x), where U' = pi E sin(2 pi x)
    q = k + 2 * np.pi * m
    operator = np.diag(q**2).astype(complex)
    for shift, part in ((1, 1 / 2j), (-1, -1 / 2j)):
        operator += np.diag(-1j * q[max(shift, 0) : len(m) + min(shift, 0)] * np.pi * barrier * part, -shift)
    lowest = min(np.linalg.eigvals(operator).real)
    assert lowest / k**2 == pytest.approx(limcore.periodic_rate(barrier), rel=1e-5)


@given(st.floats(0.0, 700.0), st.floats(1e-3, 1e3), st.floats(1e-3, 1e15))
def test_exact_rate_against_many_digits(ratio, kT, rate_max):
    barrier = ratio * kT
    with mp.workdps(40):
        expected = mpf(rate_max) / mpmath.besseli(0, mpf(barrier) / (2 * mpf(kT))) ** 2
        got = limcore.periodic_rate(barrier, rate_max=rate_max, kT=kT)
        assert abs(got / expected - 1) < (20 + 2 * ratio) * 2.3e-16


@pytest.mark.parametrize("ratio", [900.0, 1000.0, 1300.0])
def test_exact_rate_beyond_the_range_of_the_bessel_function(ratio):
    with mp.workdps(40):
        expected = mpf(1e300) / mpmath.besseli(0, mpf(ratio) / 2) ** 2
        assert abs(limcore.periodic_rate(ratio, rate_max=1e300) / expected - 1) < 1e-12


def test_barrier_without_end_stops_everything():
    assert limcore.periodic_rate(np.inf) == limcore.kramers_rate(np.inf) == 0.0
    assert limcore.periodic_rate(1e308, kT=1e-300) == limcore.kramers_rate(1e308, kT=1e-300) == 0.0


def test_exact_rate_is_eq_1_without_a_barrier_and_kramers_over_a_high_one():
    assert limcore.periodic_rate(0.0, rate_max=1e9) == 1e9
    high = np.array([50.0, 100.0, 200.0])
    excess = limcore.kramers_rate(high) / limcore.periodic_rate(high) - 1
    np.testing.assert_allclose(excess * 2 * high, 1.0, rtol=0.05)  # kT/2E, and less by its square
    assert limcore.kramers_rate(0.0) == 0.0


def test_kramers_rate_keeps_its_digits_where_the_quotient_has_none():
    assert limcore.kramers_rate(1e-300, rate_max=1e308, kT=1e100) == pytest.approx(np.pi * 1e-92, rel=1e-14)


@given(st.floats(-50.0, 300.0), st.floats(1.0001, 1e6), st.floats(1.0, 1e15))
def test_compensation_multiplies_the_attempt_rate(barrier, energy, rate_max):
    plain = limcore.equilibrium_rate(barrier, rate_max=rate_max)
    with mp.workdps(40):
        expected = mpf(float(plain)) * mp.exp(mpf(barrier) / mpf(energy))
        got = limcore.compensated_rate(barrier, energy, rate_max=rate_max)
        assert got == pytest.approx(float(expected), rel=1e-12)


@given(st.floats(1.001, 1e6), st.floats(1e3, 1e15))
def test_compensated_barrier_holds_for_the_time(energy, rate_max):
    barrier = limcore.compensated_barrier(TEN_YEARS, energy, rate_max=rate_max)
    assert limcore.compensated_rate(barrier, energy, rate_max=rate_max) == pytest.approx(1 / TEN_YEARS, rel=1e-9)
    assert barrier > limcore.barrier_for_retention(TEN_YEARS, rate_max=rate_max)


@pytest.mark.parametrize("energy", [1.0, 0.5])
def test_no_barrier_holds_where_the_attempt_rate_grows_as_fast(energy):
    with pytest.raises(limcore.DomainError, match="greater than kT"):
        limcore.compensated_barrier(TEN_YEARS, energy, rate_max=1e9)
    with pytest.raises(limcore.DomainError, match=r"meyer_neldel_energy\[1\]"):
        limcore.compensated_rate(3.0, [2.0, energy])
