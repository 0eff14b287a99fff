"""The words of the projection page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import limcore
from dashboard.figures.projection import EQUATION
from dashboard.parameters import PARAMETERS
from dashboard.references import KAPLAN, PAPER, address
from dashboard.wording import number, plural, power
from limcore.schedules import LAST_STEP

__all__ = [
    "LEAD",
    "SOURCE",
    "TITLE",
    "WALL_NAMES",
    "WHAT_IS_THIS",
    "WHAT_TO_LOOK_FOR",
    "assumptions",
    "claim",
]

TITLE: Final = "What could it take to train a model?"

LEAD: Final = (
    "Lines are projections from stated assumptions, crosses are real trainings. "
    "**Drag the size of the model; then leave the arithmetic out and see what memory alone takes.**"
)

WHAT_IS_THIS: Final = """
What it could take to train a model, against its number of parameters, on five kinds of hardware. Points are real
trainings with their sources; the band is a published claim for a model of the size of a brain. **Walls** shows where
the energy goes. These are estimates from stated assumptions, listed below the picture, not measurements.
"""

WALL_NAMES: Final = {
    "computing_J": "computing",
    "memory_J": "memory-wall: moving data",
    "updates_J": "update-wall: writing",
    "consolidation_J": "consolidation-wall: storing",
}

WHAT_TO_LOOK_FOR: Final = """
- **Real trainings of dense models lie above the line of the GPU**: it is drawn at its rated peak, and a real run waits,
  cools and talks to other machines. GLaM and DeepSeek-V3 lie below it: few of their parameters work on each token.
- **Arithmetic hides what memory saves.** With arithmetic counted, all compute-in-memory lines run together: once
  updates cost a few kT, multiplying costs nearly everything. The theory is silent on that fourth wall.
- **What counts as an update decides.** The paper multiplies 13 fJ by all 10²³ operations and gets 1.3 × 10⁹ J. An
  optimiser writes each parameter once a step: many decades less.
- **Learning-in-memory grows a little faster than in proportion**: the more updates, the higher the barrier they have
  come to.
"""

SOURCE: Final = (
    f"Updates after section III of {PAPER}; arithmetic after {KAPLAN}. The sum is our own accounting, not the paper's "
    "nor that of the published claim."
)


def assumptions(static_barrier: float) -> str:
    """List what the lines assume, with the rows of the spectrum's table that they use."""
    table = limcore.hardware_table()
    rows = {str(row["name"]): row for row in table.to_dict("records")}

    def energy(name: str) -> str:
        row = rows[name]
        where = address(row["doi"], row["url"])
        return f"{number(float(row['energy_high_J']), 3)} J ({name}; [{row['source']}]({where}))"

    lines = [f"$\\;{EQUATION}$", ""]
    for one in limcore.SUBSTRATES.values():
        parts = [
            *([f"computing {energy(one.computing)}"] if one.computing else []),
            *([f"moving a bit {energy(one.transfer)}, three times a step"] if one.transfer else []),
            _update(one.update, energy, static_barrier),
            *([f"storing {energy(one.storage)} for each bit"] if one.storage and one.storage != "learning" else []),
        ]
        lines.append(f"- **{one.title}**: {'; '.join(parts)}.")
    lines += ["", "Left out: cooling, networks between machines, idle parts, optimiser state, failed runs."]
    return "\n".join(lines)


def _update(kind: str, energy: Callable[[str], str], static_barrier: float) -> str:
    known = {
        "static": f"each write of a bit throws away {power(static_barrier)} kT",
        "learning": "each update of a bit max(E⁰, 0) + ΔE of the schedule, and at the end a freeze to the barrier that "
        "retention asks for",
        "landauer": "kT ln 2 for each bit of each update and nothing else",
    }
    return known.get(kind) or f"each write {energy(kind)}"


def claim(updates: list[float], bits: float, name: str, alpha: float) -> str:
    """Say how many updates meet the published claim under our accounting."""
    one = limcore.BRAIN_SCALE
    low, high = (power(n, 2) if n < float("inf") else f"more than {power(LAST_STEP)}" for n in updates)
    where = f"[{one.source}](https://doi.org/{one.doi})"
    return (
        f"{where} project {power(one.energy_low_J)} to {power(one.energy_high_J)} J for {power(one.parameters)} "
        f"parameters on learning-in-memory; later versions no longer state it. With memory alone in our accounting, "
        f"{plural(number(bits), 'bit')} a parameter, α = {alpha:.3g} and {name}, that energy pays for **{low} to "
        f"{high} updates of each parameter**. It is not what their formulas assume, which could not be compared."
    )


CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "Assumptions": assumptions(PARAMETERS["static_barrier"].default),
}
