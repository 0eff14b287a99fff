"""Short scripts in limcore alone that compute what a figure shows, a writer for each figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboard.export.snippets.energy import dissipation, memory_price, projection, projection_walls, spectrum
from dashboard.export.snippets.landscape import barrier, barrier_surface
from dashboard.export.snippets.learning import learning, learning_surface, profile, retention
from dashboard.export.snippets.lifetimes import lifetimes, memory_front, memory_history
from dashboard.export.snippets.limits import speed
from dashboard.export.snippets.run import run, run_barrier, run_crossing, run_energy
from dashboard.export.snippets.training import (
    learnt,
    training,
    training_barriers,
    training_price,
    training_rest,
    training_tasks,
)
from dashboard.export.snippets.wells import occupation, wells
from dashboard.parameters import Values

__all__ = ["WRITERS"]

WRITERS: Final[dict[str, Callable[[Values], list[str]]]] = {
    "barrier": barrier,
    "barrier-surface": barrier_surface,
    "learning": learning,
    "learning-surface": learning_surface,
    "retention": retention,
    "dissipation": dissipation,
    "memory-price": memory_price,
    "spectrum": spectrum,
    "projection": projection,
    "projection-walls": projection_walls,
    "wells": wells,
    "occupation": occupation,
    "profile": profile,
    "speed": speed,
    "learnt": learnt,
    "training": training,
    "training-barriers": training_barriers,
    "training-price": training_price,
    "training-rest": training_rest,
    "training-tasks": training_tasks,
    "lifetimes": lifetimes,
    "memory-front": memory_front,
    "memory-history": memory_history,
    "run": run,
    "run-crossing": run_crossing,
    "run-barrier": run_barrier,
    "run-energy": run_energy,
}
"""For each figure what writes its script, line by line: parameters first, at the end a DataFrame called `table`."""
