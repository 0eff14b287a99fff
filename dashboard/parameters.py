"""Every parameter once: its symbol, label, unit, range, default, stops and help.

The key of a parameter is its name everywhere: in the page's address, in `/figures/...`, in the header of a CSV, in
Python. A page's controls, the parsing of a query and the sweep of a live figure all read this list and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import limcore
from dashboard.parameter_kinds import (
    Choice,
    InvalidParameter,
    Number,
    Numbers,
    Parameter,
    Span,
    Table,
    Values,
)

__all__ = [
    "PARAMETERS",
    "SCHEDULE_SLOTS",
    "Choice",
    "InvalidParameter",
    "Number",
    "Numbers",
    "Parameter",
    "Span",
    "Table",
    "Values",
    "decode",
    "defaults",
    "encode",
    "slot",
]


def _decades(low: int, high: int, marks: tuple[float, ...] = (1.0,)) -> tuple[float, ...]:
    """Give marks × 10^low … 10^high as the nearest doubles to their decimal names."""
    values = [float(f"{m:.12g}e{k}") for k in range(low, high) for m in marks]
    return (*values, float(f"1e{high}"))


def _even(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(round(low + k * step, 12) for k in range(round((high - low) / step) + 1))


def _thermal_energies() -> tuple[float, ...]:
    """Give kT in meV, to 1e-5, from 4 K to 500 K: nitrogen's 77 K and every 5 K among them."""
    temperatures = sorted({4, 77, *range(5, 501, 5)})
    to_meV = [limcore.convert_energy(limcore.thermal_energy(t), "J", "meV") for t in temperatures]
    return tuple(round(float(energy), 5) for energy in to_meV)


_TENTHS = tuple(round(10 ** (k / 10), 2) for k in range(10))
_ONE_TWO_FIVE = (1.0, 2.0, 5.0)

SCHEDULE_SLOTS = (1, 2, 3)
"""Up to so many schedules are compared."""


def slot(name: str, number: int) -> str:
    """Give the key of a schedule's parameter: slot("tau", 2) is "tau_2"."""
    return f"{name}_{number}"


def _schedule_parameters(number: int) -> list[Parameter]:
    schedules = {
        "none": "none",
        "inverse_time": "inverse time, ε₀/(1 + n/τ)",
        "power_law": "power law, ε₀(1 + n/τ)⁻ᵖ",
        "exponential": "exponential, ε₀γⁿ",
        "constant": "constant, ε₀",
        "table": "table, step by step",
    }
    # The first is the paper's own ε = 1/n; the others wait to be chosen.
    return [
        Choice(
            key=slot("schedule", number),
            label=f"Learning-rate schedule {number}",
            default="inverse_time" if number == 1 else "none",
            options=schedules,
            help="How the learning rate ε falls with the step n. The paper's case is inverse time "
            "with ε₀ = 1 and τ = 1: ε = 1/n.",
        ),
        Number(
            key=slot("initial", number),
            label="Initial learning rate ε₀",
            symbol=r"\varepsilon_0",
            default=1.0,
            stops=_decades(-3, 0, _TENTHS),
            minimum=1e-6,
            maximum=1.0,
            help="The learning rate of the first update.",
        ),
        Number(
            key=slot("tau", number),
            label="Time constant τ (steps)",
            symbol=r"\tau",
            unit="steps",
            default=1.0,
            stops=_decades(0, 6, _TENTHS),
            minimum=1e-3,
            maximum=1e9,
            help="After so many steps the schedule has clearly begun to fall.",
        ),
        Number(
            key=slot("exponent", number),
            label="Exponent p",
            symbol="p",
            default=0.5,
            stops=_even(0.05, 2.0, 0.05),
            minimum=0.01,
            maximum=4.0,
            even=True,
            help="The learning rate falls as the p-th power of the step. "
            "Convergence of stochastic gradient descent asks for 1/2 < p ≤ 1 (Robbins and Monro).",
        ),
        Number(
            key=slot("gamma", number),
            label="Decay γ per step",
            symbol=r"\gamma",
            default=0.999,
            stops=tuple(sorted(1 - d for d in _decades(-6, -1, (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)))),
            minimum=0.01,
            maximum=1 - 1e-12,
            help="Each step multiplies the learning rate by γ, so the barrier grows linearly.",
        ),
        Table(
            key=slot("table", number),
            label="Steps and learning rates",
            default=((0.0, 1.0), (100.0, 0.1), (1000.0, 0.01)),
            help="step:rate, with commas between; each rate holds until the next listed step.",
        ),
    ]


def _all_parameters() -> list[Parameter]:
    return [
        Choice(
            key="view",
            label="View",
            default="curves",
            options={"curves": "Curves", "surface": "Surface", "table": "Table"},
        ),
        Number(
            key="alpha",
            label="Rate exponent α",
            symbol=r"\alpha",
            default=0.5,
            stops=_even(0.05, 0.95, 0.005),
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
            default=25.852,
            stops=_thermal_energies(),
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
            stops=_decades(6, 15, _TENTHS),
            minimum=1.0,
            maximum=1e21,
            help="How often a state would change with no barrier at all: a constant of the device. "
            "It moves curves only where rates are absolute (1/s), since normalised rates R/R_max "
            "cancel it; retention times always depend on it.",
        ),
        Choice(
            key="rate_scale",
            label="Update rates",
            default="normalised",
            options={"normalised": "relative to R_max", "absolute": "in 1/s"},
            help="Relative rates R/R_max make R_max cancel; absolute rates let it move the curves.",
        ),
        Numbers(
            key="rates",
            label="Rates R/R_max, one curve each",
            default=(1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
            suggestions=tuple(reversed(_decades(-12, 0))),
            minimum=1e-30,
            maximum=1.0,
            most=12,
            help="One curve for each update rate. Type a number to add your own.",
        ),
        Numbers(
            key="absolute_rates",
            label="Rates R in 1/s, one curve each",
            unit="1/s",
            default=(1e6, 1e4, 1e2, 1.0),
            suggestions=tuple(reversed(_decades(-3, 12))),
            minimum=1e-9,
            maximum=1e21,
            most=12,
            help="One curve for each update rate. Type a number to add your own.",
        ),
        *(p for number in SCHEDULE_SLOTS for p in _schedule_parameters(number)),
        Choice(
            key="start",
            label="Update-rate law",
            default="paper",
            options={"paper": "R = R_max ε^(1+α)", "barrier_free": "barrier-free start"},
            help="The paper's law asks for more than a barrier-free memory can give at first "
            "(E⁰ < 0). The barrier-free start scales the rates so that E⁰ = 0 at the first update.",
        ),
        Number(
            key="squared_gradient",
            label="Squared gradient g²",
            symbol="g^2",
            default=1.0,
            stops=_even(0.01, 1.0, 0.01),
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
            stops=_decades(1, 12, _ONE_TWO_FIVE),
            minimum=1.0,
            maximum=1e12,
            whole=True,
            help="How many updates the trajectories are followed.",
        ),
        Choice(
            key="unit",
            label="Energies in",
            default="kT",
            options={"kT": "kT", "meV": "meV", "J": "J"},
            help="In kT the picture is the same at every temperature; in meV or J it scales.",
        ),
        Choice(
            key="convention",
            label="Barrier convention",
            default="mean_rate",
            options={
                "mean_rate": "mean rate (the paper)",
                "symmetric_tilt": "symmetric tilt (Butler–Volmer)",
            },
            help="E⁰ as the barrier of the mean rate, or as the mean of the two barriers. "
            "The two agree to second order in ΔE/kT.",
        ),
        Span(
            key="dE_range",
            label="Range of ΔE",
            default=(1e-4, 10.0),
            stops=_decades(-9, 3),
            help="In units of kT. Where energies are in meV or J, in units of kT at the next of 5, 30, 100, 300 and "
            "1000 K, so that the axis stays put while the temperature changes.",
        ),
        Choice(
            key="dE_axis",
            label="Axis of ΔE",
            default="log",
            options={"log": "logarithmic", "linear": "linear"},
        ),
        Number(
            key="probe_dE",
            label="Probe: gradient energy ΔE",
            symbol=r"\Delta E",
            unit="kT",
            default=1.0,
            stops=_decades(-9, 3, _TENTHS),
            minimum=1e-12,
            maximum=1e3,
            help="The gradient energy at which all quantities are read out, in units of kT.",
        ),
        Number(
            key="probe_rate",
            label="Probe: update rate R/R_max",
            symbol=r"R/R_\mathrm{max}",
            default=0.01,
            stops=_decades(-12, 0, _TENTHS),
            minimum=1e-30,
            maximum=1.0,
            help="The update rate at which all quantities are read out, relative to R_max.",
        ),
    ]


PARAMETERS: dict[str, Parameter] = {p.key: p for p in _all_parameters()}


def defaults(keys: tuple[str, ...]) -> Values:
    """Give the default value of each of these parameters."""
    return {key: PARAMETERS[key].default for key in keys}


def decode(query: Mapping[str, str], keys: tuple[str, ...]) -> tuple[Values, list[InvalidParameter]]:
    """Read the values of these parameters from a query, and what was wrong with it.

    A missing key has its default, and so has one whose text is not allowed; keys that are not asked for are passed
    over.
    """
    values, errors = defaults(keys), []
    for key in keys:
        if key in query:
            try:
                values[key] = PARAMETERS[key].parse(query[key])
            except InvalidParameter as error:
                errors.append(error)
    return values, errors


def encode(values: Mapping[str, Any], *, complete: bool = False) -> dict[str, str]:
    """Write values as a query: those that differ from their default, or all of them."""
    return {
        key: PARAMETERS[key].format(value)
        for key, value in values.items()
        if complete or value != PARAMETERS[key].default
    }
