"""What a model on memory elements can learn: digits, points in a plane, a bowl, or a task of the caller's own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array, DomainError, check_choice, check_whole
from limcore.training._classifier import Classifier
from limcore.training._points import DIGITS, HALVES, POINTS, Examples, digits, points, some_digits

__all__ = ["BOWL_MINIMUM", "TASKS", "Task", "find_task", "make_task"]

BOWL_MINIMUM: Final = 1.0
"""Where each weight of the bowl would rest without noise."""

_HIDDEN: Final = {"moons": 8, "circles": 8, "xor": 8, "spirals": 16}
_FULL_SCALES: Final = {"moons": 6.0, "circles": 6.0, "xor": 6.0, "spirals": 8.0}
_OF_DIGITS: Final = 3.0
_BATCH: Final = 64
_LARGEST_BATCH: Final = 4096
_BOWL_WEIGHTS: Final = 100

TASKS: Final = (DIGITS, *POINTS, "bowl", *HALVES)
"""The tasks that :func:`limcore.make_task` knows by name."""


@dataclass(frozen=True, eq=False)
class Task:
    """Something to learn: a loss of some weights, and its gradient.

    Weights come as an array of shape (runs, weights), so that many runs learn at once. `loss` gives the loss of each
    run in nats, shape (runs,); `gradient` its derivatives, of the shape of the weights, of a mini-batch that it draws
    from the random numbers it is given; `accuracy`, if there is one, the share that is right of examples not learnt
    from. The weights of the population memory go from -`full_scale` to `full_scale`.
    """

    name: str
    weights: int
    loss: Callable[[Array], Array]
    gradient: Callable[[Array, np.random.Generator], Array]
    accuracy: Callable[[Array], Array] | None = None
    full_scale: float = 3.0
    classifier: Classifier | None = None
    """What it classifies and how, if it does: examples, and the probabilities of their classes."""


def make_task(name: str, *, batch: int = _BATCH) -> Task:
    """Make one of the tasks by its name.

    Parameters
    ----------
    name : {"digits", "moons", "circles", "xor", "spirals", "bowl", "digits 0-4", "digits 5-9"}
        Handwritten digits of 8 by 8 pixels, learnt by softmax regression, all or half of them, told from all ten;
        points of two classes in a plane, learnt by a small network of tanh units; or a bowl, half of the sum of the
        squared distances of 100 weights from 1.
    batch : int
        How many examples a gradient is computed from, 1 to 4096. The bowl has no examples.

    Returns
    -------
    Task

    Raises
    ------
    DomainError
        If there is no such task, or the batch is out of its range.

    Notes
    -----
    The digits are those of [1]_, licence CC BY 4.0: 1397 to learn from, 400 to be tested with, always the same. The
    points are made from a seed of their own, 400 and 400, always the same.

    References
    ----------
    .. [1] Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998),
       https://doi.org/10.24432/C50P49, licence CC BY 4.0: the 1797 digits of its test set.

    Examples
    --------
    >>> make_task("digits").weights
    650
    >>> task = make_task("bowl")
    >>> print(task.loss(np.zeros((1, task.weights))))
    [50.]
    """
    check_choice("name", name, TASKS)
    return _task(name, int(check_whole("batch", batch, at_least=1.0, at_most=_LARGEST_BATCH)))


def find_task(task: Any, parameter: str = "task") -> Task:
    """Give a task that is named, or the caller's own."""
    if isinstance(task, Task):
        return task
    if not isinstance(task, str) or task not in TASKS:
        raise DomainError(parameter, task, f"a Task, or one of {', '.join(TASKS)}")
    return make_task(task)


@functools.cache
def _task(name: str, batch: int) -> Task:
    if name == "bowl":
        return Task("bowl", _BOWL_WEIGHTS, _bowl_loss, _bowl_gradient)
    data = _examples(name)
    classifier = Classifier(data, hidden=_HIDDEN.get(name, 0))

    def gradient(weights: Array, generator: np.random.Generator) -> Array:
        return classifier.gradient(weights, generator.integers(0, data.labels.size, (len(weights), batch)))

    return Task(
        name=name,
        weights=classifier.weights,
        loss=classifier.loss,
        gradient=gradient,
        accuracy=classifier.accuracy,
        full_scale=_FULL_SCALES.get(name, _OF_DIGITS),
        classifier=classifier,
    )


def _examples(name: str) -> Examples:
    if name in HALVES:
        return some_digits(*HALVES[name])
    return digits() if name == DIGITS else points(name)


def _bowl_loss(weights: Array) -> Array:
    return np.asarray(0.5 * ((weights - BOWL_MINIMUM) ** 2).sum(axis=-1))


def _bowl_gradient(weights: Array, generator: np.random.Generator) -> NDArray[np.float64]:
    return weights - BOWL_MINIMUM
