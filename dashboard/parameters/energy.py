"""The parameters of the energy page; the projection page has some of them too."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades, even

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Choice(
        key="account",
        label="Energy",
        default="cumulative",
        options={"cumulative": "of all updates so far", "step": "of each update"},
    ),
    Number(
        key="static_barrier",
        label="Barrier of a static memory (kT)",
        unit="kT",
        default=1e6,
        stops=decades(0, 9, ONE_TWO_FIVE),
        minimum=0.1,
        maximum=1e12,
        help="What a memory that does not follow the learning throws away at each write. The paper has 10⁶ kT for "
        "digital memory; ten years on average ask for some 40.",
    ),
    Number(
        key="low_barrier",
        label="Constant low barrier (kT)",
        unit="kT",
        default=1.0,
        stops=(0.0, *decades(-1, 2, ONE_TWO_FIVE)),
        minimum=0.0,
        maximum=1000.0,
        help="A memory whose barrier stays this low while it learns, and is raised once, when learning is over, to "
        "what the time asked for takes.",
    ),
    Number(
        key="model_parameters",
        label="Parameters of the model D",
        symbol="D",
        default=1e11,
        stops=decades(3, 16, ONE_TWO_FIVE),
        minimum=1.0,
        maximum=1e18,
        help="How many numbers are learnt. Small networks have a thousand, large language models 10¹² or so, and "
        "a human brain about 10¹⁵ synapses.",
    ),
    Number(
        key="bits",
        label="Bits of a parameter",
        symbol="b",
        default=16.0,
        stops=tuple(2.0**k for k in range(6)),
        minimum=1.0,
        maximum=64.0,
        whole=True,
        help="Each bit is a memory element with a barrier of its own.",
    ),
    Number(
        key="carbon_intensity",
        label="CO₂ of electricity (g/kWh)",
        unit="g/kWh",
        default=400.0,
        stops=even(0.0, 1000.0, 10.0),
        minimum=0.0,
        maximum=2000.0,
        even=True,
        help="An assumption of yours: coal is near 1000, wind and water near 10.",
    ),
    Number(
        key="household",
        label="A household's electricity (kWh a year)",
        unit="kWh",
        default=3500.0,
        stops=even(500.0, 12000.0, 500.0),
        minimum=100.0,
        maximum=1e5,
        even=True,
        help="An assumption of yours.",
    ),
)
