"""What the app is called where it is installed: `performance_walls` makes its packages known, and gives its figures.

A package named `dashboard` at the top of site-packages could be anybody's, and would be overwritten by theirs. So a
wheel has it within this one, whose folder comes first on the path of those who import it, and of nobody else. In a
clone it stays where it lies.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any, Final

__all__ = ["FIGURES", "HOME", "main"]

_HERE: Final = Path(__file__).resolve().parent
_NEEDED: Final = ("click", "streamlit", "plotly", "jinja2")
_WITHOUT_APP: Final = """\
performance-walls needs the app, and only limcore is installed: pip install "performance-walls[app]"."""

HOME: Final = _HERE if (_HERE / "dashboard").is_dir() else _HERE.parents[1]
"""The folder that has the package `dashboard`."""


def _make_known() -> None:
    """Put our packages first; say so if another package of the same name was there before."""
    if str(HOME) not in sys.path[:1]:
        sys.path.insert(0, str(HOME))
    known = getattr(sys.modules.get("dashboard"), "__file__", None)
    if known and Path(known).resolve().parent != HOME / "dashboard":
        raise ImportError(f"another 'dashboard' is imported already, {known}: import performance_walls before it")


def __getattr__(name: str) -> Any:
    """Give the figures by their names, `FIGURES`, which are loaded when they are asked for."""
    if name == "FIGURES":
        from dashboard.figures import FIGURES

        return FIGURES
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main() -> None:
    """Run the command `performance-walls`."""
    if not all(map(importlib.util.find_spec, _NEEDED)):
        sys.exit(_WITHOUT_APP)
    from dashboard.command.main import cli

    cli(prog_name="performance-walls")


_make_known()
