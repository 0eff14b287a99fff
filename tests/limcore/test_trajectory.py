"""Trajectories: exact at every listed update, however few are listed and however many there are."""

import numpy as np
import pytest

import limcore

SCHEDULES = [
    limcore.make_schedule("inverse_time", initial=1.0, tau=1.0),
    limcore.make_schedule("power_law", initial=0.3, tau=1000.0, exponent=0.6),
    limcore.make_schedule("exponential", initial=1.0, gamma=1 - 1e-5),
    limcore.make_schedule("constant", initial=0.5),
    limcore.make_schedule("table", steps=[0, 100, 123_456, 700_001], learning_rates=[1.0, 0.1, 0.5, 0.001]),
    limcore.make_schedule("step", initial=1.0, gamma=0.9, step_size=10_007),
    limcore.make_schedule("step", initial=1.0, gamma=1 - 1e-4, step_size=3, warmup_steps=50_000),
    limcore.make_schedule("polynomial", initial=1.0, total_steps=2_000_000, power=1.5),
    limcore.make_schedule("cosine", initial=0.8, total_steps=400_001, minimum=1e-4),
    limcore.make_schedule("cosine", initial=0.8, total_steps=999, minimum=1e-4, warmup_steps=20_001),
    limcore.make_schedule("cosine_restarts", initial=0.8, period=1009, minimum=1e-5),
    limcore.make_schedule("cosine_restarts", initial=0.8, period=100_000, multiplier=2, minimum=1e-5),
    limcore.make_schedule("cosine_restarts", initial=0.8, period=10, multiplier=3),
    limcore.make_schedule("one_cycle", maximum=0.9, total_steps=900_000),
    limcore.make_schedule("noam", model_size=4, warmup_steps=30_000),
    limcore.make_schedule(
        *("warmup_stable_decay",),
        **{"initial": 0.8, "stable_steps": 100_000, "decay_steps": 300_001, "cool_down": "one_minus_sqrt"},
        **{"minimum": 1e-4, "warmup_steps": 7000, "warmup": "llm.c"},
    ),
    limcore.make_schedule("falling_restarts", initial=0.8, period=9001, cycles=12, growth=1.3, decay=0.7, minimum=1e-4),
    limcore.make_schedule("cyclic", maximum=0.8, rising_steps=900, falling_steps=2000, minimum=1e-3, decay=0.5),
    limcore.make_schedule("cyclic", maximum=0.8, rising_steps=9000, falling_steps=7, minimum=1e-3, warmup_steps=11),
    limcore.make_schedule(
        "cosine_held", initial=0.8, total_steps=10**5, minimum=1e-4, warmup_steps=99, warmup_place="over"
    ),
    limcore.make_schedule(
        *("sequence",),
        schedules=[
            limcore.make_schedule("cosine_restarts", initial=0.8, period=1009, minimum=1e-5),
            limcore.make_schedule("exponential", initial=0.8, gamma=1 - 1e-5),
        ],
        milestones=[250_000],
    ),
]
COLUMNS = [
    "n",
    "time_s",
    "learning_rate",
    "asked_update_rate",
    "update_rate",
    "equilibrium_rate",
    "asked_update_rate_over_R_max",
    "update_rate_over_R_max",
    "gradient_energy",
    "barrier_height",
    "asymptote",
    "dissipation",
    "cumulative_dissipation",
    "feasible",
]
PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)


def test_columns():
    assert list(limcore.learning_trajectory(PAPER, 10, alpha=0.5).columns) == COLUMNS


def direct_sums(schedule, steps, alpha, start):
    """Add one update after the other, as far as it can be met."""
    law = {"initial_learning_rate": schedule.maximum_learning_rate if start == "barrier_free" else None}
    k = np.arange(steps)
    rate = np.minimum(limcore.update_rate_law(schedule(k), alpha, **law), np.tanh(schedule(k) / 2))
    height = limcore.learning_barrier(schedule(k), alpha, **law)
    spent = np.maximum(height, 0) + limcore.gradient_energy(schedule(k))
    return np.cumsum(0.5 / rate / 1e9), np.cumsum(spent)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize("alpha", [0.2, 0.8])
def test_sums_equal_direct_sums(schedule, start, alpha):
    path = limcore.learning_trajectory(
        schedule, 10**6, alpha=alpha, rate_max=1e9, start=start, points=[1, 7, 20_000, 300_000, 10**6]
    )
    time, spent = direct_sums(schedule, 10**6, alpha, start)
    place = path["n"].to_numpy(dtype=int) - 1
    np.testing.assert_allclose(path["time_s"], time[place], rtol=1e-9)
    np.testing.assert_allclose(path["cumulative_dissipation"], spent[place], rtol=1e-9)


@pytest.mark.parametrize("schedule", SCHEDULES[:2] + SCHEDULES[6:7] + SCHEDULES[11:13], ids=repr)
def test_sums_equal_direct_sums_to_ten_million(schedule):
    path = limcore.learning_trajectory(schedule, 10**7, alpha=0.5, rate_max=1e9, points=[10**7]).iloc[0]
    time, spent = direct_sums(schedule, 10**7, 0.5, "paper")
    assert path["time_s"] == pytest.approx(time[-1], rel=1e-9)
    assert path["cumulative_dissipation"] == pytest.approx(spent[-1], rel=1e-9)


def test_sums_of_restarts_are_those_of_one_period_times_their_number():
    schedule = limcore.make_schedule("cosine_restarts", initial=0.8, period=1000, minimum=1e-5)
    path = limcore.learning_trajectory(schedule, 10**12, alpha=0.5, points=[1000, 10**12])
    np.testing.assert_allclose(path.iloc[1]["time_s"], 1e9 * path.iloc[0]["time_s"], rtol=1e-13)


def test_growing_restarts_dissipate_alike_however_long_they_are():
    # At so low a learning rate a barrier that begins at zero is the rounding of its own terms near each restart.
    initial, alpha = 5e-5, 0.5
    schedule = limcore.make_schedule("cosine_restarts", initial=initial, period=1000, multiplier=6)
    ends = 1000 * (6.0 ** np.arange(11, 14) - 1) / 5
    path = limcore.learning_trajectory(schedule, ends[-1], alpha=alpha, start="barrier_free", points=ends)
    shorter, longer = np.diff(path["cumulative_dissipation"])
    mean = alpha * 2 * np.log(2) + initial / 2  # over half a cosine, of -ln sin^2 and of sin^2
    assert longer - shorter == pytest.approx(mean * 1000 * (6.0**12 - 6.0**11), rel=1e-9)


def test_dissipation_of_step_decay_after_a_trillion_updates():
    # E = -alpha ln eps - ln 2 to within eps^2/12 on the m-th stair: a sum over stairs in closed form.
    gamma, size, stairs = 0.999, 1e6, 1e6
    schedule = limcore.make_schedule("step", initial=1e-6, gamma=gamma, step_size=size)
    path = limcore.learning_trajectory(schedule, size * stairs, alpha=0.5, points=[size * stairs])
    fall = -np.log(gamma) * stairs * (stairs - 1) / 2
    closed = size * (0.5 * (fall + stairs * np.log(1e6)) - stairs * np.log(2) + 1e-6 / (1 - gamma))
    assert path["cumulative_dissipation"].iloc[0] == pytest.approx(closed, rel=1e-12)


@pytest.mark.parametrize("start", ["paper", "barrier_free"])
def test_no_update_is_made_at_a_learning_rate_of_zero(start):
    schedule = limcore.make_schedule("polynomial", initial=1.0, total_steps=1000)
    path = limcore.learning_trajectory(schedule, 10**6, alpha=0.5, start=start, points=[1000, 1001, 10**6])
    parts = limcore.dissipation_trajectory(schedule, 10**6, alpha=0.5, start=start, points=[1000, 1001, 10**6])
    for column in ("time_s", "cumulative_dissipation"):
        assert path[column].iloc[0] == path[column].iloc[2] < np.inf
    for column in ("dissipation", "update_rate", "gradient_energy"):
        assert (path[column].iloc[1:] == 0).all()
    assert (parts[["barrier", "drive"]].iloc[1:] == 0).all(axis=None)
    assert parts["cumulative_barrier"].nunique() == 1
    assert np.isinf(path["barrier_height"].iloc[1:]).all()


def test_default_cosine_costs_nothing_where_it_comes_to_zero():
    schedule = limcore.make_schedule("cosine", initial=1.0, total_steps=100)
    path = limcore.learning_trajectory(schedule, 300, alpha=0.5).set_index("n")
    assert path.loc[101, "learning_rate"] == 0
    for column in ("time_s", "cumulative_dissipation"):
        assert path.loc[101, column] == path.loc[100, column] < path.loc[102, column] < np.inf


def test_no_update_is_made_without_a_gradient():
    path = limcore.learning_trajectory(PAPER, 10**6, alpha=0.5, squared_gradient=0.0, points=[1, 10**6])
    assert (path[["time_s", "update_rate", "cumulative_dissipation"]] == 0).all(axis=None)


@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
@pytest.mark.parametrize("squared_gradient", [1.0, 1e-4])
def test_rates_are_possible(convention, squared_gradient):
    law = {"alpha": 0.5, "squared_gradient": squared_gradient, "rate_max": 1e9, "convention": convention}
    path = limcore.learning_trajectory(PAPER, 10**4, points=np.arange(1, 10**4 + 1), **law)
    height = np.maximum(path["barrier_height"], 0)
    driven = limcore.update_rate(height, path["gradient_energy"], rate_max=1e9, convention=convention)
    np.testing.assert_allclose(path["update_rate"], driven, rtol=1e-12)
    eased = np.cosh(path["gradient_energy"] / 2) if convention == "symmetric_tilt" else 1.0
    np.testing.assert_allclose(path["equilibrium_rate"], 1e9 * np.exp(-height) * eased, rtol=1e-12)
    np.testing.assert_array_equal(path["update_rate"] < path["asked_update_rate"] * (1 - 1e-12), ~path["feasible"])
    np.testing.assert_allclose(path["asked_update_rate"], 1e9 * path["n"] ** -1.5, rtol=1e-12)


def test_time_of_weak_gradients_is_that_of_a_memory_without_a_barrier():
    # No barrier of 10^6 updates is positive: each takes 1/(2 tanh(eps g^2/2)) = n/g^2 s, to (g^2/2n)^2/3.
    path = limcore.learning_trajectory(PAPER, 10**6, alpha=0.5, squared_gradient=1e-4, points=[10**6])
    assert not path["feasible"].iloc[0]
    assert path["time_s"].iloc[0] == pytest.approx(1e6 * (1e6 + 1) / 2 / 1e-4, rel=1e-9)
    assert path["equilibrium_rate"].iloc[0] == 1.0


def test_time_of_a_constant_schedule_after_a_trillion_updates():
    for rate, fastest in ((0.25, np.tanh(0.125)), (0.01, 0.01**1.5)):  # the first can't be met
        schedule = limcore.make_schedule("constant", initial=rate)
        path = limcore.learning_trajectory(schedule, 10**12, alpha=0.5, rate_max=1e9, points=[10**12])
        assert path["time_s"].iloc[0] == pytest.approx(10**12 / (2 * 1e9 * fastest), rel=1e-11)


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


@pytest.mark.parametrize(
    ("initial", "gamma", "squared_gradient", "steps"),
    [(1.58e-5, 1 - 1.5e-5, 0.44, 136_986_302), (0.0277, 1 - 1.7e-6, 0.58, 3_500_000_000), (1.0, 1 - 1e-5, 1.0, 10**10)],
)
def test_what_dies_out_early_is_counted_however_late_one_looks(initial, gamma, squared_gradient, steps):
    schedule = limcore.make_schedule("exponential", initial=initial, gamma=gamma)
    law = {"alpha": 0.5, "squared_gradient": squared_gradient}
    alone = limcore.dissipation_trajectory(schedule, steps, points=[steps], **law).iloc[-1]
    among = limcore.dissipation_trajectory(schedule, steps, points=2000, **law).iloc[-1]
    whole = limcore.learning_trajectory(schedule, steps, points=[steps], **law).iloc[-1]
    drive = initial * squared_gradient * -np.expm1(steps * np.log(gamma)) / (1 - gamma)
    assert alone["cumulative_drive"] == pytest.approx(drive, rel=1e-12)
    assert alone["cumulative_barrier"] == pytest.approx(among["cumulative_barrier"], rel=1e-14)
    assert whole["cumulative_dissipation"] == pytest.approx(drive + among["cumulative_barrier"], rel=1e-14)


def test_barriers_of_the_paper():
    path = limcore.learning_trajectory(PAPER, 10**6, alpha=0.5).set_index("n")
    np.testing.assert_allclose(path.loc[[1, 10, 10**4], "barrier_height"], [-0.7719, 0.4573, 3.9120], atol=5e-5)
    assert not path.loc[1, "feasible"]
    assert path.loc[10, "feasible"]


def test_attempt_rate_scales_time_alone():
    slow, fast = (limcore.learning_trajectory(PAPER, 100, alpha=0.5, rate_max=r) for r in (1.0, 1e9))
    np.testing.assert_allclose(slow["time_s"], 1e9 * fast["time_s"], rtol=1e-13)
    np.testing.assert_allclose(slow["barrier_height"], fast["barrier_height"], rtol=1e-13)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
@pytest.mark.parametrize("start", ["paper", "barrier_free"])
def test_ends_for_many_alphas_are_those_for_each(schedule, start):
    alphas, law = [0.9, 0.05, 0.5], {"squared_gradient": 0.7, "kT": 3.0, "start": start, "points": [10**7]}
    ends = limcore.learning_trajectory(schedule, 10**7, alpha=alphas, **law)
    each = [limcore.learning_trajectory(schedule, 10**7, alpha=alpha, **law).iloc[0] for alpha in alphas]
    assert list(ends["feasible"]) == [end["feasible"] for end in each]
    for column in ends.drop(columns="feasible"):
        np.testing.assert_allclose(ends[column], [end[column] for end in each], rtol=1e-12)


@pytest.mark.parametrize("alpha", [[0.5, 0.6], [[0.5]], []])
def test_many_alphas_go_with_one_update(alpha):
    with pytest.raises(limcore.DomainError, match="alpha"):
        limcore.learning_trajectory(PAPER, 10, alpha=alpha)


@pytest.mark.parametrize("steps", [2.5, np.nan, np.inf, "10", None, [10]])
def test_steps_are_one_whole_number(steps):
    with pytest.raises(limcore.DomainError, match="steps"):
        limcore.learning_trajectory(PAPER, steps, alpha=0.5)


@pytest.mark.parametrize("points", [2.5, 1, np.nan, [1.5], [[1, 2]], [], [1, np.nan], [11], "all", 10**9])
def test_points_are_a_number_or_a_list_of_updates(points):
    with pytest.raises(limcore.DomainError, match="points"):
        limcore.learning_trajectory(PAPER, 10, alpha=0.5, points=points)


def test_rates_and_energies_of_a_learning_rate_too_small_for_a_double():
    schedule = limcore.make_schedule("exponential", initial=1.0, gamma=np.exp(-1.0))
    path = limcore.learning_trajectory(schedule, 801, alpha=0.5, rate_max=1e308, kT=1e200, points=[801]).iloc[0]
    assert path["learning_rate"] == 0
    assert np.log(path["gradient_energy"]) == pytest.approx(200 * np.log(10) - 800, abs=1e-9)
    assert np.log(path["update_rate"]) == pytest.approx(308 * np.log(10) - 1200, abs=1e-9)
    assert np.isfinite(path["time_s"])


@pytest.mark.parametrize("kT", [1e-320, 1e-20, 1e300])
def test_unit_of_energies_changes_nothing_else(kT):
    law = {"alpha": 0.5, "points": [1, 10, 10**6]}
    scaled, reduced = (limcore.learning_trajectory(PAPER, 10**6, kT=unit, **law) for unit in (kT, 1.0))
    for column in ("n", "time_s", "learning_rate", "update_rate", "equilibrium_rate", "feasible"):
        np.testing.assert_array_equal(scaled[column], reduced[column])
    for column in ("barrier_height", "dissipation", "cumulative_dissipation", "gradient_energy"):
        np.testing.assert_allclose(scaled[column], kT * reduced[column], rtol=1e-13, atol=1e-323)


def test_steps_on_a_logarithmic_scale_end_at_the_last():
    last = np.nextafter(1e22, 0)  # its logarithm rounds to 22
    assert limcore.logarithmic_steps(last, 2)[-1] == last
