"""Which update of a run takes the least energy, and which the most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.runs import Array, Run

__all__ = ["extreme_updates", "spent"]

_CLOSER: Final = 33  # updates looked at between two that are listed


def extreme_updates(run: Run) -> Array:
    """Find the cheapest update of a run and the dearest; none if none is made."""
    return np.asarray([n for place in (np.nanargmin, np.nanargmax) for n in _extreme(run, place)])


def _extreme(run: Run, place_of: Callable[[Array], Any]) -> list[float]:
    """Look among the updates listed, then closer and closer about the one found."""
    n = run.n
    while True:
        energies = spent(run, n)
        if np.all(np.isnan(energies)):
            return []
        place = int(place_of(energies))
        first, last = n[max(place - 1, 0)], n[min(place + 1, n.size - 1)]
        if last - first <= 2.0:
            return [float(n[place])]
        n = np.unique(np.rint(np.append(np.linspace(first, last, _CLOSER), n[place])))


def spent(run: Run, n: Array) -> Array:
    """Compute what each of some updates dissipates; NaN where none is made."""
    at = Run(run.values, run.place, n=n)
    energies = np.asarray(limcore.step_dissipation(at.mean_barrier, at.gradient_energy))
    return np.where(np.isfinite(energies) & (energies > 0), energies, np.nan)
