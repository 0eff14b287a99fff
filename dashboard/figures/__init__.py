"""The figures by name: each is a table, a drawing of it, and a description in words."""

from __future__ import annotations

from typing import Final

from dashboard.figures.barrier import BARRIER
from dashboard.figures.barrier_surface import BARRIER_SURFACE
from dashboard.figures.base import Columns, Drawing, Figure, encode_arrays, without_probe
from dashboard.figures.dissipation import DISSIPATION
from dashboard.figures.learning import LEARNING
from dashboard.figures.learning_surface import LEARNING_SURFACE
from dashboard.figures.learnt import LEARNT
from dashboard.figures.lifetimes import LIFETIMES
from dashboard.figures.logged_barrier import LOGGED_BARRIER
from dashboard.figures.logged_crossing import LOGGED_CROSSING
from dashboard.figures.logged_energy import LOGGED_ENERGY
from dashboard.figures.logged_values import LOGGED_VALUES
from dashboard.figures.memory_front import MEMORY_FRONT
from dashboard.figures.memory_history import MEMORY_HISTORY
from dashboard.figures.memory_price import MEMORY_PRICE
from dashboard.figures.occupation import OCCUPATION
from dashboard.figures.profile import PROFILE
from dashboard.figures.projection import PROJECTION
from dashboard.figures.projection_walls import PROJECTION_WALLS
from dashboard.figures.retention import RETENTION
from dashboard.figures.spectrum import SPECTRUM
from dashboard.figures.speed import SPEED
from dashboard.figures.training import TRAINING
from dashboard.figures.training_barriers import TRAINING_BARRIERS
from dashboard.figures.training_price import TRAINING_PRICE
from dashboard.figures.training_rest import TRAINING_REST
from dashboard.figures.training_tasks import TRAINING_TASKS
from dashboard.figures.wells import WELLS

__all__ = ["FIGURES", "Columns", "Drawing", "Figure", "encode_arrays", "without_probe"]

FIGURES: Final[dict[str, Figure]] = {
    figure.name: figure
    for figure in (
        BARRIER,
        BARRIER_SURFACE,
        LEARNING,
        LEARNING_SURFACE,
        RETENTION,
        DISSIPATION,
        MEMORY_PRICE,
        SPECTRUM,
        PROJECTION,
        PROJECTION_WALLS,
        WELLS,
        OCCUPATION,
        PROFILE,
        SPEED,
        LEARNT,
        TRAINING,
        TRAINING_BARRIERS,
        TRAINING_PRICE,
        TRAINING_REST,
        TRAINING_TASKS,
        LIFETIMES,
        MEMORY_FRONT,
        MEMORY_HISTORY,
        LOGGED_VALUES,
        LOGGED_CROSSING,
        LOGGED_BARRIER,
        LOGGED_ENERGY,
    )
}
