"""The three accounts of what an update costs, and what a memory of constant barrier pays, against other ways to sum."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

import limcore

PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9)
FALLING = {
    "inverse time": {"name": "inverse_time", "initial": 0.3, "tau": 40.0},
    "exponential": {"name": "exponential", "initial": 1.0, "gamma": 0.9998},
    "steps": {"name": "step", "initial": 1.0, "gamma": 0.3, "step_size": 7_000},
    "cosine": {"name": "cosine", "initial": 1.0, "total_steps": 30_000, "minimum": 1e-6},
    "restarts": {"name": "cosine_restarts", "initial": 0.5, "period": 900, "multiplier": 3, "minimum": 1e-5},
    "warm-up": {"name": "power_law", "initial": 1.0, "tau": 1.0, "exponent": 0.7, "warmup_steps": 500},
}


def made(kind):
    return limcore.make_schedule(**FALLING[kind])


def last_row(schedule, steps, **law):
    return limcore.dissipation_trajectory(schedule, steps, points=[steps], **law).iloc[0]


def constant(schedule, steps, height, **law):
    return limcore.constant_barrier_trajectory(schedule, steps, barrier_height=height, points=[steps], **law).iloc[0]


# ---- crossings ----


@given(drive=st.floats(1e-12, 600.0), barrier=st.floats(-5.0, 50.0))
def test_crossings_are_all_transitions_over_their_surplus(drive, barrier):
    forward, backward = limcore.directional_rates(barrier, drive)
    with mp.workdps(40):
        # The surplus of rates that are nearly equal, by detailed balance.
        surplus = mpf(float(forward)) * -mp.expm1(-mpf(drive))
        expected = (mpf(float(forward)) + mpf(float(backward))) / surplus
    assert limcore.net_update_crossings(drive) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("kT", [1e-300, 0.02585, 1e300])
def test_crossings_over_the_range_of_doubles(kT):
    drives = kT * 10.0 ** np.linspace(-305, 5, 200)
    with mp.workdps(40):
        exact = [mpmath.coth(mpf(float(one)) / (2 * mpf(kT))) if one > 0 else mp.inf for one in drives]
    got = limcore.net_update_crossings(drives, kT=kT)
    np.testing.assert_allclose(got, [float(one) for one in exact], rtol=1e-14)


def test_without_a_drive_crossings_have_no_end():
    assert limcore.net_update_crossings(0.0) == np.inf


# ---- three accounts ----


@pytest.mark.parametrize("kind", FALLING)
@pytest.mark.parametrize("law", [{"alpha": 0.4}, {"alpha": 0.7, "squared_gradient": 0.3, "start": "barrier_free"}])
def test_every_crossing_adds_up(kind, law):
    schedule, steps = made(kind), 30_000
    path = limcore.learning_trajectory(schedule, steps, points=np.arange(1, steps + 1), **law)
    with np.errstate(over="ignore"):
        crossings = 1.0 / np.tanh(path["gradient_energy"] / 2.0)
    each = np.maximum(path["barrier_height"], 0.0) * crossings
    row = last_row(schedule, steps, **law)
    assert row["cumulative_barrier_every_crossing"] == pytest.approx(math.fsum(each), rel=1e-11)
    assert row["crossings"] == pytest.approx(crossings.iloc[-1], rel=1e-12)
    assert row["barrier_every_crossing"] == pytest.approx(each.iloc[-1], rel=1e-11)


def paid_at_every_crossing(alpha, steps):
    """Sum max(E0, 0) coth(1/2n) for 1/n: one by one at first, then by Euler and Maclaurin."""

    def term(n):
        n = mpf(n)
        height = (1 + mpf(alpha)) * mp.log(n) + mp.log(mp.tanh(1 / (2 * n)))
        return max(height, 0) * mp.coth(1 / (2 * n))

    head = 3000
    total = sum(term(n) for n in range(1, head))
    decades = [head, *(10**k for k in range(4, round(mp.log10(steps)) + 1))]
    total += mp.quad(term, decades) + (term(head) + term(steps)) / 2
    return total + (mp.diff(term, steps) - mp.diff(term, head)) / 12


@pytest.mark.parametrize("steps", [10**6, 10**12, 10**18])
@pytest.mark.parametrize("alpha", [0.3, 0.5, 0.9])
def test_every_crossing_of_very_many_updates(steps, alpha):
    with mp.workdps(30):
        exact = paid_at_every_crossing(alpha, steps)
    row = last_row(PAPER, steps, alpha=alpha)
    assert row["cumulative_barrier_every_crossing"] == pytest.approx(float(exact), rel=1e-11)


def test_if_every_crossing_paid_an_update_would_take_more_than_a_static_write():
    row = last_row(PAPER, 10**6, alpha=0.5)
    assert row["cumulative_barrier_every_crossing"] / 1e6 == pytest.approx(5.96e6, rel=1e-3)
    # N^2 (alpha ln N - ln 2 - alpha/2), to leading order
    leading = 1e12 * (0.5 * np.log(1e6) - np.log(2) - 0.25)
    assert row["cumulative_barrier_every_crossing"] == pytest.approx(leading, rel=1e-5)


@pytest.mark.parametrize("kind", FALLING)
@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
@pytest.mark.parametrize("start", ["paper", "barrier_free"])
def test_the_paper_lies_between_the_floor_and_every_crossing(kind, convention, start):
    law = {"alpha": 0.6, "squared_gradient": 0.8, "convention": convention, "start": start}
    path = limcore.dissipation_trajectory(made(kind), 10**6, points=200, **law)
    for sums in ("", "cumulative_"):
        floor = path[f"{sums}drive"]
        paper = floor + path[f"{sums}barrier"]
        every = floor + path[f"{sums}barrier_every_crossing"]
        assert (floor <= paper).all()
        assert (paper <= every * (1 + 1e-12)).all()
    assert (path["crossings"] >= 1).all()


def test_a_larger_alpha_dissipates_more():
    spent = [last_row(PAPER, 10**6, alpha=alpha)["cumulative_barrier"] for alpha in np.linspace(0.05, 0.95, 19)]
    assert (np.diff(spent) > 0).all()
    for alpha, said in ((0.1, 5.9e5), (0.5, 5.7e6), (0.9, 1.08e7)):
        assert last_row(PAPER, 10**6, alpha=alpha)["cumulative_barrier"] == pytest.approx(said, rel=0.01)


def test_without_a_drive_no_crossing_is_counted():
    polynomial = limcore.make_schedule("polynomial", initial=1.0, total_steps=10, power=1.0)
    path = limcore.dissipation_trajectory(polynomial, 20, alpha=0.5)
    ended = path[path["n"] > 10]
    assert (ended[["crossings", "barrier_every_crossing"]] == 0).to_numpy().all()
    before = path.loc[path["n"] == 10, "cumulative_barrier_every_crossing"].iloc[0]
    assert (ended["cumulative_barrier_every_crossing"] == before).all()
    still = limcore.dissipation_trajectory(PAPER, 20, alpha=0.5, squared_gradient=0.0)
    assert (still[["crossings", "cumulative_barrier_every_crossing"]] == 0).to_numpy().all()


def test_the_papers_account_alone_is_a_part_of_all():
    law = {"alpha": 0.5, "points": 50}
    whole = limcore.dissipation_trajectory(PAPER, 10**9, **law)
    part = limcore.dissipation_trajectory(PAPER, 10**9, **law, accounts="paper")
    assert part.equals(whole[list(part)])
    every = {"barrier_every_crossing", "every_crossing"}
    assert set(whole) - set(part) == {"crossings", *every, *(f"cumulative_{name}" for name in every)}


# ---- a constant barrier ----


@pytest.mark.parametrize("kind", FALLING)
def test_constant_barrier_adds_up(kind):
    schedule, steps = made(kind), 30_000
    law = {"squared_gradient": 0.6, "rate_max": 1e9}
    path = limcore.constant_barrier_trajectory(
        schedule, steps, barrier_height=1.7, points=np.arange(1, steps + 1), **law
    )
    drive = limcore.gradient_energy(schedule(np.arange(steps)), 0.6)
    rate = limcore.update_rate(1.7, drive, rate_max=1e9)
    np.testing.assert_allclose(path["update_rate"], rate, rtol=1e-13)
    np.testing.assert_allclose(path["time_s"], np.cumsum(0.5 / rate), rtol=1e-11)
    np.testing.assert_allclose(path["cumulative_barrier"], 1.7 * path["n"], rtol=1e-13)
    np.testing.assert_allclose(path["cumulative_drive"], np.cumsum(drive), rtol=1e-11)
    last = path.iloc[-1]
    every = math.fsum(1.7 * limcore.net_update_crossings(drive))
    assert last["cumulative_barrier_every_crossing"] == pytest.approx(every, rel=1e-11)
    short = constant(schedule, steps, 1.7, **law)
    np.testing.assert_allclose(short, last, rtol=1e-12)


@pytest.mark.parametrize("kind", FALLING)
def test_ends_of_several_barriers_are_those_of_each(kind):
    schedule, law = made(kind), {"squared_gradient": 0.6, "rate_max": 1e9, "kT": 25.0}
    heights = [-4.0, 0.0, 1.7, 600.0]
    ends = limcore.constant_barrier_trajectory(schedule, 10**7, barrier_height=heights, points=[10**7], **law)
    for height, (_, end) in zip(heights, ends.iterrows(), strict=True):
        assert end.equals(constant(schedule, 10**7, height, **law).rename(end.name))


@pytest.mark.parametrize("heights", [[1.0, 2.0], [[1.0]], []])
def test_several_barriers_go_with_one_listed_update(heights):
    with pytest.raises(limcore.DomainError, match="barrier_height"):
        limcore.constant_barrier_trajectory(PAPER, 10, barrier_height=heights)


def test_barrier_below_zero_counts_as_none():
    below, none = (constant(PAPER, 10**6, height) for height in (-3.0, 0.0))
    assert below.equals(none)
    assert below["cumulative_barrier"] == 0
    assert below["update_rate"] == pytest.approx(np.tanh(0.5e-6), rel=1e-12)


def test_energies_are_in_the_unit_of_kT():
    one, other = constant(PAPER, 10**9, 2.0), constant(PAPER, 10**9, 2e-21, kT=1e-21)
    energies = [name for name in one.index if name.removeprefix("cumulative_") in ("barrier", "drive")]
    np.testing.assert_allclose(other[energies], 1e-21 * one[energies], rtol=1e-12)
    assert other["time_s"] == pytest.approx(one["time_s"], rel=1e-12)


def test_constant_barrier_pays_for_no_update_without_a_drive():
    polynomial = limcore.make_schedule("polynomial", initial=1.0, total_steps=10, power=1.0)
    path = limcore.constant_barrier_trajectory(polynomial, 20, barrier_height=2.0)
    assert path["cumulative_barrier"].iloc[-1] == 20.0  # ten updates
    assert (path["time_s"].iloc[10:] == path["time_s"].iloc[9]).all()
    assert (path[["update_rate", "barrier", "drive"]].iloc[10:] == 0).to_numpy().all()
    still = limcore.constant_barrier_trajectory(PAPER, 20, barrier_height=2.0, squared_gradient=0.0)
    assert (still.drop(columns="n") == 0).to_numpy().all()


# ---- what following the learning saves ----


@pytest.mark.parametrize("alpha", ALPHAS)
@pytest.mark.parametrize("steps", [10**6, 10**9])
def test_following_one_over_n_saves_alpha_kT_an_update(alpha, steps):
    row = last_row(PAPER, steps, alpha=alpha)
    level = constant(PAPER, steps, row["barrier"])
    saved = (level["cumulative_barrier"] - row["cumulative_barrier"]) / steps
    # The updates before the barrier rises, some 2^(1/alpha), pay nothing and have no part in the sum of ln n.
    assert saved == pytest.approx(alpha, abs=3 * 2 ** (1 / alpha) / steps + 1e-4)
    with mp.workdps(30):
        both = mpf(steps) * mp.log(steps) - mp.loggamma(steps + 1)  # N ln N - sum of ln n, about N
    assert float(both) == pytest.approx(steps, rel=1e-4)


def test_following_an_exponential_saves_half():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=1 - 1e-4)
    row = last_row(schedule, 10**6, alpha=0.5)
    level = constant(schedule, 10**6, row["barrier"])
    assert row["cumulative_barrier"] / level["cumulative_barrier"] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_wall_clock_of_both_ways(alpha):
    steps, rate_max = 10**9, 1e9
    height = float(limcore.learning_barrier(1 / steps, alpha))
    run = limcore.learning_trajectory(PAPER, steps, alpha=alpha, rate_max=rate_max, points=[steps])
    follows = run["time_s"].iloc[0]
    stays = constant(PAPER, steps, height, rate_max=rate_max)["time_s"]
    assert follows == pytest.approx(steps ** (2 + alpha) / ((2 + alpha) * 2 * rate_max), rel=1e-6)
    assert stays == pytest.approx(steps ** (2 + alpha) / (4 * rate_max), rel=1e-6)
    assert follows / stays == pytest.approx(2 / (2 + alpha), rel=1e-6)


def test_constant_barrier_is_crossed_as_often_for_each_update():
    learning = limcore.dissipation_trajectory(PAPER, 10**6, alpha=0.5, points=50)
    level = limcore.constant_barrier_trajectory(PAPER, 10**6, barrier_height=3.0, points=50)
    np.testing.assert_array_equal(learning["crossings"], level["crossings"])
