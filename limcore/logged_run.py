"""A real training run on memories that follow it: barriers by three readings, drives in kT, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from limcore._columns import Columns, chosen
from limcore.course import Start
from limcore.errors import MOST, Array, DomainError, check_choice, check_number
from limcore.logged_drive import Optimizer, run_drive
from limcore.logs import TrainingLog
from limcore.profile import by_steps, log_profile, profile_columns

__all__ = ["Reading", "RunTotals", "run_columns", "run_totals"]

Reading = Literal["paper", "population", "net_hop"]
"""How the barrier is read from a log: A, B and C of `run_columns`."""

_LINEAR: Final = 1e-8


def run_columns(
    log: TrainingLog,
    *,
    reading: Reading = "paper",
    alpha: float = 0.5,
    start: Start = "barrier_free",
    rate_max: float = 1.0,
    kT: float = 1.0,
    optimizer: Optimizer = "sgd",
    parameters: float = 1.0,
    energy_scale: float = 1.0,
    seconds_per_step: float = 1.0,
    largest_share: float = 0.1,
    clipped_at: float | None = None,
    window: int | None = None,
    only: Sequence[str] | None = None,
) -> Columns:
    r"""Follow a real run: barrier, drive, rate, time and energy of one memory element, row by row of its log.

    Parameters
    ----------
    log : TrainingLog
        The log, by steps.
    reading : {"paper", "population", "net_hop"}
        How the barrier is read: see the notes.
    alpha : float
        Rate exponent of the paper's reading, between 0 and 1.
    start : {"barrier_free", "paper"}
        Law of its update rates. The paper's asks for negative barriers where gradients are small.
    rate_max : float
        Attempt rate in 1/s, above 0.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    optimizer, parameters, energy_scale
        As for `run_drive`: they set the drive.
    seconds_per_step : float
        How long a step took, in s, above 0: the readings B and C need it.
    largest_share : float
        Share of the elements of a weight that may settle in the step of the highest learning rate, between 0 and 1
        (reading B).
    clipped_at, window
        As for `log_profile`.
    only : list of str, optional
        The columns to compute; by default all of them.

    Returns
    -------
    dict of numpy.ndarray
        n; time_s; learning_rate, as logged; loss and gradient_norm, NaN where not known; squared_gradient, of the
        relative form; gradient_energy, that which the barrier goes with in Eq. 4; drive, that which a step spends;
        update_rate (1/s); barrier_height, NaN where no update is made; floor and dissipation, by detailed balance and
        by the paper's account, and with cumulative_ before their names the sums (unit of `kT`; for one weight of one
        element); made.

    Raises
    ------
    DomainError
        If the log counts epochs, or a parameter is out of its range.

    Notes
    -----
    *A, the paper's* reading, with :math:`\varepsilon = \eta/\eta_\mathrm{max}` and the g² of `log_profile`:
    :math:`E/kT = -(1+\alpha)\ln\varepsilon + \ln\tanh(\varepsilon g^2/2)`.

    *B, population*: a weight is many elements, and in a step a share :math:`a = a_\mathrm{max}\varepsilon` of them
    settles: :math:`E/kT = \ln(2 R_\mathrm{max}\Delta t) - \ln[-\ln(1 - a)]`. It needs no gradient.

    *C, one net hop a step*: :math:`E/kT = \ln(2 R_\mathrm{max}\Delta t) + \ln\tanh(\Delta E/2kT)`. Where that is
    negative the device can't keep up.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> from io import StringIO
    >>> from limcore import read_training_log
    >>> log = read_training_log(StringIO("step,lr,grad_norm\n0,0.1,2\n1,0.01,2\n"))
    >>> print(run_columns(log)["barrier_height"].round(3))
    [0.    1.229]
    """
    by_steps(log)
    check_choice("reading", reading, get_args(Reading))
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    fastest = check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    lasts = check_number("seconds_per_step", seconds_per_step, above=0.0, at_most=MOST)
    share = check_number("largest_share", largest_share, above=0.0, below=1.0)
    profile = log_profile(log, clipped_at=clipped_at, window=window)
    paper = profile_columns(profile, alpha=alpha, rate_max=fastest, start=start)
    drive = run_drive(
        log, optimizer=optimizer, parameters=parameters, energy_scale=energy_scale, clipped_at=clipped_at, window=window
    )
    if reading == "paper":
        made, barrier, rate, time, along = (
            profile.made,
            paper["barrier_height"],
            paper["update_rate"],
            paper["time_s"],
            paper["gradient_energy"],
        )
    else:
        made, along = profile.log_learning_rate > -np.inf, drive
        rate, time = np.where(made, 0.5 / lasts, 0.0), np.cumsum(profile.updates) * lasts
        barrier = np.log(2.0 * fastest * lasts) + _height(reading, profile.log_learning_rate, drive, share)
        barrier = np.where(made, barrier, np.nan)
    with np.errstate(invalid="ignore"):
        paid = np.where(made, np.maximum(barrier, 0.0) + drive, 0.0)
    missing = np.full(profile.n.size, np.nan)
    columns: dict[str, Callable[[], NDArray[Any]]] = {
        "n": lambda: profile.n,
        "time_s": lambda: time,
        "learning_rate": lambda: log.learning_rate,
        "loss": lambda: missing if log.loss is None else log.loss,
        "gradient_norm": lambda: missing if log.gradient_norm is None else log.gradient_norm,
        "squared_gradient": lambda: profile.squared_gradient,
        "gradient_energy": lambda: thermal * along,
        "drive": lambda: thermal * drive,
        "update_rate": lambda: rate,
        "barrier_height": lambda: thermal * barrier,
        "floor": lambda: thermal * drive,
        "dissipation": lambda: thermal * paid,
        "cumulative_floor": lambda: thermal * np.cumsum(drive * profile.updates),
        "cumulative_dissipation": lambda: thermal * np.cumsum(paid * profile.updates),
        "made": lambda: made,
    }
    return chosen(columns, only)


def _height(reading: Reading, log_rate: Array, drive: Array, share: float) -> Array:
    """Compute what the barrier of the readings B and C has beside ln(2 R_max dt), in kT."""
    with np.errstate(all="ignore"):
        if reading == "population":
            settling = share * np.exp(log_rate)
            gone = np.where(settling > _LINEAR, -np.log1p(-settling), settling)
            return np.where(settling > 1e-300, -np.log(gone), -np.log(share) - log_rate)
        return np.where(drive < _LINEAR, np.log(drive / 2.0), np.log(np.tanh(drive / 2.0)))


@dataclass(frozen=True)
class RunTotals:
    """What a whole run comes to, in the unit of kT: for all weights, and all elements of each.

    Attributes
    ----------
    updates : float
        How many updates of a weight were made, of all weights together.
    floor : float
        What detailed balance asks for: the drive alone.
    dissipation : float
        By the paper's account: each update throws its barrier away in every element, and pays the drive.
    landauer : float
        kT ln 2 for each update of each element.
    time_s : float
        Wall-clock, in s.
    """

    updates: float
    floor: float
    dissipation: float
    landauer: float
    time_s: float

    def static(self, barrier: float, elements: float) -> float:
        """Give what memories would dissipate that throw away the same barrier at each update of each element."""
        return self.updates * elements * barrier


def run_totals(log: TrainingLog, *, elements: float = 1.0, kT: float = 1.0, **reading: Any) -> RunTotals:
    r"""Sum up a real run.

    Parameters
    ----------
    log : TrainingLog
        The log, by steps.
    elements : float
        Memory elements of a weight, above 0: its bits.
    kT : float
        Thermal energy, above 0, in the unit wanted for energies.
    **reading
        As for `run_columns`, `parameters` among them: the number D of weights.

    Returns
    -------
    RunTotals
        The sums over all updates of all weights.

    Raises
    ------
    DomainError
        As for `run_columns`.

    Notes
    -----
    With b elements a weight, and each row counted for its :math:`\Delta s` steps,

    .. math:: D \sum \Delta s\, \Delta E

    .. math:: D\, b \sum \Delta s\, [\max(E, 0) + \Delta E].

    Examples
    --------
    >>> from io import StringIO
    >>> from limcore import read_training_log
    >>> log = read_training_log(StringIO("step,lr,grad_norm\n0,0.1,2\n10,0.1,2\n"))
    >>> run_totals(log, parameters=100).floor
    4.0
    """
    bits = check_number("elements", elements, above=0.0, at_most=MOST)
    weights = check_number("parameters", reading.get("parameters", 1.0), above=0.0, at_most=MOST)
    if "only" in reading:
        raise DomainError("only", reading["only"], "left out: all that is summed is computed")
    names = ["time_s", "cumulative_floor", "cumulative_dissipation", "made"]
    table = run_columns(log, kT=kT, **reading, only=names)
    updates = weights * float(np.sum(log.row_spans[table["made"]]))
    return RunTotals(
        updates=updates,
        floor=weights * float(table["cumulative_floor"][-1]),
        dissipation=weights * bits * float(table["cumulative_dissipation"][-1]),
        landauer=updates * bits * kT * float(np.log(2.0)),
        time_s=float(table["time_s"][-1]),
    )
