"""A course of learning as a profile: the learning rate and the squared gradient of each listed update.

Schedules supply one, with a constant squared gradient, and so do logs of real runs, with one that changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from limcore._columns import Columns, chosen
from limcore._schedule import log_or_minus_infinity
from limcore.course import Start
from limcore.errors import MOST, Array, DomainError, check, check_choice, check_number
from limcore.learning import barrier_at_log_rate
from limcore.logs import TrainingLog
from limcore.pace import is_made
from limcore.schedules import Schedule, check_schedule
from limcore.steps import listed_steps

__all__ = ["Profile", "log_profile", "profile_columns", "running_median", "schedule_profile"]

_HIGHEST: Final = 99.9  # percentile of the squared norms that counts as a squared gradient of 1
_WIDEST: Final = 1001  # rows of a running median
_FINE: Final = 25  # medians within a window: those between lie on lines
_AT_ONCE: Final = 2**20  # values that are sorted at once


@dataclass(frozen=True, eq=False)
class Profile:
    """A course of learning.

    Attributes
    ----------
    n : array, shape (m,)
        Numbers of the listed updates, rising, counted from 1.
    log_learning_rate : array, shape (m,)
        Natural logarithm of the learning rate; minus infinity where no update is made.
    squared_gradient : array, shape (m,)
        The squared gradient, from 0 to 1.
    updates : array, shape (m,)
        How many updates each row stands for.
    is_ceiling : bool
        Whether the squared gradient is not known but taken as 1: the barrier is then the ceiling of Eq. 7.
    """

    n: Array
    log_learning_rate: Array
    squared_gradient: Array
    updates: Array
    is_ceiling: bool

    @property
    def made(self) -> NDArray[np.bool_]:
        """Whether an update is made: not at a learning rate of 0, nor without a gradient."""
        return is_made(self.log_learning_rate, self.squared_gradient)


def schedule_profile(
    schedule: Schedule, steps: float, *, squared_gradient: float = 1.0, points: int | ArrayLike | None = None
) -> Profile:
    """Give the profile of a schedule.

    Parameters
    ----------
    schedule : Schedule
        The learning-rate schedule; the n-th update uses ``schedule(n - 1)``.
    steps : int
        Number of updates.
    squared_gradient : float
        Squared gradient of all updates, from 0 to 1.
    points : int or array_like, optional
        Which updates to list, as for `learning_trajectory`.

    Returns
    -------
    Profile
        Each listed update stands for those since the one before it.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> profile = schedule_profile(make_schedule("inverse_time", initial=1.0, tau=1.0), 3)
    >>> print(np.exp(profile.log_learning_rate).round(4))
    [1.     0.5    0.3333]
    """
    squared = check_number("squared_gradient", squared_gradient, at_least=0.0, at_most=1.0)
    n = listed_steps(steps, points)
    log_rate = np.asarray(check_schedule(schedule).log_learning_rate(n - 1.0))
    return Profile(n, log_rate, np.full(n.size, squared), np.diff(n, prepend=0.0), squared == 1.0)


def log_profile(log: TrainingLog, *, clipped_at: float | None = None, window: int | None = None) -> Profile:
    r"""Give the profile of a real run, in relative form: the paper's numbers are all at most 1.

    Parameters
    ----------
    log : TrainingLog
        The log, by steps.
    clipped_at : float, optional
        The norm to which gradients were clipped.
    window : int, optional
        Rows of the running median by which squared gradients are smoothed, an odd number; by default a fiftieth of
        the rows, from 3 to 1001; in a window of more than 25 rows the median is taken at every twenty-fifth part of
        it, with straight lines between.

    Returns
    -------
    Profile
        A row for each of the log, which stands for the steps half way to its neighbours.

    Raises
    ------
    DomainError
        If the log counts epochs, or a parameter is not allowed.

    Notes
    -----
    With the norm G of the gradient over all D weights,

    .. math:: \varepsilon = \eta / \eta_\mathrm{max}

    .. math:: g^2 = \min\left(1, \frac{G^2}{Q_{99.9}(G^2)}\right),

    smoothed by a running median. D cancels: one norm for all weights says how gradients shrink along the run, not how
    they differ. Where a log has no norm, g² = 1, at which the barrier is the ceiling of Eq. 7 of [1]_.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> from io import StringIO
    >>> from limcore import read_training_log
    >>> log = read_training_log(StringIO("step,lr,grad_norm\n0,0.1,4\n1,0.1,2\n2,0.05,2\n"))
    >>> profile = log_profile(log, window=1)
    >>> np.exp(profile.log_learning_rate), profile.squared_gradient.round(3)
    (array([1. , 1. , 0.5]), array([1.  , 0.25, 0.25]))
    """
    by_steps(log)
    rate = log.learning_rate if clipped_at is None else log.clipped(clipped_at)
    log_rate = log_or_minus_infinity(rate) - np.log(rate.max())
    squared = None if log.gradient_norm is None else _squared_gradient(log, log.gradient_norm, window)
    known = np.ones(rate.size) if squared is None else squared
    return Profile(log.step + 1.0, log_rate, known, log.row_spans, squared is None)


def by_steps(log: TrainingLog) -> TrainingLog:
    """Check that a log counts steps."""
    if not isinstance(log, TrainingLog):
        raise DomainError("log", log, "a TrainingLog, as read_training_log gives it")
    if log.per_epoch:
        raise DomainError("log", log.source, "one that counts steps: say how many an epoch has (with_steps_per_epoch)")
    return log


def _squared_gradient(log: TrainingLog, norm: Array, window: int | None) -> Array | None:
    """Compute g²; where a row has no norm, from those around it. None where no norm is above 0."""
    known = np.isfinite(norm) & (norm < 1e150)
    if not np.any(norm[known] > 0):
        return None
    shares = (norm[known] / norm[known].max()) ** 2
    highest = float(np.percentile(shares, _HIGHEST)) or 1.0
    squared = np.interp(log.step, log.step[known], np.minimum(shares / highest, 1.0))
    return running_median(squared, window)


def running_median(values: Array, window: int | None = None) -> Array:
    """Compute the median of each value and those around it; at the ends, of those mirrored there."""
    rows = values.size
    width = min(max(3, rows // 50 | 1), _WIDEST) if window is None else int(check_number("window", window, at_least=1))
    if width % 2 == 0 or width > _WIDEST:
        raise DomainError("window", window, f"an odd number of rows, at most {_WIDEST}")
    half = min(width // 2, max(rows - 1, 0))
    if half == 0:
        return values
    windows = sliding_window_view(np.pad(values, half, mode="reflect"), 2 * half + 1)
    at = np.unique(np.append(np.arange(0, rows, max(1, width // _FINE)), rows - 1))
    each = max(1, _AT_ONCE // width)
    medians = [np.median(windows[at[first : first + each]], axis=1) for first in range(0, at.size, each)]
    smooth: Array = np.interp(np.arange(rows), at, np.concatenate(medians))
    return smooth


def profile_columns(
    profile: Profile,
    *,
    alpha: float,
    rate_max: float = 1.0,
    kT: float = 1.0,
    start: Start = "paper",
    only: Sequence[str] | None = None,
) -> Columns:
    r"""Compute what a profile asks of a memory element, update by update.

    Parameters
    ----------
    profile : Profile
        The course of learning.
    alpha : float
        Rate exponent, between 0 and 1.
    rate_max : float
        Attempt rate in 1/s, above 0.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    start : {"paper", "barrier_free"}
        Law of the update rates; with the barrier-free start they are scaled so that the lowest barrier of the whole
        profile is 0.
    only : list of str, optional
        The columns to compute; by default all of them.

    Returns
    -------
    dict of numpy.ndarray
        n; time_s, up to and with the updates that the row stands for; learning_rate; squared_gradient;
        update_rate (1/s), as far as it can be met; gradient_energy, barrier_height, dissipation and
        cumulative_dissipation (unit of `kT`, for one memory element); feasible. Where no update is made the barrier is
        NaN, and nothing is paid.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    For a constant squared gradient this is `learning_columns` with every update listed: the barrier is lowest where
    the learning rate is highest. Where the gradient shrinks as well, it may be lowest elsewhere,

    .. math:: E_n = E^\mathrm{paper}_n - \min_k E^\mathrm{paper}_k

    .. math:: R_n = R_\mathrm{max} \varepsilon_n^{1+\alpha} \exp(\min_k E^\mathrm{paper}_k / kT).

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = schedule_profile(make_schedule("inverse_time", initial=1.0, tau=1.0), 1000)
    >>> print(profile_columns(paper, alpha=0.5)["barrier_height"][[0, -1]].round(4))
    [-0.7719  2.7607]
    """
    exponent = check_number("alpha", alpha, above=0.0, below=1.0)
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    reduced, shift = _reduced(profile, exponent, start)
    log_drive = profile.log_learning_rate + log_or_minus_infinity(profile.squared_gradient)
    made = profile.made
    with np.errstate(all="ignore"):
        drive = thermal * np.exp(log_drive)
        asked = (1.0 + exponent) * profile.log_learning_rate + shift
        # Without a barrier to lower, the rate is all that the drive gives: R_max tanh(drive/2kT).
        rate = fastest * np.where(made, np.exp(asked + np.minimum(reduced, 0.0)), 0.0)
        paid = np.where(made, thermal * np.maximum(reduced, 0.0) + drive, 0.0)
        lasting = np.where(made, profile.updates * 0.5 / rate, 0.0)
    columns: dict[str, Callable[[], NDArray[np.generic]]] = {
        "n": lambda: profile.n,
        "time_s": lambda: np.cumsum(lasting),
        "learning_rate": lambda: np.exp(profile.log_learning_rate),
        "squared_gradient": lambda: profile.squared_gradient,
        "update_rate": lambda: rate,
        "gradient_energy": lambda: drive,
        "barrier_height": lambda: thermal * reduced,
        "dissipation": lambda: paid,
        "cumulative_dissipation": lambda: np.cumsum(paid * profile.updates),
        "feasible": lambda: reduced >= 0,
    }
    return chosen(columns, only)


def _reduced(profile: Profile, alpha: float, start: Start) -> tuple[Array, float]:
    """Compute barriers in kT, NaN where no update is made, and ln of the factor by which the rates are scaled."""
    check("squared_gradient", profile.squared_gradient, at_least=0.0, at_most=1.0, missing=False)
    with np.errstate(all="ignore"):
        paper = barrier_at_log_rate(
            profile.log_learning_rate,
            alpha,
            profile.squared_gradient,
            kT=1.0,
            initial_learning_rate=None,
            convention="mean_rate",
        )
    paper = np.where(profile.made, paper, np.nan)
    if check_choice("start", start, get_args(Start)) == "paper":
        return paper, 0.0
    shift = float(np.nanmin(paper)) if profile.made.any() else 0.0
    return paper - shift, shift
