"""Pins: other states to compare with, and what they hold."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Parameter
from dashboard.parameters.lifetimes import PARAMETERS as LIFETIMES
from dashboard.parameters.run import PARAMETERS as RUN
from dashboard.parameters.run import RUN_KEYS
from dashboard.parameters.schedules import PARAMETERS as SCHEDULES
from dashboard.parameters.training import PARAMETERS as TRAINING
from dashboard.parameters.wells import PARAMETERS as WELLS
from dashboard.parameters.written import Pin

__all__ = ["PARAMETERS", "PINNED_KEYS", "PIN_KEYS", "PIN_LETTERS"]

PIN_KEYS: Final = ("pin_1", "pin_2", "pin_3")
PIN_LETTERS: Final = ("A", "B", "C")
_OF_MEMORIES: Final = (
    *("write_probability", "memory_levels", "level_ratio", "stored_at"),
    *("pattern_attempts", "static_low", "static_high"),
)
_OF_TRAININGS: Final = (
    *("task", "memory", "energy_scale", "weight_elements", "first_share", "first_step", "headroom"),
    *("training_steps", "seed"),
)
PINNED_KEYS: Final = (*RUN_KEYS, *_OF_MEMORIES, *_OF_TRAININGS)
"""What a pin holds: a learning run, what memories are like, and how a model is trained in them; not how many elements
there are, and what is asked."""

_HELD: Final = {one.key: one for one in (*RUN, *SCHEDULES, *LIFETIMES, *TRAINING, *WELLS) if one.key in PINNED_KEYS}

PARAMETERS: Final[tuple[Parameter, ...]] = tuple(
    Pin(key=key, label=f"Pin {letter}", find=_HELD.get) for key, letter in zip(PIN_KEYS, PIN_LETTERS, strict=True)
)
