"""The memories that the page of lifetimes compares, with the parameters that are set for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns
from dashboard.figures.chosen_schedules import chosen_slots, make_schedule, pinned_values
from dashboard.parameters import SCHEDULE_SLOT, Values, slot
from dashboard.wording import number, plural

__all__ = [
    "ENERGIES",
    "FN",
    "LEARNING",
    "MEMORY_KEYS",
    "Kept",
    "columns_of",
    "compared",
    "for_patterns",
    "kept",
    "lasting",
    "marker",
]

MEMORY_KEYS: Final = (
    *("memory_size", "retrieval_threshold", "write_probability", "memory_levels", "level_ratio", "alpha"),
    *(slot(name, 1) for name in SCHEDULE_SLOT),
    *("stored_at", "pattern_attempts", "static_low", "static_high"),
)
FN: Final = "Fowler-Nordheim"
LEARNING: Final = "learning-in-memory"
ENERGIES: Final = ("barrier_height", "gradient_energy", "dissipation", "landauer")
"""The columns of limcore's table that are energies."""


@dataclass(frozen=True)
class Kept:
    """A memory: what it is called, how its line looks, what limcore calls it, and its parameters."""

    name: str
    model: str
    color: str
    dash: str
    parameters: tuple[tuple[str, Any], ...]
    width: float = 3.0
    pin: str = ""
    """The letter of the pin that it is of, if any."""

    @property
    def kind(self) -> str:
        """What it is called without a pin."""
        return self.name.rpartition(": ")[-1] if self.pin else self.name

    @property
    def given(self) -> dict[str, Any]:
        """Its parameters by name."""
        return dict(self.parameters)

    def but(self, **changes: Any) -> Kept:
        """Give the same with other parameters."""
        return replace(self, parameters=tuple((self.given | changes).items()))


def kept(values: Values) -> list[Kept]:
    """List the memories at some values; without a schedule, none learns."""
    levels, attempts = int(values["memory_levels"]), ("attempts", values["pattern_attempts"])
    listed = [
        Kept("binary", "binary", "@line-0", "dash", (("probability", values["write_probability"]),)),
        Kept("cascade", "cascade", "@line-2", "solid", (("levels", levels), ("ratio", values["level_ratio"]))),
        Kept("chain", "chain", "@line-3", "solid", (("levels", levels),)),
        Kept(FN, "fowler_nordheim", "@line-4", "solid", (("stored_after", values["stored_at"] - 1.0),)),
        *(
            Kept(
                f"static, {which}", "static", "@line-5", dash, (("barrier_height", values[f"static_{which}"]), attempts)
            )
            for which, dash in (("low", "dot"), ("high", "longdash"))
        ),
    ]
    if chosen_slots(values):
        law = (("schedule", make_schedule(values, 1)), ("alpha", values["alpha"]), ("stored_at", values["stored_at"]))
        listed.append(Kept(LEARNING, "learning_in_memory", "@line-1", "solid", (*law, attempts), 5.0))
    return listed


def compared(values: Values) -> list[Kept]:
    """List the memories at some values, then those of each pin that are not as they are now."""
    now, listed = kept(values), kept(values)
    for letter, pinned in pinned_values(values):
        others = [one for one in kept(pinned) if one.given not in [same.given for same in now if same.name == one.name]]
        listed += [replace(one, name=f"pin {letter}: {one.name}", pin=letter, width=1.5) for one in others]
    return listed


def marker(one: Kept, size: float) -> dict[str, Any]:
    """Give the look of a mark of a memory: full, or of a pin a ring that is a little smaller."""
    if one.pin:
        return {"size": size - 2, "color": "@ground", "line": {"color": one.color, "width": 2}}
    return {"size": size, "color": one.color, "line": {"color": "@ground", "width": 2}}


@lru_cache(maxsize=512)
def lasting(one: Kept, elements: float, threshold: float) -> float:
    """Compute how long a pattern lasts in a memory."""
    return limcore.retrieval_time(one.model, elements=elements, threshold=threshold, **one.given)


def columns_of(one: Kept, elements: float, times: Any) -> Columns:
    """Tabulate a memory, with its name, and energies by their unit."""
    table = limcore.lifetime_columns(one.model, elements=elements, times=times, **one.given)
    named = {f"{key}_kT" if key in ENERGIES else key: column for key, column in table.items()}
    return {"series": np.full(len(times), one.name, dtype=object), "patterns": named.pop("time"), **named}


def for_patterns(time: float) -> str:
    """Say how long a pattern lasts, in those that come later."""
    if time == np.inf:
        return "for ever"
    return f"for {plural(number(time), 'pattern')}" if time > 0 else "not at all"
