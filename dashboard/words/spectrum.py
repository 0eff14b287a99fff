"""The words of the spectrum page."""

from __future__ import annotations

from typing import Final

from dashboard.references import CITATIONS, PAPER

__all__ = ["CHAPTERS", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "How far is hardware from the limit?"

LEAD: Final = (
    "What one operation costs, on a scale that ends at the Landauer limit: published figures of devices, simulations "
    "and models, and learning-in-memory as it is computed here. "
    "**Click a mark for its source**; drag kT and the limit moves."
)

WHAT_IS_THIS: Final = """
What one operation costs, from DRAM at the top to the limit of Landauer at the bottom, each on a logarithmic axis: a
step of one decade is a factor of ten. The shape of a mark says which operation is counted, since an addition, a bit
written and a synaptic event are different things. A bar is a range. A click on a mark opens its source.
"""

WHAT_TO_LOOK_FOR: Final = f"""
- **The memory-wall.** Fetching 64 bits from DRAM costs some five hundred times the multiplication it is fetched for.
- **Compute-in-memory** leaves the fetching out; resonant adiabatic switching also recycles the energy of the lines.
- **The brain** takes more for an event at a synapse than the best arrays for a multiplication. But these are two
  operations, and it also remembers, and learns.
- **Learning-in-memory** is computed here, from the schedule and α that you set: a few kT for an update, some eight
  hundred times below the mere cell of a flash memory, the cheapest write in the table. It is a bound of theory and not
  a device. Its cheapest updates lie below kT ln 2: to move a memory by one step erases no whole bit. The one device of
  its kind in the table, the Fowler-Nordheim memory, spends 5 fJ on an update of up to 14 bits, as its authors state:
  1.2 × 10⁶ kT, no less than a static barrier. But its barrier does follow the learning.
- **Beyond the limit** only logically reversible steps can go, or energy that is recovered. To overwrite a bit costs at
  least kT ln 2. Whether the energy of learning-in-memory can be recovered is left open in the paper.
- **Arranged by year**, the marks do not fall: the operations are too different, and the lowest arrays are of 2007 and
  2012. Compare like with like: the GPUs of the table came down by a factor of 2.9 from 2020 to 2024, as rated. The line
  is far from all of them, yet it can be reached: a bead in a trap was erased, slowly, for hardly more than kT ln 2
  ([2012]({CITATIONS["berut2012"].address}), [2014]({CITATIONS["jun2014"].address})), and a cell builds a protein for
  about ten times its limit ([2017]({CITATIONS["kempes2017"].address})).
"""

COMPARED: Final = """
- **The mark says what is counted**: an addition is not a synaptic event, and a bit moved is not a word read. The legend
  names them. Do not compare across marks without a thought.
- **By bit** divides by the bits an operation works on, where the source tells. A multiplication of b bits takes about
  b² steps, so this is still no common measure; it is a fairer one for memory.
- **The basis** of a figure is in the table: *measured*; *datasheet*, rated power over peak rate, a best case; *review*,
  read in a later table; *simulated*; *model* or *estimate*, a rough figure or no device at all; *stated*, without a
  word on how it was found. The well-known table of Horowitz is one of rough figures.
- **Conflicts stay visible**: TrueNorth is listed with all its power and at its best, ten times apart; the RRAM write of
  the paper lies below all other tables.
"""

CHAPTERS: Final = {
    "What to look for": WHAT_TO_LOOK_FOR,
    "What is compared": COMPARED,
}

SOURCE: Final = (
    f"After Fig. 4 of {PAPER}, whose axis has no numbers; those here are from the sources named in the table."
)
