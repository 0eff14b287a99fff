"""Eq. 4 of the paper on arrays without bounds to check: fast, and exact over all doubles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from limcore._wide import TINY, log_ratio
from limcore.errors import Array

__all__ = ["in_blocks", "mean_barrier", "tilted_barrier"]

_BLOCK: Final = 1 << 13


def mean_barrier(drive: Array, rate: Array, fastest: Array, thermal: Array) -> Array:
    """kT (ln tanh(dE/2kT) + ln(R_max/R))."""
    half = np.asarray(drive / thermal)
    half *= 0.5
    return np.asarray((_where_weak(_log_tanh(half), half, drive, thermal) + log_ratio(fastest, rate)) * thermal)


def tilted_barrier(drive: Array, rate: Array, fastest: Array, thermal: Array) -> Array:
    """kT (ln sinh(dE/2kT) + ln(R_max/R))."""
    half = np.asarray(drive / thermal)
    half *= 0.5
    rest = np.log(-0.5 * np.expm1(-2.0 * half))  # ln sinh x - x
    log_rates = log_ratio(fastest, rate)
    height = (_where_weak(half + rest, half, drive, thermal) + log_rates) * thermal
    return np.where(np.isinf(half), 0.5 * drive + (rest + log_rates) * thermal, height)


def _where_weak(logarithm: Array, half: Array, drive: Array, thermal: Array) -> Array:
    """Put in ln(dE/2kT), from the logarithms of both, where the quotient is too small to have all its digits."""
    if half.size and half.min() > TINY:
        return logarithm
    return np.where(half > TINY, logarithm, np.log(drive) - np.log(thermal) - np.log(2.0))


def _log_tanh(x: Array) -> Array:
    """ln tanh x for x >= 0, to full relative accuracy.

    Above 1, tanh x nears 1 and its rounding would swamp the logarithm. There the distance from 1 is known exactly in
    two ways: as 1 - t of the rounded t, and as 2/(1 + exp(2x)); their difference corrects the logarithm.
    A factor that is 0 below 1 and 1 above switches the correction on: branches on random data cost more than it does.
    """
    rounded = np.asarray(np.tanh(x))
    correction = np.asarray((1.0 - rounded) - 2.0 / (1.0 + np.exp(2.0 * x)))
    correction *= np.minimum(np.floor(x), 1.0)
    correction += np.log(rounded)
    return correction


def in_blocks(kernel: Callable[..., Array], *operands: Array) -> Array:
    """Apply a kernel block by block, so that what it computes on the way stays in the cache."""
    shape = np.broadcast_shapes(*(operand.shape for operand in operands))
    plain = all(o.size == 1 or (o.shape == shape and o.flags.c_contiguous) for o in operands)
    size = int(np.prod(shape))
    if size <= _BLOCK or not plain:
        return kernel(*operands)
    result = np.empty(shape)
    out = result.reshape(-1)
    flat = [operand.reshape(-1) if operand.size > 1 else operand.reshape(()) for operand in operands]
    for start in range(0, size, _BLOCK):
        part = slice(start, start + _BLOCK)
        out[part] = kernel(*(operand[part] if operand.ndim else operand for operand in flat))
    return result
