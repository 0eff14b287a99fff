"""A log with fewer rows: those at which its learning rate turns, and some between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array

__all__ = ["kept_rows", "mean_around"]

_ROUNDS: Final = 64
_SLIGHT: Final = 1e-4  # of ln eta: a turn that is smaller needs no row


def kept_rows(step: Array, learning_rate: Array, most: int) -> NDArray[np.intp]:
    """Choose rows: half evenly, over steps and their logarithm, and then where ln eta departs most from lines."""
    last = step.size - 1
    if step.size <= most:
        return np.arange(step.size)
    even = max(2, most // 4)
    later = np.searchsorted(step, np.geomspace(1.0, step[-1] + 1.0, even) - 1.0).clip(0, last)
    kept = np.unique(np.concatenate([np.rint(np.linspace(0, last, even)).astype(np.intp), later]))
    with np.errstate(divide="ignore"):
        logs = np.log(learning_rate)
    floor = logs[np.isfinite(logs)].min() - 1.0
    logs = np.where(np.isfinite(logs), logs, floor)
    for _ in range(_ROUNDS):
        room = most - kept.size
        if room <= 0:
            break
        off = np.abs(np.interp(step, step[kept], logs[kept]) - logs)
        farthest = kept[:-1] + np.array([int(np.argmax(off[a:b])) for a, b in pairwise(kept)])
        farthest = farthest[off[farthest] > _SLIGHT]
        if not farthest.size:
            break
        kept = np.union1d(kept, farthest[np.argsort(-off[farthest])][:room])
    return kept


def mean_around(values: Array, kept: NDArray[np.intp], spans: Array, power: float) -> Array:
    """Average values over the rows nearest to each kept one, by the steps they stand for, as the mean of a power."""
    middle = (kept[1:] + kept[:-1] + 1) // 2
    starts = np.concatenate([[0], middle])
    known = np.isfinite(values)
    weights = np.where(known, spans, 0.0)
    with np.errstate(all="ignore"):
        raised = np.where(known, values, 0.0) ** power
        total = np.add.reduceat(np.where(weights > 0, raised * weights, 0.0), starts)
        mean = (total / np.add.reduceat(weights, starts)) ** (1.0 / power)
    return np.where(np.isfinite(mean), mean, np.nan)
