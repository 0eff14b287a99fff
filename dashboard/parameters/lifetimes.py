"""The parameters of the page of lifetimes."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades, even
from dashboard.parameters.written import Letters

__all__ = ["EVENTS", "PARAMETERS"]

EVENTS: Final = {"p": "potentiation", "d": "depression", "r": "random pattern"}
"""What happens to an element, by the letter of its history."""

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Choice(
        key="front",
        label="Against lifetime",
        default="strength",
        options={"strength": "initial strength", "energy": "energy"},
        help="How strongly a pattern begins, or what it takes to write it in one element.",
    ),
    Letters(
        key="history",
        label="History of one element",
        default="ppppppdpp",
        placeholder="ppd",
        letters=EVENTS,
        most=60,
        help="What is written in one element, letter by letter: p potentiates, d depresses, r is a pattern whose bit "
        "is one or the other by chance. The element begins depressed, at the first level.",
    ),
    Choice(
        key="history_shown",
        label="Of one element",
        default="barrier",
        options={"barrier": "barrier", "weight": "mean weight"},
        help="How hard it is to change, or which way it stands, on average over all that chance may do.",
    ),
    Number(
        key="memory_size",
        label="Elements N",
        symbol="N",
        default=1e8,
        stops=decades(2, 15, ONE_TWO_FIVE),
        minimum=10.0,
        maximum=1e20,
        whole=True,
        help="How many elements learn each pattern. What is read of it grows as N, the noise as √N.",
    ),
    Number(
        key="write_probability",
        label="Probability q of the binary element",
        symbol="q",
        default=0.1,
        stops=decades(-5, 0, ONE_TWO_FIVE),
        minimum=1e-9,
        maximum=1.0,
        help="With which an element takes the bit of a pattern. The larger, the stronger a pattern begins and the "
        "sooner it is written over.",
    ),
    Number(
        key="memory_levels",
        label="Levels n of cascade and chain",
        symbol="n",
        default=10.0,
        stops=even(1.0, 20.0, 1.0),
        minimum=1.0,
        maximum=20.0,
        even=True,
        whole=True,
        help="Levels of each weight of the cascade, and variables of the chain.",
    ),
    Number(
        key="level_ratio",
        label="Ratio x of the cascade",
        symbol="x",
        default=0.5,
        stops=even(0.1, 0.5, 0.02),
        minimum=0.01,
        maximum=0.5,
        even=True,
        help="By so much each level is harder to leave than the one before. Published is ½; beyond, the transitions "
        "are no probabilities.",
    ),
    Number(
        key="pattern_attempts",
        label="Attempts R_max τ in the time of a pattern",
        symbol=r"R_\mathrm{max}\tau",
        default=0.01,
        stops=decades(-4, 1, ONE_TWO_FIVE),
        minimum=1e-9,
        maximum=1e6,
        help="How often an element in two wells would hop during one pattern if there were no barrier. It counts for "
        "static barriers and for learning-in-memory.",
    ),
    Number(
        key="stored_at",
        label="The pattern is the n-th that is learnt",
        symbol=r"n_0",
        default=1.0,
        stops=decades(0, 6, ONE_TWO_FIVE),
        minimum=1.0,
        maximum=1e9,
        whole=True,
        help="It counts where a memory has an age: for learning-in-memory and the Fowler-Nordheim memory. The others "
        "have always been learning.",
    ),
    Number(
        key="static_low",
        label="Low static barrier (kT)",
        unit="kT",
        default=1.0,
        stops=even(0.0, 10.0, 0.25),
        minimum=0.0,
        maximum=200.0,
        even=True,
        help="Of elements in two wells that do not follow the learning, written with the drive of a first pattern, kT.",
    ),
    Number(
        key="static_high",
        label="High static barrier (kT)",
        unit="kT",
        default=3.0,
        stops=even(0.0, 20.0, 0.5),
        minimum=0.0,
        maximum=200.0,
        even=True,
        help="The same, higher: what is hard to write over is hard to write.",
    ),
    Number(
        key="retrieval_threshold",
        label="Least signal-to-noise ratio",
        symbol=r"\theta",
        default=1.0,
        stops=decades(-1, 2, ONE_TWO_FIVE),
        minimum=0.001,
        maximum=1e6,
        help="Down to which a pattern counts as remembered.",
    ),
)
