"""The words of the energy page."""

from __future__ import annotations

from typing import Final

from dashboard.figures.dissipation import EQUATION
from dashboard.references import PAPER

__all__ = ["ASSUMED", "CHAPTERS", "EQUIVALENTS", "KETTLE", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "What does learning dissipate?"

LEAD: Final = (
    "A static memory throws the same high barrier away at every update. A barrier that follows the learning throws "
    "away a little at first and a few kT later. **Drag α and see what it saves.**"
)

WHAT_IS_THIS: Final = """
What one memory element dissipates while it learns, added up over the updates. The heavy line is a memory whose barrier
follows the learning; the others are memories that pay the same for each update: a static barrier, RRAM, a
Fowler-Nordheim memory, the limit of Landauer. Both axes are logarithmic. Below it: what that means for a whole model.
"""

KETTLE: Final = 4186.0 * 80.0
"""J to bring a litre of water from 20 to 100 °C: its specific heat times 80 K."""

EQUIVALENTS: Final = (
    "J",
    "kWh",
    "kettles of water brought to the boil",
    "households for a year",
    "kg of CO₂",
)

ASSUMED: Final = (
    "One update of every element at each step. A kettle: one litre from 20 to 100 °C, 4186 J/(kg K). Household and CO₂ "
    "as set above."
)

WHAT_TO_LOOK_FOR: Final = """
- **The gap.** On these axes a static memory and learning-in-memory run side by side, some five decades apart: the
  static barrier is 10⁶ kT, the barrier of learning a few kT.
- **Two ways to account.** The heavy line is the paper's: each update pays barrier and drive. The dotted line is the
  floor of detailed balance: heat ΔE for each net update, and no more, since a barrier that is crossed by thermal motion
  gives back on the far side what it took. What lies between is the price of throwing barriers away.
- **Early updates are driven, late ones are walled.** Look at each update by itself: the drive dies out with the
  learning rate, the barrier grows with its logarithm.
- **Landauer is near.** A few times kT ln 2 for each update is all that is left; but an update moves a memory by one
  step, and not every update erases a bit.
"""

EQUATIONS: Final = rf"""
**For each update** (section III): $\;{EQUATION}$

**For ε = 1/n**: $\;\sum_{{n\le N}} E_{{\mathrm{{diss}},n}} \approx kT\left[\alpha(N\ln N - N) - N\ln 2 + \ln N +
0.577\right]$

**Floor of detailed balance**: $\;q = kT\ln\dfrac{{R^0+R}}{{R^0-R}} = \Delta E$ for each net update (Schnakenberg)

**Landauer**: $\;kT\ln 2$ for each bit erased
"""

CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "Equations": EQUATIONS,
}

SOURCE: Final = (
    f"After section III of {PAPER}. The 13 fJ of an RRAM write are as stated there; other tables have more. "
    "5 fJ of the Fowler-Nordheim memory: arXiv 2104.05926. Both are on the spectrum page, with their sources."
)
