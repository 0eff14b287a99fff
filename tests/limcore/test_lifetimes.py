"""Lifetimes of memories against what their papers say, the frontier, other ways to compute them, and simulation."""

import numpy as np
import pytest
from mpmath import MPContext

import limcore
from limcore.lifetimes import make_memory

mp = MPContext()
mp.dps = 30
TIMES = np.concatenate([[0.0], np.geomspace(0.1, 1e6, 50)])
PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
KINDS = {
    "binary": {"probability": 0.1},
    "cascade": {"levels": 4},
    "chain": {"levels": 2},
    "fowler_nordheim": {"stored_after": 3.0},
    "learning_in_memory": {"schedule": PAPER, "alpha": 0.5, "attempts": 0.05, "stored_at": 2},
    "static": {"barrier_height": 2.0, "gradient_energy": 3.0},
}


def ratio(model, times=TIMES, elements=1.0, **parameters):
    return limcore.lifetime_columns(model, elements=elements, times=times, **parameters)["snr"]


def slope(model, low, high, **parameters):
    """Fit the exponent of the signal-to-noise ratio between two times."""
    times = np.geomspace(low, high, 30)
    return np.polyfit(np.log(times), np.log(ratio(model, times, **parameters)), 1)[0]


# ---- what the papers say ----


@pytest.mark.parametrize("q", [1.0, 0.1, 1e-3])
def test_binary_element_is_that_of_amit_and_fusi(q):
    np.testing.assert_allclose(
        ratio("binary", elements=1e4, probability=q), 100 * q * np.exp(-q * TIMES), rtol=1e-14, atol=1e-300
    )
    lasts = limcore.retrieval_time("binary", elements=1e10, probability=q)
    assert lasts == pytest.approx(np.log(1e5 * q) / q, rel=1e-8)


def test_cascade_begins_at_the_mean_of_its_probabilities():
    strength = (np.sum(0.5 ** np.arange(9)) + 0.5**9 / 0.5) / 10
    assert ratio("cascade", [0.0])[0] == pytest.approx(strength, rel=1e-12)


def test_cascade_falls_as_a_power_that_nears_minus_one_with_its_levels():
    exponents = [slope("cascade", 10.0, 2.0**n / 10, levels=n) for n in (10, 15, 20, 25)]
    assert np.all(np.diff(exponents) < 0)
    assert -1.0 < exponents[-1] < -0.8


def test_cascade_then_falls_as_its_slowest_level():
    late = np.array([40.0, 41.0]) * 2.0**9
    assert -np.diff(np.log(ratio("cascade", late)))[0] / 2.0**9 == pytest.approx(0.5**9, rel=0.15)


@pytest.mark.parametrize("levels", [8, 12, 16])
def test_chain_falls_as_the_square_root_up_to_its_slowest_variable(levels):
    assert slope("chain", 30.0, 4.0**levels / 100, levels=levels) == pytest.approx(-0.5, abs=0.01)
    assert ratio("chain", [4.0**levels * 30], levels=levels)[0] < 1e-3 * ratio("chain", [1.0], levels=levels)[0]


def test_life_of_a_chain_grows_nearly_as_the_number_of_elements():
    long = {"levels": 25}
    few, many = (limcore.retrieval_time("chain", elements=n, **long) for n in (1e6, 1e8))
    assert many / few == pytest.approx(100, rel=0.01)


def test_fowler_nordheim_memory_is_nearly_a_running_mean():
    many = ratio("fowler_nordheim", [9.0, 99.0, 9999.0], exponent=1e6)
    np.testing.assert_allclose(many, [10**-0.5, 0.1, 0.01], rtol=1e-2)
    assert slope("fowler_nordheim", 100.0, 1e6) == pytest.approx(-0.5, abs=0.1)


def test_a_difference_between_two_gates_follows_their_law():
    """Two gates whose charge tunnels by the law of Fowler and Nordheim, solved for V, nearly alike."""
    start, rate = mp.mpf(30), mp.mpf("0.7")
    k0 = mp.exp(start)

    def voltage(t, shift):
        return 1 / mp.log(rate * k0 * t + k0 * (1 + shift))

    def written(t):  # that x(t) = 1 for a moment adds to W, as it is left at the end
        y = k0 * (1 + rate * t)
        left = mp.diff(lambda s: voltage(50, s), 0) / mp.diff(lambda s: voltage(t, s), 0)
        return rate * k0 / y * (1 + 2 / mp.log(y)) * left

    memory = make_memory("fowler_nordheim", rate=0.7)
    ours = memory._written(np.array([0.0, 5.0, 20.0]))
    theirs = [written(t) / written(0) for t in (0, 5, 20)]
    np.testing.assert_allclose(ours, [float(one) for one in theirs], rtol=1e-12)


# ---- limits ----


@pytest.mark.parametrize("q", [1.0, 0.3])
def test_cascade_of_one_level_is_the_binary_element(q):
    np.testing.assert_allclose(
        ratio("cascade", levels=1, probability=q), ratio("binary", probability=q), rtol=1e-12, atol=1e-300
    )


def test_cascade_whose_levels_are_hardly_reached_keeps_what_is_in_its_first():
    """Levels are filled alike however small x is: one part in n is the binary element, the rest is never written."""
    assert ratio("cascade", [0.0], levels=4, ratio=0.01)[0] == pytest.approx(1.01 / 4, rel=1e-3)


def test_static_element_with_a_strong_drive_is_the_binary_element():
    q = 1 - np.exp(-2 * 0.3 * np.exp(-1.5))
    static = ratio("static", barrier_height=1.5, gradient_energy=100.0, attempts=0.3)
    np.testing.assert_allclose(static, ratio("binary", probability=q), rtol=1e-12, atol=1e-300)


def test_learning_at_a_constant_rate_is_a_static_element():
    constant = limcore.make_schedule("constant", initial=0.3)
    height = float(limcore.learning_barrier(0.3, 0.8))
    learning = ratio("learning_in_memory", schedule=constant, alpha=0.8, stored_at=7)
    static = ratio("static", barrier_height=max(height, 0.0), gradient_energy=0.3)
    np.testing.assert_allclose(learning, static, rtol=1e-11, atol=1e-300)


def test_learning_that_ends_leaves_a_part_for_ever():
    ending = limcore.make_schedule("exponential", initial=1.0, gamma=0.9)
    assert (
        limcore.retrieval_time("learning_in_memory", elements=1e6, schedule=ending, alpha=0.5, attempts=0.01) == np.inf
    )


def test_learning_is_forgotten_pattern_by_pattern():
    run = {"alpha": 0.6, "squared_gradient": 0.9}
    n = np.arange(3.0, 54.0)
    height = np.maximum(limcore.learning_barrier(PAPER(n - 1), 0.6, 0.9), 0.0)
    q = 1 - np.exp(-2 * 0.2 * np.exp(-height))
    expected = np.tanh(0.9 / 6) * q[0] * np.exp(-np.concatenate([[0.0], np.cumsum(q[1:])]))
    learning = ratio("learning_in_memory", n - 3, schedule=PAPER, attempts=0.2, stored_at=3, **run)
    np.testing.assert_allclose(learning, expected, rtol=1e-12)


@pytest.mark.parametrize("model", KINDS)
def test_ratio_grows_as_the_square_root_of_the_elements(model):
    np.testing.assert_allclose(
        ratio(model, elements=1e8, **KINDS[model]), 1e4 * ratio(model, **KINDS[model]), rtol=1e-12
    )


@pytest.mark.parametrize("model", KINDS)
def test_ratio_only_falls_and_never_passes_the_root_of_the_elements(model):
    fading = ratio(model, **KINDS[model])
    assert np.all(np.diff(fading) <= 0)
    assert 0 < fading[0] <= 1


# ---- another way to compute them ----


@pytest.mark.parametrize(("levels", "x"), [(8, 0.5), (5, 0.01)])
def test_cascade_is_the_exponential_of_its_whole_master_equation(levels, x):
    """Potentiation and depression as matrices of all 2n states, in many digits."""
    x, n = mp.mpf(x), levels
    q = [x**i for i in range(n)]
    q[-1] /= 1 - x
    p = [x ** (i + 1) / (1 - x) for i in range(n - 1)] + [mp.mpf(0)]
    up = mp.zeros(2 * n, 2 * n)  # weights + at 0 … n − 1, − at n … 2n − 1, from rows to columns
    for i in range(n):
        up[i, i] = 1 - p[i]
        up[n + i, 0] += q[i]
        up[n + i, n + i] = 1 - q[i]
        if i < n - 1:
            up[i, i + 1] = p[i]
    turned = [*range(n, 2 * n), *range(n)]
    down = mp.matrix([[up[turned[i], turned[j]] for j in range(2 * n)] for i in range(2 * n)])
    even = mp.ones(1, 2 * n) / (2 * n)
    weight = mp.matrix([1] * n + [-1] * n)
    forget = (up + down) / 2 - mp.eye(2 * n)
    assert mp.norm(even * forget) < mp.mpf(10) ** -25
    times = [0.0, 3.0, 60.0]
    exact = [float((even * (up - down) / 2 * mp.expm(forget * t) * weight)[0]) for t in times]
    np.testing.assert_allclose(ratio("cascade", times, levels=levels, ratio=float(x)), exact, rtol=1e-9)


def test_chain_is_the_exponential_of_its_matrix():
    levels, t = 3, 10.0
    C = [mp.mpf(2) ** k for k in range(levels)]
    g = [mp.mpf(2) ** -k / 2 for k in range(levels)]
    flow = mp.zeros(levels, levels)
    for k in range(levels):
        flow[k, k] = -(g[k] + (g[k - 1] if k else 0)) / C[k]
        if k:
            flow[k, k - 1] = g[k - 1] / C[k]
        if k < levels - 1:
            flow[k, k + 1] = g[k] / C[k]

    def left(time):
        return mp.expm(flow * time)[0, 0]

    others = mp.quad(lambda time: left(time) ** 2, [0, 1, 10, 100, 1500])
    exact = left(t) / mp.sqrt(others + left(t) ** 2)
    assert ratio("chain", [t], levels=levels)[0] == pytest.approx(float(exact), rel=1e-6)


@pytest.mark.parametrize("model", KINDS)
def test_simulated_elements_scatter_around_what_is_exact(model):
    count, times = 20_000, [0.0, 1.0, 6.0, 20.0]
    simulated = limcore.simulate_lifetime(model, elements=count, times=times, seed=3, **KINDS[model])
    exact = limcore.lifetime_columns(model, elements=count, times=times, **KINDS[model])
    assert np.all(np.abs(simulated["signal"] - exact["signal"]) < 4 * exact["noise"])
    np.testing.assert_allclose(simulated["noise"], exact["noise"], rtol=0.03)


# ---- the frontier ----


def test_frontier_joins_its_two_branches():
    np.testing.assert_allclose(
        limcore.memory_frontier([19 * (1 - 1e-9), 19 * (1 + 1e-9)], elements=1.0, states=20), np.exp(-1), rtol=1e-8
    )


@pytest.mark.parametrize(
    ("model", "parameters"),
    [
        *(("binary", {"probability": q}) for q in (1.0, 0.1, 1e-4)),
        *(("cascade", {"levels": n, "ratio": x}) for n in (1, 2, 10, 30) for x in (0.5, 0.2, 0.01)),
        *(("static", {"barrier_height": e, "gradient_energy": 50.0}) for e in (0.0, 3.0, 10.0)),
    ],
)
def test_no_synapse_of_a_few_states_passes_the_frontier(model, parameters):
    times = np.concatenate([[0.0], np.geomspace(1e-3, 1e12, 400)])
    states = make_memory(model, **parameters).states
    limit = limcore.memory_frontier(times, elements=1.0, states=states)
    assert np.all(ratio(model, times, **parameters) <= limit * (1 + 1e-9))


# ---- energies ----


def test_least_energy_is_that_of_an_erasure_that_may_fail():
    written = limcore.memory_lifetime("binary", elements=10, times=[0.0], probability=0.5, kT=2.0)["landauer"][0]
    assert written == pytest.approx(2 * (np.log(2) + 0.25 * np.log(0.25) + 0.75 * np.log(0.75)), rel=1e-12)
    full = limcore.memory_lifetime("binary", elements=10, times=[0.0], probability=1.0)["landauer"][0]
    assert full == pytest.approx(np.log(2), rel=1e-12)


def test_barrier_of_learning_grows_while_the_pattern_is_held():
    run = limcore.memory_lifetime("learning_in_memory", elements=1e6, times=[0, 99, 9999], schedule=PAPER, alpha=0.5)
    np.testing.assert_allclose(run["barrier_height"], [0.0, 1.6094, 3.9120], atol=1e-4)
    assert run["dissipation"][0] == pytest.approx(1.0)


def test_writing_costs_at_least_what_it_must():
    for model in ("static", "learning_in_memory"):
        row = limcore.memory_lifetime(model, elements=1.0, times=[0.0], **KINDS[model]).iloc[0]
        assert row["dissipation"] >= row["landauer"]


# ---- what is refused ----


def test_what_is_not_a_parameter_is_named():
    with pytest.raises(limcore.DomainError, match="one of levels, ratio, probability"):
        limcore.memory_lifetime("cascade", elements=10, times=[0], alpha=0.5)
    with pytest.raises(limcore.DomainError, match="given for the memory binary"):
        limcore.memory_lifetime("binary", elements=10, times=[0])


def test_a_simulation_is_bounded():
    with pytest.raises(limcore.DomainError, match="patterns in all"):
        limcore.simulate_lifetime("chain", elements=10**6, times=[0.0], levels=20)


# ---- one element through a history ----


def after(model, events, column, **parameters):
    """What is known of an element after the last of some events."""
    return limcore.memory_history(model, events=events, **parameters).groupby("event")[column].first().iloc[-1]


STATES = {name: KINDS[name] for name in ("binary", "cascade", "learning_in_memory", "static")}
HISTORY = [1, 1, 0, -1, 1, 1, 1, -1, -1, 0, 0, 1]


@pytest.mark.parametrize("model", STATES)
def test_probabilities_of_an_element_sum_to_one(model):
    table = limcore.memory_history(model, events=HISTORY, **STATES[model])
    assert (table["probability"] >= 0).all()
    np.testing.assert_allclose(table.groupby("event")["probability"].sum(), 1.0, rtol=1e-13)
    assert table["event"].max() == len(HISTORY)


@pytest.mark.parametrize("model", STATES)
def test_mean_and_deviation_are_those_of_the_states(model):
    table = limcore.memory_history(model, events=HISTORY, kT=2.0, **STATES[model])
    for _, rows in table.groupby("event"):
        mean = np.sum(rows["probability"] * rows["barrier_height"])
        spread = np.sqrt(np.sum(rows["probability"] * (rows["barrier_height"] - mean) ** 2))
        np.testing.assert_allclose(rows["mean_barrier"], mean, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(rows["barrier_deviation"], spread, rtol=1e-7, atol=1e-12)
        np.testing.assert_allclose(rows["mean_weight"], np.sum(rows["probability"] * rows["weight"]), atol=1e-14)


def test_practice_deepens_a_cascade_and_one_contradiction_does_less_the_deeper_it_is():
    run = limcore.memory_history("cascade", events=[1] * 30, levels=10).groupby("event").first()
    assert np.all(np.diff(run["mean_barrier"][1:]) > 0)
    assert np.all(np.diff(run["flip_probability"][1:]) < 0)
    assert run["mean_weight"][30] == 1.0
    assert run["mean_barrier"][30] < 9 * np.log(2)


@pytest.mark.parametrize("x", [0.5, 0.3])
def test_a_contradiction_at_a_level_acts_with_the_probability_of_that_level(x):
    """Each level by itself: what an event of the other sign takes from it, and that its barrier is the logarithm."""
    levels = 6
    rows = limcore.memory_history("cascade", events=[1] * 9 + [-1], levels=levels, ratio=x)
    held = {
        event: rows[(rows["event"] == event) & (rows["weight"] == 1)].set_index("level")["probability"]
        for event in (9, 10)
    }
    barrier = rows[(rows["event"] == 9) & (rows["weight"] == 1)].set_index("level")["barrier_height"]
    for level in range(2, levels):
        assert 1 - held[10][level] / held[9][level] == pytest.approx(x ** (level - 1), rel=1e-9)
        assert np.exp(-barrier[level]) == pytest.approx(x ** (level - 1), rel=1e-12)
    assert 1 - held[10][levels] / held[9][levels] == pytest.approx(x ** (levels - 1) / (1 - x), rel=1e-9)


def test_to_and_fro_stays_at_the_first_level():
    run = limcore.memory_history("cascade", events=[1, -1] * 50, levels=10)
    assert (run["mean_barrier"] == 0).all()
    assert (run["flip_probability"] == 1).all()
    np.testing.assert_array_equal(run.groupby("event")["mean_weight"].first(), [-1, *[1, -1] * 50])


def test_patterns_by_chance_fill_all_levels_alike():
    run = limcore.memory_history("cascade", events=[0] * 1000, levels=5)
    np.testing.assert_allclose(run[run["event"] == 1000]["probability"], 0.1, rtol=1e-9)


@pytest.mark.parametrize("levels", [1, 2, 5, 20])
@pytest.mark.parametrize("x", [0.5, 0.2])
def test_what_a_pattern_raises_of_the_ladder_is_what_the_changes_throw_away(levels, x):
    """With levels filled alike: why the page says that the ladder alone is no price."""
    rungs = make_memory("cascade", levels=levels, ratio=x).rungs(1)
    barrier, flip, deepen = rungs.barrier[0], rungs.flip[0], rungs.deepen[0]
    raised = np.log(1 / x) * deepen.sum() / (2 * levels)
    assert np.sum(flip * barrier) / (2 * levels) == pytest.approx(raised, rel=1e-9)
    if levels == 1:
        assert raised == 0 < limcore.memory_lifetime("cascade", elements=1, times=[0], levels=1)["landauer"][0]


@pytest.mark.parametrize("q", [1.0, 0.3])
def test_cascade_of_one_level_is_the_binary_element_through_any_history(q):
    one = limcore.memory_history("cascade", events=HISTORY, levels=1, probability=q)
    other = limcore.memory_history("binary", events=HISTORY, probability=q)
    for name in other:
        np.testing.assert_allclose(one[name], other[name], rtol=1e-12, atol=1e-15, err_msg=name)


def test_binary_element_nears_what_is_written_at_a_constant_barrier():
    run = limcore.memory_history("binary", events=[1] * 8, probability=0.2).groupby("event").first()
    np.testing.assert_allclose(run["mean_weight"], 1 - 2 * 0.8 ** np.arange(9), rtol=1e-12)
    np.testing.assert_allclose(run["mean_barrier"], np.log(5), rtol=1e-15)
    assert (run["barrier_deviation"] == 0).all()


def test_barrier_of_learning_is_that_of_the_pattern_which_comes_next():
    run = limcore.memory_history("learning_in_memory", events=[1] * 20, stored_at=3, schedule=PAPER, alpha=0.5)
    law = limcore.learning_barrier(PAPER(2.0 + np.arange(21)), 0.5)
    np.testing.assert_allclose(run.groupby("event")["mean_barrier"].first(), np.maximum(law, 0.0), rtol=1e-12)


def test_two_wells_settle_where_their_drive_lets_them():
    weight = after("static", [1] * 400, "mean_weight", barrier_height=1.0, gradient_energy=0.8, attempts=0.1)
    assert weight == pytest.approx(np.tanh(0.4), rel=1e-9)
    weight = after("static", [-1] * 400, "mean_weight", barrier_height=1.0, gradient_energy=0.8)
    assert weight == pytest.approx(-np.tanh(0.4), rel=1e-9)


def test_after_many_patterns_an_element_agrees_with_its_last_as_a_memory_says():
    """The signal of a stored pattern, from two histories that end alike: an independent use of the master equation."""
    before, later = [0] * 600, [0] * 3
    for model in ("cascade", "binary", "static"):
        up, down = (after(model, [*before, bit, *later], "mean_weight", **STATES[model]) for bit in (1, -1))
        first = [after(model, [*before, bit], "mean_weight", **STATES[model]) for bit in (1, -1)]
        assert (first[0] - first[1]) / 2 == pytest.approx(ratio(model, [0.0], **STATES[model])[0], rel=1e-6)
        assert 0 < up - down < first[0] - first[1]


@pytest.mark.parametrize("model", ["chain", "fowler_nordheim"])
def test_a_memory_without_states_has_no_history(model):
    with pytest.raises(limcore.DomainError, match="a memory with states"):
        limcore.memory_history(model, events=[1], **KINDS[model])


@pytest.mark.parametrize("events", [[2], [0.5], [[1, 1], [1, 1]], [1] * 1001])
def test_events_that_are_none_are_refused(events):
    with pytest.raises(limcore.DomainError, match="events"):
        limcore.memory_history("binary", events=events, probability=0.1)
