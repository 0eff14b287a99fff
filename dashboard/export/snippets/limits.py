"""Script for what haste costs: hops and heat of each net update, and two bounds on it."""

from __future__ import annotations

from dashboard.export.snippets.parts import (
    FOLLOW,
    TABLE,
    arguments,
    call,
    frame,
    loop,
    run_names,
    schedules,
    variables,
)
from dashboard.figures.runs import chosen_slots
from dashboard.parameters import Values

__all__ = ["speed"]


def speed(values: Values) -> list[str]:
    """Compute hops and heat for each net update: over all drives, and along the run."""
    chosen = bool(chosen_slots(values))
    return [
        *(variables(values, "squared_gradient", "steps") if chosen else []),
        *([schedules(values, run_names(values))] if chosen else []),
        "",
        _function(),
        "",
        "",
        "# Drives in kT: R/R⁰ follows from them, whatever the barrier.",
        "drives = np.unique(np.concatenate([np.geomspace(1e-14, 0.1, 53), np.linspace(0.1, 12.0, 120)]))",
        'parts = [of_net_updates("two wells (Eq. 3)", np.nan, drives)]',
        *(_run(values) if chosen else []),
        "",
        TABLE,
    ]


def _function() -> str:
    columns = {
        "series": "series",
        "n": "n",
        "net_share": "limcore.update_rate(0.0, drive)",
        "crossings": "limcore.net_update_crossings(drive)",
        "heat_kT": "drive",
        "tight_bound_kT": "limcore.least_heat(net, backward) / net",
        "speed_limit_kT": "limcore.speed_limit_heat(net, backward) / net",
    }
    return loop(
        "def of_net_updates(series, n, drive)",
        "backward = limcore.directional_rates(0.0, drive)[1]",
        "net = 2.0 * limcore.update_rate(0.0, drive)",
        f"return {frame(columns)}",
    )


def _run(values: Values) -> list[str]:
    given = ["schedule(n - 1.0)", *arguments(values, "squared_gradient")]
    return [
        "n = limcore.logarithmic_steps(steps, 74)",
        loop(
            FOLLOW,
            f"drive = {call('limcore.gradient_energy', given)}",
            "lasting = drive > 1e-300  # below, hops lead nowhere",
            "parts.append(of_net_updates(series, n[lasting], drive[lasting]))",
        ),
    ]
