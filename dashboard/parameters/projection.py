"""The parameters of the projection page."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Number(
        key="tokens_per_parameter",
        label="Tokens for each parameter",
        default=20.0,
        stops=decades(-1, 4, ONE_TWO_FIVE),
        minimum=1e-6,
        maximum=1e9,
        help="How much there is to learn from. About 20 makes the best of a given amount of computing (Hoffmann et "
        "al. 2022); GPT-3 had 1.7, Llama 3.1 39.",
    ),
    Choice(
        key="count_updates",
        label="Count updates and moves for",
        default="operation",
        options={"operation": "each operation", "step": "each optimiser step"},
        help="The paper sets the energy of a write against all operations of a training (10²³): each operation "
        "updates a parameter; we count a fetch beside it. An optimiser writes each parameter once a step and moves it "
        "three times; only for this count do the steps matter. Both walls are always counted alike.",
    ),
    Choice(
        key="count_computing",
        label="Arithmetic",
        default="on",
        options={"on": "counted", "off": "left out"},
        help="The theory is about memory; left out, only the three walls remain.",
    ),
)
