"""Two tasks, one after the other, on the same weights: what is left of the first, and what saving it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore.errors import Array, DomainError, check, check_choice, check_number, check_seed, check_whole
from limcore.schedules import Schedule
from limcore.training._accounts import ACCOUNTS, Accounts
from limcore.training._classifier import Classifier
from limcore.training._guarded import Guarded
from limcore.training._laws import fall_of, moments_of, population_law
from limcore.training._population import Population, PopulationLaw
from limcore.training._tasks import Task, find_task

__all__ = ["TwoTasks", "train_two_tasks"]

Protection = Literal["none", "elastic", "barriers"]

_PROTECTIONS: Final = ("none", "elastic", "barriers")
_MOST_UPDATES: Final = 100_000
_MOST_RUNS: Final = 1000
_MOST_LAW: Final = 2_000_000  # updates times runs
_STRONGEST: Final = 1e12


class TwoTasks(NamedTuple):
    """A second task learnt after a first: arrays of shape (moments, ...), the runs last; at n = 0 it has not begun.

    Energies are in kT for each weight, added up from the start of the first task.
    """

    n: Array
    """Updates of the second task, shape (moments,)."""
    first_loss: Array
    """In nats, over all examples to learn from."""
    second_loss: Array
    first_accuracy: Array
    """The share that is right of other examples of the first task."""
    second_accuracy: Array
    heat: Array
    paper: Array
    crossings: Array
    literal: Array
    raised: Array
    """By how much barriers are raised for the second task, in kT, on average over the weights; shape (...)."""
    raise_energy: Array
    """What that takes if each element is paid for, in kT for each weight: a convention, as that of a freeze."""


def train_two_tasks(
    first: str | Task = "digits 0-4",
    second: str | Task = "digits 5-9",
    schedule: Schedule | None = None,
    *,
    protection: Protection = "none",
    strength: ArrayLike = 0.0,
    alpha: float = 0.5,
    energy_scale: float = 1e4,
    elements: int = 256,
    first_share: float = 0.03,
    rate_max: float = 1e3,
    hold_time: float = 1.0,
    steps: int = 1000,
    seed: int | None = 0,
    repeats: int | None = None,
    points: int = 2,
) -> TwoTasks:
    r"""Train a model in populations of noisy elements on one task, then on another, with or without protection.

    Parameters
    ----------
    first, second : str or Task
        What is learnt first and then: names that :func:`limcore.make_task` knows, or tasks of your own. Both classify,
        with as many weights of the same range.
    schedule : Schedule, optional
        Learning-rate schedule, by default 1/n. It begins anew with the second task.
    protection : {"none", "elastic", "barriers"}
        How the first task is protected: not at all, by a force that pulls weights back, or by barriers.
    strength : array_like
        :math:`\Lambda`, how strongly, from 0 to 1e12.
    alpha, energy_scale, elements, first_share, rate_max, hold_time : float
        As in :func:`limcore.train_in_memory`, a single number each.
    steps : int
        Number of updates of each task, 1 to 1e5.
    seed : int, optional
        Seed of the random numbers. The first task is learnt alike at any protection and strength.
    repeats : int, optional
        How many runs by other random numbers; it adds a last axis.
    points : int
        At how many updates of the second task losses and energies are told; 2 to 1000.

    Returns
    -------
    TwoTasks
        What the runs came to. Each strength goes on from the same first task.

    Raises
    ------
    DomainError
        If a parameter is out of its range, the tasks do not go together, or all runs together are too large.

    Notes
    -----
    How much a weight matters to the first task is told by the diagonal of the Fisher information at the weights
    :math:`w^*` where it ends: :math:`F = \langle(\partial\ln p(y)/\partial w)^2\rangle`, over its examples and
    the labels y that the model gives them.

    *Elastic* is elastic weight consolidation [1]_: the second loss gets a term
    :math:`\frac{\Lambda}{2}\sum F(w - w^*)^2`, whose gradient drives the elements with that of the task.

    *Barriers*, ours, is its analogue in memories: the barrier of each weight is raised by
    :math:`kT\ln(1 + \Lambda F)`, which divides its rates, and so its learning rate and its decay, by
    :math:`1 + \Lambda F`. No force has to be applied.

    References
    ----------
    .. [1] Kirkpatrick et al., Overcoming catastrophic forgetting in neural networks, PNAS 114, 3521 (2017),
       https://doi.org/10.1073/pnas.1611835114, Eq. 3.

    Examples
    --------
    >>> law = {"steps": 100, "seed": 1}
    >>> bare = train_two_tasks(**law)
    >>> guarded = train_two_tasks(protection="elastic", strength=1000.0, **law)
    >>> bool(guarded.first_accuracy[-1] > 0.9 > 0.1 > bare.first_accuracy[-1])
    True
    >>> bool(guarded.heat[-1] > 3 * bare.heat[-1])
    True
    """
    tasks = find_task(first, "first"), find_task(second, "second")
    learner = _first_classifier(*tasks)
    check_choice("protection", protection, _PROTECTIONS)
    strengths = check("strength", strength, at_least=0.0, at_most=_STRONGEST, missing=False)
    if not strengths.size:
        raise DomainError("strength", strength, "a number, or an array of at least one")
    count = int(check_whole("steps", steps, at_least=1.0, at_most=_MOST_UPDATES))
    each = 1 if repeats is None else int(check_whole("repeats", repeats, at_least=1.0, at_most=_MOST_RUNS))
    runs = strengths.size * each
    if runs > _MOST_RUNS or runs * count > _MOST_LAW:
        raise DomainError("runs", runs, f"few: at most {_MOST_RUNS}, with {_MOST_LAW} updates in all")
    given = {
        "alpha": check_number("alpha", alpha, at_least=0.0, at_most=1.0),
        "energy_scale": check_number("energy_scale", energy_scale, at_least=1 / _STRONGEST, at_most=_STRONGEST),
        "elements": check_whole("elements", elements, at_least=1.0, at_most=1e6),
        "first_share": check_number("first_share", first_share, at_least=1e-12, below=1.0),
    }
    fastest = check_number("rate_max", rate_max, at_least=1e-30, at_most=1e30)
    held = check_number("hold_time", hold_time, at_least=1e-30, at_most=1e30)
    moments = moments_of(count, int(check_whole("points", points, at_least=2.0, at_most=1000.0)))
    generator = np.random.default_rng(check_seed(seed))
    fall = fall_of(schedule, count)[:, None]

    def law_of(number: int) -> PopulationLaw:
        flat = {name: np.full(number, float(one)) for name, one in given.items()}
        return population_law(tasks[0], fall, flat, fastest, held)

    before = Population(law_of(each), tasks[0].weights, generator)
    for n in range(count):
        before.update(n, tasks[0].gradient(before.weights, generator))
    settled = before.weights
    matter = strengths.reshape(-1, 1, 1) * learner.fisher(settled)
    raised = np.log1p(matter if protection == "barriers" else np.zeros_like(matter)).reshape(runs, -1)
    pull = matter.reshape(runs, -1) if protection == "elastic" else np.zeros((runs, 1))
    rested = np.tile(settled, (strengths.size, 1))
    after = Guarded(
        law_of(runs), np.tile(before.up, (strengths.size, 1)), raised, _carried(before, strengths.size), generator
    )

    def gradient(weights: Array) -> Array:
        return tasks[1].gradient(weights, generator) + pull * (weights - rested)

    told = _second(tasks, after, moments, gradient)
    shape = strengths.shape if repeats is None else (*strengths.shape, each)
    mean = raised.mean(axis=1).reshape(shape)
    return TwoTasks(
        n=moments.astype(np.float64),
        **{name: column.reshape(moments.size, *shape) for name, column in told.items()},
        raised=mean,
        raise_energy=given["elements"] * mean,
    )


def _first_classifier(first: Task, second: Task) -> Classifier:
    """Give what the first task classifies with; raise DomainError if it does not, or the tasks do not go together."""
    for name, task in (("first", first), ("second", second)):
        if task.classifier is None or task.accuracy is None:
            raise DomainError(name, task.name, "a task that classifies")
    if (first.weights, first.full_scale) != (second.weights, second.full_scale):
        raise DomainError("second", second.name, f"a task with as many weights as {first.name}, of the same range")
    assert first.classifier is not None
    return first.classifier


def _carried(before: Population, strengths: int) -> Accounts:
    """Carry the accounts of the first task over to the runs that go on from it."""
    carried = Accounts(0)
    for name in ACCOUNTS:
        setattr(carried, name, np.tile(getattr(before.accounts, name), strengths))
    return carried


def _second(
    tasks: tuple[Task, Task], memory: Guarded, moments: NDArray[np.int64], gradient: Callable[[Array], Array]
) -> dict[str, Any]:
    """Learn the second task; tell of both, and of the energies, at the moments."""
    told: dict[str, list[Array]] = {}
    n = 0
    for moment in moments:
        while n < moment:
            memory.update(n, gradient(memory.weights))
            n += 1
        for name, task in zip(("first", "second"), tasks, strict=True):
            assert task.accuracy is not None
            told.setdefault(f"{name}_loss", []).append(task.loss(memory.weights))
            told.setdefault(f"{name}_accuracy", []).append(task.accuracy(memory.weights))
        for name in ACCOUNTS:
            told.setdefault(name, []).append(getattr(memory.accounts, name) / tasks[0].weights)
    return {name: np.stack(rows) for name, rows in told.items()}
