"""The derivation from Eq. 1 to Eq. 7, then learning by hops: each step with its numbers at the current parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import limcore
from dashboard.figures.units import energy_in
from dashboard.parameters import Values
from dashboard.parameters.stops import TEN_YEARS
from dashboard.wording import BEYOND, duration, number, plural, power

__all__ = ["KEYS", "STEPS", "Step"]

KEYS: Final = ("kT", "R_max", "alpha", "probe_dE", "probe_rate", "steps")
"""The parameters that the numbers of this page depend on."""

Reading = Callable[[Values], str]


@dataclass(frozen=True)
class Step:
    """One step of the derivation."""

    title: str
    words: str
    equation: str
    symbols: dict[str, str]
    """What each new symbol means."""
    reading: Reading
    """The step in numbers, for the current parameters."""
    functions: tuple[Callable[..., Any], ...]
    """What computes it in limcore."""
    page: str
    """The page that draws it."""
    query: dict[str, str] = field(default_factory=dict)


_STRONG: Final = 600.0  # kT: of drives beyond, the exponential is hardly a double


def _rate(value: float) -> str:
    return f"{power(value)} /s" if value > BEYOND else f"less than {power(BEYOND)} /s"


def _of_R_max(rate: float) -> str:
    text = power(rate)
    return "R_max" if text == "1" else f"{text} R_max"


def _energy(kT: float, meV: float) -> str:
    return f"{number(kT)} kT = {number(kT * meV)} meV"


def _boltzmann(values: Values) -> str:
    kelvin = energy_in("J", values["kT"]) / limcore.BOLTZMANN
    landauer = limcore.convert_energy(limcore.landauer_energy(values["kT"]), "meV", "J")
    return (
        f"At kT = {number(values['kT'])} meV, which is {number(kelvin)} K, erasing a bit costs at least "
        f"{number(float(limcore.landauer_energy(values['kT'])))} meV = {power(float(landauer), 4)} J."
    )


def _equilibrium(values: Values) -> str:
    heights = (1.0, 10.0, 40.0)
    rates = [float(limcore.equilibrium_rate(height, rate_max=values["R_max"])) for height in heights]
    listed = ", ".join(f"{_rate(rate)} over {height:g} kT" for rate, height in zip(rates, heights, strict=True))
    return f"With R_max = {_rate(values['R_max'])} an element hops at {listed}."


def _barrier(values: Values) -> float:
    return float(limcore.barrier_height(values["probe_dE"], values["probe_rate"]))


def _drive(values: Values) -> str:
    height, drive, rate_max = _barrier(values), values["probe_dE"], values["R_max"]
    forward, backward = (float(one) for one in limcore.directional_rates(height, drive, rate_max=rate_max))
    eased, raised = (float(one) for one in limcore.directional_barriers(height, drive))
    return (
        f"A drive of {number(drive)} kT over a barrier of {number(height)} kT: R→ = {_rate(forward)} over "
        f"{number(eased)} kT and R← = {_rate(backward)} over {number(raised)} kT. The quotient is {_quotient(drive)}."
    )


def _quotient(drive: float) -> str:
    written = f"exp({number(drive)})"
    return f"{number(math.exp(drive))} = {written}" if drive < _STRONG else written


def _net(values: Values) -> str:
    height, drive, rate_max = _barrier(values), values["probe_dE"], values["R_max"]
    rate = float(limcore.update_rate(height, drive, rate_max=rate_max))
    mean = float(limcore.equilibrium_rate(height, rate_max=rate_max))
    return (
        f"The same numbers: R = {_rate(rate)}, which is {number(100 * rate / mean, 3)} % of R⁰ = {_rate(mean)}. On a "
        f"ladder of states that makes {plural(power(2 * rate), 'net transition')} a second; between two wells "
        f"{power(rate)} while both are equally full."
    )


def _height(values: Values) -> str:
    drive, rate = values["probe_dE"], values["probe_rate"]
    plateau = float(limcore.barrier_height(1e6, rate))
    least = float(limcore.minimum_gradient_energy(rate))
    tilted = float(limcore.barrier_height(drive, rate, convention="symmetric_tilt"))
    wall = f"below ΔE_min = {number(least)} kT no barrier is low enough" if math.isfinite(least) else "it stays below"
    return (
        f"For ΔE = {number(drive)} kT and R = {_of_R_max(rate)}: E⁰ = {_energy(_barrier(values), values['kT'])}. "
        f"However large the drive, at most {number(plateau)} kT; {wall}. The mean of the two barriers is "
        f"{number(tilted)} kT, and rises without end."
    )


def _descent(values: Values) -> str:
    n = values["steps"]
    drive = float(limcore.gradient_energy(1.0 / n))
    return f"At step n = {power(n)} of ε = 1/n, with g² = 1: ΔE = {_energy(drive, values['kT'])}."


def _ceiling(values: Values) -> str:
    n, alpha = values["steps"], values["alpha"]
    rate = float(limcore.update_rate_law(1.0 / n, alpha))
    height = float(limcore.learning_barrier(1.0 / n, alpha))
    simple = float(limcore.asymptotic_barrier(-math.log(n), alpha))
    return (
        f"At step n = {power(n)} with α = {number(alpha)}: R = {_of_R_max(rate)} and E⁰ = "
        f"{_energy(height, values['kT'])}; α ln n − ln 2 gives {number(simple)} kT."
    )


def _memory(values: Values) -> str:
    height = float(limcore.learning_barrier(1.0 / values["steps"], values["alpha"]))
    held = float(limcore.retention_time(max(height, 0.0), rate_max=values["R_max"]))
    needed = float(limcore.barrier_for_retention(TEN_YEARS, rate_max=values["R_max"]))
    return (
        f"With R_max = {_rate(values['R_max'])} that barrier holds for {duration(held)}; ten years need "
        f"{number(needed)} kT."
    )


def _spent(values: Values) -> str:
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    steps = int(values["steps"])
    path = limcore.learning_columns(schedule, steps, alpha=values["alpha"], points=2, only=["cumulative_dissipation"])
    spent = float(path["cumulative_dissipation"][-1])
    return (
        f"After {plural(power(float(steps)), 'update')} with ε = 1/n, one element has dissipated "
        f"{_energy(spent, values['kT'])}, "
        f"{number(spent / steps)} kT for each."
    )


_STEEP: Final = 0.1  # of the way down the bowl that an update goes


def _langevin(values: Values) -> str:
    drive = values["probe_dE"]
    hops, weak = float(limcore.net_update_crossings(drive)), 2.0 / drive
    return (
        f"A drive of {number(drive)} kT takes {power(hops, 4)} hops for each net one, so an update of length 1 has the "
        f"variance {power(hops, 4)}. Langevin’s equation gives it {power(weak, 4)}, which is 2/x."
    )


def _rest(values: Values) -> str:
    return (
        f"At kT = {number(values['kT'])} meV half a kT is {number(0.5 * values['kT'])} meV for each weight. With "
        f"ηh = {_STEEP:g} the loss rests at {number(0.5 / (1.0 - 0.5 * _STEEP))} kT."
    )


STEPS: Final = (
    Step(
        "Heat sets the scale",
        "Everything here happens in the presence of heat. Its energy kT is the unit in which barriers and drives "
        "count: in one hop of one element, what is well below kT is lost in the noise, and what is well above it is "
        "out of reach; many elements, or much time, average the noise out. Landauer showed that to erase one bit, to "
        "make two possible states into one, costs at least kT ln 2.",
        r"E_\mathrm{Landauer} = kT\ln 2",
        {"k": "Boltzmann’s constant, 1.380649 × 10⁻²³ J/K exactly", "T": "the absolute temperature"},
        _boltzmann,
        (limcore.thermal_energy, limcore.landauer_energy),
        "spectrum",
    ),
    Step(
        "A barrier holds (Eq. 1)",
        "A memory element has two states with a barrier E⁰ between them. Heat carries it over now and then, the same "
        "way in both directions. How often, falls exponentially with the barrier. This is the law of Arrhenius; "
        "Kramers derived it for barriers of several kT. Below that it is an extrapolation, and there a run of "
        "learning begins.",
        r"R^0 = R_\mathrm{max}\,e^{-E^0/kT}",
        {
            "E^0": "barrier height",
            "R^0": "equilibrium rate of transitions in each direction",
            r"R_\mathrm{max}": "attempt rate: the rate with no barrier at all, a constant of the device",
        },
        _equilibrium,
        (limcore.equilibrium_rate,),
        "wells",
        {"well_drive": "0"},
    ),
    Step(
        "A drive tilts (Eq. 2)",
        "Learning applies an energy ΔE to the element, which makes one state lower than the other. The barrier is "
        "lowered as seen from one side and raised as seen from the other, by ΔE in all. How much of it on which side? "
        "The paper calls E⁰ the barrier of the mean of both rates, so that this mean stays R⁰ by definition, and "
        "the difference is what updates. Conventions, below, has the other choice: with it a drive quickens both.",
        r"R_\rightarrow = R^0 + R,\quad R_\leftarrow = R^0 - R,\quad E_\rightarrow = E_\leftarrow - \Delta E",
        {
            r"\Delta E": "gradient energy: the energy that drives one update; its size is meant everywhere",
            "R": "update rate: half the difference of the two rates",
            r"E_\rightarrow, E_\leftarrow": "the barrier seen from either side",
        },
        _drive,
        (limcore.directional_rates, limcore.directional_barriers),
        "wells",
    ),
    Step(
        "The update rate (Eq. 3)",
        "Divide the two rates: with Arrhenius for each, their quotient is exp(ΔE/kT). Solve for R. Since the "
        "hyperbolic tangent is below 1, R is below R⁰: to update often, an element has to hop often, back and forth. "
        "That is the update-wall. On a ladder of states, as a weight has them, both ways are always open: there are 2R "
        "net transitions a second. Two wells fill up: with a share p in the lower one there are R + R⁰(1 − 2p), and at "
        "equilibrium none.",
        r"\frac{R^0 + R}{R^0 - R} = e^{\Delta E/kT}\;\Rightarrow\; R = R^0\tanh\frac{\Delta E}{2kT}",
        {r"\tanh": "hyperbolic tangent: x for small x, 1 for large x"},
        _net,
        (limcore.update_rate,),
        "wells",
        {"view": "occupation"},
    ),
    Step(
        "The barrier that allows it (Eq. 4)",
        "Now turn the question round. Given how fast updates must go and how much drive there is, how high may the "
        "barrier be? Put Eq. 1 into Eq. 3 and solve for E⁰. With much drive only the rate matters: a plateau, since E⁰ "
        "is the barrier of the mean rate. With little drive the barrier has to go down, and below a least drive there "
        "is none that would do. For the mean of the two barriers sinh takes the place of tanh: there is no plateau.",
        r"E^0 = kT\left[\ln\frac{R_\mathrm{max}}{R} + \ln\tanh\frac{\Delta E}{2kT}\right]",
        {},
        _height,
        (limcore.barrier_height, limcore.minimum_gradient_energy),
        "barrier",
    ),
    Step(
        "Where the drive comes from (Eqs. 5 and 6)",
        "Gradient descent changes each parameter against its gradient, in proportion to the learning rate. Then the "
        "loss falls by the learning rate times the square of the gradient, summed over the parameters. Measured in "
        "units of kT, that is the drive which one memory element gets: as the learning rate falls, so does the drive.",
        r"\Delta w = -\varepsilon\,\frac{\partial L}{\partial w},\quad \Delta L = \sum_d \frac{\partial L}{\partial "
        r"w_d}\,\Delta w_d\;\Rightarrow\; \Delta E_n = kT\,\varepsilon_n\,g^2",
        {
            r"\varepsilon_n": "learning rate at step n",
            "L": "the loss that training brings down",
            "g^2": "the square of the gradient, at most 1",
        },
        _descent,
        (limcore.gradient_energy, limcore.make_schedule),
        "learning",
        {"view": "curves"},
    ),
    Step(
        "The barrier along learning (Eq. 7)",
        "Let the update rate fall with the learning rate, a little faster than in proportion. R_max cancels, and the "
        "barrier depends on the learning rate alone. For 1/n it grows as α ln n − ln 2: the same memory is quick and "
        "leaky at first, slow and steady later. With g² = 1 it is the highest barrier that still lets the updates "
        "through: a ceiling.",
        r"R_n = R_\mathrm{max}\,\varepsilon_n^{1+\alpha}\;\Rightarrow\; \frac{E^0_n}{kT} = -(1+\alpha)\ln\varepsilon_n "
        r"+ \ln\tanh\frac{\varepsilon_n g^2}{2} \approx -\alpha\ln\varepsilon_n - \ln\frac{2}{g^2}",
        {r"\alpha": "rate exponent, between 0 and 1: how much faster updates die out than the learning rate"},
        _ceiling,
        (limcore.update_rate_law, limcore.learning_barrier, limcore.learning_trajectory),
        "learning",
        {"view": "curves"},
    ),
    Step(
        "What memory asks for",
        "To remember is a floor for the barrier: it has to be so high that the element stays, on average, for as long "
        "as it shall hold; if only a small share P may be wrong by then, it takes kT ln(1/P) more. Where the ceiling "
        "of learning lies under the floor of memory, one cannot do both at once. That is the consolidation-wall.",
        r"\tau = \frac{1}{R^0} = \frac{e^{E^0/kT}}{R_\mathrm{max}}\;\Rightarrow\; E^0 = kT\,\ln(\tau R_\mathrm{max})",
        {r"\tau": "retention time: how long an element stays where it is, on average"},
        _memory,
        (limcore.retention_time, limcore.barrier_for_retention, limcore.consolidation),
        "learning",
        {"view": "retention"},
    ),
    Step(
        "What it dissipates",
        "The paper counts, for each update, the barrier that is crossed and the drive that is spent; neither comes "
        "back. A barrier crossed by heat alone gives back on the far side what it took, so that the floor is the "
        "drive: ΔE for each net transition. Schnakenberg’s entropy production of a ladder of such states is just that. "
        "The page of energy shows both accounts, and a third, in which every crossing pays.",
        r"E_{\mathrm{diss},n} = \max(E^0_n, 0) + \Delta E_n \;\geq\; \Delta E_n",
        {},
        _spent,
        (limcore.step_dissipation, limcore.net_update_heat, limcore.dissipation_trajectory),
        "energy",
    ),
    Step(
        "Learning by hops (ours)",
        "Now let a model learn in such memories. One net hop along a ladder is one update, a step against the "
        "gradient, and its drive is λ kT for each nat by which it lowers the loss. How far the element really goes is "
        "a matter of chance: for each net hop there are many, both ways. On average that is gradient descent. Around "
        "it the update scatters by its own length for each hop; for a weak drive there are the more hops the smaller "
        "the gradient, and it drops out. A mean along the gradient, and a scatter that does not depend on it: that is "
        "Langevin’s equation, of a particle in the landscape of the loss, whose temperature is the inverse of λ.",
        r"\langle\Delta w\rangle = -\eta g,\quad \mathrm{Var}(\Delta w) = \eta^2 g^2\coth\frac{x}{2} \to "
        r"\frac{2\eta}{\lambda},\quad x = \lambda\eta g^2",
        {
            r"\lambda": "energy scale: how many kT a nat of loss is worth; the paper’s law has λ = 1",
            r"\eta": "learning rate of the update",
            "x": "its drive in kT",
        },
        _langevin,
        (limcore.net_update_crossings, limcore.train_in_memory),
        "training",
        {"view": "loss", "memory": "ladder", "task": "bowl"},
    ),
    Step(
        "The floor of learning (ours)",
        "Put that into a bowl of steepness h, whose loss is half of h times the square of the distance. Each update "
        "goes a share ηh of the way down, and noise adds its scatter. At rest the two balance, and the steepness drops "
        "out, but for the length of a step: each weight keeps half a kT, as equipartition has it for every direction "
        "in which a thing can move. In nats that is one over 2λ. No barrier stands in it, so that no schedule of "
        "barriers goes below. Only a larger λ does, and it is paid for with each hop.",
        r"\langle w^2\rangle = (1 - \eta h)^2\langle w^2\rangle + \frac{2\eta}{\lambda}\;\Rightarrow\; "
        r"\frac{h}{2}\langle w^2\rangle = \frac{1}{2\lambda}\cdot\frac{1}{1 - \eta h/2}",
        {"h": "steepness of the bowl: the second derivative of the loss", "w": "distance from its lowest point"},
        _rest,
        (limcore.train_in_memory,),
        "training",
        {
            **{"view": "loss", "task": "bowl", "memory": "ladder", "energy_scale": "1000", "first_step": "0.1"},
            "schedule_1": "constant",
        },
    ),
)
