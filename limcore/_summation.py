"""Sums of a smooth function over very many whole numbers, to near rounding, without adding them one by one.

Some thousand terms are simply added, and more where nearly all sums are asked for. Beyond, the terms between two listed
numbers are a block. In a block
the function is interpolated at Gauss-Legendre nodes; the sum of the interpolant over whole numbers is its integral in
midpoint form with the end corrections of Euler and Maclaurin, whose derivatives are those of the interpolant. A block
whose sum differs from that of its two halves is split, until

- the two agree to 1e-13, or to 1e-15 of all that came before, or
- they differ by no more than the rounding of the terms, which a sum of all of them would have too, or
- splitting no longer brings them closer, where that is a matter of rounding.

Short blocks are added term by term. Number and size of blocks are bounded: a function that is not smooth between its
breaks is refused instead of split for ever.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array, DomainError

__all__ = ["cumulative_sum", "switches"]

_DIRECT: Final = 1 << 12
_DENSE: Final = 4  # terms for each listed number, up to which all are added
_SHORT: Final = 256
_AT_ONCE: Final = 1 << 20  # terms of short blocks
_SAMPLES: Final = 200
_TOLERANCE: Final = 1e-13
_ROUNDING: Final = 1e-10  # of a term that is a small difference of large numbers
_NEGLIGIBLE: Final = 1e-15
_GAIN: Final = 8.0  # what a split gains at least, where it is not rounding that differs
_MOST_BLOCKS: Final = 20_000  # looked at in one sum, beyond those that are listed
_NODE_COUNT: Final = 16
_GROWTH: Final = 4.0  # of a block against the one before it, counted from where a stretch starts
# Midpoint form of Euler-Maclaurin: coefficients of the 1st, 3rd, 5th and 7th derivative at the ends.
_END_CORRECTIONS: Final = ((1, -1 / 24), (3, 7 / 5760), (5, -31 / 967680), (7, 127 / 154828800))


@functools.cache
def _rule() -> tuple[Array, ...]:
    """Nodes on [-1, 1], weights of the integral, the rows of the corrections at the ends, and the derivative."""
    from numpy.polynomial import legendre

    nodes, weights = legendre.leggauss(_NODE_COUNT)
    to_coefficients = np.linalg.inv(legendre.legvander(nodes, _NODE_COUNT - 1))
    rows = []
    for order, factor in _END_CORRECTIONS:
        derived = legendre.legder(to_coefficients, order)
        rows.append(factor * (legendre.legval(1.0, derived) - legendre.legval(-1.0, derived)))
    slope = legendre.legval(nodes, legendre.legder(to_coefficients))
    return nodes, weights, np.asarray(rows), np.asarray(slope, dtype=np.float64)


@np.errstate(all="ignore")  # a sum too large for a double is infinite
def cumulative_sum(
    term: Callable[[Array], Array], upto: Array, breaks: Array, rounding: Callable[[Array], Array] | None = None
) -> Array:
    """Sum term(k) over k = 1 … n for each n of `upto`.

    Parameters
    ----------
    term : callable
        Computes terms, none negative, for an array of real k >= 1; smooth between the breaks. It may give infinity, and
        several rows of terms at once, along axes before those of k.
    upto : array, shape (m,)
        Whole numbers n, rising, from 1.
    breaks : array
        Numbers at which a new smooth stretch begins: at the next whole number, if they are not whole.
    rounding : callable, optional
        Tells for an array of k by how much terms may be off, where that is more than a double's own rounding.

    Returns
    -------
    array, shape (..., m)
        The sums: to 1e-12 of each, or to the rounding of its terms.

    Raises
    ------
    DomainError
        If that takes some ten thousand blocks more than are listed.
    """
    last = float(upto[-1])
    dense = upto[upto <= _DIRECT + _DENSE * np.arange(1.0, upto.size + 1.0)]
    begun = min(last, max(_DIRECT, dense[-1] if dense.size else 0.0))
    sums = np.cumsum(term(np.arange(1.0, begun + 1.0)), axis=-1)
    if last <= begun:
        return np.asarray(sums[..., upto.astype(np.int64) - 1])
    beyond = upto[upto > begun]
    inner = np.ceil(breaks[(breaks > begun + 1) & (breaks <= last)]) - 1.0
    edges = _graded(np.unique(np.concatenate([[begun], inner])), beyond)
    blocks = _Blocks(term, rounding or np.zeros_like, sums[..., -1:])
    totals = sums[..., -1:] + np.cumsum(blocks.sums(edges[:-1], edges[1:]), axis=-1)
    near = sums[..., upto[upto <= begun].astype(np.int64) - 1]
    return np.concatenate([near, totals[..., np.searchsorted(edges[1:], beyond)]], axis=-1)


def _graded(starts: Array, upto: Array) -> Array:
    """Give the edges of blocks: where stretches start, what is listed, and steps between that grow from each start.

    What dies out fast after a start would lie between the nodes of a long block, unseen.
    """
    last = float(upto[-1])
    growing = _DIRECT * _GROWTH ** np.arange(np.ceil(np.log(last / _DIRECT) / np.log(_GROWTH)))
    steps = starts[:, np.newaxis] + growing
    between = steps[steps < np.append(starts[1:], last)[:, np.newaxis]]
    return np.unique(np.concatenate([starts, between, upto]))


class _Blocks:
    """The terms, none of them negative, in blocks after < k <= upto; `begun` is the sum before the first.

    Several rows of terms have their blocks in common: each is split until all of them are exact.
    """

    def __init__(self, term: Callable[[Array], Array], rounding: Callable[[Array], Array], begun: Array) -> None:
        self.term, self.rounding, self.begun = term, rounding, begun

    def sums(self, after: Array, upto: Array) -> Array:
        """Sum each block, split where that is not exact yet."""
        owner, looked_at, last = np.arange(after.size), -after.size, float(upto[-1])
        coarse = self._interpolated(after, upto)
        sums, before = np.zeros(coarse.shape), np.full(coarse.shape, np.inf)
        known = np.where(np.isfinite(coarse), coarse, 0.0)
        earlier = self.begun + np.cumsum(known, axis=-1) - known
        while after.size:
            looked_at += after.size
            if looked_at > _MOST_BLOCKS:
                raise DomainError("steps", last, f"fewer: the sum over them does not settle in {_MOST_BLOCKS} blocks")
            middle = np.floor((after + upto) / 2)
            left, right = self._interpolated(after, middle), self._interpolated(middle, upto)
            # Far out there may be no double between the ends of a block.
            fine = np.where((after < middle) & (middle < upto), left + right, coarse)
            short = upto - after <= _SHORT
            off = np.abs(fine - coarse)
            differs = off / np.abs(fine)
            settled = (differs <= _ROUNDING) & (differs > before / _GAIN)
            exact = (differs <= _TOLERANCE) | settled | (off <= _NEGLIGIBLE * earlier[..., owner]) | ~np.isfinite(fine)
            exact |= fine == coarse
            open_ = ~(_in_each_row(exact) | short)
            exact[..., open_] |= off[..., open_] <= self._rounding(after[open_], upto[open_])
            done = _in_each_row(exact) & ~short
            _add(sums, owner[done], np.where(np.isfinite(fine[..., done]), fine[..., done], np.inf))
            if np.any(short):
                _add(sums, owner[short], _direct_sums(self.term, after[short], upto[short]))
            split = ~(done | short)
            owner, before = np.tile(owner[split], 2), np.tile(differs[..., split], 2)
            after, upto = (
                np.concatenate([after[split], middle[split]]),
                np.concatenate([middle[split], upto[split]]),
            )
            coarse = np.concatenate([left[..., split], right[..., split]], axis=-1)
        return sums

    def _interpolated(self, after: Array, upto: Array) -> Array:
        """Sum the interpolant of each block.

        Far out, nodes are rounded to the doubles there are: by the slope of the interpolant, its values are taken back
        to the nodes.
        """
        nodes, weights, corrections, slope = _rule()
        half = ((upto - after) / 2)[:, np.newaxis]
        k = after[:, np.newaxis] + (half * (1.0 + nodes) + 0.5)
        values = self.term(k)
        aside = ((k - after[:, np.newaxis]) - 0.5) / half - (1.0 + nodes)
        shift = (values @ slope) * aside
        values = np.where(np.isfinite(shift), values - shift, values)
        total = half[:, 0] * (values @ weights)
        for (order, _), row in zip(_END_CORRECTIONS, corrections, strict=True):
            total += (values @ row) / half[:, 0] ** order
        return np.asarray(total)

    def _rounding(self, after: Array, upto: Array) -> Array:
        """Say by how much the sum of each block may be off because its terms are."""
        nodes, weights, *_ = _rule()
        half = ((upto - after) / 2)[:, np.newaxis]
        return np.asarray(half[:, 0] * (self.rounding(after[:, np.newaxis] + half * (1.0 + nodes)) @ weights))


def _in_each_row(exact: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which blocks are exact in all rows."""
    return np.asarray(exact.all(axis=tuple(range(exact.ndim - 1))))


def _add(sums: Array, owner: NDArray[np.intp], parts: Array) -> None:
    """Add parts of blocks to the sums of the blocks that they are from."""
    np.add.at(sums.T, owner, parts.T)


def _direct_sums(term: Callable[[Array], Array], after: Array, upto: Array) -> Array:
    """Sum the terms of each short block one by one."""
    aside = np.arange(1.0, float(np.max(upto - after)) + 1.0)
    rows = max(_AT_ONCE // aside.size, 1)
    sums = []
    for start in range(0, after.size, rows):
        some = slice(start, start + rows)
        numbers, last = after[some, np.newaxis] + aside, upto[some, np.newaxis]
        sums.append(np.sum(np.where(numbers <= last, term(np.minimum(numbers, last)), 0.0), axis=-1))
    return np.concatenate(sums, axis=-1)


def switches(side: Callable[[Array], NDArray[np.bool_]], last: float, breaks: Array) -> Array:
    """Find the whole numbers at which a function of k changes its side, each the first on the new side.

    Parameters
    ----------
    side : callable
        Tells for an array of k >= 1 on which side each lies, or for each of several rows; it may change once within a
        stretch or so.
    last : float
        The last whole number looked at.
    breaks : array
        Numbers at which a new smooth stretch begins: at the next whole number, if they are not whole.

    Returns
    -------
    array
        Whole numbers, rising in each row.
    """
    begun = np.ceil(breaks)
    sampled = np.unique(np.concatenate([np.rint(np.geomspace(1.0, last, _SAMPLES)), begun, begun - 1.0]))
    sampled = sampled[(sampled >= 1.0) & (sampled <= last)]
    sides = side(sampled).reshape(-1, sampled.size)
    row, place = np.nonzero(sides[:, 1:] != sides[:, :-1])
    low, high, before = sampled[place], sampled[place + 1], sides[row, place]
    while True:
        middle = np.floor((low + high) / 2)
        between = (low < middle) & (middle < high)
        if not np.any(between):
            return high
        same = side(middle).reshape(-1, middle.size)[row, np.arange(row.size)] == before
        low, high = np.where(between & same, middle, low), np.where(between & ~same, middle, high)
