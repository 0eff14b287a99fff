"""Every number that a figure of barriers says in words is right, and the sentence fits it.

Captions, labels and descriptions are read as a visitor reads them, at the defaults and in drawn states; each has to be
of a known kind and each of its numbers what the equations give (`independent`). A new sentence is of no known kind, and
fails until its numbers are named here.
"""

import re

import pytest
from facts import NoRun, RunFacts, all_runs, first_run, said
from independent import mp
from sentences import BEYOND, Kind, apart, joined, nothing, parsed, problems, slips
from states import drawn_states

from dashboard.figures import FIGURES

DRAWN = 40
SMOOTH = ("constant", "inverse_time", "power_law", "exponential")
LONGEST = 2_000  # steps whose times are added one by one


def states(name, number=DRAWN, **more):
    return drawn_states(FIGURES[name].parameters, number, **more)


def about(name, values, kinds, *facts):
    """Check caption, labels and description of a figure against kinds of each."""
    caption, labels, _, described = said(name, values)
    captions, of_labels, of_descriptions = kinds
    return [
        *problems([caption], captions, first_run(values)),
        *problems(labels, of_labels, *facts),
        *problems(apart(described), of_descriptions, *facts),
    ]


# ---- where a run takes the barrier ----


def chosen(facts):
    return isinstance(facts, RunFacts)


def none_chosen(facts):
    return not chosen(facts)


def ends(facts):
    """Whether the learning rate is zero at the end."""
    return chosen(facts) and facts.last == mp.inf


def goes_on(facts):
    return chosen(facts) and facts.last < mp.inf


def alike(facts):
    """Whether the barrier ends where it began, to the digits that are shown."""
    return abs(facts.last - facts.first) <= mp.mpf("1.1e-3") * abs(facts.last) + facts.slack


MOVED = [
    Kind("{name} begins at a barrier of {last:e}", lambda facts: facts.steps == 1),
    Kind("{name} leaves the barrier at {last:4} {unit} for {steps:n} step{s}", alike),
    Kind(
        "{name} lowers the barrier from {first:4} to {least:4} {unit}, then lifts it to {last:4} {unit}, in {steps:n} "
        "step{s}",
        lambda f: 1 < f.highest_at < f.steps and f.least < min(f.first, f.last),
    ),
    Kind(
        "{name} lowers the barrier from no limit to {least:4} {unit}, then lifts it to {last:4} {unit}, in {steps:n} "
        "step{s}",
        lambda f: mp.isinf(f.first) and 1 < f.highest_at < f.steps and f.least < f.last,
    ),
    Kind(
        "{name} lowers the barrier from no limit to {last:4} {unit} in {steps:n} step{s}",
        lambda f: mp.isinf(f.first) and f.last < f.first,
    ),
    Kind("{name} lifts the barrier from {first:4} to {last:4} {unit} in {steps:n} step{s}", lambda f: f.last > f.first),
    Kind(
        "{name} lowers the barrier from {first:4} to {last:4} {unit} in {steps:n} step{s}", lambda f: f.last < f.first
    ),
]

# ---- the landscape: curves and surface ----

TEN = "; ten years of memory take {ten_years:e}."
LANDSCAPE = [
    Kind("Holding a memory for ten years takes a barrier of {ten_years:e}.", none_chosen),
    Kind(f"With {{name}} the learning rate comes to zero{TEN}", ends),
    *joined("At α = {alpha:3}, ", MOVED, TEN, goes_on),
]
ENDS = [
    Kind("{plateau:e}", lambda facts: not facts.tilted),
    Kind("ΔE/2 + {above:e}", lambda facts: facts.tilted and facts.above > -facts.slack),
    Kind("ΔE/2 − {below:e}", lambda facts: facts.tilted and facts.below > -facts.slack),
]
"""What a curve tends to: a plateau, or with the symmetric tilt so much above or below half the drive."""
CURVES = (
    LANDSCAPE,
    [
        *joined("{before}{rate:3}{after} → ", ENDS),
        Kind("ten years at R<sub>max</sub> = {R_max:3} /s: {ten_years:e}"),
        Kind("▲ ten years at R<sub>max</sub> = {R_max:3} /s: {ten_years:e}"),
        Kind("E⁰ < 0: too weak a drive for the rate"),
        *(Kind(step) for step in ("n = 1", "10", "10²", "10³", "10⁴", "10⁵", "10⁶", "10⁷", "10⁸", "10⁹")),
        *(Kind(step) for step in ("10¹⁰", "10¹¹", "10¹²")),
        Kind("{pin}"),
    ],
    [
        Kind(
            "Barrier height against gradient energy from {low:4} to {high:4} {unit}, {curves:n} curve{s}, each rising "
            "{whither}."
        ),
        *joined("{plainly}{rate:3}{after}: zero at ΔE = {least:e}, {towards} ", ENDS, "."),
        *joined("{plainly}{rate:3}{after}: below zero at any ΔE, {towards} ", ENDS, ".", lambda f: f.least == mp.inf),
        Kind("{series}: {first:e} at the first step, {last:e} at step {steps:n}."),
        Kind("Ten years of retention need {ten_years:e}."),
    ],
)


def rates_of(values):
    return values["absolute_rates" if values["rate_scale"] == "absolute" else "rates"]


class Rate(NoRun):
    """What is known of the curve of one rate."""

    def __init__(self, values, rate):
        super().__init__(values)
        self.rate = mp.mpf(rate)
        absolute = values["rate_scale"] == "absolute"
        relative = self.rate / self.R_max if absolute else self.rate
        self.before, self.after = ("R = ", " /s") if absolute else ("R/R<sub>max</sub> = ", "")
        self.plainly = self.before.replace("<sub>max</sub>", "_max")
        self.tilted = values["convention"] == "symmetric_tilt"
        self.towards = "then towards" if self.tilted else "plateau"
        if self.tilted:
            self.least = self.kT * 2 * mp.asinh(relative)
        else:
            self.least = self.kT * 2 * mp.atanh(relative) if relative < 1 else mp.inf
        self.plateau = -self.kT * mp.log(relative)
        self.above = self.plateau - self.kT * mp.log(2)  # ln sinh x tends to x - ln 2
        self.below = -self.above


class Grid(NoRun):
    """What is known of a table of Eq. 4: where its axes begin and end, and on a surface how high it is."""

    def __init__(self, name, values):
        super().__init__(values)
        table = FIGURES[name].table(values)
        surface = table[table["series"] == "surface"]
        grid = surface if len(surface) else table[table["n"].isna()]
        drives = [mp.mpf(one) for one in grid[f"gradient_energy_{self.unit}"]]
        self.low, self.high = min(drives), max(drives)
        self.curves, self.s = mp.mpf(len(values.get("rates", "")) and len(rates_of(values))), "s"
        self.s = "" if self.curves == 1 else "s"
        self.whither = "without end as ΔE/2" if values["convention"] == "symmetric_tilt" else "to a plateau"
        if len(surface):
            rates = [mp.mpf(one) for one in grid.filter(like="update_rate").iloc[:, 0]]
            scale = self.R_max if "update_rate_per_s" in grid and "alpha" not in grid else 1
            self._heights(drives, [rate / scale for rate in rates])

    def _heights(self, drives, rates):
        bend = mp.sinh if self.values["convention"] == "symmetric_tilt" else mp.tanh
        shapes = {drive: mp.log(bend(drive / self.kT / 2)) for drive in set(drives)}
        falls = {rate: -mp.log(rate) for rate in set(rates) if rate > BEYOND}
        heights = [shapes[drive] + falls[rate] for drive, rate in zip(drives, rates, strict=True) if rate in falls]
        self.whole = len(heights) == len(rates)
        self.lowest, self.highest = self.kT * min(heights), self.kT * max(heights)
        above = sum(height >= 0 for height in heights) + len(rates) - len(heights)
        self.percent = mp.nint(100 * mp.mpf(above) / len(rates))


def test_barrier():
    wrong = []
    for values in states("barrier"):
        rates = [Rate(values, rate) for rate in rates_of(values)]
        wrong += about("barrier", values, CURVES, Grid("barrier", values), *rates, *all_runs(values))
    nothing(wrong)


SURFACE = (
    LANDSCAPE,
    [],
    [
        Kind(
            "Surface of the barrier height over gradient energy from {low:4} to {high:4} {unit} and over update rate: "
            "it rises with the drive and falls with the rate, from {lowest:4} to {highest:4} {unit}; {percent:3} % of "
            "it is feasible (E⁰ ≥ 0)."
        ),
        Kind("{series}: {last:e} at step {steps:n}."),
    ],
)


def test_barrier_surface():
    wrong = []
    for values in states("barrier-surface", 20):
        wrong += about("barrier-surface", values, SURFACE, Grid("barrier-surface", values), *all_runs(values))
    nothing(wrong)


# ---- along learning ----


def without_barrier(facts):
    return facts.asked <= 0


def with_barrier(facts):
    return facts.asked > 0


def rising(facts):
    """Whether the learning rate still rises at the end, and the barrier is high enough before it comes down."""
    return facts.ceiling >= facts.asked and facts.highest_at > facts.steps


REACHED = [
    Kind("reached at step {reached:n}"),
    Kind("never reached", lambda facts: facts.never),
    Kind("reached only after more than {limit} steps", lambda facts: facts.reached == mp.inf and not facts.never),
]
LOST = [
    *joined("", REACHED, "", lambda facts: facts.lost > facts.steps),
    *joined("", REACHED, ", lost at step {lost:n}", lambda facts: facts.lost <= facts.steps < facts.again),
    *joined(
        "",
        REACHED,
        ", lost at step {lost:n}, and reached again at step {again:n}",
        lambda facts: facts.again <= facts.steps,
    ),
]
WANTED = [
    Kind(" To remember for {retention:t}{failed} takes no barrier.", without_barrier),
    *joined(" The barrier for {retention:t}{failed}, {asked:b}, is ", LOST, ".", with_barrier),
]
HELD = [
    moved
    for ending in WANTED
    for moved in joined("", MOVED, ": it then holds a memory for {held:t}." + ending.text, ending.when)
]
LEARNING_CAPTIONS = [
    Kind("No schedule is chosen. To remember for {retention:t}{failed} would take {asked:b}.", none_chosen),
    Kind("With {name} the learning rate comes to zero: learning ends, and the barrier has no limit.", ends),
    *joined("At α = {alpha:3}, ", HELD, "", goes_on),
]


def from_(first, until):
    """When a milestone is shown, from where, and up to where if it is lost within the picture."""
    return lambda facts: (
        chosen(facts) and facts.highest_at != getattr(facts, first) and getattr(facts, until) >= facts.steps
    )


def lost_again(until):
    return lambda facts: getattr(facts, until) < facts.steps


LEARNING = (
    LEARNING_CAPTIONS,
    [
        Kind("E⁰ = {last:e}"),
        Kind("{pin}: E⁰ = {last:e}"),
        Kind("{name}: E⁰ = {last:e}"),
        Kind("R/R<sub>max</sub> = {last_rate:2}"),
        Kind("{name}: R/R<sub>max</sub> = {last_rate:2}"),
        Kind("learning rate ε"),
        Kind("learning rate of {name}"),
        *(Kind(f"α = 0.{k}") for k in range(1, 10)),
        Kind("{retention:t}{failed} at R<sub>max</sub> = {R_max:3} /s: {asked:b}"),
        Kind("▲ {retention:t}{failed} at R<sub>max</sub> = {R_max:3} /s: {asked:b}"),
        Kind("{retention:t}{failed}: {asked:b}"),
        Kind("E⁰ < 0: too weak a drive for the rate"),
        Kind("E⁰ ≥ 0 from n = {met:n}", from_("met", "met_until")),
        Kind("E⁰ ≥ 0 from n = {met:n} to {met_until:n}", lost_again("met_until")),
        Kind("E⁰ ≥ 0 again from n = {met_again:n}", lost_again("met_until")),
        Kind("{retention:t}{failed} again from n = {again:n}", lost_again("held_until")),
        Kind("{retention:t}{failed} from n = {reached:n}", from_("reached", "held_until")),
        Kind("{retention:t}{failed} from n = {reached:n} to {held_until:n}", lost_again("held_until")),
    ],
    [
        Kind("Update rate and barrier height against the number of updates."),
        *(
            Kind(
                f"{{series}}{family}: barrier {{first:e}} and update rate {one} at the first step, barrier {{last:e}} "
                f"and update rate {other} at step {{steps:n}}.",
            )
            for family in ("", ", α = {tenth}")
            for one in ("{first_rate:2} R_max", "R_max", "below 10⁻³⁰⁰ R_max", "zero")
            for other in ("{last_rate:2} R_max", "R_max", "below 10⁻³⁰⁰ R_max", "zero")
        ),
        Kind("{retention:t}{failed} of retention: {asked:b}."),
    ],
)


class Tenth(RunFacts):
    """What is known of a run of the family over α."""

    def __init__(self, values, place, alpha):
        super().__init__(values | {"alpha": alpha}, place)
        self.tenth = f"{alpha:g}"


def family(values):
    run = first_run(values)
    if not chosen(run) or values["alpha_family"] == "off":
        return []
    return [Tenth(values, run.place, k / 10) for k in range(1, 10)]


def test_learning():
    wrong = []
    for values in states("learning"):
        facts = all_runs(values) or [NoRun(values)]
        caption, labels, _, described = said("learning", values)
        labels = [label for label in labels if not label.startswith("⋯")]
        wrong += problems([caption], LEARNING[0], first_run(values))
        wrong += problems(labels, LEARNING[1], first_run(values), *facts)
        wrong += problems(apart(described), LEARNING[2], *facts, *family(values))
    nothing(wrong)


def test_formula_of_the_asymptote_gives_the_asymptote():
    """A formula is read, computed at a step, and compared with Eq. 7 in the limit of small learning rates."""
    wrong = []
    for values in states("learning"):
        run = first_run(values)
        for label in (label for label in said("learning", values)[1] if label.startswith("⋯")):
            n, course = run.course.steps, run.course
            read = {
                "α ln n": course.alpha * mp.log(n),
                "−α ln ε": -course.alpha * course.log_rate(n),
                "α ln(ε_max/ε)": course.alpha * (course.log_rate(course.highest_at) - course.log_rate(n)),
                "ln 2": mp.log(2),
                "ln(2/g²)": mp.log(2 / course.squared),
            }
            formula, sign, constant = re.fullmatch(r"⋯ (.+?)(?: ([−+]) (.+))?", label).groups()
            shift = (read.get(constant) or parsed(constant)) if constant else 0
            small = mp.log(course.squared / 2) + course.log_rate(n) - course.log_asked_rate(n)
            if abs(read[formula] + (shift if sign == "+" else -shift) - small) > mp.mpf("6e-4"):
                wrong.append(f"{label} is not {mp.nstr(small, 6)} at n = {n} of {run.name}")
    nothing(wrong)


LEARNING_SURFACE = (
    LEARNING_CAPTIONS,
    [],
    [
        *(
            Kind(
                "Surface of the barrier height over gradient energy and step number, from {lowest:4} to {highest:4} "
                f"{{unit}}{higher}: it rises with the drive, and as the update rate falls; {{percent:3}} % of it is "
                "feasible (E⁰ ≥ 0).",
                lambda facts, higher=higher: facts.whole == (higher == ""),
            )
            for higher in ("", " and higher")
        ),
        Kind("{series}: {last:e} at step {steps:n}."),
        Kind("A plane marks {retention:t}{failed} of retention: {asked:b}."),
        Kind("No schedule is chosen."),
        Kind("To remember for {retention:t}{failed} takes {asked:b}."),
    ],
)


def test_learning_surface():
    wrong = []
    for values in states("learning-surface", 20):
        runs = all_runs(values)
        grid = [Grid("learning-surface", values)] if chosen(first_run(values)) else []
        wrong += about("learning-surface", values, LEARNING_SURFACE, *grid, *runs, NoRun(values))
    nothing(wrong)


# ---- what memory asks for ----

FLOOR = "the {asked:b} that hold for {retention:t}{failed}"
SHORT = [
    Kind(f"the barrier is {{missing:e}} short of {FLOOR}", lambda facts: facts.ceiling > 0),
    Kind(f"there is no barrier, and all of {FLOOR} are missing", lambda facts: facts.ceiling <= 0),
]
PAID = [
    one
    for reached in REACHED
    for one in joined(
        "After {steps:n} step{s} of {name} ",
        SHORT,
        f". A final freeze pays that once; learning on, it is {reached.text}.",
        lambda facts, when=reached.when: when(facts) and facts.missing > 0 and facts.reached > facts.steps,
    )
]
RETENTION = (
    [
        Kind("To remember for {retention:t}{failed} takes no barrier.", without_barrier),
        Kind("To remember for {retention:t}{failed} takes a barrier of {asked:b}.", none_chosen),
        Kind("With {name} the learning rate comes to zero: learning ends, and the barrier has no limit.", ends),
        Kind(
            f"After {{steps:n}} step{{s}} of {{name}} the barrier is {{ceiling:e}}, above {FLOOR}; but the learning "
            "rate still rises, up to step {highest_at:n}.",
            rising,
        ),
        *(
            Kind(
                "{Name} has consolidated: {asked:b}, which hold for {retention:t}{failed}, are reached "
                f"{again}at step {{since:n}}. That step alone takes {{step_seconds:t}}.",
                lambda facts, again=again: (
                    facts.since <= facts.steps
                    and facts.ceiling >= facts.asked - facts.slack
                    and (facts.since > facts.reached) == bool(again)
                ),
            )
            for again in ("", "again ")
        ),
        Kind(
            f"{{Name}} had {FLOOR} at step {{reached:n}} and forgot at step {{lost:n}}.",
            lambda facts: facts.lost <= facts.steps and facts.missing > 0,
        ),
        *PAID,
    ],
    [
        Kind("to remember for {retention:t}{failed}: {asked:b}"),
        Kind("to hold until the next update"),
        Kind("to hold the run so far"),
        Kind("freeze: + {missing:e}", lambda facts: facts.missing > 0),
        Kind("{ceiling:e}, holds for {held:t}"),
        Kind("{name}: {ceiling:e}, holds for {held:t}"),
        Kind("{retention:t}{failed}: {asked:b}"),
        Kind("{pin}: {ceiling:e}, holds for {held:t}"),
    ],
    [
        Kind("To remember for {retention:t}{failed} takes {asked:b}."),
        *(
            Kind(
                "{series}, at step {steps:n}: the barrier while learning is {ceiling:e}; to hold until the next update "
                f"takes {following}, the run so far {whole}; {missing} missing.",
                lambda facts, missing=missing: (facts.missing > 0) == missing.startswith("{"),
            )
            for following in ("{next_update:b}", "more than {longest:e}")
            for whole in ("{whole_run:b}", "more than {longest:e}")
            for missing in ("{missing:e} are", "nothing is")
        ),
    ],
)


def quickly_summed(values):
    """Whether the time of all steps is soon found in another way."""
    return all(
        run.steps <= LONGEST or (run.course.kind in SMOOTH and run.course.warm == 0 and run.steps <= 1e6)
        for run in all_runs(values)
    )


def test_retention():
    wrong = []
    for values in states("retention", 60):
        caption, labels, _, _ = said("retention", values)
        wrong += problems([caption], RETENTION[0], first_run(values))
        wrong += problems(labels, RETENTION[1], first_run(values), *all_runs(values))
    nothing(wrong)


def test_retention_in_words():
    wrong = []
    for values in states("retention", 25, fitting=quickly_summed):
        described = said("retention", values)[3]
        wrong += problems(apart(described), RETENTION[2], *(all_runs(values) or [NoRun(values)]))
    nothing(wrong)


# ---- static and adaptive barriers ----


class Profile(RunFacts):
    """What is known of the barriers at steps 1, 10, 100, …"""

    def __init__(self, values, place=1):
        super().__init__(values, place)
        self.tens = [10**k for k in range(len(str(self.course.steps)))]
        self.at_first, self.at_last = (self.kT * self.course.height(n) for n in (1, self.tens[-1]))
        self.last_ten = mp.mpf(self.tens[-1])


STATIC = "A static memory that holds for {retention:t}{failed} has {asked:b} in the way of every update; barriers that "
PROFILE = [
    Kind("No schedule is chosen.", none_chosen),
    Kind(STATIC + "follow {name} begin at {at_first:e}.", lambda facts: facts.steps < 10),
    Kind(STATIC + "follow {name} go from {at_first:e} at step 1 to {at_last:e} at step {last_ten:n}."),
]


class At:
    """What is known of one barrier."""

    def __init__(self, facts, n):
        self.n, self.unit, self.slack = mp.mpf(n), facts.unit, facts.slack
        self.height = facts.kT * facts.course.height(n)


def test_profile():
    wrong = []
    for values in states("profile"):
        run = first_run(values)
        caption, _, _, described = said("profile", values)
        facts = Profile(values, run.place) if chosen(run) else run
        wrong += problems([caption], PROFILE, facts)
        first, static, follow = apart(described)
        wrong += problems([first, static], [Kind("A chain of wells."), Kind("Static barriers: {asked:b}.")], run)
        listed = follow.removeprefix("Barriers that follow: ").removesuffix(".").split(", ")
        if not chosen(run):
            assert listed == ["none"]
            continue
        assert len(listed) == len(facts.tens)
        for text, n in zip(listed, facts.tens, strict=True):
            wrong += problems([text], [Kind("{height:e} at step {n:n}")], At(facts, n))
    nothing(wrong)


# ---- grammar ----


@pytest.mark.parametrize("name", FIGURES)
def test_sentences_fit_their_numbers(name):
    wrong = []
    for values in states(name, 25):
        caption, labels, names, described = said(name, values)
        for text in (caption, described, *labels, *names):
            wrong += [f"{slip}: {text}" for slip in slips(text)]
    nothing(wrong)
