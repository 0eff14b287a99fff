"""What haste costs: bounds on heat, met by two wells, and by nothing else that jumps as often."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

import limcore

DRIVES = st.floats(1e-6, 30.0)


@given(drive=DRIVES, barrier=st.floats(0.0, 20.0), time=st.floats(1e-3, 1e3))
def test_two_wells_meet_the_tight_bound(drive, barrier, time):
    forward, backward = limcore.directional_rates(barrier, drive)
    net = 2 * limcore.update_rate(barrier, drive) * time
    assert limcore.least_heat(net, backward * time) == pytest.approx(net * drive, rel=1e-12)
    with mp.workdps(40):  # as Lee, Lee, Kwon and Park write it
        L, A = mpf(float(forward - backward)), mpf(float(forward + backward))
        if L / A < 0.99:
            heat = L * mp.log((A + L) / (A - L)) * time
            assert limcore.least_heat(net, backward * time) == pytest.approx(float(heat), rel=1e-6)


@given(drive=DRIVES)
def test_speed_limit_lies_below_and_says_twice_the_net_share(drive):
    backward = 1 / np.expm1(drive)
    limit = limcore.speed_limit_heat(1.0, backward)
    assert limit == pytest.approx(2 * np.tanh(drive / 2), rel=1e-9)  # 2 R/R0
    assert limit <= limcore.least_heat(1.0, backward) * (1 + 1e-12)
    assert limcore.net_update_crossings(drive) == pytest.approx(1 + 2 * backward, rel=1e-9)


@given(st.lists(st.tuples(st.floats(0.01, 10.0), st.floats(0.01, 10.0)), min_size=2, max_size=6))
def test_whatever_jumps_gives_off_at_least_the_bound(edges):
    """Jumps over several edges, or at several times: their entropy production against the bound of their sums."""
    forward, backward = (np.maximum(*zip(*edges, strict=True)), np.minimum(*zip(*edges, strict=True)))
    heat = float(np.sum((forward - backward) * np.log(forward / backward)))
    net, back = float(np.sum(forward - backward)), float(np.sum(backward))
    assert heat >= limcore.least_heat(net, back) * (1 - 1e-9) - 1e-12
    assert heat >= limcore.speed_limit_heat(net, back) * (1 - 1e-9) - 1e-12


def test_full_erasure_by_the_speed_limit():
    # Half of all bits jump, so that the distance 2L of Shiraishi, Funo and Saito is 1: Q >= kT/2A.
    assert limcore.speed_limit_heat(0.5, 4.75) == pytest.approx(1 / (2 * 10.0))


def test_heat_diverges_where_no_jump_goes_back():
    assert limcore.least_heat(1.0, 0.0) == np.inf
    assert limcore.speed_limit_heat(1.0, 0.0) == 2.0
    assert limcore.least_heat(0.0, 0.0) == limcore.speed_limit_heat(0.0, 0.0) == 0.0
    assert limcore.net_update_crossings(0.0) == np.inf
    assert limcore.net_update_crossings(np.inf) == 1.0


def test_erasure_is_optimal_transport_between_narrow_wells():
    """The mean square of the way, by sorting: the only map on a line that keeps the order."""
    bits = np.sort(np.concatenate([np.random.default_rng(1).normal(well, 1e-4, 50_000) for well in (-1.0, 1.0)]))
    erased = np.sort(np.random.default_rng(2).normal(1.0, 1e-4, 100_000))
    way = np.mean((bits - erased) ** 2)
    assert limcore.erasure_work(1.0, diffusion_time=np.var(bits)) - np.log(2) == pytest.approx(way, rel=1e-3)
    past = np.mean(np.where(bits < 0, -bits, 0.0) ** 2)
    work = limcore.erasure_work(1.0, diffusion_time=np.var(bits), coefficient=0.5)
    assert work - np.log(2) == pytest.approx(past, rel=1e-3)


def test_slow_erasure_is_landauers():
    assert limcore.erasure_work(1e12) == pytest.approx(np.log(2), rel=1e-11)
