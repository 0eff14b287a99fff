"""Bad input is refused at once, in one sentence that names it."""

import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import limcore

PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
BAD = {
    "negative drive": (lambda: limcore.barrier_height(-1.0, 0.1), "gradient_energy", -1.0, "at least 0"),
    "negative rate": (lambda: limcore.barrier_height(1.0, -2.0), "update_rate", -2.0, "at least 0"),
    "infinite rate": (lambda: limcore.barrier_height(1.0, np.inf), "update_rate", np.inf, "finite"),
    "no thermal energy": (lambda: limcore.update_rate(1.0, 1.0, kT=0.0), "kT", 0.0, "greater than 0"),
    "infinite kT": (lambda: limcore.update_rate(1.0, 1.0, kT=np.inf), "kT", np.inf, "finite"),
    "no attempts": (lambda: limcore.equilibrium_rate(1.0, rate_max=0.0), "rate_max", 0.0, "greater than 0"),
    "alpha 0": (lambda: limcore.learning_barrier(0.1, 0.0), "alpha", 0.0, "greater than 0 and less than 1"),
    "alpha 1": (lambda: limcore.update_rate_law(0.1, 1.0), "alpha", 1.0, "less than 1"),
    "steep gradient": (lambda: limcore.gradient_energy(0.1, 1.5), "squared_gradient", 1.5, "at most 1"),
    "no time": (lambda: limcore.barrier_for_retention(0.0, rate_max=1e9), "time", 0.0, "greater than 0"),
    "certain failure": (
        lambda: limcore.barrier_for_retention(1.0, rate_max=1e9, failure_probability=1.0, failure="left_once"),
        "failure_probability",
        1.0,
        "less than 1",
    ),
    "bit error more likely than not": (
        lambda: limcore.barrier_for_retention(1.0, rate_max=1e9, failure_probability=0.5),
        "failure_probability",
        0.5,
        "less than 0.5",
    ),
    "failure": (
        lambda: limcore.retention_probability(1.0, 1.0, rate_max=1.0, failure="x"),
        "failure",
        "x",
        "left_once",
    ),
    "convention": (lambda: limcore.barrier_height(1.0, 0.1, convention="x"), "convention", "x", "mean_rate"),
    "unit": (lambda: limcore.convert_energy(1.0, "J", "cal"), "to_unit", "cal", "meV"),
    "temperature": (lambda: limcore.thermal_energy(-3.0), "temperature", -3.0, "greater than 0"),
    "schedule": (lambda: limcore.make_schedule("linear"), "name", "linear", "polynomial"),
    "schedule parameter": (lambda: limcore.make_schedule("constant", start=1), "parameter", "start", "initial"),
    "missing parameter": (lambda: limcore.make_schedule("constant"), "initial", None, "given"),
    "gamma": (lambda: limcore.make_schedule("exponential", initial=1, gamma=1.0), "gamma", 1.0, "less than 1"),
    "repeated step": (
        lambda: limcore.make_schedule("table", steps=[0, 5, 5], learning_rates=[1, 1, 1]),
        "steps",
        5.0,
        "greater than the step before",
    ),
    "late table": (lambda: limcore.make_schedule("table", steps=[1], learning_rates=[1]), "steps", 1.0, "step 0"),
    "no steps": (lambda: limcore.learning_trajectory(PAPER, 0, alpha=0.5), "steps", 0.0, "at least 1"),
    "text": (lambda: limcore.barrier_height("abc", 0.1), "gradient_energy", "abc", "a number"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named(case):
    call, parameter, value, allowed = BAD[case]
    with pytest.raises(limcore.DomainError) as caught:
        call()
    assert caught.value.parameter == parameter
    assert caught.value.value == value
    assert allowed in caught.value.allowed
    assert parameter in str(caught.value)
    assert repr(value) in str(caught.value)


def test_the_place_in_an_array_is_named():
    with pytest.raises(limcore.DomainError, match=r"update_rate\[1, 2\] = -3\.0") as caught:
        limcore.barrier_height(1.0, [[1.0, 1.0, 1.0], [1.0, 1.0, -3.0]])
    assert caught.value.index == (1, 2)


def test_domain_error_is_a_value_error():
    assert issubclass(limcore.DomainError, ValueError)


def test_error_is_the_same_in_another_process():
    error = limcore.DomainError("alpha", 7.0, "above 0 and below 1", (2,))
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.parameter, again.value, again.index) == (str(error), "alpha", 7.0, (2,))


# What is accepted, and how it is read: see limcore.errors.
READ = {
    "int": (3, 3.0),
    "large int": (10**300, 1e300),
    "fraction": (Fraction(1, 4), 0.25),
    "single precision": (np.float32(0.5), 0.5),
    "list of ints and floats": ([1, 2.5], [1.0, 2.5]),
    "nested lists": ([[1, 2], (3, np.float32(4))], [[1.0, 2.0], [3.0, 4.0]]),
    "list of arrays": ([np.array([1.0, 2.0]), [3, 4]], [[1.0, 2.0], [3.0, 4.0]]),
    "array of ints": (np.arange(3), [0.0, 1.0, 2.0]),
    "array of objects": (np.array([1, 10**30], dtype=object), [1.0, 1e30]),
    "range": (range(3), [0.0, 1.0, 2.0]),
    "Series": (pd.Series([1.0, 2.0], index=["b", "a"]), [1.0, 2.0]),
    "Series with NA": (pd.Series([1, pd.NA], dtype="Int64"), [1.0, np.nan]),
    "list with NA": ([1.0, pd.NA], [1.0, np.nan]),
    "masked": (np.ma.masked, np.nan),
    "masked array": (np.ma.masked_array([1, 2], mask=[False, True]), [1.0, np.nan]),
    "masked array of objects": (np.ma.masked_array([1, None], mask=[False, True], dtype=object), [1.0, np.nan]),
    "masked array in a list": ([np.ma.masked_array([1.0, -5.0], mask=[False, True])], [[1.0, np.nan]]),
    "list with masked": ([1.0, np.ma.masked], [1.0, np.nan]),
    "empty grid": (np.empty((0, 2)), np.empty((0, 2))),
}


@pytest.mark.parametrize("case", READ)
def test_numbers_are_read_alike_whatever_holds_them(case):
    given, meant = READ[case]
    got = limcore.step_dissipation(given, 0.0)
    np.testing.assert_array_equal(got, np.float64(meant), strict=True)


@pytest.mark.parametrize(
    "value",
    [10**400, 10**5000, "x" * 10**6, [0.5] * 10**5 + ["x"], np.zeros(10**5, dtype=bool)],
    ids=["int", "int that is not written", "text", "list", "array"],
)
def test_sentence_stays_short_whatever_the_value(value):
    with pytest.raises(limcore.DomainError, match=r"^kT = .+ is not allowed: it must be a number") as caught:
        limcore.equilibrium_rate(1.0, kT=value)
    assert len(str(caught.value)) < 200
    assert caught.value.value is value


def test_shapes_that_do_not_broadcast_are_told():
    with pytest.raises(limcore.DomainError) as caught:
        limcore.barrier_height(np.ones((2, 3)), 0.1, rate_max=np.ones(4))
    assert str(caught.value) == (
        "rate_max = 'shape (4,)' is not allowed: "
        "it must be an array that broadcasts with that of gradient_energy, shape (2, 3)."
    )


def test_one_number_is_not_an_array_nor_missing():
    with pytest.raises(limcore.DomainError, match=r"alpha = 'shape \(1,\)' is not allowed: it must be one number"):
        limcore.dissipation_trajectory(PAPER, 10, alpha=[0.5])
    with pytest.raises(limcore.DomainError, match="steps = nan is not allowed: it must be a number and at least 1"):
        limcore.learning_trajectory(PAPER, np.nan, alpha=0.5)


def test_schedule_is_made_not_named():
    with pytest.raises(limcore.DomainError, match="schedule = 'inverse_time' is not allowed"):
        limcore.learning_trajectory("inverse_time", 10, alpha=0.5)
    with pytest.raises(limcore.DomainError, match="schedule = 'Schedule' is not allowed"):
        limcore.Schedule(initial=1.0)
