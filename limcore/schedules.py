"""Learning-rate schedules: the learning rate at step n, with the names and the counting (from 0) of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from limcore._annealing import Cosine, CosineRestarts, Noam, OneCycle
from limcore._decays import Constant, Exponential, InverseTime, Polynomial, PowerLaw, Step, Table
from limcore._schedule import LAST_STEP, Schedule, WarmUp, check_schedule, whole
from limcore.errors import DomainError, check_choice

__all__ = [
    "LAST_STEP",
    "SCHEDULES",
    "Constant",
    "Cosine",
    "CosineRestarts",
    "Exponential",
    "InverseTime",
    "Noam",
    "OneCycle",
    "Polynomial",
    "PowerLaw",
    "Schedule",
    "Step",
    "Table",
    "WarmUp",
    "check_schedule",
    "make_schedule",
]

SCHEDULES: Final[Mapping[str, type[Schedule]]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Constant,
            InverseTime,
            PowerLaw,
            Exponential,
            Step,
            Polynomial,
            Cosine,
            CosineRestarts,
            OneCycle,
            Noam,
            Table,
        )
    }
)
"""The schedules by name."""


def make_schedule(name: str, *, warmup_steps: float = 0, **parameters: Any) -> Schedule:
    """Make a learning-rate schedule by its name.

    Parameters
    ----------
    name : str
        A key of `SCHEDULES`: "constant", "inverse_time", "power_law", "exponential", "step", "polynomial", "cosine",
        "cosine_restarts", "one_cycle", "noam" or "table".
    warmup_steps : int
        Steps of a linear warm-up before it; for "noam", its own warm-up.
    **parameters
        The parameters of that schedule, as its class describes them: `initial` (learning rate of the first step) or
        `maximum`, `tau` (steps), `exponent`, `gamma` (factor below 1), `step_size`, `total_steps`, `power`, `minimum`
        (learning rate), `period`, `multiplier`, `pct_start`, `div_factor`, `final_div_factor`, `model_size`, `factor`,
        or for a table `steps` and `learning_rates`.

    Returns
    -------
    Schedule
        A callable that gives learning rates for step numbers counted from 0.

    Raises
    ------
    DomainError
        If the name or a parameter is unknown, one is missing, or a value is not allowed.

    Notes
    -----
    Step, exponential, polynomial, cosine annealing (also with restarts) and one-cycle are those of PyTorch. A polynomial
    ends at `minimum`, which PyTorch's has not, and stays there.

    Examples
    --------
    >>> schedule = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> schedule([0, 9, 99])
    array([1.  , 0.1 , 0.01])
    """
    made = SCHEDULES[check_choice("name", name, SCHEDULES)]
    warm = whole("warmup_steps", warmup_steps, at_least=0.0)
    if "warmup_steps" in made.parameter_names and warm > 0:
        parameters["warmup_steps"] = warm
    for key in parameters:
        if key not in made.parameter_names:
            raise DomainError("parameter", key, f"one of {', '.join(made.parameter_names)}")
    for key in made.parameter_names:
        if key not in parameters and key not in made.defaults:
            raise DomainError(key, None, f"given for the schedule {name}")
    schedule = made(**parameters)
    return WarmUp(schedule, warm) if warm > 0 and "warmup_steps" not in made.parameter_names else schedule
