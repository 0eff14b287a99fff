"""The parameters of the page of lessons: which one, and where in it."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Name, Number, Parameter
from dashboard.parameters.stops import even

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Name(key="lesson", label="Lesson"),
    Number(
        key="lesson_step",
        label="Step of the lesson",
        default=1.0,
        stops=even(1.0, 20.0, 1.0),
        minimum=1.0,
        maximum=20.0,
        even=True,
        whole=True,
    ),
    Choice(
        key="lesson_view",
        label="Show",
        default="steps",
        options={"steps": "Step by step", "print": "To print"},
    ),
    Choice(
        key="lesson_answers",
        label="On paper",
        default="yes",
        options={"yes": "with answers", "no": "without"},
    ),
)
