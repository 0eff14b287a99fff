"""A training log: its steps, rates, losses and gradient norms, and what was done to read them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from limcore.errors import MOST, Array, DomainError, check_number, check_whole
from limcore.logs._logged import LoggedRates
from limcore.logs._thinned import kept_rows, mean_around

__all__ = ["TrainingLog"]


@dataclass(frozen=True, eq=False)
class TrainingLog:
    """What a training log says, in the order of its steps.

    Attributes
    ----------
    format : str
        What the file was recognised as.
    step : array, shape (m,)
        Rising numbers of optimiser steps, the first 0; of epochs, if `per_epoch`.
    learning_rate : array, shape (m,)
        The learning rate at each, at least 0.
    loss, gradient_norm : array, shape (m,), or None
        Training loss and norm of the gradient; NaN where a row has none, None if no row has one.
    per_epoch : bool
        Whether the rows count epochs: `with_steps_per_epoch` makes steps of them.
    warnings : tuple of str
        A sentence for each thing that was done or assumed.
    source : str
        The name of the file.
    """

    format: str
    step: Array
    learning_rate: Array
    loss: Array | None
    gradient_norm: Array | None
    per_epoch: bool
    warnings: tuple[str, ...]
    source: str

    @property
    def row_spans(self) -> Array:
        """How many steps each row stands for: half of those between its neighbours."""
        if self.step.size < 2:
            return np.ones(self.step.size)
        between = np.diff(self.step) / 2.0
        return np.concatenate([between[:1], between[1:] + between[:-1], between[-1:]])

    def with_steps_per_epoch(self, steps_per_epoch: float) -> TrainingLog:
        """Make steps of epochs.

        Parameters
        ----------
        steps_per_epoch : float
            How many optimiser steps an epoch has, above 0.

        Returns
        -------
        TrainingLog
            The same log, by steps.

        Raises
        ------
        DomainError
            If it counts steps already, or the number is not allowed.
        """
        count = check_number("steps_per_epoch", steps_per_epoch, above=0.0, at_most=2.0**53)
        if not self.per_epoch:
            raise DomainError("steps_per_epoch", steps_per_epoch, "left out: this log counts steps, not epochs")
        return replace(self, step=self.step * count, per_epoch=False)

    def clipped(self, threshold: float) -> Array:
        """Compute the effective learning rates of a run whose gradients are clipped to a norm.

        Parameters
        ----------
        threshold : float
            The norm c to which gradients are clipped, above 0.

        Returns
        -------
        array, shape (m,)
            The rate times min(1, c/G); the rate itself where the norm G is not known.

        Raises
        ------
        DomainError
            If the log has no gradient norm, or the threshold is not allowed.
        """
        most = check_number("threshold", threshold, above=0.0, at_most=MOST)
        if self.gradient_norm is None:
            raise DomainError("threshold", threshold, "left out: this log has no gradient norm")
        norm = np.where(np.isfinite(self.gradient_norm), self.gradient_norm, 0.0)
        return self.learning_rate * np.minimum(1.0, most / np.maximum(norm, most))

    def thinned(self, rows: int) -> TrainingLog:
        """Give a log of fewer rows that tells the same run.

        Parameters
        ----------
        rows : int
            The most rows that are kept, at least 8.

        Returns
        -------
        TrainingLog
            The rows at which ln eta departs most from straight lines, and some between them, with the learning rates
            as they are. A loss is the mean, a norm the root of the mean square, over the rows nearest to it: a sum of
            squared norms stays. A log that has no more rows is given as it is.

        Raises
        ------
        DomainError
            If `rows` is not allowed.
        """
        most = int(check_whole("rows", rows, at_least=8.0, at_most=2.0**53))
        if self.step.size <= most:
            return self
        kept = kept_rows(self.step, self.learning_rate, most)
        beside = [
            None if values is None else mean_around(values, kept, self.row_spans, power)
            for values, power in ((self.loss, 1.0), (self.gradient_norm, 2.0))
        ]
        return replace(
            self,
            step=self.step[kept],
            learning_rate=self.learning_rate[kept],
            loss=beside[0],
            gradient_norm=beside[1],
            warnings=(*self.warnings, f"Of its {self.step.size:,} rows, {kept.size:,} are kept."),
        )

    def schedule(self) -> LoggedRates:
        """Give the learning rates as a schedule like any other.

        Returns
        -------
        Schedule
            The rates of the rows; between them ln eps is a straight line, and from and to a rate of 0 the rate itself.
            After the last row its rate holds.
        """
        return LoggedRates(self.step, self.learning_rate)
