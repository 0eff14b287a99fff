"""The physics of learning-in-memory: rates, barriers, learning-rate schedules, energies.

Pure computation on NumPy. Energies come back in the unit of the `kT` passed in (1 by default: reduced units), rates in
the unit of `rate_max`. Functions take scalars or arrays, broadcast, and return float64; NaN in gives NaN out; a value
outside its domain raises `DomainError`, which names it.
"""

from limcore._version import __version__
from limcore.consolidation import Consolidation, consolidation
from limcore.constants import (
    BOLTZMANN,
    ELEMENTARY_CHARGE,
    ENERGY_UNITS,
    convert_energy,
    landauer_energy,
    thermal_energy,
)
from limcore.dissipation import freeze_energy, step_dissipation
from limcore.errors import DomainError
from limcore.kinetics import (
    Convention,
    barrier_for_retention,
    barrier_height,
    directional_barriers,
    directional_rates,
    equilibrium_rate,
    minimum_gradient_energy,
    retention_probability,
    retention_time,
    strict_minimum_gradient_energy,
    update_rate,
)
from limcore.learning import asymptotic_barrier, gradient_energy, learning_barrier, update_rate_law
from limcore.schedules import SCHEDULES, Schedule, make_schedule
from limcore.trajectory import Start, learning_trajectory, logarithmic_steps

__all__ = [
    "BOLTZMANN",
    "ELEMENTARY_CHARGE",
    "ENERGY_UNITS",
    "SCHEDULES",
    "Consolidation",
    "Convention",
    "DomainError",
    "Schedule",
    "Start",
    "__version__",
    "asymptotic_barrier",
    "barrier_for_retention",
    "barrier_height",
    "consolidation",
    "convert_energy",
    "directional_barriers",
    "directional_rates",
    "equilibrium_rate",
    "freeze_energy",
    "gradient_energy",
    "landauer_energy",
    "learning_barrier",
    "learning_trajectory",
    "logarithmic_steps",
    "make_schedule",
    "minimum_gradient_energy",
    "retention_probability",
    "retention_time",
    "step_dissipation",
    "strict_minimum_gradient_energy",
    "thermal_energy",
    "update_rate",
    "update_rate_law",
]
