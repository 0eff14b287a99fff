"""The words of the first page."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER
from dashboard.walls.costs import Wall
from dashboard.wording import power

__all__ = ["DOORS", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS", "then", "today"]

TITLE: Final = "Three walls between learning and its limit"

LEAD: Final = (
    "Training a model wastes energy in three places. The height of each wall is what one bit or one update costs "
    "there, in units of kT, the energy of thermal noise. **Press “With learning-in-memory” and see which of them come "
    "down.**"
)

WHAT_IS_THIS: Final = """
A machine that learns changes its memory very many times. Today that costs energy at three *performance walls*: moving
weights between memory and arithmetic (the **memory-wall**), changing them again and again (the **update-wall**), and
carrying what was learnt into a memory that lasts (the **consolidation-wall**).

*Learning-in-memory* is a memory whose energy barrier follows the learning: low while there is much to learn, high when
there is much to keep. This site computes how far that brings one, from one hop over a barrier to the training of a
whole model, and says where each number comes from.

The axis is logarithmic: each line is a hundred times the one below it.
"""

DOORS: Final = (
    ("lessons", "Take a lesson", "Six of them, 5 to 15 minutes each, with a question before each answer."),
    ("wells", "See a bit hop", "A memory element in its two wells, pushed by heat and by learning."),
    ("barrier", "Drag a slider", "Fig. 3 of the paper under your thumb, every number exact."),
    ("theory", "Follow the derivation", "From Eq. 1 to Eq. 7, and where the printed equations slip."),
)

SOURCE: Final = (
    f"After Fig. 1 of {PAPER}. Costs of hardware from the sources linked; those of learning-in-memory are computed for "
    "300 K, ε = 1/n, α = 0.5, a million updates and R_max = 10⁹ per second."
)


def today(wall: Wall) -> str:
    """Say what a wall costs today."""
    cost = wall.today
    source = f" ([source]({cost.source}))" if cost.source else ""
    return f"{wall.question}. **Today {cost.text}** {cost.words}{source}."


def then(wall: Wall) -> str:
    """Say what is left of a wall with learning-in-memory."""
    saved = f", {power(wall.saved, 2)} times less" if wall.saved < float("inf") else ""
    return f"{wall.answer} **Then {wall.learning.text}**{saved}: {wall.learning.words}."
