"""A figure that moves without the app: its frames along one or two controls come with it."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

from markupsafe import Markup

from dashboard import theme
from dashboard.export.export import Export
from dashboard.figures import Drawing, Figure, encode_arrays, without_probe
from dashboard.figures.chosen_schedules import in_use
from dashboard.live.assets import figure_markup
from dashboard.live.frames import draw_all, evenly, pack_frames
from dashboard.parameters import PARAMETERS, Choice, InvalidParameter, Number, Values
from dashboard.readings import reading

__all__ = ["MOST_BYTES", "default_controls", "standalone_figure"]

MOST_BYTES: Final = 800_000
"""Of frames of one figure; with Plotly a page stays below 6 MB."""

_MOST: Final = 2  # controls of one figure
_MOST_FRAMES: Final = {1: 121, 2: 441}
_MOST_SIMULATED: Final = 31
"""A simulated run takes long for each frame."""

_FEWEST: Final = 5  # stops of a slider, however large its frames are
_HEIGHT: Final = 520
_FIRST: Final = (
    *(
        "well_barrier",
        "well_drive",
        "energy_scale",
        "model_parameters",
        "alpha",
        "low_barrier",
        "kT",
        "R_max",
        "retention",
    ),
    *("static_barrier", "elements", "tau_1", "gamma_1", "initial_1", "steps"),
)


def default_controls(figure: Figure, values: Values, wanted: Sequence[str] = _FIRST) -> tuple[str, ...]:
    """Choose the controls that move this view, of those wanted in their order: at most two, of some only one.

    A simulated run brings a film as well; a history is what moves the states of one element.
    """
    most = 1 if "history" in figure.parameters or _simulated(figure) else _MOST
    usable = [key for key in wanted if key in in_use({key: values[key] for key in figure.parameters})]
    return tuple(islice((key for key in usable if _moves(figure, values, key)), most))


def _simulated(figure: Figure) -> bool:
    return "training_steps" in figure.parameters


def _moves(figure: Figure, values: Values, key: str) -> bool:
    ends = _stops(key, values[key], 3)
    drawings = draw_all(figure, [values | {key: end} for end in (ends[0], ends[-1])])
    return json.dumps(encode_arrays(drawings[0])) != json.dumps(encode_arrays(drawings[1]))


def standalone_figure(
    export: Export, controls: Sequence[str], *, most_bytes: int, place: str, veiled: bool = False
) -> Markup:
    """Write the markup of a figure and all that it needs to move, its frames in at most so many bytes if they can.

    Raises InvalidParameter for what cannot be a control, and for controls with which frames are too large at all.
    """
    figure, values = export.figure, export.values
    for key in controls:
        if key not in figure.parameters or not isinstance(PARAMETERS[key], (Number, Choice)):
            raise InvalidParameter("controls", key, f"one of {', '.join(_movable(figure))}")
    if len(controls) > _MOST:
        raise InvalidParameter("controls", ",".join(controls), f"at most {_MOST} parameters")
    frames = _frames(figure, values, tuple(controls), most_bytes)
    content = {
        "place": place,
        "title": figure.title,
        "height": _HEIGHT,
        "drawing": encode_arrays(_shown(export.drawing, controls)),
        "description": export.description,
        "veiled": veiled,
        "template": theme.template(export.paper.font),
        "colors": theme.COLORS,
        "classroom": False,
        "start": frames.start,
        "frames": frames.packed,
        "controls": [_control(key, stops, values[key]) for key, stops in frames.stops.items()],
    }
    return figure_markup(place, content)


def _shown(drawing: Drawing, controls: Sequence[str]) -> Drawing:
    """Leave out the probe, but where a control moves it."""
    return drawing if any(key in ("probe_dE", "probe_rate") for key in controls) else without_probe(drawing)


def _movable(figure: Figure) -> list[str]:
    return [key for key in figure.parameters if isinstance(PARAMETERS[key], (Number, Choice))]


@dataclass(frozen=True)
class _Frames:
    packed: str
    stops: dict[str, tuple[Any, ...]]
    start: int
    """The frame at which all controls stand at first."""


def _frames(figure: Figure, values: Values, controls: tuple[str, ...], most_bytes: int) -> _Frames:
    """Pack a frame for every combination of the controls' stops, fewer of them until they have room."""
    if not controls:
        return _Frames("", {}, 0)
    stops, packed = _packed(figure, values, controls, _FEWEST)
    # A few tell how many have room: to draw all of them, and throw most away, would take the longest of all.
    shrunk = _FEWEST * (most_bytes / len(packed)) ** (1 / len(controls))
    most = _MOST_SIMULATED if _simulated(figure) else _MOST_FRAMES[len(controls)]
    count = min(int(shrunk), round(most ** (1 / len(controls))))
    while count > _FEWEST and _grid(values, controls, count) != stops:
        more = _packed(figure, values, controls, count)
        if len(more[1]) <= most_bytes:
            stops, packed = more
            break
        shrunk = count * (most_bytes / len(more[1])) ** (1 / len(controls))
        count = min(count - 1, int(shrunk))
    if len(packed) > MOST_BYTES:
        allowed = "fewer parameters: so many frames are too large for a page"
        raise InvalidParameter("controls", ",".join(controls), allowed)
    start = 0
    for key, one in stops.items():
        start = start * len(one) + one.index(values[key])
    return _Frames(base64.b64encode(packed).decode("ascii"), stops, start)


def _packed(
    figure: Figure, values: Values, controls: tuple[str, ...], count: int
) -> tuple[dict[str, tuple[Any, ...]], bytes]:
    """Draw and pack the frames at so many stops of each control."""
    stops = _grid(values, controls, count)
    states = [values | dict(zip(controls, one, strict=True)) for one in product(*stops.values())]
    return stops, pack_frames([_shown(drawing, controls) for drawing in draw_all(figure, states)], range(len(states)))


def _grid(values: Values, controls: tuple[str, ...], count: int) -> dict[str, tuple[Any, ...]]:
    return {key: _stops(key, values[key], count) for key in controls}


def _stops(key: str, value: Any, count: int) -> tuple[Any, ...]:
    """Choose so many stops of a control, the present value among them."""
    parameter = PARAMETERS[key]
    if isinstance(parameter, Choice):
        return tuple(parameter.options)
    assert isinstance(parameter, Number)
    stops = list(evenly(parameter.stops, min(count, len(parameter.stops))))
    if value not in stops:
        nearest = min(range(len(stops)), key=lambda place: _distance(parameter, stops[place], value))
        stops[nearest] = value
    return tuple(sorted(stops))


def _distance(parameter: Number, stop: float, value: float) -> float:
    stops = parameter.stops
    places = [stops.index(parameter.nearest_stop(one)) for one in (stop, value)]
    return abs(places[0] - places[1])


def _control(key: str, stops: tuple[Any, ...], value: Any) -> dict[str, Any]:
    parameter = PARAMETERS[key]
    texts = [parameter.format(one) for one in stops]
    about = {"key": key, "label": parameter.label, "start": stops.index(value), "texts": texts}
    if isinstance(parameter, Choice):
        return about | {"named": True, "readings": [parameter.options[one] for one in stops]}
    assert isinstance(parameter, Number)
    return about | {"named": False, "readings": [reading(parameter, one) for one in stops]}
