"""What a slot of a schedule is, and the parameters of what holds, cycles and warms up."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import decades, even, steps_parameter
from dashboard.parameters.written import Numbers

__all__ = ["SCHEDULE_SLOTS", "cycles", "slot", "stretches", "warm_up"]

SCHEDULE_SLOTS: Final = (1, 2, 3)
"""Up to so many schedules are compared."""


def slot(name: str, number: int) -> str:
    """Give the key of a schedule's parameter: slot("tau", 2) is "tau_2"."""
    return f"{name}_{number}"


def stretches(number: int) -> list[Parameter]:
    """List what schedules need that hold, then fall."""
    return [
        Numbers(
            key=slot("milestones", number),
            label="Milestones (steps)",
            default=(90_000.0, 60_000.0, 30_000.0),
            suggestions=decades(2, 9),
            minimum=1.0,
            maximum=1e12,
            most=20,
            help="The learning rate holds up to the first milestone, counted after the warm-up, and drops at each.",
        ),
        steps_parameter(
            slot("stable_steps", number),
            "Stable (steps)",
            1e6,
            none=True,
            help="So many steps after the warm-up the learning rate stays at ε₀; then it cools down.",
        ),
        steps_parameter(
            slot("decay_steps", number),
            "Cool-down (steps)",
            2e5,
            help="The lowest learning rate is reached so many steps after the stable ones, and held.",
        ),
        Choice(
            key=slot("cool_down", number),
            label="Shape of the cool-down",
            default="linear",
            options={
                "linear": "straight line",
                "one_minus_sqrt": "1 − √u",
                "cosine": "half a cosine",
                "exponential": "exponential, 2¹⁻ᵘ − 1",
            },
            help="What is left above the lowest learning rate when the part u of the cool-down is done.",
        ),
    ]


def cycles(number: int) -> list[Parameter]:
    """List what schedules need that come back."""
    return [
        Number(
            key=slot("cycles", number),
            label="Cycles",
            default=3.0,
            stops=even(1.0, 20.0, 1.0),
            minimum=1.0,
            maximum=100.0,
            even=True,
            whole=True,
            help="After so many cycles the lowest learning rate holds.",
        ),
        Number(
            key=slot("growth", number),
            label="Each cycle longer by",
            default=1.0,
            stops=even(1.0, 4.0, 0.1),
            minimum=1.0,
            maximum=100.0,
            even=True,
            help="Each cycle is so many times as long as the one before; it need not be a whole number.",
        ),
        steps_parameter(slot("rising_steps", number), "Up (steps)", 1e3, help="From the lowest rate to the highest."),
        steps_parameter(
            slot("falling_steps", number), "Down (steps)", 1e3, help="From the highest rate to the lowest."
        ),
        Number(
            key=slot("decay", number),
            label="Each peak times",
            default=1.0,
            stops=even(0.1, 1.0, 0.05),
            minimum=0.01,
            maximum=1.0,
            even=True,
            help="Each peak is so many times the one before; of straight lines, its height above the lowest rate. "
            "1/2 is PyTorch’s triangular2.",
        ),
        Number(
            key=slot("cycle_gamma", number),
            label="Height times γ each step",
            symbol=r"\gamma",
            default=1.0,
            stops=(*(round(1 - d, 12) for d in reversed(decades(-5, -2, (1.0, 3.0)))), 1.0),
            minimum=0.5,
            maximum=1.0,
            help="Below 1 it is PyTorch’s exp_range: the height of the cycles falls with each step.",
        ),
    ]


def warm_up(number: int) -> list[Parameter]:
    """List what a warm-up needs."""
    return [
        steps_parameter(
            slot("warmup_steps", number),
            "Warm-up (steps)",
            0.0,
            none=True,
            help="The learning rate first rises linearly for so many steps; the schedule begins with the next one.",
        ),
        Choice(
            key=slot("warmup", number),
            label="How the warm-up rises",
            default="nanogpt",
            options={
                "nanogpt": "(n + 1)/(w + 1), as nanoGPT",
                "huggingface": "n/w, as Hugging Face",
                "llm.c": "(n + 1)/w, as llm.c",
                "from_start": "from a part of the rate, as LinearLR and timm",
            },
            help="Here n counts from 0. With n/w the first rate is 0: at rate 0 a step never ends.",
        ),
        Number(
            key=slot("warmup_start", number),
            label="First rate over ε₀",
            default=0.1,
            stops=(0.0, *even(0.05, 1.0, 0.05)),
            minimum=0.0,
            maximum=1.0,
            even=True,
            help="PyTorch’s start_factor; in timm, warmup_lr_init over the learning rate.",
        ),
        Choice(
            key=slot("warmup_place", number),
            label="What T counts",
            default="before",
            options={"before": "the steps after the warm-up", "within": "the warm-up as well"},
            help="Hugging Face, nanoGPT and Megatron count the warm-up in their number of steps; PyTorch does not.",
        ),
    ]
