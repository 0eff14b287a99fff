"""The words of the first page."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER
from dashboard.walls.costs import Cost, Wall

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

The axis is logarithmic: each line is a hundred times the one below it. Where devices differ, a wall is a range: solid
up to the cheapest that our tables have, pale up to the dearest.
"""

DOORS: Final = (
    ("lessons", "Take a lesson", "In at most 15 minutes each, with a question before each answer."),
    ("wells", "See a bit hop", "A memory element in its two wells, pushed by heat and by learning."),
    ("barrier", "Drag a slider", "Fig. 3 of the paper under your thumb, every number exact."),
    ("training", "Watch noise learn", "Digits come out of memories that hop by heat, and what that takes."),
    ("theory", "Follow the derivation", "From Eq. 1 to Eq. 7, and where the printed equations slip."),
)

SOURCE: Final = (
    f"After Fig. 1 of {PAPER}. Costs of hardware from the sources linked; updates and consolidation in "
    "learning-in-memory are computed for 300 K, ε = 1/n, α = 0.5, a million updates and R_max = 10⁹ per second."
)


def today(wall: Wall) -> str:
    """Say what a wall costs today."""
    return f"{wall.question}. **Today {wall.today.text}** {wall.today.words}{_sources(wall.today)}."


def then(wall: Wall) -> str:
    """Say what is left of a wall with learning-in-memory."""
    cost = wall.learning
    return f"{wall.answer} **Then {cost.text}**, {wall.saved_text}: {cost.words}{_sources(cost)}. {wall.remark}"


def _sources(cost: Cost) -> str:
    """Name what the ends of a range are taken from, each with its source."""
    links = " to ".join(f"[{name}]({where})" for name, where in cost.sources)
    return f" ({links})" if links else ""
