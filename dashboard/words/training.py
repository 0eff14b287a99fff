"""The words of the training page."""

from __future__ import annotations

from typing import Final

from dashboard.figures.learnt import EQUATION
from dashboard.figures.training import EQUATION as MEAN
from dashboard.references import CITATIONS, PAPER

__all__ = ["CHAPTERS", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "Can noise learn?"

LEAD: Final = (
    "A real model, each of whose weights lives in noisy memory elements. Heat makes them hop, the gradient tilts their "
    "wells, and the barrier follows the learning. **Press ▶ and watch it learn; then drag λ, M and a₁.**"
)

WHAT_IS_THIS: Final = """
Ten pictures, one for each digit: a blue pixel speaks for that digit, an orange one against it. They begin as pure
noise. Nothing writes these weights. Each is the share of its elements that are up, elements hop by heat alone, and the
gradient only makes hops one way a little likelier than back. Other tasks show a plane in the colours of its two sides,
or how near the weights of a bowl have come to where they are to be.

- **λ, the energy scale**, is how hard the gradient pushes: how many kT a nat of loss is worth. The paper has no such
  number, which means λ = 1: then noise drowns what is to be learnt, as you can try. It is the one thing added here.
- **The barrier sets the learning rate.** A low one lets elements follow the gradient fast, a high one holds them. In
  the same measure elements relax towards the middle: **thermal relaxation is weight decay.**
- **α** and the schedule say how the barrier rises as learning goes on; a constant schedule keeps it as it was.

A nat is the unit of the loss, the mean of −ln of the probability that the model gives to what is right.
"""

LOOK_FOR: Final = """
- **It learns by heat.** No weight is ever written. In *Price*, the forced writes of a static memory stand at the far
  right, on an axis of powers of ten.
- **A constant low barrier is as cheap.** In *Price*, the barrier that follows the learning does not beat the best
  constant one in energy. What it buys is memory: it ends higher, and what was learnt lasts longer (*Afterwards*).
  And it forgives a first step that was chosen too large.
- **Barriers rise.** *Barriers* shows how many weights have which barrier; press ▶. Those of a population rise together.
  On a ladder each weight has its own, by Eq. 4: the harder its gradient pulls, the higher. Where nothing pulls, as on
  pixels that hardly any digit reaches, there is none.
- **What to turn.** In *Price*, each line goes through runs along one knob, the larger mark is where the controls stand.
  On the digits a greater λ buys a smaller loss. More elements do so while their noise matters, and then only cost.
  Along α the line turns back: too small, and late hops undo what early ones have learnt; too large, and learning ends
  too soon.
- **Most heat is burnt by noise.** *Price* says what share of it has lowered the loss: about a fifth on the digits. Each
  gradient is of a few examples only, and what one asks for the next undoes. A longer run goes on to burn when little is
  left to learn, and a larger first step burns more from the start: either can leave a few hundredths.
- **No account alone is the truth.** Heat of hops is the floor: nobody could pay less for these hops. The paper’s
  account throws a barrier away with each net hop. If every crossing did so, or every element paid at every update, it
  would be far more. *Learning* shows them side by side, over updates, over time, or as the axis itself.
- **Half a kT for each weight.** In a bowl, a ladder that learns at a constant rate comes to rest where each weight
  has half a kT of loss, as equipartition has it: in nats, one over 2λ. Below that, a memory that learns by heat cannot
  learn.
- **A model forgets before its elements do.** In *Afterwards* it has lost some of what it knew long before a single
  element is likely to have hopped: the time of one element overstates the memory of a model.
- **Old against new.** In *Two tasks*, the model learns the digits 0 to 4, then 5 to 9 on the same weights, and is asked
  for all ten. Without protection it forgets the first. Elastic weight consolidation holds what mattered by a force,
  and each hop that the force undoes gives off heat. Barriers that are raised where it mattered keep it without a
  force and take far less heat, yet they hold the new back as much as the old: less is right of both together. And if
  raising them is paid for each element, most of what they save is gone.
- **Chance remains.** Another seed, another run. The tests are of a few hundred examples: a difference of one in a
  hundred means nothing.
"""

EQUATIONS: Final = rf"""
**Many elements.** A weight is $w = W(2k/M - 1)$, with $k$ of its $M$ elements up. A gradient $g$ drives each of them by
$x = -2\lambda W g/M$, and is held for a time in which a share $a_n = 1 - \exp(-2R_\mathrm{{max}}\theta\,e^{{-E_n}})$ of
them relaxes. The numbers are drawn exactly, however long that is:

$${EQUATION}$$

On average, that is gradient descent with decay, $w' \approx w - \epsilon g - a_n w$ with
$\epsilon = a_n\lambda W^2/M$, for a weak drive:

$${MEAN}$$

**A ladder.** One net hop is one update, $\varepsilon_n\eta_0 g$. Its drive is $x = \lambda\eta_0\varepsilon_n g^2$ and
its rate falls as $\varepsilon_n^{{1 + \alpha}}$, as in the paper. An element makes at most as many hops as
$R_\mathrm{{max}}$ lets it: where the drive is weak, an update is only partly done. For many small hops this is
Langevin’s equation at the temperature $1/\lambda$, which is why loss settles by equipartition.

**Afterwards.** A share $e^{{-2R^0t}}$ of the elements has not relaxed; the others are up or down by chance.

**Two tasks.** How much a weight mattered to the first is told by the diagonal of the Fisher information there,
$F = \langle(\partial\ln p/\partial w)^2\rangle$. Elastic weight consolidation adds
$\frac{{\Lambda}}{{2}}\sum F(w - w^*)^2$ to the loss of the second task. Its analogue in memories raises each barrier by
$kT\ln(1 + \Lambda F)$, which divides the rates of its elements by $1 + \Lambda F$, and with them learning rate and
decay. The schedule begins anew with the second task. `limcore.train_two_tasks`.

To raise a barrier over an element in its well is nearly free. That a freeze takes the whole difference for each
element is a convention; the price of the line that raises it is left out. `limcore.train_in_memory`.
"""

OURS: Final = f"""
- **The paper’s**: rates and barriers (Eqs. 1 to 4), the drive of an update and the law of its rate (Eqs. 5 and 6), and
  that barrier and drive are spent with each update.
- **Ours**: the energy scale λ; that a weight is the share of its elements that are up, or moves by hops of the size of
  an update; that hops both ways are drawn by chance; the limit at R_max; the other three accounts; that
  barriers protect what was learnt.
- **Of others**: elastic weight consolidation
  ([{CITATIONS["kirkpatrick2017"].text}]({CITATIONS["kirkpatrick2017"].address})). As they say, it slows learning down
  on the weights that matter; a raised barrier does so to the letter.
- **Left out**: the circuits that compute a gradient and apply it, reading, wires, and what raises the barriers.
  Elements are all alike, and none feels its neighbours.
- **Small models**: softmax regression with 650 weights, networks with one hidden layer, and a bowl of 100 weights.
"""

CHAPTERS: Final = {
    "What to look for": LOOK_FOR,
    "Equations": EQUATIONS,
    "Whose is what": OURS,
}

SOURCE: Final = (
    f"After {PAPER}. The digits are from [{CITATIONS['alpaydin1998'].text}]({CITATIONS['alpaydin1998'].address}), "
    "licence CC BY 4.0; what is shown is learnt from 1,397 of them and tested with 400 others."
)
