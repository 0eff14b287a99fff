"""Every parameter once: its symbol, label, unit, range, default, stops and help.

The key of a parameter is its name everywhere: in the page's address, in `/figures/...`, in the header of a CSV, in
Python. A page's controls, the parsing of a query and the sweep of a live figure all read this list and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import limcore
from dashboard.lessons.model import lessons
from dashboard.parameter_kinds import (
    Choice,
    InvalidParameter,
    Number,
    Numbers,
    OwnPoint,
    Parameter,
    Pin,
    Several,
    Span,
    Table,
    Values,
)

__all__ = [
    "PARAMETERS",
    "PIN_KEYS",
    "PIN_LETTERS",
    "RUN_KEYS",
    "SCHEDULE_SLOT",
    "SCHEDULE_SLOTS",
    "Choice",
    "InvalidParameter",
    "Number",
    "Numbers",
    "OwnPoint",
    "Parameter",
    "Pin",
    "Several",
    "Span",
    "Table",
    "Values",
    "decode",
    "defaults",
    "encode",
    "slot",
]


def _decades(low: int, high: int, marks: tuple[float, ...] = (1.0,)) -> tuple[float, ...]:
    """Give marks × 10^low … 10^high as the nearest doubles to their decimal names."""
    values = [float(f"{m:.12g}e{k}") for k in range(low, high) for m in marks]
    return (*values, float(f"1e{high}"))


def _even(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(round(low + k * step, 12) for k in range(round((high - low) / step) + 1))


def _thermal_energies() -> tuple[float, ...]:
    """Give kT in meV, to 1e-5, from 4 K to 500 K: nitrogen's 77 K and every 5 K among them."""
    temperatures = sorted({4, 77, *range(5, 501, 5)})
    to_meV = [limcore.convert_energy(limcore.thermal_energy(t), "J", "meV") for t in temperatures]
    return tuple(round(float(energy), 5) for energy in to_meV)


_TENTHS = tuple(round(10 ** (k / 10), 2) for k in range(10))
_ONE_TWO_FIVE = (1.0, 2.0, 5.0)
_DAY = 86400.0
_YEAR = 365.25 * _DAY
_TEN_YEARS = 10 * _YEAR
_RETENTION_TIMES = (
    *(1.0, 10.0, 60.0, 600.0, 3600.0, 10 * 3600.0, _DAY, 7 * _DAY, 30 * _DAY, 90 * _DAY),
    *(_YEAR, 3 * _YEAR, _TEN_YEARS, 100 * _YEAR),
)

SCHEDULE_SLOTS = (1, 2, 3)
"""Up to so many schedules are compared."""


def slot(name: str, number: int) -> str:
    """Give the key of a schedule's parameter: slot("tau", 2) is "tau_2"."""
    return f"{name}_{number}"


_SCHEDULES: Final = {
    "none": "none",
    "inverse_time": "inverse time, ε₀/(1 + n/τ)",
    "power_law": "power law, ε₀(1 + n/τ)⁻ᵖ",
    "exponential": "exponential, ε₀γⁿ",
    "step": "step decay, ε₀γ^⌊n/s⌋",
    "polynomial": "polynomial, ε₀(1 − n/T)ᵖ",
    "cosine": "cosine annealing",
    "cosine_restarts": "cosine with warm restarts",
    "one_cycle": "one cycle",
    "noam": "Noam (warm-up, then 1/√n)",
    "constant": "constant, ε₀",
    "table": "table, step by step",
}

SCHEDULE_SLOT: Final = (
    "schedule",
    *("initial", "maximum", "tau", "exponent", "gamma", "stair_gamma", "step_size"),
    *("total_steps", "power", "minimum"),
    *("period", "multiplier", "pct_start", "model_size", "warmup_steps", "table"),
)
"""The parameters of a schedule; each schedule slot has all of them, so that none is lost when another is chosen."""

RUN_KEYS: Final = (
    *("alpha", "kT", "R_max"),
    *(slot(name, number) for number in SCHEDULE_SLOTS for name in SCHEDULE_SLOT),
    *("start", "squared_gradient", "steps"),
)
"""What makes a learning run; also what a pin holds."""

PIN_KEYS: Final = ("pin_1", "pin_2", "pin_3")
PIN_LETTERS: Final = ("A", "B", "C")


def _steps_parameter(key: str, label: str, default: float, *, none: bool = False, help: str) -> Number:
    """Give a parameter that counts steps; 0 is allowed if there may be none."""
    counts = _decades(0, 9, _ONE_TWO_FIVE)
    least = 0.0 if none else 1.0
    return Number(
        key=key,
        label=label,
        unit="steps",
        default=default,
        stops=(0.0, *counts) if none else counts,
        minimum=least,
        maximum=1e12,
        whole=True,
        help=help,
    )


def _rate_parameter(key: str, label: str, symbol: str, help: str) -> Number:
    return Number(
        key=key,
        label=label,
        symbol=symbol,
        default=1.0,
        stops=_decades(-5, 0, _TENTHS),
        minimum=1e-9,
        maximum=1.0,
        help=help,
    )


def _falling_parameters(number: int) -> list[Parameter]:
    """List what schedules need that fall without an end."""
    return [
        _rate_parameter(
            slot("initial", number),
            "Initial learning rate ε₀",
            r"\varepsilon_0",
            "The learning rate of the first step, after the warm-up if there is one.",
        ),
        _rate_parameter(
            slot("maximum", number), "Highest learning rate", r"\varepsilon_\mathrm{max}", "The top of the cycle."
        ),
        Number(
            key=slot("tau", number),
            label="Time constant τ (steps)",
            symbol=r"\tau",
            unit="steps",
            default=1.0,
            stops=_decades(0, 6, _TENTHS),
            minimum=1e-3,
            maximum=1e9,
            help="So many steps after the warm-up the schedule has clearly begun to fall.",
        ),
        Number(
            key=slot("exponent", number),
            label="Exponent p",
            symbol="p",
            default=0.5,
            stops=_even(0.05, 2.0, 0.05),
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
            stops=tuple(sorted(round(1 - d, 12) for d in _decades(-6, -1, (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)))),
            minimum=0.01,
            maximum=1 - 1e-12,
            help="Each step multiplies the learning rate by γ, so the barrier grows linearly.",
        ),
        Number(
            key=slot("stair_gamma", number),
            label="Drop γ from stair to stair",
            symbol=r"\gamma",
            default=0.3,
            stops=_even(0.05, 0.95, 0.05),
            minimum=0.001,
            maximum=0.999,
            even=True,
            help="Each stair multiplies the learning rate by γ, and lifts the barrier by α kT ln(1/γ).",
        ),
        _steps_parameter(
            slot("step_size", number),
            "Steps in a stair s",
            1e5,
            help="The learning rate holds for so many steps and drops at the next; the first stair begins after the "
            "warm-up.",
        ),
    ]


def _ending_parameters(number: int) -> list[Parameter]:
    """List what schedules need that end, turn or begin anew."""
    return [
        _steps_parameter(
            slot("total_steps", number),
            "Length of the schedule T (steps)",
            1e6,
            help="Counted after a warm-up of w steps. A polynomial is at zero, and a cosine at its lowest, at step "
            "w + T + 1; as in PyTorch, a cosine then rises again. One cycle ends at step w + T.",
        ),
        Number(
            key=slot("power", number),
            label="Power",
            symbol="p",
            default=1.0,
            stops=_even(0.5, 5.0, 0.25),
            minimum=0.1,
            maximum=10.0,
            even=True,
            help="1 is a straight line to zero.",
        ),
        Number(
            key=slot("minimum", number),
            label="Lowest learning rate",
            symbol=r"\varepsilon_\mathrm{min}",
            default=0.0,
            stops=(0.0, *_decades(-12, 0, (1.0, 3.0))),
            minimum=0.0,
            maximum=1.0,
            help="Where the annealing ends; at most the initial learning rate.",
        ),
        _steps_parameter(
            slot("period", number),
            "First period (steps)",
            1e3,
            help="So many steps after the warm-up the first period is over; the next step is the first warm restart.",
        ),
        Number(
            key=slot("multiplier", number),
            label="Each period times",
            default=2.0,
            stops=_even(1.0, 8.0, 1.0),
            minimum=1.0,
            maximum=100.0,
            even=True,
            whole=True,
            help="Each period is so many times as long as the one before.",
        ),
        Number(
            key=slot("pct_start", number),
            label="Part spent rising",
            default=0.3,
            stops=_even(0.05, 0.95, 0.05),
            minimum=0.001,
            maximum=0.999,
            even=True,
            help="The part of the cycle, after the warm-up, during which the learning rate rises.",
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
        _steps_parameter(
            slot("warmup_steps", number),
            "Warm-up (steps)",
            0.0,
            none=True,
            help="The learning rate first rises linearly for so many steps; the schedule begins with the next one.",
        ),
        Table(
            key=slot("table", number),
            label="Steps and learning rates",
            default=((0.0, 1.0), (100.0, 0.1), (1000.0, 0.01)),
            help="step:rate, with commas between; each rate holds until the next listed step. Step 0 is the first "
            "after the warm-up.",
        ),
    ]


def _schedule_parameters(number: int) -> list[Parameter]:
    # The first is the paper's own ε = 1/n; the others wait to be chosen.
    choice = Choice(
        key=slot("schedule", number),
        label=f"Learning-rate schedule {number}",
        default="inverse_time" if number == 1 else "none",
        options=_SCHEDULES,
        help="How the learning rate ε falls with the step n. The paper's case is inverse time "
        "with ε₀ = 1 and τ = 1: ε = 1/n.",
    )
    return [choice, *_falling_parameters(number), *_ending_parameters(number)]


def _learning_parameters() -> list[Parameter]:
    return [
        Choice(
            key="n_axis",
            label="Axis of steps",
            default="log",
            options={"log": "logarithmic", "linear": "linear"},
        ),
        Choice(
            key="time_axis",
            label="Time in",
            default="steps",
            options={"steps": "steps n", "seconds": "seconds"},
            help="Seconds of wall-clock: each net update takes 1/(2R), so R_max sets the pace.",
        ),
        Choice(
            key="alpha_family",
            label="α from 0.1 to 0.9",
            default="off",
            options={"off": "off", "on": "on"},
            help="Draw the barrier for nine values of α at once, for the first schedule.",
        ),
        Choice(
            key="rate_trace",
            label="Learning rate",
            default="off",
            options={"off": "hidden", "on": "shown"},
            help="Draw the learning rate ε itself, on the axis of rates.",
        ),
        Number(
            key="retention",
            label="To be remembered for",
            symbol=r"\tau",
            unit="s",
            default=_TEN_YEARS,
            stops=_RETENTION_TIMES,
            minimum=1e-12,
            maximum=1e15,
            help="How long a memory is to last once learning is over.",
        ),
        Choice(
            key="failure",
            label="Forgotten by then",
            default="mean",
            options={
                "mean": "on average (mean time)",
                "1e-3": "1 in 1000",
                "1e-6": "1 in a million",
                "1e-9": "1 in 10⁹",
                "1e-12": "1 in 10¹²",
            },
            help="The mean time is the usual measure; a device asks that few elements are found in the wrong state "
            "by then, which takes a higher barrier.",
        ),
    ]


def _energy_parameters() -> list[Parameter]:
    return [
        Choice(
            key="account",
            label="Energy",
            default="cumulative",
            options={"cumulative": "of all updates so far", "step": "of each update"},
        ),
        Number(
            key="static_barrier",
            label="Barrier of a static memory (kT)",
            unit="kT",
            default=1e6,
            stops=_decades(0, 9, _ONE_TWO_FIVE),
            minimum=0.1,
            maximum=1e12,
            help="What a memory that does not follow the learning throws away at each write. The paper has 10⁶ kT for "
            "digital memory; ten years of retention ask for some 40.",
        ),
        Number(
            key="low_barrier",
            label="Constant low barrier (kT)",
            unit="kT",
            default=1.0,
            stops=(0.0, *_decades(-1, 2, _ONE_TWO_FIVE)),
            minimum=0.0,
            maximum=1000.0,
            help="A memory whose barrier stays this low while it learns, and is raised once, when learning is over, to "
            "what the time asked for takes.",
        ),
        Number(
            key="model_parameters",
            label="Parameters of the model D",
            symbol="D",
            default=1e11,
            stops=_decades(3, 16, _ONE_TWO_FIVE),
            minimum=1.0,
            maximum=1e18,
            help="How many numbers are learnt. Small networks have a thousand, large language models 10¹² or so, and "
            "a human brain about 10¹⁵ synapses.",
        ),
        Number(
            key="bits",
            label="Bits of a parameter",
            symbol="b",
            default=16.0,
            stops=tuple(2.0**k for k in range(6)),
            minimum=1.0,
            maximum=64.0,
            whole=True,
            help="Each bit is a memory element with a barrier of its own.",
        ),
        Number(
            key="carbon_intensity",
            label="CO₂ of electricity (g/kWh)",
            unit="g/kWh",
            default=400.0,
            stops=_even(0.0, 1000.0, 10.0),
            minimum=0.0,
            maximum=2000.0,
            even=True,
            help="An assumption of yours: coal is near 1000, wind and water near 10.",
        ),
        Number(
            key="household",
            label="A household's electricity (kWh a year)",
            unit="kWh",
            default=3500.0,
            stops=_even(500.0, 12000.0, 500.0),
            minimum=100.0,
            maximum=1e5,
            even=True,
            help="An assumption of yours.",
        ),
    ]


def _spectrum_parameters() -> list[Parameter]:
    return [
        Several(
            key="categories",
            label="Show",
            options=dict(limcore.CATEGORIES),
            help="Nothing chosen shows all.",
        ),
        Choice(
            key="rows",
            label="Entries",
            default="main",
            options={"main": "the main ones", "all": "all"},
        ),
        Choice(
            key="per",
            label="Energy of",
            default="operation",
            options={"operation": "one operation", "bit": "one bit of it"},
            help="An operation on 32 bits does more than one on a single bit. Entries whose source does not say on how "
            "many bits an operation works are left out of the second.",
        ),
        Choice(
            key="spectrum_axis",
            label="Arranged by",
            default="kind",
            options={"kind": "kind, as in Fig. 4", "year": "year"},
        ),
        OwnPoint(
            key="own_point",
            label="Your own point",
            unit="J",
            minimum=1e-24,
            maximum=1.0,
            help="A name and an energy in J, such as 'my chip: 2e-15'. It is part of the link.",
        ),
    ]


def _projection_parameters() -> list[Parameter]:
    return [
        Number(
            key="tokens_per_parameter",
            label="Tokens for each parameter",
            default=20.0,
            stops=_decades(-1, 4, _ONE_TWO_FIVE),
            minimum=1e-6,
            maximum=1e9,
            help="How much there is to learn from. About 20 makes the best of a given amount of computing (Hoffmann et "
            "al. 2022); GPT-3 had 1.7, Llama 3.1 39.",
        ),
        Choice(
            key="count_updates",
            label="Count updates and moves for",
            default="operation",
            options={"operation": "each operation (the paper)", "step": "each step of the optimiser"},
            help="The paper sets the energy of a write against all operations of a training (10²³): each operation "
            "updates a parameter, and fetches it. An optimiser writes each parameter once a step and moves it three "
            "times; only for this count do the steps matter. Both walls are always counted alike.",
        ),
        Choice(
            key="count_computing",
            label="Arithmetic",
            default="on",
            options={"on": "counted", "off": "left out"},
            help="The theory is about memory; left out, only the three walls remain.",
        ),
    ]


def _well_parameters() -> list[Parameter]:
    return [
        Number(
            key="well_barrier",
            label="Barrier E⁰ (kT)",
            symbol="E^0",
            unit="kT",
            default=6.0,
            stops=_even(0.0, 12.0, 0.1),
            minimum=-5.0,
            maximum=100.0,
            even=True,
            help="The barrier between the two states without a drive.",
        ),
        Number(
            key="well_drive",
            label="Drive ΔE (kT)",
            symbol=r"\Delta E",
            unit="kT",
            default=1.0,
            stops=_even(0.0, 8.0, 0.1),
            minimum=0.0,
            maximum=100.0,
            even=True,
            help="How much lower the favoured state is: the gradient energy of an update.",
        ),
        Number(
            key="elements",
            label="Memory elements",
            symbol="N",
            default=100.0,
            stops=_decades(0, 6, _ONE_TWO_FIVE),
            minimum=1.0,
            maximum=1e9,
            whole=True,
            help="The more there are, the less their share scatters: as one over the square root of their number.",
        ),
        Number(
            key="seed",
            label="Seed of chance",
            default=0.0,
            stops=_even(0.0, 99.0, 1.0),
            minimum=0.0,
            maximum=1e9,
            even=True,
            whole=True,
            help="Another seed, another run of chance; the same seed gives the same.",
        ),
    ]


def _lesson_parameters() -> list[Parameter]:
    return [
        Choice(
            key="lesson",
            label="Lesson",
            default="",
            options={"": "all lessons"} | {name: lesson.title for name, lesson in lessons().items()},
        ),
        Number(
            key="lesson_step",
            label="Step of the lesson",
            default=1.0,
            stops=_even(1.0, 20.0, 1.0),
            minimum=1.0,
            maximum=20.0,
            even=True,
            whole=True,
        ),
        Choice(
            key="lesson_view",
            label="Show",
            default="steps",
            options={"steps": "Step by step", "print": "To print"},
        ),
    ]


def _limit_parameters() -> list[Parameter]:
    return [
        Choice(
            key="share_axis",
            label="Axes",
            default="linear",
            options={"linear": "linear", "log": "logarithmic"},
            help="Linear axes show how the heat diverges; logarithmic ones how far down a run of learning comes.",
        ),
        Number(
            key="cosine_barrier",
            label="Barrier E⁰ (kT)",
            symbol="E^0",
            unit="kT",
            default=5.0,
            stops=_even(0.0, 50.0, 0.5),
            minimum=0.0,
            maximum=500.0,
            even=True,
            help="At which Eq. 1 is compared with what is exact.",
        ),
        Number(
            key="meyer_neldel",
            label="Meyer-Neldel energy E_MN (kT)",
            symbol=r"E_\mathrm{MN}",
            unit="kT",
            default=10.0,
            stops=(1.1, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0, 1000.0),
            minimum=1.1,
            maximum=1e6,
            help="By so much the barrier grows while the attempt rate grows by a factor e. The larger it is, the less "
            "the attempt rate moves.",
        ),
        Number(
            key="haste",
            label="Time for erasing a bit, R_max τ",
            symbol=r"R_\mathrm{max}\tau",
            default=1.0,
            stops=_decades(-2, 6, _ONE_TWO_FIVE),
            minimum=1e-6,
            maximum=1e12,
            help="In units of the time for which an element stays where it is with no barrier around it.",
        ),
        Number(
            key="small_gradient",
            label="Squared gradient g² of a real network",
            symbol="g^2",
            default=1e-4,
            stops=_decades(-12, 0, _ONE_TWO_FIVE),
            minimum=1e-30,
            maximum=1.0,
            help="The mean over the weights. The paper assumes the bound, g² = 1.",
        ),
    ]


def _pin_parameters() -> list[Parameter]:
    return [
        Pin(key=key, label=f"Pin {letter}", find=lambda name: PARAMETERS[name] if name in RUN_KEYS else None)
        for key, letter in zip(PIN_KEYS, PIN_LETTERS, strict=True)
    ]


def _all_parameters() -> list[Parameter]:
    return [
        Choice(
            key="view",
            label="View",
            default="curves",
            options={
                "curves": "Curves",
                "surface": "Surface",
                "retention": "Consolidation",
                "walls": "Walls",
                "occupation": "Population",
                "profile": "Profile",
                "price": "Price",
                "table": "Table",
            },
        ),
        Number(
            key="alpha",
            label="Rate exponent α",
            symbol=r"\alpha",
            default=0.5,
            stops=_even(0.05, 0.95, 0.005),
            minimum=0.001,
            maximum=0.999,
            even=True,
            help="Update rates follow R = R_max ε^(1+α). The larger α, the faster updates die out "
            "and the higher the barrier may rise.",
        ),
        Number(
            key="kT",
            label="Thermal energy kT",
            symbol="kT",
            unit="meV",
            default=25.852,
            stops=_thermal_energies(),
            minimum=0.001,
            maximum=200.0,
            help="Boltzmann's constant times the temperature. In units of kT nothing moves: "
            "choose meV or J below to see the whole landscape scale with temperature.",
        ),
        Number(
            key="R_max",
            label="Attempt rate R_max",
            symbol=r"R_\mathrm{max}",
            unit="1/s",
            default=1e9,
            stops=_decades(6, 15, _TENTHS),
            minimum=1.0,
            maximum=1e21,
            help="How often a state would change with no barrier at all: a constant of the device. "
            "It moves curves only where rates are absolute (1/s), since normalised rates R/R_max "
            "cancel it; retention times always depend on it.",
        ),
        Choice(
            key="rate_scale",
            label="Update rates",
            default="normalised",
            options={"normalised": "relative to R_max", "absolute": "in 1/s"},
            help="Relative rates R/R_max make R_max cancel; absolute rates let it move the curves.",
        ),
        Numbers(
            key="rates",
            label="Rates R/R_max, one curve each",
            default=(1e-1, 1e-2, 1e-3, 1e-4, 1e-5),
            suggestions=tuple(reversed(_decades(-12, 0))),
            minimum=1e-30,
            maximum=1.0,
            most=12,
            help="One curve for each update rate. Type a number to add your own.",
        ),
        Numbers(
            key="absolute_rates",
            label="Rates R in 1/s, one curve each",
            unit="1/s",
            default=(1e6, 1e4, 1e2, 1.0),
            suggestions=tuple(reversed(_decades(-3, 12))),
            minimum=1e-9,
            maximum=1e21,
            most=12,
            help="One curve for each update rate. Type a number to add your own.",
        ),
        *(p for number in SCHEDULE_SLOTS for p in _schedule_parameters(number)),
        *_learning_parameters(),
        *_energy_parameters(),
        *_spectrum_parameters(),
        *_projection_parameters(),
        *_well_parameters(),
        *_limit_parameters(),
        *_lesson_parameters(),
        *_pin_parameters(),
        Choice(
            key="start",
            label="Update-rate law",
            default="paper",
            options={"paper": "R = R_max ε^(1+α)", "barrier_free": "barrier-free start"},
            help="The paper's law asks for more than a barrier-free memory can give at first "
            "(E⁰ < 0). The barrier-free start scales the rates so that E⁰ = 0 at the first update.",
        ),
        Number(
            key="squared_gradient",
            label="Squared gradient g²",
            symbol="g^2",
            default=1.0,
            stops=_even(0.01, 1.0, 0.01),
            minimum=1e-6,
            maximum=1.0,
            even=True,
            help="The size of the gradient, (∂L/∂w)², bounded by 1. g² = 1 is the upper bound of the barrier (Eq. 7).",
        ),
        Number(
            key="steps",
            label="Steps N",
            symbol="N",
            default=1e6,
            stops=_decades(1, 12, _ONE_TWO_FIVE),
            minimum=1.0,
            maximum=1e12,
            whole=True,
            help="How many updates the trajectories are followed.",
        ),
        Choice(
            key="unit",
            label="Energies in",
            default="kT",
            options={"kT": "kT", "meV": "meV", "J": "J"},
            help="In kT the picture is the same at every temperature; in meV or J it scales.",
        ),
        Choice(
            key="convention",
            label="Barrier convention",
            default="mean_rate",
            options={
                "mean_rate": "mean rate (the paper)",
                "symmetric_tilt": "symmetric tilt (Butler–Volmer)",
            },
            help="E⁰ as the barrier of the mean rate, which no drive changes, or as the mean of the two barriers, over "
            "which a drive quickens the hops. The second is higher by kT ln cosh(ΔE/2kT), little for a weak drive.",
        ),
        Span(
            key="dE_range",
            label="Range of ΔE",
            default=(1e-4, 10.0),
            stops=_decades(-9, 3),
            help="In units of kT. Where energies are in meV or J, in units of kT at the next of 5, 30, 100, 300 and "
            "1000 K, so that the axis stays put while the temperature changes.",
        ),
        Choice(
            key="dE_axis",
            label="Axis of ΔE",
            default="log",
            options={"log": "logarithmic", "linear": "linear"},
        ),
        Number(
            key="probe_dE",
            label="Probe: gradient energy ΔE",
            symbol=r"\Delta E",
            unit="kT",
            default=1.0,
            stops=_decades(-9, 3, _TENTHS),
            minimum=1e-12,
            maximum=1e3,
            help="The gradient energy at which all quantities are read out, in units of kT.",
        ),
        Number(
            key="probe_rate",
            label="Probe: update rate R/R_max",
            symbol=r"R/R_\mathrm{max}",
            default=0.01,
            stops=_decades(-12, 0, _TENTHS),
            minimum=1e-30,
            maximum=1.0,
            help="The update rate at which all quantities are read out, relative to R_max.",
        ),
    ]


PARAMETERS: dict[str, Parameter] = {p.key: p for p in _all_parameters()}


def defaults(keys: tuple[str, ...]) -> Values:
    """Give the default value of each of these parameters."""
    return {key: PARAMETERS[key].default for key in keys}


def decode(query: Mapping[str, str], keys: tuple[str, ...]) -> tuple[Values, list[InvalidParameter]]:
    """Read the values of these parameters from a query, and what was wrong with it.

    A missing key has its default, and so has one whose text is not allowed; keys that are not asked for are passed
    over.
    """
    values, errors = defaults(keys), []
    for key in keys:
        if key in query:
            try:
                values[key] = PARAMETERS[key].parse(query[key])
            except InvalidParameter as error:
                errors.append(error)
    return values, errors


def encode(values: Mapping[str, Any], *, base: Values | None = None, complete: bool = False) -> dict[str, str]:
    """Write values as a query: those that differ from their default (or from `base`), or all of them."""
    start = base or {}
    return {
        key: PARAMETERS[key].format(value)
        for key, value in values.items()
        if complete or value != start.get(key, PARAMETERS[key].default)
    }
