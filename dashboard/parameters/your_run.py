"""The parameters of the page of a person's own training run, and the runs that ship as examples."""

from __future__ import annotations

from functools import cache
from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.logged import LoggedRun, RunTable, run_table
from dashboard.parameters.stops import ONE_TWO_FIVE, decades, even
from dashboard.places import ASSETS
from limcore import read_training_log

__all__ = ["EXAMPLES", "PARAMETERS", "example"]

EXAMPLES: Final = {
    "trainer_state.json": "Hugging Face, a language model",
    "main.log": "llm.c, from scratch",
    "results.csv": "Ultralytics, vision",
}
"""Logs that ship with the app, with what they are called; their numbers are made."""


@cache
def example(name: str) -> RunTable:
    """Read one of the logs that ship with the app."""
    return run_table(read_training_log(ASSETS / "logs" / name))[0]


PARAMETERS: Final[tuple[Parameter, ...]] = (
    LoggedRun(
        key="run_1",
        label="Your run",
        default=example("trainer_state.json"),
        help="The steps, learning rates, losses and gradient norms of a training log.",
    ),
    LoggedRun(key="run_2", label="A second run", help="Another run beside the first."),
    Choice(
        key="reading",
        label="Barrier",
        default="paper",
        options={
            "paper": "A: the paper’s law, R = R_max ε^(1+α)",
            "population": "B: a share of many elements each step",
            "net_hop": "C: one net hop each step",
        },
        help="How high a barrier the run lets a memory have. B needs no gradient, only the time of a step, and is the "
        "one to trust where that time is known.",
    ),
    Choice(
        key="run_start",
        label="Update-rate law",
        default="barrier_free",
        options={"barrier_free": "barrier-free start", "paper": "R = R_max ε^(1+α)"},
        help="With real gradients the paper’s law asks for barriers below 0 nearly all the way. The barrier-free start "
        "scales the rates so that the lowest barrier of the run is 0.",
    ),
    Choice(
        key="optimizer",
        label="Optimiser",
        default="adam",
        options={"adam": "Adam and its like", "sgd": "plain SGD"},
        help="Adam makes steps of a size of its own: its drive is an upper bound. Without gradient norms the drive "
        "is taken from the loss, and is a lower bound.",
    ),
    Number(
        key="run_energy_scale",
        label="Energy scale λ (kT for each nat)",
        symbol=r"\lambda",
        unit="kT",
        default=1.0,
        stops=decades(-3, 6, ONE_TWO_FIVE),
        minimum=1e-9,
        maximum=1e12,
        help="How much energy a nat of loss is worth to the memory. It is a choice; the paper’s is 1, and noise asks "
        "for far more.",
    ),
    Number(
        key="seconds_per_step",
        label="Time of a step (s)",
        unit="s",
        default=1.0,
        stops=decades(-4, 3, ONE_TWO_FIVE),
        minimum=1e-9,
        maximum=1e9,
        help="How long a step took, for the readings B and C.",
    ),
    Number(
        key="largest_share",
        label="Share that settles at the highest rate",
        default=0.1,
        stops=even(0.01, 0.5, 0.01),
        minimum=1e-6,
        maximum=0.999,
        even=True,
        help="Of the elements of a weight, in the step with the highest learning rate (reading B).",
    ),
    Number(
        key="clipped_at",
        label="Gradients clipped to a norm of",
        default=0.0,
        stops=(0.0, *decades(-2, 3, ONE_TWO_FIVE)),
        minimum=0.0,
        maximum=1e12,
        help="0: they were not clipped. A rate then counts only as far as clipping let it.",
    ),
    Number(
        key="steps_per_epoch",
        label="Steps of an epoch",
        default=1000.0,
        stops=decades(0, 7, ONE_TWO_FIVE),
        minimum=1.0,
        maximum=1e9,
        help="Of the optimiser, where the log counts epochs.",
    ),
    Number(
        key="measured_energy",
        label="Measured energy (kWh)",
        unit="kWh",
        default=0.0,
        stops=(0.0, *decades(-3, 9, ONE_TWO_FIVE)),
        minimum=0.0,
        maximum=1e12,
        help="What training took from the socket, if it is known: type it, or drop CodeCarbon’s emissions.csv.",
    ),
)
