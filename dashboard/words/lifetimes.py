"""The words of the page of lifetimes."""

from __future__ import annotations

from typing import Final

from dashboard.figures.lifetimes import EQUATION
from dashboard.references import CITATIONS, PAPER

__all__ = ["CHAPTERS", "DOOR", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

DOOR: Final = "How long such a memory lasts, beside others"

TITLE: Final = "How long does a memory last?"

LEAD: Final = (
    "One pattern is learnt, then others over it. How well is it still told from noise, and until when? **Drag q: what "
    "is easily written is soon written over. Then drag α: a barrier that rises with learning keeps what came first.**"
)

WHAT_IS_THIS: Final = """
Many memory elements learn one pattern of bits, and then others, which come by chance. Each line is one kind of memory:
how clearly the first pattern still stands out against noise, the signal-to-noise ratio, after so many later ones. Where
it falls below the grey line, it counts as forgotten; beside its name stands when. The dashed violet line is the
frontier: no synapse with so many states, whose rules stay the same, can be above it. Both axes are logarithmic, so that
a power of time is a straight line. The heavy line is learning-in-memory.

*Plastic or stable* sets how strongly a pattern begins against how long it lasts. Each curve is one memory as its own
parameter is turned; a dot says where it stands. There *energy* shows what writing the pattern takes in one element: for
two wells by the paper’s account, barrier and drive, and dotted, for all, the least that is possible.

*One element* follows a single element while you write in it: **Potentiate** and **Depress** make its history, which
the triangles below the lines tell. A line is the barrier that holds the element after each event, on average over all
that chance may do; nothing is simulated. Discs and diamonds are the ladder of the cascade: the larger a mark, the more
probable is it that the element stands there, potentiated or depressed.
"""

WHAT_TO_LOOK_FOR: Final = """
- **Plastic or stable.** The binary element has one choice, q. A large q writes a pattern strongly, and later ones write
  it over as fast; a small q keeps it long, and hardly writes it. All that more elements buy is a logarithm of time.
- **Levels soften the choice.** The cascade begins nearly as strong and falls as a power of time, until its slowest
  level ends it. The more levels, the longer, and the weaker the beginning. The chain falls only as one over the square
  root of time, so that its life grows nearly as the number of elements.
- **The frontier is far.** It is drawn for as many states as the cascade has, and it holds for binary, static and
  cascade elements. The chain and the Fowler-Nordheim memory may be above it: their weights are quantities, read here
  without error, and no states. Learning-in-memory may, too: its rules change with time.
- **What learning-in-memory does.** It writes the first patterns over a low barrier, as a low static one would, and then
  holds them as a high one would. With ε = 1/n its memory falls slower than any exponential, the slower the larger α.
  With a schedule that ends, or falls exponentially, a part stays for ever.
- **And its price.** What comes late is hardly learnt: drag n, and see the heavy line begin lower. The binary element,
  the cascade and the chain learn the thousandth pattern like the first. The Fowler-Nordheim memory shares its fate, but
  more mildly: there all patterns fade alike, so that each is one among as many as have come.
- **One goes down, the other across.** In *Plastic or stable* the binary element and static barriers go down as they go
  to the right: what lasts, begins weakly. Turn α, and learning-in-memory goes straight across, for the first pattern.
  It takes no more energy either: the drive of one pattern, over a barrier that is not there yet. Patterns that come
  later pay for the higher barrier, one by one. Devices are not there yet: the Fowler-Nordheim memory as built takes
  5 fJ for an update, as its authors state, which is 1.2 × 10⁶ kT at 300 K.
- **Static barriers** are the binary element with heat in place of a choice: q follows from the barrier. None is both,
  strong at the start and long.
- **Metaplasticity, seen.** In *One element*, potentiate a few times. The weight of the cascade is soon what it is to
  be, and yet it goes on climbing its ladder: each level is one $kT\\ln(1/x)$ harder to leave. Then depress once. The
  higher it stands, the less probable is a change; what does change begins again at the first level. To and fro, it
  never leaves that.
- **Three kinds of barriers.** That of a binary or static element is what it is, whatever is written. That of the
  cascade follows the element’s own history: practice makes it higher, a contradiction lower. That of learning-in-memory
  follows the schedule: it rises with the number of patterns, for all elements alike, and does not ask what they were.
- **Others come.** Practise, then press *Ten at random*. What is at the first levels is soon written over and begins
  again, what is high up stays: over many elements, that is the curve of the cascade in *Forgetting*.
- **Two wells take their time.** An event is as short as one pattern, and few elements turn in it: in *mean weight* they
  hardly move. Drag $R_\\mathrm{max}\\tau$.
"""

EQUATIONS: Final = rf"""
With s the pattern's bit at an element, w the weight read there, and N elements:

$${EQUATION}$$

Patterns come at a rate of one in each unit of time, by chance, with as many bits + as −.

- **Binary** ([Amit and Fusi]({CITATIONS["amit1994"].address})): $\mathrm{{SNR}} = \sqrt{{N}}\,q\,e^{{-qt}}$.
- **Cascade** ([Fusi, Drew and Abbott]({CITATIONS["fusi2005"].address})): from level i the other weight is reached with
  probability $q_i = x^{{i-1}}$, $q_n = x^{{n-1}}/(1-x)$, and the next level with $p_i = x^i/(1-x)$.
- **Chain** ([Benna and Fusi]({CITATIONS["benna2016"].address})):
  $C_k\,du_k/dt = g_{{k-1}}(u_{{k-1}} - u_k) - g_k(u_k - u_{{k+1}})$ with $C_k = 2^{{k-1}}$ and $g_k = 2^{{-k}}$.
- **Fowler-Nordheim** ([Mehta et al.]({CITATIONS["mehta2022"].address})): from $V = k_2/\ln(k_1 t + k_0)$, so that what
  a pulse writes, and what is forgotten, both fall as one over time. That a pattern is such a pulse is ours. A
  [synapse of two such gates]({CITATIONS["rahman2023"].address}) has been built and measured.
- **Two wells**, static or learning-in-memory, from Eqs. 1, 3 and 7: within a pattern an element forgets where it was
  with $q = 1 - \exp(-2R_\mathrm{{max}}\tau\,e^{{-E^0/kT}})$, and then the drive wins by $\tanh(\Delta E/2kT)$:
  $\mathrm{{SNR}} = \sqrt{{N}}\tanh(\Delta E/2kT)\,q\,e^{{-\sum q}}$. That a pattern is a drive for the time τ is ours.
- **Frontier** (Lahiri and Ganguli): for M states, two of each level of the cascade.
- **One element**: an event multiplies the probabilities of its states by the matrix of its bit, and a random pattern by
  the mean of both. It begins depressed, at the first level. As a barrier, level k of the cascade is
  $E_k = (k-1)\,kT\ln(1/x)$, and that of the binary element $kT\ln(1/q)$, counted from an element that takes every bit:
  the mapping is ours. In two wells it is the barrier that the next event meets.

`limcore.memory_lifetime`, `limcore.retrieval_time`, `limcore.memory_frontier`; `limcore.simulate_lifetime` follows
single elements, and agrees; `limcore.memory_history` is one element through its history.
"""

HOW_FAR: Final = """
- **An ideal reader.** The ratio is that of one who sees every weight. A network that has to use them sees less.
- **Random patterns**, with no likeness among them, each in all elements. Sparse ones are another matter.
- **Quantities are read exactly.** The weights of the chain and of the Fowler-Nordheim memory need ever more digits.
  With noise of their own, or a few levels, they end sooner.
- **The clock of heat is that of the patterns.** Between patterns, elements in two wells are not at rest: the time τ of
  a pattern is all the time until the next.
- **A ladder of barriers is a picture** of a cascade, whose paper has probabilities and no heat. From its last level a
  bit of the other sign succeeds more often than the barrier says, by $1/(1-x)$, as published.
- **The cascade has no price but the least.** Its ladder alone could have one: a pattern raises the barrier of an
  element by $kT\\ln(1/x)\\sum_i p_i/2n$ on average, and as much is thrown away in the changes. But its paper names no
  drive, and without one the ladder is no price: with one level it would cost nothing, less than Landauer allows.
- **Parameters are not fitted** to a brain or to a device: each memory shows its law, at a speed that you set.
"""

CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "Equations": EQUATIONS,
    "How far to trust the comparison": HOW_FAR,
}

SOURCE: Final = (
    f"Metaplasticity is what {PAPER} stands on; the memories are those of the works named under *Equations*, and what "
    "is marked there as ours is ours."
)
