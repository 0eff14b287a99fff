"""What is learnt from: handwritten digits, and points in a plane that are made from a seed."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array

__all__ = ["DIGITS", "HALVES", "POINTS", "Examples", "digits", "points", "some_digits"]

DIGITS: Final = "digits"
HALVES: Final = {"digits 0-4": (0, 4), "digits 5-9": (5, 9)}
"""The first and the last digit of a task that has some of them only."""
POINTS: Final = ("moons", "circles", "xor", "spirals")

_SEED: Final = 20
_EACH: Final = 400  # points to learn from, and as many to be tested with
_TESTED: Final = 400  # digits
_BRIGHTEST: Final = 16.0
_DIGITS: Final = 10


@dataclass(frozen=True, eq=False)
class Examples:
    """Examples with their classes: some to learn from, others to be tested with."""

    inputs: Array
    labels: NDArray[np.int64]
    test_inputs: Array
    test_labels: NDArray[np.int64]
    classes: int
    """How many classes there are, even if there are examples of some only."""


@functools.cache
def digits() -> Examples:
    """Read the digits: 64 pixels each, from 0 to 1."""
    with (files("limcore") / "data" / "digits.npz").open("rb") as file, np.load(file) as held:
        images, labels = held["images"] / _BRIGHTEST, held["labels"].astype(np.int64)
    order = np.random.default_rng(0).permutation(labels.size)
    learnt, tested = order[_TESTED:], order[:_TESTED]
    return Examples(images[learnt], labels[learnt], images[tested], labels[tested], _DIGITS)


@functools.cache
def some_digits(first: int, last: int) -> Examples:
    """Give the examples of some digits only, still to be told from all ten."""
    every = digits()
    learnt, tested = ((first <= labels) & (labels <= last) for labels in (every.labels, every.test_labels))
    return Examples(
        every.inputs[learnt], every.labels[learnt], every.test_inputs[tested], every.test_labels[tested], _DIGITS
    )


@functools.cache
def points(name: str) -> Examples:
    """Make points of two classes in a plane, within about -1.5 to 1.5."""
    generator = np.random.default_rng(_SEED + POINTS.index(name))
    labels = np.arange(2 * _EACH) % 2
    places = {"moons": _moons, "circles": _circles, "xor": _xor, "spirals": _spirals}[name](labels, generator)
    return Examples(places[:_EACH], labels[:_EACH], places[_EACH:], labels[_EACH:], 2)


def _moons(labels: NDArray[np.int64], generator: np.random.Generator) -> Array:
    angle = np.pi * generator.random(labels.size)
    side = 1.0 - 2.0 * labels
    places = np.stack([side * np.cos(angle) + labels - 0.5, side * np.sin(angle) + 0.5 * labels - 0.25], axis=1)
    return np.asarray(places * 0.9 + generator.normal(0.0, 0.12, places.shape))


def _circles(labels: NDArray[np.int64], generator: np.random.Generator) -> Array:
    angle, radius = 2.0 * np.pi * generator.random(labels.size), 1.2 - 0.7 * labels
    places = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(places + generator.normal(0.0, 0.1, places.shape))


def _xor(labels: NDArray[np.int64], generator: np.random.Generator) -> Array:
    places = generator.uniform(0.08, 1.4, (labels.size, 2))
    side = generator.choice([-1.0, 1.0], labels.size)
    return np.asarray(places * np.stack([side, side * (1.0 - 2.0 * labels)], axis=1))


def _spirals(labels: NDArray[np.int64], generator: np.random.Generator) -> Array:
    along = np.sqrt(generator.uniform(0.02, 1.0, labels.size))
    angle = 1.25 * 2.0 * np.pi * along + np.pi * labels
    places = 1.4 * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(places + generator.normal(0.0, 0.04, places.shape))
