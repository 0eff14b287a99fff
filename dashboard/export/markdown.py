"""Words for pages without the app: Markdown to HTML, equations to MathML, which browsers set by themselves."""

from __future__ import annotations

import functools
import re
from typing import Any, Final, Literal

__all__ = ["equation_html", "words_html"]

_FUNCTION: Final = r"\\(?:ln|log|exp|tanh|cosh|sinh)(?![a-z])"
_BEFORE: Final = re.compile(rf"(?<=[\w}})\]])\s*(?={_FUNCTION})")
_AFTER: Final = re.compile(rf"({_FUNCTION})\s*(?=\w|\\(?!,|left))")


def words_html(text: str) -> str:
    """Turn Markdown with equations ($…$, $$…$$) into HTML."""
    html: str = _renderer().render(text)
    return html


def equation_html(latex: str, display: Literal["block", "inline"] = "block") -> str:
    """Set one equation, by itself or within a line."""
    return _mathml(latex, display)


def _mathml(latex: str, display: str) -> str:
    """Set an equation with thin spaces about the names of functions, which TeX adds by itself and MathML does not."""
    from latex2mathml.converter import convert

    mathml: str = convert(_AFTER.sub(r"\1\\,", _BEFORE.sub(r"\\,", latex)), display=display)
    return mathml


@functools.cache
def _renderer() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def equation(latex: str, options: dict[str, Any]) -> str:
        return _mathml(latex, "block" if options["display_mode"] else "inline")

    renderer = MarkdownIt("commonmark", {"typographer": True}).enable("table")
    return renderer.use(dollarmath_plugin, renderer=equation, double_inline=True)
