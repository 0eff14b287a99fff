"""The lessons there are: the files of a folder that can be taught, and what is wrong with the others."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dashboard.lessons.model import Lesson, parse_lesson
from dashboard.lessons.teach import check_lesson
from dashboard.places import ASSETS

__all__ = ["broken_lessons", "lessons"]

_FOLDER: Final = ASSETS / "lessons"


def lessons() -> Mapping[str, Lesson]:
    """Give all lessons, in the order of their files; the name of a lesson is that of its file without the number."""
    return _read(_FOLDER)[0]


def broken_lessons() -> tuple[str, ...]:
    """Say what is wrong with the files that cannot be taught."""
    return _read(_FOLDER)[1]


@functools.cache
def _read(folder: Path) -> tuple[Mapping[str, Lesson], tuple[str, ...]]:
    # One file that somebody is still writing must not take the app down.
    found: dict[str, Lesson] = {}
    broken: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            lesson = parse_lesson(path.stem, path.read_text("utf-8"))
            check_lesson(lesson)
        except ValueError as error:
            broken.append(f"{path.name}: {error}")
        else:
            found[lesson.name] = lesson
    return MappingProxyType(found), tuple(broken)
