"""The parameters of the barrier page."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter, Span
from dashboard.parameters.stops import TENTHS, decades
from dashboard.parameters.written import Numbers

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
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
        suggestions=tuple(reversed(decades(-12, 0))),
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
        suggestions=tuple(reversed(decades(-3, 12))),
        minimum=1e-9,
        maximum=1e21,
        most=12,
        help="One curve for each update rate. Type a number to add your own.",
    ),
    Span(
        key="dE_range",
        label="Range of ΔE",
        default=(1e-4, 10.0),
        stops=decades(-9, 3),
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
        stops=decades(-9, 3, TENTHS),
        minimum=1e-12,
        maximum=1e3,
        help="The gradient energy at which all quantities are read out, in units of kT.",
    ),
    Number(
        key="probe_rate",
        label="Probe: update rate R/R_max",
        symbol=r"R/R_\mathrm{max}",
        default=0.01,
        stops=decades(-12, 0, TENTHS),
        minimum=1e-30,
        maximum=1.0,
        help="The update rate at which all quantities are read out, relative to R_max.",
    ),
)
