"""What each net update takes in hops and heat, beside two bounds on it: the table behind "What haste costs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.bounds import least_heat, speed_limit_heat
from limcore.crossings import net_update_crossings
from limcore.errors import Array, check_list
from limcore.kinetics import directional_rates, update_rate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["net_update_columns", "net_update_table"]


def net_update_table(gradient_energy: ArrayLike) -> pd.DataFrame:
    r"""Tabulate what a net update takes in hops and heat between two wells, and the least that hops can cost.

    Parameters
    ----------
    gradient_energy : array_like, shape (m,)
        Sizes of the drive in kT, at least 0.

    Returns
    -------
    pandas.DataFrame
        One row for each drive, with the columns net_share (of all hops, R/R0); crossings, the hops for each net one;
        and for each net one heat_kT, what it gives off, tight_bound_kT and speed_limit_kT, the least that so many hops
        can give off by either bound (kT).

    Raises
    ------
    DomainError
        If a drive is negative.

    Notes
    -----
    By Eq. 3 of [1]_ the net share is :math:`R/R^0 = \tanh(\Delta E/2kT)`, whatever the barrier. The bounds are those of
    `least_heat` and `speed_limit_heat`.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Eqs. 2 and 3.

    Examples
    --------
    >>> net_update_table([0.1, 1.0]).round(4)
       net_share  crossings  heat_kT  tight_bound_kT  speed_limit_kT
    0     0.0500    20.0167      0.1             0.1          0.0999
    1     0.4621     2.1640      1.0             1.0          0.9242
    """
    import pandas as pd

    return pd.DataFrame(net_update_columns(gradient_energy))


def net_update_columns(gradient_energy: ArrayLike) -> Columns:
    """Compute the table of `net_update_table` as arrays, without pandas.

    Parameters
    ----------
    gradient_energy : array_like, shape (m,)
        As for `net_update_table`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (m,).

    Raises
    ------
    DomainError
        If a drive is negative.

    Examples
    --------
    >>> print(net_update_columns([0.1, 1.0])["crossings"].round(4))
    [20.0167  2.164 ]
    """
    drive = check_list("gradient_energy", gradient_energy, at_least=0.0)
    share = np.asarray(update_rate(0.0, drive))
    net, backward = 2.0 * share, np.asarray(directional_rates(0.0, drive)[1])
    return {
        "net_share": share,
        "crossings": np.asarray(net_update_crossings(drive)),
        "heat_kT": drive,
        "tight_bound_kT": _each(np.asarray(least_heat(net, backward)), net),
        "speed_limit_kT": _each(np.asarray(speed_limit_heat(net, backward)), net),
    }


def _each(heat: Array, net: Array) -> Array:
    """Share the heat of all hops among the net ones; as these get few, it gets as little."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(net == 0, 0.0, heat / net)
