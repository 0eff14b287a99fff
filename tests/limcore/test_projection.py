"""What training could cost: the accounting, wall by wall."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import limcore

PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
KT = float(limcore.thermal_energy(300))
YEAR = 365.25 * 86400


def project(parameters=1e9, **changes):
    arguments = {"tokens": 2e10, "steps": 1e6, "schedule": PAPER, "alpha": 0.5, "kT": KT} | changes
    table = limcore.project_training(parameters, **arguments)
    return table.set_index("substrate")


def test_columns():
    walls = [f"{wall}_J" for wall in ("computing", "memory", "updates", "consolidation")]
    assert list(project().columns) == ["parameters", "tokens", "updates_per_parameter", "moves_per_parameter", *walls]
    assert list(project().index) == list(limcore.SUBSTRATES)


def test_updates_counted_as_the_paper_does():
    # One RRAM write for each of the operations of GPT-3.
    table = project(175e9, tokens=300e9, updates=6 * 300e9, bits_per_parameter=1.0)
    assert table.loc["rram", "updates_J"] == pytest.approx(3.15e23 * 13e-15)


def test_learning_in_memory_pays_its_trajectory():
    last = limcore.learning_trajectory(PAPER, 10**6, alpha=0.5, points=[10**6]).iloc[0]
    paid = project(bits_per_parameter=8.0).loc["learning"]
    assert paid["updates_J"] == pytest.approx(1e9 * 8 * last["cumulative_dissipation"] * KT)
    target = limcore.barrier_for_retention(10 * YEAR, rate_max=1e9)
    freeze = limcore.freeze_energy(last["barrier_height"], target)
    assert paid["consolidation_J"] == pytest.approx(1e9 * 8 * freeze * KT)


def test_landauer_pays_for_each_bit_of_each_update():
    paid = project().loc["landauer"]
    assert paid["updates_J"] == pytest.approx(1e9 * 16 * 1e6 * limcore.landauer_energy(KT))
    assert paid["computing_J"] == paid["memory_J"] == paid["consolidation_J"] == 0


def test_computing_of_a_gpu():
    assert project().loc["von_neumann", "computing_J"] == pytest.approx(6 * 1e9 * 2e10 * 7.078e-13)


def test_moving_data():
    moved = project(transfers_per_step=3.0)["memory_J"]
    assert moved["von_neumann"] == pytest.approx(3 * 1e9 * 16 * 1e6 * 6e-12)
    assert (moved.drop("von_neumann") == 0).all()


def test_each_operation_fetches_its_parameter_if_moves_are_counted_like_updates():
    # 6DT operations of GPT-3, each of which moves 16 bits out of high-bandwidth memory and writes them.
    tokens = 300e9
    paid = project(175e9, tokens=tokens, updates=6 * tokens, moves=6 * tokens).loc["von_neumann"]
    operations = 6 * 175e9 * tokens
    assert paid["memory_J"] == pytest.approx(operations * 16 * 6e-12)
    assert paid["updates_J"] == pytest.approx(operations * 16 * 1e6 * KT)
    assert paid["computing_J"] == pytest.approx(operations * 7.078e-13)
    assert paid["updates_per_parameter"] == paid["moves_per_parameter"] == 6 * tokens


def test_moves_take_the_place_of_transfers_in_each_step():
    by_default, said = project(transfers_per_step=3.0), project(transfers_per_step=7.0, moves=3e6)
    assert by_default.equals(said)


def test_moves_of_each_size():
    sizes = np.asarray([1e9, 1e10])
    table = project(sizes, moves=[10.0, 0.0]).loc["von_neumann"]
    np.testing.assert_allclose(table["memory_J"], [1e9 * 16 * 10 * 6e-12, 0.0])


def test_static_memory_throws_its_barrier_away():
    paid = project(static_barrier=1e6).loc["von_neumann", "updates_J"]
    assert paid == pytest.approx(1e9 * 16 * 1e6 * 1e6 * KT)


def test_sizes_are_computed_one_like_many():
    sizes = np.geomspace(1e6, 1e15, 7)
    many = project(sizes, tokens=20 * sizes, updates=120 * sizes)
    alone = project(sizes[3], tokens=20 * sizes[3], updates=120 * sizes[3])
    among = many[many["parameters"] == sizes[3]]
    np.testing.assert_allclose(among.to_numpy(float), alone.to_numpy(float), rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    alpha=st.floats(0.05, 0.95),
    energy=st.floats(1e2, 1e25),
    start=st.sampled_from(["paper", "barrier_free"]),
)
def test_updates_for_an_energy_take_that_energy(alpha, energy, start):
    n = limcore.updates_for_energy(energy, PAPER, alpha=alpha, start=start)
    spent, more = (
        limcore.learning_trajectory(PAPER, k, alpha=alpha, start=start, points=[k])["cumulative_dissipation"].iloc[0]
        for k in (n, np.ceil(1.002 * n) + 1)
    )
    assert spent <= energy * (1 + 1e-9)
    assert more > energy * (1 - 1e-9)


def test_no_update_for_less_than_the_first_takes():
    assert limcore.updates_for_energy(0.1, PAPER, alpha=0.5) == 0.0


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"parameters": 0.0}, "parameters"),
        ({"tokens": -1.0}, "tokens"),
        ({"steps": 0.0}, "steps"),
        ({"bits_per_parameter": 0.0}, "bits_per_parameter"),
        ({"static_barrier": -1.0}, "static_barrier"),
        ({"updates": 0.5}, "updates"),
        ({"moves": -1.0}, "moves"),
        ({"moves": [1.0, 2.0]}, "moves"),
        ({"alpha": 1.0}, "alpha"),
    ],
)
def test_bad_values_are_named(changes, named):
    with pytest.raises(limcore.DomainError, match=named):
        project(**changes)


def test_schedule_that_ends_makes_no_more_updates_on_any_substrate():
    # At a learning rate of zero nothing is written, whoever remembers.
    ended = limcore.make_schedule("polynomial", initial=1.0, total_steps=100)
    law = {"tokens": 1e9, "alpha": 0.5, "schedule": ended}
    whole = limcore.project_training([1e6], steps=100, moves=300, **law).set_index("substrate")
    longer = limcore.project_training([1e6], steps=10_000, moves=300, **law).set_index("substrate")
    assert (longer["updates_per_parameter"] == 100).all()
    np.testing.assert_allclose(longer["updates_J"], whole["updates_J"], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "parameters", "steps", "made"),
    [
        ("inverse_time", {"initial": 1.0, "tau": 1.0}, 1e12, 1e12),
        ("polynomial", {"initial": 1.0, "total_steps": 1000, "warmup_steps": 10}, 1e12, 1010),
        ("polynomial", {"initial": 1.0, "total_steps": 1000}, 1e18, 1000),  # apart by less than the steps are rounded
        ("cosine", {"initial": 1.0, "total_steps": 100}, 1000, 1000 - 5),  # zero at steps 101, 301, … 901
        ("cosine", {"initial": 1.0, "total_steps": 100, "minimum": 1e-9}, 1000, 1000),
    ],
)
def test_updates_are_the_steps_with_a_learning_rate(name, parameters, steps, made):
    schedule = limcore.make_schedule(name, **parameters)
    assert limcore.updates_made(schedule, [steps]) == [made]
    assert limcore.updates_made(schedule, [steps], squared_gradient=0.0) == [0]
