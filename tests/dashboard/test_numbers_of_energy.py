"""Every number that figures of energy and of the wells say in words is right, and the sentence fits it.

As `test_numbers_in_words`: kinds of sentences, and each number from the equations or the tables of sources.
"""

import html
import math
from functools import cached_property

import pytest
from facts import NoRun, RunFacts, all_runs, first_run, said
from independent import Course, hardware, kT_in, mp, target, trainings
from sentences import Kind, apart, joined, nothing, problems
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import chosen_slots, pinned_values

SMOOTH = ("constant", "inverse_time", "power_law", "exponential")
ADDED = 10_000  # steps that are added one by one
LN_2 = mp.log(2)
HARDWARE = hardware()


def states(name, number=30, **more):
    return drawn_states(FIGURES[name].parameters, number, **more)


def quickly_summed(values):
    """Whether the energy of all steps is soon found in another way."""
    courses = [run.course for run in all_runs(values)]
    return all(one.steps <= ADDED or (one.kind in SMOOTH and one.warm < ADDED) for one in courses)


def bounded(facts):
    return isinstance(facts, RunFacts) and facts.total < mp.inf


def none_chosen(facts):
    return not isinstance(facts, RunFacts)


# ---- dissipation ----


class Spent(RunFacts):
    """What is known of the energy of a run, beside memories that do not follow the learning."""

    def __init__(self, values, place=1, pin=""):
        super().__init__(values, place, pin)
        self.static = mp.mpf(values["static_barrier"])
        self.total = self.kT * mp.mpf(self.course.summed())
        self.slack = mp.mpf("1e-9") * self.total if self.total < mp.inf else 0

        self.low = mp.mpf(values["low_barrier"])

    @cached_property
    def drives(self):
        return self.kT * mp.mpf(self.course.summed(barriers=False))

    @cached_property
    def every(self):
        if self.values["account"] == "cumulative":
            return self.kT * mp.mpf(self.course.summed_by_crossings()) + self.drives
        drive = self.course.drive(self.course.steps)
        return max(self.last, 0) * mp.coth(drive / 2) + self.kT * drive if drive > 0 else mp.mpf(0)

    @property
    def freeze(self):
        return max(self.asked - self.kT * self.low, 0)

    @cached_property
    def lacking(self):
        """What the run itself lacks at its last update of what memory asks for."""
        course = self.course
        last = next(n for n in (course.steps, course.steps - 1, course.made) if course.log_rate(n) > -mp.inf)
        return max(self.asked - max(self.kT * course.mean(last), 0), 0)

    @property
    def never_held(self):
        return self.course.summed(drives=False) == 0

    @property
    def made(self):
        return mp.mpf(self.course.made)

    @cached_property
    def before_freeze(self):
        return self.kT * self.course.at_constant_barrier(self.low)

    @cached_property
    def constant(self):
        return self.before_freeze + self.freeze

    @cached_property
    def constantly(self):
        """What the constant barrier comes to in the account that is chosen."""
        if self.values["account"] == "cumulative":
            return self.constant
        return self.kT * (self.low + self.course.drive(self.course.steps))

    @property
    def ratio(self):
        return self.kT * self.static * self.course.made / self.total

    @property
    def less(self):
        return self.ratio

    @property
    def more(self):
        return 1 / self.ratio

    @property
    def bits(self):
        return self.total / (self.kT * LN_2 * self.course.made)

    @property
    def spent(self):
        if self.values["account"] == "cumulative":
            return self.total
        return max(self.last, 0) + self.kT * self.course.drive(self.course.steps)


class Device(NoRun):
    """What a memory that does not follow the learning spends."""

    def __init__(self, values, name, joule=None, kT=None):
        super().__init__(values)
        self.name, self.static = name, mp.mpf(values["static_barrier"])
        each = self.kT * kT if joule is None else self.kT * mp.mpf(joule) / kT_in("J", values["kT"])
        run = first_run(values)
        made = run.course.made if isinstance(run, RunFacts) else values["steps"]
        self.spent = each * (made if values["account"] == "cumulative" else 1)


def devices(values):
    return [
        Device(
            values,
            "RRAM, 13 fJ a write (the paper)",
            joule=HARDWARE["RRAM write, as the paper has it"]["energy_high_J"],
        ),
        Device(
            values, "Fowler-Nordheim memory, 5 fJ", joule=HARDWARE["Fowler-Nordheim dynamic memory"]["energy_high_J"]
        ),
        Device(values, "Landauer, kT ln 2", kT=LN_2),
    ]


def near(one, other):
    """Whether a factor is 1, to the three digits that are shown."""
    return abs(one - other) <= mp.mpf("0.0051") * other


def plainly(text):
    return lambda facts: bounded(facts) and (text == "less") == (facts.ratio > 1)


COMPARED = [
    Kind("{less:3} times less than", plainly("less")),
    Kind("{more:3} times more than", plainly("more")),
    Kind("as much as", lambda facts: near(facts.ratio, 1)),
]
BITS = [Kind("{bits:3} times kT ln 2"), Kind("kT ln 2", lambda facts: near(facts.bits, 1))]
INSTEAD = [
    Kind(
        "A constant barrier of {low:3} kT comes to {before_freeze:e}. To hold for {retention:t}, a final freeze adds "
        f"{{lacking:e}} to the first and {{freeze:e}} to the second.{ending}",
        lambda facts, ending=ending: facts.never_held == bool(ending),
    )
    for ending in ("", " The run has no barrier all the way: it holds nothing.")
]
COUNTED = [
    Kind("{steps:n} update{s}", lambda facts: facts.made == facts.steps),
    Kind("{steps:n} step{s}, {made:n} of them updates,", lambda facts: 1 < facts.made < facts.steps),
    Kind("{steps:n} step{s}, 1 of them an update,", lambda facts: facts.made == 1 < facts.steps),
]
SPENT = [
    Kind(one.text + " " + instead.text, lambda facts, one=one, instead=instead: one.when(facts) and instead.when(facts))
    for instead in INSTEAD
    for bits in BITS
    for counted in COUNTED
    for one in joined(
        f"In {counted.text} at α = {{alpha:3}}, {{name}} dissipates {{total:e}} in each element by the paper’s "
        "account: ",
        COMPARED,
        f" a static memory of {{static:3}} kT, and {bits.text} for each update.",
        lambda facts, bits=bits, counted=counted: bits.when(facts) and counted.when(facts),
    )
]
DISSIPATION = [
    Kind("No schedule is chosen. Lines show memories whose barrier does not follow the learning.", none_chosen),
    *SPENT,
]
AMOUNTS = [
    Kind("learning-in-memory, {name}: {total:4} {unit}"),
    Kind("{pin}: α = {alpha:3}, {name}: {total:4} {unit}"),
    Kind("drive alone (floor): {drives:4} {unit}"),
    Kind("every crossing pays: {every:4} {unit}"),
    Kind("The same if every crossing paid: {every:e}.", lambda facts: facts.every < mp.inf),
    Kind("The same if every crossing paid: more than a double holds.", lambda facts: facts.every == mp.inf),
    *(Kind(name) for name in ("every crossing pays", "drive alone (floor)", "drive ΔE", "barrier E⁰")),
    Kind("learning-in-memory, {name}"),
    Kind("{pin}: α = {alpha:3}, {name}"),
    Kind("constant barrier, {low:3} kT, then a freeze", lambda facts: facts.freeze > 0),
    Kind("constant barrier, {low:3} kT"),
    Kind("{name}"),
    Kind("constant barrier, {low:3} kT, then a freeze: {constantly:4} {unit}", lambda facts: facts.freeze > 0),
    Kind("constant barrier, {low:3} kT: {constantly:4} {unit}", lambda facts: facts.freeze == 0),
    Kind("constant barrier, {low:3} kT: {constantly:e}."),
    Kind("{series}: {spent:e}."),
    Kind("{name}: {spent:e}."),
    Kind("{name}: {spent:4} {unit}"),
    Kind("Energy of each update of one memory element against the number of updates."),
    Kind("Energy of all updates so far of one memory element against the number of updates."),
]
STATIC = [
    Kind("static memory, {static:3} kT"),
    Kind("static memory, {static:3} kT: {spent:4} {unit}"),
    Kind("static memory, {static:3} kT: {spent:e}."),
]


def test_dissipation():
    wrong = []
    for values in states("dissipation", fitting=quickly_summed):
        caption, labels, _, described = said("dissipation", values)
        runs = [Spent(run.values, run.place, run.pin) for run in all_runs(values)]
        now = [run for run in runs if not run.pin]
        wrong += problems([caption], DISSIPATION, now[0] if now else NoRun(values))
        static = Device(values, "", kT=mp.mpf(values["static_barrier"]))
        for text in [*labels, *apart(described)]:
            kinds = STATIC if text.startswith("static memory") else AMOUNTS
            wrong += problems([text], kinds, *([static] if kinds is STATIC else [*runs, *devices(values)]))
    nothing(wrong)


# ---- the spectrum ----


class Entry:
    """What is known of an entry: its row of the table of sources, for one operation or for one bit."""

    def __init__(self, row, limit, per):
        bits = mp.mpf(row["bits"]) if per == "bit" else 1
        self.name, self.limit = row["name"], limit
        self.low, self.high = mp.mpf(row["energy_low_J"]) / bits, mp.mpf(row["energy_high_J"]) / bits
        self.times = self.low / limit


class Update(RunFacts):
    """What is known of the updates of a run: the cheapest and the dearest of them, in J."""

    def __init__(self, values, place=1, pin=""):
        super().__init__(values | {"unit": "J", "convention": "mean_rate"}, place, pin)
        self.name = (f"{pin}: " if pin else "") + f"α = {values['alpha']:.3g}, {self.name}"
        rates = [self.course.log_rate(n, math) for n in self._steps()]
        each = [self._each(rate) for rate in rates if rate > -mp.inf]  # at a rate of 0 there is no update
        finite = [one for one in each if one < mp.inf]
        self.low, self.high = self.kT * min(finite), self.kT * max(finite)
        self.dearest = self.high / (self.kT * LN_2)

    def _steps(self):
        """All steps; of very many, those between which a smooth schedule only rises or falls."""
        course = self.course
        if course.steps <= ADDED:
            return range(1, course.steps + 1)
        near = [n for kink in [*course.kinks, self._first_barrier()] for n in range(*self._about(kink))]
        return [*range(1, 2_000), *near, course.steps]

    def _first_barrier(self):
        """The step at which the barrier of a falling rate comes above zero, by halving: the cheapest may be there."""
        low, high = ADDED // 10, self.course.steps
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.course.quick(self.course.log_rate(middle, math)) > 0 else (middle, high)
        return high

    def _about(self, n):
        return (max(int(n) - 2, 1), int(n) + 3) if n < self.course.steps - 3 else (0, 0)

    def _each(self, log_rate):
        return max(self.course.quick(log_rate), 0.0) + self.course.quick_drive(log_rate)


def shown_entries(values):
    limit = kT_in("J", values["kT"]) * LN_2
    rows = [row for row in HARDWARE.values() if values["rows"] == "all" or row["main"] == "1"]
    rows = [row for row in rows if values["per"] == "operation" or row["bits"]]
    return [Entry(row, limit, values["per"]) for row in rows]


class Spectrum:
    """What the caption of the spectrum compares."""

    def __init__(self, values, updates):
        self.limit = kT_in("J", values["kT"]) * LN_2
        measured = [one for one in shown_entries(values) if HARDWARE[one.name]["basis"] == "measured"]
        cheapest = min(measured, key=lambda one: one.low)
        self.cheapest, self.times = cheapest.name, cheapest.times
        self.per = " for each bit" if values["per"] == "bit" else ""
        if updates:
            self.dearest = updates[0].dearest


CHEAPEST = "The cheapest operation measured, {cheapest}, takes {times:2} times kT ln 2{per}"
SPECTRUM = [
    Kind(f"{CHEAPEST}.", lambda facts: not hasattr(facts, "dearest")),
    Kind(f"{CHEAPEST}; the dearest update of learning-in-memory would take {{dearest:2}} times kT ln 2."),
    Kind(
        f"{CHEAPEST}; the dearest update of learning-in-memory would take kT ln 2.",
        lambda facts: abs(facts.dearest - 1) < mp.mpf("0.051"),
    ),
]
LIMIT = [
    Kind("Landauer limit kT ln 2 {limit:4} J"),
    Kind("Landauer limit, kT ln 2 = {limit:4} J"),
    Kind("beyond it: reversible steps only"),
]
ENTRIES = [
    Kind("{name}: {low:3} to {high:3} J", lambda facts: facts.low < facts.high),
    Kind("{name}: {low:3} J", lambda facts: facts.high - facts.low <= mp.mpf("1e-12") * facts.low),
]


def test_spectrum():
    wrong = []
    for values in states("spectrum", fitting=quickly_summed):
        caption, labels, _, described = said("spectrum", values)
        updates = [Update(run.values, run.place, run.pin) for run in all_runs(values | {"unit": "kT"})]
        facts = Spectrum(values, [one for one in updates if not one.pin] or updates)
        wrong += problems([caption], SPECTRUM, facts)
        names = {html.escape(one.name) for one in (*shown_entries(values), *updates)}
        others = [label for label in labels if not label.startswith("<b>") and label not in names]
        wrong += problems(others, LIMIT, facts)
        head, _, listed = described.partition(" scale. ")
        per = "each bit of an operation" if values["per"] == "bit" else "one operation"
        assert head == f"Energy of {per}, by category, on a logarithmic"
        wrong += problems(listed.removesuffix(".").split("; "), ENTRIES, *shown_entries(values), *updates)
    nothing(wrong)


# ---- projections ----

WALLS = ("computing", "memory", "updates", "consolidation")
SUBSTRATES = {
    "GPU and DRAM": ("NVIDIA H100 SXM", "HBM2E device", None, 1, "Phase-change cell"),
    "RRAM, compute-in-memory": ("AFPR-CIM (RRAM)", None, "RRAM write, as the paper has it", 1, None),
    "Fowler-Nordheim dynamic memory": (
        *("AFPR-CIM (RRAM)", None, "Fowler-Nordheim dynamic memory", 14),
        "Phase-change cell",
    ),
    "learning-in-memory": ("AFPR-CIM (RRAM)", None, None, 1, None),
    "Landauer limit": (None, None, None, 1, None),
}
"""Arithmetic, a bit moved, a write, bits written at once, and a bit stored: rows of the table of sources."""


def _cost(name):
    return mp.mpf(HARDWARE[name]["energy_high_J"]) if name else mp.mpf(0)


class Training:
    """What a training takes, wall by wall, by the accounting that the projection page states."""

    def __init__(self, values):
        self.values = values
        self.size, self.bits = mp.mpf(values["model_parameters"]), mp.mpf(values["bits"])
        tokens = mp.mpf(values["tokens_per_parameter"]) * self.size
        self.operations = 6 * self.size * tokens
        by_operation = values["count_updates"] == "operation"
        steps, of_each = mp.mpf(values["steps"]), max(6 * tokens, mp.mpf(1))
        self.course = Course(values | {"convention": "mean_rate"}, chosen_slots(values)[0])
        # A warm-up from a rate of 0 begins with a step at which nothing is updated.
        steps -= self.course.warming == "huggingface" and self.course.warm > 0
        self.updates, self.moves = (of_each, of_each) if by_operation else (steps, 3 * steps)
        self.kT = kT_in("J", values["kT"])
        self.s = "" if self.size == 1 else "s"
        self.u, self.m = ("" if mp.nint(one) == 1 else "s" for one in (self.updates, self.moves))
        self.slack = 0
        self.walls = {title: self._walls(title, parts) for title, parts in SUBSTRATES.items()}
        self.sums = {title: sum(walls.values()) for title, walls in self.walls.items()}
        self.gpu, self.learning = self.sums["GPU and DRAM"], self.sums["learning-in-memory"]
        arithmetic = self.walls["learning-in-memory"]["computing"]
        self.part = 100 * arithmetic / self.learning

    def _walls(self, title, parts):
        operation, moved, write, at_once, stored = parts
        counted = self.values["count_computing"] == "on"
        each, kept = {
            "GPU and DRAM": (self.kT * self.values["static_barrier"] * self.updates, _cost(stored)),
            "learning-in-memory": self._adaptive() if title == "learning-in-memory" else None,
            "Landauer limit": (self.kT * LN_2 * self.updates, 0),
        }.get(title) or (_cost(write) * self.updates, _cost(stored))
        cells = mp.ceil(self.bits / at_once)
        return {
            "computing": self.operations * _cost(operation) if counted else mp.mpf(0),
            "memory": self.moves * self.size * self.bits * _cost(moved),
            "updates": self.size * cells * each,
            "consolidation": self.size * self.bits * kept,
        }

    def _adaptive(self):
        made = int(mp.nint(self.updates))
        asked = target(self.values["retention"], self.values["R_max"])
        spent = mp.mpf(self.course.summed(upto=made))
        return self.kT * spent, self.kT * max(asked - max(self.course.mean(made), 0), 0)


class Share(Training):
    """What is known of the dearest wall of the first substrate."""

    def __init__(self, values):
        super().__init__(values)
        walls = self.walls["GPU and DRAM"]
        dearest = max(walls, key=lambda wall: walls[wall])
        self.most = {
            "computing": "computing",
            "memory": "moving data (the memory-wall)",
            "updates": "updates (the update-wall)",
            "consolidation": "consolidation (the consolidation-wall)",
        }[dearest]
        self.part = 100 * walls[dearest] / self.gpu


class Amount:
    """An energy and what it is of."""

    def __init__(self, name, joule):
        self.name, self.joule = name, joule
        self.slack = mp.mpf("1e-9") * joule


TRAINING = (
    "To train {size:3} parameter{s} with {updates:n} update{u} and {moves:n} move{m} of each takes {gpu:3} J on "
    "GPU and DRAM and {learning:3} J with learning-in-memory"
)
PROJECTION = [
    Kind(f"{TRAINING}.", lambda facts: facts.part == 0),
    Kind(f"{TRAINING}, nearly all of it arithmetic.", lambda facts: facts.part > mp.mpf("99.89")),
    Kind(f"{TRAINING}, {{part:3}} % of it arithmetic.", lambda facts: 0 < facts.part < mp.mpf("99.91")),
]
MOST = [
    Kind("For {size:3} parameter{s} on GPU and DRAM, the most goes into {most}: {part:3} % of it."),
    Kind(
        "For {size:3} parameter{s} on GPU and DRAM, the most goes into {most}: nearly all of it.",
        lambda facts: facts.part > mp.mpf("99.89"),
    ),
]
SIZE = [Kind("For {size:3} parameter{s}"), Kind("Parts of the energy for {size:3} parameter{s}.")]
JOULES = [Kind("{name}: {joule:3} J"), Kind("<b>{name}</b>: {joule:3} J"), Kind("{name} {joule:3} J")]


def long_and_smooth(values):
    """Whether very many updates are soon added in another way."""
    slots = chosen_slots(values)
    first = values[f"schedule_{slots[0]}"] if slots else ""
    return first in SMOOTH and values[f"warmup_steps_{slots[0]}"] < ADDED


def test_projection():
    wrong = []
    for values in states("projection", 30, fitting=long_and_smooth):
        training = Training(values)
        caption, _, _, described = said("projection", values)
        wrong += problems([caption], PROJECTION, training)
        head, of_size, real = apart(described)
        assert head == "Energy of a training against the size of the model, on logarithmic axes."
        size, _, listed = of_size.partition(": ")
        wrong += problems([size], SIZE, training)
        amounts = [Amount(name, joule) for name, joule in training.sums.items()]
        for letter, pinned in pinned_values(values):
            amounts.append(Amount(f"learning-in-memory, pin {letter}", Training(pinned).learning))
        wrong += problems(listed.removesuffix(".").split("; "), JOULES, *amounts)
        runs = real.removeprefix("Real trainings: ").removesuffix(".").split("; ")
        reported = [Amount(name, mp.mpf(row["energy_MWh"])) for name, row in trainings().items()]
        wrong += problems(runs, [Kind("{name}: {joule:4} MWh")], *reported)
        assert len(runs) == len(reported)
    nothing(wrong)


@pytest.mark.parametrize("count_updates", ["operation", "step"])
@pytest.mark.parametrize("changes", [{}, {"bits": 4.0, "kT": 6.63535}, {"tokens_per_parameter": 1.0, "steps": 1e4}])
def test_memory_wall_and_update_wall_are_counted_alike(count_updates, changes):
    # A bit that is moved costs as much more than one that is written as the table says, and 3 times in a step.
    values = FIGURES["projection-walls"].values(count_updates=count_updates, **changes)
    table = FIGURES["projection-walls"].table(values).set_index(["series", "wall"])["energy_J"]
    moved, written = (table["GPU and DRAM", wall] for wall in ("memory", "updates"))
    for_each_update = 3 if count_updates == "step" else 1
    bit = kT_in("J", values["kT"]) * values["static_barrier"]
    assert float(moved / written) == pytest.approx(float(for_each_update * _cost("HBM2E device") / bit), rel=1e-9)
    operations = 6 * mp.mpf(values["model_parameters"]) ** 2 * values["tokens_per_parameter"]
    times = operations if count_updates == "operation" else 3 * values["steps"] * mp.mpf(values["model_parameters"])
    assert float(moved) == pytest.approx(float(times * values["bits"] * _cost("HBM2E device")), rel=1e-9)


def test_walls_of_a_projection():
    wrong = []
    for values in states("projection-walls", 30, fitting=long_and_smooth):
        share = Share(values)
        caption, labels, _, described = said("projection-walls", values)
        wrong += problems([caption], MOST, share)
        wrong += problems(labels, JOULES, *(Amount(name, joule) for name, joule in share.sums.items()))
        for bar, wall in zip(FIGURES["projection-walls"].drawing(values)["data"], WALLS, strict=True):
            amounts = [Amount("", walls[wall]) for walls in share.walls.values()]
            wrong += problems([text for text in bar["text"] if text], [Kind("{joule:3} J")], *amounts)
        head, *listed = apart(described)
        wrong += problems([head], SIZE, share)
        for line in " ".join(listed).removesuffix(".").split("; "):
            title, _, walls = line.partition(": ")
            parts = walls.split(", ")
            wrong += problems(parts, JOULES, *(Amount(wall, share.walls[title][wall]) for wall in WALLS))
    nothing(wrong)


@pytest.mark.parametrize("name", ["dissipation", "projection", "projection-walls"])
def test_schedule_that_comes_to_zero_has_an_energy(name):
    changes = {"schedule_1": "polynomial", "total_steps_1": 100, "steps": 1e4, "count_updates": "step"}
    figure = FIGURES[name]
    values = figure.values(**{key: value for key, value in changes.items() if key in figure.parameters})
    caption, labels, _, described = said(name, values)
    assert not any("no limit" in text for text in (caption, *labels, described))


# ---- wells ----


class Well:
    """What is known of two wells: rates by Arrhenius over the barriers of both directions."""

    def __init__(self, values):
        self.unit = values.get("unit", "kT")
        kT = kT_in(self.unit, values.get("kT", 1))
        height, drive, rate_max = (mp.mpf(values[key]) for key in ("well_barrier", "well_drive", "R_max"))
        self.tilted = values["convention"] == "symmetric_tilt"
        eased = height - (drive / 2 if self.tilted else mp.log(2 / (1 + mp.exp(-drive))))
        self.forward, self.backward = rate_max * mp.exp(-eased), rate_max * mp.exp(-eased - drive)
        self.barrier, self.drive, self.eased, self.raised = (kT * one for one in (height, drive, eased, eased + drive))
        self.relaxation = 1 / (self.forward + self.backward)
        self.quickened = mp.cosh(drive / 2)
        self.lower = 100 * self.forward / (self.forward + self.backward)
        self.upper = 100 * self.backward / (self.forward + self.backward)
        self.slack = mp.mpf("1e-14") * kT

    def unhurried(self):
        """Whether the drive leaves the relaxation time as it is: with the barrier of the mean rate, by definition."""
        return not self.tilted or self.drive == 0

    def hardly_hurried(self):
        return not self.unhurried() and self.quickened < mp.mpf("1.00501")

    def hurried(self):
        return self.tilted and self.quickened > mp.mpf("1.00499")


HURRIES = [
    Kind("leaves as it is", Well.unhurried),
    Kind("hardly shortens", Well.hardly_hurried),
    Kind("makes {quickened:3} times shorter", Well.hurried),
]
SETTLE = "Over a barrier of {barrier:4} {unit} elements settle with a relaxation time of {relaxation:t}"
END = "; in the end {lower:3} % of them are in "
HOP = " well. Press ▶ and see them hop."
WELL_CAPTION = [
    Kind(f"{SETTLE}{END}either{HOP}", lambda facts: facts.drive == 0),
    *joined(
        f"{SETTLE}, which a drive of {{drive:4}} {{unit}} ", HURRIES, f"{END}the lower{HOP}", lambda f: f.drive > 0
    ),
]
WELL_LABELS = [
    Kind("E→ = {eased:4} {unit}"),
    Kind("E← = {raised:4} {unit}"),
    Kind("R→ = {forward:3} /s"),
    Kind("R← = {backward:3} /s"),
    Kind("{upper:3} %"),
    Kind("{lower:3} %"),
]
WELL_DESCRIPTION = [
    Kind("Two wells, the right one lower by {drive:4} {unit}."),
    Kind("The top is {eased:4} {unit} above the left well and {raised:4} {unit} above the right one."),
    Kind("Hops to the right: {forward:3} per second, to the left: {backward:3} per second."),
    *joined("Relaxation time: {relaxation:t}, which the drive ", HURRIES, "."),
]


def test_wells():
    wrong = []
    for values in states("wells", 100):
        well = Well(values)
        caption, labels, _, described = said("wells", values)
        wrong += problems([caption], WELL_CAPTION, well)
        wrong += problems(labels, WELL_LABELS, well)
        wrong += problems(apart(described), WELL_DESCRIPTION, well)
    nothing(wrong)


class Population(Well):
    """What is known of a population after six relaxation times: all begin in the upper well."""

    def __init__(self, values, simulated):
        super().__init__(values)
        self.elements = mp.mpf(values["elements"])
        self.s, self.begin = ("", "begins") if self.elements == 1 else ("s", "begin")
        self.time = 6 / (self.forward + self.backward)
        self.share = self.lower / 100 * (1 - mp.exp(-6))
        self.exact = 100 * self.share
        self.spread = 100 * mp.sqrt(self.share * (1 - self.share) / self.elements)
        self.part, self.simulated = mp.mpf(simulated), 100 * mp.mpf(simulated)
        self.slack = 0

    def by_chance(self):
        """Whether the simulated share is that of a number of elements, as far off as chance brings it."""
        whole = self.part * self.elements
        return (
            abs(whole - mp.nint(whole)) < mp.mpf("1e-6") and abs(self.simulated - self.exact) < 6 * self.spread + 1e-9
        )


SIX = "{elements:n} element{s} {begin} in the upper well; after {time:t}, six relaxation times, "
LOWER = "{simulated:3} % are in the lower one, where {exact:3} ± {spread:2} % are expected."
POPULATION = [
    *joined(SIX, [Kind(LOWER, lambda facts: not facts.tilted)], when=Population.by_chance),
    *joined(f"{SIX}which the drive ", HURRIES, f", {LOWER}", lambda facts: facts.tilted and facts.by_chance()),
    Kind(
        "Share of {elements:n} element{s} in the lower well over {time:t}: from 0 to {part:4}, exactly {share:4} on "
        "average."
    ),
]


def _check_net_rates(table, facts):
    """From the upper well, elements come down at first at the forward rate; the net rate dies out as they settle."""
    for time, said_rate in zip(table["relaxation_times"], table["net_rate_per_s"], strict=True):
        exact = facts.forward * mp.exp(-mp.mpf(time))
        assert abs(mp.mpf(said_rate) - exact) <= mp.mpf("1e-12") * facts.forward


def test_population():
    wrong = []
    for values in states("occupation", 60):
        table = FIGURES["occupation"].table(values)
        facts = Population(values, float(table["simulated_occupation"].iloc[-1]))
        caption, _, names, described = said("occupation", values)
        wrong += problems([caption, described], POPULATION, facts)
        _check_net_rates(table, facts)
        named = [name for name in names if name.endswith("simulated")]
        wrong += problems(named, [Kind("{elements:n} element{s}, simulated")], facts)
    nothing(wrong)
