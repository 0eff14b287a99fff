"""What the pages use of Streamlit, where there is no server: a run writes down what is to be seen, as plain data.

A page runs from top to bottom after each thing that a visitor does, as in Streamlit, and draws its elements by the same
calls. They are written into a tree, which a script puts on the screen. Only what the pages use is here.
"""

from __future__ import annotations

from typing import Any

from . import column_config, components
from .blocks import Block
from .dialogs import dialog
from .navigation.page import Page
from .session import current, rerun, switch_page

__all__ = ["Page", "column_config", "components", "dialog", "rerun", "switch_page"]


def __getattr__(name: str) -> Any:
    """Give what belongs to the visit, or the call that draws an element where the page is at."""
    if name in ("session_state", "query_params", "context"):
        return getattr(current(), name)
    if not name.startswith("_") and hasattr(Block, name):
        return getattr(current().here, name)
    raise AttributeError(f"pages without a server have no streamlit.{name}")
