"""The style sheet of a page without the app, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dashboard import theme
from dashboard.fonts import font_faces
from dashboard.live.assets import style

__all__ = ["page_style"]

_HERE: Final = Path(__file__).parent
_TOKENS: Final = {
    "--st-background-color": "@ground",
    "--st-text-color": "@text",
    "--st-primary-color": "@line-0",
    "--st-border-color": "@muted",
    "--muted": "@muted",
}


def page_style(letters: str = "sans") -> str:
    """Give the style sheet of a page and of the figures on it, with the fonts it takes."""
    light, dark = (_variables(mode) for mode in ("light", "dark"))
    colours = (
        f":root {{ color-scheme: light; {light} --st-button-radius: 0.5rem; }}\n"
        f':root[data-theme="dark"] {{ color-scheme: dark; {dark} }}\n'
        f'@media (prefers-color-scheme: dark) {{ :root[data-theme="auto"] {{ color-scheme: dark; {dark} }} }}\n'
    )
    faces = font_faces(*dict.fromkeys(("sans", letters)), bold=True)
    return "\n".join((faces, colours, (_HERE / "page.css").read_text("utf-8"), style("live.css")))


def _variables(mode: str) -> str:
    return " ".join(f"{name}: {theme.COLORS[mode][token]};" for name, token in _TOKENS.items())
