"""The words of the barrier page."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.figures.barrier import EQUATION
from dashboard.figures.runs import Array
from dashboard.parameters.stops import TEN_YEARS
from dashboard.references import PAPER

__all__ = [
    "CHAPTERS",
    "LEAD",
    "MEAN_RATE",
    "NEGATIVE_BARRIER",
    "R_MAX_CANCELS",
    "SLIPS",
    "SOURCE",
    "TITLE",
    "WHAT_IS_THIS",
    "chapters",
]

TITLE: Final = "How high may a memory’s barrier be while it learns?"

LEAD: Final = (
    "Each curve is the barrier that lets updates through at one rate. The heavy line is a learning run: it climbs from "
    "curve to curve as its learning rate falls. **Drag α and watch it swing.**"
)

WHAT_IS_THIS: Final = """
Each curve is Eq. 4 for one update rate: how high the barrier of a memory element may be (vertical) if a drive ΔE
(horizontal) is to push updates through at that rate. The heavy line is a run of learning: at each step its learning
rate gives a drive and a rate, and with them a barrier. **Surface** shows the same with the rate as a third axis.

kT is the energy of thermal noise, 25.85 meV at 300 K. The shaded region is out of reach: there no barrier is low
enough.
"""

R_MAX_CANCELS: Final = (
    "Rates relative to R_max cancel it: it moves the ten-year line, not the curves. Choose rates in 1/s to let it."
)

NEGATIVE_BARRIER: Final = (
    "The barrier is negative: at this drive the rate is out of reach even with no barrier at all. Take more drive or "
    "a lower rate."
)

MEAN_RATE: Final = {"mean_rate": "Equilibrium rate R⁰", "symmetric_tilt": "Mean of both rates"}
"""What (R→ + R←)/2 is called, by the convention of the barrier: only that of the mean rate is one without a drive."""

AMPLE: Final = {
    "mean_rate": """
- **Plateaus.** With ample drive ΔE, the barrier depends only on the rate: kT ln(R_max/R), written at the right end.
  That is so because E⁰ is here the barrier of the *mean* rate: more drive closes the way back, and then neither rate
  changes any more. With the *symmetric tilt* there is no plateau.
""",
    "symmetric_tilt": """
- **No plateaus.** E⁰ is here the mean of the two barriers. Drive takes half of ΔE from the one ahead, so that the mean
  may rise by as much: with ample drive the curves go on as ΔE/2 + kT ln(R_max/2R). Only the barrier ahead levels off.
  With the barrier of the *mean rate*, the paper’s, the curves themselves run flat.
""",
}
"""What an ample drive does, by the convention of the barrier."""

LOOK_FOR: Final = """
AMPLE
- **The update-wall.** Below ΔE_min (triangles) a curve falls under zero: no barrier is low enough for that rate. The
  shaded region is out of reach.
- **The learning run.** Marks stand at n = 1, 10, 100, … As the learning rate falls, drive and rate die out together
  and the barrier may rise. α tilts the path: the barrier gains α kT for each e-fold of the learning rate.
- **The schedule sets the pace, α sets the path.** Compare two schedules: they run along the same line and reach the
  same height at very different steps.
- **The consolidation-wall.** The ten-year line is far above where 1/n gets in a million steps.
"""

EQUATIONS: Final = rf"""
**Barrier height** (Eq. 4): $\;{EQUATION}$

**Rates** (Eqs. 1–3): $\;R^0 = R_\mathrm{{max}} e^{{-E^0/kT}}, \quad R_\rightarrow = R^0 + R, \quad
R_\leftarrow = R^0 - R, \quad R = R^0 \tanh\dfrac{{\Delta E}}{{2kT}}$

**Learning** (Eqs. 5–7): $\;\Delta E_n = kT\,\varepsilon_n g^2, \quad R_n = R_\mathrm{{max}}\,
\varepsilon_n^{{1+\alpha}}, \quad \dfrac{{E^0_n}}{{kT}} = -(1+\alpha)\ln\varepsilon_n +
\ln\tanh\dfrac{{\varepsilon_n g^2}}{{2}} \approx -\alpha\ln\varepsilon_n - \ln\dfrac{{2}}{{g^2}}$

**Update-wall**: $\;\Delta E_\mathrm{{min}} = 2kT\,\mathrm{{artanh}}(R/R_\mathrm{{max}})$; with the symmetric tilt,
arsinh in the place of artanh

**Retention**: $\;\tau = e^{{E^0/kT}}/R_\mathrm{{max}}$

**Barrier convention.** E⁰ is the barrier of the mean rate. With the symmetric tilt of Butler, Volmer and Eyring the
mean of the two barriers takes its place, higher by $kT\ln\cosh(\Delta E/2kT)$: tanh becomes sinh in Eq. 4, and the
plateau $kT\ln(R_\mathrm{{max}}/R)$ the rising $\Delta E/2 + kT\ln(R_\mathrm{{max}}/2R)$. Here, where rate and drive are
given, both rates and both barriers are the same either way; only what is called *the* barrier differs.
"""


def _listed(heights: Array) -> str:
    *first, last = (f"{height:.1f}" for height in heights)
    return f"{', '.join(first)} and {last}"


_FREE: Final = float(limcore.barrier_height(1.0, limcore.update_rate(0.0, 1.0), convention="symmetric_tilt"))
"""Of the barrier-free start with the symmetric tilt: the rate is that of no barrier of the mean rate."""

SLIPS: Final = (
    r"""
1. **Sign.** Eq. 2 has $E_\rightarrow = E_\leftarrow - \Delta E$: a positive ΔE eases the forward step. The quotient
   printed in Eqs. 3 and 4, $\dfrac{e^{-x}-1}{e^{-x}+1} = -\tanh\dfrac{x}{2}$ with $x = \Delta E/kT$, is then negative,
   and so would be the rate. Here ΔE is the size of the drive and the quotient is $+\tanh(x/2)$.
2. **Eq. 7's inequality.** tanh grows, so $g^2 \le 1$ gives $\ln\tanh(\varepsilon g^2/2) \le \ln\tanh(\varepsilon/2)$:
   the right-hand side is an upper bound, and ≥ should read ≤. The curve for $g^2 = 1$ is that bound.
3. **R₀ = R_max at n = 0** cannot be met: $R \le R^0\tanh(\cdot) < R_\mathrm{max}$ for any barrier that is not
   negative. With ε = 1 the barrier is $\ln\tanh\frac12 = FIRST$ kT, and with the symmetric tilt
   $\ln\sinh\frac12 = TILTED$ kT. The *barrier-free start* scales the rates so that the barrier of the mean rate is 0
   where the learning rate is highest; with the symmetric tilt it is $\ln\cosh\frac12 = FREE$ kT there (ε = 1, g² = 1).
4. **"10⁶ kT" for retention.** Ten years on average need $\ln(t R_\mathrm{max}) =$ TEN_YEARS kT at R_max = 10⁶,
   10⁹, 10¹² and 10¹³ per second. The paper puts the barrier of digital memories above 10⁶ kT; to write a bit takes
   4.8 × 10³ to 1.7 × 10¹⁰ kT in our table. Remembering asks for neither.
""".replace("FIRST", f"{limcore.learning_barrier(1.0, 0.5):.3f}")
    .replace("TILTED", f"{limcore.learning_barrier(1.0, 0.5, convention='symmetric_tilt'):.3f}")
    .replace("FREE", f"{_FREE:.3f}")
    .replace("TEN_YEARS", _listed(limcore.barrier_for_retention(TEN_YEARS, rate_max=[1e6, 1e9, 1e12, 1e13])))
)


def chapters(convention: str) -> dict[str, str]:
    """Give the words under the figure, by the convention of the barrier."""
    return {
        "What to look for": LOOK_FOR.replace("AMPLE", AMPLE[convention].strip()),
        "Equations": EQUATIONS,
        "Where the printed equations slip": SLIPS,
    }


CHAPTERS: Final = chapters("mean_rate")

SOURCE: Final = f"After Eq. 4 and Fig. 3(a) of {PAPER}."
