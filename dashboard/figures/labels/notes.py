"""Notes beside what they are about, each where it covers nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np

from dashboard.figures.axes import Axes
from dashboard.figures.labels.ground import Box, Written
from dashboard.figures.labels.text import size_of, wrapped

__all__ = ["Choice", "Note", "along", "beside", "choose", "noted"]

_LONGEST: Final = 210.0  # px: a note is broken beyond
_PART: Final = 0.42  # or beyond so much of the frame
_ROUNDING: Final = 1e-9
_FAR: Final = (1.0, 2.5, 5.0, 9.0)  # times the nearest gap: where a note looks for room
_SIDES: Final = {
    "right": (1, 0),
    "left": (-1, 0),
    "top": (0, 1),
    "bottom": (0, -1),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
    **{f"{side} {part:+}": (part, above) for side, above in (("top", 1), ("bottom", -1)) for part in (-0.6, 0.6)},
}


Place = tuple[float, int, float]
"""Aside, above and gap of a box."""


@dataclass(frozen=True)
class Note:
    """A text beside something in the picture."""

    text: str
    color: str
    points: tuple[tuple[float, float, float, float], ...]
    """Beside which points, the best first: x and y in parts of the axes, and as an annotation has them."""
    places: tuple[Place, ...]
    """Where it may stand beside each, the best first."""
    leads: float
    """The gap beyond which a line leads to it."""
    axes: tuple[str, str]
    """xref and yref of its places."""
    brief: str = ""
    """What it says where that has no place."""
    optional: bool = False
    """Whether it is left out where there is no place."""


def beside(
    layout: dict[str, Any],
    text: str,
    x: float,
    y: float,
    color: str,
    *,
    axis: str = "y",
    brief: str = "",
    others: Iterable[float] = (),
    sides: Iterable[str] = (),
    gap: float = 10.0,
    optional: bool = False,
    leads: bool = True,
    near: bool = False,
) -> Note:
    """Note something beside a point, whose values are given; `sides` are those that it would like best, in order.

    It may stand at `others`, heights of the same thing, just as well. From far away a line leads to the point, unless
    something else tells what belongs together; or it has to be `near`.
    """
    axes = Axes(layout)
    points = tuple(_point(axes, float(axes.place(x, "x")), float(axes.place(one, axis)), axis) for one in (y, *others))
    places = _places(tuple(sides), gap, near)
    return Note(text, color, points, places, gap if leads else np.inf, ("x", axis), brief, optional)


def _point(axes: Axes, x: float, y: float, axis: str) -> tuple[float, float, float, float]:
    return float(axes.part(x, "x")), float(axes.part(y, axis)), x, y


@lru_cache(maxsize=256)
def _places(sides: tuple[str, ...], gap: float, near: bool) -> tuple[Place, ...]:
    order = dict.fromkeys((*sides, *_SIDES))
    return tuple((*_SIDES[side], gap * far) for far in _FAR[: 1 if near else None] for side in order)


def along(
    layout: dict[str, Any], text: str, y: float, color: str, *, axis: str = "y", above: int = 1, optional: bool = False
) -> Note:
    """Note something anywhere along a height, left first."""
    part = float(Axes(layout).part(y, axis))
    points = tuple((x, part, x, y) for x in (0.0, 1.0, 0.25, 0.75, 0.5))
    return Note(
        text, color, points, tuple((aside, above, 4.0) for aside in (1, -1)), np.inf, ("paper", axis), "", optional
    )


class Choice(NamedTuple):
    """Where a note stands, and what it says there."""

    brief: bool
    """Whether it says what it has to say in brief."""
    point: int
    """Beside which of its points it stands."""
    place: Place
    """Where beside it."""
    free: bool
    """Whether it covers nothing there."""


def choose(notes: Sequence[Note], written: Written) -> list[Choice | None]:
    """Choose for each note where it covers nothing, or the least; the first of such places. Some are left out."""
    longest = _longest(written.narrowest)
    choices: list[Choice | None] = []
    for note in notes:
        choice = None
        if _is_seen(note):
            choice = _free(note, written, longest) or (None if note.optional else _least(note, written, longest))
        if choice is not None:
            written.text(_box(note, choice.point, choice.place), size_of(_lines(note, choice, longest)))
        choices.append(choice)
    return choices


def noted(notes: Sequence[Note], choices: Sequence[Choice | None], narrowest: float) -> list[dict[str, Any]]:
    """Write notes where it was chosen; those that have come into the picture since, where they like it best."""
    longest = _longest(narrowest)
    kept = [*choices, *[None] * len(notes)]
    found = ((note, choice or _best_liked(note)) for note, choice in zip(notes, kept, strict=False))
    return [_note(note, choice, longest) for note, choice in found if choice is not None and _is_seen(note)]


def _best_liked(note: Note) -> Choice | None:
    return None if note.optional else Choice(brief=False, point=0, place=note.places[0], free=False)


def _longest(narrowest: float) -> float:
    """Give how wide a line of a note may be in a frame so wide."""
    return min(_LONGEST, _PART * narrowest)


def _is_seen(note: Note) -> bool:
    """Tell whether what a note is about is within the frame; what has no place is not."""
    x, y, *_ = note.points[0]
    return all(-_ROUNDING < part < 1.0 + _ROUNDING for part in (x, y))


def _lines(note: Note, choice: Choice, longest: float) -> str:
    return wrapped(note.brief or note.text if choice.brief else note.text, longest)


def _free(note: Note, written: Written, longest: float) -> Choice | None:
    """Find the first place that is free, and what it says there: the best beside each of its points, then the next."""
    for brief in (False, True) if note.brief else (False,):
        size = size_of(wrapped(note.brief if brief else note.text, longest))
        for place in note.places:
            for point in range(len(note.points)):
                if written.free(_box(note, point, place), size):
                    return Choice(brief, point, place, free=True)
    return None


def _least(note: Note, written: Written, longest: float) -> Choice:
    """Find the place of a note where it covers least."""
    lines = wrapped(note.brief or note.text, longest)
    (x, y, *_), (aside, above, gap) = np.array(note.points).T, np.array(note.places).T
    places = np.array([*np.tile([x, y], len(note.places)), *np.repeat([aside, above, gap], len(x), axis=1)])
    place, point = divmod(int(written.costs(places, size_of(lines)).argmin()), len(x))
    return Choice(brief=True, point=point, place=note.places[place], free=False)


def _box(note: Note, point: int, place: Place) -> Box:
    x, y, at_x, at_y = note.points[point]
    return Box(x, y, *place, far=place[-1] > note.leads, at=(at_x, at_y))


def _note(note: Note, choice: Choice, longest: float) -> dict[str, Any]:
    text, box = _lines(note, choice, longest), _box(note, min(choice.point, len(note.points) - 1), choice.place)
    (xref, yref), (x, y) = note.axes, box.at
    return {
        "text": text,
        "font": {"color": note.color, "size": 14},
        **{"align": "left", "arrowhead": 0, "arrowwidth": 1.0, "arrowcolor": note.color},
        "bgcolor": "@clear" if choice.free else "@veil",
        "borderpad": 1,
        **{"xref": xref, "x": x, "yref": yref, "y": y},
        **box.place(size_of(text)[0]),
    }
