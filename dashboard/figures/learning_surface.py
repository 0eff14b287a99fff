"""The barrier over gradient energy and time, and the learning run that crosses it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import COURSE_KEYS, Course
from dashboard.figures.course_words import learning_caption
from dashboard.figures.landscape import series_parts
from dashboard.figures.learning import course_columns, course_more
from dashboard.figures.rows import by_series
from dashboard.figures.runs import Array, Run
from dashboard.figures.scene import crossing_run, decade_axis, decades, mark_labels, sheet, surface_layout
from dashboard.parameters import Values
from dashboard.references import PAPER
from dashboard.wording import BEYOND, count, number

__all__ = ["LEARNING_SURFACE"]

EQUATION: Final = (
    r"E^0(\Delta E, n) = kT\left[\ln\frac{R_\mathrm{max}}{R_n} + \ln\tanh\frac{\Delta E}{2kT}\right],\quad "
    r"R_n = R_\mathrm{max}\,\varepsilon_n^{1+\alpha}"
)
_GRID: Final = 37
_WEAKEST: Final = 1e-12  # kT: gradient energies below are not shown
_STRONGEST: Final = 10.0  # kT


class _Grid:
    """The points of the surface: gradient energies along one side, steps along the other."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.energy = np.geomspace(*_span(course), _GRID)
        first = course.runs[0] if course.runs else None
        last = first.n[-1] if first else 10.0
        # Evenly spaced, though not at whole steps: Plotly refines a surface to the smallest of its spacings.
        # To twelve digits: machines differ in the last of a power, and a schedule that turns fast makes much of it.
        self.n = np.asarray([float(f"{n:.12g}") for n in np.geomspace(1.0, max(last, 10.0), _GRID)])
        self.run = Run(course.values, first.place, n=self.n) if first else None

    @property
    def height(self) -> Array:
        """Eq. 4 at each gradient energy and the update rate of each step."""
        if self.run is None:
            return np.full((self.n.size, _GRID), np.nan)
        return self._eq_4(self.energy, self.run.asked_update_rate[:, np.newaxis])

    def _eq_4(self, energy: Array, rate: Array) -> Array:
        course = self.course
        height = limcore.barrier_height(energy, rate, kT=course.kT, convention=course.values["convention"])
        return np.asarray(height)

    @property
    def edge(self) -> Array:
        """The least gradient energy of each step: where the barrier vanishes."""
        if self.run is None:
            return np.full(self.n.size, np.nan)
        course = self.course
        reachable = np.where(self.run.asked_update_rate < 1.0, self.run.asked_update_rate, np.nan)
        convention = course.values["convention"]
        return np.asarray(limcore.minimum_gradient_energy(reachable, kT=course.kT, convention=convention))


def _span(course: Course) -> tuple[float, float]:
    """The range of the gradient energy: the whole of the runs, if they do not fall too far."""
    drives = [run.gradient_energy / run.kT for run in course.runs + course.pinned]
    weakest = min((float(np.min(drive[drive > 0])) for drive in drives if np.any(drive > 0)), default=1e-3)
    return max(weakest / 2.0, _WEAKEST) * course.reference_kT, _STRONGEST * course.reference_kT


def columns(values: Values) -> Columns:
    """Tabulate the surface on its grid and, below it, the runs and those of the pins."""
    course = Course(values, points=60)
    grid = _Grid(course)
    runs = course_columns(course, course.runs + course.pinned)
    size = grid.n.size * _GRID
    blank = np.full(size, np.nan)
    rate = grid.run.asked_update_rate if grid.run else np.full(grid.n.size, np.nan)
    learning_rate = grid.run.learning_rate if grid.run else rate
    above = {
        "series": np.repeat(np.asarray(["surface"], dtype=object), size),
        "alpha": np.full(size, values["alpha"]),
        "n": np.repeat(grid.n, _GRID),
        "learning_rate": np.repeat(learning_rate, _GRID),
        "asked_update_rate_over_R_max": np.repeat(rate, _GRID),
        "update_rate_over_R_max": np.repeat(rate, _GRID),
        f"gradient_energy_{course.unit}": np.tile(grid.energy, grid.n.size),
        f"barrier_height_{course.unit}": grid.height.ravel(),
        f"asymptote_{course.unit}": blank,
        "feasible": grid.height.ravel() >= 0,
    }
    return {name: np.concatenate([above[name], runs[name]]) for name in runs}


def more(table: Columns, values: Values) -> Columns:
    """Add to the runs what takes sums over all updates; the surface has none."""
    course = Course(values, points=60)
    added = course_more(course, course.runs + course.pinned)
    return {name: np.concatenate([np.full(table["n"].size - sums.size, np.nan), sums]) for name, sums in added.items()}


def sketch(table: Columns, values: Values) -> Drawing:
    """Draw the surface, its edge at zero, the level of retention, the runs, and the point that plays along them."""
    course = Course(values, points=60)
    grid = _Grid(course)
    surface, *paths = series_parts(table)
    unit = course.unit
    heights = table[f"barrier_height_{unit}"][surface].reshape(grid.n.size, _GRID)
    data = [_surface(course, grid, heights), _level(course, grid), _edge(course, grid)]
    runs = list(zip(course.runs + course.pinned, paths, strict=True))
    for run, part in reversed(runs):
        n, energy, height = (table[key][part] for key in ("n", f"gradient_energy_{unit}", f"barrier_height_{unit}"))
        data.append(_path(course, run, n, energy, height))
    layout = _layout(course, grid)
    meta: dict[str, Any] = {"caption": learning_caption(course)}
    if course.runs:
        path = data[-1]
        layout["scene"]["annotations"] = mark_labels(path["customdata"], *(path[axis] for axis in "xyz"))
        meta["play"] = _play(course, data)
    return {"data": data, "layout": layout | {"meta": meta}}


def _extent(course: Course) -> tuple[float, float]:
    """The range of the axis of barriers: the level of retention is always in sight."""
    highest = min(course.ceiling, 1.3 * course.target)
    return 3.0 * course.extent[0], max(highest, 1.06 * course.target)


def _hover(course: Course, name: str) -> str:
    return (
        f"<b>{name}</b><br>ΔE = 10<sup>%{{x:.4f}}</sup> {course.unit}<br>n = 10<sup>%{{y:.4f}}</sup>"
        f"<br>E⁰ = %{{z:.6~g}} {course.unit}<extra></extra>"
    )


def _surface(course: Course, grid: _Grid, heights: Array) -> dict[str, Any]:
    finite = np.where(np.isfinite(heights), heights, np.nan)
    place = decades(grid.energy), decades(grid.n), finite
    return sheet("E⁰(ΔE, n)", _hover(course, "surface"), place, _extent(course))


def _level(course: Course, grid: _Grid) -> dict[str, Any]:
    """Draw the barrier that memory asks for, as a plane."""
    name = f"{course.target_words}: {course.asked}"
    near, far = decades(grid.energy[[0, -1]])
    first, last = decades(grid.n[[0, -1]])
    return {
        "type": "mesh3d",
        "name": name,
        "x": np.asarray([near, far, far, near]),
        "y": np.asarray([first, first, last, last]),
        "z": np.full(4, course.target),
        "i": [0, 0],
        "j": [1, 2],
        "k": [2, 3],
        "color": "@reference",
        "opacity": 0.35,
        "lighting": {"ambient": 1.0, "diffuse": 0.0, "specular": 0.0},
        "showlegend": True,
        "hovertemplate": f"<b>{name}</b><extra></extra>",
    }


def _line(course: Course, name: str, point: tuple[Array, Array, Array], **more: Any) -> dict[str, Any]:
    energy, n, height = point
    with np.errstate(divide="ignore"):
        x = decades(energy)
    place = {"x": np.where(np.isfinite(x), x, np.nan), "y": decades(n), "z": height}
    return {"type": "scatter3d", "mode": "lines", "name": name, "hovertemplate": _hover(course, name)} | place | more


def _edge(course: Course, grid: _Grid) -> dict[str, Any]:
    energy = grid.edge
    low, high = grid.energy[0], grid.energy[-1]
    inside = (energy >= low) & (energy <= high)
    return _line(
        course,
        "E⁰ = 0: the update-wall",
        (np.where(inside, energy, np.nan), grid.n, np.zeros(grid.n.size)),
        line={"color": "@text", "width": 6, "dash": "dash"},
    )


def _path(course: Course, run: Run, n: Array, energy: Array, height: Array) -> dict[str, Any]:
    low, high = _span(course)
    inside = (energy >= low) & (energy <= high) & np.isfinite(height)
    point = np.where(inside, energy, np.nan), n, np.where(inside, height, np.nan)
    return _line(course, run.title, point, **crossing_run(run, n, inside, "@line-1"))


def _play(course: Course, data: list[dict[str, Any]]) -> dict[str, Any]:
    """Add the point that plays along the first run, which is the last line drawn, and say how."""
    path = len(data) - 1
    data.append(
        {
            "type": "scatter3d",
            "mode": "markers",
            "name": "now",
            **{axis: data[path][axis][-1:] for axis in "xyz"},
            "marker": {"size": 8, "color": "@line-1", "line": {"color": "@ground", "width": 2}},
            "showlegend": False,
            "hoverinfo": "skip",
        }
    )
    readings = [
        {"text": "n", "trace": path, "of": "customdata", "unit": ""},
        {"text": "ΔE", "trace": path, "of": "x", "unit": course.unit, "power": True},
        {"text": "E⁰", "trace": path, "of": "z", "unit": course.unit},
    ]
    heads = [{"trace": len(data) - 1, "along": path}]
    return {"along": path, "pace": {"of": "y", "log": False}, "heads": heads, "readings": readings}


def _layout(course: Course, grid: _Grid) -> dict[str, Any]:
    axes = (
        decade_axis(f"ΔE ({course.unit})", grid.energy[0], grid.energy[-1]),
        decade_axis("step n", grid.n[0], grid.n[-1]),
    )
    revision = f"learning-surface {course.unit}"
    return surface_layout(axes, course.unit, _extent(course), (1.2, 1.25, 0.8), revision)


def describe(table: Columns, values: Values) -> str:
    """Describe the surface and the runs in words, from the table."""
    course = Course(values, points=60)
    unit = course.unit
    parts = dict(by_series(table))
    grid = parts.pop("surface")
    heights = grid[f"barrier_height_{unit}"]
    if np.isnan(heights).all():
        return f"No schedule is chosen. To remember for {course.target_words} takes {course.asked}."
    finite = heights[np.isfinite(heights) & (grid["update_rate_over_R_max"] > BEYOND)]
    higher = "" if finite.size == heights.size else " and higher"
    lines = [
        f"Surface of the barrier height over gradient energy and step number, from {number(float(finite.min()))} to "
        f"{number(float(finite.max()))} {unit}{higher}: it rises with the drive, and as the update rate falls; "
        f"{100 * float(grid['feasible'].mean()):.0f} % of it is feasible (E⁰ ≥ 0)."
    ]
    for name, part in parts.items():
        height = course.energy(float(part[f"barrier_height_{unit}"][-1]))
        lines.append(f"{name}: {height} at step {count(part['n'][-1])}.")
    lines.append(f"A plane marks {course.target_words} of retention: {course.asked}.")
    return " ".join(lines)


LEARNING_SURFACE: Final = Figure(
    name="learning-surface",
    title="Barrier height over gradient energy and time",
    equation=EQUATION,
    source=f"Eqs. 4 and 7 of {PAPER}",
    parameters=COURSE_KEYS,
    columns=columns,
    sketch=sketch,
    describe=describe,
    more=more,
)
