"""The words of the page of a person's own training run."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER

__all__ = ["CHAPTERS", "FORMATS", "LEAD", "PRIVATE", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "What does your run ask of memory?"

LEAD: Final = (
    "Bring the log of a training run: its learning rates say how fast its memories are updated, and so how high their "
    "barriers may be. **Drop a file, and see your run cross the figures of the paper.**"
)

PRIVATE: Final = (
    "The file is read where this app runs, and is not written anywhere; nothing is kept after your visit. The address "
    "of the page, and a link that you copy, carry rates, losses and norms, thinned to 4 kB: whoever has it sees them."
)

FORMATS: Final = (
    "Hugging Face trainer_state.json · Ultralytics, Keras, Lightning, W&B CSV · JSON lines of OpenMMLab, Detectron2, "
    "LLaMA-Factory · what nanoGPT, llm.c, Megatron, OLMo print · your own CSV with step, lr, loss, grad_norm · "
    "CodeCarbon emissions.csv"
)

WHAT_IS_THIS: Final = """
The heavy line is a real run: each of its steps has a drive ΔE and an update rate R, and so, by Eq. 4, a barrier E⁰: how
high it may be while the memory still follows the learning. **Fig. 3(a)** shows it crossing the paper’s curves,
**Fig. 3(b)** over its steps or its wall-clock, with what memory asks for as a dashed line. **Energy** sets what the
run would dissipate on such memories against static ones, and against what was measured, if you know it. **As read**
shows what stands in the file.

Until you bring a file, you see an example; the numbers of all three examples are made.
"""

_LOOK_FOR: Final = """
- **A warm-up is part of the run.** While the learning rate rises, the barrier falls: what was learnt before is held
  least where the rate is highest.
- **A ceiling, not the barrier.** Without gradient norms the squared gradient is taken as 1, the bound of Eq. 7: the
  barrier may be lower, never higher.
- **Not in this log.** Hardly any run lets its barrier rise to what ten years ask for. A final freeze closes the gap;
  it says what that takes.
- **A rate of 0 is no update.** It costs nothing, and a step there would never end: set a floor, or stop before.
"""

_CAVEATS: Final = """
- **λ is a choice.** How much energy a nat of loss is worth to a memory, nothing in a log can say. All drives in the
  energy figure are in proportion to it.
- **One norm hides many layers.** The norm of the whole gradient says how gradients shrink along the run, not how they
  differ between weights.
- **Mini-batches are noisy.** A norm over a batch of B has the noise in it: its mean square is that of the true gradient
  plus tr Σ/B. Where the run has learnt what there is, the noise is nearly all.
- **The loss may be of another split**, and is smoothed before a drive is taken from it.
- **Adam’s drive is an upper bound.** The formula of plain SGD gives far too little for Adam, and is not used for it.
- **A long log is thinned** to what a link can carry, and the page computes with that. Sums of squared norms stay; the
  paper’s account hangs on the lowest barrier of the run, and may differ by a half where norms are noisy.
  `performance-walls run LOG` computes with every row.
- **Arithmetic is not counted**, only memories. What is measured at the socket has all of it.
"""

_EQUATIONS: Final = r"""
With ε = η/η_max and g² = min(1, G²/Q₉₉.₉(G²)), smoothed by a running median, three readings of the barrier:

**A**, the paper’s law: $E^0/kT = -(1+\alpha)\ln\varepsilon + \ln\tanh(\varepsilon g^2/2)$. With real gradients that
is below 0 nearly everywhere, so rates are scaled until the lowest barrier of the run is 0 (barrier-free start).

**B**, many elements a weight, of which a share $a = a_\mathrm{max}\varepsilon$ settles in each step of Δt seconds:
$E^0/kT = \ln(2R_\mathrm{max}\Delta t) - \ln[-\ln(1-a)]$. It needs no gradient.

**C**, one net hop each step: $E^0/kT = \ln(2R_\mathrm{max}\Delta t) + \ln\tanh(\Delta E/2kT)$. Where it is negative,
the device cannot keep up.

The drive of a weight, in kT: $\lambda\eta G^2/D$ for plain SGD, at most $\lambda\eta G/\sqrt D$ for Adam, and without
norms at least $\lambda\max(-d\tilde L/ds, 0)/D$ from the running minimum of the smoothed loss. A row of the log stands
for the steps half way to its neighbours. `limcore.read_training_log`, `limcore.run_columns`, `limcore.run_totals`,
`limcore.run_consolidation`.
"""

CHAPTERS: Final = {"What to look for": _LOOK_FOR, "Caveats": _CAVEATS, "Equations": _EQUATIONS}

SOURCE: Final = f"The barriers are those of {PAPER}, Eqs. 4 and 7; how a log is read for them is ours."
