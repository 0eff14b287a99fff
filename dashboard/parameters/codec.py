"""From the query of an address to values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.parameters.kinds import InvalidParameter, Values
from dashboard.parameters.registry import PARAMETERS as REGISTRY

__all__ = ["decode", "defaults", "encode"]


def defaults(keys: tuple[str, ...]) -> Values:
    """Give the default value of each of these parameters."""
    return {key: REGISTRY[key].default for key in keys}


def decode(query: Mapping[str, str], keys: tuple[str, ...]) -> tuple[Values, list[InvalidParameter]]:
    """Read the values of these parameters from a query, and what was wrong with it.

    A missing key has its default, and so has one whose text is not allowed; keys that are not asked for are passed
    over.
    """
    values, errors = defaults(keys), []
    for key in keys:
        if key in query:
            try:
                values[key] = REGISTRY[key].parse(query[key])
            except InvalidParameter as error:
                errors.append(error)
    return values, errors


def encode(values: Mapping[str, Any], *, base: Values | None = None, complete: bool = False) -> dict[str, str]:
    """Write values as a query: those that differ from their default (or from `base`), or all of them."""
    start = base or {}
    return {
        key: REGISTRY[key].format(value)
        for key, value in values.items()
        if complete or value != start.get(key, REGISTRY[key].default)
    }
