"""The substrates that training is projected on, what energy goes into, and what has been claimed.

Their numbers are rows of the cited table of hardware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["BRAIN_SCALE", "SUBSTRATES", "WALLS", "PublishedProjection", "Substrate"]

WALLS: Final = MappingProxyType(
    {
        "computing": "computing",
        "memory": "moving data: the memory-wall",
        "updates": "updates: the update-wall",
        "consolidation": "consolidation: the consolidation-wall",
    }
)
"""What energy goes into, and the names of the walls."""


@dataclass(frozen=True)
class Substrate:
    """What the parts of training cost on a substrate: names of rows of `hardware_table`, or None where nothing.

    Attributes
    ----------
    title : str
        Its name for people.
    computing : str or None
        The row for one float operation.
    transfer : str or None
        The row for one bit moved between memory and computing.
    update : str
        The row for one write; or "static" (a barrier of `static_barrier`), "learning" (a barrier that follows the
        schedule) or "landauer".
    bits_in_a_cell : float
        How many bits of a parameter are written at once.
    storage : str or None
        The row for one bit written to long-term memory in the end; "learning": a barrier raised to what retention asks.
    """

    title: str
    computing: str | None
    transfer: str | None
    update: str
    bits_in_a_cell: float = 1.0
    storage: str | None = None


_IN_MEMORY: Final = "AFPR-CIM (RRAM)"
_LONG_TERM: Final = "Phase-change cell"
SUBSTRATES: Final[Mapping[str, Substrate]] = MappingProxyType(
    {
        "von_neumann": Substrate("GPU and DRAM", "NVIDIA H100 SXM", "HBM2E device", "static", 1.0, _LONG_TERM),
        "rram": Substrate("RRAM, compute-in-memory", _IN_MEMORY, None, "RRAM write, as the paper has it"),
        "dynamic": Substrate(
            "Fowler-Nordheim dynamic memory", _IN_MEMORY, None, "Fowler-Nordheim dynamic memory", 14.0, _LONG_TERM
        ),
        "learning": Substrate("learning-in-memory", _IN_MEMORY, None, "learning", 1.0, "learning"),
        "landauer": Substrate("Landauer limit", None, None, "landauer"),
    }
)
"""The substrates that are compared."""


@dataclass(frozen=True)
class PublishedProjection:
    """A claim from the literature of what training could cost.

    Attributes
    ----------
    parameters : float
        Size of the model.
    energy_low_J, energy_high_J : float
        Range of the energy in J.
    source, doi : str
        Where it is published.
    url : str
        Where the version that states it is found.
    """

    parameters: float
    energy_low_J: float
    energy_high_J: float
    source: str
    doi: str
    url: str


BRAIN_SCALE: Final = PublishedProjection(
    1e15,
    1e8,
    1e9,
    "Chen et al. 2024, versions 1 and 2",
    "10.48550/arXiv.2402.14878",
    "https://arxiv.org/abs/2402.14878v2",
)
"""The claim for a model of the size of a brain on learning-in-memory.

Z. Chen, J. Leugering, G. Cauwenberghs and S. Chakrabartty, "Energy-efficiency Limits on Training AI Systems using
Learning-in-Memory", arXiv 2402.14878, versions 1 and 2 (2024). From version 3 on (2025) the work has another title and
other authors, and its abstract leaves the claim out.
"""
