"""Fig. 2(a) and (c): static barriers between memory states, and barriers that follow the learning."""

from __future__ import annotations

from typing import Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.course import COURSE_KEYS, Course
from dashboard.figures.labels import ABOVE, labelled
from dashboard.figures.landscape import series_parts
from dashboard.figures.runs import Array, Run
from dashboard.parameters import PIN_KEYS, Values
from dashboard.references import PAPER
from dashboard.wording import count, power

__all__ = ["PROFILE"]

_KEYS: Final = tuple(key for key in COURSE_KEYS if key not in PIN_KEYS)


def _columns(values: Values) -> Columns:
    """Tabulate a potential along the states that a run passes, with its own barriers and with static ones."""
    course = Course(values, points=2)
    names = {"static": "static memory", "adaptive": "barriers that follow the learning"}
    heights = _drawn(course)
    profiles = (np.full_like(heights, course.target), heights)
    places, energies = zip(*(limcore.chain_potential(each, 0.05 * course.target) for each in profiles), strict=True)
    return {
        "series": np.repeat(np.asarray(list(names.values()), dtype=object), [place.size for place in places]),
        "decade": np.concatenate(places),
        f"energy_{course.unit}": np.concatenate(energies),
    }


def _decades(course: Course) -> Array:
    last = course.runs[0].n[-1] if course.runs else 1.0
    return np.asarray(10.0 ** np.arange(0.0, np.floor(np.log10(last)) + 1.0))


def _barriers(course: Course) -> Array:
    """Give the barrier at steps 1, 10, 100, …."""
    if not course.runs:
        return np.empty(0)
    return Run(course.values, course.runs[0].place, n=_decades(course)).barrier_height


def _drawn(course: Course) -> Array:
    """Give those barriers as high as they are drawn."""
    return np.minimum(np.maximum(_barriers(course), 0.0), 1.3 * course.target)


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw both profiles, and the step at which each barrier is crossed."""
    course = Course(values, points=2)
    parts = series_parts(table) if table["decade"].size else []
    colors = ("@line-0", "@line-1")
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": str(table["series"][part][0]),
            "x": table["decade"][part],
            "y": table[f"energy_{course.unit}"][part],
            "line": {"color": color, "width": 3.5, "dash": dash, "simplify": False},
            "hovertemplate": f"%{{y:.4~g}} {course.unit}<extra></extra>",
        }
        for part, color, dash in zip(parts, colors, ("dash", "solid"), strict=False)
    ]
    steps = _decades(course)
    layout = {
        "xaxis": {
            "title": {"text": "one memory state after another; the barrier between them at step n"},
            "range": [0.0, max(float(steps.size), 1.0)],
            "tickvals": [k + 0.5 for k in range(steps.size)],
            "ticktext": [f"n = {power(float(n))}" for n in steps],
            "showgrid": False,
        },
        "yaxis": {
            "title": {"text": f"energy ({course.unit})"},
            "range": [-0.5 * course.target, 1.4 * course.target],
        },
        "showlegend": True,
        "legend": ABOVE,
        "hovermode": "closest",
        "uirevision": f"profile {course.unit}",
        "meta": {"caption": _caption(course)},
    }
    return labelled({"data": data, "layout": layout})


def _caption(course: Course) -> str:
    heights = _barriers(course)
    if not heights.size:
        return "No schedule is chosen."
    first, last = (course.energy(float(height)) for height in heights[[0, -1]])
    ends = f"from {first} at step 1 to {last} at step {count(_decades(course)[-1])}" if heights.size > 1 else first
    return (
        f"A static memory that holds for {course.target_words} has {course.asked} in the way of every update; barriers "
        f"that follow {course.runs[0].name} {'go' if heights.size > 1 else 'begin at'} {ends}."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say how high the barriers are, one after the other."""
    course = Course(values, points=2)
    said = [
        f"{course.energy(float(height))} at step {count(float(n))}"
        for n, height in zip(_decades(course), _barriers(course), strict=False)
    ]
    return f"A chain of wells. Static barriers: {course.asked}. Barriers that follow: {', '.join(said) or 'none'}."


PROFILE: Final = Figure(
    name="profile",
    title="Static barriers, and barriers that follow the learning",
    equation=r"\frac{E^0_n}{kT} = -(1+\alpha)\ln\varepsilon_n + \ln\tanh\frac{\varepsilon_n g^2}{2}",
    source=f"Eq. 7 and Fig. 2(a) and (c) of {PAPER}",
    parameters=_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
