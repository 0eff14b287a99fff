"""The words of the wells page."""

from __future__ import annotations

from typing import Final

from dashboard.figures.occupation import EQUATION as OCCUPATION
from dashboard.figures.wells import EQUATION
from dashboard.references import PAPER

__all__ = ["CHAPTERS", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "What holds a bit, and what moves it?"

LEAD: Final = (
    "A memory element sits in one of two wells. Heat makes it hop over the barrier now and then; a drive tilts the "
    "wells and eases the hop one way. **Press ▶, then drag the barrier and the drive.**"
)

WHAT_IS_THIS: Final = """
The line is the energy of one memory element; its two wells are the two states, 0 and 1. Each green dot is one element.
The two arrows are the rates at which elements hop to the right and back, to scale: the longer one is the faster one.
All elements begin in the left well. What you see is a simulation with the true rates, slowed down.

**Population** counts the elements in the lower well over time, beside the exact average. **Profile** puts many states
in a row, as a weight has them: once with the barriers of a static memory, once with barriers that follow the learning.
"""

WHAT_TO_LOOK_FOR: Final = """
- **A barrier holds, exponentially.** Each kT of barrier makes hops 2.7 times rarer, in both directions alike.
- **A drive decides, it does not hurry.** It sets the quotient of the two rates, exp(ΔE/kT), and with it where elements
  end. How soon they get there is the barrier's affair.
- **No drive, no learning.** At ΔE = 0 elements go on hopping, but as many to the left as to the right.
- **Many are certain where one is not.** In **Population**, go from 10 elements to a million: the scatter shrinks as
  one over the square root of their number. Another seed, another run of chance.
- **Why adapt?** In **Profile**, a static memory has the same high barrier in the way of every update, the first as the
  last. Barriers that follow the learning are low while there is much to learn, and high when there is much to keep.
"""

EQUATIONS: Final = f"""
The rates of the two directions (Eqs. 1 to 3 of the paper, with the size of ΔE throughout):

$${EQUATION}$$

The share of elements in the lower well, from the master equation of two states, when all begin in the upper one:

$${OCCUPATION}$$

The elements are simulated exactly (Gillespie's algorithm for the hops, binomial numbers for large populations), so any
difference from the average is chance and nothing else. `limcore.hops`, `limcore.simulate_population`,
`limcore.occupation`. Between the wells the line is drawn smoothly; only its bottoms and its top are physics.
"""

CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "Equations": EQUATIONS,
}

SOURCE: Final = f"After Fig. 2 of {PAPER}."
