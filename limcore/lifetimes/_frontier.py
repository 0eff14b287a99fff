"""The bound that no synapse of so many states passes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import Array, check, check_shapes
from limcore.lifetimes._memory import LAST_TIME

__all__ = ["memory_frontier"]


def memory_frontier(times: ArrayLike, *, elements: ArrayLike, states: ArrayLike) -> Array:
    r"""Compute the highest signal-to-noise ratio that synapses of so many states can have at a time.

    Parameters
    ----------
    times : array_like
        Time since the pattern was stored, in patterns, from 0 to 1e30.
    elements : array_like
        Number N of synapses, from 1 to 1e30.
    states : array_like
        Number M of states of each, from 2 to 1e30.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Signal-to-noise ratio, of the broadcast shape.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    For any transitions between M states that are the same at all times, with weights ±1 and patterns that come at a
    rate of one in each unit of time [1]_:

    .. math:: \mathrm{SNR}(t) \leq \sqrt{N} \begin{cases} e^{-t/(M-1)} & t \leq M - 1 \\
              (M-1)/(e\,t) & t \geq M - 1 \end{cases}

    It follows from two bounds, :math:`\sqrt{N}` at the beginning and :math:`\sqrt{N}(M-1)` on the area below the curve;
    the best synapses that its authors found stay below it at late times.

    References
    ----------
    .. [1] Lahiri and Ganguli, "A memory frontier for complex synapses", NIPS 2013: memory curve envelope.

    Examples
    --------
    >>> print(memory_frontier([0.0, 19.0, 190.0], elements=1e4, states=20).round(2))
    [100.    36.79   3.68]
    """
    time = check("times", times, at_least=0.0, at_most=LAST_TIME)
    count = check("elements", elements, at_least=1.0, at_most=LAST_TIME)
    kinds = check("states", states, at_least=2.0, at_most=LAST_TIME)
    check_shapes(times=time, elements=count, states=kinds)
    with np.errstate(divide="ignore", under="ignore"):
        age = time / (kinds - 1.0)
        return (np.sqrt(count) * np.where(age <= 1.0, np.exp(-age), 1.0 / (np.e * np.maximum(age, 1.0))))[()]
