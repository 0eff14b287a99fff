"""Fig. 2(b) and (d): two wells under a drive, the hops between them to scale, and elements that hop by chance."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import Note, beside, labelled
from dashboard.figures.runs import Array
from dashboard.figures.units import energy_in
from dashboard.parameters import TEMPERATURES, Values, defaults
from dashboard.references import PAPER
from dashboard.wording import duration, number, power

__all__ = ["POINTS", "RELAXATIONS", "WELLS", "WELL_KEYS", "Wells", "hurry"]

EQUATION: Final = (
    r"R_\rightarrow = R_\mathrm{max}\,e^{-E_\rightarrow/kT},\quad R_\leftarrow = R_\mathrm{max}\,e^{-E_\leftarrow/kT},"
    r"\quad E_\rightarrow = E_\leftarrow - \Delta E"
)
WELL_KEYS: Final = ("well_barrier", "well_drive", "kT", "R_max", "unit", "convention")
"""What both figures of the two wells depend on."""
POINTS: Final = 121
_HIGHEST: Final = 16.0  # kT, the axis of the wells
DRAWN: Final = 40
"""How many elements are drawn."""
_ABREAST: Final = 10
_FLIGHT: Final = 0.12  # relaxation times that a hop is seen to take
_ASIDE: Final = 0.07  # where the heights of the two barriers are measured
_LONGEST: Final = 0.85  # of the distance from barrier to well: the longer of the two arrows
RELAXATIONS: Final = 6.0
"""How many relaxation times are shown: after six, all but a quarter of a percent have settled."""


class Wells:
    """Two states with a barrier between them, one of them favoured by a drive."""

    def __init__(self, values: Values) -> None:
        self.values = values = defaults(WELL_KEYS) | values
        self.unit: str = values["unit"]
        self.kT = energy_in(self.unit, values["kT"])
        self.rate_max: float = values["R_max"]
        self.barrier = values["well_barrier"] * self.kT
        self.drive = values["well_drive"] * self.kT
        self.convention: limcore.Convention = values["convention"]
        self.tilt: dict[str, Any] = {"kT": self.kT, "convention": self.convention}
        self.law: dict[str, Any] = {"rate_max": self.rate_max} | self.tilt
        """What limcore is to know besides barrier and drive."""
        self.forward, self.backward = (
            float(rate) for rate in limcore.directional_rates(self.barrier, self.drive, **self.law)
        )
        self.eased, self.raised = (
            float(height) for height in limcore.directional_barriers(self.barrier, self.drive, **self.tilt)
        )

    @property
    def favoured(self) -> float:
        """The share of elements in the lower well in the long run."""
        return self.forward / (self.forward + self.backward)

    @property
    def relaxation_time(self) -> float:
        """The time after which a deviation from that share has fallen to 1/e."""
        return 1.0 / (self.forward + self.backward)

    @property
    def quickened(self) -> float:
        """How many times sooner the elements settle than without the drive."""
        undriven = limcore.equilibrium_rate(self.barrier, rate_max=self.rate_max, kT=self.kT)
        return (self.forward + self.backward) / (2.0 * float(undriven))

    def potential(self, position: Array) -> Array:
        """Compute the potential: from the left well at 0 over the top to the right one, lower by the drive."""
        return limcore.well_potential(position, self.barrier, self.drive, **self.tilt)

    def hops(self) -> Columns:
        """Simulate the hops of the elements that are drawn."""
        last = RELAXATIONS * self.relaxation_time
        seed = int(self.values["seed"])
        return limcore.hop_columns(last, self.barrier, self.drive, elements=DRAWN, seed=seed, **self.law)

    def energy(self, value: float) -> str:
        """Write an energy with its unit."""
        return f"{number(value)} {self.unit}"


def columns(values: Values) -> Columns:
    """Tabulate the potential: from the left well at 0 over the top to the right one, lower by the drive."""
    wells = Wells(values)
    x = np.linspace(-1.6, 1.6, POINTS)
    return {"series": np.full(x.size, "potential", dtype=object), "x": x, f"energy_{wells.unit}": wells.potential(x)}


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the potential, its barriers, and the two rates as arrows to scale."""
    wells = Wells(values)
    energy = table[f"energy_{wells.unit}"]
    top, low, room = wells.eased, -wells.drive, 0.06 * _HIGHEST * wells.kT
    longer = max(wells.forward, wells.backward)
    elements, swarm = _swarm(wells, table["x"], energy)
    arrows = [
        _arrow("forward", 0.04, _LONGEST * wells.forward / longer, _above(top) + 2.6 * room, "@line-1"),
        _arrow("backward", -0.04, -_LONGEST * wells.backward / longer, _above(top) + 1.2 * room, "@line-0"),
    ]
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "potential",
            "x": table["x"],
            "y": energy,
            "line": {"color": "@text", "width": 4, "simplify": False},
            "hovertemplate": f"%{{y:.4~g}} {wells.unit}<extra></extra>",
        },
        *_measures(wells),
        *arrows,
        elements,
    ]
    layout = {
        "xaxis": {"range": [-1.6, 1.6], "visible": False, "fixedrange": True},
        "yaxis": {
            "title": {"text": f"energy ({wells.unit})"},
            "range": [-11.5 * _scale(wells), 16.5 * _scale(wells)],
        },
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": f"wells {wells.unit}",
        "meta": {"caption": _caption(wells), "play": {"swarm": swarm | {"trace": len(data) - 1}}},
    }
    return labelled({"data": data, "layout": layout}, notes=_notes(wells, top, low, room, layout))


def _above(top: float) -> float:
    """Give the height that arrows stand over: where no barrier is left ahead, that of the well with its label."""
    return max(top, 0.0)


def _scale(wells: Wells) -> float:
    """Give the size of kT at 300 K in the unit of the page: the axis stays while the temperature moves the wells."""
    return 1.0 if wells.unit == "kT" else energy_in(wells.unit, TEMPERATURES["300 K"])


def _line(name: str, x: list[float], y: list[float], **line: Any) -> dict[str, Any]:
    place = {"x": np.asarray(x), "y": np.asarray(y)}
    return {"type": "scatter", "mode": "lines", "name": name, "line": line, "hoverinfo": "skip"} | place


def _measures(wells: Wells) -> list[dict[str, Any]]:
    """Draw how high the top is above either well."""
    top, low = wells.eased, -wells.drive
    return [
        _line("E→", [-_ASIDE, -_ASIDE], [0.0, top], color="@line-1", width=2.5),
        _line("E←", [_ASIDE, _ASIDE], [low, top], color="@line-0", width=2.5),
        _line("top", [-2.0 * _ASIDE, 2.0 * _ASIDE], [top, top], color="@muted", width=1.5, dash="dot"),
        _line("left well", [-1.0, 0.0], [0.0, 0.0], color="@muted", width=1.5, dash="dot"),
        _line("right well", [0.0, 1.0], [low, low], color="@muted", width=1.5, dash="dot"),
    ]


def _arrow(name: str, start: float, length: float, height: float, color: str) -> dict[str, Any]:
    tip = "triangle-right" if length > 0 else "triangle-left"
    place = {"x": np.asarray([start, start + length]), "y": np.asarray([height, height])}
    marker = {"symbol": ["line-ns", tip], "size": [0, 15], "color": color}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "line": {"color": color, "width": 6},
        "marker": marker,
        "hoverinfo": "skip",
    } | place


def _places(wells: Wells) -> tuple[Array, Array]:
    """Give each element its own place in a well: how far from the middle, and how far above the bottom."""
    index = np.arange(DRAWN)
    row, column = np.divmod(index, _ABREAST)
    lift = (0.55 + 0.62 * row) * _scale(wells)
    return 0.052 * (column - (_ABREAST - 1) / 2.0), lift


def _swarm(wells: Wells, x: Array, energy: Array) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw the elements where they end, and say at what times each of them hops."""
    hops = wells.hops()
    time, element = (hops[name].astype(float) for name in ("time", "element"))
    shift, lift = _places(wells)
    lower = np.bincount(element.astype(int), minlength=DRAWN) % 2
    place = np.where(lower == 1, 1.0, -1.0) + shift
    trace = {
        "type": "scatter",
        "mode": "markers",
        "name": "elements",
        "x": place,
        "y": np.interp(place, x, energy) + lift,
        "marker": {"size": 10, "color": "@line-2", "line": {"color": "@ground", "width": 1}},
        "hoverinfo": "skip",
    }
    moments = np.linspace(0.0, RELAXATIONS, 61)
    exact = limcore.occupation(moments * wells.relaxation_time, wells.barrier, wells.drive, **wells.law)
    play = {
        "potential": 0,
        "time": time / wells.relaxation_time,
        "element": element,
        "shift": shift,
        "lift": lift,
        "flight": _FLIGHT,
        "last": RELAXATIONS,
        "unit_s": wells.relaxation_time,
        "exact": exact,
    }
    return trace, play


def _notes(wells: Wells, top: float, low: float, room: float, layout: dict[str, Any]) -> list[Note]:
    share = 100.0 * wells.favoured
    rest = share * wells.backward / wells.forward  # not 100 - share, which loses the digits of a small rest
    forward, backward = (f"{power(rate, 3)} /s" for rate in (wells.forward, wells.backward))
    left, right = ("bottom left", "left", "bottom -0.6"), ("bottom right", "right", "bottom +0.6")
    below = ("bottom", "bottom left", "bottom right", "bottom -0.6", "bottom +0.6")

    def note(text: str, x: float, y: float, color: str, sides: tuple[str, ...]) -> Note:
        return beside(layout, text, x, y, color, sides=sides, leads=False)

    return [
        note(f"R→ = {forward}", 0.0, _above(top) + 2.6 * room, "@line-1", ("left", "top -0.6", "top")),
        note(f"R← = {backward}", 0.0, _above(top) + 1.2 * room, "@line-0", ("right", "top +0.6", "top")),
        note(f"{number(rest, 3)} %", -1.0, 0.0, "@line-0", below),
        note(f"{number(share, 3)} %", 1.0, low, "@line-1", below),
        note(f"E→ = {wells.energy(wells.eased)}", -_ASIDE, 0.0, "@line-1", left),
        note(f"E← = {wells.energy(wells.raised)}", _ASIDE, low, "@line-0", right),
    ]


def _caption(wells: Wells) -> str:
    driven = f", which a drive of {wells.energy(wells.drive)} {hurry(wells)}" if wells.drive else ""
    where = "the lower well" if wells.drive else "either well"
    return (
        f"Over a barrier of {wells.energy(wells.barrier)} elements settle with a relaxation time of "
        f"{duration(wells.relaxation_time)}{driven}; in the end {number(100 * wells.favoured, 3)} % of them are in "
        f"{where}. Press ▶ and see them hop."
    )


def hurry(wells: Wells) -> str:
    """Say what the drive does to the relaxation time: nothing, unless it tilts a given mean of the two barriers."""
    if wells.convention == "mean_rate" or wells.drive == 0:
        return "leaves as it is"
    times = number(wells.quickened, 3)
    return "hardly shortens" if times == "1" else f"makes {times} times shorter"


def describe(table: Columns, values: Values) -> str:
    """Say what the wells look like and how often elements hop."""
    wells = Wells(values)
    return (
        f"Two wells, the right one lower by {wells.energy(wells.drive)}. The top is {wells.energy(wells.eased)} above "
        f"the left well and {wells.energy(wells.raised)} above the right one. Hops to the right: "
        f"{power(wells.forward)} per second, to the left: {power(wells.backward)} per second. Relaxation time: "
        f"{duration(wells.relaxation_time)}, which the drive {hurry(wells)}."
    )


WELLS: Final = Figure(
    name="wells",
    title="Two memory states and the barrier between them",
    equation=EQUATION,
    source=f"Eqs. 1 to 3 and Fig. 2(b) and (d) of {PAPER}",
    parameters=(*WELL_KEYS, "seed"),
    columns=columns,
    sketch=sketch,
    describe=describe,
)
