"""Two tasks one after the other on the same noisy weights: what protects the first, and what that takes."""

import numpy as np
import pytest

import limcore
from limcore.training import Task
from limcore.training._accounts import ACCOUNTS, Accounts
from limcore.training._guarded import Guarded
from limcore.training._population import Population, PopulationLaw

LAW = {"steps": 200, "repeats": 2, "seed": 4}


@pytest.fixture(scope="module")
def bare():
    return limcore.train_two_tasks(**LAW)


def test_without_protection_the_first_task_is_forgotten(bare):
    assert (bare.first_accuracy[0] > 0.93).all()
    assert (bare.second_accuracy[0] < 0.1).all()
    assert (bare.first_accuracy[-1] < 0.1).all()
    assert (bare.second_accuracy[-1] > 0.93).all()
    assert (bare.raised == 0).all()


@pytest.mark.parametrize(
    ("protection", "weak", "strong"), [("elastic", [1.0, 10.0], [1e4, 1e5]), ("barriers", [10.0, 100.0], [1e7, 1e8])]
)
def test_from_weak_to_strong_protection_what_is_remembered_rises_and_what_is_learnt_falls(
    bare, protection, weak, strong
):
    found = limcore.train_two_tasks(protection=protection, strength=[*weak, 1000.0, *strong], **LAW)
    first, second = found.first_accuracy[-1].mean(axis=-1), found.second_accuracy[-1].mean(axis=-1)
    assert (np.diff(first) > -0.02).all()
    assert (np.diff(second) < 0.02).all()
    assert first[0] < 0.1
    assert second[0] > 0.93
    assert first[-1] == pytest.approx(bare.first_accuracy[0].mean(), abs=0.02)
    assert second[-1] < 0.1
    np.testing.assert_array_equal(found.first_accuracy[0], np.tile(bare.first_accuracy[0], (5, 1)))


def test_a_force_takes_heat_and_barriers_save_it(bare):
    """To hold weights by a drive, hops have to be undone; behind a barrier they do not happen."""
    elastic = limcore.train_two_tasks(protection="elastic", strength=1000.0, **LAW)
    barriers = limcore.train_two_tasks(protection="barriers", strength=1e5, **LAW)
    spent = [(one.heat[-1] - one.heat[0]).mean() for one in (barriers, bare, elastic)]
    assert spent[0] < 0.5 * spent[1] < spent[1] < 0.2 * spent[2]
    assert barriers.first_accuracy[-1].mean() > 0.9
    assert elastic.first_accuracy[-1].mean() > 0.9


def test_a_strength_of_nothing_is_no_protection(bare):
    for protection in ("elastic", "barriers"):
        found = limcore.train_two_tasks(protection=protection, strength=0.0, **LAW)
        for one, other in zip(found, bare, strict=True):
            np.testing.assert_array_equal(one, other)


def test_the_fisher_information_is_the_mean_square_of_derivatives():
    """Against finite differences of ln p, of softmax regression and of a network with a hidden layer."""
    generator = np.random.default_rng(2)
    for name in ("digits 0-4", "xor"):
        classifier = limcore.make_task(name).classifier
        weights = generator.normal(0, 0.5, (1, classifier.weights))
        found = classifier.fisher(weights)[0]
        inputs = classifier.examples.inputs
        likely = classifier.probabilities(weights, inputs)[0]
        for place in generator.integers(0, classifier.weights, 12):
            step = np.zeros_like(weights)
            step[0, place] = 1e-5
            ahead, back = (np.log(classifier.probabilities(weights + side * step, inputs)[0]) for side in (1, -1))
            slopes = (ahead - back) / 2e-5
            assert found[place] == pytest.approx((likely * slopes**2).sum(axis=1).mean(), rel=1e-5, abs=1e-12)


def test_barriers_are_raised_by_the_logarithm_of_what_matters():
    strength = np.asarray([10.0, 1000.0])
    found = limcore.train_two_tasks("xor", "moons", protection="barriers", strength=strength, steps=20, elements=64)
    learnt = limcore.train_in_memory("xor", steps=20, elements=64)
    fisher = limcore.make_task("xor").classifier.fisher(learnt.weights[None])[0]
    assert found.raised == pytest.approx(np.log1p(strength[:, None] * fisher).mean(axis=1), rel=1e-12)
    assert found.raise_energy == pytest.approx(64 * found.raised)
    assert found.heat[0] == pytest.approx(learnt.heat[-1])


def test_unraised_a_guarded_population_is_a_population():
    """The same numbers drawn, the same accounts."""
    barrier = np.linspace(3.0, 6.0, 30)[:, None] * np.ones(2)
    law = PopulationLaw(barrier, 5.0 * np.exp(-barrier), np.full(2, 16), 1.0, np.full(2, 8.0))
    plain = Population(law, 40, np.random.default_rng(1))
    plain._costs[:] = -1.0  # numbers for each weight
    guarded = Guarded(law, plain.up, np.zeros((2, 40)), Accounts(2), np.random.default_rng(7))
    plain._generator = np.random.default_rng(9)
    guarded._generator = np.random.default_rng(9)
    gradients = np.random.default_rng(3).normal(0, 1, (30, 2, 40))
    for n, gradient in enumerate(gradients):
        plain.update(n, gradient)
        guarded.update(n, gradient)
    np.testing.assert_array_equal(plain.up, guarded.up)
    for name in ACCOUNTS:
        np.testing.assert_allclose(getattr(guarded.accounts, name), getattr(plain.accounts, name), rtol=1e-12)


def test_a_raised_barrier_divides_the_rate():
    """Each weight relaxes as slowly as behind a barrier that is higher for all."""
    barrier, raised, weights = np.full((1, 1), 4.0), np.repeat([0.0, 1.0, 2.0], 20_000)[None], 60_000
    law = PopulationLaw(barrier, np.full((1, 1), 0.2), np.full(1, 32), 1.0, np.full(1, 16.0))
    up = np.full((1, weights), 32)
    memory = Guarded(law, up, raised, Accounts(1), np.random.default_rng(5))
    memory.update(0, np.zeros((1, weights)))
    left = memory.weights.reshape(3, -1).mean(axis=1)
    assert left == pytest.approx(np.exp(-0.4 * np.exp(-np.asarray([0.0, 1.0, 2.0]))), abs=0.003)


@pytest.mark.parametrize(
    ("parameter", "given"),
    [
        ("first", {"first": "bowl"}),
        ("second", {"second": "xor"}),
        ("second", {"second": Task("flat", 650, lambda w: w.sum(-1), lambda w, generator: w)}),
        ("protection", {"protection": "prayer"}),
        ("strength", {"strength": -1.0}),
        ("strength", {"strength": []}),
        ("runs", {"strength": np.ones(2000)}),
        ("runs", {"steps": 100_000, "strength": np.ones(100)}),
        ("steps", {"steps": 0}),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(parameter, given):
    with pytest.raises(limcore.DomainError) as told:
        limcore.train_two_tasks(**{"steps": 5} | given)
    assert told.value.parameter == parameter
