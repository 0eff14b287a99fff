"""Learning-rate schedules: against PyTorch's, against their formulas, and what they refuse."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

with (Path(__file__).parent / "data" / "schedules.csv").open() as file:
    PYTORCH = [(row["name"], json.loads(row["parameters"]), row["learning_rates"]) for row in csv.DictReader(file)]

# One of each kind, for what holds for all.
KINDS = [
    limcore.make_schedule("constant", initial=0.3),
    limcore.make_schedule("inverse_time", initial=0.5, tau=20),
    limcore.make_schedule("power_law", initial=0.5, tau=20, exponent=0.6, warmup_steps=30),
    limcore.make_schedule("exponential", initial=0.5, gamma=0.99),
    limcore.make_schedule("step", initial=0.5, gamma=0.5, step_size=100),
    limcore.make_schedule("polynomial", initial=0.5, total_steps=700, power=2),
    limcore.make_schedule("cosine", initial=0.5, total_steps=600, minimum=1e-3, warmup_steps=100),
    limcore.make_schedule("cosine_restarts", initial=0.5, period=50, multiplier=2, minimum=1e-6),
    limcore.make_schedule("cosine_restarts", initial=0.5, period=50, minimum=1e-3),
    limcore.make_schedule("one_cycle", maximum=0.5, total_steps=800),
    limcore.make_schedule("one_cycle", maximum=0.5, total_steps=800, annealing="linear", pct_start=0.1111),
    limcore.make_schedule("one_cycle", maximum=0.5, total_steps=801, phases=3, warmup_steps=10, warmup="llm.c"),
    limcore.make_schedule("noam", model_size=512, warmup_steps=60),
    limcore.make_schedule("inverse_sqrt", initial=0.5, tau=60, warmup_steps=60, warmup="huggingface"),
    limcore.make_schedule("multi_step", initial=0.5, gamma=0.3, milestones=[30, 100, 1000]),
    limcore.make_schedule(
        "polynomial", initial=0.5, total_steps=700, minimum=0.01, warmup_steps=9, warmup_place="over"
    ),
    limcore.make_schedule("cosine_held", initial=0.5, total_steps=900, minimum=1e-4, warmup_steps=9, warmup="llm.c"),
    limcore.make_schedule(
        "cosine_held", initial=0.5, total_steps=90, minimum=0.1, warmup_steps=40, warmup_place="over"
    ),
    limcore.make_schedule("cosine", initial=0.5, total_steps=90, warmup_steps=40, warmup_place="over"),
    limcore.make_schedule("falling_restarts", initial=0.5, period=70, cycles=3, warmup_steps=30, warmup_place="over"),
    limcore.make_schedule(
        *("warmup_stable_decay",),
        **{"initial": 0.5, "stable_steps": 100, "decay_steps": 50, "cool_down": "one_minus_sqrt", "minimum": 1e-3},
        **{"warmup_steps": 20, "warmup": "from_start", "warmup_start": 0.1},
    ),
    limcore.make_schedule("falling_restarts", initial=0.5, period=70, cycles=9, growth=1.3, decay=0.6),
    limcore.make_schedule("falling_restarts", initial=0.5, period=3, cycles=40, decay=0.9, minimum=1e-3),
    limcore.make_schedule("falling_restarts", initial=0.5, period=100, cycles=1, minimum=0.2, warmup_steps=9),
    limcore.make_schedule("cyclic", maximum=0.5, rising_steps=30, falling_steps=81),
    limcore.make_schedule("cyclic", maximum=0.5, rising_steps=30, falling_steps=8, minimum=0.01, decay=0.5),
    limcore.make_schedule("cyclic", maximum=0.5, rising_steps=300, falling_steps=8, minimum=1e-3, gamma=0.99),
    limcore.make_schedule("cyclic", maximum=0.5, rising_steps=30, falling_steps=8, minimum=0.2, warmup_steps=7),
    limcore.make_schedule(
        *("sequence",),
        **{"schedules": [limcore.make_schedule("cosine", initial=0.3, total_steps=30)] * 3, "milestones": [100, 333]},
    ),
    limcore.make_schedule(
        *("sequence",),
        schedules=[
            limcore.make_schedule("cyclic", maximum=0.1, rising_steps=30, falling_steps=8, minimum=0.01),
            limcore.make_schedule("table", steps=[0, 10, 30, 50], learning_rates=[0.1, 0.5, 0.01, 0.2]),
            limcore.make_schedule("exponential", initial=0.4, gamma=0.99),
        ],
        milestones=[20, 200],
    ),
    limcore.make_schedule("table", steps=[0, 10, 300, 500], learning_rates=[0.1, 0.5, 0.01, 0.2]),
]


@pytest.mark.parametrize(("name", "parameters", "rates"), PYTORCH, ids=[f"{n} {p}" for n, p, _ in PYTORCH])
def test_schedule_is_pytorchs(name, parameters, rates):
    expected = np.array(rates.split(), dtype=float)
    schedule = limcore.make_schedule(name, **parameters)
    np.testing.assert_allclose(schedule(np.arange(expected.size)), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("schedule", KINDS, ids=repr)
def test_peak_is_the_highest_learning_rate(schedule):
    rates = schedule(np.arange(5000))
    assert schedule.maximum_learning_rate == pytest.approx(rates.max(), rel=1e-14)
    assert schedule(schedule.peak_step) == schedule.maximum_learning_rate


@pytest.mark.parametrize("schedule", KINDS, ids=repr)
@given(exponent=st.floats(-8, 0))
def test_level_is_reached_lost_and_reached_again_at_the_first_such_steps(schedule, exponent):
    level = float(np.log(0.5) + exponent)
    low = schedule.log_learning_rate(np.arange(5000)) <= level
    turns = np.flatnonzero(np.diff(low, prepend=False))
    first, lost, again = (turns.tolist() + [None] * 3)[:3]
    got = schedule.reach(level)
    assert tuple(step if step < 5000 else None for step in got) == (first, lost, again)


WSD = {"initial": 0.1, "stable_steps": 5, "decay_steps": 5}
COSINE = {"initial": 0.1, "total_steps": 10}
RESTARTS = {"initial": 0.1, "period": 5, "cycles": 2, "decay": 0.5}
CYCLE = {"maximum": 0.5, "rising_steps": 5, "falling_steps": 5}


@pytest.mark.parametrize(
    ("name", "parameters", "wrong", "allowed"),
    [
        ("exponential", {"initial": 1, "gamma": 1}, "gamma", "less than 1"),
        ("step", {"initial": 1, "gamma": 1.5, "step_size": 3}, "gamma", "less than 1"),
        ("step", {"initial": 1, "gamma": 0.5, "step_size": 0}, "step_size", "at least 1"),
        ("step", {"initial": 1, "gamma": 0.5, "step_size": 2.5}, "step_size", "whole"),
        ("cosine", {"initial": 0.1, "total_steps": 10, "minimum": 0.2}, "minimum", "at most the initial"),
        ("cosine", {"initial": 0.1, "total_steps": 0}, "total_steps", "at least 1"),
        ("cosine_restarts", {"initial": 0.1, "period": 0}, "period", "at least 1"),
        ("cosine_restarts", {"initial": 0.1, "period": 5, "multiplier": 0}, "multiplier", "at least 1"),
        ("cosine_restarts", {"initial": 0.1, "period": 5, "minimum": 1}, "minimum", "at most the initial"),
        ("polynomial", {"initial": 0.1, "total_steps": 10, "power": 0}, "power", "greater than 0"),
        ("one_cycle", {"maximum": 0.1, "total_steps": 10, "pct_start": 1}, "pct_start", "less than 1"),
        ("noam", {"model_size": 512}, "warmup_steps", "given"),
        ("inverse_time", {"initial": 1, "tau": 1, "warmup_steps": -1}, "warmup_steps", "at least 0"),
        ("inverse_time", {"initial": 1, "tau": 1, "gamma": 0.5}, "parameter", "one of initial, tau"),
        ("linear", {}, "name", "a key of limcore.SCHEDULES"),
        (
            "multi_step",
            {"initial": 1, "gamma": 0.5, "milestones": [5, 5]},
            "milestones",
            "greater than the step before",
        ),
        ("multi_step", {"initial": 1, "gamma": 0.5, "milestones": [2.5]}, "milestones", "whole"),
        ("warmup_stable_decay", {**WSD, "cool_down": "sudden"}, "cool_down", "one of linear"),
        ("warmup_stable_decay", {**WSD, "warmup_place": "within"}, "warmup_place", "without total_steps"),
        ("cosine", {**COSINE, "warmup_steps": 10, "warmup_place": "within"}, "total_steps", "greater than the warm-up"),
        ("cosine", {**COSINE, "warmup_steps": 5, "warmup_start": 0.5}, "warmup_start", "left out"),
        ("cosine", {**COSINE, "warmup_steps": 5, "warmup": "slow"}, "warmup", "one of nanogpt"),
        ("falling_restarts", {**RESTARTS, "minimum": 0.06}, "decay", "at least the minimum, 0.06"),
        ("one_cycle", {"maximum": 1, "total_steps": 9, "pct_start": 0.6, "phases": 3}, "pct_start", "at most 0.5"),
        ("cyclic", {**CYCLE, "decay": 0.5}, "minimum", "greater than 0 where the cycles fade"),
        ("cyclic", {**CYCLE, "minimum": 0.1, "gamma": 1 - 1e-9}, "gamma", "fade within 20,000"),
        ("sequence", {"schedules": [], "milestones": [3]}, "schedules", "2 to 1,000 schedules"),
        ("table", {"steps": [0, 5, 5], "learning_rates": [1, 0.1, 0.2]}, "steps", "greater than the step before"),
        ("table", {"steps": [0, 5, 3], "learning_rates": [1, 0.1, 0.2]}, "steps", "greater than the step before"),
        ("table", {"steps": [], "learning_rates": []}, "steps", "begins with step 0"),
        ("table", {"steps": [0, 5], "learning_rates": [1, np.nan]}, "learning_rates", "a number"),
        ("table", {"steps": [0, np.nan], "learning_rates": [1, 0.1]}, "steps", "a number"),
        ("table", {"steps": [0, 5], "learning_rates": [1, 1.5]}, "learning_rates", "at most 1"),
        ("table", {"steps": [0, 5], "learning_rates": [1, 0]}, "learning_rates", "greater than 0"),
    ],
)
def test_refuses_in_one_sentence(name, parameters, wrong, allowed):
    with pytest.raises(limcore.DomainError, match=allowed) as caught:
        limcore.make_schedule(name, **parameters)
    assert caught.value.parameter == wrong
    assert str(caught.value).count(". ") == 0


def test_warm_up_reaches_the_initial_rate_where_the_schedule_begins():
    schedule = limcore.make_schedule("cosine", initial=0.5, total_steps=100, warmup_steps=9)
    np.testing.assert_allclose(schedule([0, 4, 9]), [0.05, 0.25, 0.5], rtol=1e-14)
    assert repr(schedule) == "cosine(initial=0.5, total_steps=100.0, minimum=0.0, warmup_steps=9.0)"


def test_polynomial_holds_its_minimum_after_the_end():
    schedule = limcore.make_schedule("polynomial", initial=0.5, total_steps=10, power=2.0, minimum=0.1)
    assert schedule([0, 5, 10, 11, 1e12]) == pytest.approx([0.5, 0.2, 0.1, 0.1, 0.1], rel=1e-12)
    assert schedule.reach(np.log(0.1)) == (10, np.inf, np.inf)


def test_polynomial_ends_at_zero_for_ever():
    schedule = limcore.make_schedule("polynomial", initial=0.5, total_steps=10)
    np.testing.assert_array_equal(schedule([10, 11, 1e9]), 0.0)


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


@pytest.mark.parametrize("schedule", KINDS, ids=repr)
def test_missing_step_gives_a_missing_learning_rate(schedule):
    rates = schedule([0.0, np.nan, 700.0])
    assert np.isnan(rates).tolist() == [False, True, False]


ENDLESS = ("cosine", "cosine_restarts", "cyclic")
LIMITS = {
    "constant": 0.3,
    "inverse_time": 0.0,
    "power_law": 0.0,
    "exponential": 0.0,
    "step": 0.0,
    "one_cycle": 0.5 / 25 / 1e4,
    "noam": 0.0,
    "inverse_sqrt": 0.0,
    "multi_step": 0.5 * 0.3**3,
    "sequence": 0.0,
    "table": 0.2,
}


@pytest.mark.parametrize("schedule", KINDS, ids=repr)
def test_learning_rate_for_endless_steps_is_its_limit(schedule):
    if schedule.name in ENDLESS or schedule.parameters.get("schedules", [schedule])[-1].name in ENDLESS:
        with pytest.raises(limcore.DomainError, match="n = inf is not allowed"):
            schedule(np.inf)
        return
    limit = schedule.parameters.get("minimum", LIMITS.get(schedule.name))
    assert schedule([np.inf]) == pytest.approx(limit, rel=1e-14)
    assert np.exp(schedule.log_learning_rate(np.inf)) == pytest.approx(limit, rel=1e-14)


def test_level_that_is_never_reached_is_never_lost():
    schedule = limcore.make_schedule("cosine", initial=1.0, total_steps=100, minimum=0.01)
    assert schedule.reach(np.log(0.005)) == (np.inf, np.inf, np.inf)


def test_table_takes_whole_steps_alone():
    with pytest.raises(limcore.DomainError, match=r"steps\[1\] = 2.5 is not allowed: it must be a whole number"):
        limcore.make_schedule("table", steps=[0, 2.5], learning_rates=[1.0, 0.1])


def test_cosine_that_never_gets_down_to_a_level_does_not_rise_above_it_again():
    cosine = limcore.make_schedule("cosine", initial=1.0, total_steps=1000, minimum=1e-3)
    assert cosine.reach(np.log(1e-4)) == (np.inf, np.inf, np.inf)
    assert cosine.reach(np.log(2.0)) == (0.0, np.inf, np.inf)
    first, lost, again = cosine.reach(np.log(0.5))
    assert lost == 2000 - first + 1
    assert again == 2000 + first
