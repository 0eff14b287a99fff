"""Learning-rate schedules: the learning rate at step n, with the names and the counting (from 0) of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from limcore._annealing import Cosine, CosineRestarts, Noam, OneCycle
from limcore._cooling import COOL_DOWNS, CosineHeld, InverseSqrt, MultiStep, WarmupStableDecay
from limcore._cycles import Cyclic, FallingRestarts
from limcore._decays import Constant, Exponential, InverseTime, Polynomial, PowerLaw, Step, Table
from limcore._schedule import LAST_STEP, Schedule, check_schedule, whole
from limcore._sequence import InSequence
from limcore._warm_up import WARM_UP_PLACES, WARM_UPS, WarmUp
from limcore.errors import DomainError, check_choice

__all__ = [
    "COOL_DOWNS",
    "LAST_STEP",
    "SCHEDULES",
    "WARM_UPS",
    "WARM_UP_PLACES",
    "Constant",
    "Cosine",
    "CosineHeld",
    "CosineRestarts",
    "Cyclic",
    "Exponential",
    "FallingRestarts",
    "InSequence",
    "InverseSqrt",
    "InverseTime",
    "MultiStep",
    "Noam",
    "OneCycle",
    "Polynomial",
    "PowerLaw",
    "Schedule",
    "Step",
    "Table",
    "WarmUp",
    "WarmupStableDecay",
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
            InverseSqrt,
            Exponential,
            Step,
            MultiStep,
            Polynomial,
            Cosine,
            CosineHeld,
            WarmupStableDecay,
            CosineRestarts,
            FallingRestarts,
            OneCycle,
            Cyclic,
            Noam,
            Table,
            InSequence,
        )
    }
)
"""The schedules by name."""


def make_schedule(
    name: str,
    *,
    warmup_steps: float = 0,
    warmup: str = "nanogpt",
    warmup_start: float = 0.0,
    warmup_place: str = "before",
    **parameters: Any,
) -> Schedule:
    """Make a learning-rate schedule by its name.

    Parameters
    ----------
    name : str
        A key of `SCHEDULES`: "constant", "inverse_time", "power_law", "inverse_sqrt", "exponential", "step",
        "multi_step", "polynomial", "cosine", "cosine_held", "warmup_stable_decay", "cosine_restarts",
        "falling_restarts", "one_cycle", "cyclic", "noam", "table" or "sequence".
    warmup_steps : int
        Steps w of a linear warm-up before it; for "noam", its own warm-up.
    warmup : str
        How the warm-up rises to the first rate of the schedule: as (n+1)/(w+1) ("nanogpt"), as n/w from a rate of 0
        ("huggingface"), as (n+1)/w ("llm.c"), or from a part of that rate ("from_start").
    warmup_start : float
        That part, from 0 to 1: start_factor in PyTorch's LinearLR, warmup_lr_init over the rate in timm.
    warmup_place : str
        "before" the schedule, which then begins; "within" its total_steps, of which w are taken off; or "over" its
        first w steps, as in timm without warmup_prefix.
    **parameters
        The parameters of that schedule, as its class describes them: `initial` (learning rate of the first step) or
        `maximum`, `tau` (steps), `exponent`, `gamma` (factor below 1), `step_size`, `milestones` (steps),
        `total_steps`, `power`, `minimum` (learning rate), `stable_steps`, `decay_steps`, `cool_down` ("linear",
        "cosine", "one_minus_sqrt", "exponential"), `period`, `multiplier`, `cycles`, `growth`, `decay`, `pct_start`,
        `annealing` ("cosine", "linear"), `phases`, `div_factor`, `final_div_factor`, `rising_steps`, `falling_steps`,
        `model_size`, `factor`, for a table `steps` and `learning_rates`, or for a sequence `schedules` and
        `milestones`.

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
    Step, multi-step, exponential, polynomial, cosine annealing (also with restarts), one-cycle, cyclic and sequence are
    those of PyTorch. A polynomial ends at `minimum` and stays there, as Hugging Face's and Keras's do. A rate of 0 is
    allowed, but at rate 0 a step never ends: set a floor, or stop before.

    Examples
    --------
    >>> schedule = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> schedule([0, 9, 99])
    array([1.  , 0.1 , 0.01])
    """
    if not isinstance(name, str) or name not in SCHEDULES:
        raise DomainError("name", name, "a key of limcore.SCHEDULES, as constant, polynomial, cosine or step")
    made = SCHEDULES[name]
    warm = whole("warmup_steps", warmup_steps, at_least=0.0)
    place = check_choice("warmup_place", warmup_place, WARM_UP_PLACES)
    own_warm_up = "warmup_steps" in made.parameter_names
    if own_warm_up and warm > 0:
        parameters["warmup_steps"] = warm
    for key in parameters:
        if key not in made.parameter_names:
            raise DomainError("parameter", key, f"one of {', '.join(made.parameter_names)}")
    for key in made.parameter_names:
        if key not in parameters and key not in made.defaults:
            raise DomainError(key, None, f"given for the schedule {name}")
    if place == "within":
        parameters["total_steps"] = _without(warm, parameters.get("total_steps"))
    schedule = made(**parameters)
    if warm == 0 or own_warm_up:
        return schedule
    return WarmUp(schedule, warm, warmup, warmup_start, over=place == "over")


def _without(warm: float, total_steps: Any) -> float:
    """Take a warm-up off the steps in which it is counted."""
    if total_steps is None:
        raise DomainError("warmup_place", "within", '"before" or "over" for a schedule without total_steps')
    total = whole("total_steps", total_steps)
    if total <= warm:
        raise DomainError("total_steps", total_steps, f"greater than the warm-up within it, {warm:g}")
    return total - warm
