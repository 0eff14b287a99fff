"""What a training in memories came to, and what becomes of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from limcore._columns import Columns
from limcore.dissipation import freeze_energy
from limcore.errors import MOST, Array, DomainError, check, check_list, check_number, check_seed
from limcore.kinetics import equilibrium_rate
from limcore.training._population import relaxed
from limcore.training._tasks import Task

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Frozen", "MemoryTraining", "Rest", "forced_write_energy"]


class Rest(NamedTuple):
    """What is left after rest: arrays of shape (times, ...), the runs last."""

    time_s: Array
    loss: Array
    accuracy: Array
    kept: Array
    """The share of the elements that has not relaxed, on average."""


class Frozen(NamedTuple):
    """A barrier raised at the end of training."""

    barrier: float
    """In kT."""
    energy: Array
    """What that takes, in kT for each weight: a convention, since to raise a barrier slowly is nearly free."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MemoryTraining:
    """Runs of a training, at some of their updates: arrays of shape (moments, ...), the runs last.

    A run is at `n` = 0 before its first update. Energies are in kT for each weight, added up from the start.
    """

    task: Task
    shape: tuple[int, ...]
    """The shape of the runs; () for a single one."""
    n: Array
    """Updates made, shape (moments,)."""
    time_s: Array
    """Wall-clock time, in s."""
    loss: Array
    """In nats, over all examples to learn from."""
    accuracy: Array
    """The share that is right of other examples; NaN where nothing is classified."""
    heat: Array
    """The floor: drive times net hops."""
    paper: Array
    """Barrier and drive for each net hop that is expected."""
    crossings: Array
    """The barrier at every hop, either way."""
    literal: Array
    """Barrier and drive of every element at every update."""
    partial: Array
    """The share of weights whose last update was only partly done."""
    barrier_quantiles: Array
    """Barriers of the weights in kT: least, quarter, median, three quarters, greatest, along a last axis."""
    weights: Array
    """The weights at the end, shape (..., weights)."""
    history: NDArray[np.float32] | None = None
    """The weights at each moment, shape (moments, ..., weights), if they are kept."""
    ladder_barriers: NDArray[np.float32] | None = None
    """Ladder: the barriers of the weights at each moment, shape (moments, ..., weights), if weights are kept."""
    up: NDArray[np.int64] | None = None
    """Population: how many elements of each weight are up at the end, shape (all runs, weights)."""
    elements: NDArray[np.int64]
    """Population: elements of each weight, shape (all runs,)."""
    energy_scale: Array
    """What a nat of loss is worth, in kT, shape (all runs,)."""
    rate_max: float

    def columns(self) -> Columns:
        """Give the table of a single run as arrays by the names of their columns."""
        if self.shape:
            raise DomainError("shape", self.shape, "(), a single run; take one of them")
        low, _, middle, _, high = self.barrier_quantiles.T
        return {
            "n": self.n,
            "time_s": self.time_s,
            "loss_nat": self.loss,
            "accuracy": self.accuracy,
            "heat_kT": self.heat,
            "paper_kT": self.paper,
            "crossings_kT": self.crossings,
            "literal_kT": self.literal,
            "lowest_barrier_kT": low,
            "median_barrier_kT": middle,
            "highest_barrier_kT": high,
            "partly_done": self.partial,
        }

    def table(self) -> pd.DataFrame:
        """Give the table of a single run for pandas."""
        import pandas as pd

        return pd.DataFrame(self.columns())

    @property
    def barrier(self) -> Array:
        """The barrier at the end, in kT; of a ladder the median."""
        return np.asarray(self.barrier_quantiles[-1, ..., 2])

    @property
    def barriers(self) -> NDArray[np.floating]:
        """The barriers of the weights at each moment, in kT, shape (moments, ..., weights); in a population all alike.

        Those of a ladder are kept with its weights, by `keep_weights`.
        """
        if self.up is not None:
            return np.broadcast_to(self.barrier_quantiles[..., 2:3], (*self.loss.shape, self.task.weights))
        if self.ladder_barriers is None:
            raise DomainError("keep_weights", False, "True, for the barriers of a ladder to be known")
        return self.ladder_barriers

    @property
    def efficiency(self) -> Array:
        """The share of the heat that has lowered the loss: lambda times what is gone of it, over that of all weights.

        It falls as a run goes on, since the noise of mini-batches gives off heat when hardly any loss is left, and with
        the first step: on the digits from 0.2 after 200 updates that began with 3 % of the elements to 0.02 after 1000
        that began with 12 %. NaN where no heat was given off; below 0 where the loss has risen.
        """
        gone = self.energy_scale.reshape(self.shape) * (self.loss[0] - self.loss[-1])
        spent = self.task.weights * self.heat[-1]
        return np.asarray(np.divide(gone, spent, out=np.full(self.shape, np.nan), where=spent != 0.0))

    def freeze(self, barrier_height: float) -> Frozen:
        """Compute what it takes to raise the barrier of all elements to a height in kT, at the end."""
        target = check_number("barrier_height", barrier_height, at_most=MOST)
        elements = self.elements if self.up is not None else np.ones_like(self.elements)
        return Frozen(target, elements.reshape(self.shape) * freeze_energy(self.barrier, target))

    def rest(self, times: ArrayLike, *, barrier_height: float | None = None, seed: int | None = 0) -> Rest:
        """Leave the elements of a population to themselves, without gradients, and see what is still known.

        `times` are in s, each counted from the end of training; the barrier is that of the last update unless another
        is given, in kT. Each time is drawn exactly, and by itself.
        """
        if self.up is None:
            raise DomainError("memory", "ladder", "a population: a ladder has no state that it relaxes to")
        seconds = check_list("times", times, at_least=0.0, at_most=MOST)
        check("times", seconds, missing=False)
        height = self.barrier.reshape(-1) if barrier_height is None else check_number("barrier_height", barrier_height)
        rate = np.broadcast_to(equilibrium_rate(height, rate_max=self.rate_max), self.elements.shape)
        generator = np.random.default_rng(check_seed(seed))
        losses, rights, shares = [], [], []
        with np.errstate(over="ignore"):
            left = np.exp(-2.0 * rate[None, :] * seconds[:, None])
        for kept in left:
            up = relaxed(self.up, self.elements, kept[:, None], generator)
            weights = self.task.full_scale * (2.0 * up / self.elements[:, None] - 1.0)
            losses.append(self.task.loss(weights))
            rights.append(np.full(len(weights), np.nan) if self.task.accuracy is None else self.task.accuracy(weights))
            shares.append(kept)
        loss, right, share = (np.stack(rows).reshape(seconds.size, *self.shape) for rows in (losses, rights, shares))
        return Rest(seconds, loss, right, share)


def forced_write_energy(updates: ArrayLike, *, bits: float = 16.0, barrier_height: float = 1e6) -> Array:
    r"""Compute what it takes to write a weight anew at each update, into a memory whose barrier does not follow.

    Parameters
    ----------
    updates : array_like
        How often the weight is written, from 0 to 1e100.
    bits : float
        Bits of a weight, above 0, at most 1e6.
    barrier_height : float
        What a written bit takes, in kT: the paper's :math:`10^6`, or the barrier of some retention, or ln 2; from 0 to
        1e100.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in kT for each weight.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> print(forced_write_energy(1000))
    16000000000.0
    """
    written = check("updates", updates, at_least=0.0, at_most=1e100)
    size = check_number("bits", bits, above=0.0, at_most=1e6)
    return np.asarray(written * size * check_number("barrier_height", barrier_height, at_least=0.0, at_most=1e100))[()]
