"""Every number that a page says beside its figures is right: the derivation, readings, comparisons, tables, claims."""

from functools import cached_property

import pytest
import widgets
from facts import RunFacts
from independent import BOLTZMANN, CHARGE, Course, barrier, hardware, kT_in, mp, target
from sentences import Kind, nothing, numbers, parsed, problems, slips
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.figures.course import Course as Shown
from dashboard.figures.outcome import Outcome
from dashboard.parameters import PARAMETERS, encode
from dashboard.words import learning as learning_words
from dashboard.words.theory_steps import KEYS, STEPS

TEN_YEARS = 10 * 365.25 * 86400
HARDWARE = hardware()
LEARNING, DISSIPATION = FIGURES["learning"], FIGURES["dissipation"]


def open_page(name, values):
    test = widgets.open_page(name, **encode(values))
    assert not test.exception
    return test


# ---- the derivation ----


class Derived:
    """What is known of the steps of the derivation at some parameters."""

    unit = "kT"
    slack = mp.mpf("1e-13")

    def __init__(self, values):
        self.meV, self.R_max, self.alpha = (mp.mpf(values[key]) for key in ("kT", "R_max", "alpha"))
        self.drive, self.rate = mp.mpf(values["probe_dE"]), mp.mpf(values["probe_rate"])
        self.n = mp.mpf(values["steps"])
        self.kelvin = self.meV / 1000 * CHARGE / BOLTZMANN
        self.landauer = self.meV * mp.log(2)
        self.landauer_J = self.landauer / 1000 * CHARGE
        self.over_1, self.over_10, self.over_40 = (self.R_max * mp.exp(-height) for height in (1, 10, 40))
        self.height = barrier(self.drive, self.rate)
        self.height_meV = self.height * self.meV
        self.middle = -mp.log(self.rate) + mp.log(mp.sinh(self.drive / 2))
        self.eased = self.height - mp.log(2 / (1 + mp.exp(-self.drive)))
        self.raised = self.eased + self.drive
        self.forward, self.backward = (self.R_max * mp.exp(-one) for one in (self.eased, self.raised))
        self.quotient = mp.exp(self.drive)
        self.net = self.R_max * self.rate
        self.twice, self.s = 2 * self.net, "" if 2 * self.net == 1 else "s"
        self.mean = self.R_max * mp.exp(-self.height)
        self.part = 100 * self.net / self.mean
        self.plateau = -mp.log(self.rate)
        self.least = 2 * mp.atanh(self.rate) if self.rate < 1 else mp.inf
        self.last_drive, self.last_drive_meV = 1 / self.n, self.meV / self.n
        self.course = Course(LEARNING.values(alpha=values["alpha"], steps=values["steps"]))
        self.last_rate = self.n ** -(1 + self.alpha)
        self.last = self.course.mean(int(self.n))
        self.last_meV = self.last * self.meV
        self.simple = self.alpha * mp.log(self.n) - mp.log(2)
        self.held = mp.exp(max(self.last, 0)) / self.R_max
        self.ten = target(TEN_YEARS, self.R_max)
        self.u = "" if self.n == 1 else "s"
        # Hops both ways for each net one, by the rates of Eq. 2; what a tenth of the way down leaves of a variance.
        self.hops = (1 + mp.exp(-self.drive)) / -mp.expm1(-self.drive)
        self.weak = 2 / self.drive
        self.half = self.meV / 2
        self.rest = mp.mpf("0.1") / (1 - mp.mpf("0.9") ** 2)

    @property
    def spent(self):
        return mp.mpf(self.course.summed())

    @property
    def spent_meV(self):
        return self.spent * self.meV

    @property
    def each(self):
        return self.spent / self.n


SHARE = "The same numbers: R = {net:3} /s, which is {part:3} % of R⁰ = {mean:3} /s. "
ALLOWED = "E⁰ = {height:4} kT = {height_meV:4} meV. However large the drive, at most {plateau:4} kT; "
MIDDLE = "The mean of the two barriers is {middle:4} kT, and rises without end."
DERIVED = [
    [
        Kind(
            "At kT = {meV:4} meV, which is {kelvin:4} K, erasing a bit costs at least {landauer:4} meV = "
            "{landauer_J:4} J."
        )
    ],
    [
        Kind(
            "With R_max = {R_max:3} /s an element hops at {over_1:3} /s over 1 kT, {over_10:3} /s over 10 kT, "
            "{over_40:3} /s over 40 kT."
        )
    ],
    [
        Kind(
            "A drive of {drive:4} kT over a barrier of {height:4} kT: R→ = {forward:3} /s over {eased:4} kT and "
            f"R← = {back} over {{raised:4}} kT. The quotient is {quotient}exp({{drive:4}}).",
            when,
        )
        for back, quotient, when in (
            ("{backward:3} /s", "{quotient:4} = ", lambda facts: facts.drive < 600),
            ("{backward:3} /s", "", lambda facts: facts.drive >= 600),
            ("less than 10⁻³⁰⁰ /s", "", lambda facts: facts.backward < mp.mpf("1e-300")),
        )
    ],
    [
        Kind(
            SHARE + "On a ladder of states that makes {twice:3} net transition{s} a second; between two wells {net:3} "
            "while both are equally full."
        )
    ],
    [
        Kind(f"For ΔE = {{drive:4}} kT and R = {rate}: {ALLOWED}{wall}. {MIDDLE}", when)
        for rate, least in (("{rate:3} R_max", False), ("R_max", True))
        for wall, when in (
            ("below ΔE_min = {least:4} kT no barrier is low enough", lambda facts: facts.rate < 1),
            ("it stays below", lambda facts: facts.rate == 1),
        )
    ],
    [Kind("At step n = {n:3} of ε = 1/n, with g² = 1: ΔE = {last_drive:4} kT = {last_drive_meV:4} meV.")],
    [
        Kind(
            f"At step n = {{n:3}} with α = {{alpha:4}}: R = {rate}R_max and E⁰ = {{last:4}} kT = {{last_meV:4}} meV; "
            "α ln n − ln 2 gives {simple:4} kT.",
            when,
        )
        for rate, when in (("{last_rate:3} ", lambda facts: facts.n > 1), ("", lambda facts: facts.n == 1))
    ],
    [Kind("With R_max = {R_max:3} /s that barrier holds for {held:t}; ten years need {ten:4} kT.")],
    [
        Kind(
            "After {n:3} update{u} with ε = 1/n, one element has dissipated {spent:4} kT = {spent_meV:4} meV, {each:4} "
            "kT for each."
        )
    ],
    [
        Kind(
            "A drive of {drive:4} kT takes {hops:4} hops for each net one, so an update of length 1 has the variance "
            "{hops:4}. Langevin’s equation gives it {weak:4}, which is 2/x."
        )
    ],
    [
        Kind(
            "At kT = {meV:4} meV half a kT is {half:4} meV for each weight. With ηh = 0.1 the loss rests at {rest:4} "
            "kT."
        )
    ],
]


@pytest.mark.parametrize(("step", "kinds"), list(zip(STEPS, DERIVED, strict=True)), ids=[step.title for step in STEPS])
def test_numbers_of_the_derivation(step, kinds):
    wrong = []
    for values in drawn_states(KEYS, 40):
        reading = step.reading(values)
        wrong += problems([reading], kinds, Derived(values)) + slips(reading)
    nothing(wrong)


# ---- one point of the landscape ----


class Probed:
    """What is known of one point of the plane of drive and rate: both rates first, then barriers by Arrhenius."""

    def __init__(self, values):
        self.unit, self.kT = values["unit"], kT_in(values["unit"], values["kT"])
        drive, self.R_max = mp.mpf(values["probe_dE"]), mp.mpf(values["R_max"])
        net = 2 * self.R_max * mp.mpf(values["probe_rate"])
        self.forward = net / -mp.expm1(-drive)
        self.backward = self.forward - net
        self.mean = (self.forward + self.backward) / 2
        self.tilted = values["convention"] == "symmetric_tilt"
        self.eased, self.raised = (self.over(rate) for rate in (self.forward, self.backward))
        self.barrier = (self.eased + self.raised) / 2 if self.tilted else self.over(self.mean)
        self.held = 1 / self.mean
        self.ten = self.kT * target(TEN_YEARS, self.R_max)
        self.slack = mp.mpf("1e-13") * self.kT

    def over(self, rate):
        return self.kT * mp.log(self.R_max / rate)


PROBED = [
    Kind("Barrier E⁰: {barrier:6} {unit}"),
    Kind("Forward barrier E→: {eased:6} {unit}"),
    Kind("Backward barrier E←: {raised:6} {unit}"),
    Kind("Held on average: {held:t}"),
    Kind("Equilibrium rate R⁰: {mean:6} /s", lambda facts: not facts.tilted),
    Kind("Mean of both rates: {mean:6} /s", lambda facts: facts.tilted),
    Kind("Forward rate R→: {forward:6} /s"),
    Kind("Backward rate R←: {backward:6} /s"),
    Kind("Ten years need: {ten:6} {unit}"),
]


@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
@pytest.mark.parametrize(
    "changes",
    [{}, {"probe_dE": 10.0, "probe_rate": 1e-6}, {"probe_dE": 0.001, "unit": "meV", "kT": 6.63535}, {"R_max": 1e12}],
)
def test_readings_of_a_point(convention, changes):
    values = FIGURES["barrier"].values(convention=convention, **changes)
    metrics = {one.label: one.value for one in open_page("barrier", values).metric}
    assert len(metrics) == 8
    nothing(problems([f"{label}: {value}" for label, value in metrics.items()], PROBED, Probed(values)))
    (probe,) = (trace for trace in FIGURES["barrier"].drawing(values)["data"] if trace["name"] == "probe")
    said = parsed(metrics["Barrier E⁰"].removesuffix(f" {values['unit']}"))
    assert abs(said - mp.mpf(probe["y"][0])) <= mp.mpf("1e-5") * abs(said)


# ---- what it takes to remember ----

SMOOTH = ("constant", "inverse_time", "exponential", "power_law")


class Consolidated(RunFacts):
    """What is known of a run that is to remember: by learning on, and by a final freeze."""

    def __init__(self, values, place=1, pin=""):
        super().__init__(values, place, pin)
        self.needed = self.asked
        self.slack = mp.mpf("1e-9") * self.dissipated

    @cached_property
    def dissipated(self):
        return self.kT * mp.mpf(self.course.summed())

    @cached_property
    def until(self):
        before = int(self.reached) - 1
        raised = self.asked - max(self.kT * self.course.mean(before), 0) if before else self.asked
        return self.kT * mp.mpf(self.course.summed(upto=before)) + raised

    @cached_property
    def more(self):
        return self.until - self.dissipated

    @cached_property
    def times(self):
        return self.more / self.missing

    @cached_property
    def time_until(self):
        return self.course.seconds(int(self.reached) - 1)

    @cached_property
    def frozen(self):
        return self.dissipated + self.missing

    @cached_property
    def seconds(self):
        return self.course.seconds()


def later(facts):
    return facts.steps < facts.reached < mp.inf


LEARNT = "After {steps:n} step{s} of {name} an element has dissipated {dissipated:e}"
FREEZING = f"{LEARNT}; freezing it now for {{retention:t}}{{failed}} takes {{missing:e}} more."
ON = " Learning on gets there at step {reached:n}, after {time_until:t}, and dissipates {more:e} on the way"
REMEMBERED = [
    Kind(f"{LEARNT}, and its barrier is high enough for {{retention:t}}{{failed}}.", lambda facts: facts.missing == 0),
    Kind(f"{FREEZING} Learning on, that barrier is never reached.", lambda facts: facts.never),
    Kind(
        f"{FREEZING} Learning on, that barrier is reached only after more than 10³⁰⁰ steps.",
        lambda facts: facts.reached == mp.inf and not facts.never,
    ),
    Kind(f"{FREEZING}{ON}, {{times:2}} times as much.", later),
    Kind(f"{FREEZING}{ON}, as much.", lambda facts: later(facts) and abs(facts.times - 1) < mp.mpf("0.051")),
]
READINGS = [
    Kind("Barrier needed: {needed:e}"),
    Kind("Barrier at step {steps:n}: {last:e}"),
    Kind("It holds for: {held:t}"),
    Kind("Reached at step n*: {reached:n}", lambda facts: facts.reached < mp.inf),
    Kind("Held until step: {held_until:n}", lambda facts: facts.lost < mp.inf),
    Kind("Reached again at step: {again:n}", lambda facts: facts.again < mp.inf),
    Kind("Wall-clock until n*: {time_until:t}"),
    Kind("Dissipated until n*: {until:e}"),
    Kind("Learning on: never there", lambda facts: facts.never),
    Kind("Learning on: there only after more than 10³⁰⁰ steps", lambda facts: facts.reached == mp.inf),
    Kind("Or: learn, then freeze: {frozen:e}"),
]


def simple(values):
    """Whether sums up to any step are soon found in another way."""
    slot = values["schedule_1"] in SMOOTH and values["warmup_steps_1"] == 0
    return slot and values["alpha"] >= 0.1 and values["steps"] >= 1 and not values["pin_1"]


def test_sentence_of_consolidation():
    wrong = []
    for values in drawn_states(LEARNING.parameters, 25, fitting=simple):
        course = Shown(values, points=2)
        said = learning_words.consolidation_sentence(course, Outcome(course, course.runs[0]))
        wrong += problems([said], REMEMBERED, Consolidated(values)) + slips(said)
    nothing(wrong)


def test_readings_of_the_learning_page():
    wrong = []
    for values in drawn_states(LEARNING.parameters, 8, fitting=lambda v: simple(v) and on_stops(v)):
        test = open_page("learning", values)
        facts = Consolidated(values)
        wrong += problems([f"{one.label}: {one.value}" for one in test.metric], READINGS, facts)
        said = [text.value for text in test.markdown if text.value.startswith("After ")]
        wrong += problems(said, REMEMBERED, facts)
        (heading,) = test.subheader[:1]
        wrong += problems([heading.value], [Kind("To remember for {retention:t}{failed}")], facts)
    nothing(wrong)


def on_stops(values):
    """Whether sliders can show these values."""
    return all(
        value in PARAMETERS[key].stops
        for key, value in values.items()
        if hasattr(PARAMETERS[key], "stops") and key != "dE_range"
    )


TURNS = [(0.0, 1000.0, 10_000.0), (200.0, 1000.0, 5000.0), (1.0, 2.0, 5.0), (50_000.0, 20.0, 1e6)]


@pytest.mark.parametrize(("warm", "total", "steps"), TURNS)
def test_turn_of_a_cosine_is_its_lowest_step(warm, total, steps):
    changes = {"schedule_1": "cosine", "warmup_steps_1": warm, "total_steps_1": total}
    course = Course(LEARNING.values(**changes))
    lowest = min(range(course.highest_at, int(warm + 2 * total)), key=course.log_rate)

    def captions(steps):
        test = open_page("learning", LEARNING.values(steps=steps, **changes))
        return [text.value for text in test.caption if "at its lowest" in text.value]

    (said,) = captions(steps)
    assert numbers(said)[-1] == lowest
    assert said.endswith(f"is at its lowest at step {lowest:,} and rises again after it, as in PyTorch.")


@pytest.mark.parametrize(("steps", "turns"), [(1000.0, 0), (2000.0, 1)])
def test_turn_is_said_only_if_it_is_shown(steps, turns):
    # The lowest step is number 1001: the last shown of a thousand and one would not rise.
    values = LEARNING.values(schedule_1="cosine", total_steps_1=1000, steps=steps)
    assert sum("at its lowest" in text.value for text in open_page("learning", values).caption) == turns


def test_help_of_a_schedule_counts_the_warm_up():
    """What the helps say of w and T, at schedules of so many steps."""
    w, T = 7, 12

    def course(kind, **more):
        given = {"warmup_steps_1": w, "total_steps_1": T, "step_size_1": T, "period_1": T, "steps": 1000} | more
        return Course(LEARNING.values(schedule_1=kind, **given))

    steps = range(1, w + 3 * T)
    helps = {
        key: PARAMETERS[f"{key}_1"].help for key in ("total_steps", "period", "step_size", "table", "warmup_steps")
    }
    assert "at step w + T + 1" in helps["total_steps"]
    assert next(n for n in steps if course("polynomial").log_rate(n) == -mp.inf) == w + T + 1
    assert min(range(w + 1, w + 2 * T), key=course("cosine").log_rate) == w + T + 1
    assert next(n for n in steps if course("cosine_held").log_rate(n) == -mp.inf) == w + T + 1
    assert "One cycle ends at step w + T." in helps["total_steps"]
    cycle = course("one_cycle")
    assert cycle.log_rate(w + T - 1) > cycle.log_rate(w + T) == cycle.log_rate(w + T + 1)
    assert "So many steps after the warm-up the first period is over" in helps["period"]
    restarts = course("cosine_restarts")
    assert restarts.log_rate(w + T) < restarts.log_rate(w + T + 1) == restarts.log_rate(w + 1)
    assert "holds for so many steps and drops at the next" in helps["step_size"]
    stairs = course("step")
    assert stairs.log_rate(w + 1) == stairs.log_rate(w + T) > stairs.log_rate(w + T + 1)
    assert "Step 0 is the first after the warm-up." in helps["table"]
    table = course("table", table_1=((0.0, 1.0), (5.0, 0.1)))
    assert table.log_rate(w + 1) == table.log_rate(w + 5) == 0 > table.log_rate(w + 6)
    assert "rises linearly for so many steps; the schedule begins with the next one" in helps["warmup_steps"]
    assert course("inverse_time").log_rate(w + 1) == 0 > course("inverse_time").log_rate(w)
