"""The limits of the model one by one: what is assumed, where it fails, what that changes, in words and in numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

import limcore
from dashboard.figures.runs import Array, Run
from dashboard.parameters import RUN_KEYS, Values, defaults
from dashboard.parameters.stops import TEN_YEARS
from dashboard.references import CITATIONS
from dashboard.wording import count, duration, multiple, number, plural, power
from limcore.learning import log_rate_at_barrier
from limcore.schedules import LAST_STEP

__all__ = ["COMMON", "DRAWN", "LIMITS", "Limit"]

COMMON: Final = ("alpha", "steps", "R_max")
"""What several sections depend on."""

DRAWN: Final = "haste"
"""The limit that has a figure."""

_VALID_FROM: Final = 5.0  # kT: the least barrier over which Kramers' law is trusted
_NEVER: Final = f"only after more than {power(LAST_STEP, 1)} steps"


@dataclass(frozen=True)
class Limit:
    """One limit of the model."""

    name: str
    """What an address calls it."""
    title: str
    assumes: str
    fails: str
    changes: str
    equations: tuple[str, ...]
    reading: Callable[[Values], str]
    """Its size, for the current parameters."""
    controls: tuple[str, ...]
    """What its reading depends on beside `COMMON`."""
    functions: tuple[Callable[..., Any], ...]
    """What computes it in limcore."""
    sources: tuple[str, ...]
    """Whom it is after, by their keys."""
    page: str
    """The page of what is assumed."""
    query: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """What it is about, in Markdown."""
        return f"**Assumed.** {self.assumes}\n\n**Where it fails.** {self.fails}\n\n**So here.** {self.changes}"

    @property
    def cited(self) -> str:
        """Its sources, in Markdown."""
        cited = [CITATIONS[key] for key in self.sources]
        return "After " + "; ".join(f"[{one.text}]({one.address})" if one.address else one.text for one in cited) + "."


def _run(values: Values) -> Run:
    """The paper's run, ε = 1/n, in units of kT."""
    common = {key: values[key] for key in COMMON}
    fixed = {"unit": "kT", "convention": "mean_rate"}
    return Run(defaults(RUN_KEYS) | common | fixed, 1, points=2)


def _first_step(values: Values, height: float, squared_gradient: float = 1.0) -> float:
    """Find from which step on the barrier of the paper's run is at least so high; infinity if it is never known to."""
    level = log_rate_at_barrier(height, values["alpha"], squared_gradient)
    return _run(values).schedule.reach(level)[0] + 1.0


def _low_barriers(values: Values) -> str:
    return f"{_share_below(values)} {_cosine_wells(values['cosine_barrier'])} {_held(values['R_max'])}"


def _share_below(values: Values) -> str:
    steps, n = values["steps"], _first_step(values, _VALID_FROM)
    when = f"at step {count(n)}" if math.isfinite(n) else _NEVER
    begin = f"With ε = 1/n and α = {number(values['alpha'])} the barrier comes to {number(_VALID_FROM)} kT {when}"
    if n > steps:
        return f"{begin}: all of a run of {plural(count(steps), 'update')} lies below."
    part = number(100 * (n - 1) / steps, 3)
    scale = number(100 * math.log(n) / math.log(steps), 3)
    return f"{begin}: {part} % of a run of {count(steps)} updates lie below, and {scale} % of its logarithmic axis."


def _cosine_wells(height: float) -> str:
    exact, plain = float(limcore.periodic_rate(height)), float(limcore.equilibrium_rate(height))
    kramers = float(limcore.kramers_rate(height))
    if height == 0:
        return "With no barrier at all cosine wells agree with Eq. 1, and Kramers’ formula says that nothing hops."
    return (
        f"Over a barrier of {number(height)} kT elements in cosine wells hop {multiple(exact / plain, 'as often', 4)} "
        f"as Eq. 1 says, as if it were {number(math.log(exact / plain))} kT lower; Kramers’ formula says "
        f"{number(100 * kramers / exact)} % of what is exact."
    )


def _held(rate_max: float) -> str:
    height = float(limcore.barrier_for_retention(TEN_YEARS, rate_max=rate_max))
    held = 1.0 / float(limcore.periodic_rate(height, rate_max=rate_max))
    return (
        f"The {number(height)} kT that hold for ten years by Eq. 1, at R_max = {power(rate_max)} /s, hold there for "
        f"{duration(held)}."
    )


def _attempts(values: Values) -> str:
    energy, rate_max = values["meyer_neldel"], values["R_max"]
    height = float(limcore.compensated_barrier(TEN_YEARS, energy, rate_max=rate_max))
    plain = float(limcore.barrier_for_retention(TEN_YEARS, rate_max=rate_max))
    return (
        f"With E_MN = {number(energy)} kT and R₀₀ = {power(rate_max)} /s ten years ask for {number(height)} kT instead "
        f"of {number(plain)} kT: {number(height / plain)} times as much. The attempt rate has then grown by a factor "
        f"of {power(math.exp(height / energy))}."
    )


def _haste(values: Values) -> str:
    attempts, rate_max = values["haste"], values["R_max"]
    work = float(limcore.erasure_work(attempts, diffusion_time=0.25))
    excess = work - math.log(2.0)
    return (
        f"With R_max = {power(rate_max)} /s, to erase a bit in {duration(attempts / rate_max)} takes at least "
        f"{number(work)} kT if it has to end at rest, {number(excess)} kT of it for haste. "
        f"{_whole_run(values['steps'])}"
    )


def _whole_run(steps: float) -> str:
    run = _run({"alpha": 0.5, "steps": steps, "R_max": 1.0})
    heat = float(run.dissipation(np.asarray([steps]), "cumulative_drive")["cumulative_drive"][0])
    least = float(limcore.least_heat(steps, _summed(run, _backward)))
    together = f"In {plural(count(steps), 'update')} of ε = 1/n an element gives off {number(heat)} kT in all"
    if number(heat) == number(least):
        return f"{together}, and no hops that are so many cost less."
    return f"{together}; as many hops, net and in all, but evenly spread, would do with {number(least)} kT."


def _summed(run: Run, of_drive: Callable[[Array], Array]) -> float:
    return float(run.schedule.cumulative(lambda log_rate: of_drive(np.exp(log_rate)), run.n[-1:])[0])


def _backward(drive: Array) -> Array:
    """Hops back for each net one."""
    return (np.asarray(limcore.net_update_crossings(drive)) - 1.0) / 2.0


def _gradients(values: Values) -> str:
    squared, steps, alpha = values["small_gradient"], values["steps"], values["alpha"]
    bound, real = (float(limcore.learning_barrier(1.0 / steps, alpha, one)) for one in (1.0, squared))
    met = _first_step(values, 0.0, squared)
    when = f"only from step {count(met)} on" if math.isfinite(met) else _NEVER
    first = [float(limcore.update_rate(0.0, one)) for one in (1.0, squared)]
    slower = "takes as long" if squared == 1 else f"takes {number(first[0] / first[1])} times as long"
    return (
        f"With g² = {power(squared)}, ε = 1/n and α = {number(alpha)} the barrier of step {count(steps)} is at most "
        f"{number(real)} kT instead of {number(bound)} kT, and the paper’s rates can be met {when}. A run that "
        f"begins at what can be met {slower}."
    )


def _noise(values: Values) -> str:
    steps = values["steps"]
    hops = float(limcore.net_update_crossings(1.0 / steps))
    every = _summed(_run(values), lambda drive: np.asarray(limcore.net_update_crossings(drive)))
    return (
        f"At step {count(steps)} of ε = 1/n an element makes {plural(number(hops), 'hop')} for each net one, whose "
        f"number scatters by {number(math.sqrt(hops))} about 1. Over the whole run, "
        f"the number of net hops, {count(steps)}, scatters by {number(math.sqrt(every))}."
    )


def _accounts(values: Values) -> str:
    run = _run(values)
    paid = ("cumulative_drive", "cumulative_barrier", "cumulative_barrier_every_crossing")
    last = run.dissipation(run.n[-1:], *paid)
    landauer = values["steps"] * math.log(2.0)
    drive, barrier, crossed = (float(last[name][0]) for name in paid)
    return (
        f"In {plural(count(values['steps']), 'update')} of ε = 1/n at α = {number(values['alpha'])} an element "
        f"dissipates {number(drive)} kT by the floor, {number(drive + barrier)} kT by the paper’s account, and "
        f"{number(drive + crossed)} kT if every crossing paid; kT ln 2 for each update would be {number(landauer)} kT."
    )


LIMITS: Final = (
    Limit(
        "low-barriers",
        "Below about 5 kT, Eq. 1 is an extrapolation",
        "One attempt rate for all barriers. With none, an element hops R_max times a second; each kT makes hops e "
        "times rarer (Eq. 1).",
        "Kramers derived that law for barriers of several kT, with an attempt rate that follows from the shape of the "
        "wells. The paper’s runs begin at barriers of zero or less. One shape is solved at every height: a row of "
        "cosine wells, as a weight has that is kept in steps (Lifson and Jackson). There Eq. 1 is right at zero, and "
        "over high barriers too slow by a factor of πE⁰/kT, since over the same way a higher barrier has a sharper "
        "top. Kramers’ formula has that factor, and fails below.",
        "Read R_max as the attempt rate of the barriers that matter; of one known from low barriers, a few kT are in "
        "doubt at high ones, and the other way round. At the beginning of a run, hops are no events at all: what is "
        "called a barrier there only slows down diffusion.",
        (
            r"R^0 = \frac{R_\mathrm{max}}{I_0(E^0/2kT)^2}",
            r"R^0 \approx \pi\,\frac{E^0}{kT}\,R_\mathrm{max}\,e^{-E^0/kT}\quad(E^0 \gg kT)",
        ),
        _low_barriers,
        ("cosine_barrier",),
        (limcore.periodic_rate, limcore.kramers_rate, limcore.equilibrium_rate),
        ("kramers1940", "lifson1962"),
        "wells",
    ),
    Limit(
        "attempt-rates",
        "The attempt rate may follow the barrier",
        "R_max is a constant of the device. Learning-in-memory moves the barrier and nothing else.",
        "In many devices a higher barrier comes with more attempts: the rule of Meyer and Neldel. For a magnetic "
        "memory attempt rates of up to 10²¹ per second were computed where 10⁹ is usually taken, growing "
        "exponentially with the barrier (Desplat and Kim).",
        "In Eqs. 1 to 4, E⁰(1 − kT/E_MN) then stands in the place of E⁰: all barriers of this site, and what it takes "
        "to remember, are to be divided by 1 − kT/E_MN. Where E_MN is no more than kT, no barrier holds anything.",
        (
            r"R_\mathrm{max} = R_{00}\,e^{E^0/E_\mathrm{MN}}\;\Rightarrow\; E^0 = \frac{kT\,\ln(\tau R_{00})}"
            r"{1 - kT/E_\mathrm{MN}}",
        ),
        _attempts,
        ("meyer_neldel",),
        (limcore.compensated_rate, limcore.compensated_barrier),
        ("desplat2020",),
        "learning",
        (("view", "retention"),),
    ),
    Limit(
        "haste",
        "Haste costs, and hops are as cheap as their speed allows",
        "To erase a bit takes kT ln 2, and a net update its drive.",
        "kT ln 2 is for a time without end. Where a bit lies in one of two narrow wells, erasing it within τ takes "
        "an excess that goes as 1/τ (Proesmans, Ehrich and Bechhoefer): with a = 2 where it has to end at rest in its "
        "well, and up to four times less where it need not. Var(x)/D is 1/(4 R_max), with R_max as above. Hops have a "
        "least heat, too: for L net ones among A, kT L ln[(A + L)/(A − L)] (Lee et al.), above the speed limit "
        "2 kT L²/A (Shiraishi et al.).",
        "Here the model is as good as anything can be: its two rates R⁰ ± R meet the tight bound exactly. With "
        "A = 2R⁰τ and L = 2Rτ it says ΔE for each net hop, which is what they cost; the circles lie on the line. A run "
        "comes down that line while its learning rate falls. Heat goes to nothing, and hops for each net one go up as "
        "2/ε. Neither α nor the barrier matters here: they set how long a hop takes. Only the run as a whole is not "
        "the cheapest, since it hurries first and dawdles later.",
        (
            r"W \geq kT\left[\ln 2 + a\,\frac{\mathrm{Var}(x)}{D\,\tau}\right]",
            r"Q \geq kT\,L\,\ln\frac{A + L}{A - L} \geq \frac{2\,kT\,L^2}{A}",
        ),
        _haste,
        ("haste",),
        (limcore.erasure_work, limcore.least_heat, limcore.speed_limit_heat, limcore.net_update_crossings),
        ("proesmans2020", "lee2022", "shiraishi2018"),
        "energy",
    ),
    Limit(
        "gradients",
        "Real gradients are far below 1",
        "g² = 1 in most pictures: the bound with which Eq. 7 is written.",
        "It bounds each weight’s gradient, and real ones are nowhere near. A training that keeps the length of its "
        "whole gradient to 1, as that of GPT-3 did, has a mean g² of at most 1/D for D weights: 6 × 10⁻¹² for its "
        "1.75 × 10¹¹ (Brown et al.).",
        "With g² falls the drive, and with the drive the ceiling of the barrier, by kT ln(1/g²). At the paper’s rates "
        "no barrier is low enough then, for very long. At rates that can be met only time is lost: updates are 1/g² "
        "times rarer, and the barriers nearly those of g² = 1. Or else a unit of loss is made worth more than kT, and "
        "the drive is as much dearer: ΔE = kT ε g² is a choice of units, and the paper’s.",
        (
            r"\frac{E^0(g^2) - E^0(1)}{kT} = \ln\frac{\tanh(\varepsilon g^2/2)}{\tanh(\varepsilon/2)} \approx "
            r"-\ln\frac{1}{g^2}",
        ),
        _gradients,
        ("small_gradient",),
        (limcore.learning_barrier, limcore.update_rate_law),
        ("brown2020",),
        "learning",
        (("squared_gradient", "0.01"),),
    ),
    Limit(
        "one-element",
        "One element, and only its mean",
        "A weight is one element that hops between two wells, or along a row of them, and what counts is the mean.",
        "Hops forward and back are independent, so that their net number scatters by the square root of all of them. "
        "That noise is in no picture here but **Population**. Of two wells the lower one fills up, and net hops end; a "
        "row of wells goes on. And an element is not alone: addressing it, sensing it, setting its barrier and its "
        "drive take energy of their own, which is nowhere counted.",
        "Late in a run an update is lost in the scatter of the hops that make it. It takes many elements for a weight, "
        "or the mean over many steps, to learn by such updates. What is called the height of a tilted barrier is a "
        "convention besides, which Theory explains.",
        (r"L \pm \sqrt{A},\qquad \frac{A}{L} = \coth\frac{\varepsilon g^2}{2} \approx \frac{2}{\varepsilon g^2}",),
        _noise,
        (),
        (limcore.net_update_crossings, limcore.hops, limcore.simulate_population),
        ("gillespie1977",),
        "wells",
        (("view", "occupation"),),
    ),
    Limit(
        "accounts",
        "That barriers are thrown away is an assumption",
        "An update pays its barrier and its drive, and neither comes back: the paper’s account.",
        "A barrier that heat crosses gives back on the far side what it took; then the drive is all that is lost "
        "(Schnakenberg), and the barrier costs nothing: the floor. If every crossing, forward and back, threw its "
        "barrier away, an update would pay for many. And a barrier that a circuit raises and lowers costs what that "
        "circuit loses, which today is far more than the barrier.",
        "Between the account and its floor lies most of what this site calls the energy of learning-in-memory. Which "
        "of them a device comes near is open: the paper leaves it so, too. Energy shows the floor, this account, and "
        "what it would be if every crossing paid; what a circuit loses is in none of them.",
        (r"\Delta E_n \;\leq\; E_{\mathrm{diss},n} = \max(E^0_n, 0) + \Delta E_n",),
        _accounts,
        (),
        (limcore.step_dissipation, limcore.net_update_heat),
        ("chakrabartty2023walls", "schnakenberg1976"),
        "energy",
    ),
)
