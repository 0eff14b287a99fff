"""Weights of many binary elements each, behind barriers that are raised for each weight by another amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array
from limcore.training._accounts import Accounts
from limcore.training._population import Population, PopulationLaw

__all__ = ["Guarded"]


class Guarded(Population):
    """The weights of some runs that go on from where others stand, some of them behind higher barriers."""

    def __init__(
        self,
        law: PopulationLaw,
        up: NDArray[np.int64],
        raised: Array,
        accounts: Accounts,
        generator: np.random.Generator,
    ) -> None:
        super().__init__(law, up.shape[1], generator)
        self.up = up
        self._place = 2.0 * up / self._elements - 1.0
        self.accounts = accounts
        self._raised = raised
        self._slowed = np.exp(-raised)

    def update(self, n: int, gradient: Array) -> None:
        """Hold a gradient as long as update `n` takes."""
        drive = self._tilt * gradient
        tilt = np.tanh(0.5 * drive)
        attempts = self._law.attempts[n][:, None] * self._slowed
        relaxed = -np.expm1(-2.0 * attempts)
        hops = self._hops(relaxed, 0.5 * (1.0 + tilt))
        self._add_up(n, drive, tilt, attempts, hops)
        self.up = self.up + hops
        self._place = 2.0 * self.up / self._elements - 1.0

    def _add_up(self, n: int, drive: Array, tilt: Array, attempts: Array, hops: NDArray[np.int64]) -> None:
        """Add up the energies of one update: those of a population, weight by weight."""
        elements = self._law.elements
        barrier = np.maximum(self._law.barrier[n][:, None] + self._raised, 0.0)
        relaxed = -np.expm1(-2.0 * attempts)
        with np.errstate(invalid="ignore"):
            left = np.where(attempts > 0.0, relaxed / (2.0 * attempts), 1.0)  # of the way, on average over an update
        size, net = np.abs(drive), np.abs(tilt - self._place)
        crossed = attempts * (1.0 - tilt * tilt + left * tilt * (tilt - self._place))
        accounts = self.accounts
        accounts.heat += np.vecdot(drive, hops)
        accounts.paper += 0.5 * elements * (relaxed * (barrier + size) * net).sum(axis=1)
        accounts.crossings += elements * (barrier * crossed).sum(axis=1)
        accounts.literal += elements * (barrier + size).sum(axis=1)
