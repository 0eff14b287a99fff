"""Numbers of lessons about a training run that was logged."""

from __future__ import annotations

import numpy as np

from dashboard.figures.logged import Logged
from dashboard.figures.logged_energy import joules
from dashboard.parameters import PARAMETERS, Values

__all__ = ["logged_run", "peak_barrier", "saved_by_run", "warm_up"]


def logged_run(values: Values) -> Logged:
    """Give the run of a step; what its figure has not, is as it is by default."""
    keys = ("retention", "failure", "bits", "static_barrier", "kT")
    return Logged({key: PARAMETERS[key].default for key in keys} | values, 1, values["run_1"])


def peak_barrier(values: Values) -> float:
    """Give the barrier where the learning rate is highest."""
    path = logged_run(values).path
    return float(path["barrier_height"][int(np.argmax(path["learning_rate"]))])


def warm_up(values: Values) -> str:
    """Say what the barrier does until the learning rate is highest."""
    first, peak = logged_run(values).first_barrier, peak_barrier(values)
    return "same" if first == peak else ("falls" if peak < first else "rises")


def saved_by_run(values: Values) -> float:
    """Give how many times as much static memories dissipate."""
    run = logged_run(values)
    kT, bits = joules(run.values), run.values["bits"]
    totals = run.totals(kT)
    return totals.static(run.values["static_barrier"] * kT, bits) / totals.dissipation
