"""Docstrings in the form of NumPy: their sections, and their text as HTML."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from markupsafe import Markup

from dashboard.templates import markup

__all__ = ["Link", "section_html", "sections", "text_html"]

Link = Callable[[str], str]
"""Gives where a name is described; an empty text if it is nowhere."""

Piece = tuple[str, str, str]
"""A part of a line: of which kind it is, what it says, and where that is described."""

Block = tuple[str, Any]
"""An equation, a list of lines, or a paragraph; a line is a list of its pieces."""

_FIELDS: Final = ("Attributes", "Parameters", "Raises", "Returns")
_TITLE: Final = re.compile(r"^(\w[\w ]*)\n-+$", re.MULTILINE)
_DISPLAYED: Final = re.compile(r"\.\. math:: *")
_CITED: Final = re.compile(r"^\.\. (?=\[\d+\] )", re.MULTILINE)
_MARKS: Final = re.compile(
    r":math:`(?P<equation>[^`]+)`|``(?P<code>[^`]+)``|`(?P<name>[^`]+)`|\*(?P<stressed>[^*\s][^*]*)\*|\[(?P<note>\d+)\]_",
)


def sections(docstring: str) -> Iterator[tuple[str, str]]:
    """Take a docstring apart: first what stands before any title, with an empty one, then each title and its text."""
    before, *rest = _TITLE.split(inspect.cleandoc(docstring))
    yield "", before.strip()
    yield from ((title, text.strip("\n")) for title, text in zip(rest[::2], rest[1::2], strict=True))


def section_html(title: str, text: str, link: Link) -> Markup:
    """Write the text of a section: fields as a list of terms, examples as code, all else as paragraphs."""
    if title == "Examples":
        return _written(code=text)
    if title in _FIELDS:
        return _written(fields=[_field(lines, link) for lines in _unindented(text)])
    return text_html(_CITED.sub("", text), link)


def text_html(text: str, link: Link) -> Markup:
    """Write paragraphs, lists and displayed equations."""
    return _written(blocks=_blocks(text, link))


def _written(
    code: str = "", fields: Sequence[tuple[str, list[Piece], list[Block]]] = (), blocks: Sequence[Block] = ()
) -> Markup:
    return markup("site/docstring", code=code, fields=fields, blocks=blocks)


def _unindented(text: str) -> list[list[str]]:
    """Part the lines of a text at those that are not indented: each begins a new group."""
    groups: list[list[str]] = []
    for line in text.splitlines():
        if line[:1].strip():
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return groups


def _field(lines: list[str], link: Link) -> tuple[str, list[Piece], list[Block]]:
    name, _, kind = lines[0].partition(" : ")
    return name, list(_pieces(kind, link)), _blocks(inspect.cleandoc("\n".join(["", *lines[1:]])), link)


def _blocks(text: str, link: Link) -> list[Block]:
    return [_block(block, link) for block in re.split(r"\n\s*\n", text) if block.strip()]


def _block(block: str, link: Link) -> Block:
    if shown := _DISPLAYED.match(block):
        return "equation", " ".join(block[shown.end() :].split())
    if block.startswith("- "):
        entries = re.split(r"^- ", block, flags=re.MULTILINE)[1:]
        return "list", [list(_pieces(" ".join(entry.split()), link)) for entry in entries]
    return "paragraph", list(_pieces(" ".join(block.split()), link))


def _pieces(text: str, link: Link) -> Iterator[Piece]:
    """Take a line apart at its marks: equations, code, names, stress, and notes; all else is text."""
    at = 0
    for mark in _MARKS.finditer(text):
        kind = mark.lastgroup or ""
        if before := text[at : mark.start()]:
            yield "text", before, ""
        yield kind, mark[kind], link(mark[kind]) if kind == "name" else ""
        at = mark.end()
    if text[at:]:
        yield "text", text[at:], ""
