"""One knob of a training turned through some stops, with a barrier that follows and with a constant one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dashboard.figures.base import Columns
from dashboard.figures.memory_model import constant, law_of
from dashboard.figures.runs import Array
from dashboard.parameters import Values

__all__ = ["CONSTANT", "FOLLOWS", "REPEATS", "Knob", "knob_of", "law_along", "middle", "shorter", "spread"]

FOLLOWS, CONSTANT = "barrier that follows", "constant low barrier"
REPEATS: Final = 2
_LONGEST: Final = 200.0
"""Updates of each run: more would take too long while a thumb moves."""
_FACTORS: Final = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Of the energy scale that is chosen."""
_TIMES: Final = (1 / 16, 1 / 4, 1.0, 4.0, 16.0)
"""As many elements as are chosen."""
_EXPONENTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Knob:
    """What is turned, and how far."""

    symbol: str
    stops: tuple[float, ...]
    chosen: int
    """Which of the stops is that of the controls."""
    settings: tuple[Values, ...]
    """What a run has at each stop."""


def knob_of(values: Values) -> Knob:
    """Give the knob that is chosen; λ where a ladder has no elements.

    With the elements of a weight λ is turned as well, so that each is driven as hard.
    """
    scale = values["energy_scale"]
    if values["price_knob"] == "alpha":
        stops = tuple(sorted({*_EXPONENTS, values["alpha"]}))
        return Knob("α", stops, stops.index(values["alpha"]), tuple({"alpha": stop} for stop in stops))
    if values["price_knob"] == "weight_elements" and values["memory"] != "ladder":
        elements = values["weight_elements"]
        stops = tuple(sorted({max(1.0, float(round(part * elements))) for part in _TIMES}))
        settings = ({"weight_elements": stop, "energy_scale": _written(stop / elements * scale)} for stop in stops)
        return Knob("M", stops, stops.index(elements), tuple(settings))
    stops = tuple(_written(factor * scale) for factor in _FACTORS)
    return Knob("λ", stops, _FACTORS.index(1.0), tuple({"energy_scale": stop} for stop in stops))


def _written(value: float) -> float:
    return float(f"{value:.12g}")


def shorter(values: Values) -> Values:
    """Give the values with as many updates as the runs have."""
    return values | {"training_steps": min(values["training_steps"], _LONGEST)}


def law_along(values: Values, series: str) -> dict[str, Any]:
    """Give what limcore is told of the runs with one kind of barrier: a list of what the knob turns."""
    each = [values | setting for setting in knob_of(values).settings]
    laws = [law_of(constant(one) if series == CONSTANT else one) for one in each]
    turned = {key: [law[key] for law in laws] for key in laws[0]}
    law = {key: some[0] if all(one == some[0] for one in some) else some for key, some in turned.items()}
    return law | {"points": 2, "repeats": REPEATS}


def middle(table: Columns, series: str, column: str) -> Array:
    """Give the mean of the runs at each stop."""
    return np.asarray(_by_stop(table, series, column).mean(axis=1))


def spread(table: Columns, series: str, column: str) -> tuple[Array, Array]:
    """Give the least and the greatest of the runs at each stop."""
    runs = _by_stop(table, series, column)
    return runs.min(axis=1), runs.max(axis=1)


def _by_stop(table: Columns, series: str, column: str) -> Array:
    return np.asarray(table[column][table["series"] == series].reshape(-1, REPEATS))
