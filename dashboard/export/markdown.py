"""Words for pages without the app: Markdown to HTML, equations to MathML, which browsers set by themselves."""

from __future__ import annotations

import functools
from typing import Any

__all__ = ["equation_html", "words_html"]


def words_html(text: str) -> str:
    """Turn Markdown with equations ($…$, $$…$$) into HTML."""
    html: str = _renderer().render(text)
    return html


def equation_html(latex: str) -> str:
    """Set one equation."""
    from latex2mathml.converter import convert

    mathml: str = convert(latex, display="block")
    return mathml


@functools.cache
def _renderer() -> Any:
    from latex2mathml.converter import convert
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def equation(latex: str, options: dict[str, Any]) -> str:
        return str(convert(latex, display="block" if options["display_mode"] else "inline"))

    renderer = MarkdownIt("commonmark", {"typographer": True}).enable("table")
    return renderer.use(dollarmath_plugin, renderer=equation, double_inline=True)
