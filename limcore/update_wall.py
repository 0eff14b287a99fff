"""The update-wall: the least drive that sustains an update rate, from Eq. 4 of the paper.

Units, the sign of the drive and the range of results are those of `limcore.kinetics`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import LINEAR, log_ratio, product
from limcore.errors import MOST, Array, check, check_shapes
from limcore.kinetics import Convention, device, is_tilted

__all__ = ["minimum_gradient_energy", "strict_minimum_gradient_energy"]


def minimum_gradient_energy(
    update_rate: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the least drive that sustains an update rate: the update-wall.

    Parameters
    ----------
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        Which barrier vanishes at the least drive.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Drive in the unit of `kT` at which the barrier is 0, of the broadcast shape. Infinity where no drive will do:
        from the attempt rate on, in the mean-rate convention.

    Raises
    ------
    DomainError
        If a rate is negative or infinite, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Eq. 4 of [1]_ at E0 = 0 (with the symmetric tilt, artanh becomes arsinh):

    .. math:: \Delta E_\mathrm{min} = 2kT \operatorname{artanh}(R / R_\mathrm{max})

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{minimum_gradient_energy(0.01):.7f}")
    0.0200007
    """
    fastest, thermal = device(rate_max, kT)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(update_rate=rate, rate_max=fastest, kT=thermal)
    if not is_tilted(convention):
        return drive_of_rates(rate, fastest, thermal)[()]
    with np.errstate(all="ignore"):
        relative = rate / fastest
        # arsinh x = ln(2x), to a double, from here on.
        reduced = np.where(relative > 1.0 / LINEAR, np.log(2.0) + log_ratio(rate, fastest), np.arcsinh(relative))
        return np.where(relative < LINEAR, _weak_drive(rate, fastest, thermal), thermal * (2.0 * reduced))[()]


def strict_minimum_gradient_energy(update_rate: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the least drive at which even the eased, forward barrier is not negative.

    Parameters
    ----------
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Drive in the unit of `kT`, of the broadcast shape; infinity from half the attempt rate on.

    Raises
    ------
    DomainError
        If a rate is negative or infinite, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    From E-> = 0, that is R/R_max = t/(1+t) with t = tanh(dE/2kT):

    .. math:: \Delta E = -kT \ln(1 - 2R/R_\mathrm{max})

    Examples
    --------
    >>> print(f"{strict_minimum_gradient_energy(0.01):.7f}")
    0.0202027
    """
    fastest, thermal = device(rate_max, kT)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(update_rate=rate, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        both = 2.0 * rate
        # -ln(1 - 2r) = ln(1 + 2r/(1 - 2r)), where the difference is exact as 2r nears 1.
        reduced = np.where(both >= fastest, np.inf, np.log1p(both / (fastest - both)))
        return np.where(rate / fastest < LINEAR, _weak_drive(rate, fastest, thermal), thermal * reduced)[()]


def drive_of_rates(update_rate: Array, equilibrium_rate: Array, thermal: Array) -> Array:
    """Compute 2kT artanh(R/R0), the drive at which the rates R0 + R and R0 - R are in detailed balance.

    As kT ln(1 + 2R/(R0 - R)), where the difference is exact as R nears R0; infinity from there on.
    """
    with np.errstate(all="ignore"):
        reduced = np.log1p(2.0 * (update_rate / (equilibrium_rate - update_rate)))
        height = thermal * np.where(update_rate >= equilibrium_rate, np.inf, reduced)
        weak = update_rate / equilibrium_rate < LINEAR
        return np.where(weak, _weak_drive(update_rate, equilibrium_rate, thermal), height)


def _weak_drive(update_rate: Array, rate: Array, thermal: Array) -> Array:
    """2kT R/R0: what drives tend to as they get small."""
    return 2.0 * product(thermal, update_rate, over=(rate,))
