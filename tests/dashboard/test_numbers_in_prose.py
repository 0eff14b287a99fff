"""Every number typed into prose is right: lessons, words of pages, the derivation, helps, README.

A passage with a number is listed with how that number follows; the passages are looked up in the texts, and a number in
a text that no passage covers fails. Only what names or sets something has no need: equations, code, figures, steps.
"""

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from independent import AGE_OF_UNIVERSE, YEAR, Course, barrier, hardware, mp, target, trainings
from sentences import NUMBER, agrees
from test_numbers_of_energy import Training

import limcore
from dashboard import catalogue
from dashboard.export.paper import LENGTHS, Paper
from dashboard.figures import FIGURES
from dashboard.lessons.library import lessons
from dashboard.parameters import PARAMETERS
from dashboard.parameters.logged import LONGEST
from dashboard.references import CITATIONS, KAPLAN, PAPER
from dashboard.scripts import linked
from dashboard.words import learning as learning_words
from dashboard.words import limits_sections, theory_steps
from dashboard.words import overview as overview_words

HARDWARE = hardware()
README = Path(__file__).parents[2] / "README.md"
TEN_YEARS = 10 * 365.25 * 86400

# What is no claim: equations, code, addresses, what names equations, figures, lessons and steps, and what is set.
NAMES = re.compile(
    r"""`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|
    Eqs?\.\ \d(?:(?:,\ |–|\ to\ |\ and\ )\d)*|Figs?\.\ \d(?:\([abcd]\))?|[Ll]essons?\ \d(?:\ (?:and|or|to)\ \d)?|
    [Ss]teps?\ \d(?:\ and\ \d)?|Eq\.\ 7|kT\ ln\ 2|ln\ n\ −\ ln\ 2|1/n|1/2R|1/√n|1/s|\(1/γ\)|1/\(R→\ \+\ R←\)|1/\(2R\)|
    g²\ =\ 1|ε\ =\ 1\b|n\ =\ 1,\ 10,\ 100|n\ =\ [01]\b|GPT-3|V3|Llama\ 3\.1|H100|arXiv\ 2104\.05926|
    ε₀\ =\ 1\ and\ τ\ =\ 1|E⁰\ [=<]\ 0|E⁰\ =\ 0|ΔE\ =\ 0|\^\([−\d/]+\)|1\ \+\ α|\(1\+α\)|\(1\ [−+]\ n/[τT]\)""",
    re.VERBOSE,
)
BLOCKS = re.compile(r"```.*?```|^\d\. ", re.DOTALL | re.MULTILINE)  # of code, and the numbers of lists
TYPED = re.compile(rf"(?<![\w^_{{]){NUMBER}(?![\w⁰¹²])")


def near(value, said, part=0.05):
    """Whether a value is about what is said."""
    return abs(mp.mpf(value) / mp.mpf(said) - 1) <= part


def rounded(value, said, digits):
    return agrees(said, mp.mpf(value), digits)


def cost(name, end="high"):
    return mp.mpf(HARDWARE[name][f"energy_{end}_J"])


def middle(name):
    return mp.sqrt(cost(name, "low") * cost(name))


def paper(**changes):
    """The paper's ε = 1/n."""
    return Course(FIGURES["learning"].values(**changes))


def first_met(alpha):
    return paper(alpha=alpha).reach(mp.mpf(0))[0]


def first_met_when_tilted(alpha):
    """The first step of 1/n whose barrier, the mean of the two, is not negative."""
    heights = ((n, (1 + mp.mpf(alpha)) * mp.log(n) + mp.log(mp.sinh(1 / mp.mpf(2 * n)))) for n in range(1, 100))
    return next(n for n, height in heights if height >= 0)


def rise_by_the_clock(rates, alpha):
    """By how much the barrier rises for each e-fold of time, over the last half of learning rates that are given."""
    times = [mp.mpf(0)]
    for rate in rates:
        times.append(times[-1] + mp.mpf(rate) ** -(1 + mp.mpf(alpha)) / 2)
    half, last = len(rates) // 2, len(rates)
    return alpha * mp.log(rates[half - 1] / rates[last - 1]) / mp.log(times[last] / times[half])


def asked(rate_max):
    return target(TEN_YEARS, rate_max)


def excess_of_kramers(height):
    """By how much of it Kramers' formula is above the exact rate in a row of cosine wells."""
    return mp.pi * height * mp.exp(-height) * mp.besseli(0, mp.mpf(height) / 2) ** 2 - 1


def per_parameter(name):
    """Tokens for each parameter that a real training had."""
    return mp.mpf(trainings()[name]["tokens"]) / mp.mpf(trainings()[name]["parameters"])


def of_gpu_line(name, tokens):
    """How many times the line of the GPU, counted for each step, a real training took: all but its arithmetic."""
    run = trainings()[name]
    line = 6 * tokens * mp.mpf(run["parameters"]) ** 2 * cost("NVIDIA H100 SXM")
    return mp.mpf(run["energy_MWh"]) * 3_600_000_000 / line


kT = mp.mpf("1.380649e-23") * 300
MEV = kT / mp.mpf("1.602176634e-22")
ADAPTIVE = paper()
WRITES = [
    cost(name, end) / kT
    for name in HARDWARE
    for end in ("low", "high")
    if HARDWARE[name]["basis"] == "review" and HARDWARE[name]["kind"] == "write"
]
WRITTEN = rounded(min(WRITES) / 1000, "4.8", 2) and rounded(max(WRITES) / 10**10, "1.7", 2)
GPUS = {HARDWARE[name]["year"]: cost(name) for name in HARDWARE if name.startswith("NVIDIA")}
ARRAYS = sorted(
    (cost(name), row["year"]) for name, row in HARDWARE.items() if row["category"] in ("compute_in_memory", "adiabatic")
)
SAVED = 10**12 / mp.mpf(ADAPTIVE.summed())
DEARER = {alpha: paper(alpha=alpha) for alpha in (0.1, 0.5, 0.9)}
EVERY = {alpha: mp.mpf(one.summed_by_crossings()) + mp.mpf(one.summed(barriers=False)) for alpha, one in DEARER.items()}
N_STAR = paper(R_max=1e9).reach(asked(1e9))[0]
LATE_N_STAR = paper(R_max=1e12).reach(asked(1e12))[0]

LESSONS = {
    "**About 10 minutes.** The run is an example": True,  # see test_lessons_are_for_a_class
    "the barrier grows as α ln(1/ε), and shrinks as gradients do": True,  # by Eq. 7
    "it has to be far more than 1 kT": True,  # noise works as well as the gradient
    "less than static memories of 10⁶ kT do memories": PARAMETERS["static_barrier"].default == 1e6,
    "find the row in which it is 0, and look": True,  # see test_barrier_free_start_is_lowest_at_zero_wherever_that_is
    "the drive hurries too, 6 times at 5 kT": rounded(mp.cosh(mp.mpf(5) / 2), "6", 1),
    "the curves rise on as ΔE/2. In": True,  # see test_curves_of_the_symmetric_tilt_have_no_plateau
    "about 2.7, which is the number e": rounded(mp.e, "2.7", 2),
    "to hold a thousand times longer, a memory needs only about 7 kT more": rounded(mp.log(1000), "7", 1),
    "each kT multiplies the time by 2.7": rounded(mp.e, "2.7", 2),
    "these bits would try to hop 10⁹ times a second": PARAMETERS["R_max"].default == 1e9,
    "ten years are some 300 million seconds": near(TEN_YEARS, 300e6, 0.06),
    "The barrier is 6 kT. Make it twice as high, 12 kT.": PARAMETERS["well_barrier"].default == 6,
    "Drag α from 0.5 to 0.7. What": PARAMETERS["alpha"].default == 0.5 and 0.7 in PARAMETERS["alpha"].stops,
    "In 1961 Rolf Landauer": CITATIONS["landauer1961"].year == 1961,
    "to set it to 0, whatever": True,  # what erasing means
    "Left means 0, right means 1": True,  # a name
    "Cool the computer from 300 K to 75 K, a quarter": 300 / 75 == 4,
    "the row *8-bit integer add*": "8-bit integer add" in HARDWARE,
    "an 8-bit integer addition": HARDWARE["8-bit integer add"]["bits"] == "8",
    "R_max is 10⁹ tries a second and the barrier is 7 kT": PARAMETERS["R_max"].default == 1e9,
    "roughly one try in a thousand has 7 kT to spare": near(mp.exp(-7), 1e-3, 0.1),
    "10 in the class": True,  # of coin tosses
    "e to the power of 2": True,  # the drive that the step sets
    "Drag ΔE to 0 and the two arrows become equal; drag it to 5 kT and the way back is almost closed": mp.exp(-5)
    < 0.01,
    "The right well is now 2 kT lower": True,  # the drive that the step sets
    "Keep the tilt of 2 kT and raise the barrier by 3 kT": True,  # what is asked
    "From 100 elements to 10,000": True,  # what is asked
    "With a gentle drive of 0.5 kT": True,  # the drive that the step sets
    "multiply it by 0.63": rounded(1 - mp.exp(-1), "0.63", 2),
    "with the barrier 1 kT higher: it should take 2.7 times as long": rounded(mp.e, "2.7", 2),
    "come up to 63 % of its final value": rounded(100 * (1 - mp.exp(-1)), "63", 2),
    "the natural logarithm of 100. An update rate of a hundredth of R_max": True,
    "there and back, of a hundredth: ln 100 kT": rounded(barrier(1000, 0.01) / mp.log(100), "1", 6),
    "twice as many as the mean: the hill ahead is lower than E⁰ by ln 2": rounded(
        mp.log(1 + mp.tanh(500)) / mp.log(2), "1", 6
    ),
    "the probability (1 − e^(−2t/τ))/2, for t = τ that is 43 %": rounded(50 * (1 - mp.exp(-2)), "43", 2),
    "the natural logarithm of 10, each time": True,
    "From a second to ten years the floor rises by some 20 kT only": near(mp.log(TEN_YEARS), 20, 0.03),
    "twelve factors of ten, takes less than 28 kT": 27 < 12 * mp.log(10) < 28,
    "a run with α = 0.7 stand higher or lower than one with α = 0.3": True,  # what is asked
    "*R = 0.001*": True,  # a row of the table
    "next to 1. Read": True,  # a row of the table
    "the flat height of ln 1000, less the toll of a drive of only 1 kT": barrier(1, 0.001) < mp.log(1000),
    "at R = 0.001 and a drive of 1 kT": True,  # what is asked
    "half the step at n = 2, a hundredth at n = 100": (ADAPTIVE.log_rate(2), ADAPTIVE.log_rate(100))
    == (-mp.log(2), -mp.log(100)),
    "With ε = 1/n and α = 0.5": PARAMETERS["alpha"].default == 0.5,
    "Go on a million times longer, to 10¹² updates": 10**6 * PARAMETERS["steps"].default == 1e12,
    "by a number γ just below 1": True,  # what γ is
    "the learning rate is multiplied by 0.999 at each step": PARAMETERS["gamma_1"].default == 0.999,
    "From the height of the barriers, the paper’s million kT against a few": PARAMETERS["static_barrier"].default == 1e6
    and 3 < ADAPTIVE.summed() / 1e6 < 7,
    "a barrier that stays at 1 kT would cost less still": ADAPTIVE.at_constant_barrier(1) < ADAPTIVE.summed(),
    "Drag it down to 50, which would hold for ten years": asked(PARAMETERS["R_max"].default) < 50,
    "at n = 1000 and at n = 1,000,000": PARAMETERS["steps"].default == 1e6,
    "between n = 1000 and the end": True,
    "Numbers such as 10³⁵ steps": near(mp.log10(N_STAR), 35, 0.02),
    "the universe is some 4 × 10¹⁷ seconds old": rounded(AGE_OF_UNIVERSE / mp.mpf(10) ** 17, "4", 1),
    "each kT is a factor of 2.7 in time": rounded(mp.e, "2.7", 2),
    "ten years are 3 × 10⁸ seconds": rounded(TEN_YEARS / 1e8, "3", 1),
    "The picture goes up to 10¹² steps": True,  # which the step sets
    "The universe is 1.4 × 10¹⁰ years old": rounded(AGE_OF_UNIVERSE / YEAR / 10**10, "1.4", 2),
    "Drag it to 0.95 and see": PARAMETERS["alpha"].stops[-1] == 0.95,
    "at 1 year, then at 10 years": True,  # what is to be set
    "By {ten_times_longer}, the natural logarithm of 10": True,
    "reading 64 bits from main memory or multiplying two 32-bit numbers": HARDWARE["DRAM"]["bits"] == "64",
    "takes some 700 W": "700 W" in HARDWARE["NVIDIA H100 SXM"]["note"],
    "one 16-bit operation": HARDWARE["NVIDIA H100 SXM"]["bits"] == "16",
    "2 × 10¹¹ parameters and two tokens of text": True,  # which the step sets
    "A person takes some 10⁷ J a day": near(2400 * 4184, 1e7, 0.1),
    "makes a thousand million million operations a second": near(mp.mpf(700) / cost("NVIDIA H100 SXM"), 1e15, 0.05),
    "an update takes at least 1/ε times as long": all(1 / (2 * mp.tanh(rate / 2)) >= 1 / rate for rate in (0.01, 1)),
    "R is at most ε/2 of the rate": all(mp.tanh(rate / 2) <= rate / 2 for rate in mp.linspace(1e-6, 1, 50)),
    "from 75 K to 300 K the best refrigerator that nature allows takes three times that heat as work": 300 / 75 - 1
    == 3,
    # Heat at 75 K, and the work of a Carnot engine run backwards: together what erasing takes at 300 K.
    "in all kT ln 2 of the warm room, exactly what erasing there takes": 75 * mp.log(2) * (1 + (300 / mp.mpf(75) - 1))
    == 300 * mp.log(2),
    "the work Q (T_h/T_c − 1) at least": True,  # Carnot's, as above
    "With Q = kT_c ln 2 the sum is kT_h ln 2": True,  # the same
    "(it was 15, from rows that cannot be compared)": rounded(
        (cost("NVIDIA H100 SXM") + 16 * 10**6 * kT) / cost("AFPR-CIM (RRAM)"), "15", 2
    ),
    "a 16-bit operation of a GPU at its rated power, and an 8-bit operation that was simulated": (
        HARDWARE["NVIDIA H100 SXM"]["bits"],
        HARDWARE["AFPR-CIM (RRAM)"]["bits"],
        HARDWARE["AFPR-CIM (RRAM)"]["basis"],
    )
    == ("16", "8", "simulated"),
    "Bérut et al. 2012": CITATIONS["berut2012"].year == 2012,
    "Jun, Gavrilov and Bechhoefer 2014": CITATIONS["jun2014"].year == 2014,
    "Kempes et al. 2017": CITATIONS["kempes2017"].year == 2017,
    "the least heat for a loss of 0.3 nat": True,  # what is asked
    "At a loss of 0.3 nat it gets some 95 % of new digits right": True,  # see test_a_loss_of_three_tenths_of_a_nat
    "Written anew by force, at 10⁶ kT a bit": True,  # see test_numbers_of_lessons.py
    "An estimate that is off by twenty, and says why": near(of_gpu_line("GPT-3", per_parameter("GPT-3")), 20, 0.1),
    **{f"**About {minutes} minutes.**": True for minutes in (12, 15)},  # see test_lessons_are_for_a_class
}
DIGITS, BOWL = limcore.make_task("digits"), limcore.make_task("bowl")
LEARNT_FROM, TESTED = DIGITS.classifier.examples.labels, DIGITS.classifier.examples.test_labels

PAGES = {
    "no such number, which means λ = 1": True,  # a definition
    "softmax regression with 650 weights": DIGITS.weights == 650,
    "a bowl of 100 weights": BOWL.weights == 100,
    CITATIONS["alpaydin1998"].text: True,
    CITATIONS["kirkpatrick2017"].text: True,
    "the digits 0 to 4, then 5 to 9": True,  # see test_two_tasks.py
    "licence CC BY 4.0": True,  # cited
    "learnt from 1,397 of them and tested with 400 others": (len(LEARNT_FROM), len(TESTED)) == (1397, 400),
    "thinned to 4 kB: whoever": LONGEST == 4000,
    "the squared gradient is taken as 1, the bound": True,  # see test_without_norms_the_profile_is_the_ceiling
    "A rate of 0 is no update": True,  # see test_a_rate_of_zero_is_no_update
    "g² = min(1, G²/Q₉₉.₉(G²)), smoothed": True,  # a definition
    "With real gradients that is below 0 nearly everywhere": True,  # Eq. 7 at most -0.77 kT at the highest rate
    "until the lowest barrier of the run is 0 (barrier-free start)": True,  # the same
    "25.85 meV at 300 K": rounded(MEV, "25.85", 4),
    "the barrier is $\\ln\\tanh\\frac12 = -0.772$ kT": rounded(barrier(1, 1), "-0.772", 3),
    "with the symmetric tilt $\\ln\\sinh\\frac12 = -0.652$ kT": rounded(mp.log(mp.sinh(0.5)), "-0.652", 3),
    "a drive quickens $R^0$ by $\\cosh(\\Delta E/2kT)$, 6 times at 5 kT and 74 times at 10 kT": True,  # as on the wells
    "R + R⁰(1 − 2p)": True,  # see test_net_current_falls_from_twice_the_update_rate_as_the_wells_fill
    "33.4, 40.3, 47.2 and 49.5 kT at R_max = 10⁶, 10⁹, 10¹² and 10¹³ per second": [
        mp.nstr(asked(rate), 3) for rate in (1e6, 1e9, 1e12, 1e13)
    ]
    == ["33.4", "40.3", "47.2", "49.5"],
    "so that the barrier of the mean rate is 0 where the learning rate is highest; with the symmetric tilt it is "
    "$\\ln\\cosh\\frac12 = 0.120$ kT there": rounded(mp.log(mp.cosh(mp.mpf(1) / 2)), "0.120", 3)
    and abs(paper(start="barrier_free").mean(1)) < 1e-9,
    "puts the barrier of digital memories above 10⁶ kT; to write a bit takes 4.8 × 10³ to 1.7 × 10¹⁰ kT": WRITTEN,
    '"10⁶ kT" for retention': True,  # a citation
    "the static barrier is 10⁶ kT, the barrier of learning a few kT": PARAMETERS["static_barrier"].default == 1e6,
    "a barrier that stays at 1 kT lies lower still": ADAPTIVE.at_constant_barrier(1) < ADAPTIVE.summed(),
    "crosses the barrier some 2/ε times": near(mp.coth(mp.mpf("5e-7")), 2e6, 1e-6),
    "a million updates of 1/n would take 6 × 10⁶ kT each at α = 0.5, more than a static memory, and 6.4 × 10⁵ kT at "
    "α = 0.1": rounded(EVERY[0.5] / 10**12, "6", 2) and EVERY[0.5] > 10**12 and rounded(EVERY[0.1] / 10**11, "6.4", 2),
    "A million updates of 1/n take 5.9 × 10⁵ kT at α = 0.1, 5.7 × 10⁶ at 0.5 and 1.1 × 10⁷ at 0.9": [
        mp.nstr(mp.mpf(one.summed()), 2) for one in DEARER.values()
    ]
    == ["5.9e+5", "5.7e+6", "1.1e+7"],
    "the last barrier holds for 2 ns, 500 ns and 126 µs at R_max = 10⁹ per second": [
        mp.nstr(mp.exp(one.mean(10**6)), 3) for one in DEARER.values()
    ]
    == ["1.99", "500.0", "1.26e+5"],
    "once, for some 40 kT": near(asked(1e9), 40, 0.02),
    "the same updates of 1/n would take 1 + α/2 times as long": all(
        near(one.seconds_at_constant_barrier(one.mean(10**6)) / one.seconds(), 1 + alpha / 2, 1e-4)
        for alpha, one in DEARER.items()
    ),
    "behind 1 kT, they take minutes instead of days, at α = 0.5 and R_max = 10⁹ per second": 60
    < ADAPTIVE.seconds_at_constant_barrier(1)
    < 3600
    and ADAPTIVE.seconds() > 2 * 86400,
    "A million updates take some 8 times kT ln 2 each at α = 0.5": near(ADAPTIVE.summed() / 1e6 / mp.log(2), 8, 0.04),
    "at α = 0.1 even less than kT ln 2": DEARER[0.1].summed() / 1e6 < mp.log(2),
    "some five decades apart": near(mp.log10(SAVED), 5, 0.06),
    "one litre from 20 to 100 °C, 4186 J/(kg K)": True,  # see test_assumptions_of_equivalents_are_those_computed_with
    "The 13 fJ of an RRAM write": cost("RRAM write, as the paper has it") == mp.mpf("13e-15"),
    "5 fJ of the Fowler-Nordheim memory": cost("Fowler-Nordheim dynamic memory") == mp.mpf("5e-15"),
    "*α from 0.1 to 0.9*": PARAMETERS["alpha_family"].label == "α from 0.1 to 0.9",
    "At α = 0.5 and R_max = 10¹² per second, ten years ask for 4 × 10⁴¹ steps": rounded(
        LATE_N_STAR / mp.mpf(10) ** 41, "4", 2
    ),
    "against some 10⁴³ kT for learning on with 1/n": near(
        mp.log10(LATE_N_STAR * (asked(1e12) - mp.mpf("0.5"))), 43.3, 0.005
    ),
    "−0.772 kT. With": rounded(barrier(1, 1), "-0.772", 3),
    "negative before n = 17, 5 and 3": [first_met(a) for a in (0.25, 0.5, 0.75)] == [17, 5, 3],
    "negative before n = 16, 4 and 3": [first_met_when_tilted(a) for a in (0.25, 0.5, 0.75)] == [16, 4, 3],
    "at BEGIN for α = 0.25, 0.5 and 0.75": True,  # the same
    "−0.652 kT. With": rounded(mp.log(mp.sinh(0.5)), "-0.652", 3),
    "as long as $\\varepsilon g^2 < 1$": all(1 / (2 * mp.tanh(x / 2)) >= 1 / x for x in mp.linspace(0.01, 1, 50)),
    "as long as $\\varepsilon g^2 < 2\\,\\mathrm{arsinh}\\frac12 = 0.96$": rounded(2 * mp.asinh(0.5), "0.96", 2)
    and 1 / (2 * mp.sinh(mp.mpf("0.48"))) > 1 > 1 / (2 * mp.sinh(mp.mpf("0.485"))),
    "by α/(2 + α) kT with 1/n, and by α/(1 + α) kT with an exponential": near(
        rise_by_the_clock([1 / mp.mpf(n) for n in range(1, 20_001)], 0.5), 0.5 / 2.5, 1e-3
    )
    and near(rise_by_the_clock([mp.mpf("0.99") ** n for n in range(4000)], 0.5), 0.5 / 1.5, 1e-3),
    "Ten years on average ask for 33 to 50 kT": 33 < asked(1e6) < asked(1e13) < 50,
    "Each lesson takes at most 15 minutes": max(lesson.minutes for lesson in lessons().values()) <= 15,
    "**A class of 45 minutes, without preparing.**": 12 + 12 + 12 + 5 <= 45,
    "at each question (12 minutes)": lessons()["why-memory-costs-energy"].minutes == 12,
    "at one device (12 minutes)": {lessons()[one].minutes for one in ("barriers-and-rates", "the-update-wall")} == {12},
    "but for its last step (12 minutes)": lessons()["learning-rates-and-the-barrier"].minutes == 15,
    "in pairs (5 minutes)": True,
    "In at most 15 minutes each": max(one.minutes for one in lessons().values()) <= 15,
    "computed for 300 K, ε = 1/n, α = 0.5, a million updates and R_max = 10⁹ per second": True,  # see test_walls
    "13 fJ, for one RRAM write, against more than 10²³ operations; the product, 1.3 × 10⁹ J, is our arithmetic": near(
        13e-15 * 1e23, 1.3e9, 1e-9
    ),
    "if only a small share P may be wrong by then, it takes kT ln(1/P) more": near(
        target(TEN_YEARS, 1e9, "1e-6") - asked(1e9), mp.log(10**6), 1e-6
    ),
    "takes more for an event at a synapse than the best arrays for a multiplication": cost("Human brain", "low")
    > ARRAYS[1][0],
    "the lowest arrays are of 2007 and 2012": {year for _, year in ARRAYS[:2]} == {"2007", "2012"},
    "came down by a factor of 2.9 from 2020 to 2024": rounded(GPUS["2020"] / GPUS["2024"], "2.9", 2),
    "memory-wall is the highest by far, more than a hundred times the arithmetic": 100
    < 16 * cost("HBM2E device") / cost("NVIDIA H100 SXM")
    < 200,
    "the update-wall is a tenth of the arithmetic": near(16 * 10**6 * kT / cost("NVIDIA H100 SXM"), 0.1, 0.1),
    "lies close above learning-in-memory, and RRAM five times above it, by its writes": near(
        16 * cost("RRAM write, as the paper has it") / cost("AFPR-CIM (RRAM)") + 1, 5, 0.05
    )
    and near(2 * cost("Fowler-Nordheim dynamic memory") / cost("AFPR-CIM (RRAM)") + 1, 1.2, 0.01),
    "at 20 tokens a parameter, BLOOM lies below the line of the GPU since it had only two": of_gpu_line("BLOOM", 20) < 1
    and rounded(per_parameter("BLOOM"), "2", 1)
    and of_gpu_line("GLaM", 20) < 1
    and of_gpu_line("DeepSeek-V3", 20) < 1
    and all(of_gpu_line(name, 20) > 1 for name in ("GPT-3", "Llama 2 70B", "Llama 3.1 405B")),
    "Fetching 64 bits from DRAM costs some five hundred times the multiplication": near(
        middle("DRAM") / middle("32-bit float multiply"), 500, 0.02
    ),
    "some eight hundred times below the mere cell of a flash memory, the cheapest write in the table": near(
        cost("Flash cell") / kT / (mp.mpf(ADAPTIVE.summed()) / 10**6), 800, 0.06
    )
    and near(cost("Flash cell") / kT / ADAPTIVE.mean(10**6), 800, 0.06)
    and cost("Flash cell") == min(cost(name) for name, row in HARDWARE.items() if row["kind"] == "write"),
    "5 fJ on an update of up to 14 bits, as its authors state: 1.2 × 10⁶ kT, no less than a static barrier": rounded(
        cost("Fowler-Nordheim dynamic memory") / kT / 10**6, "1.2", 2
    )
    and HARDWARE["Fowler-Nordheim dynamic memory"]["basis"] == "stated",
    "as built takes 5 fJ for an update, as its authors state, which is 1.2 × 10⁶ kT at 300 K": rounded(
        cost("Fowler-Nordheim dynamic memory") / (mp.mpf("1.380649e-23") * 300) / 10**6, "1.2", 2
    )
    and cost("Fowler-Nordheim dynamic memory") == mp.mpf("5e-15"),
    "([2012](https://doi.org/10.1038/nature10872)": CITATIONS["berut2012"].year == 2012,
    "[2014](https://doi.org/10.1103/PhysRevLett.113.190601)": CITATIONS["jun2014"].year == 2014,
    "([2017](https://doi.org/10.1098/rsta.2016.0343))": CITATIONS["kempes2017"].year == 2017,
    "TrueNorth is listed with all its power and at its best, ten times apart": near(
        cost("IBM TrueNorth, all power") / cost("IBM TrueNorth, best case"), 10, 0.05
    ),
    "from 10⁶ to 10¹⁵ per second": (PARAMETERS["R_max"].stops[0], PARAMETERS["R_max"].stops[-1]) == (1e6, 1e15),
    "the scale of thermal noise, 25.85 meV at 300 K": rounded(MEV, "25.85", 4),
    "Each kT of barrier makes hops 2.7 times rarer": rounded(mp.e, "2.7", 2),
    "elements settle cosh(ΔE/2kT) times sooner, 6 times at 5 kT and 74 times at 10 kT": rounded(
        mp.cosh(mp.mpf(5) / 2), "6", 1
    )
    and rounded(mp.cosh(5), "74", 2),
    "with ample drive the curves go on as ΔE/2 + kT ln(R_max/2R)": near(
        mp.log(mp.sinh(mp.mpf(40) / 2)) - 20, -mp.log(2), 1e-12
    ),
    "go from 10 elements to a million": 10.0 in PARAMETERS["elements"].stops
    and PARAMETERS["elements"].stops[-1] == 1e6,
    "the two states, 0 and 1": True,  # names
    "Below about 5 kT, Eq. 1 is an extrapolation": excess_of_kramers(5) < mp.mpf("0.15") < excess_of_kramers(3),
    "Eq. 1 is right at zero, and over high barriers too slow by a factor of πE⁰/kT": near(
        mp.exp(50) / mp.besseli(0, 25) ** 2, 50 * mp.pi, 0.02
    )
    and mp.besseli(0, 0) == 1,
    "attempt rates of up to 10²¹ per second were computed where 10⁹ is usually taken": True,  # cited
    "E⁰(1 − kT/E_MN) then stands in the place of E⁰": True,  # see test_numbers_of_limits.py
    "are to be divided by 1 − kT/E_MN": True,  # the same
    "To erase a bit takes kT ln 2": True,
    "goes as 1/τ (Proesmans, Ehrich and Bechhoefer): with a = 2": True,  # see tests/limcore/test_bounds.py
    "Var(x)/D is 1/(4 R_max)": True,  # (L/2)² and R_max = D/L²
    "above the speed limit 2 kT L²/A": True,  # see tests/limcore/test_bounds.py
    "With A = 2R⁰τ and L = 2Rτ it says ΔE for each net hop": True,  # the same
    "hops for each net one go up as 2/ε": near(mp.coth(mp.mpf("1e-4") / 2), 2e4, 1e-6),
    "Real gradients are far below 1": True,
    "A training that keeps the length of its whole gradient to 1, as that of GPT-3 did, has a mean g² of at most 1/D "
    "for D weights: 6 × 10⁻¹² for its 1.75 × 10¹¹": rounded(1 / mp.mpf("1.75e11") * 10**12, "6", 1)
    and float(limcore.training_runs().set_index("name").loc["GPT-3", "parameters"]) == 1.75e11,
    "by kT ln(1/g²)": near(mp.log(mp.tanh(mp.mpf("5e-5")) / mp.tanh(mp.mpf("5e-9"))), mp.log(mp.mpf("1e4")), 1e-6),
    "updates are 1/g² times rarer, and the barriers nearly those of g² = 1": near(
        paper(start="barrier_free").mean(10**6), paper(start="barrier_free", squared_gradient=1e-4).mean(10**6), 0.02
    ),
    "Steps** count from n = 1 in pictures, as in the paper, and from 0 in the learning-rate schedules": True,
    "1.380649 × 10⁻²³ J/K exactly": mp.mpf("1.380649e-23") == mp.mpf(repr(limcore.BOLTZMANN)),
    "the square of the gradient, at most 1": True,  # what is assumed
    "rate exponent, between 0 and 1": (PARAMETERS["alpha"].minimum, PARAMETERS["alpha"].maximum) == (0.001, 0.999),
    "x for small x, 1 for large x": near(mp.tanh(mp.mpf("1e-3")), 1e-3, 1e-6) and near(mp.tanh(20), 1, 1e-15),
    "the paper’s law has λ = 1": True,  # a definition
    "Since the hyperbolic tangent is below 1": mp.tanh(20) < 1,
}
HELPS = {
    "Handwritten digits of 8 × 8 pixels": DIGITS.classifier.examples.inputs.shape[1] == 64,
    "100 weights that each are to be 1": BOWL.loss(np.ones((1, 100)))[0] == 0.0,
    "The paper’s law is λ = 1": True,  # a definition
    "The paper’s law has 1": True,  # R_0 = R_max
    "each of the gradient of 64 examples": True,  # see test_gradients_are_of_64_examples
    "asks for barriers below 0 nearly all the way": True,  # Eq. 7 at most -0.77 kT at the highest rate
    "so that the lowest barrier of the run is 0.": True,  # a definition
    "It is a choice; the paper’s is 1, and": PARAMETERS["run_energy_scale"].default == 1,
    "0: they were not clipped": True,  # a definition
    "1/2 < p ≤ 1 (Robbins and Monro)": True,  # cited
    "with n from 1 and a warm-up of w steps, at least 1": True,  # a definition
    "1 is a straight line to the lowest learning rate": True,  # (1 - n/T)^1
    "At rate 0 a step never ends": True,  # it takes 1/R
    "1/2 is PyTorch’s triangular2": True,  # see test_reference_schedules
    "Below 1 it is PyTorch’s exp_range": True,  # the same
    "Here n counts from 0. With n/w the first rate is 0: at rate 0 a step never ends": True,  # a definition
    "at step w + T + 1": True,  # see test_help_of_a_schedule_counts_the_warm_up
    "Step 0 is the first after the warm-up": True,  # the same
    "The paper has 10⁶ kT for digital memory; ten years on average ask for some 40": near(asked(1e9), 40, 0.02),
    "large language models 10¹² or so, and a human brain about 10¹⁵ synapses": True,  # cited
    "coal is near 1000, wind and water near 10": True,  # cited
    "An operation on 32 bits does more than one on a single bit": True,
    "such as 'my chip: 2e-15'": True,
    "About 20 makes the best of a given amount of computing (Hoffmann et al. 2022); GPT-3 had 1.7, Llama 3.1 39": [
        mp.nstr(mp.mpf(float(row["tokens"])) / mp.mpf(float(row["parameters"])), 2)
        for row in limcore.training_runs().to_dict("records")
        if row["name"] in ("GPT-3", "Llama 3.1 405B")
    ]
    == ["1.7", "39.0"],
    "all operations of a training (10²³)": near(6 * 1.75e11 * 3e11, 1e23, 2.5),
    "bounded by 1": True,  # what is assumed
    "so that the barrier of the mean rate is 0 where the learning rate is highest": abs(
        paper(start="barrier_free").mean(1)
    )
    < 1e-9,
    "The paper assumes g² ≤ 1": True,
    "at the next of 5, 30, 100, 300 and 1000 K": True,  # see test_axes_are_laid_out_against_round_temperatures
}


def own_sizes():
    """Write what the README's table says of an own size."""
    own = Paper(size="own").preset
    first = {"width": own.width, "height": own.height, "type": own.body}
    return ", ".join(f"{one.least:g} to {one.most:g} {one.unit} ({first[key]:g})" for key, one in LENGTHS.items())


IN_README = {
    "trajectories over 10¹² updates": PARAMETERS["steps"].stops[-1] == 1e12,
    "ISCAS 2023": CITATIONS["chakrabartty2023walls"].year == 2023,
    "Python 3.11 or newer": True,  # see pyproject.toml
    "the family α = 0.1 … 0.9": True,
    "equal those libraries to 1e-12": True,  # see tests/limcore/test_reference_schedules.py
    # see test_run.py for the barriers of runs; the freeze is the difference
    "A fine-tuning of 1,976 steps, for instance, takes the barrier of its memory from 3.352 to 0.7886 kT": (
        "In 1,976 steps trainer_state.json takes the barrier from 3.352 to 0.7886 kT."
        in FIGURES["run-barrier"].drawing(FIGURES["run-barrier"].values())["layout"]["meta"]["caption"]
    ),
    "the 40.29 kT of ten years are not in its log, and a final freeze of 39.5 kT": rounded(asked(1e9), "40.29", 4)
    and rounded(asked(1e9) - mp.mpf("0.7886"), "39.5", 3),
    "learns digits 0 to 4, then 5 to 9": True,  # see test_two_tasks.py
    "doi:10.24432/C50P49": CITATIONS["alpaydin1998"].doi == "10.24432/C50P49",
    "CC BY 4.0": True,  # see the repository
    "from 1 s to 100 years": [PARAMETERS["retention"].stops[at] for at in (0, -1)] == [1.0, 10 * TEN_YEARS],
    "For 1/n and ten years, at α = 0.5 and R_max = 10⁹ per second: 4 × 10³⁵ steps, or 34 kT at once": rounded(
        N_STAR / mp.mpf(10) ** 35, "4", 2
    )
    and rounded(asked(1e9) - ADAPTIVE.mean(10**6), "34", 2),
    "a static barrier (10⁶ kT, or yours)": PARAMETERS["static_barrier"].default == 1e6,
    "175,000 times less than a static memory": rounded(SAVED / 1000, "175", 3),
    "each net update throws one barrier away": True,  # a definition
    "a plan for 45 minutes": True,
    "under 18 px at a width of 1400": True,  # see test_browser_lessons.py
    "on one screen of 1280 × 720": True,  # see test_browser_classroom.py
    "**type any** (1/3, 2.5 × 10⁶, 310 K, 3 days)": True,  # see test_typed.py
    "against WCAG 2.2 AA or best practice": True,  # see test_browser_views.py
    "*cold memory (4 K)*": near(mp.mpf("0.34469e-3") * mp.mpf("1.602176634e-19") / mp.mpf("1.380649e-23"), 4, 1e-5),
    "**Single column, 89 mm**": True,  # see dashboard/export/paper.py
    "for a column of 89 mm or 183 mm, a 16:9 slide, a poster of 600 mm": True,
    own_sizes(): True,
    "a bad one gets status 422": True,  # see test_routes.py
    "(22 MB)": True,  # the size of the site
    # see test_command.py and test_whole_files.py
    "exit status 2; what cannot be done here (no browser, no cluster, no room on the disk), with 1": True,
    "a sentence with status 422, or 503 and when to come back": True,  # see test_routes.py and test_bounded_exports.py
    "(1 by default)": True,
    "ε = 1/n and a million updates": True,
}
SERVERS = {"explorer": "**this app**", "streamlit": "Streamlit", "dash": "Dash"}


def waited(ms):
    return f"{ms:.0f} ms" if ms < 200 else f"{ms / 1000:.{2 if ms < 10_000 else 1}f} s"


def rows_of_the_class():
    """Write the rows of the README's table from what tests/benchmarks/class.py has measured."""
    for run in json.loads((README.parent / "tests" / "benchmarks" / "class.json").read_text("utf-8")):
        if run["students"] > 1:
            students = run["students"] if run["server"] == "explorer" else ""
            times = {what: waited(quantiles[1]) for what, quantiles in run["ms"].items()}
            drag = times.get("drag", "–") + (", at each move" if run["server"] == "dash" else "")
            cells = [students, SERVERS[run["server"]], times["first picture"], drag, times.get("let go", "–")]
            yield f"| {' | '.join(map(str, [*cells, run['failures']]))} |".replace("|  |", "| |")


IN_README |= dict.fromkeys(rows_of_the_class(), True) | {
    "what 95 of 100 wait at most": True,  # which of the quantiles is taken
}
IN_CODE = {
    "# 3.833 kT: drive of 1 kT, rate of R_max/100": rounded(barrier(1, 0.01), "3.833", 4),
    "# 40.3 kT, on average": rounded(asked(1e9), "40.3", 3),
    "# 4e35 updates with 1/n": rounded(N_STAR / mp.mpf(10) ** 35, "4", 2),
    "# 27 kT, frozen after 10¹² updates": rounded(asked(1e9) - ADAPTIVE.mean(10**12), "27", 2),
    "# over 6 kT, driven by 1 kT": True,
}


def plain(text):
    return " ".join(text.split())


def unnamed(text):
    """Leave out of a text what only names or sets something, and the names of computed quantities."""
    return NAMES.sub("", re.sub(r"\{\w+\}", "{}", plain(BLOCKS.sub("", text))))


def lesson_texts():
    for lesson in lessons().values():
        yield lesson.teacher
        for step in lesson.steps:
            yield from (step.words, step.answer, step.teacher, step.question.ask if step.question else "")


def page_texts():
    for page in catalogue.PAGES.values():
        for key, value in vars(page.words).items():
            if key.isupper() and key not in ("PAPER", "EQUATION", "OCCUPATION", "KAPLAN", "CHAPTERS", "PARAMETERS"):
                yield from texts_of(value)
    for step in theory_steps.STEPS:
        yield from (step.title, step.words, *step.symbols.values())
    for limit in limits_sections.LIMITS:
        yield from (limit.title, limit.assumes, limit.fails, limit.changes)


def texts_of(value):
    if isinstance(value, str):
        return [value.replace(PAPER, "").replace(KAPLAN, "")]
    if isinstance(value, dict):
        value = value.values()
    return [one for part in value for one in texts_of(part)] if hasattr(value, "__iter__") else []


def help_texts():
    return [getattr(parameter, "help", "") for key, parameter in PARAMETERS.items() if not key.endswith(("_2", "_3"))]


SOURCES = {
    "lessons": (lesson_texts, LESSONS),
    "pages": (page_texts, PAGES),
    "helps": (help_texts, HELPS),
    "readme": (lambda: [README.read_text("utf-8")], IN_README),
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_number_in_prose_is_accounted_for(source):
    texts, passages = SOURCES[source]
    left = []
    for text in texts():
        rest = unnamed(text)
        for passage in sorted(passages, key=len, reverse=True):
            rest = rest.replace(unnamed(passage), "")
        left += [
            f"{found[0]!r} in {rest[max(found.start() - 40, 0) : found.end() + 30]!r}" for found in TYPED.finditer(rest)
        ]
    assert left == []


@pytest.mark.parametrize("source", SOURCES)
def test_passages_are_there_and_right(source):
    texts, passages = SOURCES[source]
    whole = plain(" ".join(texts()))
    assert [passage for passage in passages if plain(passage) not in whole] == []
    assert [passage for passage, right in passages.items() if not right] == []


def test_works_that_lessons_name_are_cited_once():
    known = {citation.address for citation in CITATIONS.values()}
    named = [where for text in lesson_texts() for where in re.findall(r"\]\((https?://[^)]*)\)", text)]
    assert named
    assert set(named) <= known


@pytest.mark.parametrize("comment", IN_CODE)
def test_numbers_in_comments_of_the_readme(comment):
    assert comment in README.read_text("utf-8")
    assert IN_CODE[comment]


def test_words_of_learning_follow_the_convention_of_the_barrier():
    mean, tilted = ("\n".join(learning_words.chapters(one).values()) for one in ("mean_rate", "symmetric_tilt"))
    assert not re.search(r"\b(RATE|SLOWER|RISING|BEGIN)\b", mean + tilted)
    assert "sinh" not in mean
    assert "tanh" not in tilted
    assert ("−0.772 kT" in mean, "−0.652 kT" in mean) == (True, False)
    assert ("−0.772 kT" in tilted, "−0.652 kT" in tilted) == (False, True)


def test_marks_of_the_spectrum_do_not_fall_with_the_years():
    rows = [(float(row["year"]), float(middle(name))) for name, row in HARDWARE.items()]
    years, energies = (pd.Series(one).rank() for one in zip(*rows, strict=True))
    assert abs(years.corr(energies)) < 0.2


def test_energy_of_training_rises_as_the_square_of_the_size():
    small, large = (Training(FIGURES["projection"].values(model_parameters=size)) for size in (1e9, 1e12))
    for name in small.sums:
        assert near(large.sums[name] / small.sums[name], 10**6, 0.01), name
    updates = [one.walls["learning-in-memory"]["updates"] for one in (small, large)]
    assert 10**6 < updates[1] / updates[0] < 2 * 10**6


def test_axes_are_laid_out_against_round_temperatures():
    from dashboard.figures.units import reference_energy

    temperatures = [int(one) for one in re.findall(r"\d+", PARAMETERS["dE_range"].help) if one]
    assert temperatures == [5, 30, 100, 300, 1000]
    for temperature in temperatures:
        energy = float(mp.mpf("1.380649e-23") * temperature)
        assert abs(reference_energy("J", energy * 0.999) / energy - 1) < 1e-9


def test_lines_of_the_walls_are_a_hundred_times_apart():
    ticks = re.search(r"TICKS = \{([^}]*)\}", linked("walls/walls.js"))[1]
    decades = [int(one) for one in re.findall(r"(\d+):", ticks)]
    assert [b - a for a, b in pairwise(decades)] == [2] * (len(decades) - 1)
    assert "each line is a hundred times the one below it" in overview_words.WHAT_IS_THIS
