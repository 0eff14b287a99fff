"""What columns of tables hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["Column", "LinkColumn", "NumberColumn", "TextColumn"]


@dataclass(frozen=True)
class Column:
    """A column: what it is called, and how its numbers are written."""

    label: str | None = None
    format: str | None = None
    is_link: ClassVar = False


class NumberColumn(Column):
    """A column of numbers."""


class TextColumn(Column):
    """A column of texts."""


class LinkColumn(Column):
    """A column of addresses."""

    is_link: ClassVar = True
