"""The words of the wells page."""

from __future__ import annotations

from typing import Final

from dashboard.figures.occupation import EQUATION as OCCUPATION
from dashboard.figures.wells import EQUATION
from dashboard.references import PAPER

__all__ = ["CHAPTERS", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS", "chapters"]

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

DRIVE: Final = {
    "mean_rate": """
- **A drive decides, it does not hurry.** It sets the quotient of the two rates, exp(ΔE/kT), and with it where elements
  end. How soon they get there is the barrier’s affair, because E⁰ is here the barrier of the mean rate, as in the
  paper: a drive that speeds up one hop slows down the other. Choose the *symmetric tilt* and it hurries too.
""",
    "symmetric_tilt": """
- **A drive decides, and it hurries.** It sets the quotient of the two rates, exp(ΔE/kT), and with it where elements
  end. With the *symmetric tilt*, as where a field writes, it also takes half of ΔE from the barrier ahead and adds the
  other half to the one behind: elements settle cosh(ΔE/2kT) times sooner, 6 times at 5 kT and 74 times at 10 kT. With
  the barrier of the *mean rate*, the paper’s, it does not hurry them at all.
""",
}
"""What a drive does, by the convention of the barrier."""

LOOK_FOR: Final = """
- **A barrier holds, exponentially.** Each kT of barrier makes hops 2.7 times rarer, in both directions alike.
DRIVE
- **No drive, no learning.** At ΔE = 0 elements go on hopping, but as many to the left as to the right.
- **Net progress ends here.** All elements begin on the left, and from there more hop right than left. As the right well
  fills, more come back, until net progress is nothing. A weight has more than two states, a ladder of them
  (**Profile**): there the next step always waits, and an element goes on at twice the update rate.
- **Many are certain where one is not.** In **Population**, go from 10 elements to a million: the scatter shrinks as
  one over the square root of their number. Another seed, another run of chance.
- **Why adapt?** In **Profile**, a static memory has the same high barrier in the way of every update, the first as the
  last. Barriers that follow the learning are low while there is much to learn, and high when there is much to keep.
"""

EQUATIONS: Final = rf"""
The rates of the two directions (Eqs. 1 to 3 of the paper, with the size of ΔE throughout):

$${EQUATION}$$

**Barrier convention.** E⁰ is the barrier of the mean rate $R^0 = (R_\rightarrow + R_\leftarrow)/2$, so that
$E_\rightarrow = E^0 - kT\ln(1 + \tanh(\Delta E/2kT))$ and $R^0$ does not depend on the drive. With the symmetric tilt
of Butler, Volmer and Eyring the mean $E_m$ of the two barriers is given: $E_\rightarrow = E_m - \Delta E/2$,
$E_\leftarrow = E_m + \Delta E/2$, and $R^0 = R_\mathrm{{max}}\,e^{{-E_m/kT}}\cosh(\Delta E/2kT)$ grows with the drive.

The share of elements in the lower well, from the master equation of two states, when all begin in the upper one:

$${OCCUPATION}$$

The net rate of hops of an element, with $R = (R_\rightarrow - R_\leftarrow)/2$; half of the $2R$ of a ladder of states
where $p = 1/2$, and nothing once $p = p_\infty$:

$$J = (1 - p)R_\rightarrow - pR_\leftarrow = R + R^0(1 - 2p)$$

The elements are simulated exactly (Gillespie's algorithm for the hops, binomial numbers for large populations), so any
difference from the average is chance and nothing else. `limcore.hops`, `limcore.simulate_population`,
`limcore.occupation`. Between the wells the line is drawn smoothly; only its bottoms and its top are physics. Where a
drive leaves no barrier ahead, hops come out faster than R_max: Arrhenius’ law is of no use there.
"""


def chapters(convention: str) -> dict[str, str]:
    """Give the words under the figure, by the convention of the barrier."""
    return {"What to look for": LOOK_FOR.replace("DRIVE", DRIVE[convention].strip()), "Equations": EQUATIONS}


CHAPTERS: Final = chapters("mean_rate")

SOURCE: Final = f"After Fig. 2 of {PAPER}."
