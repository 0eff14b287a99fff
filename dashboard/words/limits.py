"""The words of the page of limits, beside its sections."""

from __future__ import annotations

from typing import Final

from dashboard.references import PAPER

__all__ = ["DOOR", "LEAD", "SOURCE", "TITLE", "WHAT_IS_THIS"]

TITLE: Final = "Limits of this model"

LEAD: Final = (
    "The theory is simple on purpose: two wells, one attempt rate, one number for all gradients. **Move a slider and "
    "see how far each assumption carries, and what it does to the numbers of this site.**"
)

WHAT_IS_THIS: Final = """
For each assumption: what the model takes for granted, where that fails, what it changes, in numbers for the parameters
you set, and who says so. The figure shows what hops cost at their speed: it is the one place where the model is as good
as anything can be.
"""

DOOR: Final = "Limits of this model"

SOURCE: Final = f"The assumptions are those of {PAPER}; sources of what limits them stand with each."
