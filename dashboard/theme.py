"""How figures look: one palette, safe for colour-blind readers, in a light, a dark and a grey form.

A drawing names colours by token ("@text", "@line-2"), so that one drawing serves both themes: here the tokens become
colours for Python, exports and routes, and the live figure does the same in the browser.
"""

from __future__ import annotations

import re
from typing import Any, Final

from dashboard.fonts import FAMILIES

__all__ = ["COLORS", "HIGH_CONTRAST", "MODES", "line", "resolve", "template"]

MODES: Final = ("light", "dark", "grey")

# Lines: Okabe and Ito, "Color Universal Design" (2008); on the dark ground their dark members are lightened.
COLORS: Final[dict[str, dict[str, str]]] = {
    "light": {
        "@text": "#1B2733",
        "@muted": "#5A6875",
        "@grid": "#E1E6EB",
        "@ground": "#FFFFFF",
        "@clear": "rgba(255,255,255,0)",
        "@veil": "rgba(255,255,255,0.82)",
        "@infeasible": "rgba(120,130,140,0.16)",
        "@infeasible-surface": "#B4BCC4",
        "@reference": "#7A4A9E",
        "@gap": "rgba(122,74,158,0.12)",
        "@gap-veil": "rgba(239,233,243,0.85)",
        "@fill-0": "rgba(0,114,178,0.45)",
        "@fill-1": "rgba(213,94,0,0.3)",
        "@line-0": "#0072B2",
        "@line-1": "#D55E00",
        "@line-2": "#009E73",
        "@line-3": "#CC79A7",
        "@line-4": "#B8860B",
        "@line-5": "#3A9BD5",
        "@pin-A": "#007A59",
        "@pin-B": "#B0508A",
        "@pin-C": "#8A6508",
    },
    "dark": {
        "@text": "#E6EAEE",
        "@muted": "#A3AFBA",
        "@grid": "#2B3640",
        "@ground": "#11161C",
        "@clear": "rgba(17,22,28,0)",
        "@veil": "rgba(17,22,28,0.78)",
        "@infeasible": "rgba(160,172,184,0.16)",
        "@infeasible-surface": "#4A545E",
        "@reference": "#C9A3E6",
        "@gap": "rgba(201,163,230,0.16)",
        "@gap-veil": "rgba(46,45,60,0.85)",
        "@fill-0": "rgba(86,180,233,0.45)",
        "@fill-1": "rgba(255,143,74,0.3)",
        "@line-0": "#56B4E9",
        "@line-1": "#FF8F4A",
        "@line-2": "#2BC79A",
        "@line-3": "#E59AC4",
        "@line-4": "#F0C94A",
        "@line-5": "#8CCBFF",
        "@pin-A": "#2BC79A",
        "@pin-B": "#E59AC4",
        "@pin-C": "#F0C94A",
    },
    # For print without colour: lines differ in lightness and, in print, in their dashes.
    "grey": {
        "@text": "#000000",
        "@muted": "#4D4D4D",
        "@grid": "#E6E6E6",
        "@ground": "#FFFFFF",
        "@clear": "rgba(255,255,255,0)",
        "@veil": "rgba(255,255,255,0.82)",
        "@infeasible": "rgba(130,130,130,0.16)",
        "@infeasible-surface": "#FFFFFF",
        "@reference": "#595959",
        "@gap": "rgba(90,90,90,0.14)",
        "@gap-veil": "rgba(232,232,232,0.85)",
        "@fill-0": "rgba(60,60,60,0.45)",
        "@fill-1": "rgba(150,150,150,0.35)",
        "@line-0": "#000000",
        "@line-1": "#525252",
        "@line-2": "#2B2B2B",
        "@line-3": "#7A7A7A",
        "@line-4": "#3D3D3D",
        "@line-5": "#666666",
        "@pin-A": "#3D3D3D",
        "@pin-B": "#666666",
        "@pin-C": "#7A7A7A",
    },
}

HIGH_CONTRAST: Final[dict[str, dict[str, str]]] = {
    "light": COLORS["light"] | {"@text": "#000000", "@muted": "#333C45", "@grid": "#C4CCD4", "@line-4": "#7D5B00"},
    "dark": COLORS["dark"] | {"@text": "#FFFFFF", "@muted": "#D5DCE2", "@grid": "#46525E"},
}
"""The same for a projector."""

_LINES: Final = sum(name.startswith("@line-") for name in COLORS["light"])
_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def line(index: int) -> str:
    """Give the colour token of the index-th line; colours come round again after the last."""
    return f"@line-{index % _LINES}"


def resolve(drawing: Any, mode: str) -> Any:
    """Give a copy of a drawing with its colour tokens replaced by the colours of a theme."""
    colors = COLORS[mode]
    if isinstance(drawing, dict):
        return {key: resolve(value, mode) for key, value in drawing.items()}
    if isinstance(drawing, list):
        return [resolve(value, mode) for value in drawing]
    if not isinstance(drawing, str):
        return drawing
    if mode == "grey" and _COLOR.fullmatch(drawing):
        return _grey(drawing)
    return colors.get(drawing, drawing)


def _grey(color: str) -> str:
    """Give the grey that is as light as a colour (Rec. 709)."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


def template(letters: str = "sans") -> dict[str, Any]:
    """Give the Plotly template that every figure shares; its colours are tokens, its letters with serifs or without."""
    family = FAMILIES[letters]
    axis = {
        "gridcolor": "@grid",
        "linecolor": "@muted",
        "zeroline": False,
        "showline": True,
        "ticks": "outside",
        "tickcolor": "@muted",
        "ticklen": 5,
        "exponentformat": "power",
        "automargin": True,
        "title": {"font": {"size": 16}, "standoff": 10},
        "tickfont": {"size": 14},
    }
    scene_axis = {
        "gridcolor": "@grid",
        "zeroline": False,
        "showbackground": False,
        "exponentformat": "power",
        "color": "@text",
        "title": {"font": {"size": 15}},
        "tickfont": {"size": 12},
    }
    hover = {"font": {"family": family, "size": 14, "color": "@text"}, "bgcolor": "@ground"}
    return {
        "layout": {
            "font": {"family": family, "size": 14, "color": "@text"},
            "paper_bgcolor": "@ground",
            "plot_bgcolor": "@ground",
            "xaxis": axis,
            "yaxis": axis,
            "scene": {"xaxis": scene_axis, "yaxis": scene_axis, "zaxis": scene_axis},
            "hoverlabel": hover | {"bordercolor": "@muted", "align": "left"},
            "legend": {"bgcolor": "@veil", "font": {"size": 14}},
            "modebar": {"bgcolor": "@clear", "color": "@muted", "activecolor": "@text"},
            "margin": {"l": 64, "r": 16, "t": 16, "b": 56},
        }
    }
