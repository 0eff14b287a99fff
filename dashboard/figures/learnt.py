"""What a model has learnt, as a picture that comes out of the noise: digits, the two sides of a plane, or weights."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.labels import ABOVE, labelled
from dashboard.figures.memory_model import MEMORY_KEYS, energy, forced, run_of, told
from dashboard.figures.runs import Array
from dashboard.parameters import Values
from dashboard.references import CITATIONS, PAPER
from dashboard.wording import number

__all__ = ["EQUATION", "GRID", "LEARNT", "REACH"]

EQUATION: Final = (
    r"k' = \mathrm{Bin}\left(k, 1 - a_n(1 - p_\infty)\right) + \mathrm{Bin}(M - k, a_n p_\infty),\quad "
    r"p_\infty = \frac{1}{1 + e^{2\lambda W g/M}}"
)

_ROWS, _ABREAST = 2, 5  # pictures of digits
_PIXELS: Final = 8
_CELL: Final = _PIXELS + 1
_LINE: Final = _PIXELS + 2  # from one row of pictures to the next: above each stands its digit
REACH: Final = 1.7  # of the plane, to either side
GRID: Final = 29
_BINS: Final = np.linspace(-1.0, 3.0, 41)
_DECIMALS: Final = 1  # of the film: so many are seen
_EACH: Final = 3  # of the moments, one is in the film: pages by themselves carry one for each place of their sliders
_SHADES: Final = {
    "weights": [[0.0, "@line-1"], [0.5, "@ground"], [1.0, "@line-0"]],
    "sides": [[0.0, "@fill-1"], [0.5, "@ground"], [1.0, "@fill-0"]],
}


def _columns(values: Values) -> Columns:
    """Tabulate the picture at the end: the weight of each pixel, the probability at each place, or how many weights."""
    run = run_of(values)
    last = run.weights[None]
    x, y = _places(run.task)
    if run.task.name == "bowl":
        shown = _counts(last)[0]
        return {"series": _named("weights", shown.size), "x": x, "share_of_weights": shown}
    if run.task.name == "digits":
        names = np.repeat([f"digit {k}" for k in range(10)], x.size // 10).astype(object)
        return {"series": names, "pixel_column": x, "pixel_row": y, "weight": _pixels(last)[0]}
    shown = _sides(run.task, last)[0]
    picture = {"series": _named("probability", x.size), "x_1": x, "x_2": y, "probability": shown}
    return {name: np.concatenate([picture[name], column]) for name, column in _examples(run.task).items()}


def _named(name: str, count: int) -> np.ndarray[Any, Any]:
    return np.full(count, name, dtype=object)


def _examples(task: limcore.Task) -> Columns:
    """Tabulate what is learnt from in a plane."""
    assert task.classifier is not None
    data = task.classifier.examples
    names = np.asarray(["first class", "second class"], dtype=object)[data.labels]
    x, y = data.inputs.T
    return {"series": names, "x_1": x, "x_2": y, "probability": data.labels.astype(float)}


@functools.cache
def _grid() -> tuple[Array, Array]:
    line = np.linspace(-REACH, REACH, GRID)
    y, x = np.meshgrid(line, line, indexing="ij")
    return x.ravel(), y.ravel()


def _places(task: limcore.Task) -> tuple[Array, Array]:
    """Give where each number of a picture stands."""
    if task.name == "bowl":
        return (_BINS[1:] + _BINS[:-1]) / 2, np.zeros(_BINS.size - 1)
    if task.name != "digits":
        return _grid()
    row, column = np.divmod(np.tile(np.arange(_PIXELS * _PIXELS, dtype=float), 10), _PIXELS)
    return column, row


def _counts(weights: Array) -> Array:
    """Give the share of weights in each bin, of each of some moments; those beyond count as in the last."""
    inside = np.clip(weights, _BINS[0], _BINS[-1])
    return np.stack([np.histogram(one, _BINS)[0] / one.size for one in inside])


def _pixels(weights: Array) -> Array:
    """Give the weights of the pixels, digit by digit."""
    held = weights.reshape(len(weights), -1, 10)[:, :-1]  # without the constants
    return held.swapaxes(1, 2).reshape(len(weights), -1)


def _sides(task: limcore.Task, weights: Array) -> Array:
    """Give the probability of the second class at each place of the grid."""
    assert task.classifier is not None
    return task.classifier.probabilities(weights, np.stack(_grid(), axis=1))[..., 1]


def _corner(digit: int) -> tuple[int, int]:
    """Give column and row of the first pixel of a digit."""
    row, column = divmod(digit, _ABREAST)
    return column * _CELL, row * _LINE


def _mosaic(pixels: Array) -> Array:
    """Put the ten pictures of digits side by side, in two rows; between them is nothing."""
    picture = np.full((len(pixels), _ROWS * _LINE - 2, _ABREAST * _CELL - 1), np.nan)
    for digit, image in enumerate(pixels.reshape(len(pixels), 10, _PIXELS, _PIXELS).swapaxes(0, 1)):
        column, row = _corner(digit)
        picture[:, row : row + _PIXELS, column : column + _PIXELS] = image
    return picture


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the picture at the end, and give a film of how it came to be."""
    run = run_of(values)
    assert run.history is not None
    history = run.history[::_EACH].astype(np.float64)
    if run.task.name == "bowl":
        drawing, frames, of = _bowl(table), _counts(history), "y"
    elif run.task.name == "digits":
        pixels = table["weight"]
        drawing, frames, of = _digits(run, pixels), _mosaic(_pixels(history)), "z"
    else:
        drawing, frames, of = _plane(table), _sides(run.task, history), "z"
        frames = frames.reshape(len(frames), GRID, GRID)
    film = {"trace": 0, "of": of, "width": frames.shape[-1] if of == "z" else 0}
    film["frames"] = np.round(frames.reshape(len(frames), -1), _DECIMALS + 2 * (of == "y"))
    drawing["layout"] |= {
        "hovermode": "closest",
        "uirevision": f"learnt {values['task']}",
        "meta": {
            "caption": _caption(run, values),
            "play": {"film": film | {"n": run.n[::_EACH], "readings": _readings(run)}},
        },
    }
    return labelled(drawing)


def _readings(run: limcore.MemoryTraining) -> list[dict[str, Any]]:
    """Say what is read beside the picture at each moment."""
    right = [] if run.task.accuracy is None else [{"text": "right", "values": 100.0 * run.accuracy, "unit": "%"}]
    readings: list[dict[str, Any]] = [
        {"text": "n", "values": run.n, "unit": ""},
        {"text": "loss", "values": run.loss, "unit": "nat"},
        *right,
        {"text": "heat", "values": run.heat, "unit": "kT"},
        {"text": "paper’s account", "values": run.paper, "unit": "kT"},
        {"text": "barrier", "values": run.barrier_quantiles[:, 2], "unit": "kT"},
    ]
    return [reading | {"values": reading["values"][::_EACH]} for reading in readings]


def _heat(z: Array, x: Array, y: Array, shades: str, span: tuple[float, float]) -> dict[str, Any]:
    low, high = span
    return {
        "type": "heatmap",
        "z": z,
        "x": x,
        "y": y,
        "zmin": low,
        "zmax": high,
        "colorscale": _SHADES[shades],
        "showscale": False,
        "hoverongaps": False,
    }


def _blank(span: tuple[float, float]) -> dict[str, Any]:
    return {"title": {"text": ""}, "range": list(span), "showticklabels": False, "ticks": "", "showgrid": False} | {
        "showline": False,
        "fixedrange": True,
    }


def _digits(run: limcore.MemoryTraining, pixels: Array) -> Drawing:
    """Draw ten pictures: blue pixels speak for a digit, orange ones against it."""
    (picture,) = _mosaic(pixels[None])
    across, down = _ABREAST * _CELL - 1, _ROWS * _LINE - 2
    reach = float(np.ceil(np.quantile(np.abs(pixels), 0.98) * 2.0) / 2.0) or 0.5
    heat = _heat(picture, np.arange(float(across)), np.arange(float(down)), "weights", (-reach, reach))
    heat |= {"name": "weights", "hovertemplate": "weight = %{z:.3~g}<extra></extra>"}
    layout = {
        "xaxis": _blank((-0.5, across - 0.5)),
        "yaxis": _blank((down - 0.5, -1.9)),
        "annotations": [_numeral(digit) for digit in range(10)],
    }
    return {"data": [heat], "layout": layout | {"showlegend": False}}


def _numeral(digit: int) -> dict[str, Any]:
    """Write a digit above its picture."""
    column, row = _corner(digit)
    place = {"x": column - 0.5, "y": row - 0.5, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return place | {"text": str(digit), "font": {"size": 15, "color": "@muted"}}


def _plane(table: Columns) -> Drawing:
    """Draw the plane in the colours of the two sides, and the points that are learnt from."""
    grid = table["series"] == "probability"
    line = np.linspace(-REACH, REACH, GRID)
    heat = _heat(table["probability"][grid].reshape(GRID, GRID), line, line, "sides", (0.0, 1.0))
    hover = "probability of the second class = %{z:.3~g}<extra></extra>"
    heat |= {"name": "probability", "zsmooth": "best", "hovertemplate": hover}
    data = [heat]
    for name, color, symbol in (("first class", "@line-1", "circle"), ("second class", "@line-0", "diamond")):
        own = table["series"] == name
        look = {"size": 7, "color": color, "symbol": symbol, "line": {"color": "@ground", "width": 1}}
        points = {"type": "scatter", "mode": "markers", "name": name, "x": table["x_1"][own], "y": table["x_2"][own]}
        data.append(points | {"marker": look, "hoverinfo": "skip"})
    axis = {"range": [-REACH, REACH], "fixedrange": True, "showgrid": False}
    layout = {
        "xaxis": axis | {"title": {"text": "x₁"}},
        "yaxis": axis | {"title": {"text": "x₂"}, "scaleanchor": "x", "constrain": "domain"},
    }
    layout["xaxis"] |= {"constrain": "domain"}
    return {"data": data, "layout": layout | {"showlegend": True, "legend": ABOVE}}


def _bowl(table: Columns) -> Drawing:
    """Draw how many weights have come how near to where they are to be."""
    bars = {
        "type": "bar",
        "name": "weights",
        "x": table["x"],
        "y": table["share_of_weights"],
        "width": np.full(table["x"].size, _BINS[1] - _BINS[0]),
        "marker": {"color": "@line-0"},
        "hovertemplate": "weight %{x:.2f}: share %{y:.3~g}<extra></extra>",
    }
    layout = {
        "xaxis": {"title": {"text": "weight"}, "range": [float(_BINS[0]), float(_BINS[-1])]},
        "yaxis": {"title": {"text": "share of the weights"}, "range": [0.0, 1.02]},
    }
    aim = {
        "type": "scatter",
        "mode": "lines",
        "name": "where all are to be",
        "x": np.ones(2),
        "y": np.array([0.0, 1.02]),
    }
    aim |= {"line": {"color": "@muted", "width": 1.5, "dash": "dot"}, "hoverinfo": "skip"}
    return {"data": [bars, aim], "layout": layout | {"showlegend": False}}


def _caption(run: limcore.MemoryTraining, values: Values) -> str:
    heat, paper = (energy(column[-1]) for column in (run.heat, run.paper))
    return (
        f"{told(run, values)}. Each weight has given off {heat} of heat, {paper} as the paper counts; written anew at "
        f"each update, at 10⁶ kT a bit, it would take {energy(forced(values))}."
    )


def _describe(table: Columns, values: Values) -> str:
    """Say what is learnt, and how well, from the table and its run."""
    run = run_of(values)
    if run.task.name == "digits":
        reach = number(float(np.abs(table["weight"]).max()), 3)
        what = f"Ten pictures of 8 by 8 weights, one for each digit, from −{reach} to {reach}."
    elif run.task.name == "bowl":
        middle = number(float(np.median(run.weights)), 3)
        what = f"How many of 100 weights stand where; the middle one stands at {middle}, and all are to be at 1."
    else:
        grid = table["probability"][table["series"] == "probability"]
        second = number(100 * float((grid > 0.5).mean()), 3)
        what = f"A plane, of which {second} % is taken for the second class, with 400 points of two classes."
    return f"{what} {told(run, values)}."


LEARNT: Final = Figure(
    name="learnt",
    title="What a model learns in noisy memories",
    equation=EQUATION,
    source=f"The rates of Eqs. 1 to 3 of {PAPER}, held for a time; the digits are those of "
    f"{CITATIONS['alpaydin1998'].text}",
    parameters=MEMORY_KEYS,
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
    takes_long=True,
)
