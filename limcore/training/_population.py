"""Weights of many binary elements each, which hop at the rates of Eqs. 1 and 2 while a gradient is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore.errors import Array
from limcore.training._accounts import Accounts

__all__ = ["Population", "PopulationLaw", "relaxed"]

_DRAWN: Final = 0.2  # µs for the two binomial numbers of a weight,
_FIXED: Final = 40.0  # and for hops one by one: so much in any case,
_HOPPED: Final = 0.08  # and so much each
_SLOW: Final = 1e-12  # relaxations in an update: fewer leave all of the distance from equilibrium
_MOST_ELEMENTS: Final = 1 << 22  # that are kept one by one


@dataclass(frozen=True, eq=False)
class PopulationLaw:
    """How elements hop at each update: arrays of shape (updates, runs), and (runs,) for what does not change."""

    barrier: Array
    """E_n, in kT."""
    attempts: Array
    """Hops at the mean rate while one gradient is held: R0 times that time."""
    elements: NDArray[np.int64]
    full_scale: float
    energy_scale: Array

    @property
    def tilt(self) -> Array:
        """The drive of an element in kT for a gradient of 1: kappa = 2 lambda W/M."""
        return np.asarray(2.0 * self.energy_scale * self.full_scale / self.elements)


class Population:
    """The weights of some runs: how many of the elements of each are up.

    An element that relaxes while a gradient is held ends up with the probability of equilibrium. Where most weights
    see some relax, the number that hops is drawn for each weight; where few do, those that do are drawn one by one.
    The numbers have the same distribution.
    """

    def __init__(self, law: PopulationLaw, weights: int, generator: np.random.Generator) -> None:
        self._law, self._generator = law, generator
        self._shape = runs, _ = (law.elements.size, weights)
        self._elements = law.elements[:, None]
        self._tilt = -law.tilt[:, None]
        self._rate = 2.0 * law.attempts
        self._share = -np.expm1(-self._rate)
        with np.errstate(invalid="ignore"):
            kept = self._share / self._rate
        self._kept = np.where(
            self._rate > _SLOW, kept, 1.0
        )  # of the distance from equilibrium, on average over an update
        self._counted = np.maximum(law.barrier, 0.0)
        self._costs = _DRAWN * runs * weights - _FIXED - _HOPPED * weights * self._rate @ law.elements
        if np.ptp(law.elements) or weights * int(law.elements.sum()) > _MOST_ELEMENTS:
            self._costs[:] = -1.0
        self.up = generator.binomial(self._elements, 0.5, self._shape)
        self._place = 2.0 * self.up / self._elements - 1.0
        self.accounts = Accounts(runs)
        self._ones = np.ones(weights)
        self._states: NDArray[np.uint8] | None = None
        self._marks = np.empty(0, dtype=np.int32)

    @property
    def weights(self) -> Array:
        """The weights, from -W to W."""
        return np.asarray(self._law.full_scale * self._place)

    def update(self, n: int, gradient: Array) -> None:
        """Hold a gradient as long as update `n` takes."""
        drive = self._tilt * gradient
        tilt = np.tanh(0.5 * drive)
        target = 0.5 * (1.0 + tilt)
        if self._costs[n] > 0.0:
            hops = self._hops_one_by_one(self._rate[n], target)
        else:
            hops = self._hops(self._share[n][:, None], target)
        self._account(n, drive, tilt, hops)
        self.up = self.up + hops
        self._place = 2.0 * self.up / self._elements - 1.0

    def _hops(self, share: Array, target: Array) -> NDArray[np.int64]:
        """Let a share of the elements relax towards the target: draw the net number of hops up for each weight."""
        self._states = None
        counts = np.stack([self._elements - self.up, self.up])
        rising, falling = self._generator.binomial(counts, np.stack([share * target, share * (1.0 - target)]))
        return np.asarray(rising - falling)

    def _hops_one_by_one(self, rate: Array, target: Array) -> NDArray[np.int64]:
        """Draw what relaxes from all elements; of one that is drawn twice, the last state counts."""
        runs, weights = self._shape
        elements = int(self._law.elements[0])
        if self._states is None:
            # Elements of a weight are alike: which of them are up does not matter.
            self._states = (np.arange(elements) < self.up.reshape(-1, 1)).view(np.uint8).ravel()
            self._marks = np.zeros(self._states.size, dtype=np.int32)
        each = weights * elements
        if runs == 1:  # a single number is drawn in a tenth of the time
            total = self._generator.poisson(float(rate[0]) * each)
            hit = self._generator.integers(0, each, total)
        else:
            numbers = self._generator.poisson(rate * each)
            total = int(numbers.sum())
            hit = self._generator.integers(0, each, total)
            hit += np.repeat(np.arange(runs) * each, numbers.astype(np.intp))
        owner = (hit // elements).astype(np.intp, copy=False)  # of 32 bits in a browser
        state = (self._generator.random(total) < target.take(owner)).view(np.uint8)
        order = np.arange(total, dtype=np.int32)
        self._marks[hit] = order
        changed = ((self._marks[hit] == order) & (self._states[hit] != state)).nonzero()[0]
        hit, owner, state = hit[changed], owner[changed], state[changed]
        self._states[hit] = state
        places = (2 * owner + state).astype(np.intp, copy=False)
        hops = np.bincount(places, minlength=2 * runs * weights).reshape(runs, weights, 2)
        return np.asarray(hops[..., 1] - hops[..., 0])

    def _account(self, n: int, drive: Array, tilt: Array, hops: NDArray[np.int64]) -> None:
        """Add up the energies of one update, from where the weights stand before it."""
        barrier, size, net = self._counted[n], np.abs(drive), np.abs(tilt - self._place)
        leaning = np.vecdot(tilt, tilt)
        left = self._shape[1] - leaning + self._kept[n] * (leaning - np.vecdot(tilt, self._place))
        accounts, elements = self.accounts, self._law.elements
        accounts.heat += np.vecdot(drive, hops.astype(np.float64))
        accounts.paper += (
            0.5 * elements * self._share[n] * (barrier * np.vecdot(net, self._ones) + np.vecdot(size, net))
        )
        accounts.crossings += barrier * elements * self._law.attempts[n] * left
        accounts.literal += elements * (barrier * self._shape[1] + np.vecdot(size, self._ones))

    def quantiles(self, n: int) -> Array:
        """Give the barrier of the weights, the same for all: least, quarter, median, three quarters, greatest."""
        return np.repeat(self._law.barrier[n][:, None], 5, axis=1)

    def partial(self, n: int) -> Array:
        """Give the share of updates that are only partly done: none, since a gradient is held for a set time."""
        return np.zeros_like(self._law.barrier[n])


def relaxed(
    up: NDArray[np.int64], elements: NDArray[np.int64], kept: Array, generator: np.random.Generator
) -> NDArray[np.int64]:
    """Draw how many elements are up after rest, of which a share `kept` has not relaxed: exact at any time."""
    flipped = 0.5 * (1.0 - kept)
    down = elements[:, None] - up
    return np.asarray(generator.binomial(up, 1.0 - flipped) + generator.binomial(down, flipped))
