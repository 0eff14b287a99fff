"""The parameters of the spectrum page."""

from __future__ import annotations

from typing import Final

import limcore
from dashboard.parameters.kinds import Choice, Parameter, Several
from dashboard.parameters.written import OwnPoint

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Several(
        key="categories",
        label="Show",
        options=dict(limcore.CATEGORIES),
        help="Nothing chosen shows all.",
    ),
    Choice(
        key="rows",
        label="Entries",
        default="main",
        options={"main": "the main ones", "all": "all"},
    ),
    Choice(
        key="per",
        label="Energy of",
        default="operation",
        options={"operation": "one operation", "bit": "one bit of it"},
        help="An operation on 32 bits does more than one on a single bit. Entries whose source does not say on how "
        "many bits an operation works are left out of the second.",
    ),
    Choice(
        key="spectrum_axis",
        label="Arranged by",
        default="kind",
        options={"kind": "kind, as in Fig. 4", "year": "year"},
    ),
    OwnPoint(
        key="own_point",
        placeholder="my chip: 2e-15",
        label="Your own point",
        unit="J",
        minimum=1e-24,
        maximum=1.0,
        help="A name and an energy in J, such as 'my chip: 2e-15'. It is part of the link.",
    ),
)
