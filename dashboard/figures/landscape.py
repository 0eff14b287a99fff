"""What the curves and the surface of Fig. 3(a) share: units, rates, trajectories and the extent of the axes."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

import limcore
from dashboard.figures.base import Columns
from dashboard.figures.chosen_schedules import chosen_slots, pinned_values
from dashboard.figures.rows import by_series, rows_where
from dashboard.figures.runs import Array, Run, moved
from dashboard.figures.units import HEADROOM, energy_in, reference_energy
from dashboard.parameters import PIN_KEYS, RUN_KEYS, Values
from dashboard.parameters.stops import TEN_YEARS
from dashboard.wording import energy, power

__all__ = [
    "PARAMETER_KEYS",
    "Landscape",
    "caption",
    "column_names",
    "landscape_columns",
    "run_points",
    "series_parts",
    "sorted_runs",
]

_FLOOR: Final = -3.0  # kT: how far below zero the barrier is shown
_POINTS_PER_DECADE: Final = 12
_FASTEST_DEVICE: Final = 1e15  # 1/s: the axis has room for every R_max the slider reaches

PARAMETER_KEYS: Final = (
    *RUN_KEYS,
    *PIN_KEYS,
    "rate_scale",
    "rates",
    "absolute_rates",
    "unit",
    "convention",
    "dE_range",
    "dE_axis",
    "probe_dE",
    "probe_rate",
)


class Landscape:
    """The plane of gradient energy and update rate, in the units the user chose."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.unit: str = values["unit"]
        self.kT = energy_in(self.unit, values["kT"])
        self.reference_kT = reference_energy(self.unit, self.kT)
        self.convention: limcore.Convention = values["convention"]
        self.absolute: bool = values["rate_scale"] == "absolute"
        self.rate_max: float = values["R_max"] if self.absolute else 1.0
        self.rates: tuple[float, ...] = values["absolute_rates" if self.absolute else "rates"]

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

    def grid(self, gradient_energies: Array, update_rates: Array) -> Columns:
        """Tabulate Eq. 4 for each drive at each rate, in the user's units and convention."""
        law = {"rate_max": self.rate_max, "kT": self.kT}
        return limcore.barrier_columns(gradient_energies, update_rates, **law, convention=self.convention)

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
    def tilted(self) -> bool:
        """Whether the mean of the two barriers is meant, which rises without end."""
        return self.convention == "symmetric_tilt"

    @property
    def plateaus(self) -> list[float]:
        """What an unlimited drive leaves of the barrier of each rate: kT ln(R_max/R).

        With the symmetric tilt, what it leaves of the forward one, ΔE/2 below the mean of the two: kT ln(R_max/2R),
        since nothing hops back, and all 2R net transitions are hops forward.
        """
        rates = (2.0 if self.tilted else 1.0) * np.asarray(self.rates)
        heights = limcore.barrier_height(np.inf, rates, rate_max=self.rate_max, kT=self.kT)
        return [float(height) for height in heights]

    def end(self, plateau: float) -> str:
        """Write what a curve tends to: "4.605 kT", or "ΔE/2 + 3.912 kT"."""
        if not self.tilted:
            return energy(plateau, self.unit)
        return f"ΔE/2 {'−' if plateau < 0 else '+'} {energy(abs(plateau), self.unit)}"

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
        if self.tilted:
            top += float(np.logaddexp(0.0, -self.values["dE_range"][1])) + self.values["dE_range"][1] / 2
        room = HEADROOM if self.unit != "kT" else 1.05 if self.absolute else 1.2
        return _FLOOR * self.reference_kT, max(top + 2.0, room * top) * self.reference_kT

    @property
    def chosen(self) -> list[int]:
        """The slots that hold a schedule."""
        return chosen_slots(self.values)

    def runs(self) -> list[Run]:
        """Follow each chosen schedule through the landscape."""
        return [self._run(self.values, place) for place in self.chosen]

    def pinned_runs(self) -> list[Run]:
        """Follow the schedules that were chosen when a pin was set."""
        return [
            self._run(pinned, place, letter)
            for letter, pinned in pinned_values(self.values)
            for place in chosen_slots(pinned)
        ]

    def _run(self, values: Values, place: int, pin: str = "") -> Run:
        rate_max = values["R_max"] if self.absolute else 1.0
        return Run(values, place, rate_max=rate_max, pin=pin, points=run_points(values))


def run_points(values: Values) -> int:
    """Say about how many updates of a run are listed."""
    return 2 + round(_POINTS_PER_DECADE * float(np.log10(values["steps"])))


def series_parts(columns: Columns) -> list[slice]:
    """Find the rows of each series, in the order in which they stand."""
    series = columns["series"]
    starts = np.flatnonzero(series[1:] != series[:-1]) + 1
    return [slice(int(a), int(b)) for a, b in pairwise([0, *starts, series.size])]


def sorted_runs(columns: Columns) -> list[tuple[str, Columns]]:
    """Give the runs that stand below the points of the landscape, by their names."""
    return sorted(by_series(rows_where(columns, np.isfinite(columns["n"]))), key=lambda named: named[0])


def column_names(land: Landscape) -> dict[str, str]:
    """Name the columns of gradient energy, update rate and barrier height with their units."""
    return {
        "energy": f"gradient_energy_{land.unit}",
        "rate": f"update_rate_{'per_s' if land.absolute else 'over_R_max'}",
        "barrier": f"barrier_height_{land.unit}",
    }


def landscape_columns(land: Landscape, names: list[str], grids: list[Columns]) -> Columns:
    """Tabulate series of points in the landscape, all of one length, below them the runs, then the pinned runs.

    Each of the grids holds some of the series, one after the other.
    """
    paths = land.runs() + land.pinned_runs()
    labels = names + [path.label for path in paths]
    points = sum(grid["barrier_height"].size for grid in grids)
    lengths = [points // len(names)] * len(names) + [path.n.size for path in paths]

    def column(attribute: str) -> Array:
        blank = np.full(points, np.nan)
        above = [grid[attribute] for grid in grids] if attribute in grids[0] else [blank]
        return np.concatenate([*above, *(getattr(path, attribute) for path in paths)])

    name = column_names(land)
    heights = column("barrier_height")
    return {
        "series": np.repeat(np.asarray(labels, dtype=object), lengths),
        "n": column("n"),
        "learning_rate": column("learning_rate"),
        name["energy"]: column("gradient_energy"),
        name["rate"]: column("asked_update_rate"),
        name["barrier"]: heights,
        "feasible": heights >= 0,
    }


def caption(values: Values) -> str:
    """Say in one sentence what the picture answers at these values."""
    land = Landscape(values)
    ten_years = energy(land.ten_years, land.unit)
    if not land.chosen:
        return f"Holding a memory for ten years takes a barrier of {ten_years}."
    run = land.runs()[0]
    if not np.isfinite(run.barrier_height[-1]):
        return f"With {run.name} the learning rate comes to zero; ten years of memory take {ten_years}."
    return f"At α = {run.alpha:.3g}, {moved(run, land.unit)}; ten years of memory take {ten_years}."
