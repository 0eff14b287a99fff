"""What a step of a real run spends on a weight, in kT: from its gradient norms, or from its losses."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np

from limcore.errors import MOST, Array, check_choice, check_number
from limcore.logs import TrainingLog
from limcore.profile import by_steps, running_median

__all__ = ["Optimizer", "run_drive", "work_per_nat"]

Optimizer = Literal["sgd", "adam"]
"""How steps follow from gradients: in proportion, or, as Adam and its like make them, of a size of their own."""

_HUGE: Final = 1e150  # a norm whose square has room


def run_drive(
    log: TrainingLog,
    *,
    optimizer: Optimizer = "sgd",
    parameters: float = 1.0,
    energy_scale: float = 1.0,
    clipped_at: float | None = None,
    window: int | None = None,
) -> Array:
    r"""Compute the drive of each row of a log, for one weight, in kT.

    Parameters
    ----------
    log : TrainingLog
        The log, by steps.
    optimizer : {"sgd", "adam"}
        Plain gradient descent, or Adam and its like.
    parameters : float
        Number D of weights, above 0.
    energy_scale : float
        The energy scale: kT for each nat of loss, above 0. It is a choice; the paper's is 1.
    clipped_at : float, optional
        The norm to which gradients were clipped.
    window : int, optional
        Rows of the running median that smooths losses, as for `log_profile`.

    Returns
    -------
    array, shape (m,)
        The drive; 0 where the learning rate is 0. From losses also where they do not fall.

    Raises
    ------
    DomainError
        If the log counts epochs, or a parameter is out of its range.

    Notes
    -----
    With the energy scale :math:`\lambda`, for plain gradient descent, for Adam and its like (an upper bound, by
    Cauchy and Schwarz with steps of at most :math:`\eta` for each weight), and without norms (a lower bound, from the
    running minimum :math:`\tilde L` of the smoothed loss; its sum is :math:`\lambda(\tilde L_0 - \tilde L_N)/D`):

    .. math:: \Delta E = \lambda\eta G^2 / D, \qquad \Delta E \le \lambda\eta G / \sqrt D

    .. math:: \Delta E = \lambda \max(-d\tilde L/ds, 0) / D

    Examples
    --------
    >>> from io import StringIO
    >>> from limcore import read_training_log
    >>> log = read_training_log(StringIO("step,lr,grad_norm\n0,0.1,2\n1,0.0,2\n"))
    >>> run_drive(log, parameters=100), run_drive(log, parameters=100, optimizer="adam")
    (array([0.004, 0.   ]), array([0.02, 0.  ]))
    """
    by_steps(log)
    check_choice("optimizer", optimizer, get_args(Optimizer))
    weights = check_number("parameters", parameters, above=0.0, at_most=MOST)
    scale = check_number("energy_scale", energy_scale, above=0.0, at_most=MOST)
    rate = log.learning_rate if clipped_at is None else log.clipped(clipped_at)
    norm = _known(log, log.gradient_norm)
    with np.errstate(all="ignore"):
        if norm is None:
            drive = _from_loss(log, window) / weights
        elif optimizer == "sgd":
            drive = rate * norm / weights * norm
        else:
            drive = rate * norm / np.sqrt(weights)
        return np.where(rate > 0, np.minimum(scale * drive, MOST), 0.0)


def work_per_nat(log: TrainingLog, *, clipped_at: float | None = None) -> float:
    r"""Compute the work of plain gradient descent for each nat by which the loss fell: a check.

    Parameters
    ----------
    log : TrainingLog
        The log, by steps.
    clipped_at : float, optional
        The norm to which gradients were clipped.

    Returns
    -------
    float
        The quotient c; NaN if norms or losses are not known, or the loss did not fall.

    Raises
    ------
    DomainError
        If the log counts epochs, or a parameter is not allowed.

    Notes
    -----
    .. math:: c = \frac{\sum \eta G^2 \Delta s}{L_0 - L_N}

    It is 1.2 to 1.3 for full batches and grows as they shrink, since noise works too. Below 0.5, it was not plain
    gradient descent, or units are wrong.

    Examples
    --------
    >>> from io import StringIO
    >>> from limcore import read_training_log
    >>> log = read_training_log(StringIO("step,lr,loss,grad_norm\n0,0.1,2.5,1\n10,0.1,1.5,1\n"))
    >>> work_per_nat(log)
    1.0
    """
    by_steps(log)
    norm = _known(log, log.gradient_norm)
    losses = np.array([]) if log.loss is None else log.loss[np.isfinite(log.loss)]
    if norm is None or losses.size < 2 or losses[0] <= losses[-1]:
        return float("nan")
    rate = log.learning_rate if clipped_at is None else log.clipped(clipped_at)
    with np.errstate(all="ignore"):
        return float(np.sum(rate * norm * norm * log.row_spans) / (losses[0] - losses[-1]))


def _known(log: TrainingLog, values: Array | None) -> Array | None:
    """Give a value for each row, where some have none from their neighbours; None if no row has one above 0."""
    if values is None:
        return None
    known = np.isfinite(values) & (np.abs(values) < _HUGE)
    return np.interp(log.step, log.step[known], values[known]) if np.any(values[known] > 0) else None


def _from_loss(log: TrainingLog, window: int | None) -> Array:
    """Compute by how much the running minimum of the smoothed loss falls with each step."""
    known = np.zeros(log.step.size, dtype=bool) if log.loss is None else np.isfinite(log.loss)
    if log.loss is None or np.count_nonzero(known) < 2:
        return np.zeros(log.step.size)
    smooth = running_median(np.interp(log.step, log.step[known], log.loss[known]), window)
    lowest, step = np.minimum.accumulate(smooth), log.step
    before, after = np.maximum(np.arange(step.size) - 1, 0), np.minimum(np.arange(step.size) + 1, step.size - 1)
    return np.asarray((lowest[before] - lowest[after]) / (step[after] - step[before]))
