"""A lesson on paper: its steps, each with its picture and its question, and for the teacher the answers at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.export.export import Export
from dashboard.export.images import vector
from dashboard.export.paper import Paper
from dashboard.export.press import PRESS
from dashboard.export.print_layout import print_drawing
from dashboard.fonts import FAMILIES, font_faces
from dashboard.lessons.library import lessons
from dashboard.lessons.model import Choose, Lesson, Step
from dashboard.lessons.teach import answer_and_notes, figure_of, said, start_values
from dashboard.parameters import PARAMETERS, Choice, InvalidParameter
from dashboard.templates import markup

__all__ = ["SHEETS", "Sheet", "lesson_pdf"]

_WIDTH: Final = 178.0  # mm: of a picture, what the narrower of the sheets has between its margins
_HEIGHT: Final = 66.0  # mm: so that two steps have room on a page
_LIST: Final = 120.0  # mm: of a picture that is a list of rows
_TYPE: Final = 8.5  # pt

SHEETS: Final = Choice(key="sheet", label="Sheet", default="a4", options={"a4": "A4", "letter": "Letter"})
"""The sheets that a lesson is printed on; as options, what CSS calls them."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Which lesson is printed, and how."""

    lesson: str
    answers: str
    sheet: str

    @classmethod
    def read(cls, name: str, query: Mapping[str, str]) -> Sheet:
        """Read from an address; raise InvalidParameter for what there is not."""
        if name not in lessons():
            raise InvalidParameter("lesson", name, f"one of {', '.join(lessons())}")
        answers = PARAMETERS["lesson_answers"]
        for key in query:
            if key not in (answers.key, SHEETS.key):
                raise InvalidParameter("parameter", key, f"one of {answers.key}, {SHEETS.key}")
        chosen = (one.parse(query.get(one.key, one.default)) for one in (answers, SHEETS))
        return cls(**dict(zip(("answers", "sheet"), chosen, strict=True)), lesson=name)


def lesson_pdf(name: str, answers: str, sheet: str) -> bytes:
    """Print a lesson.

    Raises NoBrowserError without a browser, and PictureError if it fails.
    """
    lesson = lessons()[name]
    page = markup(
        "export/lesson_sheet",
        lesson=lesson,
        sheet=SHEETS.options[sheet],
        faces=Markup(font_faces("sans", bold=True)),
        family=Markup(FAMILIES["sans"]),
        steps=[_step(step) for step in lesson.steps],
        answers=_answers(lesson) if answers == "yes" else [],
        notes=said(lesson.teacher, lesson.steps[0]),
    )
    return PRESS.pdf(str(page))


def _step(step: Step) -> dict[str, object]:
    """Give what is printed of a step; what its picture says of the answer is left out."""
    question = step.question
    return {
        "title": step.title,
        "words": said(step.words, step),
        "picture": _picture(step),
        "ask": f"**{said(question.ask, step)}**" if question else "",
        "options": list(question.options.values()) if isinstance(question, Choose) else [],
        "unit": "" if question is None or isinstance(question, Choose) else question.unit,
    }


def _picture(step: Step) -> Markup:
    export = Export(figure_of(step), start_values(step), veiled=step.veiled)
    height = _LIST if "height" in export.drawing["layout"].get("meta", {}) else _HEIGHT
    paper = Paper(size="own", lengths={"width": _WIDTH, "height": height, "type": _TYPE})
    return Markup(vector(print_drawing(Export(export.figure, export.values, paper=paper, veiled=export.veiled))))


def _answers(lesson: Lesson) -> list[tuple[int, str, str]]:
    """Give for each step that has them its number, its title, and its answer with the notes for the teacher."""
    told = ((at, step.title, answer_and_notes(step)) for at, step in enumerate(lesson.steps, start=1))
    return [(at, title, text) for at, title, text in told if text]
