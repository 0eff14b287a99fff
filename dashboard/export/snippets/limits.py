"""Script for what haste costs: hops and heat of each net update, and two bounds on it."""

from __future__ import annotations

from dashboard.export.snippets.parts import (
    FOLLOW,
    SERIES,
    arguments,
    call,
    loop,
    run_names,
    schedules,
    variables,
)
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.parameters import Values

__all__ = ["speed"]


def speed(values: Values) -> list[str]:
    """Compute hops and heat for each net update: over all drives, and along the run."""
    chosen = bool(chosen_slots(values))
    spread = "np.unique(np.concatenate([np.geomspace(1e-14, 0.1, 53), np.linspace(0.1, 12.0, 120)]))"
    return [
        *(variables(values, "squared_gradient", "steps") if chosen else []),
        *([schedules(values, run_names(values))] if chosen else []),
        "",
        "# Drives in kT: R/R⁰ follows from them, whatever the barrier.",
        f"drives = {spread}",
        'parts = {"two wells (Eq. 3)": limcore.net_update_table(drives)}',
        *(_run(values) if chosen else []),
        f"table = {SERIES}",
    ]


def _run(values: Values) -> list[str]:
    given = ["schedule(n - 1.0)", *arguments(values, "squared_gradient")]
    return [
        "n = limcore.logarithmic_steps(steps, 74)",
        loop(
            FOLLOW,
            f"drive = {call('limcore.gradient_energy', given)}",
            "lasting = drive > 1e-300  # below, hops lead nowhere",
            "parts[series] = limcore.net_update_table(drive[lasting]).assign(n=n[lasting])",
        ),
    ]
