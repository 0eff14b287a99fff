"""All parameters by key: whatever the modules of this package list, so that a page brings its own in one module."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Final

import dashboard.parameters as package
from dashboard.parameters.kinds import Parameter

__all__ = ["PARAMETERS"]


def _listed() -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name == __name__.rpartition(".")[2]:
            continue
        for one in getattr(import_module(f"{package.__name__}.{module.name}"), "PARAMETERS", ()):
            if one.key in found:
                raise ValueError(f"two parameters have the key {one.key}")
            found[one.key] = one
    return found


PARAMETERS: Final = _listed()
