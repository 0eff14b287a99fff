"""The frame of the page that documents the model: all else on it stands on other pages already."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER

__all__ = ["DOOR", "FIGURES", "LEAD", "LEFT_OUT", "LIMITS", "PARAMETERS", "SOURCE", "STEPS", "TITLE"]

TITLE: Final = "The model: what is in it, and what is not"

DOOR: Final = "The model: what is in it, and what is not"

LEAD: Final = (
    "For a teacher who is asked what these pictures leave out, and for whoever builds on them: what is modelled, with "
    "its equations, each simplification, and every number that can be set."
)

STEPS: Final = (
    "A memory element is two wells with a barrier between them, in contact with heat. Learning drives it, and a "
    "schedule of learning rates says how hard and how often. Barriers, rates, times and energies follow from that by "
    "these equations; in simulations, single elements hop by chance at the same rates. Spectrum and projections add "
    "what cited devices and trainings take."
)

LIMITS: Final = (
    "Each simplification, where it fails, and what that does to the numbers, at the parameters with which the pages "
    "begin."
)

LEFT_OUT: Final = """
- **A network**, but for the small ones of the page on training. Elsewhere no loss is computed and nothing is trained:
  of a training there is its schedule of learning rates, and one squared gradient for all weights and all times.
- **How a barrier is raised and lowered.** That it can be, for each element at each step, is taken for granted. What it
  costs is an assumption, for which there are three accounts.
- **Differences between elements.** All have the same barriers and the same attempt rate; none wears out, and none feels
  its neighbours.
- **Tunnelling.** Elements cross their barriers by heat alone.
- **Circuits.** Wires, sensing and leakage count as far as the energies of cited devices hold them.
"""

PARAMETERS: Final = (
    "Page by page, each where it comes first; the name in code letters is its key in addresses, on the command line "
    "and from Python. Each of the schedules that are compared has all parameters of a schedule; those of the first "
    "stand here."
)

FIGURES: Final = "What each figure draws, with the barrier of the mean rate where a convention can be chosen."

SOURCE: Final = f"After {PAPER}. Where the pages go beyond it, or differ, they say so."
