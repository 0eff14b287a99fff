"""What each of the three walls costs today, and what it costs a memory whose barriers follow the learning."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import limcore
from dashboard.references import address
from dashboard.wording import number, power

__all__ = ["Cost", "Wall", "walls"]

_ROOM_TEMPERATURE: Final = 300.0
_STATIC: Final = 1e6
_ALPHA: Final = 0.5
_STEPS: Final = 10**6
_R_MAX: Final = 1e9
_TEN_YEARS: Final = 10 * 365.25 * 86400.0
_MOVED: Final = "HBM2E device"
_STORED: Final = "Phase-change cell"


@dataclass(frozen=True)
class Cost:
    """An energy for one bit or one update, and what it stands for."""

    kT: float
    words: str
    source: str
    """The address of the source; empty if it is computed here."""

    @property
    def text(self) -> str:
        """The energy in words."""
        return "nothing" if self.kT == 0 else f"{number(self.kT, 2) if self.kT < 1000 else power(self.kT, 2)} kT"


@dataclass(frozen=True)
class Wall:
    """One of the three walls."""

    name: str
    title: str
    question: str
    before: str
    after: str
    today: Cost
    learning: Cost
    answer: str
    """What learning-in-memory does about it."""
    page: str
    view: str

    @property
    def saved(self) -> float:
        """How many times lower the wall becomes; infinite where it is gone."""
        return self.today.kT / self.learning.kT if self.learning.kT else math.inf


def walls() -> tuple[Wall, ...]:
    """Compute the three walls, at room temperature."""
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    last = limcore.learning_trajectory(schedule, _STEPS, alpha=_ALPHA, points=2).iloc[-1]
    mean = float(last["cumulative_dissipation"]) / _STEPS
    target = float(limcore.barrier_for_retention(_TEN_YEARS, rate_max=_R_MAX))
    freeze = float(limcore.freeze_energy(float(last["barrier_height"]), target))
    return (
        Wall(
            name="memory",
            title="Memory-wall",
            question="Moving weights to where they are used, and back",
            before="memory",
            after="arithmetic",
            today=_hardware(_MOVED, "to move one bit out of high-bandwidth memory"),
            learning=Cost(0.0, "the weight is used and changed where it stands", ""),
            answer="Compute in the memory, and learn in it: a weight that stays where it is costs nothing to move.",
            page="spectrum",
            view="curves",
        ),
        Wall(
            name="update",
            title="Update-wall",
            question="Changing a weight, over and over, to high precision",
            before="weight before",
            after="weight after",
            today=Cost(_STATIC, "of barrier in the way of each update of a static memory, as the paper has it", ""),
            learning=Cost(mean, f"for each update on average, over {power(_STEPS)} updates with ε = 1/n", ""),
            answer="Keep the barrier low while updates are many, and raise it as they die out.",
            page="barrier",
            view="curves",
        ),
        Wall(
            name="consolidation",
            title="Consolidation-wall",
            question="Carrying what was learnt into a memory that lasts",
            before="short-term",
            after="long-term",
            today=_hardware(_STORED, "to write one bit into a phase-change cell"),
            learning=Cost(freeze, f"to raise the barrier to {number(target, 3)} kT, which holds for ten years", ""),
            answer="One and the same device is short-term memory first and long-term memory later. Freeze it once.",
            page="learning",
            view="retention",
        ),
    )


def _hardware(name: str, words: str) -> Cost:
    """Take the cost from the table of cited hardware; the geometric mean of a range."""
    row = next(row for row in limcore.hardware_table().to_dict("records") if row["name"] == name)
    energy = limcore.hardware_energy(name) / float(row["bits"])
    kT = energy / float(limcore.thermal_energy(_ROOM_TEMPERATURE))
    return Cost(kT, words, address(str(row["doi"]), str(row["url"])))
