"""The parameters of the page of the model's limits."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades, even

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Choice(
        key="share_axis",
        label="Axes",
        default="linear",
        options={"linear": "linear", "log": "logarithmic"},
        help="Linear axes show how the heat diverges; logarithmic ones how far down a run of learning comes.",
    ),
    Number(
        key="cosine_barrier",
        label="Barrier E⁰ (kT)",
        symbol="E^0",
        unit="kT",
        default=5.0,
        stops=even(0.0, 50.0, 0.5),
        minimum=0.0,
        maximum=500.0,
        even=True,
        help="At which Eq. 1 is compared with what is exact.",
    ),
    Number(
        key="meyer_neldel",
        label="Meyer-Neldel energy E_MN (kT)",
        symbol=r"E_\mathrm{MN}",
        unit="kT",
        default=10.0,
        stops=(1.1, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0, 1000.0),
        minimum=1.1,
        maximum=1e6,
        help="By so much the barrier grows while the attempt rate grows by a factor e. The larger it is, the less "
        "the attempt rate moves.",
    ),
    Number(
        key="haste",
        label="Time for erasing a bit, R_max τ",
        symbol=r"R_\mathrm{max}\tau",
        default=1.0,
        stops=decades(-2, 6, ONE_TWO_FIVE),
        minimum=1e-6,
        maximum=1e12,
        help="In units of the time for which an element stays where it is with no barrier around it.",
    ),
    Number(
        key="small_gradient",
        label="Squared gradient g² of a real network",
        symbol="g^2",
        default=1e-4,
        stops=decades(-12, 0, ONE_TWO_FIVE),
        minimum=1e-30,
        maximum=1.0,
        help="The mean over the weights. The paper assumes g² ≤ 1, and writes Eq. 7 at the bound, g² = 1.",
    ),
)
