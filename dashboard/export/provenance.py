"""Where a figure comes from: what it is, its parameters, the version that computed it, the link that reopens it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

import limcore
from dashboard.catalogue import place_of
from dashboard.figures import Figure
from dashboard.figures.chosen_schedules import in_use
from dashboard.parameters import PARAMETERS, Values, encode

__all__ = ["LOCAL_APP", "Provenance", "page_query", "provenance", "view_link"]

LOCAL_APP: Final = "http://localhost:8501"
"""Where the app answers when it is started on one's own machine."""

_NOT_IN_ADDRESSES: Final = re.compile(r"[\ud800-\udfff\s\x00-\x1f\"'<>\\`,;]")
_BEFORE_SIGNS: Final = re.compile(r"[,;](?=[+-])")  # where a spreadsheet would see a formula begin


@dataclass(frozen=True)
class Provenance:
    """Where a figure comes from."""

    about: dict[str, str]
    """Title, figure, equation, source, version of limcore, link."""
    parameters: dict[str, str]
    """The parameters in use, as text that an address takes."""
    units: dict[str, str]
    """The units of those that have one."""


def view_link(figure: Figure, values: Values, base: str) -> str:
    """Give the address that reopens this view; it leaves out what stands at its default."""
    query = page_query(figure, values)
    root = _NOT_IN_ADDRESSES.sub(_percent, base.rstrip("/"))
    page, _ = place_of(figure.name)
    return f"{root}/{page.name}" + (f"?{query}" if query else "")


def page_query(figure: Figure, values: Values) -> str:
    """Give the query under which its page shows this view."""
    _, view = place_of(figure.name)
    query = urlencode(encode(values) | ({"view": view} if view else {}), safe=",:;")
    return _BEFORE_SIGNS.sub(_percent, query)


def _percent(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="surrogateescape")


def provenance(figure: Figure, values: Values, base: str, keys: Sequence[str] | None = None) -> Provenance:
    """Say where a figure comes from, given the address of the app, and the parameters to tell if not those in use."""
    used = {key: values[key] for key in (in_use(values) if keys is None else keys)}
    return Provenance(
        about={
            "title": figure.title,
            "figure": figure.name,
            "equation": figure.equation_at(values),
            "source": figure.source,
            "limcore": limcore.__version__,
            "link": view_link(figure, values, base),
        },
        parameters=encode(used, complete=True),
        units={key: PARAMETERS[key].unit for key in used if PARAMETERS[key].unit},
    )
