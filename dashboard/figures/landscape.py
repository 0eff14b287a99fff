"""What the curves and the surface of Fig. 3(a) share: units, rates, trajectories and the extent of the axes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

import limcore
from dashboard.figures.base import Columns
from dashboard.parameters import SCHEDULE_SLOTS, Values, slot
from dashboard.wording import count, number, power
from limcore.learning import barrier_at_log_rate

__all__ = [
    "PARAMETER_KEYS",
    "TEN_YEARS",
    "Landscape",
    "Trajectory",
    "caption",
    "column_names",
    "is_decade",
    "landscape_columns",
    "schedule_name",
    "series_parts",
]

Array = NDArray[np.float64]

TEN_YEARS: Final = 10 * 365.25 * 86400.0
_REFERENCE_TEMPERATURES: Final = (5.0, 30.0, 100.0, 300.0, 1000.0)
_HEADROOM: Final = 1.7  # in meV and J: room for the curves to rise from 300 K to 500 K
_FLOOR: Final = -3.0  # kT: how far below zero the barrier is shown
_POINTS_PER_DECADE: Final = 12
_ROUNDING: Final = 1e-12
_FASTEST_DEVICE: Final = 1e15  # 1/s: the axis has room for every R_max the slider reaches

PARAMETER_KEYS: Final = (
    "alpha",
    "kT",
    "R_max",
    "rate_scale",
    "rates",
    "absolute_rates",
    *(
        slot(name, place)
        for place in SCHEDULE_SLOTS
        for name in ("schedule", "initial", "tau", "exponent", "gamma", "table")
    ),
    "start",
    "squared_gradient",
    "steps",
    "unit",
    "convention",
    "dE_range",
    "dE_axis",
    "probe_dE",
    "probe_rate",
)


@dataclass(frozen=True)
class Trajectory:
    """The path of a learning-rate schedule through the landscape; arrays run over the listed steps n."""

    number: int
    name: str
    n: Array
    learning_rate: Array
    gradient_energy: Array
    update_rate: Array
    barrier_height: Array


class Landscape:
    """The plane of gradient energy and update rate, in the units the user chose."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.unit: str = values["unit"]
        self.kT = self._in_unit(values["kT"])
        self.reference_kT = self._reference()
        self.convention: limcore.Convention = values["convention"]
        self.absolute: bool = values["rate_scale"] == "absolute"
        self.rate_max: float = values["R_max"] if self.absolute else 1.0
        self.rates: tuple[float, ...] = values["absolute_rates" if self.absolute else "rates"]

    def _in_unit(self, milli_electron_volt: float) -> float:
        if self.unit == "kT":
            return 1.0
        return float(limcore.convert_energy(milli_electron_volt, "meV", self.unit))

    def _reference(self) -> float:
        """Give kT at a round temperature near the chosen one, against which the axes are laid out.

        The axes stay put while the temperature moves the curves, and follow only in a few coarse steps.
        """
        if self.unit == "kT":
            return 1.0
        limits = [float(limcore.thermal_energy(t) / limcore.ENERGY_UNITS[self.unit]) for t in _REFERENCE_TEMPERATURES]
        room = limits[3]
        fitting = [limit for limit in limits if self.kT <= limit * (1 + 1e-4)]
        return room if room < self.kT <= _HEADROOM * room else min(fitting, default=self.kT)

    def rate_label(self, rate: float) -> str:
        """Name a rate: "R = 10⁶ /s" or "R/R_max = 10⁻³"."""
        return f"R = {power(rate)} /s" if self.absolute else f"R/R<sub>max</sub> = {power(rate)}"

    @property
    def span(self) -> tuple[float, float]:
        """The range of the gradient energy, in the user's unit."""
        low, high = self.values["dE_range"]
        return low * self.reference_kT, high * self.reference_kT

    def gradient_energies(self, count: int) -> Array:
        """Spread points over the range of the gradient energy, dense where the barrier bends."""
        low, high = self.span
        if self.values["dE_axis"] == "log":
            return np.geomspace(low, high, count)
        bend = np.geomspace(low, high, count // 3)
        return np.sort(np.concatenate([bend, np.linspace(low, high, count - bend.size)]))

    def barrier_height(self, gradient_energy: Array, update_rate: Array) -> Array:
        """Eq. 4 in the user's units and convention."""
        return np.asarray(
            limcore.barrier_height(
                gradient_energy,
                update_rate,
                rate_max=self.rate_max,
                kT=self.kT,
                convention=self.convention,
            )
        )

    def minimum_gradient_energy(self, update_rate: Array) -> Array:
        """Where the barrier of each rate vanishes: the update-wall."""
        return np.asarray(
            limcore.minimum_gradient_energy(update_rate, rate_max=self.rate_max, kT=self.kT, convention=self.convention)
        )

    @property
    def plateaus(self) -> list[float]:
        """The barrier height of each rate for an unlimited drive, kT ln(R_max/R)."""
        heights = limcore.barrier_height(np.inf, self.rates, rate_max=self.rate_max, kT=self.kT)
        return [float(height) for height in heights]

    @property
    def ten_years(self) -> float:
        """The barrier that holds a memory for ten years on average."""
        return float(limcore.barrier_for_retention(TEN_YEARS, rate_max=self.values["R_max"], kT=self.kT))

    @property
    def extent(self) -> tuple[float, float]:
        """The range of the axis of barriers.

        Sliders move the curves and not the axis: attempt rates are measured against the fastest device, temperatures
        against a reference.
        """
        fastest = _FASTEST_DEVICE if self.absolute else 1.0
        top = float(np.log(fastest / min(self.rates)))
        if self.absolute:
            top = max(top, float(np.log(fastest * TEN_YEARS)))
        if self.convention == "symmetric_tilt":
            top += float(np.logaddexp(0.0, -self.values["dE_range"][1])) + self.values["dE_range"][1] / 2
        room = _HEADROOM if self.unit != "kT" else 1.05 if self.absolute else 1.2
        return _FLOOR * self.reference_kT, max(top + 2.0, room * top) * self.reference_kT

    @property
    def chosen(self) -> list[int]:
        """The slots that hold a schedule."""
        return [place for place in SCHEDULE_SLOTS if self.values[slot("schedule", place)] != "none"]

    def trajectories(self) -> list[Trajectory]:
        """Follow each chosen schedule through the landscape."""
        return [self._trajectory(place) for place in self.chosen]

    def _trajectory(self, place: int) -> Trajectory:
        steps = self.values["steps"]
        n = limcore.logarithmic_steps(steps, 2 + round(_POINTS_PER_DECADE * np.log10(steps)))
        schedule = _make_schedule(self.values, place)
        rate = schedule(n - 1)
        squared_gradient = self.values["squared_gradient"]
        first = schedule.maximum_learning_rate if self.values["start"] == "barrier_free" else None
        update_rate = limcore.update_rate_law(
            rate,
            self.values["alpha"],
            rate_max=self.rate_max,
            initial_learning_rate=first,
            squared_gradient=squared_gradient,
        )
        barrier = barrier_at_log_rate(
            schedule.log_learning_rate(n - 1),
            self.values["alpha"],
            squared_gradient,
            kT=self.kT,
            initial_learning_rate=first,
            convention=self.convention,
        )
        return Trajectory(
            number=place,
            name=schedule_name(self.values, place),
            n=n,
            learning_rate=rate,
            gradient_energy=np.asarray(limcore.gradient_energy(rate, squared_gradient, kT=self.kT)),
            update_rate=np.asarray(update_rate),
            barrier_height=np.asarray(barrier),
        )


_SCHEDULE_PARAMETERS: Final = {
    "constant": ("initial",),
    "inverse_time": ("initial", "tau"),
    "power_law": ("initial", "tau", "exponent"),
    "exponential": ("initial", "gamma"),
}


_SYMBOLS: Final = {"initial": "ε₀", "tau": "τ", "exponent": "p", "gamma": "γ"}


def _make_schedule(values: Values, place: int) -> limcore.Schedule:
    name = values[slot("schedule", place)]
    if name == "table":
        steps, rates = zip(*values[slot("table", place)], strict=True)
        return limcore.make_schedule("table", steps=steps, learning_rates=rates)
    chosen = {key: values[slot(key, place)] for key in _SCHEDULE_PARAMETERS[name]}
    return limcore.make_schedule(name, **chosen)


def schedule_name(values: Values, place: int) -> str:
    """Name a schedule as people write it: "ε = 1/n", "exponential, γ = 0.999"."""
    name = values[slot("schedule", place)]
    if name == "table":
        return "table"
    chosen = {key: values[slot(key, place)] for key in _SCHEDULE_PARAMETERS[name]}
    if name == "inverse_time" and chosen == {"initial": 1.0, "tau": 1.0}:
        return "ε = 1/n"
    words = [f"{_SYMBOLS[key]} = {value:.6g}" for key, value in chosen.items() if key != "initial" or value != 1.0]
    return ", ".join([name.replace("_", " "), *words])


def is_decade(n: Array) -> NDArray[np.bool_]:
    """Tell which step numbers are 1, 10, 100, …"""
    exponent = np.log10(n)
    return np.asarray(np.abs(exponent - np.rint(exponent)) < _ROUNDING)


def series_parts(columns: Columns) -> list[slice]:
    """Find the rows of each series, in the order in which they stand."""
    series = columns["series"]
    starts = np.flatnonzero(series[1:] != series[:-1]) + 1
    return [slice(int(a), int(b)) for a, b in pairwise([0, *starts, series.size])]


def column_names(land: Landscape) -> dict[str, str]:
    """Name the columns of gradient energy, update rate and barrier height with their units."""
    return {
        "energy": f"gradient_energy_{land.unit}",
        "rate": f"update_rate_{'per_s' if land.absolute else 'over_R_max'}",
        "barrier": f"barrier_height_{land.unit}",
    }


def landscape_columns(land: Landscape, names: list[str], energy: Array, rate: Array, barrier: Array) -> Columns:
    """Tabulate series of points in the landscape, all of one length, and below them the trajectories.

    `energy`, `rate` and `barrier` broadcast to a row for each series.
    """
    paths = land.trajectories()
    shape = barrier.shape
    labels = names + [f"schedule {path.number}: {path.name}" for path in paths]
    lengths = [shape[1] * shape[0] // len(names)] * len(names) + [path.n.size for path in paths]
    blank = np.full(barrier.size, np.nan)

    def column(above: Array, attribute: str) -> Array:
        return np.concatenate([np.broadcast_to(above, shape).ravel(), *(getattr(path, attribute) for path in paths)])

    name = column_names(land)
    heights = column(barrier, "barrier_height")
    return {
        "series": np.repeat(np.asarray(labels, dtype=object), lengths),
        "n": column(blank.reshape(shape), "n"),
        "learning_rate": column(blank.reshape(shape), "learning_rate"),
        name["energy"]: column(energy, "gradient_energy"),
        name["rate"]: column(rate, "update_rate"),
        name["barrier"]: heights,
        "feasible": heights >= 0,
    }


def caption(columns: Columns, values: Values) -> str:
    """Say in one sentence what the picture answers at these values."""
    land = Landscape(values)
    ten_years = f"{number(land.ten_years)} {land.unit}"
    if not land.chosen:
        return f"Holding a memory for ten years takes a barrier of {ten_years}."
    path = series_parts(columns)[-len(land.chosen)]
    reached = float(columns[column_names(land)["barrier"]][path][-1])
    return (
        f"At α = {values['alpha']:.3g}, learning with {schedule_name(values, land.chosen[0])} lifts the barrier to "
        f"{number(reached)} {land.unit} after {count(values['steps'])} steps; ten years of memory take {ten_years}."
    )
