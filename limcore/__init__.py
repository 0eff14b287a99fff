"""The physics of learning-in-memory: rates, barriers, learning-rate schedules, energies.

Pure computation on NumPy. Energies come back in the unit of the `kT` passed in (1 by default: reduced units), rates in
the unit of `rate_max`. Functions take scalars or arrays, broadcast, and return float64; NaN in, or what is masked,
gives NaN out. Whatever else is passed, the result is a right number or a `DomainError`, which says in one sentence
what is wrong: `limcore.errors` tells what is accepted. Tables come as DataFrames, or as arrays by the names of their
columns, which takes no pandas: `learning_trajectory` and `learning_columns`, and so on.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from limcore._version import __version__
from limcore.barriers import barrier_height, directional_barriers
from limcore.bounds import erasure_work, least_heat, speed_limit_heat
from limcore.consolidation import Consolidation, consolidation
from limcore.constant_barrier import constant_barrier_columns, constant_barrier_trajectory
from limcore.constants import (
    BOLTZMANN,
    ELEMENTARY_CHARGE,
    ENERGY_UNITS,
    YEAR,
    convert_energy,
    landauer_energy,
    thermal_energy,
)
from limcore.course import Start
from limcore.crossings import net_update_crossings
from limcore.dissipation import freeze_energy, net_update_heat, step_dissipation
from limcore.errors import DomainError
from limcore.extremes import update_energies
from limcore.grid import barrier_columns, barrier_table
from limcore.kinetics import Convention, directional_rates, equilibrium_rate, update_rate
from limcore.kramers import compensated_barrier, compensated_rate, kramers_rate, periodic_rate
from limcore.learning import asymptotic_barrier, learning_barrier
from limcore.net_updates import net_update_columns, net_update_table
from limcore.pace import attainable_update_rate, updates_made
from limcore.population import population_columns, population_trajectory
from limcore.remembering import retention_columns, retention_trajectory
from limcore.retention import Failure, barrier_for_retention, retention_probability, retention_time
from limcore.schedules import SCHEDULES, Schedule, make_schedule
from limcore.spectrum import (
    CATEGORIES,
    OPERATIONS,
    hardware_columns,
    hardware_energy,
    hardware_table,
    landauer_multiple,
)
from limcore.steps import logarithmic_steps
from limcore.stochastic import hop_columns, hops, occupation, simulate_population
from limcore.trajectory import (
    Accounts,
    dissipation_columns,
    dissipation_trajectory,
    learning_columns,
    learning_trajectory,
)
from limcore.update_law import gradient_energy, update_rate_law
from limcore.update_wall import minimum_gradient_energy, strict_minimum_gradient_energy
from limcore.wells import chain_potential, well_potential

if TYPE_CHECKING:
    from limcore.exports import Export, ExportError, read_export
    from limcore.fitting import ScheduleFit, fit_schedule
    from limcore.lifetimes import (
        MEMORIES,
        history_columns,
        lifetime_columns,
        memory_frontier,
        memory_history,
        memory_lifetime,
        retrieval_time,
        simulate_lifetime,
    )
    from limcore.logged_consolidation import RunConsolidation, run_consolidation
    from limcore.logged_drive import Optimizer, run_drive, work_per_nat
    from limcore.logged_run import Reading, RunTotals, run_columns, run_totals
    from limcore.logs import LogError, MeasuredEnergy, TrainingLog, read_measured_energy, read_training_log
    from limcore.profile import Profile, log_profile, profile_columns, schedule_profile
    from limcore.projection import project_training, projection_columns, updates_for_energy
    from limcore.substrates import BRAIN_SCALE, SUBSTRATES, PublishedProjection, Substrate
    from limcore.training import (
        TASKS,
        MemoryTraining,
        Task,
        TwoTasks,
        forced_write_energy,
        make_task,
        train_in_memory,
        train_two_tasks,
    )
    from limcore.trainings import training_compute, training_run_columns, training_runs

__all__ = [
    "BOLTZMANN",
    "BRAIN_SCALE",
    "CATEGORIES",
    "ELEMENTARY_CHARGE",
    "ENERGY_UNITS",
    "MEMORIES",
    "OPERATIONS",
    "SCHEDULES",
    "SUBSTRATES",
    "TASKS",
    "YEAR",
    "Accounts",
    "Consolidation",
    "Convention",
    "DomainError",
    "Export",
    "ExportError",
    "Failure",
    "LogError",
    "MeasuredEnergy",
    "MemoryTraining",
    "Optimizer",
    "Profile",
    "PublishedProjection",
    "Reading",
    "RunConsolidation",
    "RunTotals",
    "Schedule",
    "ScheduleFit",
    "Start",
    "Substrate",
    "Task",
    "TrainingLog",
    "TwoTasks",
    "__version__",
    "asymptotic_barrier",
    "attainable_update_rate",
    "barrier_columns",
    "barrier_for_retention",
    "barrier_height",
    "barrier_table",
    "chain_potential",
    "compensated_barrier",
    "compensated_rate",
    "consolidation",
    "constant_barrier_columns",
    "constant_barrier_trajectory",
    "convert_energy",
    "directional_barriers",
    "directional_rates",
    "dissipation_columns",
    "dissipation_trajectory",
    "equilibrium_rate",
    "erasure_work",
    "fit_schedule",
    "forced_write_energy",
    "freeze_energy",
    "gradient_energy",
    "hardware_columns",
    "hardware_energy",
    "hardware_table",
    "history_columns",
    "hop_columns",
    "hops",
    "kramers_rate",
    "landauer_energy",
    "landauer_multiple",
    "learning_barrier",
    "learning_columns",
    "learning_trajectory",
    "least_heat",
    "lifetime_columns",
    "log_profile",
    "logarithmic_steps",
    "make_schedule",
    "make_task",
    "memory_frontier",
    "memory_history",
    "memory_lifetime",
    "minimum_gradient_energy",
    "net_update_columns",
    "net_update_crossings",
    "net_update_heat",
    "net_update_table",
    "occupation",
    "periodic_rate",
    "population_columns",
    "population_trajectory",
    "profile_columns",
    "project_training",
    "projection_columns",
    "read_export",
    "read_measured_energy",
    "read_training_log",
    "retention_columns",
    "retention_probability",
    "retention_time",
    "retention_trajectory",
    "retrieval_time",
    "run_columns",
    "run_consolidation",
    "run_drive",
    "run_totals",
    "schedule_profile",
    "simulate_lifetime",
    "simulate_population",
    "speed_limit_heat",
    "step_dissipation",
    "strict_minimum_gradient_energy",
    "thermal_energy",
    "train_in_memory",
    "train_two_tasks",
    "training_compute",
    "training_run_columns",
    "training_runs",
    "update_energies",
    "update_rate",
    "update_rate_law",
    "updates_for_energy",
    "updates_made",
    "well_potential",
    "work_per_nat",
]

# What reads files, trains or projects is loaded when it is first asked for: most who import limcore never do.
_LATER: Final = {
    "exports": ("Export", "ExportError", "read_export"),
    "fitting": ("ScheduleFit", "fit_schedule"),
    "lifetimes": (
        "MEMORIES",
        "history_columns",
        "lifetime_columns",
        "memory_frontier",
        "memory_history",
        "memory_lifetime",
        "retrieval_time",
        "simulate_lifetime",
    ),
    "logged_consolidation": ("RunConsolidation", "run_consolidation"),
    "logged_drive": ("Optimizer", "run_drive", "work_per_nat"),
    "logged_run": ("Reading", "RunTotals", "run_columns", "run_totals"),
    "logs": ("LogError", "MeasuredEnergy", "TrainingLog", "read_measured_energy", "read_training_log"),
    "profile": ("Profile", "log_profile", "profile_columns", "schedule_profile"),
    "projection": ("project_training", "projection_columns", "updates_for_energy"),
    "substrates": ("BRAIN_SCALE", "SUBSTRATES", "PublishedProjection", "Substrate"),
    "training": (
        "TASKS",
        "MemoryTraining",
        "Task",
        "TwoTasks",
        "forced_write_energy",
        "make_task",
        "train_in_memory",
        "train_two_tasks",
    ),
    "trainings": ("training_compute", "training_run_columns", "training_runs"),
}
_HOMES: Final = {name: module for module, names in _LATER.items() for name in names}

if not TYPE_CHECKING:  # which would take any name for one of ours

    def __getattr__(name: str) -> Any:
        """Load a module, or the one that a name comes from."""
        if name in _LATER:
            return import_module(f"{__name__}.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return value


def __dir__() -> list[str]:
    """List what there is, loaded or not."""
    return sorted({*globals(), *_LATER, *_HOMES})
