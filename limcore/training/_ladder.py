"""Weights that move along a ladder of states, with hops of the size of the update: the paper's words literally."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from limcore._barrier import mean_barrier
from limcore.errors import Array
from limcore.training._accounts import Accounts

__all__ = ["Ladder", "LadderLaw", "hop_numbers"]

_MANY: Final = 100.0  # hops: so many are as good as normally distributed
_FAINT: Final = 1e-9  # drives in kT: tanh(x/2) is x/2 to all digits
_ONE: Final = np.ones(())
_QUANTILES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, eq=False)
class LadderLaw:
    """How weights move at each update: arrays of shape (updates, runs), and (runs,) for what does not change."""

    step: Array
    """The learning rate eta_0 eps_n."""
    ceiling: Array
    """The greatest mean number of hops both ways in an update, R_max/R_n."""
    energy_scale: Array
    length: float
    """Where the ladder ends, on both sides."""


def hop_numbers(drive: Array, ceiling: Array) -> tuple[Array, Array]:
    """Give the mean numbers of net hops in an update and of all hops; the latter is infinite without drive or ceiling.

    One net hop takes 1/tanh(x/2) hops; where the ceiling allows fewer, the update is only partly done.
    """
    slope = np.tanh(0.5 * drive)
    with np.errstate(divide="ignore", invalid="ignore"):
        net = np.where(drive > 0.0, np.minimum(1.0, ceiling * slope), np.where(np.isinf(ceiling), 1.0, 0.0))
        return net, np.minimum(np.where(drive > 0.0, 1.0 / slope, np.inf), ceiling)


class Ladder:
    """The weights of some runs, each of which moves by hops up and down."""

    def __init__(self, law: LadderLaw, weights: int, generator: np.random.Generator, spread: float) -> None:
        self._law, self._generator = law, generator
        runs = law.energy_scale.size
        self.weights: Array = generator.normal(0.0, spread, (runs, weights)) if spread else np.zeros((runs, weights))
        self.accounts = Accounts(runs)
        self._drive = np.zeros((runs, weights))

    def update(self, n: int, gradient: Array) -> None:
        """Make one update, as far as the ceiling lets it be made."""
        step, ceiling = self._law.step[n][:, None], self._law.ceiling[n][:, None]
        drive = self._law.energy_scale[:, None] * step * gradient * gradient
        net, total = hop_numbers(drive, ceiling)
        jump = step * gradient
        hops = self._hops(net, total)
        move = -jump * hops
        faint = np.isinf(total) | (drive < _FAINT)
        if faint.any():  # of a normal with the same mean and variance, whose limit is that of Langevin's equation
            spread = self._spread(jump, total, step)
            normal = -jump * net + spread * self._generator.standard_normal(jump.shape)
            move = np.where(faint, normal, move)
        self.weights = np.clip(self.weights + move, -self._law.length, self._law.length)
        self._drive = drive
        self._account(n, drive, net, total, np.where(faint, net, hops))

    def _spread(self, jump: Array, total: Array, step: Array) -> Array:
        """Give the standard deviation of a move; without a drive that of Langevin's equation, sqrt(2 eta eps/lambda).

        Else a weight that once had no gradient would stand still for ever.
        """
        with np.errstate(invalid="ignore"):
            hopped = np.abs(jump) * np.sqrt(total)
        free = np.isinf(total) | (jump == 0.0)
        return np.where(free, np.sqrt(2.0 * step / self._law.energy_scale[:, None]), hopped)

    def _hops(self, net: Array, total: Array) -> Array:
        """Draw the net number of hops: the difference of two Poisson numbers, a normal one where they are many."""
        few = np.where(total < _MANY, total, 0.0)
        ahead, back = self._generator.poisson(np.stack([0.5 * (few + net), np.maximum(0.5 * (few - net), 0.0)]))
        hops = np.asarray(ahead - back, dtype=np.float64)
        many = (total >= _MANY) & np.isfinite(total)
        if many.any():
            spread = np.sqrt(total[many])
            hops[many] = net[many] + spread * self._generator.standard_normal(spread.size)
        return hops

    def _account(self, n: int, drive: Array, net: Array, total: Array, hops: Array) -> None:
        """Add up the energies of one update."""
        barrier = self.barriers(n)
        accounts = self.accounts
        accounts.heat += (drive * hops).sum(axis=1)
        accounts.paper += (net * (barrier + drive)).sum(axis=1)
        with np.errstate(invalid="ignore"):
            accounts.crossings += np.where(barrier > 0.0, barrier * total, 0.0).sum(axis=1)
        accounts.literal += (barrier + drive).sum(axis=1)

    def barriers(self, n: int) -> Array:
        """Compute the barriers of the weights after an update by Eq. 4, never below 0."""
        ceiling = self._law.ceiling[n][:, None]
        endless = np.isinf(ceiling)
        with np.errstate(divide="ignore", over="ignore"):
            height = mean_barrier(self._drive, np.where(endless, 1.0, 1.0 / ceiling), _ONE, _ONE)
        return np.where(endless, np.inf, np.maximum(height, 0.0))

    def quantiles(self, n: int) -> Array:
        """Give those of them: least, quarter, median, three quarters, greatest."""
        return np.quantile(self.barriers(n), _QUANTILES, axis=1, method="nearest").T

    def partial(self, n: int) -> Array:
        """Give the share of weights whose update is only partly done."""
        net, _ = hop_numbers(self._drive, self._law.ceiling[n][:, None])
        return np.asarray((net < 1.0).mean(axis=1))
