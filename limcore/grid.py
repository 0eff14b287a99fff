"""The barrier over drives and update rates as a table: the curves and the surface behind Fig. 3(a) of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.barriers import barrier_height
from limcore.errors import MOST, check_list, check_number
from limcore.kinetics import Convention

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["barrier_columns", "barrier_table"]


def barrier_table(
    gradient_energy: ArrayLike,
    update_rate: ArrayLike,
    *,
    rate_max: float = 1.0,
    kT: float = 1.0,
    convention: Convention = "mean_rate",
) -> pd.DataFrame:
    r"""Tabulate the barrier height at which each of some drives sustains each of some update rates.

    Parameters
    ----------
    gradient_energy : array_like, shape (m,)
        Sizes of the drive, at least 0, in the unit of `kT`.
    update_rate : array_like, shape (k,)
        Update rates, at least 0 and finite, in the unit of `rate_max`.
    rate_max, kT, convention
        As for `barrier_height`.

    Returns
    -------
    pandas.DataFrame
        One row for each drive at each rate, those of a rate together, with the columns gradient_energy (unit of `kT`),
        asked_update_rate (unit of `rate_max`), barrier_height (unit of `kT`), and feasible (whether it is at least 0).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    Eq. 4 of [1]_, as `barrier_height` has it.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023, Eq. 4 and Fig. 3(a).

    Examples
    --------
    >>> barrier_table([0.01, 1.0], [0.1, 0.01]).round(3)
       gradient_energy  asked_update_rate  barrier_height  feasible
    0             0.01               0.10          -2.996     False
    1             1.00               0.10           1.531      True
    2             0.01               0.01          -0.693     False
    3             1.00               0.01           3.833      True
    """
    import pandas as pd

    return pd.DataFrame(barrier_columns(gradient_energy, update_rate, rate_max=rate_max, kT=kT, convention=convention))


def barrier_columns(
    gradient_energy: ArrayLike,
    update_rate: ArrayLike,
    *,
    rate_max: float = 1.0,
    kT: float = 1.0,
    convention: Convention = "mean_rate",
) -> Columns:
    """Compute the table of `barrier_table` as arrays, without pandas.

    Parameters
    ----------
    gradient_energy, update_rate, rate_max, kT, convention
        As for `barrier_table`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (k times m,).

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> print(barrier_columns([0.01, 1.0], 0.1)["barrier_height"].round(3))
    [-2.996  1.531]
    """
    drive = check_list("gradient_energy", gradient_energy, at_least=0.0)
    rate = check_list("update_rate", update_rate, at_least=0.0, at_most=MOST)
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    law: dict[str, Any] = {"rate_max": fastest, "kT": thermal, "convention": convention}
    height = np.asarray(barrier_height(drive, rate[:, np.newaxis], **law))
    return {
        "gradient_energy": np.tile(drive, rate.size),
        "asked_update_rate": np.repeat(rate, drive.size),
        "barrier_height": height.ravel(),
        "feasible": height.ravel() >= 0,
    }
