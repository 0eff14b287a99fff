"""The elements of a page, each written down as a node: what kind it is, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from dashboard.markdown import equation_html, words_html

from .session import Node, current
from .widgets import Widgets

__all__ = ["Block"]

_ICON: Final = re.compile(r":material/\w+: ?")  # their typeface is Streamlit's
_LOOKS: Final = ("key", "horizontal", "vertical_alignment", "border", "gap", "width")


def _html(text: str) -> str:
    return str(words_html(_ICON.sub("", text)))


class Block(Widgets):
    """A part of a page that holds others; `with` draws in it."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __enter__(self) -> Self:
        """Draw in it from now on."""
        current().enter(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Draw where it was drawn before."""
        current().leave()

    def add(self, kind: str, **shown: Any) -> Node:
        """Draw an element in it."""
        node: Node = {"kind": kind, **shown}
        self.node["children"].append(node)
        return node

    def block(self, kind: str, **shown: Any) -> Block:
        """Draw a block in it."""
        return Block(self.add(kind, children=[], **shown))

    # ---- blocks ----

    def container(self, **looks: Any) -> Block:
        """Draw a block."""
        return self.block("container", **{name: looks[name] for name in _LOOKS if name in looks})

    def columns(self, spec: int | Sequence[float], *, gap: str = "small") -> list[Block]:
        """Draw blocks side by side, as wide as `spec` says."""
        widths = [1.0] * spec if isinstance(spec, int) else list(spec)
        row = self.block("columns", gap=gap)
        return [row.block("column", width=width) for width in widths]

    def tabs(self, labels: Sequence[str]) -> list[Block]:
        """Draw blocks of which one is seen at a time."""
        row = self.block("tabs", labels=list(labels))
        return [row.block("tab") for _ in labels]

    def expander(self, label: str, *, icon: str = "") -> Block:
        """Draw a block that is folded away."""
        return self.block("expander", label=label)

    def popover(self, label: str, *, icon: str = "", type: str = "secondary") -> Block:
        """Draw a button that shows a block."""
        return self.block("popover", label=label, type=type)

    # ---- words ----

    def header(self, text: str, *, anchor: object = None, **_: Any) -> None:
        """Draw the title of a page."""
        self.add("heading", level=1, text=text)

    def subheader(self, text: str, *, anchor: object = None, **_: Any) -> None:
        """Draw a title within a page."""
        self.add("heading", level=2, text=text, anchor=anchor if isinstance(anchor, str) else "")

    def markdown(self, text: str) -> None:
        """Draw a text."""
        self.add("words", html=_html(text))

    def caption(self, text: str) -> None:
        """Draw a text in small letters."""
        self.add("words", html=_html(text), small=True)

    def latex(self, equation: str) -> None:
        """Draw an equation."""
        self.add("words", html=str(equation_html(equation)))

    def code(self, text: str, *, language: str = "", wrap_lines: bool = False) -> None:
        """Draw a text as it is typed, which can be copied."""
        self.add("code", text=text)

    def info(self, text: str, *, icon: str = "") -> None:
        """Draw what is worth knowing."""
        self.add("alert", tone="info", html=_html(text))

    def success(self, text: str, *, icon: str = "") -> None:
        """Draw that something is right."""
        self.add("alert", tone="success", html=_html(text))

    def warning(self, text: str, *, icon: str = "") -> None:
        """Draw what is to be minded."""
        self.add("alert", tone="warning", html=_html(text))

    def error(self, text: str, *, icon: str = "") -> None:
        """Draw what is wrong."""
        self.add("alert", tone="error", html=_html(text))

    def metric(self, label: str, value: str, **_: Any) -> None:
        """Draw a number with its name."""
        self.add("metric", label=label, text=value)

    def progress(self, value: float, text: str = "") -> None:
        """Draw how far something is."""
        self.add("progress", value=value, html=_html(text))

    def divider(self) -> None:
        """Draw a line."""
        self.add("divider")

    def html(self, content: Path) -> None:
        """Do nothing: what the pages bring in so are styles of Streamlit's elements, and here are others."""

    def listed(self, columns: Mapping[str, Sequence[str]], *, alt: str = "", **looks: Any) -> None:
        """Draw a table of texts."""
        self.add("table", columns={name: list(texts) for name, texts in columns.items()}, alt=alt, **looks)

    def link_button(self, label: str, address: str, *, icon: str = "", disabled: bool = False, help: str = "") -> None:
        """Draw a button that leads elsewhere."""
        self.add("outside", label=label, address=address, disabled=disabled, help=help)

    def page_link(
        self, page: Any, *, label: str, icon: str = "", query_params: Mapping[str, str] | None = None
    ) -> None:
        """Draw a link to another page."""
        self.add("link", label=label, page=page.url_path, query=dict(query_params or {}))
