"""What a person's own run comes to, in words."""

from __future__ import annotations

import math

import limcore
from dashboard.figures.logged import Logged
from dashboard.figures.logged_energy import joules, measured_joules
from dashboard.wording import count, duration, number

__all__ = ["readings_of", "remarks_on"]


def readings_of(run: Logged) -> dict[str, str]:
    """Give what a run comes to, by name."""
    values = run.values
    found, totals = run.consolidation, run.totals(joules(values))
    static = totals.static(values["static_barrier"] * joules(values), values["bits"])
    held = limcore.retention_time(max(found.last_barrier, 0.0), rate_max=values["R_max"])
    measured = measured_joules(values)
    reached = f"step {count(found.reached_at)}" if found.reached else "not in this log"
    return {
        "Ceiling of the barrier at the end"
        if run.is_ceiling
        else "Barrier at the end": f"{number(found.last_barrier)} kT",
        "It holds on average for": duration(float(held)),
        f"Needed for {run.target_words}": f"{number(run.target)} kT",
        "… is reached at": reached,
        "… or by a final freeze of": f"{number(found.freeze)} kT",
        "Wall-clock on these memories": duration(totals.time_s),
        "Floor: the drive alone": f"{number(totals.floor, 3)} J",
        "Dissipated, the paper’s account": f"{number(totals.dissipation, 3)} J",
        "Static memories": f"{number(static, 3)} J",
        "Landauer’s limit for as many updates": f"{number(totals.landauer, 3)} J",
        "Measured": f"{number(measured, 3)} J" if measured else "not given",
        "… for each update of a weight": f"{number(measured / totals.updates, 3)} J"
        if measured and totals.updates
        else "—",
    }


def remarks_on(run: Logged) -> list[str]:
    """Say what has to be known of the numbers."""
    values, found = run.values, run.consolidation
    said: list[str] = []
    if found.not_lasting:
        said.append(
            f"Before the peak of the learning rate it was high enough at step {count(found.not_lasting[0])}, "
            "which did not last."
        )
    if found.lost_at:
        listed = ", ".join(count(place) for place in found.lost_at[:5])
        said.append(f"After it was reached, it was lost again at step {listed}.")
    if zero := int((run.log.learning_rate == 0).sum()):
        said.append(_at_rate_zero(zero))
    if values["reading"] == "net_hop" and (run.path["barrier_height"][run.path["made"]] < 0).any():
        said.append("A barrier below 0 with one net hop each step: the device cannot keep up with this run.")
    work = limcore.work_per_nat(run.log, clipped_at=run.reading["clipped_at"])
    if values["optimizer"] == "sgd" and math.isfinite(work):
        said.append(_check(work))
    if run.log.gradient_norm is None:
        said.append("There are no gradient norms: the drive is taken from the loss, and is a lower bound.")
    return said


def _at_rate_zero(rows: int) -> str:
    """Say what a learning rate of 0 means."""
    which = "One row has" if rows == 1 else f"{rows:,} rows have"
    return f"{which} a learning rate of 0: at rate 0 a step never ends, and no update is made there."


def _check(work: float) -> str:
    """Say what the work for each nat tells of a run with plain SGD."""
    said = f"Check: c = Σ ηG² Δs / (L₀ − L_N) = {work:.3g}, the work for each useful nat."
    if work < 0.5:
        return f"{said} Below 0.5, the optimiser, the units or the norms are not what they are taken for."
    return f"{said} It is 1.2 to 1.3 for full batches, and 5 to 8 for batches of 64: the rest is noise."
