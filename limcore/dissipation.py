"""The energy that learning gives off, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import log_ratio
from limcore.errors import MOST, Array, DomainError, check, check_shapes

__all__ = ["freeze_energy", "net_update_heat", "step_dissipation"]


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
    height, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=height, gradient_energy=drive)
    with np.errstate(over="ignore"):
        return (np.maximum(height, 0.0) + drive)[()]


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

    Raises
    ------
    DomainError
        If a barrier is not a number.

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
    check_shapes(barrier_height=height, target_barrier=target)
    with np.errstate(invalid="ignore"):
        return np.where(height >= target, 0.0, np.maximum(target - np.maximum(height, 0.0), 0.0))[()]


def net_update_heat(forward_rate: ArrayLike, backward_rate: ArrayLike, *, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the least heat that one net update gives off: the detailed-balance floor of the two-state model.

    Parameters
    ----------
    forward_rate : array_like
        Rate of transitions along the drive, above 0 and finite.
    backward_rate : array_like
        Rate of transitions against it, from 0 to the forward rate, in the same unit: `directional_rates` gives both.
    kT : array_like
        Thermal energy, above 0, in the unit wanted.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in the unit of `kT`, of the broadcast shape; infinity where nothing ever goes back.

    Raises
    ------
    DomainError
        If a rate is out of its range.

    Notes
    -----
    Schnakenberg's entropy production of forward and backward rates :math:`R^0 \pm R`, for each net update:

    .. math:: q = kT \ln\frac{R_\rightarrow}{R_\leftarrow} = kT \ln\frac{R^0 + R}{R^0 - R}
              = 2kT\,\mathrm{artanh}\frac{R}{R^0} = \Delta E

    It is the drive: a barrier that thermal motion crosses gives back on the far side what it took. The paper's
    accounting (`step_dissipation`) has the barrier besides, since it is thrown away at each update. Both rates are
    asked for, since R and its limit R^0 are the same double from a drive of some 37 kT on.

    Examples
    --------
    >>> from limcore import directional_rates
    >>> print(f"{net_update_heat(*directional_rates(2.0, 40.0)):.6f}")
    40.000000
    """
    forward = check("forward_rate", forward_rate, above=0.0, at_most=MOST)
    backward = check("backward_rate", backward_rate, at_least=0.0, at_most=MOST)
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(forward_rate=forward, backward_rate=backward, kT=thermal)
    uphill = backward > forward
    if uphill.any():
        index = tuple(int(k) for k in np.argwhere(uphill)[0])
        back, limit = (np.broadcast_to(one, uphill.shape)[index] for one in (backward, forward))
        raise DomainError("backward_rate", back, f"at most the forward_rate, {limit:g}", index or None)
    with np.errstate(all="ignore"):
        # Near each other, by their difference, which is exact there.
        near = np.log1p((forward - backward) / backward)
        return (thermal * np.where(forward < 2.0 * backward, near, log_ratio(forward, backward)))[()]
