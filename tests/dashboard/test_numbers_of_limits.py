"""Every number that the page of limits says is right: those of its figure, and those of its sections.

As `test_numbers_in_words`: kinds of sentences, and each number from the equations. Nothing is computed by limcore.
"""

import math
from functools import cached_property

import pytest
from facts import TEN_YEARS, said
from independent import Course, mp, sum_of_steps, target
from sentences import Kind, apart, check, nothing, numbers, problems, slips
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import chosen_slots, schedule_name
from dashboard.parameters import PARAMETERS, defaults
from dashboard.words.limits_sections import COMMON, LIMITS

SPEED = FIGURES["speed"]
READINGS = {limit.name: limit for limit in LIMITS}


# ---- the figure ----


class Update:
    """What is known of an update: the drive, and hops by the quotient of the two rates, exp(drive)."""

    def __init__(self, values, n):
        self.drive = mp.exp(Course(values, 1).log_rate(n)) * values["squared_gradient"]
        more = mp.expm1(self.drive)  # hops forward for each one back, less it
        self.share = more / (more + 2)
        self.hops = 1 / self.share
        self.limit = 2 * self.share


class Hops:
    """What the figure says of the first and the last update, and of the law."""

    def __init__(self, values):
        whole = defaults(tuple(FIGURES["learning"].parameters)) | values
        self.name = schedule_name(values, 1)
        self.Name = self.name[0].upper() + self.name[1:] if self.name[0].isascii() else self.name
        course = Course(whole, 1)
        lasting = [n for n in self._listed(values) if course.log_rate(n) > mp.log("1e-300")]
        self.n, self.m = lasting[0], lasting[-1]
        first, last = Update(whole, self.n), Update(whole, self.m)
        self.heat, self.hops, self.share, self.limit = first.drive, first.hops, first.share, first.limit
        self.heat_m, self.hops_m, self.share_m = last.drive, last.hops, last.share
        self.several = self.m > self.n
        self.s, self.s_m = ("" if mp.nstr(one, 4) == "1.0" else "s" for one in (self.hops, self.hops_m))
        self.same = mp.nstr(self.heat, 4) == mp.nstr(self.limit, 4)

    @staticmethod
    def _listed(values):
        table = SPEED.table(values)
        return [int(n) for n in table["n"].dropna()]


FIRST = "With {name}, update {n:n} gives off {heat:4} kT, with {hops:4} hop{s} for each net one"
MORE = "; update {m:n} gives off {heat_m:4} kT, with {hops_m:4} hop{s_m} for each net one"
LIMIT = ". The speed limit would let update {n:n} go for {limit:4} kT; the tight bound does not."
CAPTIONS = [
    Kind(f"{FIRST}{more}{end}", lambda facts, more=more: facts.several == bool(more))
    for more in ("", MORE)
    for end in (LIMIT, ". No hops that are so many cost less.")
]
DESCRIBED = [
    Kind("Heat of each net update in kT against the net share of all hops, R/R⁰."),
    Kind("{Name} goes from {heat:4} kT at a share of {share:4} to {heat_m:4} kT at {share_m:4}."),
]


def states():
    plain = ("table", "cosine_restarts")
    fitting = [one for one in drawn_states(SPEED.parameters, 60) if one["schedule_1"] not in (*plain, "none")]
    return [one for one in fitting if SPEED.table(one)["n"].notna().any()]


def test_figure_says_what_hops_cost():
    wrong = []
    for values in states():
        caption, labels, _, described = said("speed", values)
        facts = Hops(values)
        wrong += problems([caption], CAPTIONS, facts)
        wrong += [slip for text in (caption, described) for slip in slips(text)]
        law = [text for text in apart(described) if text.startswith(("At shares", "The speed limit"))]
        assert len(law) == 2
        wrong += problems([text for text in apart(described) if text not in law], DESCRIBED, facts)
        assert all(label.startswith("n = ") for label in labels)
    nothing(wrong)


def test_law_is_said_at_three_shares():
    described = said("speed", SPEED.values())[3]
    shares = [mp.mpf(one) for one in ("0.1", "0.5", "0.9")]
    heat, limit = apart(described)[1], apart(described)[2]
    assert numbers(heat)[:3] == shares
    assert [mp.nstr(2 * mp.atanh(share), 4) for share in shares] == [mp.nstr(one, 4) for one in numbers(heat)[3:]]
    assert numbers(limit) == [2 * share for share in shares]


def test_table_is_the_law_of_two_wells_between_its_bounds():
    table = SPEED.table(SPEED.values(steps=1e6))
    for row in table.iloc[::7].itertuples():
        share = mp.mpf(row.net_share)
        assert float(2 * mp.atanh(share)) == pytest.approx(row.heat_kT, rel=1e-9)
        assert row.tight_bound_kT == pytest.approx(row.heat_kT, rel=1e-12)
        assert row.speed_limit_kT == pytest.approx(float(2 * share), rel=1e-12)
        assert row.crossings == pytest.approx(float(1 / share), rel=1e-12)


def test_without_a_schedule_the_law_is_left():
    values = SPEED.values(schedule_1="none")
    caption, labels, names, _ = said("speed", values)
    assert caption.startswith("No schedule is chosen.")
    assert labels == []
    assert "two wells (Eq. 3)" in names
    assert chosen_slots(values) == []


# ---- the sections ----


class Facts:
    """What is known of all sections: the paper's run with ε = 1/n, cosine wells, hops."""

    slack = mp.mpf("1e-12")

    def __init__(self, values):
        self.values = values
        self.alpha, self.steps = mp.mpf(values["alpha"]), int(values["steps"])
        self.R_max = mp.mpf(values["R_max"])
        self.s = "" if self.steps == 1 else "s"
        self.barrier = mp.mpf(values["cosine_barrier"])
        self.E_MN = mp.mpf(values["meyer_neldel"])
        self.squared = mp.mpf(values["small_gradient"])
        self.plain = target(TEN_YEARS, self.R_max)

    def course(self, **changes):
        common = {key: self.values[key] for key in COMMON}
        return Course(FIGURES["learning"].values() | common | changes, 1)

    # 1

    @cached_property
    def at_5(self):
        return self.course().reach(mp.mpf(5))[0]

    @property
    def all_below(self):
        return self.at_5 > self.steps

    @property
    def part(self):
        return 100 * mp.mpf(self.at_5 - 1) / self.steps

    @property
    def scale(self):
        return 100 * mp.log(self.at_5) / mp.log(self.steps)

    @cached_property
    def times(self):
        return self._times(self.barrier)

    @staticmethod
    def _times(height):
        """The exact rate in cosine wells over that of Eq. 1, by the means of Lifson and Jackson, integrated."""
        mean = [mp.quad(lambda x, s=s: mp.exp(s * height / 2 * mp.cos(x)), mp.linspace(0, mp.pi, 9)) for s in (1, -1)]
        return mp.exp(height) / (mean[0] * mean[1] / mp.pi**2)

    @property
    def lower(self):
        return mp.log(self.times)

    @property
    def kramers(self):
        return 100 * mp.pi * self.barrier / self.times

    @cached_property
    def held(self):
        return TEN_YEARS / self._times(self.plain)

    # 2

    @property
    def asked(self):
        return self.plain / (1 - 1 / self.E_MN)

    @property
    def ratio(self):
        return 1 / (1 - 1 / self.E_MN)

    @property
    def attempts(self):
        return mp.exp(self.asked / self.E_MN)

    # 3

    @property
    def time(self):
        return mp.mpf(self.values["haste"]) / self.R_max

    @property
    def haste(self):
        return 1 / (2 * mp.mpf(self.values["haste"]))  # a Var/D/τ with a = 2 and Var/D = 1/4R_max

    @property
    def work(self):
        return mp.log(2) + self.haste

    @cached_property
    def heat(self):
        return mp.harmonic(self.steps)

    @cached_property
    def least(self):
        backward = sum_of_steps(lambda n: 1 / math.expm1(1 / n), self.steps, [], 1)
        hops = self.steps + 2 * backward
        return self.steps * mp.log((hops + self.steps) / (hops - self.steps))

    @property
    def no_less(self):
        return mp.nstr(self.heat, 4) == mp.nstr(self.least, 4)

    # 4

    @property
    def real(self):
        return self._height(self.squared)

    @property
    def bound(self):
        return self._height(1)

    def _height(self, squared):
        return (1 + self.alpha) * mp.log(self.steps) + mp.log(mp.tanh(squared / (2 * mp.mpf(self.steps))))

    @cached_property
    def met(self):
        return self.course(squared_gradient=self.squared).reach(mp.mpf(0))[0]

    @property
    def longer(self):
        return mp.tanh(mp.mpf(1) / 2) / mp.tanh(self.squared / 2)

    # 5

    @property
    def hops(self):
        return mp.coth(1 / (2 * mp.mpf(self.steps)))

    @property
    def scatter(self):
        return mp.sqrt(self.hops)

    @cached_property
    def whole(self):
        return mp.sqrt(sum_of_steps(lambda n: 1 / math.tanh(0.5 / n), self.steps, [], 1))

    # 6

    @cached_property
    def every(self):
        return mp.mpf(self.course().summed_by_crossings()) + self.heat

    @cached_property
    def paper(self):
        return mp.mpf(self.course().summed())

    @property
    def landauer(self):
        return self.steps * mp.log(2)


BELOW = "With ε = 1/n and α = {alpha:4} the barrier comes to 5 kT "
NEVER = "only after more than 10³⁰⁰ steps"
COSINE = (
    " Over a barrier of {barrier:4} kT elements in cosine wells hop {times:4} times as often as Eq. 1 says, as if it "
    "were {lower:4} kT lower; Kramers’ formula says {kramers:4} % of what is exact."
)
NONE = " With no barrier at all cosine wells agree with Eq. 1, and Kramers’ formula says that nothing hops."
HELD = " The {plain:4} kT that hold for ten years by Eq. 1, at R_max = {R_max:3} /s, hold there for {held:t}."
KINDS = {
    "low-barriers": [
        Kind(f"{BELOW}{below}{wells}{HELD}", lambda facts, below=below, wells=wells: fits(facts, below, wells))
        for below in (
            "at step {at_5:n}: all of a run of {steps:n} update{s} lies below.",
            f"{NEVER}: all of a run of {{steps:n}} update{{s}} lies below.",
            "at step {at_5:n}: {part:3} % of a run of {steps:n} updates lie below, and {scale:3} % of its logarithmic "
            "axis.",
        )
        for wells in (COSINE, NONE)
    ],
    "attempt-rates": [
        Kind(
            "With E_MN = {E_MN:4} kT and R₀₀ = {R_max:3} /s ten years ask for {asked:4} kT instead of {plain:4} kT: "
            "{ratio:4} times as much. The attempt rate has then grown by a factor of {attempts:3}."
        ),
        Kind(
            "With E_MN = {E_MN:4} kT and R₀₀ = {R_max:3} /s ten years ask for {asked:4} kT instead of {plain:4} kT: "
            "{ratio:4} times as much. The attempt rate has then grown by a factor of {attempts:4}."
        ),
    ],
    "haste": [
        Kind(
            "With R_max = {R_max:3} /s, to erase a bit in {time:t} takes at least {work:4} kT if it has to end "
            "at rest, {haste:4} kT of it for haste. In {steps:n} update{s} of ε = 1/n an element gives off {heat:4} kT "
            "in all" + end,
            lambda facts, none=none: facts.no_less == none,
        )
        for end, none in (
            (", and no hops that are so many cost less.", True),
            ("; as many hops, net and in all, but evenly spread, would do with {least:4} kT.", False),
        )
    ],
    "gradients": [
        Kind(
            "With g² = {squared:3}, ε = 1/n and α = {alpha:4} the barrier of step {steps:n} is at most {real:4} kT "
            "instead of {bound:4} kT, and the paper’s rates can be met "
            + when
            + ". A run that begins at what can be met "
            + longer,
            lambda facts, when=when, longer=longer: (
                (facts.met < mp.inf) == ("from" in when) and (facts.squared == 1) == ("takes as" in longer)
            ),
        )
        for when in ("only from step {met:n} on", NEVER)
        for longer in ("takes {longer:4} times as long.", "takes as long.")
    ],
    "one-element": [
        Kind(
            "At step {steps:n} of ε = 1/n an element makes {hops:4} hops for each net one, whose number scatters by "
            "{scatter:4} about 1. Over the whole run, the number of net hops, {steps:n}, scatters by {whole:4}."
        )
    ],
    "accounts": [
        Kind(
            "In {steps:n} update{s} of ε = 1/n at α = {alpha:4} an element dissipates {heat:4} kT by the floor, "
            "{paper:4} kT by the paper’s account, and {every:4} kT if every crossing paid; kT ln 2 for each "
            "update would be {landauer:4} kT."
        )
    ],
}


def fits(facts, below, wells):
    return (
        facts.all_below == (": all" in below)
        and (facts.at_5 == mp.inf) == below.startswith(NEVER)
        and (facts.barrier == 0) == (wells == NONE)
    )


def sections():
    keys = (*COMMON, *(key for limit in LIMITS for key in limit.controls))
    return drawn_states(keys, 40)


@pytest.mark.parametrize("name", READINGS)
def test_numbers_of_a_section(name):
    wrong = []
    for values in sections():
        text = READINGS[name].reading(values)
        wrong += problems([text], KINDS[name], Facts(values))
        wrong += [f"{slip}: {text}" for slip in slips(text)]
    nothing(wrong)


def test_every_section_has_its_numbers_checked():
    assert list(KINDS) == list(READINGS)


def test_numbers_at_the_defaults_are_those_of_the_worked_example():
    values = defaults((*COMMON, *(key for limit in LIMITS for key in limit.controls)))
    check(READINGS["haste"].reading(values), KINDS["haste"], Facts(values))
    assert "1.193 kT" in READINGS["haste"].reading(values)
    assert "step 88,106" in READINGS["low-barriers"].reading(values)
    assert "9242 times as long" in READINGS["gradients"].reading(values)


def test_slider_of_compensation_stays_above_kT():
    assert min(PARAMETERS["meyer_neldel"].stops) >= PARAMETERS["meyer_neldel"].minimum > 1
