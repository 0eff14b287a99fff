"""What makes a learning run: the device, the law of its updates, its length."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.schedules import SCHEDULE_SLOT, SCHEDULE_SLOTS, slot
from dashboard.parameters.stops import ONE_TWO_FIVE, TENTHS, decades, even

__all__ = ["PARAMETERS", "RUN_KEYS", "TEMPERATURES", "thermal_energy"]

RUN_KEYS: Final = (
    *("alpha", "kT", "R_max"),
    *(slot(name, number) for number in SCHEDULE_SLOTS for name in SCHEDULE_SLOT),
    *("start", "squared_gradient", "steps"),
)
"""What makes a learning run."""


def thermal_energy(kelvin: float) -> float:
    """Give kT at a temperature, in meV, to 1e-5."""
    return round(float(limcore.convert_energy(limcore.thermal_energy(kelvin), "J", "meV")), 5)


TEMPERATURES: Final = {f"{kelvin} K": thermal_energy(kelvin) for kelvin in (4, 77, 300)}
"""kT at temperatures people know: liquid helium, liquid nitrogen, a room."""


_DEVICE: Final[tuple[Parameter, ...]] = (
    Number(
        key="alpha",
        label="Rate exponent α",
        symbol=r"\alpha",
        default=0.5,
        stops=even(0.05, 0.95, 0.005),
        minimum=0.001,
        maximum=0.999,
        even=True,
        help="Update rates follow R = R_max ε^(1+α). The larger α, the faster updates die out "
        "and the higher the barrier may rise.",
    ),
    Number(
        key="kT",
        label="Thermal energy kT",
        symbol="kT",
        unit="meV",
        default=TEMPERATURES["300 K"],
        stops=tuple(thermal_energy(kelvin) for kelvin in sorted({4, 77, *range(5, 501, 5)})),
        minimum=0.001,
        maximum=200.0,
        help="Boltzmann's constant times the temperature. In units of kT nothing moves: "
        "choose meV or J below to see the whole landscape scale with temperature.",
    ),
    Number(
        key="R_max",
        label="Attempt rate R_max",
        symbol=r"R_\mathrm{max}",
        unit="1/s",
        default=1e9,
        stops=decades(6, 15, TENTHS),
        minimum=1.0,
        maximum=1e21,
        help="How often a state would change with no barrier at all: a constant of the device. "
        "It moves curves only where rates are absolute (1/s), since normalised rates R/R_max "
        "cancel it; retention times always depend on it.",
    ),
)

_LAW: Final[tuple[Parameter, ...]] = (
    Choice(
        key="start",
        label="Update-rate law",
        default="paper",
        options={"paper": "R = R_max ε^(1+α)", "barrier_free": "barrier-free start"},
        help="The paper's law asks for more than a barrier-free memory can give at first "
        "(E⁰ < 0). The barrier-free start scales the rates so that the barrier of the mean rate is 0 where the "
        "learning rate is highest.",
    ),
    Number(
        key="squared_gradient",
        label="Squared gradient g²",
        symbol="g^2",
        default=1.0,
        stops=even(0.01, 1.0, 0.01),
        minimum=1e-6,
        maximum=1.0,
        even=True,
        help="The size of the gradient, (∂L/∂w)², bounded by 1. g² = 1 is the upper bound of the barrier (Eq. 7).",
    ),
    Number(
        key="steps",
        label="Steps N",
        symbol="N",
        default=1e6,
        stops=decades(1, 12, ONE_TWO_FIVE),
        minimum=1.0,
        maximum=1e12,
        whole=True,
        help="How many updates the trajectories are followed.",
    ),
)

PARAMETERS: Final[tuple[Parameter, ...]] = (*_DEVICE, *_LAW)
