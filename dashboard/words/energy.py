"""The words of the energy page."""

from __future__ import annotations

from typing import Final

from dashboard.figures.dissipation import EQUATION
from dashboard.references import PAPER

__all__ = ["ASSUMED", "CHAPTERS", "EQUIVALENTS", "KETTLE", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "What does learning dissipate?"

LEAD: Final = (
    "A static memory throws the same high barrier away at every update; one whose barrier follows the learning, a few "
    "kT. **Drag α: the larger it is, the more learning costs, and the longer its last barrier holds.**"
)

WHAT_IS_THIS: Final = """
What one memory element dissipates while it learns, added up over the updates. The heavy line is a memory whose barrier
follows the learning, by the paper's account; the dash-dotted and the dotted line are the same memory by two other
accounts. The others pay the same for each update: a barrier that stays low and is frozen at the end, a static barrier,
RRAM, a Fowler-Nordheim memory, the limit of Landauer. Both axes are logarithmic. *Price* sets what the updates cost
against how long the last barrier holds. Below it: what that means for a whole model.
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
  static barrier is 10⁶ kT, the barrier of learning a few kT. The height makes the gap, not the schedule: a barrier that
  stays at 1 kT lies lower still.
- **Three accounts.** The dotted line is the *floor* of detailed balance: heat ΔE for each net update, and no more,
  since a barrier that is crossed by thermal motion gives back on the far side what it took. The heavy line is the
  *paper's*: each net update throws one barrier away besides. It rests on a write that lifts and drops one barrier for
  each net update. The dash-dotted line is *every crossing pays*: for a net update, thermal motion crosses the barrier
  some 2/ε times, forward and back. If each crossing threw it away, a million updates of 1/n would take 6 × 10⁶ kT each
  at α = 0.5, more than a static memory, and 6.4 × 10⁵ kT at α = 0.1. The paper's account lies between.
- **A larger α costs more and holds longer.** A million updates of 1/n take 5.9 × 10⁵ kT at α = 0.1, 5.7 × 10⁶ at 0.5
  and 1.1 × 10⁷ at 0.9. For that the last barrier holds for 2 ns, 500 ns and 126 µs at R_max = 10⁹ per second. *Price*
  shows both at once.
- **Following the learning saves little by itself.** With 1/n it saves α kT an update against a barrier that is as high
  as its last from the first update on; with an exponential schedule, half. What saves is that the barrier is low at
  all. What a low barrier lacks is memory: the arrows of *Price* are the freeze that gives it, once, for some 40 kT.
- **And it is quicker.** Behind a barrier as high as the last from the first update on, the same updates of 1/n would
  take 1 + α/2 times as long; behind 1 kT, they take minutes instead of days, at α = 0.5 and R_max = 10⁹ per second.
  Both memories cross their barrier as often for each net update: that depends on the drive alone.
- **Early updates are driven, late ones are walled.** Look at each update by itself: the drive dies out with the
  learning rate, the barrier grows with its logarithm.
- **Landauer is near, by the paper's account.** A million updates take some 8 times kT ln 2 each at α = 0.5; at α = 0.1
  even less than kT ln 2. That breaks no law: an update moves a memory by one step, and erases no bit.
"""

EQUATIONS: Final = rf"""
**For each update** (section III): $\;{EQUATION}$

**Crossings for each net update**: $\;\dfrac{{R_\rightarrow + R_\leftarrow}}{{R_\rightarrow - R_\leftarrow}} =
\dfrac{{R^0}}{{R}} = \coth\dfrac{{\Delta E}}{{2kT}} \approx \dfrac{{2}}{{\varepsilon g^2}}$

**If every crossing pays**: $\;\max(E^0_n, 0)\coth\dfrac{{\Delta E_n}}{{2kT}} + \Delta E_n$

**Floor of detailed balance**: $\;q = kT\ln\dfrac{{R^0+R}}{{R^0-R}} = \Delta E$ for each net update (Schnakenberg)

**For ε = 1/n**: $\;\sum_{{n\le N}} E_{{\mathrm{{diss}},n}} \approx kT\left[\alpha(N\ln N - N) - N\ln 2 + \ln N +
0.577\right]$; a constant barrier as high as the last: $\;\approx kT\left[\alpha N\ln N - N\ln 2 + \ln N +
0.577\right]$, that is $\alpha N\,kT$ more

**Wall-clock for ε = 1/n**: $\;\dfrac{{N^{{2+\alpha}}}}{{2(2+\alpha)R_\mathrm{{max}}}}$, and behind that constant
barrier $\;\dfrac{{N^{{2+\alpha}}}}{{4R_\mathrm{{max}}}}$

**What a barrier holds**: $\;\tau = e^{{E^0/kT}}/R_\mathrm{{max}}$, for $\;E^0_N \approx kT(\alpha\ln N - \ln 2)$:
$\;\tau \approx N^\alpha/2R_\mathrm{{max}}$

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
