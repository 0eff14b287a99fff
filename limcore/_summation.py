"""Sums of a smooth function over very many whole numbers, to near rounding, without adding them one by one.

Up to some ten thousand terms are simply added. Beyond, the terms between two listed numbers are a block. In a block
the function is interpolated at Gauss-Legendre nodes; the sum of the interpolant over whole numbers is its integral in
midpoint form with the end corrections of Euler and Maclaurin, whose derivatives are those of the interpolant. A block
whose sum differs from that of its two halves is split, until the two agree or splitting no longer brings them closer:
what then remains is the rounding of the terms. So is one whose two sums differ by nothing against all that came before
it. Short blocks are added term by term.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

from limcore.errors import Array

__all__ = ["cumulative_sum", "switches"]

_DIRECT: Final = 1 << 14
_SHORT: Final = 256
_SAMPLES: Final = 200
_SPACING: Final = 2.0**-51
_TOLERANCE: Final = 1e-13
_ROUNDING: Final = 1e-10  # of a term that is a small difference of large numbers
_NEGLIGIBLE: Final = 1e-15
_GAIN: Final = 8.0  # what a split gains at least, where it is not rounding that differs
_NODE_COUNT: Final = 16
_GROWTH: Final = 4.0  # of a block against the one before it, counted from where a stretch starts
# Midpoint form of Euler-Maclaurin: coefficients of the 1st, 3rd, 5th and 7th derivative at the ends.
_END_CORRECTIONS: Final = ((1, -1 / 24), (3, 7 / 5760), (5, -31 / 967680), (7, 127 / 154828800))


def _rule() -> tuple[Array, Array, Array]:
    """Nodes on [-1, 1], weights of the integral, and for each correction the row that takes the end difference."""
    nodes, weights = legendre.leggauss(_NODE_COUNT)
    to_coefficients = np.linalg.inv(legendre.legvander(nodes, _NODE_COUNT - 1))
    rows = []
    for order, factor in _END_CORRECTIONS:
        derived = legendre.legder(to_coefficients, order)
        rows.append(factor * (legendre.legval(1.0, derived) - legendre.legval(-1.0, derived)))
    return nodes, weights, np.asarray(rows)


@np.errstate(all="ignore")  # a sum too large for a double is infinite
def cumulative_sum(term: Callable[[Array], Array], upto: Array, breaks: Array) -> Array:
    """Sum term(k) over k = 1 … n for each n of `upto`.

    Parameters
    ----------
    term : callable
        Computes terms, none negative, for an array of real k >= 1; smooth between the breaks. It may give infinity.
    upto : array, shape (m,)
        Whole numbers n, rising, from 1.
    breaks : array
        Whole numbers at which a new smooth stretch begins.

    Returns
    -------
    array, shape (m,)
        The sums.
    """
    last = float(upto[-1])
    head = np.arange(1.0, min(last, _DIRECT) + 1.0)
    sums = np.cumsum(term(head))
    if last <= _DIRECT:
        return np.asarray(sums[upto.astype(np.int64) - 1])
    beyond = upto[upto > _DIRECT]
    inner = breaks[(breaks > _DIRECT + 1) & (breaks <= last)] - 1.0
    edges = _graded(np.unique(np.concatenate([[float(_DIRECT)], inner])), beyond)
    totals = sums[-1] + np.cumsum(_block_sums(term, edges[:-1], edges[1:], float(sums[-1])))
    near = sums[upto[upto <= _DIRECT].astype(np.int64) - 1]
    return np.concatenate([near, totals[np.searchsorted(edges[1:], beyond)]])


def _graded(starts: Array, upto: Array) -> Array:
    """Give the edges of blocks: where stretches start, what is listed, and steps between that grow from each start.

    What dies out fast after a start would lie between the nodes of a long block, unseen.
    """
    last = float(upto[-1])
    growing = _DIRECT * _GROWTH ** np.arange(np.ceil(np.log(last / _DIRECT) / np.log(_GROWTH)))
    steps = starts[:, np.newaxis] + growing
    between = steps[steps < np.append(starts[1:], last)[:, np.newaxis]]
    return np.unique(np.concatenate([starts, between, upto]))


def _block_sums(term: Callable[[Array], Array], after: Array, upto: Array, begun: float) -> Array:
    """Sum the terms, none of them negative, of each block after < k <= upto; `begun` is the sum before the first."""
    sums = np.zeros(after.size)
    owner = np.arange(after.size)
    before = np.full(after.size, np.inf)
    coarse = _interpolated_sums(term, after, upto)
    known = np.where(np.isfinite(coarse), coarse, 0.0)
    earlier = begun + np.cumsum(known) - known
    while after.size:
        middle = np.floor((after + upto) / 2)
        left, right = (
            _interpolated_sums(term, after, middle),
            _interpolated_sums(term, middle, upto),
        )
        fine = left + right
        short = upto - after <= _SHORT
        differs = np.abs(fine - coarse) / np.abs(fine)
        settled = (differs <= _ROUNDING) & (differs > before / _GAIN)
        negligible = np.abs(fine - coarse) <= _NEGLIGIBLE * earlier[owner]
        agreed = (differs <= _TOLERANCE) | settled | negligible | (fine == coarse) | ~np.isfinite(fine)
        done = agreed & ~short
        np.add.at(sums, owner[done], np.where(np.isfinite(fine[done]), fine[done], np.inf))
        if np.any(short):
            np.add.at(sums, owner[short], _direct_sums(term, after[short], upto[short]))
        split = ~(done | short)
        owner, before = np.tile(owner[split], 2), np.tile(differs[split], 2)
        after, upto = (
            np.concatenate([after[split], middle[split]]),
            np.concatenate([middle[split], upto[split]]),
        )
        coarse = np.concatenate([left[split], right[split]])
    return sums


def _direct_sums(term: Callable[[Array], Array], after: Array, upto: Array) -> Array:
    """Sum the terms of each short block one by one."""
    numbers = after[:, np.newaxis] + np.arange(1.0, float(np.max(upto - after)) + 1.0)
    last = upto[:, np.newaxis]
    return np.asarray(np.sum(np.where(numbers <= last, term(np.minimum(numbers, last)), 0.0), axis=1))


_NODES, _WEIGHTS, _CORRECTIONS = _rule()


def _interpolated_sums(term: Callable[[Array], Array], after: Array, upto: Array) -> Array:
    half = (upto - after) / 2
    center = (after + upto + 1) / 2
    values = term(center[:, np.newaxis] + half[:, np.newaxis] * _NODES)
    total = half * (values @ _WEIGHTS)
    for (order, _), row in zip(_END_CORRECTIONS, _CORRECTIONS, strict=True):
        total += (values @ row) / half**order
    return np.asarray(total)


def switches(side: Callable[[Array], NDArray[np.bool_]], last: float, breaks: Array) -> Array:
    """Find the whole numbers at which a function of k changes its side, each the first on the new side.

    Parameters
    ----------
    side : callable
        Tells for an array of k >= 1 on which side each lies; it may change once within a stretch or so.
    last : float
        The last whole number looked at.
    breaks : array
        Whole numbers at which a new smooth stretch begins.

    Returns
    -------
    array
        Whole numbers, rising.
    """
    sampled = np.unique(np.concatenate([np.rint(np.geomspace(1.0, last, _SAMPLES)), breaks, breaks - 1.0]))
    sampled = sampled[(sampled >= 1.0) & (sampled <= last)]
    sides = side(sampled)
    place = np.flatnonzero(sides[1:] != sides[:-1])
    low, high, before = sampled[place], sampled[place + 1], sides[place]
    while np.any(high - low > np.maximum(1.0, low * _SPACING)):
        middle = np.floor((low + high) / 2)
        same = side(middle) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return high
