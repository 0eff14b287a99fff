"""The barriers of a model's weights, as a histogram that moves as it learns."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import labelled
from dashboard.figures.memory_model import MEMORY_KEYS, run_of, told
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import number

__all__ = ["BINS", "EQUATION", "TRAINING_BARRIERS", "top_of"]

EQUATION: Final = (
    r"E_n = E_1 - \alpha \ln \varepsilon_n \quad\text{or}\quad "
    r"\frac{E_n}{kT} = \max\left(0, \ln\left[\frac{R_\mathrm{max}}{R_n}\tanh\frac{x}{2}\right]\right)"
)

BINS: Final = 40
_STEP: Final = 5.0  # kT: an axis ends at so many, or twice as many
_DECIMALS: Final = 3
_NONE: Final = 1e-9  # kT


def top_of(run: limcore.MemoryTraining) -> float:
    """Give the end of the axis, in kT: the same at all moments."""
    return float(_STEP * max(np.ceil(float(run.barriers.max()) / _STEP), 1.0))


def _columns(values: Values) -> Columns:
    """Tabulate the share of the weights in each bin of barriers, moment by moment, from the first update on."""
    run = run_of(values)
    edges = np.linspace(0.0, top_of(run), BINS + 1)
    shares = [np.histogram(one, edges)[0] / one.size for one in run.barriers[1:]]
    return {
        "series": np.full(BINS * len(shares), "weights", dtype=object),
        "n": np.repeat(run.n[1:], BINS),
        "barrier_height_kT": np.tile((edges[1:] + edges[:-1]) / 2, len(shares)),
        "share_of_weights": np.concatenate(shares),
    }


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the bars of the last moment, and give a film of how they came to stand there."""
    run = run_of(values)
    shares = 100.0 * table["share_of_weights"].reshape(-1, BINS)
    places = table["barrier_height_kT"][:BINS]
    bars = {
        "type": "bar",
        "name": "weights",
        "x": places,
        "y": shares[-1],
        "width": np.full(BINS, places[1] - places[0]),
        "marker": {"color": "@line-0"},
        "hovertemplate": "barrier of %{x:.3~g} kT: %{y:.3~g} % of the weights<extra></extra>",
    }
    film = {"trace": 0, "of": "y", "width": 0, "frames": np.round(shares, _DECIMALS), "n": run.n[1:]}
    layout = {
        "xaxis": {"title": {"text": "barrier (kT)"}, "range": [0.0, top_of(run)]},
        "yaxis": {"title": {"text": "share of the weights (%)"}, "range": [0.0, 1.02 * float(shares.max())]},
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"training barriers {values['memory']}",
        "meta": {"caption": _caption(run, values), "play": {"film": film | {"readings": _readings(run)}}},
    }
    return labelled({"data": [bars], "layout": layout})


def _readings(run: limcore.MemoryTraining) -> list[dict[str, Any]]:
    """Say what is read beside the bars at each moment."""
    return [
        {"text": "n", "values": run.n[1:], "unit": ""},
        {"text": "middle barrier", "values": run.barrier_quantiles[1:, 2], "unit": "kT"},
        {"text": "loss", "values": run.loss[1:], "unit": "nat"},
        {"text": "heat", "values": run.heat[1:], "unit": "kT"},
    ]


def _middle(run: limcore.MemoryTraining, values: Values) -> str:
    """Say where the barriers stand at the end."""
    first, last = (number(float(run.barrier_quantiles[k, 2]), 3) for k in (0, -1))
    if values["memory"] == "population":
        course = f"which goes from {first} to {last} kT" if first != last else f"which stays at {last} kT"
        return f"All weights have the same barrier, {course}; on a ladder each finds its own"
    low, high = (number(float(run.barrier_quantiles[-1, k]), 3) for k in (1, 3))
    without = 100.0 * float((np.asarray(run.barriers[-1]) <= _NONE).mean())
    others = f", and {number(without, 3)} % have none" if without else ""
    return f"Half of the weights have a barrier of {low} to {high} kT, the middle one {last} kT{others}"


def _caption(run: limcore.MemoryTraining, values: Values) -> str:
    return f"{told(run, values)}. {_middle(run, values)}."


def _describe(table: Columns, values: Values) -> str:
    """Say which barriers are the most frequent at the end, from the table, and what is known of the run."""
    last = table["share_of_weights"][-BINS:]
    peak = int(np.argmax(last))
    most = number(100.0 * float(last[peak]), 3)
    width = 2.0 * table["barrier_height_kT"][0]
    low, high = (number(float(peak + side) * width, 3) for side in (0, 1))
    run = run_of(values)
    return (
        f"How many of the weights have which barrier. At the end {most} % have one of {low} to {high} kT. "
        f"{_middle(run, values)}. {told(run, values)}."
    )


TRAINING_BARRIERS: Final = Figure(
    name="training-barriers",
    title="How barriers rise as a model learns",
    equation=EQUATION,
    source=f"Eq. 4 of {PAPER}, and the law by which its barriers follow a schedule",
    parameters=MEMORY_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
