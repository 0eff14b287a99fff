"""The same memories as single elements that meet patterns by chance: a check of what is exact."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.errors import DomainError, check, check_seed, check_whole
from limcore.lifetimes._lifetime import make_memory
from limcore.lifetimes._memory import MOST_WRITES

__all__ = ["simulate_lifetime"]

_MOST_ELEMENTS: Final = 1_000_000
_LONGEST: Final = 1e4


def simulate_lifetime(
    model: str, *, elements: int, times: ArrayLike, seed: int | None = None, **parameters: Any
) -> Columns:
    r"""Follow one stored pattern in elements that are simulated one by one.

    Parameters
    ----------
    model : str
        A key of `MEMORIES`.
    elements : int
        Number of elements, from 1 to 1e6.
    times : array_like, shape (m,)
        Rising times since the pattern was stored, from 0 to 1e4, in patterns; with the elements, at most 1e8 writes.
    seed : int, optional
        Seed of the random numbers, at least 0: the same seed gives the same result.
    **parameters
        Those of the memory, as for `make_memory`.

    Returns
    -------
    dict of numpy.ndarray
        The columns time, signal, noise and snr, each of shape (m,).

    Raises
    ------
    DomainError
        If a parameter is unknown, missing or out of its range.

    Notes
    -----
    Of N elements the signal scatters by the noise, :math:`\sqrt{N E[w^2]}`, around that of `memory_lifetime`.

    Examples
    --------
    >>> fading = simulate_lifetime("binary", elements=100_000, times=[0, 10], probability=0.1, seed=1)
    >>> bool(np.all(np.abs(fading["snr"] - [31.6, 11.6]) < 3))
    True
    """
    memory = make_memory(model, **parameters)
    count = int(check_whole("elements", elements, at_least=1, at_most=_MOST_ELEMENTS))
    later = np.atleast_1d(check("times", times, at_least=0.0, at_most=_LONGEST, missing=False))
    if later.ndim > 1 or later.size == 0 or np.any(np.diff(later) < 0):
        raise DomainError("times", times, "a list of rising times, at least one")
    if count * max(float(later[-1]), float(later.size)) > MOST_WRITES:
        raise DomainError("times", float(later[-1]), f"such that there are at most {MOST_WRITES:g} writes")
    random = np.random.default_rng(check_seed(seed))
    bits = random.choice([-1.0, 1.0], count)
    weights = memory.weights(bits, later, random)
    signal, noise = weights @ bits, np.sqrt(np.sum(weights**2, axis=1))
    return {"time": later, "signal": signal, "noise": noise, "snr": signal / noise}
