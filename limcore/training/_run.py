"""Training a model in noisy memories: what is given is checked, then updates are made one after the other."""

from __future__ import annotations

from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore.errors import (
    Array,
    DomainError,
    check,
    check_choice,
    check_number,
    check_seed,
    check_shapes,
    check_whole,
)
from limcore.schedules import Schedule
from limcore.training._accounts import ACCOUNTS
from limcore.training._ladder import Ladder
from limcore.training._laws import fall_of, ladder_law, moments_of, population_law
from limcore.training._memory_training import MemoryTraining
from limcore.training._population import Population
from limcore.training._tasks import Task, find_task

__all__ = ["train_in_memory"]

Memory = Literal["population", "ladder"]

_MEMORIES: Final = ("population", "ladder")
_MOST_UPDATES: Final = 1e6
_MOST_RUNS: Final = 10_000
_MOST_WEIGHTS: Final = 4_000_000  # of all runs
_MOST_POINTS: Final = 1000
_MOST_LAW: Final = 20_000_000  # updates times runs
_MOST_KEPT: Final = 20_000_000  # numbers of weights at the moments that are told
_MOST_ELEMENTS: Final = 1e6
_STRONGEST: Final = 1e12
_START: Final = 0.1  # spread of the first weights of a network; a softmax begins at 0


def train_in_memory(
    task: str | Task,
    schedule: Schedule | None = None,
    *,
    memory: Memory = "population",
    alpha: ArrayLike = 0.5,
    energy_scale: ArrayLike = 1e4,
    elements: ArrayLike = 256,
    first_share: ArrayLike = 0.03,
    first_step: ArrayLike = 4.0,
    headroom: ArrayLike = 1.0,
    rate_max: float = 1e3,
    hold_time: float = 1.0,
    steps: int = 1000,
    seed: int | None = 0,
    repeats: int | None = None,
    points: int = 61,
    keep_weights: bool = False,
) -> MemoryTraining:
    r"""Train a model whose weights are kept in noisy memory elements, with the rates of learning-in-memory.

    Parameters
    ----------
    task : str or Task
        What is learnt: one of the names that :func:`limcore.make_task` knows, or a task of your own.
    schedule : Schedule, optional
        Learning-rate schedule, by default 1/n; a rate below exp(-300) counts as that.
    memory : {"population", "ladder"}
        How a weight is kept: as the number of binary elements that are up, or as a place on a ladder of states.
    alpha : array_like
        Rate exponent, from 0 (population: a constant barrier) to 1.
    energy_scale : array_like
        :math:`\lambda`, how many kT a nat of loss is worth, from 1e-12 to 1e12. The paper's law is 1.
    elements : array_like
        Population: binary elements of each weight, from 1 to 1e6.
    first_share : array_like
        Population: the share of the elements that relaxes in an update at a learning rate of 1, from 1e-12 to below 1.
    first_step : array_like
        Ladder: the step of an update at a learning rate of 1, from 1e-12 to 1e12.
    headroom : array_like
        Ladder: how many times faster than the highest update rate elements can hop, 1 to 1e12; infinity for no limit.
    rate_max : float
        Attempt rate in 1/s, from 1e-30 to 1e30.
    hold_time : float
        Population: for how long each gradient is held, in s, from 1e-30 to 1e30.
    steps : int
        Number of updates, 1 to 1e6.
    seed : int, optional
        Seed of the random numbers, those of mini-batches too.
    repeats : int, optional
        How many runs of each setting, by other random numbers; it adds a last axis.
    points : int
        At how many updates, more densely at first, loss and energies are told; 2 to 1000.
    keep_weights : bool
        Whether the weights at those updates are kept, and the barriers of a ladder.

    Returns
    -------
    MemoryTraining
        What the runs came to. Parameters broadcast: each of their elements is a run, and all runs go at once.

    Raises
    ------
    DomainError
        If a parameter is out of its range, or all runs together are too large.

    Notes
    -----
    **Population.** A weight is :math:`w = W(2k/M - 1)` with k of M elements up. A gradient g drives each element by
    :math:`x = -\kappa g`, :math:`\kappa = 2\lambda W/M`; held for a time :math:`\theta` at the barrier :math:`E_n`, a
    share :math:`a_n` of the elements relaxes:

    .. math:: a_n = 1 - \exp(-2 R_\mathrm{max}\theta e^{-E_n}), \quad p_\infty = \frac{1}{1 + e^{-x}}

    .. math:: k' = \mathrm{Bin}(k, 1 - a_n(1 - p_\infty)) + \mathrm{Bin}(M - k, a_n p_\infty)

    which is exact for any :math:`\theta`. On average :math:`w' = w + a_n(W\tanh(x/2) - w)`: for a weak drive the
    learning rate is :math:`a_n W\kappa/2` and the weights decay by :math:`a_n`. The barrier follows the learning,
    :math:`E_n = E_1 - \alpha\ln\varepsilon_n`.

    **Ladder.** One net hop is one update, :math:`\varepsilon_n\eta_0 g`. Its drive is
    :math:`x = \lambda\eta_0\varepsilon_n g^2` (Eqs. 5 and 6 of [1]_ with an energy scale) and its rate
    :math:`R_n \propto \varepsilon_n^{1 + \alpha}`. In the time :math:`1/2R_n` an element makes
    :math:`c = \min(1, (R_\mathrm{max}/R_n)\tanh(x/2))` net hops of :math:`c/\tanh(x/2)` on average, both ways Poisson.

    Energies are in kT for each weight: *heat*, the floor, is drive times net hops; *paper* is barrier and drive for
    each net hop that is expected; *crossings* the barrier at every hop, either way; *literal* barrier and drive of
    every element at every update, hop or not.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023. The energy scale, hops of the size of the update and Poisson
       numbers of them are ours.

    Examples
    --------
    >>> learnt = train_in_memory("bowl", energy_scale=1e3, elements=1024, steps=500)
    >>> bool(learnt.loss[-1] < 0.1 * learnt.loss[0])
    True
    >>> learnt.columns()["n"][[0, -1]]
    array([  0., 500.])
    """
    model = find_task(task)
    check_choice("memory", memory, _MEMORIES)
    given = {
        "alpha": _each("alpha", alpha, at_least=0.0, at_most=1.0),
        "energy_scale": _each("energy_scale", energy_scale, at_least=1 / _STRONGEST, at_most=_STRONGEST),
        "elements": _whole_each(elements),
        "first_share": _each("first_share", first_share, at_least=1e-12, below=1.0),
        "first_step": _each("first_step", first_step, at_least=1 / _STRONGEST, at_most=_STRONGEST),
        "headroom": _headroom(headroom),
    }
    shape = check_shapes(**given)
    if repeats is not None:
        shape = (*shape, int(check_whole("repeats", repeats, at_least=1.0, at_most=_MOST_RUNS)))
        given = {name: array[..., None] for name, array in given.items()}
    count = int(check_whole("steps", steps, at_least=1.0, at_most=_MOST_UPDATES))
    if not isinstance(keep_weights, bool):
        raise DomainError("keep_weights", keep_weights, "True or False")
    told = int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS))
    moments = moments_of(count, told)
    _check_size(shape, model.weights, count, moments.size if keep_weights else 1)
    flat = {name: np.broadcast_to(array, shape).reshape(-1) for name, array in given.items()}
    generator = np.random.default_rng(check_seed(seed))
    fastest = check_number("rate_max", rate_max, at_least=1e-30, at_most=1e30)
    held = check_number("hold_time", hold_time, at_least=1e-30, at_most=1e30)
    fall = fall_of(schedule, count)[:, None]
    if memory == "population":
        law = population_law(model, fall, flat, fastest, held)
        kept: Population | Ladder = Population(law, model.weights, generator)
        seconds = held * np.arange(count + 1.0)[:, None] * np.ones(len(flat["alpha"]))
    else:
        rungs = ladder_law(model, fall, flat)
        hidden = model.classifier is None or model.classifier.hidden
        kept = Ladder(rungs, model.weights, generator, _START if hidden else 0.0)
        seconds = np.concatenate([np.zeros((1, kept.accounts.heat.size)), np.cumsum(rungs.ceiling, axis=0)])
        seconds /= 2.0 * fastest
    told_of = _train(model, kept, moments, generator, keep_weights)
    return MemoryTraining(
        task=model,
        shape=shape,
        n=moments.astype(np.float64),
        time_s=seconds[moments].reshape(moments.size, *shape),
        **{name: column.reshape(column.shape[0], *shape, *column.shape[2:]) for name, column in told_of.items()},
        weights=kept.weights.reshape(*shape, -1),
        up=kept.up if isinstance(kept, Population) else None,
        elements=np.asarray(flat["elements"], dtype=np.int64),
        energy_scale=flat["energy_scale"],
        rate_max=fastest,
    )


def _each(parameter: str, values: ArrayLike, **bounds: float) -> Array:
    """Return one number for each run within the bounds, else raise DomainError."""
    numbers = check(parameter, values, missing=False, **bounds)
    if not numbers.size:
        raise DomainError(parameter, values, "a number, or an array of at least one")
    return np.asarray(numbers)


def _headroom(headroom: ArrayLike) -> Array:
    numbers = _each("headroom", headroom, at_least=1.0)
    if np.any((numbers > _STRONGEST) & (numbers < np.inf)):
        raise DomainError("headroom", headroom, "from 1 to 1e12, or infinity for no limit")
    return numbers


def _whole_each(elements: ArrayLike) -> Array:
    numbers = _each("elements", elements, at_least=1.0, at_most=_MOST_ELEMENTS)
    if np.any(numbers != np.rint(numbers)):
        raise DomainError("elements", elements, "whole numbers from 1 to 1e6")
    return numbers


def _check_size(shape: tuple[int, ...], weights: int, steps: int, moments: int) -> None:
    runs = int(np.prod(shape))
    if not 1 <= runs <= _MOST_RUNS or runs * weights > _MOST_WEIGHTS or runs * steps > _MOST_LAW:
        allowed = f"few: at most {_MOST_RUNS}, with {_MOST_WEIGHTS} weights and {_MOST_LAW} updates in all"
        raise DomainError("runs", runs, allowed)
    if runs * weights * moments > _MOST_KEPT:
        raise DomainError("points", moments, f"so few that at most {_MOST_KEPT} weights are kept")


def _train(
    task: Task, memory: Population | Ladder, moments: NDArray[np.int64], generator: np.random.Generator, keep: bool
) -> dict[str, Any]:
    """Make all updates; tell of loss, accuracy, energies, barriers and weights at the moments."""
    told: dict[str, list[Array]] = {}
    n = 0
    for moment in moments:
        while n < moment:
            memory.update(n, task.gradient(memory.weights, generator))
            n += 1
        for name, column in _told(task, memory, max(n - 1, 0), keep).items():
            told.setdefault(name, []).append(column)
    return {name: np.stack(rows) for name, rows in told.items()}


def _told(task: Task, memory: Population | Ladder, last: int, keep: bool) -> dict[str, Any]:
    """Tell of the runs as they stand after an update."""
    weights = memory.weights
    right = np.full(len(weights), np.nan) if task.accuracy is None else task.accuracy(weights)
    told: dict[str, Any] = {
        "loss": np.asarray(task.loss(weights), dtype=np.float64),
        "accuracy": np.asarray(right, dtype=np.float64),
        **{name: getattr(memory.accounts, name) / task.weights for name in ACCOUNTS},
        "partial": memory.partial(last),
        "barrier_quantiles": memory.quantiles(last),
    }
    if keep:
        told["history"] = weights.astype(np.float32)
    if keep and isinstance(memory, Ladder):
        told["ladder_barriers"] = memory.barriers(last).astype(np.float32)
    return told
