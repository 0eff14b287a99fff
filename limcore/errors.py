"""The one error limcore raises, and the checks at its doors.

What is accepted, everywhere alike:

- A number is an int or float of Python or NumPy, or whatever else is a real number (a fraction, say), of a size that a
  double can hold. Booleans, text, bytes, dates and spans of time, and complex numbers are not numbers.
- An array is a number, an array of numbers of any dimensions, a pandas Series, or lists and tuples of these. All of
  them come back as NumPy arrays of float64, a single number as `numpy.float64`; arrays broadcast against each other.
- NaN is missing data, not a mistake: a quantity that is missing gives a result that is missing. So do the masked
  elements of a masked array and pandas' NA. None is not a number.
- Where one number is asked for (a number of steps, a parameter of a schedule, the law of a run), it is one number and
  not an array, and it is not missing.

Everything else raises `DomainError`. Checks cost two reductions over an array when all is well; the offending element
is looked for only when one fails.
"""

from __future__ import annotations

import math
import numbers
import operator
import reprlib
import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "DomainError",
    "check",
    "check_choice",
    "check_each",
    "check_list",
    "check_number",
    "check_seed",
    "check_shapes",
    "check_whole",
]

Array = NDArray[np.float64]


MOST = float(np.finfo(np.float64).max)
"""The largest finite number: `at_most=MOST` means "finite"."""

_PLAIN = frozenset({int, float} | {kind for kind in np.sctypeDict.values() if np.dtype(kind).kind in "iuf"})
_UNREADABLE = (ArithmeticError, RuntimeError, TypeError, ValueError)
_LONGEST = 80


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
        super().__init__(f"{parameter}{place} = {_shown(value)} is not allowed: it must be {allowed}.")

    def __reduce__(self) -> tuple[type[DomainError], tuple[str, object, str, tuple[int, ...] | None]]:
        """Say how it is made again in another process, to which an error goes by its message otherwise."""
        return type(self), (self.parameter, self.value, self.allowed, self.index)


def _shown(value: object) -> str:
    """Write a value in one line that is not too long."""
    brief = reprlib.Repr()
    brief.maxstring = brief.maxlong = brief.maxother = _LONGEST
    try:
        text = " ".join(brief.repr(value.item() if isinstance(value, np.generic) else value).split())
    except Exception:  # of a foreign object; also that of an int of more digits than Python writes
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def check(
    parameter: str,
    values: ArrayLike,
    *,
    at_least: float = -np.inf,
    above: float = -np.inf,
    at_most: float = np.inf,
    below: float = np.inf,
    missing: bool = True,
) -> Array:
    """Return the values as float64 if all of them lie within the bounds, else raise DomainError.

    `at_least` and `at_most` include the bound, `above` and `below` exclude it: `below=inf` asks for nothing, so
    infinity is let in unless `at_most` is finite; pass `at_most=MOST` to keep it out. NaN passes, unless `missing` is
    false.
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
    within = (low >= at_least and high <= at_most and clear_of_ends) or math.isnan(low)
    if within and (missing or not np.isnan(array).any()):
        return array
    outside = (array < at_least) | (array > at_most)
    if above != -np.inf:
        outside |= array <= above
    if below != np.inf:
        outside |= array >= below
    if not missing:
        outside |= np.isnan(array)
    index = tuple(int(k) for k in np.argwhere(outside)[0])
    bounds = [
        (not missing and math.isnan(array[index]), "a number"),
        (at_least not in (-np.inf, -MOST), f"at least {at_least:g}"),
        (above != -np.inf, f"greater than {above:g}"),
        (at_most == MOST, "finite"),
        (at_most < MOST, f"at most {at_most:g}"),
        (below != np.inf, f"less than {below:g}"),
    ]
    raise DomainError(parameter, array[index], " and ".join(words for given, words in bounds if given), index or None)


def check_number(parameter: str, value: Any, **bounds: float) -> float:
    """Return one number within the bounds, which are those of `check`, else raise DomainError; NaN is none."""
    number = check(parameter, value, missing=False, **bounds)
    if number.ndim:
        raise DomainError(parameter, f"shape {number.shape}", "one number, not an array")
    return float(number)


def check_list(parameter: str, value: Any, **bounds: float) -> Array:
    """Return a list of numbers, or one number as a list, within the bounds of `check`, else raise DomainError."""
    numbers = check(parameter, value, missing=True, **bounds)
    if numbers.ndim > 1:
        raise DomainError(parameter, f"shape {numbers.shape}", "a number or a list of numbers")
    return np.atleast_1d(numbers)


def check_whole(parameter: str, value: Any, *, at_least: float, at_most: float) -> float:
    """Return one whole number within the bounds, as float, else raise DomainError."""
    number = check_number(parameter, value, at_least=at_least, at_most=at_most)
    if number != np.rint(number):
        raise DomainError(parameter, value, f"a whole number, at least {at_least:g}")
    return number


def check_seed(seed: Any) -> int | None:
    """Return the seed of random numbers if it is one, else raise DomainError; None asks for another each time."""
    if seed is None:
        return None
    try:
        number = -1 if isinstance(seed, (bool, np.bool, np.timedelta64)) else operator.index(seed)
    except TypeError:
        number = -1
    if number < 0:
        raise DomainError("seed", seed, "an int, at least 0, or None")
    return number


def check_choice(parameter: str, value: Any, choices: Iterable[str]) -> str:
    """Return a name that is one of the choices, else raise DomainError."""
    names = tuple(choices)
    if not isinstance(value, str) or value not in names:
        raise DomainError(parameter, value, f"one of {', '.join(names)}")
    return value


def check_shapes(**arrays: Array) -> tuple[int, ...]:
    """Return the shape to which arrays, given by the names of their parameters, broadcast, else raise DomainError."""
    shape: tuple[int, ...] = ()
    before: list[str] = []
    for parameter, array in arrays.items():
        if array.ndim:
            try:
                shape = np.broadcast_shapes(shape, array.shape)
            except ValueError:
                fits = f"an array that broadcasts with that of {' and '.join(before)}, shape {shape}"
                raise DomainError(parameter, f"shape {array.shape}", fits) from None
            before.append(parameter)
    return shape


def check_each(parameter: str, array: Array, count: int, of: str) -> Array:
    """Return an array as one number for each of so many, if it has one for all or for each, else raise DomainError."""
    if array.shape not in ((), (1,), (count,)):
        raise DomainError(parameter, f"shape {array.shape}", f"one number, or {count}: one for each of the {of}")
    return np.broadcast_to(array, (count,))


def _as_float64(parameter: str, values: Any) -> Array:
    if type(values) is np.ndarray and values.dtype == np.float64:
        return values
    if type(values) in (float, np.float64):
        return np.asarray(values)
    try:
        with np.errstate(over="raise"):
            return _numbers(values)
    except _UNREADABLE:
        raise DomainError(parameter, values, "a number or an array of numbers, of a size that a double holds") from None


def _numbers(values: Any) -> Array:
    """Read numbers as float64; of what is none, raise one of many errors."""
    array = np.asarray(_unmasked(values))
    if _kind(array) is object:
        return np.asarray([_number(one) for one in array.flat], dtype=np.float64).reshape(array.shape)
    return np.asarray(array, dtype=np.float64)


def _unmasked(values: Any) -> Any:
    """Fill what is masked with NaN, and take nothing for a number that is none.

    NumPy would read bytes as ints, and out of a list also what lies under a mask, true as 1, and None as NaN: what is
    not plain numbers there is read one by one.
    """
    if isinstance(values, (bytearray, memoryview)):
        raise TypeError
    if isinstance(values, np.ma.MaskedArray):
        return np.ma.filled(values.astype(_kind(values)), np.nan)
    if isinstance(values, (list, tuple)) and not _PLAIN.issuperset(map(type, values)):
        return [_unmasked(one) if isinstance(one, (list, tuple)) else _numbers(one) for one in values]
    return values


def _kind(values: NDArray[Any]) -> type:
    if values.dtype.kind in "iuf":
        return np.float64
    if values.dtype.kind == "O":
        return object
    raise TypeError


def _number(value: Any) -> float:
    pandas = sys.modules.get("pandas")  # its NA comes from no other
    if pandas is not None and value is pandas.NA:
        return math.nan
    if not isinstance(value, numbers.Real) or isinstance(value, (bool, np.timedelta64)):
        raise TypeError
    number = float(value)
    if math.isinf(number) and number != value:
        raise OverflowError
    return number
