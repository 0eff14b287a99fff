"""How pictures are drawn on every page: which view, the unit of energies, and what is called the barrier."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Name, Parameter

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Name(key="view", label="View", default="curves"),
    Choice(
        key="walls",
        label="Walls",
        default="today",
        options={"today": "Today", "learning": "With learning-in-memory"},
    ),
    Choice(
        key="unit",
        label="Energies in",
        default="kT",
        options={"kT": "kT", "meV": "meV", "J": "J"},
        help="In kT the picture is the same at every temperature; in meV or J it scales.",
    ),
    Choice(
        key="convention",
        label="Barrier convention",
        default="mean_rate",
        options={
            "mean_rate": "mean rate (the paper)",
            "symmetric_tilt": "symmetric tilt (Butler–Volmer)",
        },
        help="E⁰ as the barrier of the mean rate, which no drive changes, or as the mean of the two barriers, over "
        "which a drive quickens the hops. The second is higher by kT ln cosh(ΔE/2kT), little for a weak drive.",
    ),
)
