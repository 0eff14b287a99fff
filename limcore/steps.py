"""Which updates of a run are listed: whole numbers, evenly on a logarithmic scale."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import Array, DomainError, check, check_whole
from limcore.schedules import LAST_STEP, Schedule

__all__ = ["listed_steps", "logarithmic_steps", "telling_steps"]

_EVERY_STEP: Final = 1000
_USUAL_POINTS: Final = 600
_MOST_POINTS: Final = 1e6
_FEW: Final = 12  # turns of a schedule that are looked at closely


def logarithmic_steps(steps: float, points: int) -> Array:
    """List whole numbers up to `steps`: about `points`, evenly on a logarithmic scale, and each power of ten.

    Parameters
    ----------
    steps : int
        The last number, at least 1.
    points : int
        About how many, at least 2; fewer where whole numbers are too few.

    Returns
    -------
    numpy.ndarray
        Rising whole numbers as float64.

    Raises
    ------
    DomainError
        If `steps` is not a whole number from 1 to 1e300, or `points` not one from 2 to 1e6.

    Examples
    --------
    >>> logarithmic_steps(1000, 4)
    array([   1.,   10.,  100., 1000.])
    """
    last = check_whole("steps", steps, at_least=1.0, at_most=LAST_STEP)
    count = int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS))
    tens = 10.0 ** np.arange(0, np.floor(np.log10(last)) + 1)
    return np.unique(np.concatenate([np.rint(np.geomspace(1.0, last, count)), tens[tens <= last], [last]]))


def listed_steps(steps: float, points: int | ArrayLike | None) -> Array:
    """List the updates that are asked for: about so many, or these; by default each of a few, and some of many."""
    last = check_whole("steps", steps, at_least=1.0, at_most=LAST_STEP)
    if points is None:
        return np.arange(1.0, last + 1.0) if last <= _EVERY_STEP else logarithmic_steps(last, _USUAL_POINTS)
    chosen = check("points", points, at_least=1.0, missing=False)
    if chosen.ndim == 0:
        return logarithmic_steps(last, int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS)))
    check("points", chosen, at_most=last)
    if chosen.ndim > 1 or chosen.size == 0 or np.any(chosen != np.rint(chosen)):
        raise DomainError("points", points, "a list of whole numbers of updates, at least one")
    return np.unique(chosen)


@lru_cache(maxsize=256)  # most sliders leave the schedule as it is
def telling_steps(schedule: Schedule, steps: float, points: int, *, linear: bool = False) -> Array:
    """List the updates at which a schedule is looked at: evenly, and closely wherever it jumps or turns.

    Where it turns very often, the last update before and the first after some of the turns: so the drawing shows
    between which learning rates it goes, however few points there are.
    """
    parts = [logarithmic_steps(steps, points)]
    if linear:
        parts.append(np.rint(np.linspace(1.0, steps, points)))
    marks = schedule.landmarks(steps - 1.0)
    marks = marks[marks > 0]
    parts += [marks, marks + 1.0]
    if 0 < marks.size <= _FEW:
        near = np.rint(2.0 ** np.arange(1, np.log2(steps) + 1))
        parts += [mark + 1.0 + sign * near for mark in marks for sign in (-1.0, 1.0)]
        edges = np.unique(np.concatenate([[1.0], marks + 1.0, [steps]]))
        parts += [np.rint(np.linspace(a, b, _FEW)) for a, b in pairwise(edges)]
    listed = np.unique(np.concatenate(parts))
    return listed[(listed >= 1.0) & (listed <= steps)]
