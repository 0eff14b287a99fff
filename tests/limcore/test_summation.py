"""Sums over very many updates: as exact as promised, in bounded work, whatever is summed."""

import mpmath
import numpy as np
import pytest

import limcore
from limcore._summation import cumulative_sum, switches

TRILLION = 10**12
PROMISE = 1e-12


def by_euler_maclaurin(term, first, last):
    """Sum a smooth function over whole numbers with 40 digits: the first ones one by one, the rest by its integral."""
    from_here = first + 60
    edges = [from_here, *(from_here + 10**k for k in range(2, 12) if from_here + 10**k < last), last]
    total = mpmath.fsum(term(mpmath.mpf(k)) for k in range(first, from_here)) + mpmath.quad(term, edges)
    total += (term(mpmath.mpf(from_here)) + term(mpmath.mpf(last))) / 2
    for order, factor in ((1, 12), (3, -720), (5, 30240)):
        total += (mpmath.diff(term, last, order) - mpmath.diff(term, from_here, order)) / factor
    return total


def time_from_a_start_that_can_be_met(schedule, alpha):
    """Sum 1/(2 R) over a trillion updates, with R = eps^(1 + alpha) at the first."""
    law = {"alpha": alpha, "rate_max": 1 / np.tanh(0.5), "start": "barrier_free"}
    return limcore.learning_trajectory(schedule, TRILLION, points=[TRILLION], **law)["time_s"].iloc[-1]


@pytest.fixture(autouse=True)
def forty_digits():
    with mpmath.workdps(40):
        yield


@pytest.mark.parametrize("alpha", [0.05, 0.5])
def test_time_of_a_polynomial_decay_to_zero_is_a_sum_of_powers(alpha):
    # Nearly all of it is spent on the last few of a trillion updates, next to where the learning rate is zero.
    schedule = limcore.make_schedule("polynomial", initial=1.0, total_steps=TRILLION)
    time = time_from_a_start_that_can_be_met(schedule, alpha)
    power = 1 + mpmath.mpf(alpha)
    exact = mpmath.mpf(TRILLION) ** power / 2 * (mpmath.zeta(power) - mpmath.zeta(power, TRILLION + 1))
    assert abs(time / exact - 1) < PROMISE


@pytest.mark.parametrize("alpha", [0.05, 0.5])
def test_time_of_a_cosine_down_to_zero(alpha):
    schedule = limcore.make_schedule("cosine", initial=1.0, total_steps=TRILLION)
    time = time_from_a_start_that_can_be_met(schedule, alpha)
    power = -2 * (1 + mpmath.mpf(alpha))
    exact = by_euler_maclaurin(lambda left: mpmath.sin(mpmath.pi * left / 2 / TRILLION) ** power / 2, 1, TRILLION)
    assert abs(time / exact - 1) < PROMISE


@pytest.mark.parametrize("name", ["cosine", "cosine_restarts"])
def test_energy_of_a_cosine_whose_barrier_begins_at_zero(name):
    # The first of a trillion barriers are differences of equal numbers: their own rounding is all there is.
    length = {"cosine": "total_steps", "cosine_restarts": "period"}[name]
    schedule = limcore.make_schedule(name, initial=1.0, **{length: TRILLION})
    half = TRILLION // 2
    path = limcore.dissipation_trajectory(schedule, half, alpha=0.5, start="barrier_free", points=74)

    def term(n):
        rate = mpmath.cos(mpmath.pi * (n - 1) / 2 / TRILLION) ** 2
        begun = mpmath.log(mpmath.tanh(mpmath.mpf(1) / 2))
        return -1.5 * mpmath.log(rate) + mpmath.log(mpmath.tanh(rate / 2)) - begun

    assert abs(path["cumulative_barrier"].iloc[-1] / by_euler_maclaurin(term, 1, half) - 1) < PROMISE


class Counted:
    """A function that is asked at no more than so many places."""

    def __init__(self, function, most):
        self.function, self.left = function, most

    def __call__(self, k):
        self.left -= np.size(k)
        assert self.left >= 0, "asked at too many places"
        return self.function(k)


LONG = [
    ("cosine", {"total_steps": 1e12, "minimum": 1e-300}),
    ("cosine_restarts", {"period": 1e12, "multiplier": 2.0}),
    ("cosine_restarts", {"period": 1e3, "multiplier": 100.0}),
    ("polynomial", {"total_steps": 1e12, "power": 10.0}),
    ("exponential", {"gamma": 1 - 1e-12}),
    ("power_law", {"tau": 1e9, "exponent": 0.01}),
    ("inverse_time", {"tau": 1e9}),
]


@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize(("name", "parameters"), LONG, ids=repr)
def test_a_sum_over_a_trillion_updates_looks_at_few_of_them(name, parameters, start, monkeypatch):
    schedule = limcore.make_schedule(name, initial=1.0, **parameters)
    counted = Counted(schedule.log_learning_rate, 500_000)
    monkeypatch.setattr(schedule, "log_learning_rate", counted)
    for steps in (1e11, 5e11, 1e12):
        for alpha in (0.001, 0.5, 0.999):
            counted.left = 500_000
            path = limcore.dissipation_trajectory(schedule, steps, alpha=alpha, start=start, points=74)
            assert (np.diff(path["cumulative_barrier"]) >= 0).all()


@pytest.mark.parametrize("apart", [1, 3, 50, 300])
def test_sums_are_the_same_however_many_are_listed(apart):
    listed = np.arange(1.0, 60_000.0 * apart, apart)
    sums = cumulative_sum(np.sqrt, listed, np.empty(0))
    some = np.arange(0, listed.size, 20_011)
    exact = np.cumsum(np.sqrt(np.arange(1.0, listed[-1] + 1.0)), dtype=np.longdouble)
    np.testing.assert_allclose(sums[some], exact[listed[some].astype(int) - 1].astype(float), rtol=1e-12)


def test_what_is_not_smooth_is_refused_and_not_split_for_ever():
    rough = Counted(lambda k: 1.0 + np.sin(k * k), 2_000_000)
    with pytest.raises(limcore.DomainError, match=r"steps = 1000000000000\.0 is not allowed: .*does not settle"):
        cumulative_sum(rough, np.array([1e12]), np.empty(0))


def test_a_switch_between_breaks_that_are_no_whole_numbers_is_found():
    side = Counted(lambda k: k >= 7_777.0, 100_000)
    breaks = np.array([10.1, 1010.000000000001, 101010.1, 7776.5])
    assert switches(side, 1e12, breaks) == [7_777.0]


@pytest.mark.parametrize("n", [1e40, 1e150, 1e300])
def test_energy_is_finite_though_the_barrier_begins_where_doubles_are_far_apart(n):
    # At g² = 1e-6 and alpha = 0.24 the barrier of 1/n becomes positive at update 2e26.
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    last = limcore.dissipation_trajectory(schedule, n, alpha=0.24, squared_gradient=1e-6, points=[n]).iloc[-1]
    drive = mpmath.mpf("1e-6") * (mpmath.log(n) + mpmath.euler)
    begun = mpmath.mpf("2e6") ** (1 / mpmath.mpf(0.24))

    def summed(k):  # of alpha ln k - ln(2/g²)
        return k * (mpmath.mpf(0.24) * (mpmath.log(k) - 1) - mpmath.log("2e6"))

    assert abs(last["cumulative_drive"] / drive - 1) < PROMISE
    assert abs(last["cumulative_barrier"] / (summed(mpmath.mpf(n)) - summed(begun)) - 1) < PROMISE
