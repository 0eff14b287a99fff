"""Memory states as wells of a potential: two with a barrier between them, and a chain that learning goes down.

Heights are those of the model; between them, half cosines and parabolas are a choice.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore.barriers import directional_barriers
from limcore.errors import MOST, Array, check, check_list, check_number, check_shapes, check_whole
from limcore.kinetics import Convention

__all__ = ["chain_potential", "well_potential"]

_STEEPNESS: Final = 48.0  # kT: how steep the walls are outside of the wells
_HIGHEST: Final = 1e300  # of energies: sums and multiples of them are doubles yet
_MOST_POINTS: Final = 1e6


def well_potential(
    position: ArrayLike,
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute a potential of two wells at -1 and 1, the right one lower by the drive, with a barrier between them.

    Parameters
    ----------
    position : array_like
        Where: in units of half the distance between the wells.
    barrier_height : array_like
        Barrier height in the unit of `kT`, at most 1e300 in size.
    gradient_energy : array_like
        Size of the drive, from 0 to 1e300, in the unit of `kT`.
    kT : array_like
        Thermal energy, above 0 and at most 1e300.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy above the left well, in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    The top, at 0, is as high above either well as `directional_barriers` says, after Eqs. 1 and 2 of [1]_. With the
    bottom :math:`U_b` of the nearer well, 0 or :math:`-\Delta E`,

    .. math:: U(x) = U_b + (E_\rightarrow - U_b)\,\frac{1 + \cos \pi x}{2}

    between the wells, and :math:`U_b + 48\,kT\,(|x| - 1)^2` outside of them.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Fig. 2(b) and (d).

    Examples
    --------
    >>> print(well_potential([-1.0, 0.0, 1.0], 5.0, 2.0).round(4))
    [ 0.      4.4338 -2.    ]
    """
    x = check("position", position, at_least=-MOST, at_most=MOST)
    height = check("barrier_height", barrier_height, at_least=-_HIGHEST, at_most=_HIGHEST)
    drive = check("gradient_energy", gradient_energy, at_least=0.0, at_most=_HIGHEST)
    thermal = check("kT", kT, above=0.0, at_most=_HIGHEST)
    check_shapes(position=x, barrier_height=height, gradient_energy=drive, kT=thermal)
    top = directional_barriers(height, drive, kT=thermal, convention=convention)[0]
    with np.errstate(all="ignore"):
        bottom = np.where(x < 0.0, 0.0, -drive)
        between = bottom + (top - bottom) * (1.0 + np.cos(np.pi * x)) / 2.0
        outside = bottom + _STEEPNESS * thermal * (np.abs(x) - 1.0) ** 2
        missing = np.where(np.isnan(height + drive + thermal), np.nan, 0.0)
        return (np.where(np.abs(x) <= 1.0, between, outside) + missing)[()]


def chain_potential(barrier_height: ArrayLike, fall: float, *, points: int = 31) -> tuple[Array, Array]:
    r"""Compute a potential of wells one after the other, each lower than the one before, with barriers between them.

    Parameters
    ----------
    barrier_height : array_like, shape (m,)
        Heights of the barriers one after the other, at most 1e300 in size; any sign.
    fall : float
        How much lower the next well is, at most 1e300 in size, in the same unit; any sign.
    points : int
        At how many points from one well to the next, at least 2.

    Returns
    -------
    place, energy : numpy.ndarray, shape (m * points,)
        Where, in distances between wells, and the energy above the first well, in the unit of the barriers.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    From the k-th well to the next, after Fig. 2(a) and (c) of [1]_:

    .. math:: U(k + x) = E_k\,\frac{1 - \cos 2 \pi x}{2} - (k + x)\,U_\mathrm{fall}

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Fig. 2(a) and (c).

    Examples
    --------
    >>> place, energy = chain_potential([3.0, 4.0], 0.1, points=3)
    >>> print(place, energy)
    [0.  0.5 1.  1.  1.5 2. ] [ 0.    2.95 -0.1  -0.1   3.85 -0.2 ]
    """
    heights = check_list("barrier_height", barrier_height, at_least=-_HIGHEST, at_most=_HIGHEST)
    lower = check_number("fall", fall, at_least=-_HIGHEST, at_most=_HIGHEST)
    count = int(check_whole("points", points, at_least=2.0, at_most=_MOST_POINTS))
    phase = np.linspace(0.0, 1.0, count)
    place = np.arange(heights.size)[:, np.newaxis] + phase
    bump = (1.0 - np.cos(2.0 * np.pi * phase)) / 2.0
    with np.errstate(over="ignore"):
        energy = heights[:, np.newaxis] * bump - lower * place
    return place.ravel(), energy.ravel()
