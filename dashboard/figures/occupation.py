"""How a population of memory elements settles in the lower well: by chance, and exactly on average."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import End, labelled
from dashboard.figures.wells import RELAXATIONS, WELL_KEYS, Wells, hurry
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import count, duration, number, plural

__all__ = ["EQUATION", "MOMENTS", "OCCUPATION"]

EQUATION: Final = (
    r"p(t) = p_\infty\left(1 - e^{-(R_\rightarrow + R_\leftarrow)t}\right),\quad "
    r"p_\infty = \frac{1}{1 + e^{-\Delta E/kT}}"
)

MOMENTS: Final = 121
# Barrier and drive are told in kT: neither how much that is nor the unit matters.
_KEYS: Final = (*(key for key in WELL_KEYS if key not in ("kT", "unit")), "elements", "seed")


def _columns(values: Values) -> Columns:
    """Tabulate the share of elements in the lower well: exact, its spread, a simulated one, and how fast it grows."""
    wells = Wells(values)
    relaxations = np.linspace(0.0, RELAXATIONS, MOMENTS)
    elements, seed = int(values["elements"]), int(values["seed"])
    settling = limcore.population_columns(
        relaxations, wells.barrier, wells.drive, elements=elements, seed=seed, **wells.law
    )
    return {"series": np.full(relaxations.size, plural(count(elements), "element"), dtype=object)} | settling


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the exact share with its spread, and the population that scatters about it."""
    x, exact, spread = (table[key] for key in ("relaxation_times", "occupation", "standard_deviation"))
    elements = plural(count(values["elements"]), "element")
    common: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": x, "customdata": table["time_s"]}
    hover = "<br>t = %{customdata:.4~g} s<br>share = %{y:.5~g}<extra></extra>"
    none = {"line": {"width": 0, "color": "@line-0"}, "hoverinfo": "skip", "showlegend": False}
    data: list[dict[str, Any]] = [
        common | none | {"name": "lower", "y": exact - spread},
        common
        | none
        | {"name": "one standard deviation", "y": exact + spread, "fill": "tonexty", "fillcolor": "@fill-0"},
        common
        | {"name": f"{elements}, simulated", "y": table["simulated_occupation"]}
        | {
            "line": {"color": "@line-1", "width": 2.5, "shape": "hv"},
            "hovertemplate": f"<b>{elements}</b>{hover}",
        },
        common
        | {"name": "exact average", "y": exact, "hovertemplate": f"<b>exact</b>{hover}"}
        | {"line": {"color": "@line-0", "width": 3, "simplify": False}},
    ]
    heads = []
    for along, color in ((2, "@line-1"), (3, "@line-0")):
        heads.append({"trace": len(data), "along": along})
        data.append(
            {"type": "scatter", "mode": "markers", "name": "now", "x": x[-1:], "y": data[along]["y"][-1:]}
            | {"marker": {"size": 14, "color": color, "line": {"color": "@ground", "width": 2}}}
            | {"showlegend": False, "hoverinfo": "skip"}
        )
    readings = [
        {"text": "t", "trace": 3, "of": "customdata", "unit": "s"},
        {"text": "exact", "trace": 3, "of": "y", "unit": ""},
        {"text": "simulated", "trace": 2, "of": "y", "unit": ""},
    ]
    layout = {
        "xaxis": {"title": {"text": "time (in relaxation times 1/(R→ + R←))"}, "range": [0.0, RELAXATIONS]},
        "yaxis": {"title": {"text": "share in the lower well"}, "range": [0.0, 1.02]},
        "hovermode": "closest",
        "uirevision": "occupation",
        "meta": {
            "caption": _caption(table, values),
            "play": {"along": 3, "pace": {"of": "x", "log": False}, "heads": heads, "readings": readings},
        },
    }
    ends = [End(data[k], data[k]["name"]) for k in (3, 2, 1)]
    return labelled({"data": data, "layout": layout}, ends=ends)


def _caption(table: Columns, values: Values) -> str:
    keys = ("time_s", "simulated_occupation", "occupation", "standard_deviation")
    time, simulated, exact, spread = (float(table[key][-1]) for key in keys)
    elements = plural(count(values["elements"]), "element")
    begin = "begins" if values["elements"] == 1 else "begin"
    return (
        f"{elements} {begin} in the upper well; after {duration(time)}, six relaxation times{_hurried(values)}, "
        f"{number(100 * simulated, 3)} % are in the lower one, where {number(100 * exact, 3)} ± "
        f"{number(100 * spread, 2)} % are expected."
    )


def _hurried(values: Values) -> str:
    """Say that a drive has made them shorter, where it does."""
    return "" if values["convention"] == "mean_rate" else f", which the drive {hurry(Wells(values))}"


def _describe(table: Columns, values: Values) -> str:
    """Say where the population begins and ends, from the table."""
    time, simulated, exact = (float(table[key][-1]) for key in ("time_s", "simulated_occupation", "occupation"))
    return (
        f"Share of {table['series'][0]} in the lower well over {duration(time)}: from 0 to {number(simulated)}, "
        f"exactly {number(exact)} on average."
    )


OCCUPATION: Final = Figure(
    name="occupation",
    title="How a population of memory elements settles",
    equation=EQUATION,
    source=f"The master equation of the two states of Eqs. 1 to 3 of {PAPER}; simulated exactly",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
