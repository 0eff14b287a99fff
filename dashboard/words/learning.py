"""The words of the learning page."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.figures.course import Course
from dashboard.figures.learning import EQUATION
from dashboard.figures.outcome import Outcome
from dashboard.references import PAPER
from dashboard.wording import count, duration, multiple, plural, sentence

__all__ = [
    "CHAPTERS",
    "LEAD",
    "SECONDS",
    "SOURCE",
    "TITLE",
    "WHAT_IS_THIS",
    "chapters",
    "consolidation_sentence",
    "rate_of_zero",
    "rises_again",
]

TITLE: Final = "What does it take to remember what was learnt?"

LEAD: Final = (
    "As the learning rate falls, updates die out (blue) and the memory’s barrier may rise (orange). "
    "**Drag α, or press play and follow one run through time.**"
)

WHAT_IS_THIS: Final = """
One run of learning over time. Blue, on the left axis: how fast a memory element is updated. Orange, on the right axis:
how high its barrier may then be. **Surface** spreads the curves of the barrier page out in time, with the run across
them. **Consolidation** compares what learning allows (the ceiling) with what memory asks for (the floor).

A schedule says how the learning rate falls from step to step; 1/n is the one of the paper.
"""

SECONDS: Final = (
    "R_max sets the pace of the clock and the height that memory asks for; the curves over steps it leaves alone."
)

WHAT_TO_LOOK_FOR: Final = """
- **The cross.** Early on updates are fast and the barrier is low; later updates are rare and the barrier is high. That
  is learning-in-memory: one and the same device is short-term memory first and long-term memory later.
- **The shaded band.** Below E⁰ = 0 the law asks for more updates than a memory without any barrier can give: the thin
  dotted blue line is what it asks for, the thick one what can be had. The circle marks the first step that can be met.
  The *barrier-free start* (under *Units and conventions*) avoids it.
- **The dotted line** is the asymptote: α ln n − ln 2 for ε = 1/n, in units of kT. On a logarithmic axis of steps it is
  straight, and its slope is α. *α from 0.1 to 0.9* draws the whole fan.
- **The schedule decides.** Over steps, a power law lifts the barrier as a logarithm, an exponential in proportion to
  their number. By the clock both climb as a logarithm, since updates become rarer as the barrier rises: for each e-fold
  of time by α/(2 + α) kT with 1/n, and by α/(1 + α) kT with an exponential. A warm-up lowers it first, a restart drops
  it again: what was consolidated is forgotten.
- **Surface.** Each step has its own curve of Fig. 3(a); side by side they make a surface, and the run crosses it. The
  translucent plane is what memory asks for.
"""

EQUATIONS: Final = rf"""
**Learning** (Eqs. 5–7): $\;{EQUATION}$

for small $\varepsilon$: $\;E^0_n \approx kT\left(-\alpha\ln\varepsilon_n - \ln\dfrac{{2}}{{g^2}}\right)$, for
$\varepsilon = 1/n$ and $g^2 = 1$: $\;kT(\alpha\ln n - \ln 2)$

**What can be met**: $\;R_n = R_\mathrm{{max}} \min\left(\varepsilon_n^{{1+\alpha}},
\tanh\dfrac{{\varepsilon_n g^2}}{{2}}\right)$: where the law asks for more, the barrier is gone

**Wall-clock**: $\;t_n = \sum_{{k\le n}} \dfrac{{1}}{{2R_k}}$, since the net rate of transitions along a row of states
is $2R$. At a learning rate of zero no update is made: no time passes, and nothing is paid.

**Retention**: $\;\tau = e^{{E^0/kT}}/R_\mathrm{{max}}$ on average. For a probability $P$ that the wrong state is found
after $t$: $\;E^0 = kT\ln\dfrac{{2 t R_\mathrm{{max}}}}{{-\ln(1-2P)}}$; that the state was ever left is hardly more
likely: $\;E^0 = kT\ln\dfrac{{t R_\mathrm{{max}}}}{{-\ln(1-P)}}$

**The step that consolidates**: $\;E^0_{{n^*}} = kT\ln(\tau R_\mathrm{{max}})$, by inverting the barrier for
$\varepsilon$ and the schedule for $n$; for $\varepsilon = 1/n$: $\;n^* \approx (2\tau R_\mathrm{{max}})^{{1/\alpha}}$

**Dissipation**, as the paper accounts for it: $\;\sum_{{k\le n}}\left[\max(E^0_k, 0) + \Delta E_k\right]$. A final
freeze pays what is missing to the target once.
"""

BEYOND_THE_PAPER: Final = r"""
**A memory that learns cannot yet remember.** One barrier sets both the rate of updates and the rate of forgetting:
$RATE$. With $\Delta E = kT\varepsilon$ the
element hops back and forth some $2/\varepsilon$ times for each net update. So the barrier is always too low to hold
even until the next update (blue dots in *Consolidation*), by about $kT\ln(1/\varepsilon)$. What was learnt stands in
the average over many elements or much time, not in one of them.

**1/n never consolidates.** At α = 0.5 and R_max = 10¹² per second, ten years ask for 4 × 10⁴¹ steps. The barrier is
short by a few tens of kT, and a logarithm takes for ever to climb them.

**No update is completed behind a barrier that lasts.** An exponential needs few *steps*: each raises the barrier by
α kT ln(1/γ). SLOWER. To complete one update at a ten-year barrier takes more than ten years, whatever the schedule:
switch the axis to seconds and see. A schedule that drops has its barrier as soon as the step begins, and does not live
to see the end of it.

**So learning must end with a freeze**: leave the law, stop updating, and raise the barrier at once. It costs the few
tens of kT that are missing, one time, against some 10⁴³ kT for learning on with 1/n. Annealing to zero, which practice
has arrived at for other reasons, is such a freeze drawn out over the last steps; a drop is one at once.

**A restart is paid twice**: the barrier falls, what was held is lost, and it has to be climbed again.
"""

SLIPS: Final = r"""
- **Eq. 7's inequality.** RISING grows, so $g^2 \le 1$ makes the right-hand side an upper bound: the curve for
  $g^2 = 1$ is the highest barrier that still lets updates through, a *ceiling*. Retention asks for a *floor*. Printed
  is ≥.
- **R₀ = R_max at n = 0** cannot be met: with ε = 1 the barrier comes out at BEGIN for α = 0.25, 0.5 and 0.75.
- **"10⁶ kT" for retention.** Ten years on average ask for 33 to 50 kT. The paper puts the barrier of digital memories
  above 10⁶ kT; to write a bit takes 4.8 × 10³ to 1.7 × 10¹⁰ kT in our table.
"""

RATE: Final = {
    "mean_rate": r"R = R^0\tanh(\Delta E/2kT)",
    "symmetric_tilt": r"R = R_\mathrm{max}\,e^{-E^0/kT}\sinh(\Delta E/2kT)",
}
"""The update rate that a barrier allows, by the convention of the barrier."""

SLOWER: Final = {
    "mean_rate": r"""
But $R \le R^0\varepsilon g^2/2$, so that one net update takes $1/2R \ge \tau/\varepsilon g^2$: longer than the time τ
for which its barrier holds, as long as $\varepsilon g^2 < 1$
""",
    "symmetric_tilt": r"""
But one net update takes $1/2R = \tau/2\sinh(\varepsilon g^2/2)$: longer than the time τ for which its barrier holds
once the drive is gone, as long as $\varepsilon g^2 < 2\,\mathrm{arsinh}\frac12 = 0.96$
""",
}
"""Why no update is completed while its barrier holds, by the convention of the barrier."""

BEGIN: Final = {
    "mean_rate": "−0.772 kT. With ε = 1/n the barrier is negative before n = 17, 5 and 3",
    "symmetric_tilt": "−0.652 kT. With ε = 1/n the barrier is negative before n = 16, 4 and 3",
}
"""Where a run begins, by the convention of the barrier."""


def chapters(convention: str) -> dict[str, str]:
    """Give the words under the figure, by the convention of the barrier."""
    rising = {"mean_rate": "tanh", "symmetric_tilt": "sinh"}[convention]
    beyond = BEYOND_THE_PAPER.replace("RATE", RATE[convention]).replace("SLOWER", SLOWER[convention].strip())
    return {
        "What to look for": WHAT_TO_LOOK_FOR,
        "What the paper does not say": beyond,
        "Equations": EQUATIONS.replace(r"\tanh", rf"\{rising}"),
        "Where the printed equations slip": SLIPS.replace("RISING", rising).replace("BEGIN", BEGIN[convention]),
    }


CHAPTERS: Final = chapters("mean_rate")

SOURCE: Final = f"After Eqs. 5–7 and Fig. 3(b) of {PAPER}."


def rises_again(name: str, lowest: float) -> str:
    """Say that a cosine turns after its lowest step, counted from 1 as in the pictures."""
    return f"{sentence(name)} is at its lowest at step {count(lowest)} and rises again after it, as in PyTorch."


def rate_of_zero(name: str, first: float) -> str:
    """Say that a learning rate is 0, at first at some step, counted from 1 as in the pictures."""
    return (
        f"{sentence(name)} has a learning rate of 0 at step {count(first)}. At rate 0 a step never ends: set a floor, "
        "or stop before. Here no update is made at it."
    )


def consolidation_sentence(course: Course, one: Outcome) -> str:
    """Say what freezing costs against learning on."""
    found, run = one.consolidation, one.run
    steps = plural(count(run.n[-1]), "step")
    learnt = f"After {steps} of {run.name} an element has dissipated {course.energy(one.dissipation)}"
    if run.learning_rate[-1] == 0 and run.mean_barrier[-1] == float("inf"):
        return f"{learnt}, and come to a learning rate of zero: no update is made, and nothing limits the barrier."
    if one.freeze == 0 or found.n <= run.n[-1] < found.lost_at:
        return f"{learnt}, and its barrier is high enough for {course.target_words}."
    frozen = f"{learnt}; freezing it now for {course.target_words} takes {course.energy(one.freeze)} more."
    if not found.reached:
        return f"{frozen} Learning on, that barrier is {run.when(one.target, 'reached')}."
    if found.n <= run.n[-1]:
        return f"{frozen} It had that barrier at step {count(found.n)}.{_forgotten(found)}"
    more = found.dissipation - one.dissipation
    times = f", {multiple(more / one.freeze, 'as much', 2)}" if more > 0 else ""
    forgotten = _forgotten(found)
    when = f"{run.when(one.target, 'gets there')}, after {duration(found.time_s, remark=True)},"
    return f"{frozen} Learning on {when} and dissipates {course.energy(more)} on the way{times}.{forgotten}"


def _forgotten(found: limcore.Consolidation) -> str:
    """Say until when a barrier is held, and when it is there again."""
    if found.lost_at == float("inf"):
        return ""
    again = f", and reached again at step {count(found.again_at)}" if found.again_at < float("inf") else ""
    return f" It is lost at step {count(found.lost_at)}{again}."
