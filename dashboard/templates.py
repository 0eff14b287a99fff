"""Markup is written by templates, which lie beside the modules that fill them.

What a template is given stands on the page as text; only what is markup already (`markupsafe.Markup`) stands as it is.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.markdown import bullets, equation_html, words_html

__all__ = ["markup"]

_HERE: Final = Path(__file__).parent


def markup(template: str, /, **given: Any) -> Markup:
    """Fill a template, which is named by where it lies: `markup("site/page", …)`.

    Templates write plain data as JSON with `|tojson`, Markdown with `|markdown`, an equation in LaTeX with `|mathml`.
    """
    return Markup(_environment().get_template(f"{template}.html.jinja").render(given))


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.filters |= {"bullets": bullets, "markdown": words_html, "mathml": equation_html}
    return made
