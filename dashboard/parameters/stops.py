"""Where the thumb of a slider can stand: decades, even steps, and the times that people count in."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.parameters.kinds import Number

__all__ = ["ONE_TWO_FIVE", "TENTHS", "TEN_YEARS", "TIMES", "decades", "even", "steps_parameter"]

TENTHS: Final = tuple(round(10 ** (k / 10), 2) for k in range(10))
ONE_TWO_FIVE: Final = (1.0, 2.0, 5.0)

_DAY: Final = 86400.0
TEN_YEARS: Final = 10 * limcore.YEAR
"""How long a memory is to last, unless another time is asked for, in s."""
TIMES: Final = (
    *(1.0, 10.0, 60.0, 600.0, 3600.0, 10 * 3600.0, _DAY, 7 * _DAY, 30 * _DAY, 90 * _DAY),
    *(limcore.YEAR, 3 * limcore.YEAR, TEN_YEARS, 100 * limcore.YEAR),
)
"""From a second to a century, in s."""


def decades(low: int, high: int, marks: tuple[float, ...] = (1.0,)) -> tuple[float, ...]:
    """Give marks × 10^low … 10^high as the nearest doubles to their decimal names."""
    values = [float(f"{m:.12g}e{k}") for k in range(low, high) for m in marks]
    return (*values, float(f"1e{high}"))


def even(low: float, high: float, step: float) -> tuple[float, ...]:
    """Give numbers from low to high, a step apart."""
    return tuple(round(low + k * step, 12) for k in range(round((high - low) / step) + 1))


def steps_parameter(key: str, label: str, default: float, *, none: bool = False, help: str) -> Number:
    """Give a parameter that counts steps; 0 is allowed if there may be none."""
    counts = decades(0, 9, ONE_TWO_FIVE)
    least = 0.0 if none else 1.0
    return Number(
        key=key,
        label=label,
        unit="steps",
        default=default,
        stops=(0.0, *counts) if none else counts,
        minimum=least,
        maximum=1e12,
        whole=True,
        help=help,
    )
