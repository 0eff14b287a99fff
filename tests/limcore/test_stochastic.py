"""Hopping elements: the exact average, and simulations that agree with it within what chance allows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import limcore

CONFIDENCE = 5.0  # standard deviations: a right program fails one of these tests in a million runs or so


def test_occupation_without_a_barrier():
    times = np.linspace(0, 3, 7)
    np.testing.assert_allclose(limcore.occupation(times, 0.0, 0.0), (1 - np.exp(-2 * times)) / 2, rtol=1e-14)


@given(drive=st.floats(0, 20), barrier=st.floats(0, 5))
def test_occupation_tends_to_the_boltzmann_ratio(drive, barrier):
    last = limcore.occupation([0.0, 1e6], barrier, drive)[-1]
    assert last == pytest.approx(1 / (1 + np.exp(-drive)), rel=1e-12)


@given(drive=st.floats(0, 20), barrier=st.floats(0, 5), share=st.floats(0.01, 0.99))
def test_drive_hurries_the_elements_with_the_symmetric_tilt_alone(drive, barrier, share):
    settled = 1 / (1 + np.exp(-drive))
    undriven = -np.log1p(-share) / 2 * np.exp(barrier)  # when so much of the way is gone without a drive
    for convention, quickened in (("mean_rate", 1.0), ("symmetric_tilt", np.cosh(drive / 2))):
        there = limcore.occupation([0.0, undriven / quickened], barrier, drive, convention=convention)[-1]
        assert there == pytest.approx(share * settled, rel=1e-9)


def test_occupation_does_not_depend_on_the_listed_times():
    few, many = (limcore.occupation(np.linspace(0, 4, n), 1.0, 2.0)[-1] for n in (2, 400))
    assert few == pytest.approx(many, rel=1e-12)


def test_occupation_follows_a_barrier_that_rises():
    times = np.array([0.0, 1.0, 2.0])
    frozen = limcore.occupation(times, [0.0, 100.0], [1.0, 1.0])
    assert frozen[2] == pytest.approx(frozen[1], rel=1e-12)
    assert frozen[1] > 0.5


def test_rates_scale_time():
    slow, fast = (limcore.occupation(np.array([0.0, 1.0]) / r, 1.0, 2.0, rate_max=r)[-1] for r in (1.0, 1e9))
    assert slow == pytest.approx(fast, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(
    barrier=st.floats(-1, 4),
    drive=st.floats(0, 6),
    initial=st.floats(0, 1),
    seed=st.integers(0, 10),
    convention=st.sampled_from(["mean_rate", "symmetric_tilt"]),
)
def test_population_agrees_with_the_exact_average(barrier, drive, initial, seed, convention):
    times, elements = np.linspace(0, 5, 9), 100_000
    named = {"initial": initial, "convention": convention}
    exact = limcore.occupation(times, barrier, drive, **named)
    counts = limcore.simulate_population(times, barrier, drive, elements=elements, seed=seed, **named)
    spread = np.sqrt(elements * exact * (1 - exact)) + 1.0
    assert np.all(np.abs(counts - elements * exact) <= CONFIDENCE * spread)


def test_noise_shrinks_with_the_root_of_the_number():
    times = np.array([0.0, 1.0])
    exact = limcore.occupation(times, 0.5, 1.0)[-1]
    for elements in (100, 10_000):
        shares = [
            limcore.simulate_population(times, 0.5, 1.0, elements=elements, seed=seed)[-1] / elements
            for seed in range(400)
        ]
        expected = np.sqrt(exact * (1 - exact) / elements)
        assert np.std(shares) == pytest.approx(expected, rel=CONFIDENCE / np.sqrt(2 * 400))


def test_modulated_barrier_agrees_with_the_exact_average():
    times = np.linspace(0, 10, 41)
    barrier, drive = np.linspace(0, 3, 40), np.linspace(2, 0.1, 40)
    exact = limcore.occupation(times, barrier, drive)
    counts = limcore.simulate_population(times, barrier, drive, elements=1_000_000, seed=3)
    assert np.all(np.abs(counts - 1e6 * exact) <= CONFIDENCE * np.sqrt(1e6 * exact * (1 - exact)) + 1)


def test_same_seed_same_counts():
    one, two = (limcore.simulate_population([0, 1, 2], 0.0, 1.0, elements=50, seed=7) for _ in range(2))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
def test_hops_agree_with_the_exact_average(convention):
    elements, at = 20_000, 1.5
    table = limcore.hops(3.0, 0.3, 1.2, elements=elements, seed=11, convention=convention)
    forward = (table["state"] == 1) & (table["time"] <= at)
    back = (table["state"] == 0) & (table["time"] <= at)
    exact = limcore.occupation([0.0, at], 0.3, 1.2, convention=convention)[-1]
    share = (forward.sum() - back.sum()) / elements
    assert share == pytest.approx(exact, abs=CONFIDENCE * np.sqrt(exact * (1 - exact) / elements))


def test_each_element_hops_to_and_fro():
    table = limcore.hops(20.0, 0.0, 0.5, elements=5, seed=2)
    assert table["time"].is_monotonic_increasing
    for _, part in table.groupby("element"):
        np.testing.assert_array_equal(part["state"], (np.arange(len(part)) + 1) % 2)


def test_waiting_times_forward_have_the_mean_of_the_rate():
    first = limcore.hops(100.0, 1.0, 0.8, elements=2000, seed=5).groupby("element")["time"].min()
    forward, _ = limcore.directional_rates(1.0, 0.8)
    assert first.mean() == pytest.approx(1 / forward, rel=CONFIDENCE / np.sqrt(2000))


@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.9])
def test_net_current_falls_from_twice_the_update_rate_as_the_wells_fill(convention, share):
    """J = R + R0 (1 - 2p): half of 2R where as many are in either well, nothing once they are settled."""
    barrier, drive, moment = 1.0, 1.5, 1e-6
    forward, backward = limcore.directional_rates(barrier, drive, convention=convention)
    mean, update = (forward + backward) / 2, limcore.update_rate(barrier, drive, convention=convention)
    rise = np.diff(limcore.occupation([0.0, moment], barrier, drive, initial=share, convention=convention))[0]
    assert rise / moment == pytest.approx(update + mean * (1 - 2 * share), rel=1e-4, abs=1e-9)


@pytest.mark.parametrize(
    "call",
    [
        lambda **tilt: limcore.simulate_population([0, 1], np.inf, np.inf, elements=2, **tilt),
        lambda **tilt: limcore.hops(1.0, np.inf, np.inf, elements=2, **tilt),
    ],
)
def test_endless_drive_against_an_endless_barrier_is_open_with_the_symmetric_tilt(call):
    call()
    with pytest.raises(limcore.DomainError, match="gradient_energy"):
        call(convention="symmetric_tilt")


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: limcore.occupation([0, 2, 1], 0.0, 0.0), "times"),
        (lambda: limcore.occupation([0, 1], 0.0, -1.0), "gradient_energy"),
        (lambda: limcore.occupation([0, 1], [0.0, 1.0], 1.0), "barrier_height"),
        (lambda: limcore.occupation([0, 1], 0.0, 0.0, initial=2.0), "initial"),
        (lambda: limcore.simulate_population([0, 1], 0.0, 0.0, elements=0), "elements"),
        (lambda: limcore.simulate_population([0, 1], 0.0, 0.0, elements=1.5), "elements"),
        (lambda: limcore.hops(1e9, 0.0, 0.0, elements=10), "duration"),
        (lambda: limcore.hops(0.0, 0.0, 0.0, elements=10), "duration"),
    ],
)
def test_bad_values_are_named(call, named):
    with pytest.raises(limcore.DomainError, match=named):
        call()


def test_occupation_after_a_short_time_keeps_its_digits():
    assert limcore.occupation([0.0, 1e-30], 0.0, 1.0)[-1] == pytest.approx(2e-30 / (1 + np.exp(-1.0)), rel=1e-14)


@pytest.mark.parametrize("seed", [-1, 1.5, "1", True, [1]])
def test_seed_is_an_int(seed):
    with pytest.raises(limcore.DomainError, match="seed"):
        limcore.simulate_population([0, 1], 0.0, 0.0, elements=10, seed=seed)


@pytest.mark.parametrize("times", [[], [[]], [[0.0, 1.0]], [0.0, np.nan]])
def test_times_are_a_list(times):
    with pytest.raises(limcore.DomainError, match="times"):
        limcore.occupation(times, 0.0, 0.0)
