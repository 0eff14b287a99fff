"""Products, exponentials and logarithms whose parts may leave the range of doubles though the whole does not.

Each is computed as it stands where its parts stay well within the range; the few elements that do not are computed with
their exponents apart. Either way an element is rounded alike, whatever its neighbours are.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from limcore.errors import MOST, Array

__all__ = ["LINEAR", "TINY", "exponential", "log_product", "log_ratio", "product", "quotient"]

TINY: Final = 1e-290
"""Below it a number may soon lose digits."""

LINEAR: Final = 1e-17
"""Below it, x stands for tanh x, artanh x and ln(1 + x), to a double."""

_HUGE: Final = 1e290
_BEYOND: Final = 5000.0  # whatever a product has besides, exp(5000) overflows it and exp(-5000) takes it to zero
_ROOT: Final = 8


def _well_within(numbers: Array) -> bool:
    return not numbers.size or bool(numbers.min() > TINY and numbers.max() < _HUGE)


def product(*factors: Array, over: tuple[Array, ...] = ()) -> Array:
    """Multiply factors, one after the other, and divide by others."""
    first, *more = factors
    plain, within = first, _well_within(first)
    for operation, others in ((np.multiply, more), (np.divide, over)):
        for one in others:
            plain = np.asarray(operation(plain, one))
            within = within and _well_within(plain)
    if within:
        return plain
    mantissa, exponent = np.frexp(first)
    for one in more:
        part, power = np.frexp(one)
        mantissa, exponent = mantissa * part, exponent + power
    for one in over:
        part, power = np.frexp(one)
        mantissa, exponent = mantissa / part, exponent - power
    return np.asarray(np.ldexp(mantissa, exponent))


def exponential(exponent: Array, *factors: Array, over: tuple[Array, ...] = ()) -> Array:
    """Multiply factors by exp(exponent), and divide by others."""
    plain = np.asarray(np.exp(exponent))
    if _well_within(plain):
        return product(plain, *factors, over=over)
    within = (plain > TINY) & (plain < _HUGE)
    bounded = np.where(np.isinf(exponent), exponent, np.clip(exponent, -_BEYOND, _BEYOND))
    root = np.exp(bounded / _ROOT)
    first, other = np.where(within, plain, root), np.where(within, 1.0, root)
    return product(first, *(other,) * (_ROOT - 1), *factors, over=over)


def quotient(energy: Array, thermal: Array) -> Array:
    """Divide energies by kT; of a finite one, the quotient is finite, however large."""
    plain = np.asarray(energy / thermal)
    overflown = np.isinf(plain)
    if not overflown.any():
        return plain
    return np.where(overflown & np.isfinite(energy), np.copysign(MOST, plain), plain)


def log_ratio(numerator: Array, denominator: Array) -> Array:
    """Take ln(numerator / denominator) of the quotient, which rounds once, unless it leaves the range."""
    ratio = np.asarray(numerator / denominator)
    if _well_within(ratio):
        return np.asarray(np.log(ratio))
    within = (ratio > TINY) & (ratio < _HUGE)
    return np.where(within, np.log(ratio), np.log(numerator) - np.log(denominator))


def log_product(one: Array, other: Array) -> Array:
    """Take ln(one * other) of the product, which rounds once, unless it leaves the range."""
    whole = np.asarray(one * other)
    within = (whole > TINY) & (whole < _HUGE)
    return np.where(within, np.log(whole), np.log(one) + np.log(other))
