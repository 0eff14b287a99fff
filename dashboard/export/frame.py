"""The frame of a page without the app: head, styles in light and dark, and what it is called elsewhere on the web."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

from dashboard import theme
from dashboard.live.assets import style

__all__ = ["page_frame", "page_style"]

_HERE: Final = Path(__file__).parent
_TOKENS: Final = {
    "--st-background-color": "@ground",
    "--st-text-color": "@text",
    "--st-primary-color": "@line-0",
    "--st-border-color": "@muted",
    "--muted": "@muted",
}
_PAGE: Final = """<!doctype html>
<html lang="en" data-theme="{mode}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:type" content="website">
{head}
</head>
<body>
{body}
</body>
</html>
"""


def page_frame(title: str, description: str, head: str, body: str, mode: str = "auto") -> str:
    """Frame a page; `mode` is light, dark, or as the reader's system has it (auto)."""
    words = {"title": html.escape(title), "description": html.escape(description)}
    return _PAGE.format(**words, head=head, body=body, mode=mode)


def page_style() -> str:
    """Give the style sheet of a page and of the figures on it."""
    light, dark = (_variables(mode) for mode in ("light", "dark"))
    colours = (
        f":root {{ color-scheme: light; {light} --st-button-radius: 0.5rem; }}\n"
        f':root[data-theme="dark"] {{ color-scheme: dark; {dark} }}\n'
        f'@media (prefers-color-scheme: dark) {{ :root[data-theme="auto"] {{ color-scheme: dark; {dark} }} }}\n'
    )
    return "\n".join((colours, (_HERE / "page.css").read_text("utf-8"), style("live.css")))


def _variables(mode: str) -> str:
    return " ".join(f"{name}: {theme.COLORS[mode][token]};" for name, token in _TOKENS.items())
