"""The parameters of the training page."""

from __future__ import annotations

from typing import Final

from dashboard.parameters.kinds import Choice, Number, Parameter
from dashboard.parameters.stops import ONE_TWO_FIVE, decades

__all__ = ["PARAMETERS"]

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Choice(
        key="task",
        label="What is learnt",
        default="digits",
        options={
            "digits": "digits",
            "moons": "two moons",
            "circles": "circles",
            "xor": "XOR",
            "spirals": "spirals",
            "bowl": "a bowl",
        },
        help="Handwritten digits of 8 × 8 pixels, by softmax regression; points of two classes in a plane, by a small "
        "network; or a bowl, where all is known: 100 weights that each are to be 1.",
    ),
    Choice(
        key="memory",
        label="A weight is",
        default="population",
        options={"population": "many elements", "ladder": "a ladder"},
        help="Many binary elements, of which the share that is up is the weight; or a ladder of states, on which each "
        "net hop is one update, as the paper’s words have it.",
    ),
    Choice(
        key="training_axis",
        label="Over",
        default="updates",
        options={"updates": "updates", "seconds": "time", "energy": "energy"},
        help="Update by update; by the clock, which R_max sets; or by what each weight has taken, in each account.",
    ),
    Choice(
        key="judged_by",
        label="How well",
        default="loss",
        options={"loss": "loss", "accuracy": "share that is right"},
        help="The loss over all examples that are learnt from, or how many of other examples are right; of a bowl, the "
        "loss alone.",
    ),
    Choice(
        key="price_knob",
        label="Along each line",
        default="energy_scale",
        options={"energy_scale": "λ", "weight_elements": "M", "alpha": "α"},
        help="What is turned from run to run, with all else as it is set: the energy scale; the elements of a weight, "
        "with λ in proportion, so that each is driven as hard; or how steeply the barrier follows.",
    ),
    Number(
        key="energy_scale",
        label="Energy scale λ (kT per nat of loss)",
        symbol=r"\lambda",
        unit="kT",
        default=1e4,
        stops=decades(1, 6, ONE_TWO_FIVE),
        minimum=1e-3,
        maximum=1e9,
        help="How hard the gradient pushes: how many kT a nat of loss is worth. The paper’s law is λ = 1, at which "
        "noise drowns what is to be learnt.",
    ),
    Number(
        key="weight_elements",
        label="Elements of a weight M",
        symbol="M",
        default=256.0,
        stops=tuple(2.0**power for power in range(2, 13)),
        minimum=1.0,
        maximum=16384.0,
        whole=True,
        help="The more elements share a weight, the finer and the less noisy it is, and the less each is driven.",
    ),
    Number(
        key="first_share",
        label="First step a₁",
        symbol="a_1",
        default=0.03,
        stops=(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5),
        minimum=1e-9,
        maximum=0.999,
        help="The share of the elements that relaxes in the first update: it sets the barrier at the start. The "
        "barrier sets the learning rate, and how fast weights decay.",
    ),
    Number(
        key="first_step",
        label="First step η₀",
        symbol=r"\eta_0",
        default=1.0,
        stops=decades(-2, 1, ONE_TWO_FIVE),
        minimum=1e-6,
        maximum=100.0,
        help="The learning rate of the first update.",
    ),
    Number(
        key="headroom",
        label="Headroom of hops R_max/R₁",
        symbol=r"R_\mathrm{max}/R_1",
        default=1e6,
        stops=decades(0, 9),
        minimum=1.0,
        maximum=1e12,
        help="How many times faster than the first updates the ladder can hop. The paper’s law has 1: then weak "
        "gradients cannot make their updates in time: these are only partly done, and lack the noise of full ones.",
    ),
    Number(
        key="training_steps",
        label="Updates N",
        symbol="N",
        default=500.0,
        stops=(50.0, 100.0, 200.0, 300.0, 500.0, 700.0, 1000.0),
        minimum=1.0,
        maximum=2000.0,
        whole=True,
        help="How many updates are made, each of the gradient of 64 examples.",
    ),
)
