"""The pages by name, in their order: whatever the modules of this package describe as their `PAGE`."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Final

from dashboard.catalogue.page import TABLE, Page, View

__all__ = ["PAGES", "TABLE", "Page", "View", "place_of"]


def _described() -> dict[str, Page]:
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    pages = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return {page.name: page for page in sorted(pages, key=lambda page: page.place)}


PAGES: Final = _described()


def place_of(figure: str) -> tuple[Page, str]:
    """Find the page that shows a figure, and the view that does; the view is empty if it is the first of its page."""
    for page in PAGES.values():
        for view in page.views:
            if view.figure == figure:
                return page, "" if view is page.views[0] else view.name
    raise KeyError(figure)
