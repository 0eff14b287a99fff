"""Frames: unpacked in the browser's way, each is the drawing at its stop."""

import json
import math
import struct
from itertools import pairwise

import numpy as np
import pytest
from states import quick

from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import in_use
from dashboard.figures.labels import kept_places
from dashboard.live.ask import frames
from dashboard.live.between import Scales, are_numbers, differences
from dashboard.live.frames import _coarse_to_fine, draw_all, draw_few, pack_frames
from dashboard.parameters import PARAMETERS, Number, defaults


def unpack(message):
    """Read the header and the arrays of a message."""
    (length,) = struct.unpack_from("<I", message)
    header, offset = json.loads(message[4 : 4 + length]), 4 + length
    assert offset % 4 == 0
    for array in header["arrays"]:
        count = len(header.get("places", header["stops"]))
        size = count * array["length"]
        array["values"] = np.frombuffer(message, "<f4", size, offset).reshape(count, *array["shape"])
        offset += 4 * size
    assert offset == len(message)
    return header


def at(node, path):
    for key in path:
        node = node[key]
    return node


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(
    ("over", "changes"),
    [
        ("alpha", {}),
        ("kT", {"unit": "meV"}),
        ("R_max", {"rate_scale": "absolute"}),
        ("tau_2", {"schedule_2": "power_law"}),
        ("gamma_1", {"schedule_1": "exponential"}),
        ("steps", {"count_updates": "step"}),  # counted for each operation, steps do not matter to a projection
    ],
)
def test_frames_are_the_drawings_at_their_stops(name, over, changes):
    figure, stops = FIGURES[name], (0.2, 0.5, 0.8)
    if over != "alpha":
        stops = {"kT": (5.0, 20.0, 30.0), "R_max": (1e7, 1e9, 1e11), "gamma_1": (0.9, 0.99, 0.999)}.get(
            over, (10.0, 1e3, 1e5)
        )
    values = quick(figure.parameters) | {key: value for key, value in changes.items() if key in figure.parameters}
    drawings = [figure.drawing(values | {over: stop}) for stop in stops]
    header = unpack(pack_frames(drawings, stops))
    if over in ("alpha", "steps") and over in figure.parameters:
        assert header["arrays"] or header["others"]
    for array in header["arrays"]:
        for frame, drawing in zip(array["values"], drawings, strict=True):
            drawn = np.asarray(at(drawing, array["path"]), dtype=float)
            extent = np.nanmax(np.abs(np.where(np.isfinite(drawn), drawn, np.nan)))
            shown = frame.ravel()[: drawn.size].reshape(drawn.shape)
            np.testing.assert_allclose(shown, drawn, atol=1e-6 * extent)
    for other in header["others"]:
        assert other["values"][0] == json.loads(json.dumps(at(drawings[0], other["path"]), default=list))


def test_what_stays_is_not_sent():
    figure = FIGURES["barrier"]
    values = defaults(figure.parameters)
    drawings = [figure.drawing(values | {"alpha": stop}) for stop in (0.2, 0.5)]
    header = unpack(pack_frames(drawings, (0.2, 0.5)))
    curves = range(len(values["rates"]))
    assert not [array for array in header["arrays"] if array["path"][1] in curves]


@pytest.mark.parametrize("count", [1, 2, 3, 61, 181])
def test_however_few_states_are_drawn_in_the_time_they_lie_evenly(count):
    order = _coarse_to_fine(count)
    assert sorted(order) == list(range(count))
    for taken in (1 << k for k in range(count.bit_length())):
        gaps = np.diff([*sorted(order[:taken]), count])
        assert max(gaps) <= 2 * -(-count // taken)


@pytest.mark.parametrize("seconds", [0.0, 0.02, math.inf])
def test_a_sweep_out_of_time_says_which_stops_it_has_drawn(seconds):
    figure, stops = FIGURES["barrier"], PARAMETERS["alpha"].stops
    message = frames(figure, figure.values(), "alpha", stops, seconds=seconds, near=len(stops) // 3)
    header = unpack(message)
    (captions,) = (other["values"] for other in header["others"] if other["path"][-1] == "caption")
    places = header["places"]
    assert (places[0], places[-1]) == (0, len(stops) - 1)
    assert captions == [
        figure.drawing(figure.values() | {"alpha": stops[place]})["layout"]["meta"]["caption"] for place in places
    ]


def test_where_parameters_do_not_go_together_the_picture_stands_still():
    figure = FIGURES["learning"]
    chosen = figure.values() | {"schedule_1": "cosine", "initial_1": 0.5}
    states = [chosen | {"minimum_1": minimum} for minimum in (0.1, 0.4, 0.9)]
    drawn = draw_all(figure, states)
    assert drawn[2] is drawn[1]
    assert drawn[1] is not drawn[0]


@pytest.mark.parametrize(
    ("name", "over"), [("barrier", "alpha"), ("learning", "R_max"), ("profile", "squared_gradient")]
)
def test_a_few_drawings_tell_the_others_to_a_quarter_of_a_pixel(name, over):
    figure, stops = FIGURES[name], PARAMETERS[over].stops
    states = [figure.values() | {over: stop} for stop in stops]
    with kept_places():
        drawn = draw_few(figure, states, len(stops) // 3, seconds=60.0)
        drawings = [figure.drawing(state) for state in states]
    places = list(drawn)
    assert len(places) < len(stops) / 2
    for low, high in pairwise(places):
        for place in range(low + 1, high):
            nodes = [drawn[low], drawings[place], drawn[high]]
            arrays, others = differences(nodes)
            numbers = arrays + [one for one in others if are_numbers(*one)]
            scales, part = Scales(nodes[1]), (place - low) / (high - low)
            assert [path for path, seen in numbers if scales.pixels_apart(path, seen, part) > 0.25] == []


# A stop is another run of chance than the next.
SIMULATED = ("learnt", "training", "training-barriers", "training-price", "training-rest", "training-tasks")
SLOW = ("memory-price", "memory-front")
QUICK = [name for name in FIGURES if name not in (*SLOW, *SIMULATED)]


def off(drawn, place, here):
    """List what is seen at a place, between the drawings around it, more than two pixels from its true place."""
    low = max(one for one in drawn if one < place)
    high = min(one for one in drawn if one > place)
    arrays, _ = differences([drawn[low], here, drawn[high]])
    scales, part = Scales(here), (place - low) / (high - low)
    far = [path for path, seen in arrays if scales.pixels_apart(path, seen, part) > 2]
    return [f"{path} at {place} of {low} to {high}" for path in far]


@pytest.mark.parametrize("name", QUICK)
def test_each_slider_is_told_by_few_drawings(name):
    """At other places than those where it was measured: a few of each slider, two pixels at most."""
    figure = FIGURES[name]
    wrong = []
    for over in in_use(figure.values()):
        if not isinstance(PARAMETERS[over], Number):
            continue
        states = [figure.values() | {over: stop} for stop in PARAMETERS[over].stops]
        drawn = draw_few(figure, states, len(states) // 3, seconds=60.0)
        others = [place for place in range(len(states)) if place not in drawn]
        for place in others[:: max(1, len(others) // 5)]:
            wrong += [f"{over}: {one}" for one in off(drawn, place, figure.drawing(states[place]))]
    assert wrong == []


def test_the_few_drawings_are_those_of_their_stops():
    figure = FIGURES["learning"]
    states = [figure.values() | {"tau_1": stop} for stop in PARAMETERS["tau_1"].stops]
    for place, drawing in draw_few(figure, states, 20, seconds=0.01).items():
        assert drawing["layout"]["meta"]["caption"] == figure.drawing(states[place])["layout"]["meta"]["caption"]


def test_what_is_near_the_thumb_is_drawn_first():
    figure = FIGURES["learning"]
    states = [figure.values() | {"tau_1": stop} for stop in PARAMETERS["tau_1"].stops]
    first, *between, last = draw_few(figure, states, 40, seconds=0.02)
    assert (first, last) == (0, len(states) - 1)
    assert 40 in between
