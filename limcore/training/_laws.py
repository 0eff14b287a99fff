"""The laws by which memories follow a schedule, update by update, and the moments at which a run is told of."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from limcore._schedule import check_schedule
from limcore.errors import Array
from limcore.kinetics import equilibrium_rate
from limcore.schedules import Schedule, make_schedule
from limcore.training._ladder import LadderLaw
from limcore.training._population import PopulationLaw
from limcore.training._tasks import Task

__all__ = ["fall_of", "ladder_law", "moments_of", "population_law"]

_LADDER: Final = 100.0  # full scales to either end: a run that runs away ends there
_LEAST: Final = -300.0  # ln of a learning rate: at lower ones nothing moves


def moments_of(steps: int, points: int) -> NDArray[np.int64]:
    """Choose updates to tell of, from 0 to the last: the later, the farther apart."""
    return np.unique(np.rint(steps * np.linspace(0.0, 1.0, points) ** 2).astype(np.int64))


def fall_of(schedule: Schedule | None, steps: int) -> Array:
    """Give ln(eps_n) of all updates; what falls out of sight stays where it was last seen."""
    chosen = make_schedule("inverse_time", initial=1.0, tau=1.0) if schedule is None else check_schedule(schedule)
    logs = np.asarray(chosen.log_learning_rate(np.arange(float(steps))))
    return np.asarray(np.clip(logs, _LEAST, -_LEAST))


def population_law(task: Task, fall: Array, flat: dict[str, Array], rate_max: float, hold: float) -> PopulationLaw:
    first = np.log(2.0 * rate_max * hold) - np.log(-np.log1p(-flat["first_share"]))
    barrier = first - flat["alpha"] * fall
    attempts = hold * equilibrium_rate(barrier, rate_max=rate_max)
    return PopulationLaw(barrier, attempts, flat["elements"].astype(np.int64), task.full_scale, flat["energy_scale"])


def ladder_law(task: Task, fall: Array, flat: dict[str, Array]) -> LadderLaw:
    ceiling = np.maximum(flat["headroom"] * np.exp(-(1.0 + flat["alpha"]) * fall), 1e-300)
    step = flat["first_step"] * np.exp(fall)
    return LadderLaw(step, ceiling, flat["energy_scale"], _LADDER * task.full_scale)
