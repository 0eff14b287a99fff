"""Docstrings in the form of NumPy: their sections, and their text as HTML."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Final

from dashboard.export.markdown import equation_html

__all__ = ["Link", "section_html", "sections", "text_html"]

Link = Callable[[str], str]
"""Gives where a name is described; an empty text if it is nowhere."""

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


def section_html(title: str, text: str, link: Link) -> str:
    """Write the text of a section: fields as a list of terms, examples as code, all else as paragraphs."""
    if title == "Examples":
        return f"<pre><code>{html.escape(text)}</code></pre>"
    if title in _FIELDS:
        return f"<dl>{''.join(_field(lines, link) for lines in _unindented(text))}</dl>"
    return text_html(_CITED.sub("", text), link)


def _unindented(text: str) -> list[list[str]]:
    """Part the lines of a text at those that are not indented: each begins a new group."""
    groups: list[list[str]] = []
    for line in text.splitlines():
        if line[:1].strip():
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return groups


def _field(lines: list[str], link: Link) -> str:
    name, _, kind = lines[0].partition(" : ")
    said = f" <span class='muted'>{_marked(kind, link)}</span>" if kind else ""
    about = text_html(inspect.cleandoc("\n".join(["", *lines[1:]])), link)
    return f"<dt><code>{html.escape(name)}</code>{said}</dt><dd>{about}</dd>"


def text_html(text: str, link: Link) -> str:
    """Write paragraphs, lists and displayed equations."""
    return "\n".join(_block(block, link) for block in re.split(r"\n\s*\n", text) if block.strip())


def _block(block: str, link: Link) -> str:
    if shown := _DISPLAYED.match(block):
        return equation_html(" ".join(block[shown.end() :].split()))
    if block.startswith("- "):
        entries = (" ".join(entry.split()) for entry in re.split(r"^- ", block, flags=re.MULTILINE)[1:])
        return f"<ul>{''.join(f'<li>{_marked(entry, link)}</li>' for entry in entries)}</ul>"
    return f"<p>{_marked(' '.join(block.split()), link)}</p>"


def _marked(text: str, link: Link) -> str:
    """Write a line with its marks: equations, code, names, stress, and notes; all else stands as it is."""
    written, at = [], 0
    for mark in _MARKS.finditer(text):
        written += [html.escape(text[at : mark.start()]), _mark(mark, link)]
        at = mark.end()
    return "".join([*written, html.escape(text[at:])])


def _mark(mark: re.Match[str], link: Link) -> str:
    said = mark[mark.lastgroup or 0]
    match mark.lastgroup:
        case "equation":
            return equation_html(said, display="inline")
        case "stressed":
            return f"<em>{html.escape(said)}</em>"
        case "note":
            return f"[{said}]"
    code = f"<code>{html.escape(said)}</code>"
    place = link(said) if mark.lastgroup == "name" else ""
    return f'<a href="{html.escape(place)}">{code}</a>' if place else code
