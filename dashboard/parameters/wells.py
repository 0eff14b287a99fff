"""The parameters of the wells page."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades, even

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Number(
        key="well_barrier",
        label="Barrier E⁰ (kT)",
        symbol="E^0",
        unit="kT",
        default=6.0,
        stops=even(0.0, 12.0, 0.1),
        minimum=-5.0,
        maximum=100.0,
        even=True,
        help="The barrier between the two states without a drive.",
    ),
    Number(
        key="well_drive",
        label="Drive ΔE (kT)",
        symbol=r"\Delta E",
        unit="kT",
        default=1.0,
        stops=even(0.0, 8.0, 0.1),
        minimum=0.0,
        maximum=100.0,
        even=True,
        help="How much lower the favoured state is: the gradient energy of an update.",
    ),
    Number(
        key="elements",
        label="Memory elements",
        symbol="N",
        default=100.0,
        stops=decades(0, 6, ONE_TWO_FIVE),
        minimum=1.0,
        maximum=1e9,
        whole=True,
        help="The more there are, the less their share scatters: as one over the square root of their number.",
    ),
    Number(
        key="seed",
        label="Seed of chance",
        default=0.0,
        stops=even(0.0, 99.0, 1.0),
        minimum=0.0,
        maximum=1e9,
        even=True,
        whole=True,
        help="Another seed, another run of chance; the same seed gives the same.",
    ),
)
