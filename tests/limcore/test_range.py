"""Accuracy over the whole range of doubles, against many digits: also where a part of a formula has left the range."""

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf

import limcore

LARGEST, SMALLEST = float(np.finfo(float).max), 5e-324
ROUNDING = 2.3e-16
COUNT = 300
RANDOM = np.random.default_rng(2023)
FIRST = RANDOM.bit_generator.state


@pytest.fixture(autouse=True)
def many_digits_of_the_same_numbers():
    RANDOM.bit_generator.state = FIRST
    with mp.workdps(60):
        yield


def anywhere(count=COUNT):
    """Positive doubles, evenly on a logarithmic scale, from the smallest to the largest."""
    with np.errstate(under="ignore"):
        numbers = 10.0 ** RANDOM.uniform(-323.3, 308.2, count)
    numbers[:4] = SMALLEST, LARGEST, 2.3e-308, 1.0
    return RANDOM.permutation(numbers)


def near(numbers, low, high):
    """Doubles that are so many powers of ten away from others."""
    with np.errstate(all="ignore"):
        return np.clip(numbers * 10.0 ** RANDOM.uniform(low, high, numbers.size), SMALLEST, LARGEST)


def barriers(kT):
    with np.errstate(all="ignore"):
        return np.clip(kT * RANDOM.uniform(-2000, 2000, kT.size), -LARGEST, LARGEST)


def agree(got, expected, roundings, among=None):
    """Agree within so many roundings of the result, or of terms that it is the sum of; beyond doubles is infinite."""
    sizes = np.broadcast_to(roundings, np.shape(got))
    for one, exact, size, terms in zip(got, expected, sizes, among or [(one,) for one in expected], strict=True):
        if abs(exact) > mpf(LARGEST) * (1 + mpf(1e-12)):
            assert one == (np.inf if exact > 0 else -np.inf)
        elif abs(exact) < mpf(LARGEST) * (1 - mpf(1e-12)):
            error = abs(mpf(float(one)) - exact)
            bound = float(size) * ROUNDING * sum(map(abs, terms)) + 2 * mpf(SMALLEST)
            assert error <= bound, f"{one!r} is {mpmath.nstr(error / bound, 3)} times too far from {exact}"


def exactly(formula, *arrays):
    return [formula(*(mpf(float(one)) for one in row)) for row in zip(*arrays, strict=True)]


def size(*exponents):
    """How many roundings a rate may be off: as many as its exponent is large, where that is itself rounded."""
    return [20 + 2 * float(min(sum(abs(one) for one in row), 1e4)) for row in zip(*exponents, strict=True)]


DEVICES = {
    "anywhere": lambda: (anywhere(), anywhere(), anywhere(), anywhere()),
    "drive near kT": lambda: (kT := anywhere(), near(kT, -3, 3), anywhere(), anywhere()),
    "rates near": lambda: (anywhere(), anywhere(), R := anywhere(), near(R, -20, 20)),
    "both near": lambda: (kT := anywhere(), near(kT, -3, 3), R := anywhere(), near(R, -20, 20)),
}
conventions = pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
devices = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


@devices
@conventions
def test_barrier_height(device, convention):
    kT, drive, rate_max, rate = device()
    shape = mpmath.tanh if convention == "mean_rate" else mpmath.sinh

    def terms(dE, R, fastest, thermal):
        half = dE / (2 * thermal)
        log_shape = half - mpmath.log(2) if half > 1e4 and convention != "mean_rate" else mpmath.log(shape(half))
        return thermal * log_shape, thermal * mpmath.log(fastest / R), thermal  # by which a quotient rounds

    parts = exactly(terms, drive, rate, rate_max, kT)
    got = limcore.barrier_height(drive, rate, rate_max=rate_max, kT=kT, convention=convention)
    expected = [one + other for one, other, _ in parts]
    agree(got, expected, 16, among=parts)


@devices
@conventions
def test_update_rate(device, convention):
    kT, drive, rate_max, _ = device()
    barrier = barriers(kT)

    def formula(E, dE, fastest, thermal):
        half = dE / (2 * thermal)
        if convention == "mean_rate":
            return fastest * mpmath.exp(-E / thermal) * mpmath.tanh(half)
        return fastest * mpmath.exp(half - E / thermal) * -mpmath.expm1(-2 * half) / 2

    exponents = exactly(lambda E, dE, thermal: (E / thermal, dE / thermal), barrier, drive, kT)
    tilt = convention != "mean_rate"
    roundings = size([one for one, _ in exponents], [other * tilt for _, other in exponents])
    got = limcore.update_rate(barrier, drive, rate_max=rate_max, kT=kT, convention=convention)
    agree(got, exactly(formula, barrier, drive, rate_max, kT), roundings)


@devices
@conventions
def test_directional_rates(device, convention):
    kT, drive, rate_max, _ = device()
    barrier = barriers(kT)
    forward, backward = limcore.directional_rates(barrier, drive, rate_max=rate_max, kT=kT, convention=convention)
    roundings = size(*zip(*exactly(lambda E, dE, th: (E / th, dE / th), barrier, drive, kT), strict=True))

    def share(E, dE, fastest, thermal):
        if convention != "mean_rate":
            return fastest * mpmath.exp((dE / 2 - E) / thermal)
        return 2 * fastest / (1 + mpmath.exp(-dE / thermal)) * mpmath.exp(-E / thermal)

    agree(forward, exactly(share, barrier, drive, rate_max, kT), roundings)
    back = exactly(lambda E, dE, f, th: share(E, dE, f, th) * mpmath.exp(-dE / th), barrier, drive, rate_max, kT)
    agree(backward, back, roundings)


@devices
@conventions
def test_occupation(device, convention):
    kT, drive, rate_max, time = device()
    barrier = barriers(kT)

    def share(t, E, dE, fastest, thermal):
        half = min(dE / (2 * thermal), 1e5)  # by which all is settled, however slow the device
        quickened = 1 if convention == "mean_rate" else mpmath.cosh(half)
        gone = -mpmath.expm1(-2 * fastest * mpmath.exp(-E / thermal) * quickened * t)
        return gone / (1 + mpmath.exp(-dE / thermal))

    got = [
        limcore.occupation([0.0, t], E, dE, rate_max=fastest, kT=thermal, convention=convention)[-1]
        for t, E, dE, fastest, thermal in zip(time, barrier, drive, rate_max, kT, strict=True)
    ]
    roundings = size(*zip(*exactly(lambda E, dE, th: (E / th, dE / th), barrier, drive, kT), strict=True))
    agree(got, exactly(share, time, barrier, drive, rate_max, kT), roundings)


@devices
def test_equilibrium_rate_and_retention(device):
    kT, _, rate_max, time = device()
    barrier = barriers(kT)
    roundings = size(exactly(lambda E, th: E / th, barrier, kT))
    rate = exactly(lambda E, f, th: f * mpmath.exp(-E / th), barrier, rate_max, kT)
    agree(limcore.equilibrium_rate(barrier, rate_max=rate_max, kT=kT), rate, roundings)
    agree(limcore.retention_time(barrier, rate_max=rate_max, kT=kT), [1 / one for one in rate], roundings)
    kept = [(1 + mpmath.exp(-2 * one * mpf(float(t)))) / 2 for one, t in zip(rate, time, strict=True)]
    agree(limcore.retention_probability(time, barrier, rate_max=rate_max, kT=kT), kept, roundings)
    stayed = [mpmath.exp(-one * mpf(float(t))) for one, t in zip(rate, time, strict=True)]
    held = limcore.retention_probability(time, barrier, rate_max=rate_max, kT=kT, failure="left_once")
    np.testing.assert_allclose(held, np.array(stayed, dtype=float), rtol=0, atol=1e-11)


@devices
def test_barrier_for_retention(device):
    kT, failure, rate_max, time = device()
    failure = np.clip(failure, SMALLEST, 1 - 1e-16)

    def left(t, f, P, th):
        return th * mpmath.log(t), th * mpmath.log(f), -th * mpmath.log(-mpmath.log1p(-P))

    def wrong(t, f, P, th):
        return th * mpmath.log(2 * t), th * mpmath.log(f), -th * mpmath.log(-mpmath.log1p(-2 * P))

    parts = exactly(left, time, rate_max, failure, kT)
    law = {"rate_max": rate_max, "kT": kT}
    agree(limcore.barrier_for_retention(time, **law), [a + b for a, b, _ in parts], 16, among=[p[:2] for p in parts])
    got = limcore.barrier_for_retention(time, **law, failure_probability=failure, failure="left_once")
    agree(got, [sum(part) for part in parts], 16, among=parts)
    halved = np.minimum(failure, 0.5 - 1e-16)
    parts = exactly(wrong, time, rate_max, halved, kT)
    got = limcore.barrier_for_retention(time, **law, failure_probability=halved)
    agree(got, [sum(part) for part in parts], 16, among=parts)


@devices
def test_least_drives(device):
    kT, _, rate_max, rate = device()

    def least(R, f, th):
        return 2 * th * mpmath.atanh(R / f) if f > R else mpf("inf")

    def tilted(R, f, th):
        return 2 * th * mpmath.asinh(R / f)

    def strict(R, f, th):
        return -th * mpmath.log1p(-2 * R / f) if f > 2 * R else mpf("inf")

    device = {"rate_max": rate_max, "kT": kT}
    agree(limcore.minimum_gradient_energy(rate, **device), exactly(least, rate, rate_max, kT), 20)
    got = limcore.minimum_gradient_energy(rate, **device, convention="symmetric_tilt")
    agree(got, exactly(tilted, rate, rate_max, kT), 20)
    agree(limcore.strict_minimum_gradient_energy(rate, **device), exactly(strict, rate, rate_max, kT), 20)
    forward, backward = np.maximum(rate, rate_max), np.minimum(rate, rate_max)
    heat = exactly(lambda R, f, th: th * mpmath.log(R / f), forward, backward, kT)
    agree(limcore.net_update_heat(forward, backward, kT=kT), heat, 20)


@devices
@conventions
def test_directional_barriers(device, convention):
    kT, drive, _, _ = device()
    halved = convention != "mean_rate"
    eased = exactly(lambda dE, th: dE / 2 if halved else th * mpmath.log1p(mpmath.tanh(dE / (2 * th))), drive, kT)
    forward, backward = limcore.directional_barriers(0.0, drive, kT=kT, convention=convention)
    agree(forward, [-one for one in eased], 20)
    agree(backward, [mpf(float(dE)) - one for dE, one in zip(drive, eased, strict=True)], 20)


def alphas():
    return np.clip(near(RANDOM.uniform(0, 1, COUNT), -3, 0), SMALLEST, 1 - 1e-16)


def gradients():
    return np.minimum(near(np.ones(COUNT), RANDOM.choice([-1, -320]), 0.5), 1.0)


@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize("learning_rate", [anywhere, lambda: near(np.ones(COUNT), -9, 3)], ids=["anywhere", "near 1"])
def test_update_rate_law_and_its_barrier(start, learning_rate):
    rate, alpha, squared, rate_max, kT = learning_rate(), alphas(), gradients(), anywhere(), anywhere()
    first = anywhere() if start == "barrier_free" else None
    given = np.ones(COUNT) if first is None else first

    def law(eps, a, g2, fastest, eps0):
        return fastest * (eps / eps0) ** (1 + a) * (mpmath.tanh(eps0 * g2 / 2) if first is not None else 1)

    # An exponent of 1 + alpha, itself rounded, is one of the logarithm of the learning rate.
    roundings = size(exactly(lambda eps, eps0: mpmath.log(eps / eps0), rate, given))
    got = limcore.update_rate_law(rate, alpha, rate_max=rate_max, initial_learning_rate=first, squared_gradient=squared)
    agree(got, exactly(law, rate, alpha, squared, rate_max, given), roundings)

    def terms(eps, a, g2, eps0, th):
        paper = [-(1 + a) * mpmath.log(eps), (1 + a) * mpmath.log(eps0), mpmath.log(mpmath.tanh(eps * g2 / 2))]
        free = [-mpmath.log(mpmath.tanh(eps0 * g2 / 2))] if first is not None else []
        return [th * one for one in paper + free]

    parts = exactly(terms, rate, alpha, squared, given, kT)
    got = limcore.learning_barrier(rate, alpha, squared, kT=kT, initial_learning_rate=first)
    allowed = [(*part, 10 * mpf(float(one))) for part, one in zip(parts, kT, strict=True)]
    agree(got, [sum(part) for part in parts], 16, among=allowed)


def test_log_rate_asks_for_its_barrier():
    # The barrier is what is known to so many digits: where it hardly depends on the learning rate, that is not.
    kT, alpha, squared = anywhere(), near(np.ones(COUNT), -300, 0) * 0.999, gradients()
    for target, thermal, exponent, g2 in zip(barriers(kT), kT, alpha, squared, strict=True):
        log_rate = mpf(limcore.learning.log_rate_at_barrier(target, exponent, g2, kT=thermal))
        back = -(1 + mpf(float(exponent))) * log_rate + mpmath.log(
            mpmath.tanh(mpmath.exp(log_rate) * mpf(float(g2)) / 2)
        )
        terms = [mpf(float(target)) / mpf(float(thermal)), log_rate, mpmath.log(float(g2)), 10]
        assert abs(back - terms[0]) <= 16 * ROUNDING * sum(map(abs, terms))


def test_products_of_energies():
    kT, bits, rate, squared = anywhere(), anywhere(), anywhere(), gradients()
    agree(limcore.landauer_energy(kT, bits), exactly(lambda th, b: th * b * mpmath.log(2), kT, bits), 4)
    agree(limcore.gradient_energy(rate, squared, kT=kT), exactly(lambda *all: mpmath.fprod(all), rate, squared, kT), 4)
    agree(limcore.landauer_multiple(bits, kT=kT), exactly(lambda E, th: E / th / mpmath.log(2), bits, kT), 4)
    agree(limcore.training_compute(kT, bits), exactly(lambda D, T: 6 * D * T, kT, bits), 4)
    for value, temperature in zip(anywhere(40), anywhere(40), strict=True):
        there = mpf(float(value)) / mpf(limcore.BOLTZMANN) / mpf(float(temperature))
        agree([limcore.convert_energy(value, "J", "kT", temperature=temperature)], [there], 4)
        back = mpf(float(value)) * mpf(limcore.BOLTZMANN) * mpf(float(temperature)) * 1000
        agree([limcore.convert_energy(value, "kT", "mJ", temperature=temperature)], [back], 4)


def steps(count=COUNT):
    return np.rint(np.clip(anywhere(count), 1.0, 1e300))


def annealed(highest, lowest, left):
    return mpmath.log(lowest + (highest - lowest) * mpmath.sin(mpmath.pi / 2 * left) ** 2)


# For each, parameters, and the logarithm of the learning rate at step n.
SCHEDULES = {
    "constant": ({"initial": anywhere}, lambda n, e: mpmath.log(e)),
    "inverse_time": ({"initial": anywhere, "tau": anywhere}, lambda n, e, tau: mpmath.log(e / (1 + n / tau))),
    "power_law": (
        {"initial": anywhere, "tau": anywhere, "exponent": anywhere},
        lambda n, e, tau, p: mpmath.log(e) - p * mpmath.log1p(n / tau),
    ),
    "exponential": (
        {"initial": anywhere, "gamma": lambda: np.minimum(anywhere(), 1 - 1e-12)},
        lambda n, e, gamma: mpmath.log(e) + n * mpmath.log(gamma),
    ),
    "step": (
        {"initial": anywhere, "gamma": lambda: np.minimum(anywhere(), 1 - 1e-12), "step_size": steps},
        lambda n, e, gamma, size: mpmath.log(e) + mpmath.floor(n / size) * mpmath.log(gamma),
    ),
    "polynomial": (
        {"initial": anywhere, "total_steps": steps, "power": anywhere},
        lambda n, e, total, p: mpmath.log(e) + p * mpmath.log1p(-n / total) if n < total else -mpmath.inf,
    ),
    "cosine": (
        {"initial": anywhere, "total_steps": steps},
        lambda n, e, total: annealed(e, 0, abs(total - n % (2 * total)) / total),
    ),
    "cosine_restarts": (
        {"initial": anywhere, "period": steps},
        lambda n, e, period: annealed(e, 0, 1 - n % period / period),
    ),
    "noam": (
        {"model_size": anywhere, "warmup_steps": steps, "factor": lambda: np.minimum(anywhere(), 1.0)},
        lambda n, size, warm, factor: mpmath.log(
            factor / mpmath.sqrt(size) * min((n + 1) ** -0.5, (n + 1) / warm**1.5)
        ),
    ),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules(name):
    parameters, formula = SCHEDULES[name]
    drawn = {key: draw() for key, draw in parameters.items()}
    for k, n in enumerate(steps(COUNT)):
        values = {key: float(one[k]) for key, one in drawn.items()}
        schedule = limcore.make_schedule(name, **values)
        exact = formula(mpf(float(n)), *map(mpf, values.values()))
        allowed = 16 * ROUNDING * (10 + abs(exact) + sum(abs(mpmath.log(one)) for one in values.values()))
        if abs(exact) > LARGEST:
            assert schedule.log_learning_rate(n) == -np.inf
            assert schedule(n) == 0
            continue
        assert abs(mpf(float(schedule.log_learning_rate(n))) - exact) <= allowed, repr(schedule)
        assert abs(mpf(float(schedule(n))) - mpmath.exp(exact)) <= allowed * mpmath.exp(exact) + 2 * mpf(SMALLEST)


def test_bounds_on_heat():
    net, backward, kT = anywhere(), anywhere(), anywhere()
    heat = exactly(lambda n, b, thermal: thermal * n * mpmath.log1p(n / b), net, backward, kT)
    agree(limcore.least_heat(net, backward, kT=kT), heat, 40)
    limit = exactly(lambda n, b, thermal: 2 * thermal * n * n / (n + 2 * b), net, backward, kT)
    agree(limcore.speed_limit_heat(net, backward, kT=kT), limit, 20)
    hops = exactly(lambda drive, thermal: mpmath.coth(drive / (2 * thermal)), net, kT)
    agree(limcore.net_update_crossings(net, kT=kT), hops, 20)
    work = exactly(lambda n, b, thermal: thermal * (mpmath.log(2) + 2 * b / n), net, backward, kT)
    agree(limcore.erasure_work(net, diffusion_time=backward, kT=kT), work, 20)


def test_rates_in_cosine_wells_and_with_compensation():
    kT, rate_max, times = anywhere(), anywhere(), anywhere()
    ratio = RANDOM.uniform(0.0, 2000.0, kT.size)
    with np.errstate(all="ignore"):
        barrier = np.clip(kT * ratio, 0.0, LARGEST)
        energy = np.clip(kT * (1.0 + 10.0 ** RANDOM.uniform(-6, 6, kT.size)), 0.0, LARGEST)
    kept = energy > kT
    kT, rate_max, times, barrier, energy = (one[kept] for one in (kT, rate_max, times, barrier, energy))
    roundings = size(exactly(lambda E, thermal: E / thermal, barrier, kT))
    exact = exactly(lambda E, R, thermal: R / mpmath.besseli(0, E / (2 * thermal)) ** 2, barrier, rate_max, kT)
    agree(limcore.periodic_rate(barrier, rate_max=rate_max, kT=kT), exact, roundings)
    exact = exactly(lambda E, R, th: mpmath.pi * E / th * R * mpmath.exp(-E / th), barrier, rate_max, kT)
    agree(limcore.kramers_rate(barrier, rate_max=rate_max, kT=kT), exact, roundings)

    def compensated(E, R, MN, thermal):
        return R * mpmath.exp(E / MN - E / thermal)

    got = limcore.compensated_rate(barrier, energy, rate_max=rate_max, kT=kT)
    agree(got, exactly(compensated, barrier, rate_max, energy, kT), roundings)

    def terms(t, R, MN, thermal):
        return thermal * mpmath.log(t * R) / (1 - thermal / MN), thermal / (1 - thermal / MN)

    parts = exactly(terms, times, rate_max, energy, kT)
    got = limcore.compensated_barrier(times, energy, rate_max=rate_max, kT=kT)
    agree(got, [one for one, _ in parts], 20, among=parts)
