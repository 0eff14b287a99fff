"""Words for pages without the app: Markdown to HTML, equations to MathML, which browsers set by themselves."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from typing import Any, Final, Literal
from xml.etree import ElementTree

from markupsafe import Markup

__all__ = ["bullets", "equation_html", "words_html"]

_FUNCTION: Final = r"\\(?:ln|log|exp|tanh|cosh|sinh)(?![a-z])"
_BEFORE: Final = re.compile(rf"(?<=[\w}})\]])\s*(?={_FUNCTION})")
_AFTER: Final = re.compile(rf"({_FUNCTION})\s*(?=\w|\\(?!,|left))")


def bullets(entries: Iterable[str]) -> str:
    """Write a list in Markdown."""
    return "\n".join(f"- {entry}" for entry in entries)


def words_html(text: str) -> Markup:
    """Turn Markdown with equations ($…$, $$…$$) into HTML; HTML in it stays text, as on the pages of the app."""
    return Markup(_renderer().render(text))


def equation_html(latex: str, display: Literal["block", "inline"] = "block") -> Markup:
    """Set one equation, by itself or within a line."""
    return Markup(_mathml(latex, display))


def _mathml(latex: str, display: str) -> str:
    """Set an equation with thin spaces about the names of functions, which TeX adds by itself and MathML does not."""
    from latex2mathml.converter import convert_to_element

    equation = convert_to_element(_AFTER.sub(r"\1\\,", _BEFORE.sub(r"\\,", latex)), display=display)
    for part in equation.iter():
        part.text = html.unescape(part.text or "")  # it has symbols as references, which writing it would escape
        part.attrib.pop("href", None)
    return ElementTree.tostring(equation, encoding="unicode")


@functools.cache
def _renderer() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def equation(latex: str, options: dict[str, Any]) -> str:
        return _mathml(latex, "block" if options["display_mode"] else "inline")

    renderer = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable("table")
    return renderer.use(dollarmath_plugin, renderer=equation, double_inline=True)
