"""The one error limcore raises, and the checks at its doors.

Checks cost two reductions over an array when all is well; the offending element is looked for only when one fails.
NaN passes every check: it is missing data, not a mistake.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["DomainError", "check"]

Array = NDArray[np.float64]


MOST = float(np.finfo(np.float64).max)
"""The largest finite number: `at_most=MOST` means "finite"."""


class DomainError(ValueError):
    """A value lies outside the domain of a parameter.

    Attributes
    ----------
    parameter : str
        Name of the parameter.
    value : object
        The offending value.
    index : tuple of int or None
        Where it stands in an array; None for a scalar.
    allowed : str
        What is allowed, to complete the sentence "it must be …".
    """

    def __init__(self, parameter: str, value: object, allowed: str, index: tuple[int, ...] | None = None) -> None:
        self.parameter, self.value, self.index, self.allowed = parameter, value, index, allowed
        place = "" if not index else "[" + ", ".join(map(str, index)) + "]"
        shown = repr(value.item() if isinstance(value, np.generic) else value)
        super().__init__(f"{parameter}{place} = {shown} is not allowed: it must be {allowed}.")

    def __reduce__(self) -> tuple[type[DomainError], tuple[str, object, str, tuple[int, ...] | None]]:
        """Say how it is made again in another process, to which an error goes by its message otherwise."""
        return type(self), (self.parameter, self.value, self.allowed, self.index)


def check(
    parameter: str,
    values: ArrayLike,
    *,
    at_least: float = -np.inf,
    above: float = -np.inf,
    at_most: float = np.inf,
    below: float = np.inf,
) -> Array:
    """Return the values as float64 if all of them lie within the bounds, else raise DomainError.

    `at_least` and `at_most` include the bound, `above` and `below` exclude it: `below=inf` asks for nothing, so
    infinity is let in unless `at_most` is finite; pass `at_most=MOST` to keep it out.
    """
    array = _as_float64(parameter, values)
    if array.size == 0:
        return array
    if array.ndim:
        low = float(np.fmin.reduce(array, axis=None))
        # Where nothing is asked of the largest value, looking for it is spared.
        high = low if min(at_most, below) == np.inf else float(np.fmax.reduce(array, axis=None))
    else:
        low = high = float(array)
    clear_of_ends = (low > above or above == -np.inf) and (high < below or below == np.inf)
    if (low >= at_least and high <= at_most and clear_of_ends) or math.isnan(low):
        return array
    outside = (array < at_least) | (array > at_most)
    if above != -np.inf:
        outside |= array <= above
    if below != np.inf:
        outside |= array >= below
    index = tuple(int(k) for k in np.argwhere(outside)[0])
    bounds = [
        (at_least != -np.inf, f"at least {at_least:g}"),
        (above != -np.inf, f"greater than {above:g}"),
        (at_most == MOST, "finite"),
        (at_most < MOST, f"at most {at_most:g}"),
        (below != np.inf, f"less than {below:g}"),
    ]
    raise DomainError(parameter, array[index], " and ".join(words for given, words in bounds if given), index or None)


def _as_float64(parameter: str, values: Any) -> Array:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise DomainError(parameter, values, "a number or an array of numbers") from None
