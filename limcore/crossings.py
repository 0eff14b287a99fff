"""How often a barrier is crossed for one net update: most crossings are taken back by thermal motion."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import LINEAR, exponential, product
from limcore.errors import MOST, Array, check, check_shapes

__all__ = ["crossings_at_log_rate", "net_update_crossings"]


def net_update_crossings(gradient_energy: ArrayLike, *, kT: ArrayLike = 1.0) -> Array:
    r"""Compute how many times the barrier is crossed, forward and back, for each net update.

    Parameters
    ----------
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Mean number of crossings, at least 1, of the broadcast shape; infinity without a drive.

    Raises
    ------
    DomainError
        If a drive is negative, or `kT` is not above 0 and finite.

    Notes
    -----
    On a ladder of states, all crossings come at the rate :math:`R_\rightarrow + R_\leftarrow`, and their surplus along
    the drive at :math:`R_\rightarrow - R_\leftarrow` (Eq. 2 of [1]_):

    .. math:: \frac{R_\rightarrow + R_\leftarrow}{R_\rightarrow - R_\leftarrow} = \frac{R^0}{R}
              = \coth\frac{\Delta E}{2kT} \approx \frac{2kT}{\Delta E}

    It depends on the drive alone, however high the barrier.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{net_update_crossings(1.0):.4f} {net_update_crossings(0.001):.1f}")
    2.1640 2000.0
    """
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(gradient_energy=drive, kT=thermal)
    with np.errstate(all="ignore"):
        half = np.asarray(drive / thermal / 2.0)
        weak = half < LINEAR
        strong = 1.0 / np.tanh(np.where(weak, 1.0, half))
        return np.where(weak, 2.0 * product(thermal, over=(drive,)), strong)[()]


def crossings_at_log_rate(log_rate: Array, squared_gradient: float) -> Array:
    """Compute `net_update_crossings` along learning from ln eps, for learning rates too small to be a double.

    Where there is no drive at all, no update is made and none is counted.
    """
    if squared_gradient == 0.0:
        return np.zeros(np.shape(log_rate))
    with np.errstate(all="ignore"):
        half = np.exp(log_rate) * squared_gradient / 2.0
        weak = half < LINEAR
        strong = 1.0 / np.tanh(np.where(weak, 1.0, half))
        few = exponential(-np.asarray(log_rate), np.asarray(2.0), over=(np.asarray(squared_gradient),))
        return np.where(np.isneginf(log_rate), 0.0, np.where(weak, few, strong))
