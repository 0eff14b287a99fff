"""The parameters of learning-rate schedules: each slot holds one schedule and has all of them."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.schedule_parts import SCHEDULE_SLOTS, cycles, slot, stretches, warm_up
from dashboard.parameters.schedule_table import Table
from dashboard.parameters.stops import TENTHS, decades, even, steps_parameter

__all__ = ["PARAMETERS", "SCHEDULE_SIGNS", "SCHEDULE_SLOT", "SCHEDULE_SLOTS", "SCHEDULE_WORDS", "slot"]

_SCHEDULES: Final = {
    "none": "none",
    "inverse_time": "inverse time, ε₀/(1 + n/τ)",
    "cosine_held": "cosine, then held",
    "warmup_stable_decay": "warm-up, stable, decay",
    "polynomial": "linear or polynomial, ε₀(1 − n/T)ᵖ",
    "cosine": "cosine that rises again (PyTorch)",
    "constant": "constant, ε₀",
    "step": "step decay, ε₀γ^⌊n/s⌋",
    "multi_step": "step decay at milestones",
    "exponential": "exponential, ε₀γⁿ",
    "inverse_sqrt": "inverse square root, ε₀/√(1 + n/τ)",
    "noam": "Noam (warm-up, then 1/√n)",
    "power_law": "power law, ε₀(1 + n/τ)⁻ᵖ",
    "one_cycle": "one cycle",
    "cosine_restarts": "cosine with warm restarts",
    "falling_restarts": "restarts that fall",
    "cyclic": "cycles of straight lines",
    "table": "table, step by step",
}

SCHEDULE_SLOT: Final = (
    "schedule",
    *("initial", "maximum", "tau", "exponent", "gamma", "stair_gamma", "step_size"),
    *("milestones", "stable_steps", "decay_steps", "cool_down"),
    *("total_steps", "power", "minimum"),
    *("period", "multiplier", "cycles", "growth", "rising_steps", "falling_steps", "decay", "cycle_gamma"),
    *("pct_start", "annealing", "phases", "model_size"),
    *("warmup_steps", "warmup", "warmup_start", "warmup_place", "table"),
)
"""The parameters of a schedule; each schedule slot has all of them, so that none is lost when another is chosen."""

SCHEDULE_SIGNS: Final = {
    "initial": "ε₀ =",
    "maximum": "ε_max =",
    "tau": "τ =",
    "exponent": "p =",
    "gamma": "γ =",
    "stair_gamma": "γ =",
    "step_size": "s =",
    "total_steps": "T =",
    "power": "p =",
    "minimum": "ε_min =",
    "period": "period",
    "multiplier": "each ×",
    "pct_start": "rising",
    "model_size": "d =",
    "warmup_steps": "warm-up",
    "milestones": "milestones",
    "stable_steps": "stable",
    "decay_steps": "cooling",
    "cool_down": "cool-down",
    "cycles": "cycles",
    "growth": "each longer ×",
    "rising_steps": "up",
    "falling_steps": "down",
    "decay": "peaks ×",
    "cycle_gamma": "γ =",
    "annealing": "lines",
    "phases": "phases",
    "warmup": "as",
    "warmup_start": "from",
    "warmup_place": "place",
}
"""What stands before the value of each parameter of a schedule where the schedule is named."""

SCHEDULE_WORDS: Final = {
    "linear": "straight",
    "cosine": "half a cosine",
    "one_minus_sqrt": "1 − √u",
    "exponential": "2¹⁻ᵘ − 1",
    "nanogpt": "(n + 1)/(w + 1)",
    "huggingface": "n/w",
    "llm.c": "(n + 1)/w",
    "from_start": "a straight line",
    "before": "before T",
    "within": "within T",
}
"""What is chosen for a parameter of a schedule, where the schedule is named."""


def _rate(key: str, label: str, symbol: str, help: str) -> Number:
    return Number(
        key=key,
        label=label,
        symbol=symbol,
        default=1.0,
        stops=decades(-5, 0, TENTHS),
        minimum=1e-9,
        maximum=1.0,
        help=help,
    )


def _falling(number: int) -> list[Parameter]:
    """List what schedules need that fall without an end."""
    return [
        _rate(
            slot("initial", number),
            "Initial learning rate ε₀",
            r"\varepsilon_0",
            "The learning rate of the first step, after the warm-up if there is one.",
        ),
        _rate(slot("maximum", number), "Highest learning rate", r"\varepsilon_\mathrm{max}", "The top of the cycle."),
        Number(
            key=slot("tau", number),
            label="Time constant τ (steps)",
            symbol=r"\tau",
            unit="steps",
            default=1.0,
            stops=decades(0, 6, TENTHS),
            minimum=1e-3,
            maximum=1e9,
            help="So many steps after the warm-up the schedule has clearly begun to fall.",
        ),
        Number(
            key=slot("exponent", number),
            label="Exponent p",
            symbol="p",
            default=0.5,
            stops=even(0.05, 2.0, 0.05),
            minimum=0.01,
            maximum=4.0,
            even=True,
            help="The learning rate falls as the p-th power of the step. "
            "Convergence of stochastic gradient descent asks for 1/2 < p ≤ 1 (Robbins and Monro).",
        ),
        Number(
            key=slot("gamma", number),
            label="Decay γ per step",
            symbol=r"\gamma",
            default=0.999,
            stops=tuple(sorted(round(1 - d, 12) for d in decades(-6, -1, (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)))),
            minimum=0.01,
            maximum=1 - 1e-12,
            help="Each step multiplies the learning rate by γ, so the barrier grows linearly with the steps once ε is "
            "small.",
        ),
        Number(
            key=slot("stair_gamma", number),
            label="Drop γ from stair to stair",
            symbol=r"\gamma",
            default=0.3,
            stops=even(0.05, 0.95, 0.05),
            minimum=0.001,
            maximum=0.999,
            even=True,
            help="Each stair multiplies the learning rate by γ, and lifts the barrier by α kT ln(1/γ) once ε is small.",
        ),
        steps_parameter(
            slot("step_size", number),
            "Steps in a stair s",
            1e5,
            help="The learning rate holds for so many steps and drops at the next; the first stair begins after the "
            "warm-up.",
        ),
    ]


def _ending(number: int) -> list[Parameter]:
    """List what schedules need that end, turn or begin anew."""
    return [
        steps_parameter(
            slot("total_steps", number),
            "Length of the schedule T (steps)",
            1e6,
            help="Counted after a warm-up of w steps, unless T counts it. A polynomial and a cosine are at their "
            "lowest at step w + T + 1 and stay there; only PyTorch’s cosine rises again. One cycle ends at step w + T.",
        ),
        Number(
            key=slot("power", number),
            label="Power",
            symbol="p",
            default=1.0,
            stops=even(0.5, 5.0, 0.25),
            minimum=0.1,
            maximum=10.0,
            even=True,
            help="1 is a straight line to the lowest learning rate.",
        ),
        Number(
            key=slot("minimum", number),
            label="Lowest learning rate",
            symbol=r"\varepsilon_\mathrm{min}",
            default=0.0,
            stops=(0.0, *decades(-12, 0, (1.0, 3.0))),
            minimum=0.0,
            maximum=1.0,
            help="Where the annealing ends; at most the initial learning rate. At rate 0 a step never ends: set a "
            "floor, or stop before.",
        ),
        steps_parameter(
            slot("period", number),
            "First period (steps)",
            1e3,
            help="So many steps after the warm-up the first period is over; the next step is the first warm restart.",
        ),
        Number(
            key=slot("multiplier", number),
            label="Each period times",
            default=2.0,
            stops=even(1.0, 8.0, 1.0),
            minimum=1.0,
            maximum=100.0,
            even=True,
            whole=True,
            help="Each period is so many times as long as the one before.",
        ),
        *cycles(number),
        Number(
            key=slot("pct_start", number),
            label="Part spent rising",
            default=0.3,
            stops=even(0.05, 0.95, 0.05),
            minimum=0.001,
            maximum=0.999,
            even=True,
            help="The part of the cycle, after the warm-up, during which the learning rate rises.",
        ),
        Choice(
            key=slot("annealing", number),
            label="Lines of the cycle",
            default="cosine",
            options={"cosine": "half cosines", "linear": "straight"},
        ),
        Number(
            key=slot("phases", number),
            label="Phases",
            default=2.0,
            stops=(2.0, 3.0),
            minimum=2.0,
            maximum=3.0,
            even=True,
            whole=True,
            help="Two: up, and down to the end. Three: up, back to where it began, and down; "
            "at most half is then spent rising.",
        ),
        Number(
            key=slot("model_size", number),
            label="Model size d",
            symbol="d",
            default=512.0,
            stops=tuple(2.0**k for k in range(15)),
            minimum=1.0,
            maximum=1e6,
            whole=True,
            help="The width of the transformer: the schedule is d^(−1/2) min(n^(−1/2), n w^(−3/2)), with n from 1 and "
            "a warm-up of w steps, at least 1.",
        ),
        *warm_up(number),
        Table(
            key=slot("table", number),
            label="Steps and learning rates",
            default=((0.0, 1.0), (100.0, 0.1), (1000.0, 0.01)),
            help="step:rate, with commas between, or rows of a CSV, as many as there are: they are thinned to their "
            "changes. Each rate holds until the next listed step. Step 0 is the first after the warm-up.",
        ),
    ]


def _schedule(number: int) -> list[Parameter]:
    # The first is the paper's own ε = 1/n; the others wait to be chosen.
    choice = Choice(
        key=slot("schedule", number),
        label=f"Learning-rate schedule {number}",
        default="inverse_time" if number == 1 else "none",
        options=_SCHEDULES,
        help="How the learning rate ε falls with the step n. The paper's case is inverse time "
        "with ε₀ = 1 and τ = 1: ε = 1/n.",
    )
    return [choice, *_falling(number), *stretches(number), *_ending(number)]


PARAMETERS: Final = tuple(parameter for number in SCHEDULE_SLOTS for parameter in _schedule(number))
