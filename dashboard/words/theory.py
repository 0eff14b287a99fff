"""The words of the theory page, beside the derivation."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER

__all__ = ["CONVENTIONS", "GLOSSARY", "LEAD", "LIMITS", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "How the walls follow from heat"

LEAD: Final = (
    "From one hop over a barrier to the energy of training, a step at a time. **The numbers are live: move a slider "
    "and read them again.**"
)

WHAT_IS_THIS: Final = """
The derivation behind every picture of this site, from Eq. 1 to Eq. 7 of the paper. Each step has its equation, what the
new symbols mean, what it says in numbers for the parameters you set, the function that computes it, and a link to
the page that draws it. The last two steps are ours: why learning by hops is Langevin’s equation, and why its floor is
half a kT for each weight.
"""

LIMITS: Final = "How far this carries: limits of this model"

CONVENTIONS: Final = r"""
- **Energies** in units of kT unless another is chosen; **rates** relative to R_max, or in 1/s. Logarithms are natural.
- **ΔE is a size**: it is never negative, and the direction it favours is called forward.
- **E⁰ is the barrier of the mean rate**, as in the paper: $R^0 = (R_\rightarrow + R_\leftarrow)/2$. So a drive leaves
  $R^0$ as it is: it decides where elements end and not how soon, and the curves of Eq. 4 have plateaus. With the
  symmetric tilt of Butler, Volmer and Eyring the mean of the two barriers takes its place, higher by
  $kT\ln\cosh(\Delta E/2kT)$. Over such a barrier a drive quickens $R^0$ by $\cosh(\Delta E/2kT)$, 6 times at 5 kT and
  74 times at 10 kT; the curves rise on as half of ΔE, and the least drive is $2kT\,\mathrm{arsinh}(R/R_\mathrm{max})$.
  The pages offer both; the derivation on this page is the paper’s.
- **A negative barrier is a result**, not an error: it says that the rate cannot be had at that drive. The pages shade
  that region.
- **Steps** count from n = 1 in pictures, as in the paper, and from 0 in the learning-rate schedules, as in PyTorch.
- **A net transition** is one hop forward more than back. On a ladder of states, as a weight has them, an element hops
  forward at $R^0 + R$ and back at $R^0 - R$ from whatever state: there are $2R$ net transitions a second, so a step
  takes 1/2R. Two wells fill up: with a share $p$ in the lower one there are $R + R^0(1 - 2p)$, which is $R$ at
  $p = 1/2$ and nothing at equilibrium.
"""

GLOSSARY: Final = {
    "Attempt rate, R_max": "How often an element would hop if there were no barrier. A constant of the device, from "
    "10⁶ to 10¹⁵ per second.",
    "Barrier height, E⁰": "The energy that separates two states of a memory element. In a static memory it is fixed; "
    "in learning-in-memory it follows the learning.",
    "Ceiling": "The highest barrier that still lets updates through at the rate that learning asks for.",
    "Compute-in-memory": "Arithmetic inside the memory array, so that weights need not be moved.",
    "Consolidation": "What was learnt passes from a memory that is easy to change to one that holds.",
    "Consolidation-wall": "The energy of moving what was learnt from short-term to long-term memory. Along a "
    "run, also the gap of barriers behind it: from the ceiling of learning up to the floor of memory.",
    "Energy scale, λ": "How many kT a nat of loss is worth to a memory: how hard a gradient pushes.",
    "Floor": "The lowest barrier with which a memory holds for the time asked.",
    "Freeze": "To stop updating and raise the barrier at once to what memory asks for.",
    "Gradient energy, ΔE": "The energy that drives one update: kT times learning rate times squared gradient.",
    "Landauer limit": "The least energy of erasing one bit, kT ln 2.",
    "Learning-in-memory": "A memory whose barriers follow the learning: low while there is much to learn, high when "
    "there is much to keep.",
    "Learning rate, ε": "How far a parameter moves for a given gradient. A schedule says how it falls with time.",
    "Memory-wall": "The energy of moving parameters between memory and computation.",
    "Metaplasticity": "That the ease with which a synapse changes, changes itself.",
    "Rate exponent, α": "How much faster the update rate falls than the learning rate.",
    "Retention time, τ": "How long an element stays where it is, on average.",
    "Thermal energy, kT": "Boltzmann’s constant times the temperature: the scale of thermal noise, 25.85 meV at 300 K.",
    "Update rate, R": "Half the net rate at which an element climbs a ladder of states under its drive.",
    "Update-wall": "The energy of the updates: how many there are, and how precise. For one rate, also the least drive "
    "behind it, ΔE_min, below which no barrier is low enough.",
}

SOURCE: Final = f"After sections II and III of {PAPER}."
