"""The promise of limcore: a right number or one sentence, whatever stands in the place of a parameter.

Each public function is called with each odd value in the place of each parameter, and with numbers from all over the
range of doubles in the places of the others. Nothing but `DomainError` may come out, no warning, and no NaN where none
went in, but where a result is open.
"""

import datetime
import decimal
import fractions
import inspect
import itertools
import pickle
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import limcore

LONGEST = 300
TINY, HUGE = 5e-324, 1.7976931348623157e308
INVERSE = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)

positive = st.floats(0.0, HUGE, exclude_min=True)
not_negative = st.floats(0.0, HUGE)
signed = st.floats(-HUGE, HUGE)
fraction = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
share = st.floats(0.0, 1.0)
steps = st.floats(1.0, 1e300).map(np.rint)
few_steps = st.integers(1, 100_000)
conventions = st.sampled_from(["mean_rate", "symmetric_tilt"])
failures = st.sampled_from(get_args(limcore.Failure))
starts = st.sampled_from(["paper", "barrier_free"])
units = st.sampled_from([*limcore.ENERGY_UNITS, "kT"])
falling = st.one_of(  # schedules of ordinary parameters: a run has others to look after
    st.builds(lambda e: limcore.make_schedule("constant", initial=e), st.floats(1e-9, 10)),
    st.builds(lambda e, tau: limcore.make_schedule("inverse_time", initial=e, tau=tau), *[st.floats(1e-3, 1e3)] * 2),
    st.builds(lambda t: limcore.make_schedule("cosine", initial=1.0, total_steps=t), st.integers(1, 10_000)),
)
seeds = st.integers(0, 2**64)


@dataclass
class Call:
    """How a public callable is called."""

    function: Callable[..., Any]
    parameters: Mapping[str, tuple[Any, Any]]
    """For each parameter, a good value and a strategy for all of its domain."""
    open: Callable[..., bool] = field(default=lambda **_: False)
    """Whether arguments leave the result open: NaN is right."""
    examples: int = 60

    @property
    def good(self) -> dict[str, Any]:
        return {name: value for name, (value, _) in self.parameters.items()}


DEVICE = {"rate_max": (1e9, positive), "kT": (0.02585, positive)}
JUMPS = {"net_jumps": (3.0, not_negative), "backward_jumps": (2.0, not_negative), "kT": (1.0, positive)}
DRIVEN = {"barrier_height": (3.0, signed), "gradient_energy": (0.5, not_negative)}
TILT = {"convention": ("mean_rate", conventions)}
LAW = {"alpha": (0.5, fraction), "squared_gradient": (0.7, share)}
RUN = {
    "schedule": (INVERSE, falling),
    "steps": (1000, few_steps),
    **LAW,
    "kT": (1.0, positive),
    "start": ("paper", starts),
}
LISTED = {"points": (10, st.integers(2, 30)), **TILT}
FIRST = {"initial_learning_rate": (None, st.one_of(st.none(), positive))}
POPULATION = {
    "times": ([0.0, 0.5, 2.0], st.lists(not_negative, min_size=1, max_size=4).map(sorted)),
    **DRIVEN,
    **DEVICE,
    "initial": (0.0, share),
    **TILT,
}


def no_drive_or_rate(learning_rate=1.0, squared_gradient=1.0, initial_learning_rate=None, **_):
    """With neither a drive nor a rate, any barrier fits."""
    none = np.asarray(squared_gradient, dtype=float) == 0
    return bool(np.any(none)) and (initial_learning_rate is not None or bool(np.any(np.asarray(learning_rate) == 0)))


LEARNT_IN_NOISE = {
    "alpha": (0.5, share),
    "energy_scale": (1e4, positive),
    "elements": (16, st.integers(1, 10**6)),
    "first_share": (0.1, fraction),
    "rate_max": (1e3, positive),
    "hold_time": (1.0, positive),
    "steps": (5, st.integers(1, 20)),
    "seed": (1, seeds),
    "repeats": (None, st.sampled_from([None, 1, 3])),
    "points": (3, st.integers(2, 30)),
}
CALLS = {
    "make_task": Call(
        limcore.make_task, {"name": ("xor", st.sampled_from(limcore.TASKS)), "batch": (9, st.integers(1, 4096))}
    ),
    "forced_write_energy": Call(
        limcore.forced_write_energy,
        {"updates": (1000.0, not_negative), "bits": (16.0, positive), "barrier_height": (1e6, not_negative)},
    ),
    "train_in_memory": Call(
        limcore.train_in_memory,
        {
            "task": ("xor", st.sampled_from(limcore.TASKS)),
            "schedule": (INVERSE, falling),
            "memory": ("population", st.sampled_from(["population", "ladder"])),
            **LEARNT_IN_NOISE,
            "first_step": (0.1, positive),
            "headroom": (1.0, not_negative),
            "keep_weights": (False, st.booleans()),
        },
    ),
    "train_two_tasks": Call(
        limcore.train_two_tasks,
        {
            "first": ("xor", st.sampled_from(limcore.TASKS)),
            "second": ("moons", st.sampled_from(limcore.TASKS)),
            "schedule": (INVERSE, falling),
            "protection": ("elastic", st.sampled_from(["none", "elastic", "barriers"])),
            "strength": (10.0, not_negative),
            **LEARNT_IN_NOISE,
        },
    ),
    "thermal_energy": Call(limcore.thermal_energy, {"temperature": (300.0, positive)}),
    "landauer_energy": Call(limcore.landauer_energy, {"kT": (1.0, positive), "bits": (8, not_negative)}),
    "convert_energy": Call(
        limcore.convert_energy,
        {"value": (1.0, signed), "from_unit": ("J", units), "to_unit": ("kT", units), "temperature": (300.0, positive)},
    ),
    "equilibrium_rate": Call(limcore.equilibrium_rate, {"barrier_height": (3.0, signed), **DEVICE}),
    "directional_rates": Call(limcore.directional_rates, {**DRIVEN, **DEVICE, **TILT}),
    "update_rate": Call(limcore.update_rate, {**DRIVEN, **DEVICE, **TILT}),
    "barrier_height": Call(
        limcore.barrier_height,
        {"gradient_energy": (0.5, not_negative), "update_rate": (0.1, not_negative), **DEVICE, **TILT},
        open=lambda gradient_energy, update_rate, **_: bool(np.any(gradient_energy == 0) and np.any(update_rate == 0)),
    ),
    "directional_barriers": Call(limcore.directional_barriers, {**DRIVEN, "kT": (1.0, positive), **TILT}),
    "minimum_gradient_energy": Call(
        limcore.minimum_gradient_energy, {"update_rate": (0.1, not_negative), **DEVICE, **TILT}
    ),
    "strict_minimum_gradient_energy": Call(
        limcore.strict_minimum_gradient_energy, {"update_rate": (0.1, not_negative), **DEVICE}
    ),
    "retention_time": Call(limcore.retention_time, {"barrier_height": (3.0, signed), **DEVICE}),
    "barrier_for_retention": Call(
        limcore.barrier_for_retention,
        {
            "time": (1e8, positive),
            **DEVICE,
            "failure_probability": (1e-6, st.one_of(st.none(), fraction)),
            "failure": ("bit_error", failures),
        },
    ),
    "retention_probability": Call(
        limcore.retention_probability,
        {"time": (1e8, not_negative), "barrier_height": (3.0, signed), **DEVICE, "failure": ("bit_error", failures)},
    ),
    "gradient_energy": Call(
        limcore.gradient_energy,
        {"learning_rate": (0.1, not_negative), "squared_gradient": (0.7, share), "kT": (1.0, positive)},
    ),
    "update_rate_law": Call(
        limcore.update_rate_law, {"learning_rate": (0.1, not_negative), "rate_max": (1e9, positive), **LAW, **FIRST}
    ),
    "attainable_update_rate": Call(
        limcore.attainable_update_rate,
        {"learning_rate": (0.1, not_negative), "rate_max": (1e9, positive), **LAW, **FIRST, **TILT},
        open=no_drive_or_rate,
    ),
    "updates_made": Call(
        limcore.updates_made,
        {
            "schedule": (INVERSE, falling),
            "steps": ([1.0, 1000.0], st.just([1.0, 1000.0])),
            "squared_gradient": (0.7, share),
        },
    ),
    "learning_barrier": Call(
        limcore.learning_barrier,
        {"learning_rate": (0.1, not_negative), "kT": (1.0, positive), **LAW, **FIRST, **TILT},
        open=no_drive_or_rate,
    ),
    "asymptotic_barrier": Call(
        limcore.asymptotic_barrier,
        {"log_rate": (-3.0, st.floats(-1e300, 700)), "kT": (1.0, positive), **LAW, **FIRST},
        open=no_drive_or_rate,
    ),
    "step_dissipation": Call(limcore.step_dissipation, DRIVEN),
    "freeze_energy": Call(limcore.freeze_energy, {"barrier_height": (3.0, signed), "target_barrier": (40.0, signed)}),
    "net_update_heat": Call(
        limcore.net_update_heat,
        {"forward_rate": (0.3, positive), "backward_rate": (0.1, not_negative), "kT": (1.0, positive)},
    ),
    "least_heat": Call(limcore.least_heat, JUMPS),
    "speed_limit_heat": Call(limcore.speed_limit_heat, JUMPS),
    "erasure_work": Call(
        limcore.erasure_work,
        {
            **{"duration": (1e-9, positive), "diffusion_time": (2.5e-10, positive)},
            **{"coefficient": (2.0, st.floats(0.5, HUGE)), "kT": (1.0, positive)},
        },
    ),
    "periodic_rate": Call(limcore.periodic_rate, {"barrier_height": (3.0, not_negative), **DEVICE}),
    "kramers_rate": Call(limcore.kramers_rate, {"barrier_height": (3.0, not_negative), **DEVICE}),
    "compensated_rate": Call(
        limcore.compensated_rate, {"barrier_height": (3.0, signed), "meyer_neldel_energy": (0.5, positive), **DEVICE}
    ),
    "compensated_barrier": Call(
        limcore.compensated_barrier, {"time": (1e8, positive), "meyer_neldel_energy": (0.5, positive), **DEVICE}
    ),
    "net_update_crossings": Call(
        limcore.net_update_crossings, {"gradient_energy": (0.5, not_negative), "kT": (1.0, positive)}
    ),
    "landauer_multiple": Call(limcore.landauer_multiple, {"energy": (1e-15, not_negative), "kT": (4e-21, positive)}),
    "training_compute": Call(
        limcore.training_compute, {"parameters": (1e9, not_negative), "tokens": (1e10, not_negative)}
    ),
    "hardware_energy": Call(limcore.hardware_energy, {"name": ("DRAM", st.just("DRAM"))}, examples=1),
    "hardware_table": Call(limcore.hardware_table, {}),
    "training_runs": Call(limcore.training_runs, {}),
    "logarithmic_steps": Call(
        limcore.logarithmic_steps, {"steps": (1000, steps), "points": (10, st.integers(2, 1000))}
    ),
    "barrier_table": Call(
        limcore.barrier_table,
        {
            "gradient_energy": ([0.5, 1.0], st.lists(not_negative, max_size=3)),
            "update_rate": ([0.1, 0.01], st.lists(not_negative, max_size=3)),
            **DEVICE,
            **TILT,
        },
        open=lambda gradient_energy, update_rate, **_: (
            np.equal(gradient_energy, 0).any() and np.equal(update_rate, 0).any()
        ),
    ),
    "net_update_table": Call(
        limcore.net_update_table, {"gradient_energy": ([0.5, 1.0], st.lists(not_negative, max_size=3))}
    ),
    "well_potential": Call(
        limcore.well_potential,
        {
            "position": (0.5, signed),
            "barrier_height": (3.0, st.floats(-1e300, 1e300)),
            "gradient_energy": (0.5, st.floats(0.0, 1e300)),
            "kT": (1.0, st.floats(0.0, 1e300, exclude_min=True)),
            **TILT,
        },
    ),
    "chain_potential": Call(
        limcore.chain_potential,
        {
            "barrier_height": ([3.0, 4.0], st.lists(st.floats(-1e300, 1e300), max_size=3)),
            "fall": (0.1, st.floats(-1e300, 1e300)),
            "points": (31, st.integers(2, 1000)),
        },
    ),
    "learning_trajectory": Call(
        limcore.learning_trajectory,
        {**RUN, "rate_max": (1.0, positive), **LISTED},
        open=lambda squared_gradient, **_: squared_gradient == 0,
        examples=30,
    ),
    "dissipation_trajectory": Call(
        limcore.dissipation_trajectory,
        {**RUN, **LISTED, "accounts": ("all", st.sampled_from(["all", "paper"]))},
        open=lambda squared_gradient, **_: squared_gradient == 0,
        examples=30,
    ),
    "constant_barrier_trajectory": Call(
        limcore.constant_barrier_trajectory,
        {
            **{name: RUN[name] for name in ("schedule", "steps", "squared_gradient", "kT")},
            "barrier_height": (3.0, signed),
            "rate_max": (1.0, positive),
            "points": LISTED["points"],
        },
        examples=30,
    ),
    "retention_trajectory": Call(
        limcore.retention_trajectory,
        {
            **RUN,
            "retention": (1e8, positive),
            "failure_probability": (
                1e-6,
                st.one_of(st.none(), st.floats(0.0, 0.5, exclude_min=True, exclude_max=True)),
            ),
            "rate_max": (1e9, positive),
            **LISTED,
        },
        # Of what takes for ever there is nothing to hold.
        open=lambda squared_gradient, rate_max, **_: squared_gradient < 1e-200 or not 1e-50 < float(rate_max) < 1e250,
        examples=30,
    ),
    "update_energies": Call(
        limcore.update_energies, RUN, open=lambda squared_gradient, **_: squared_gradient == 0, examples=20
    ),
    "consolidation": Call(
        limcore.consolidation,
        {
            **{name: value for name, value in RUN.items() if name != "steps"},
            "target_barrier": (3.0, st.floats(-50, 50)),
            "rate_max": (1.0, positive),
            **TILT,
        },
        examples=30,
    ),
    "updates_for_energy": Call(
        limcore.updates_for_energy,
        {"energy": (100.0, positive), **{name: value for name, value in RUN.items() if name != "steps"}},
        examples=10,
    ),
    "project_training": Call(
        limcore.project_training,
        {
            "parameters": ([1e9, 1e10], st.lists(positive, min_size=1, max_size=3)),
            "tokens": (1e10, not_negative),
            **RUN,
            "kT": (4e-21, positive),
            "updates": (None, st.one_of(st.none(), few_steps)),
            "moves": (None, st.one_of(st.none(), not_negative)),
            "bits_per_parameter": (16.0, positive),
            "transfers_per_step": (3.0, not_negative),
            "static_barrier": (1e6, not_negative),
            "retention": (1e8, positive),
            "rate_max": (1e9, positive),
        },
        open=lambda squared_gradient, **_: squared_gradient == 0,
        examples=20,
    ),
    "occupation": Call(limcore.occupation, POPULATION),
    "simulate_population": Call(
        limcore.simulate_population,
        {**POPULATION, "elements": (100, st.integers(1, 10**9)), "seed": (1, seeds)},
    ),
    "population_trajectory": Call(
        limcore.population_trajectory,
        {
            "relaxation_times": ([0.0, 1.0, 6.0], st.lists(st.floats(0.0, 1e9), min_size=1, max_size=4).map(sorted)),
            **DRIVEN,
            **DEVICE,
            "elements": (100, st.integers(1, 10**9)),
            "seed": (1, seeds),
            **TILT,
        },
    ),
    "hops": Call(
        limcore.hops,
        {
            "duration": (2.0, positive),
            **DRIVEN,
            **DEVICE,
            "rate_max": (10.0, positive),
            "kT": (1.0, positive),
            "elements": (3, st.integers(1, 100)),
            "seed": (1, seeds),
            **TILT,
        },
    ),
}


def as_arrays(name: str, columns: Callable[..., Any], only: tuple[str, ...] = ()) -> Call:
    """Call what computes the columns of a table like the table, and for some of them only."""
    chosen = {"only": (None, st.one_of(st.none(), st.lists(st.sampled_from(only))))} if only else {}
    return replace(CALLS[name], function=columns, parameters={**CALLS[name].parameters, **chosen})


CALLS |= {
    "hardware_columns": as_arrays("hardware_table", limcore.hardware_columns),
    "training_run_columns": as_arrays("training_runs", limcore.training_run_columns),
    "projection_columns": as_arrays("project_training", limcore.projection_columns),
    "hop_columns": as_arrays("hops", limcore.hop_columns),
    "barrier_columns": as_arrays("barrier_table", limcore.barrier_columns),
    "net_update_columns": as_arrays("net_update_table", limcore.net_update_columns),
    "population_columns": as_arrays("population_trajectory", limcore.population_columns),
    "retention_columns": as_arrays("retention_trajectory", limcore.retention_columns),
    "learning_columns": as_arrays(
        "learning_trajectory", limcore.learning_columns, ("n", "time_s", "barrier_height", "cumulative_dissipation")
    ),
    "dissipation_columns": as_arrays(
        "dissipation_trajectory", limcore.dissipation_columns, ("n", "barrier", "cumulative_drive")
    ),
    "constant_barrier_columns": as_arrays(
        "constant_barrier_trajectory", limcore.constant_barrier_columns, ("n", "time_s", "cumulative_barrier")
    ),
}

COOL_DOWNS = ("linear", "cosine", "one_minus_sqrt", "exponential")
ONE = limcore.make_schedule("cosine", initial=0.1, total_steps=7)
SCHEDULES = {
    "constant": {"initial": (0.1, positive)},
    "inverse_time": {"initial": (0.1, positive), "tau": (10.0, positive)},
    "power_law": {"initial": (0.1, positive), "tau": (10.0, positive), "exponent": (0.5, positive)},
    "exponential": {"initial": (0.1, positive), "gamma": (0.9, fraction)},
    "step": {"initial": (0.1, positive), "gamma": (0.9, fraction), "step_size": (10, steps)},
    "polynomial": {
        "initial": (0.1, positive),
        "total_steps": (100, steps),
        "power": (2.0, positive),
        "minimum": (0.01, not_negative),
    },
    "cosine": {"initial": (0.1, positive), "total_steps": (100, steps), "minimum": (0.01, not_negative)},
    "cosine_restarts": {
        "initial": (0.1, positive),
        "period": (10, steps),
        "multiplier": (2, st.integers(1, 100)),
        "minimum": (0.01, not_negative),
    },
    "one_cycle": {
        "maximum": (0.1, positive),
        "total_steps": (100, steps),
        "pct_start": (0.3, fraction),
        "annealing": ("cosine", st.sampled_from(["cosine", "linear"])),
        "phases": (2, st.integers(2, 3)),
        "div_factor": (25.0, st.floats(1.0, HUGE)),
        "final_div_factor": (1e4, st.floats(1.0, HUGE)),
    },
    "noam": {"model_size": (512, positive), "warmup_steps": (10, steps), "factor": (1.0, positive)},
    "inverse_sqrt": {"initial": (0.1, positive), "tau": (10.0, positive)},
    "multi_step": {
        "initial": (0.1, positive),
        "gamma": (0.9, fraction),
        "milestones": ([10, 20], st.just([10, 20])),
    },
    "cosine_held": {"initial": (0.1, positive), "total_steps": (100, steps), "minimum": (0.01, not_negative)},
    "warmup_stable_decay": {
        "initial": (0.1, positive),
        "stable_steps": (100, steps),
        "decay_steps": (100, steps),
        "cool_down": ("linear", st.sampled_from(COOL_DOWNS)),
        "minimum": (0.01, not_negative),
    },
    "falling_restarts": {
        "initial": (0.1, positive),
        "period": (10, steps),
        "cycles": (5, st.integers(1, 1000)),
        "growth": (1.5, st.floats(1.0, 100.0)),
        "decay": (0.9, st.floats(0.01, 1.0)),
        "minimum": (0.01, not_negative),
    },
    "cyclic": {
        "maximum": (0.1, positive),
        "rising_steps": (10, steps),
        "falling_steps": (10, steps),
        "minimum": (0.01, not_negative),
        "decay": (0.9, st.floats(0.01, 1.0)),
        "gamma": (0.99, st.floats(0.01, 1.0)),
    },
    "sequence": {
        "schedules": ([ONE, ONE], st.just([ONE, ONE])),
        "milestones": ([10], st.lists(st.integers(1, 1000), min_size=1, max_size=1)),
    },
    "table": {
        "steps": ([0, 10, 20], st.just([0, 10, 20])),
        "learning_rates": ([0.1, 0.5, 0.01], st.lists(st.floats(0.0, 1.0, exclude_min=True), min_size=3, max_size=3)),
    },
}


def scheduled(name: str) -> Callable[..., Any]:
    """Make a schedule and use it in each of the ways there are."""

    def call(n: Any, log_learning_rate: Any, **parameters: Any) -> Any:
        schedule = limcore.make_schedule(name, **parameters)
        return schedule(n), schedule.log_learning_rate(n), schedule.reach(log_learning_rate)

    return call


FOLLOWED = {"elements": (1e6, st.floats(1.0, 1e30)), "times": ([0.0, 10.0], st.lists(st.floats(0.0, 1e30), max_size=3))}
MEMORIES = {
    "binary": {"probability": (0.1, share)},
    "cascade": {"levels": (5, st.integers(1, 30)), "ratio": (0.5, st.floats(0.01, 0.5)), "probability": (1.0, share)},
    "chain": {"levels": (5, st.integers(1, 30)), "rate": (1.0, st.floats(1e-12, 1.0))},
    "fowler_nordheim": {
        "stored_after": (0.0, st.floats(0.0, 1e30)),
        "rate": (1.0, st.floats(1e-12, 1e12)),
        "exponent": (30.0, st.floats(1.0, 1e6)),
    },
    "learning_in_memory": {
        "schedule": (INVERSE, falling),
        **LAW,
        "stored_at": (1, few_steps),
        "attempts": (1.0, st.floats(0.0, 1e12, exclude_min=True)),
    },
    "static": {
        "barrier_height": (3.0, not_negative),
        "gradient_energy": (1.0, not_negative),
        "attempts": (1.0, st.floats(0.0, 1e12, exclude_min=True)),
    },
}
NAMED = {"model": ("binary", st.just("binary")), "probability": (0.1, share)}
THRESHOLD = {"threshold": (1.0, st.floats(1e-100, 1e100))}
WRITTEN = {"events": ([1, -1, 0], st.lists(st.sampled_from([1, -1, 0]), max_size=8))}
PRICED = {"kT": (1.0, positive)}
CALLS |= {
    "memory_frontier": Call(limcore.memory_frontier, {**FOLLOWED, "states": (20.0, st.floats(2.0, 1e30))}),
    "memory_lifetime": Call(limcore.memory_lifetime, {**NAMED, **FOLLOWED, **PRICED}, open=lambda **_: True),
    "lifetime_columns": Call(limcore.lifetime_columns, {**NAMED, **FOLLOWED, **PRICED}, open=lambda **_: True),
    "memory_history": Call(limcore.memory_history, {**NAMED, **WRITTEN, **PRICED}),
    "history_columns": Call(limcore.history_columns, {**NAMED, **WRITTEN, **PRICED}),
    "retrieval_time": Call(limcore.retrieval_time, {**NAMED, "elements": FOLLOWED["elements"], **THRESHOLD}),
    "simulate_lifetime": Call(
        limcore.simulate_lifetime,
        {
            **NAMED,
            "elements": (100, st.integers(1, 1000)),
            "times": ([0.0, 10.0], st.lists(st.floats(0.0, 1e4), min_size=1, max_size=3).map(sorted)),
            "seed": (1, seeds),
        },
    ),
}
for kind, parameters in MEMORIES.items():
    CALLS[f"lifetime_columns({kind})"] = Call(
        partial(limcore.lifetime_columns, kind),
        {**FOLLOWED, **PRICED, **parameters},
        open=lambda kind=kind, **_: kind not in ("static", "learning_in_memory"),  # others have no drive
        examples=30,
    )
    CALLS[f"retrieval_time({kind})"] = Call(
        partial(limcore.retrieval_time, kind),
        {"elements": FOLLOWED["elements"], **THRESHOLD, **parameters},
        examples=10,
    )
    if kind not in ("chain", "fowler_nordheim"):
        CALLS[f"history_columns({kind})"] = Call(
            partial(limcore.history_columns, kind), {**WRITTEN, **PRICED, **parameters}, examples=20
        )

for kind, parameters in SCHEDULES.items():
    warmed = {} if "warmup_steps" in parameters else {"warmup_steps": (0, st.one_of(st.just(0), steps))}
    if kind == "cosine_held":
        warmed |= {"warmup": ("from_start", st.just("from_start")), "warmup_start": (0.1, share)}
        warmed |= {"warmup_place": ("over", st.sampled_from(["before", "within", "over"]))}
    used = {"n": (5, not_negative), "log_learning_rate": (-3.0, st.floats(-800, 700))}
    CALLS[f"make_schedule({kind})"] = Call(scheduled(kind), {**parameters, **warmed, **used})
CALLS["make_schedule"] = Call(
    limcore.make_schedule, {"name": ("constant", st.just("constant")), "initial": (0.1, positive)}, examples=5
)

WARM_UP = {"warmup_steps", "warmup", "warmup_start", "warmup_place"}

# They say what is, hold what was computed, name choices, or are promised elsewhere.
NO_COMPUTATION = {
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
    "PublishedProjection",
    "Schedule",
    "ScheduleFit",
    "Start",
    "Substrate",
    "Task",
    "TrainingLog",
    "TwoTasks",
    "fit_schedule",
    "read_export",
    "read_measured_energy",
    "read_training_log",
    # Of logs: what they compute and refuse is in test_logged_run.py and test_profile.py.
    *("Optimizer", "Reading"),
    *("Profile", "RunConsolidation", "RunTotals", "log_profile", "profile_columns", "run_columns", "run_consolidation"),
    *("run_drive", "run_totals", "schedule_profile", "work_per_nat"),
}


def itself() -> list[Any]:
    endless: list[Any] = []
    endless.append(endless)
    return endless


ODD: dict[str, Any] = {
    "none": None,
    "true": True,
    "true of NumPy": np.True_,
    "text": "1.0",
    "empty text": "",
    "long text": "x" * 100_000,
    "text of lines": "one\ntwo. Three",
    "text of NumPy": np.str_("1"),
    "bytes": b"1",
    "complex": 1 + 0j,
    "complex of NumPy": np.complex128(1),
    "date": datetime.date(2023, 1, 1),
    "span": datetime.timedelta(1),
    "date of NumPy": np.datetime64("2023-01-01"),
    "span of NumPy": np.timedelta64(3, "s"),
    "no time": np.datetime64("NaT"),
    "decimal": decimal.Decimal("0.5"),
    "object": object(),
    "function": len,
    "class": float,
    "generator": (k for k in range(3)),
    "mapping": {"a": 1.0},
    "set": {0.5},
    "slice": slice(3),
    "itself in a list": itself(),
    "empty list": [],
    "empty rows": [[]],
    "empty grid": np.empty((0, 2)),
    "no list of one length": [[0.5], [0.5, 0.5]],
    "list with none": [0.5, None],
    "list with text": [0.5, "1"],
    "list with true": [True, 0.5],
    "list with a span": [np.timedelta64(1, "s"), 0.5],
    "list with complex": [0.5, 1j],
    "long list": [0.5] * 5000 + ["x"],
    "texts": np.array(["a", "b"]),
    "truths": np.array([True, False]),
    "complex numbers": np.array([0.5, 1j]),
    "dates": np.array(["2023-01-01"], dtype="datetime64[D]"),
    "spans": np.array([1, 2], dtype="timedelta64[s]"),
    "objects": np.array([object(), None]),
    "records": np.zeros(2, dtype=[("a", float)]),
    "truths of pandas": pd.Series([True, False]),
    "texts of pandas": pd.Series(["1", "2"]),
    "dates of pandas": pd.Series(pd.to_datetime(["2023-01-01"])),
    "frame": pd.DataFrame({"a": [1.0], "b": ["x"]}),
    "too large": 10**400,
    "too small": -(10**400),
    "too long to be written": 10**5000,
    "list of too large": [10**400, 1],
    "too large a fraction": fractions.Fraction(10**400),
    "too large for a double": np.longdouble("1e4000"),
    "nan": np.nan,
    "nan of NumPy": np.float32("nan"),
    "inf": np.inf,
    "-inf": -np.inf,
    "negative": -1.0,
    "negative zero": -0.0,
    "zero": 0,
    "smallest": TINY,
    "largest": HUGE,
    "most negative": -HUGE,
    "no whole number": 2.5,
    "fraction": fractions.Fraction(1, 3),
    "large whole number": 10**30,
    "small int": np.int8(1),
    "one": np.uint64(1),
    "one in an array": np.array([1.0]),
    "half of a precision": np.float16(0.5),
    "more precision": np.longdouble("0.5"),
    "other order of bytes": np.array([0.5, 0.25], dtype=">f8"),
    "grid": np.full((2, 3), 0.5),
    "many dimensions": np.full((1,) * 20, 0.5),
    "all missing": [np.nan, np.nan],
    "some missing": [0.5, np.nan],
    "series": pd.Series([0.5, 0.25], index=["a", "a"]),
    "series of ints": pd.Series([1, 2], dtype="Int64"),
    "series with NA": pd.Series([0.5, pd.NA], dtype="Float64"),
    "NA": pd.NA,
    "no time of pandas": pd.NaT,
    "masked": np.ma.masked,
    "masked array": np.ma.masked_array([0.5, 1e300], mask=[False, True]),
    "masked ints": np.ma.masked_array([1, 2], mask=[False, True]),
    "list of masked arrays": [np.ma.masked_array([0.5, -1.0], mask=[False, True])],
    "list with masked": [0.5, np.ma.masked],
    "memory": memoryview(b"ab"),
    "array of bytes": bytearray(b"ab"),
}
MISSING = {
    *("nan", "nan of NumPy", "all missing", "some missing", "series with NA", "NA", "masked", "masked array"),
    *("masked ints", "list of masked arrays", "list with masked"),
}


def numbers(result: Any) -> np.ndarray:
    """Give all numbers of a result, whatever it is."""
    if isinstance(result, (tuple, list)):
        return np.concatenate([numbers(one) for one in result])
    if isinstance(result, limcore.Consolidation):
        result = [
            result.n,
            result.lost_at,
            result.again_at,
            result.time_s,
            result.dissipation,
            result.log_learning_rate,
        ]
    if isinstance(result, pd.DataFrame):
        result = result.select_dtypes("number").to_numpy(dtype=float)
    if isinstance(result, dict):
        return np.concatenate([*(numbers(one) for one in result.values() if one.dtype.kind in "fi"), np.empty(0)])
    if isinstance(result, limcore.Schedule):
        result = result(0.0)
    if isinstance(result, limcore.Task):
        result = float(result.weights)
    if isinstance(result, limcore.MemoryTraining):
        result = numbers([result.loss, result.heat, result.paper, result.crossings, result.literal, result.time_s])
    assert isinstance(result, (np.ndarray, np.float64, float, list)), f"{type(result)} is no result"
    array = np.asarray(result)
    assert array.dtype in (np.float64, np.int64)
    return array.astype(float).ravel()


def keep_the_promise(
    call: Call, arguments: dict[str, Any], named: str = "", case: str = "", missing: bool = False
) -> None:
    refusal = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = call.function(**arguments)
    except limcore.DomainError as error:
        refusal = error
    except Exception as error:
        error.add_note(f"with {case or arguments}")
        raise
    if refusal is not None:
        sentence = str(refusal)
        assert named in sentence, f"with {case}"
        assert len(sentence) < LONGEST
        assert re.fullmatch(r"\w+(\[[\d, ]+\])? = .+ is not allowed: it must be .+\.", sentence)
    elif not (missing or call.open(**arguments)):
        assert not np.isnan(numbers(result)).any(), f"with {case or arguments}"


def test_no_public_callable_is_forgotten():
    public = {name for name in limcore.__all__ if callable(getattr(limcore, name))}
    assert public - NO_COMPUTATION == {name for name in CALLS if "(" not in name}
    assert set(limcore.SCHEDULES) == set(SCHEDULES)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_goes_to_another_process(name):
    schedule = limcore.make_schedule(name, **{key: value for key, (value, _) in SCHEDULES[name].items()})
    sent = pickle.loads(pickle.dumps(schedule))
    assert repr(sent) == repr(schedule)
    assert sent.parameters == schedule.parameters
    np.testing.assert_array_equal(sent(np.arange(50)), schedule(np.arange(50)))


@pytest.mark.parametrize("name", CALLS)
def test_no_parameter_is_forgotten(name):
    function = CALLS[name].function
    named = {key for key, one in inspect.signature(function).parameters.items() if one.kind is not one.VAR_KEYWORD}
    assert named <= set(CALLS[name].parameters) | WARM_UP


@pytest.mark.parametrize(("name", "parameter"), [(key, one) for key, call in CALLS.items() for one in call.parameters])
def test_odd_values_in_place_of_a_parameter(name, parameter):
    call = CALLS[name]
    for odd, value in ODD.items():
        keep_the_promise(call, call.good | {parameter: value}, parameter, odd, missing=odd in MISSING)


@pytest.mark.parametrize("name", CALLS)
def test_good_values_give_numbers(name):
    result = CALLS[name].function(**CALLS[name].good)
    assert np.isfinite(numbers(result)[0])


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.parameters])
def test_numbers_from_all_over_their_domain(name):
    call = CALLS[name]
    kinds = st.fixed_dictionaries({parameter: kind for parameter, (_, kind) in call.parameters.items()})

    @settings(max_examples=call.examples, deadline=None, derandomize=True, database=None)
    @given(kinds)
    def keep(arguments):
        keep_the_promise(call, arguments)

    keep()


@pytest.mark.parametrize("name", CALLS)
def test_shapes_that_do_not_fit_are_named(name):
    call = CALLS[name]
    numeric = [key for key, value in call.good.items() if isinstance(value, (int, float))]
    for one, other in itertools.combinations(numeric, 2):
        shapes = {one: np.full(2, call.good[one]), other: np.full(3, call.good[other])}
        keep_the_promise(call, call.good | shapes, case=f"{one} and {other}")
