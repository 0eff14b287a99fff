"""The unit of energies on a page, and the kT against which its axes are laid out."""

from __future__ import annotations

from typing import Final

import limcore

__all__ = ["HEADROOM", "energy_in", "reference_energy"]

HEADROOM: Final = 1.7
"""In meV and J: room on the axis of barriers for the curves to rise from 300 K to 500 K."""

_REFERENCE_TEMPERATURES: Final = (5.0, 30.0, 100.0, 300.0, 1000.0)


def energy_in(unit: str, milli_electron_volt: float) -> float:
    """Give a thermal energy in a unit; in units of kT it is 1."""
    return 1.0 if unit == "kT" else float(limcore.convert_energy(milli_electron_volt, "meV", unit))


def reference_energy(unit: str, kT: float) -> float:
    """Give kT at a round temperature near the chosen one, against which the axes are laid out.

    The axes stay put while the temperature moves the curves, and follow only in a few coarse steps.
    """
    if unit == "kT":
        return 1.0
    limits = [float(limcore.thermal_energy(t) / limcore.ENERGY_UNITS[unit]) for t in _REFERENCE_TEMPERATURES]
    room = limits[3]
    fitting = [limit for limit in limits if kT <= limit * (1 + 1e-4)]
    return room if room < kT <= HEADROOM * room else min(fitting, default=kT)
