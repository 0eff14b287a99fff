"""The parameters of the learning page."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import TEN_YEARS, TIMES

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Choice(
        key="n_axis",
        label="Axis of steps",
        default="log",
        options={"log": "logarithmic", "linear": "linear"},
    ),
    Choice(
        key="time_axis",
        label="Time in",
        default="steps",
        options={"steps": "steps n", "seconds": "seconds"},
        help="Seconds of wall-clock: each net update takes 1/(2R), so R_max sets the pace.",
    ),
    Choice(
        key="alpha_family",
        label="α from 0.1 to 0.9",
        default="off",
        options={"off": "off", "on": "on"},
        help="Draw the barrier for nine values of α at once, for the first schedule.",
    ),
    Choice(
        key="rate_trace",
        label="Learning rate",
        default="off",
        options={"off": "hidden", "on": "shown"},
        help="Draw the learning rate ε itself, on the axis of rates.",
    ),
    Number(
        key="retention",
        label="To be remembered for",
        symbol=r"\tau",
        unit="s",
        default=TEN_YEARS,
        stops=TIMES,
        minimum=1e-12,
        maximum=1e15,
        help="How long a memory is to last once learning is over.",
    ),
    Choice(
        key="failure",
        label="Forgotten by then",
        default="mean",
        options={
            "mean": "on average (mean time)",
            "1e-3": "1 in 1000",
            "1e-6": "1 in a million",
            "1e-9": "1 in 10⁹",
            "1e-12": "1 in 10¹²",
        },
        help="The mean time is the usual measure; a device asks that few elements are found in the wrong state "
        "by then, which takes a higher barrier.",
    ),
)
