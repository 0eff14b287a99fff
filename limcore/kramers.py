"""Rates over barriers where Eq. 1 of the paper is not enough: low barriers, and attempt rates that follow the barrier.

Eq. 1 has one attempt rate for all barriers. Kramers derived it for barriers of several kT, and there the attempt rate
follows from the shape of the potential. One potential can be solved at every height: a row of cosine wells, such as a
weight has that is kept in steps, in which diffusion over long times is known exactly.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import exponential, log_product, product, quotient
from limcore.errors import MOST, Array, DomainError, check, check_shapes

__all__ = ["compensated_barrier", "compensated_rate", "kramers_rate", "periodic_rate"]

_FAR: Final = 500.0  # from here on the asymptotic series of the Bessel function has all digits
_TERMS: Final = 8


def periodic_rate(barrier_height: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the exact rate of hops to each neighbour in a row of cosine wells, at any height of their barriers.

    Parameters
    ----------
    barrier_height : array_like
        Barrier between neighbouring wells, at least 0, in the unit of `kT`.
    rate_max : array_like
        Rate with no barrier, above 0: D/L^2 for wells a distance L apart and a diffusion constant D.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a barrier is negative, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Overdamped diffusion in :math:`U = \frac{E}{2} (1 - \cos(2 \pi x / L))` spreads over long times as a walk does that
    hops to each neighbour at the rate (Lifson and Jackson [1]_)

    .. math:: R = \frac{D / L^2}{\langle e^{U/kT} \rangle \langle e^{-U/kT} \rangle}
                = \frac{R_\mathrm{max}}{I_0(E / 2kT)^2}

    With no barrier it is `rate_max`, as Eq. 1 has it; high barriers multiply Eq. 1 by :math:`\pi E / kT`, since the
    top is curved the more, the higher it is (`kramers_rate`).

    References
    ----------
    .. [1] Lifson and Jackson, The Journal of Chemical Physics 36, 2410, 1962.

    Examples
    --------
    >>> print(f"{periodic_rate(0.0):.4f} {periodic_rate(5.0):.6f}")
    1.0000 0.092395
    """
    barrier, fastest, thermal = _row(barrier_height, rate_max, kT)
    with np.errstate(all="ignore"):
        ratio = quotient(barrier, thermal)
        scaled = _scaled_bessel(np.asarray(np.minimum(ratio / 2.0, MOST)))
        return exponential(-ratio, fastest, over=(scaled, scaled))[()]


def kramers_rate(barrier_height: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute Kramers' rate of hops to each neighbour in a row of cosine wells: right for barriers of many kT.

    Parameters
    ----------
    barrier_height : array_like
        Barrier between neighbouring wells, at least 0, in the unit of `kT`.
    rate_max : array_like
        Rate with no barrier, above 0: D/L^2 for wells a distance L apart and a diffusion constant D.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a barrier is negative, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Kramers [1]_, overdamped, with the curvature :math:`2 \pi^2 E / L^2` of a cosine at its bottom and at its top:

    .. math:: R = \frac{D}{2 \pi kT} \sqrt{U''_\mathrm{well} |U''_\mathrm{top}|} \, e^{-E/kT}
                = \pi \frac{E}{kT} R_\mathrm{max} e^{-E/kT}

    It is too high by about kT/2E of itself, and of no use below a few kT: with no barrier it says 0.

    References
    ----------
    .. [1] Kramers, Physica 7, 284, 1940.

    Examples
    --------
    >>> print(f"{kramers_rate(5.0):.6f} {kramers_rate(5.0) / periodic_rate(5.0):.4f}")
    0.105839 1.1455
    """
    barrier, fastest, thermal = _row(barrier_height, rate_max, kT)
    with np.errstate(all="ignore"):
        height = np.asarray(np.minimum(barrier, MOST))
        return exponential(-quotient(barrier, thermal), fastest, np.asarray(np.pi), height, over=(thermal,))[()]


def _row(barrier_height: ArrayLike, rate_max: ArrayLike, kT: ArrayLike) -> tuple[Array, Array, Array]:
    barrier = check("barrier_height", barrier_height, at_least=0.0)
    fastest = check("rate_max", rate_max, above=0.0, at_most=MOST)
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(barrier_height=barrier, rate_max=fastest, kT=thermal)
    return barrier, fastest, thermal


def _scaled_bessel(z: Array) -> Array:
    """Compute exp(-z) I0(z) for z at least 0, which stays in range where I0 does not."""
    near = np.minimum(z, _FAR)
    series = term = np.ones_like(z)
    far = np.maximum(z, _FAR)
    for k in range(1, _TERMS):
        term = term * (2 * k - 1) ** 2 / (8.0 * k * far)
        series = series + term
    return np.where(z > _FAR, series / np.sqrt(2.0 * np.pi) / np.sqrt(far), np.i0(near) * np.exp(-near))


def compensated_rate(
    barrier_height: ArrayLike, meyer_neldel_energy: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0
) -> Array:
    r"""Compute the equilibrium rate of a device whose attempt rate grows with its barrier (Meyer and Neldel's rule).

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, any sign, in the unit of `kT`.
    meyer_neldel_energy : array_like
        Energy by which the barrier grows while the attempt rate grows by a factor e; above `kT`.
    rate_max : array_like
        Attempt rate at no barrier, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `rate_max` or `kT` is not above 0 and finite, or `meyer_neldel_energy` is not above `kT`: then a higher
        barrier would not slow down hops.

    Notes
    -----
    .. math:: R^0 = R_{00}\, e^{E^0/E_\mathrm{MN}} e^{-E^0/kT} = R_{00} \exp\left[-\frac{E^0}{kT}
              \left(1 - \frac{kT}{E_\mathrm{MN}}\right)\right]

    The rule is found in many devices; in a magnetic memory the attempt rate comes to 10^21 per second [1]_.

    References
    ----------
    .. [1] Desplat and Kim, arXiv:2007.02152, 2020.

    Examples
    --------
    >>> print(f"{compensated_rate(10.0, 5.0):.6f}")
    0.000335
    """
    barrier = check("barrier_height", barrier_height)
    fastest = check("rate_max", rate_max, above=0.0, at_most=MOST)
    thermal, energy = _compensation(meyer_neldel_energy, kT)
    check_shapes(barrier_height=barrier, meyer_neldel_energy=energy, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        return exponential(-quotient(barrier, thermal) * ((energy - thermal) / energy), fastest)[()]


def compensated_barrier(
    time: ArrayLike, meyer_neldel_energy: ArrayLike, *, rate_max: ArrayLike, kT: ArrayLike = 1.0
) -> Array:
    r"""Compute the barrier that holds a state for a mean time, where the attempt rate grows with the barrier.

    Parameters
    ----------
    time : array_like
        Mean time in s, above 0.
    meyer_neldel_energy : array_like
        Energy by which the barrier grows while the attempt rate grows by a factor e; above `kT`.
    rate_max : array_like
        Attempt rate at no barrier in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `time`, `rate_max` or `kT` is not above 0 and finite, or `meyer_neldel_energy` is not above `kT`: then no
        barrier is high enough.

    Notes
    -----
    `compensated_rate` solved for the barrier:

    .. math:: E^0 = \frac{kT \ln(\tau R_{00})}{1 - kT/E_\mathrm{MN}}

    Examples
    --------
    >>> ten_years = 10 * 365.25 * 86400
    >>> print(f"{compensated_barrier(ten_years, 10.0, rate_max=1e9):.2f}")
    44.77
    """
    seconds = check("time", time, above=0.0, at_most=MOST)
    fastest = check("rate_max", rate_max, above=0.0, at_most=MOST)
    thermal, energy = _compensation(meyer_neldel_energy, kT)
    check_shapes(time=seconds, meyer_neldel_energy=energy, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        attempts = log_product(seconds, fastest)
        return product(thermal, attempts, energy, over=(np.asarray(energy - thermal),))[()]


def _compensation(meyer_neldel_energy: ArrayLike, kT: ArrayLike) -> tuple[Array, Array]:
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    energy = check("meyer_neldel_energy", meyer_neldel_energy, above=0.0, at_most=MOST)
    check_shapes(meyer_neldel_energy=energy, kT=thermal)
    too_low = energy <= thermal
    if too_low.any():
        index = tuple(int(k) for k in np.argwhere(too_low)[0])
        low, limit = (np.broadcast_to(one, too_low.shape)[index] for one in (energy, thermal))
        raise DomainError("meyer_neldel_energy", low, f"greater than kT, {limit:g}", index or None)
    return thermal, energy
