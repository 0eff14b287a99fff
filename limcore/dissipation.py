"""The energy that learning gives off, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import Array, check

__all__ = ["freeze_energy", "step_dissipation"]


def step_dissipation(barrier_height: ArrayLike, gradient_energy: ArrayLike) -> Array:
    r"""Compute the energy that one update of one memory element dissipates, as the paper accounts for it.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, any unit and sign; a negative barrier costs nothing.
    gradient_energy : array_like
        Size of the drive, at least 0, in the same unit.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in that unit, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative.

    Notes
    -----
    Section III of [1]_, with the size of the drive, which is not recovered:

    .. math:: E_{\mathrm{diss},n} = \max(E^0_n, 0) + \Delta E_n

    It assumes that the barrier is thrown away at each update; a barrier crossed by thermal motion is not in itself
    dissipated.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> float(step_dissipation(4.0, 0.5))
    4.5
    """
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    return (np.maximum(check("barrier_height", barrier_height), 0.0) + drive)[()]


def freeze_energy(barrier_height: ArrayLike, target_barrier: ArrayLike) -> Array:
    r"""Compute what it costs to end learning by raising the barrier of one memory element to a target at once.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height that learning has reached, any unit and sign.
    target_barrier : array_like
        Barrier height to be frozen at, in the same unit.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in that unit, of the broadcast shape; 0 where the barrier is high enough already.

    Notes
    -----
    .. math:: E_\mathrm{freeze} = \max(E^\mathrm{target} - \max(E^0_n, 0), 0)

    Accounted for as the paper does for updates: the energy that raises the barrier is not recovered. A barrier raised
    slowly and reversibly costs less.

    Examples
    --------
    >>> float(freeze_energy(6.5, 40.0))
    33.5
    """
    height, target = check("barrier_height", barrier_height), check("target_barrier", target_barrier)
    return np.maximum(target - np.maximum(height, 0.0), 0.0)[()]
