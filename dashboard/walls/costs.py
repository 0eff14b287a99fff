"""What each of the three walls costs today, and what it costs a memory whose barriers follow the learning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import limcore
from dashboard.figures.rows import in_rows
from dashboard.parameters.stops import TEN_YEARS
from dashboard.references import address
from dashboard.wording import number, power

__all__ = ["Cost", "Wall", "walls", "writes"]

_ROOM_TEMPERATURE: Final = 300.0
_ALPHA: Final = 0.5
_STEPS: Final = 10**6
_R_MAX: Final = 1e9
_WRONG_BITS: Final = 1e-9
"""After ten years; a device that is sold to last them promises no less."""
_DEVICE: Final = "Fowler-Nordheim dynamic memory"


@dataclass(frozen=True)
class Cost:
    """An energy for one bit or one update, in kT, and what it stands for; a range where sources differ."""

    low: float
    high: float
    words: str
    sources: tuple[tuple[str, str], ...] = ()
    """Names and addresses of what the ends of the range are taken from; none if it is computed here."""

    @property
    def text(self) -> str:
        """The energy in words."""
        return f"{_from_to(self.low, self.high, _brief)} kT"


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
    remark: str
    """What is to be said so that nobody expects too much."""
    page: str
    view: str

    @property
    def saved(self) -> tuple[float, float]:
        """How many times lower the wall becomes, at least and at most."""
        return self.today.low / self.learning.high, self.today.high / self.learning.low

    @property
    def saved_text(self) -> str:
        """How many times lower the wall becomes, in words."""
        return f"{_from_to(*self.saved, _brief)} times less"


def _brief(value: float) -> str:
    return number(value, 2) if value < 1000 else power(value, 2)


def _from_to(low: float, high: float, write: Callable[[float], str]) -> str:
    return write(low) if low == high else f"{write(low)} to {write(high)}"


def walls() -> tuple[Wall, ...]:
    """Compute the three walls, at room temperature."""
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    shown = ["barrier_height", "cumulative_dissipation"]
    last = limcore.learning_columns(schedule, _STEPS, alpha=_ALPHA, points=2, only=shown)
    mean = float(last["cumulative_dissipation"][-1]) / _STEPS
    target = float(limcore.barrier_for_retention(TEN_YEARS, rate_max=_R_MAX, failure_probability=_WRONG_BITS))
    freeze = float(limcore.freeze_energy(float(last["barrier_height"][-1]), target))
    return (
        Wall(
            name="memory",
            title="Memory-wall",
            question="Moving weights to where they are used, and back",
            before="memory",
            after="arithmetic",
            today=_hardware(_off_chip, "to move one bit out of memory beside the chip"),
            learning=_hardware(_read_in_place, "to read one bit in its array and multiply by it"),
            answer="Compute in the memory, and learn in it: a weight is used and changed where it stands.",
            remark="Inputs and gradients still have to travel.",
            page="spectrum",
            view="curves",
        ),
        Wall(
            name="update",
            title="Update-wall",
            question="Changing a weight, over and over, to high precision",
            before="weight before",
            after="weight after",
            today=writes("to write one bit of a static memory, at each update"),
            learning=Cost(mean, mean, f"for each update on average, over {power(_STEPS)} updates with ε = 1/n"),
            answer="Keep the barrier low while updates are many, and raise it as they die out.",
            remark=_built(),
            page="barrier",
            view="curves",
        ),
        Wall(
            name="consolidation",
            title="Consolidation-wall",
            question="Carrying what was learnt into a memory that lasts",
            before="short-term",
            after="long-term",
            today=writes("to write one bit into a memory that lasts"),
            learning=Cost(
                *(freeze, freeze),
                f"to raise the barrier to {number(target, 3)} kT, behind which one bit in {power(1 / _WRONG_BITS)} "
                "is wrong after ten years",
            ),
            answer="One and the same device is short-term memory first and long-term memory later. Freeze it once.",
            remark="So says theory, against real devices. Most of them are counted as cells alone: to program a bit, a "
            "flash memory as a whole takes decades more than its cell.",
            page="learning",
            view="retention",
        ),
    )


def writes(words: str = "to write one bit") -> Cost:
    """Give what it takes to write one bit, in those devices of the table that were built to last."""
    return _hardware(_long_term, words)


Row = Mapping[Any, Any]


def _off_chip(row: Row) -> bool:
    """Whether a row counts a bit or a word that is moved out of a memory apart from the processor."""
    return bool(row["kind"] == "transfer" or row["name"] == "DRAM")


def _read_in_place(row: Row) -> bool:
    """Whether a row counts one bit that is read and used in an array that was built."""
    return bool(row["kind"] == "mac" and row["bits"] == 1)


def _long_term(row: Row) -> bool:
    """Whether a row counts a write into a device that was built: neither a model nor without a source."""
    return bool(row["kind"] == "write" and row["basis"] == "review")


def _hardware(wanted: Callable[[Row], bool], words: str) -> Cost:
    """Take a cost from the table of cited hardware: from the cheapest of some rows to the dearest, for each bit."""
    rows = [row for row in in_rows(limcore.hardware_columns()) if wanted(row)]
    cheap = min(rows, key=lambda row: row["energy_low_J"] / row["bits"])
    dear = max(rows, key=lambda row: row["energy_high_J"] / row["bits"])
    ends = (cheap["energy_low_J"] / cheap["bits"], dear["energy_high_J"] / dear["bits"])
    low, high = (float(energy) / float(limcore.thermal_energy(_ROOM_TEMPERATURE)) for energy in ends)
    return Cost(low, high, words, tuple((str(row["name"]), address(row["doi"], row["url"])) for row in (cheap, dear)))


def _built() -> str:
    """Say what the one device takes whose barrier follows the learning."""
    energy = limcore.hardware_energy(_DEVICE)
    kT = energy / float(limcore.thermal_energy(_ROOM_TEMPERATURE))
    return (
        "So says theory, and sets it against static barriers above 10⁶ kT. The one such device in our tables, the "
        f"{_DEVICE}, is stated to take {number(energy * 1e15)} fJ, {power(kT, 2)} kT, for an update of up to 14 bits: "
        "about as much as such a static barrier. But it does follow the learning."
    )
