"""The barrier that a rate asks for, and the two that the transitions see: Eqs. 2 and 4 of the paper.

Units, the sign of the drive and the range of results are those of `limcore.kinetics`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore._barrier import in_blocks, mean_barrier, tilted_barrier
from limcore._wide import LINEAR
from limcore.errors import MOST, Array, check, check_shapes
from limcore.kinetics import Convention, device, is_tilted

__all__ = ["barrier_height", "directional_barriers"]


def barrier_height(
    gradient_energy: ArrayLike,
    update_rate: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the barrier height at which a drive sustains an update rate.

    Parameters
    ----------
    gradient_energy : array_like
        Size of the drive, at least 0 (infinity gives the plateau), in the unit of `kT`.
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What is called the barrier: that of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape. A negative one is a result: the drive is too weak
        for the rate even with no barrier. A rate of 0 gives infinity, a drive of 0 minus infinity; both at once NaN,
        since then any barrier fits.

    Raises
    ------
    DomainError
        If a drive or a rate is negative, a rate is infinite, `rate_max` or `kT` is not above 0 and finite, or the
        convention is unknown.

    Notes
    -----
    Eq. 4 of [1]_ with the size of the drive:

    .. math:: E^0 = kT \left[ \ln\frac{R_\mathrm{max}}{R} + \ln\tanh\frac{\Delta E}{2kT} \right]

    For :math:`\Delta E \to \infty` it levels off at :math:`kT \ln(R_\mathrm{max}/R)`; for :math:`\Delta E \to 0` it
    falls as :math:`kT \ln(R_\mathrm{max} \Delta E / 2kTR)`. It is physical where it is at least 0, that is from
    `minimum_gradient_energy` on. With the symmetric tilt, tanh becomes sinh.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{barrier_height(1.0, 0.01):.5f}")
    3.83323
    >>> print(f"{barrier_height(1.0, 0.01, convention='symmetric_tilt'):.4f}")
    3.9533
    """
    fastest, thermal = device(rate_max, kT)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(gradient_energy=drive, update_rate=rate, rate_max=fastest, kT=thermal)
    block = tilted_barrier if is_tilted(convention) else mean_barrier
    with np.errstate(all="ignore"):
        result: Array = in_blocks(block, drive, rate, fastest, thermal)[()]
    return result


def directional_barriers(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> tuple[Array, Array]:
    r"""Compute the barriers that the forward and the backward transition see.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Barriers in the unit of `kT`, of the broadcast shape; backward - forward is the drive.

    Raises
    ------
    DomainError
        If a drive is negative, `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    From Eqs. 1 and 2 of [1]_, with :math:`t = \tanh(\Delta E / 2kT)`:

    .. math:: E_\rightarrow = E^0 - kT \ln(1 + t), \qquad E_\leftarrow = E^0 - kT \ln(1 - t)

    So E0 is not the mean of the two, which lies higher by :math:`kT \ln\cosh(\Delta E / 2kT)`. With the symmetric tilt
    that mean is given, and the two are half the drive below and above it.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_barriers(5.0, 2.0)
    >>> print(f"{forward:.5f} {backward:.5f}")
    4.43378 6.43378
    >>> forward, backward = directional_barriers(5.0, 2.0, convention="symmetric_tilt")
    >>> print(f"{forward:.5f} {backward:.5f}")
    4.00000 6.00000
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    barrier = check("barrier_height", barrier_height)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, kT=thermal)
    tilted = is_tilted(convention)
    with np.errstate(all="ignore"):
        half = drive / thermal * 0.5
        eased = np.where(tilted | (half < LINEAR), drive * 0.5, thermal * np.log1p(np.tanh(half)))
        return (barrier - eased)[()], (barrier + (drive - eased))[()]
