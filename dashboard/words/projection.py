"""The words of the projection page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

import limcore
from dashboard.figures.projection import EQUATION
from dashboard.figures.rows import in_rows
from dashboard.figures.runs import Array
from dashboard.parameters import PARAMETERS
from dashboard.references import KAPLAN, PAPER, address
from dashboard.wording import number, plural, power
from limcore.schedules import LAST_STEP

__all__ = [
    "COUNTS",
    "IN_PLACE",
    "LEAD",
    "SOURCE",
    "TITLE",
    "WALL_NAMES",
    "WHAT_IS_THIS",
    "WHAT_TO_LOOK_FOR",
    "assumptions",
    "between",
    "claim",
]

TITLE: Final = "What could it take to train a model?"

LEAD: Final = (
    "Lines are projections from stated assumptions, crosses are real trainings. "
    "**Drag the size of the model; then leave the arithmetic out and see what memory alone takes.**"
)

WHAT_IS_THIS: Final = """
What it could take to train a model, against its number of parameters, on five kinds of hardware. Crosses are real
trainings with their sources, and the bar through each spans GPU and DRAM from one count to the other for that model;
the band is a published claim for a model of the size of a brain. **Walls** shows where the energy goes. These are
estimates from stated assumptions, listed below the picture, not measurements.

**How often does a parameter move, and how often is it written?** *For each operation*: each of the six operations for
a parameter and a token fetches that parameter from memory, and updates it, without any reuse. So the paper counts
writes; here moves are counted alike. *For each step of the optimiser*: three moves and one update a step. A real
machine reuses what it has fetched, in caches and for many tokens at once: the trainings shown lie between the two.
"""

WALL_NAMES: Final = {
    "computing_J": "computing",
    "memory_J": "memory-wall: moving data",
    "updates_J": "update-wall: writing",
    "consolidation_J": "consolidation-wall: storing",
}

IN_PLACE: Final = (
    "Memory that computes moves no weights: it reads each where it stands, as part of computing. Inputs and gradients "
    "on their way are left out everywhere."
)

COUNTS: Final = {"reported": "energy_J", "step": "GPU by step, J", "operation": "GPU by operation, J"}
"""Names of columns: what is reported, and what GPU and DRAM would take by each count."""

WHAT_TO_LOOK_FOR: Final = """
- **One wall towers** if moves and updates are counted for each operation: on GPU and DRAM the memory-wall is the
  highest by far, more than a hundred times the arithmetic; the update-wall is a tenth of the arithmetic, and what is
  consolidated once, at the end, is next to nothing. Fig. 1 of the paper draws three walls, without heights. Counted for
  each step, as if a parameter served all tokens of a step once it is fetched, all three vanish beside the arithmetic.
- **Real trainings lie between the two counts**, all six of them, each for its own tokens and the parameters that work
  on each. Chips do not run at their peak all the time, as the count by step assumes; and they reuse what they fetch,
  unlike the count by operation. How much of their energy the walls take, these numbers do not tell.
- **The lines are for one number of tokens a parameter**, and each real training had its own. By step, at 20 tokens a
  parameter, BLOOM lies below the line of the GPU since it had only two; GLaM and DeepSeek-V3 since few of their
  parameters work on each token.
- **Arithmetic hides what memory saves.** With arithmetic counted, the Fowler-Nordheim memory lies close above
  learning-in-memory, and RRAM five times above it, by its writes. Once updates cost a few kT, multiplying costs nearly
  everything. The theory is silent on that fourth wall.
- **What counts as an update decides.** The paper sets 13 fJ, for one RRAM write, against more than 10²³ operations; the
  product, 1.3 × 10⁹ J, is our arithmetic. An optimiser writes each parameter once a step: many decades less.
- **Energy rises as the square of the size**, counted for each operation, since more parameters are given more tokens.
  The updates of learning-in-memory rise a little faster: the more there are, the higher the barrier they have come to.
"""

SOURCE: Final = (
    f"Updates after section III of {PAPER}; arithmetic after {KAPLAN}. The sum is our own accounting, not the paper's "
    "nor that of the published claim."
)


def assumptions(static_barrier: float) -> str:
    """List what the lines assume, with the rows of the spectrum's table that they use."""
    rows = {str(row["name"]): row for row in in_rows(limcore.hardware_columns())}

    def energy(name: str) -> str:
        row = rows[name]
        where = address(row["doi"], row["url"])
        return f"{number(float(row['energy_high_J']), 3)} J ({name}; [{row['source']}]({where}))"

    lines = [f"$\\;{EQUATION}$", ""]
    for one in limcore.SUBSTRATES.values():
        parts = [
            *([f"computing {energy(one.computing)}"] if one.computing else []),
            *([f"moving a bit {energy(one.transfer)}"] if one.transfer else []),
            _update(one.update, energy, static_barrier),
            *([f"storing {energy(one.storage)} for each bit"] if one.storage and one.storage != "learning" else []),
        ]
        lines.append(f"- **{one.title}**: {'; '.join(parts)}.")
    lines += ["", _COUNTED, "", _LEFT_OUT]
    return "\n".join(lines)


_COUNTED: Final = (
    "M moves and N updates of each parameter: both six for each token, without any reuse; or, counted for each step of "
    "the optimiser, three times a step read or written back and once a step updated. Memory that computes reads a "
    "parameter where it stands, as part of the operation: left out with the arithmetic. A GPU’s rated power holds what "
    "it fetches at its best; moves counted for each operation come on top. The result is stored once, at the end: each "
    "checkpoint in between would take as much again."
)
_LEFT_OUT: Final = (
    "Left out: inputs and gradients on their way, cooling, networks between machines, idle parts, optimiser state, "
    "failed runs."
)


def _update(kind: str, energy: Callable[[str], str], static_barrier: float) -> str:
    known = {
        "static": f"each write of a bit throws away {power(static_barrier)} kT",
        "learning": "each update of a bit max(E⁰, 0) + ΔE of the schedule, and at the end a freeze to the barrier that "
        "retention asks for",
        "landauer": "kT ln 2 for each bit of each update and nothing else",
    }
    return known.get(kind) or f"each write {energy(kind)}"


def between(reported: Array, step: Array, operation: Array) -> str:
    """Say how real trainings compare with the two counts on GPU and DRAM, all in J."""
    amid = int(np.sum((step <= reported) & (reported <= operation)))
    return (
        f"**{amid} of {reported.size} lie between the two counts**, each set against GPU and DRAM for its own tokens "
        f"and the parameters that work on each token, arithmetic counted. They took {_range(reported / step)} times "
        f"the count for each step, and {_range(reported / operation)} times the count for each operation. Most of "
        "these energies are themselves rated power times hours, as the column *scope* says."
    )


def _range(ratios: Array) -> str:
    return f"{number(float(ratios.min()), 2)} to {number(float(ratios.max()), 2)}"


def claim(updates: list[float], bits: float, name: str, alpha: float) -> str:
    """Say how many updates meet the published claim under our accounting."""
    one = limcore.BRAIN_SCALE
    low, high = (power(n, 2) if n < float("inf") else f"more than {power(LAST_STEP)}" for n in updates)
    where = f"[{one.source}]({one.url})"
    return (
        f"{where} project {power(one.energy_low_J)} to {power(one.energy_high_J)} J for {power(one.parameters)} "
        "parameters on learning-in-memory; later versions, with another title and other authors, leave it out of their "
        "abstract. With memory alone in our accounting, "
        f"{plural(number(bits), 'bit')} a parameter, α = {alpha:.3g} and {name}, that energy pays for **{low} to "
        f"{high} updates of each parameter**. It is not what their formulas assume, which could not be compared."
    )


CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "Assumptions": assumptions(PARAMETERS["static_barrier"].default),
}
