"""Plotly's own script, with the kinds of traces that are drawn here; .ci/plotly makes it."""

from __future__ import annotations

import functools
from typing import Final

from dashboard.places import ASSETS

__all__ = ["PLOTLY_FILE", "keep_plotly_script", "plotly_script"]

PLOTLY_FILE: Final = ASSETS / "plotly" / "plotly.min.js"


@functools.cache
def plotly_script() -> str:
    """Give the script, as a page has it inside or names it."""
    return PLOTLY_FILE.read_text("utf-8")


def keep_plotly_script(script: str) -> None:
    """Keep the script where it is looked for: in a browser it is not there before a page gives it."""
    PLOTLY_FILE.parent.mkdir(exist_ok=True)
    PLOTLY_FILE.write_text(script, "utf-8")
