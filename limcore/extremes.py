"""Between which energies the updates of a run lie: that of the cheapest, and that of the dearest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from limcore.course import Start
from limcore.errors import Array
from limcore.pace import is_made
from limcore.schedules import Schedule
from limcore.steps import telling_steps
from limcore.trajectory import dissipation_columns

__all__ = ["update_energies"]

_POINTS: Final = 74
_CLOSER: Final = 33  # updates looked at between two that are listed
_VALLEYS: Final = 3  # about which it looks closer: two are common, and each costs as much as the first


def update_energies(
    schedule: Schedule,
    steps: float,
    *,
    alpha: float,
    squared_gradient: float = 1.0,
    kT: float = 1.0,
    start: Start = "paper",
) -> tuple[float, float]:
    r"""Find what the cheapest and the dearest update of a run dissipate in one memory element.

    Parameters
    ----------
    schedule, steps, alpha, squared_gradient, kT, start
        As for `learning_trajectory`.

    Returns
    -------
    least, most : float
        Energies in the unit of `kT`, those of updates that `dissipation_trajectory` would list; NaN if none is made.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    By section III of [1]_, :math:`\max(E^0_n, 0) + \Delta E_n`. Some updates are looked at, and then closer and closer
    those about the lowest valleys or the highest hills among them: one that stands out among neighbours that nobody
    looked at is missed.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> least, most = update_energies(paper, 10**6, alpha=0.5)
    >>> print(f"{least:.4f} to {most:.4f} kT")
    0.2500 to 6.2146 kT
    """
    law: dict[str, Any] = {"alpha": alpha, "squared_gradient": squared_gradient, "kT": kT, "start": start}

    def spent(n: Array) -> Array:
        path = dissipation_columns(schedule, steps, **law, points=n, only=["dissipation"])
        made = is_made(schedule.log_learning_rate(n - 1.0), squared_gradient)
        return np.where(made, path["dissipation"], np.nan)

    dissipation_columns(schedule, steps, **law, only=["n"])  # says what is wrong
    n = telling_steps(schedule, float(steps), _POINTS)
    return _least(spent, n), -_least(lambda n: -spent(n), n)


def _least(spent: Callable[[Array], Array], n: Array) -> float:
    """Look closer about the lowest valleys among the updates listed."""
    energies = spent(n)
    known = np.flatnonzero(~np.isnan(energies))
    if not known.size:
        return np.nan
    walled = np.concatenate([[np.inf], energies[known], [np.inf]])
    valleys = known[(walled[1:-1] <= walled[:-2]) & (walled[1:-1] <= walled[2:])]
    lowest = valleys[np.argsort(energies[valleys], kind="stable")][:_VALLEYS]
    return min(_bottom(spent, n, int(place)) for place in lowest)


def _bottom(spent: Callable[[Array], Array], n: Array, place: int) -> float:
    """Look closer and closer about one update, and what turns out to be less."""
    while True:
        first, last = n[max(place - 1, 0)], n[min(place + 1, n.size - 1)]
        closer = np.unique(np.rint(np.append(np.linspace(first, last, _CLOSER), n[place])))
        energies = spent(closer)
        if np.isin(closer, n).all():
            return float(np.nanmin(energies))
        n, place = closer, int(np.nanargmin(energies))
