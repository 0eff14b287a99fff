"""What is known of a run, by the names that kinds of sentences use: from `independent`, in the unit of the page."""

from functools import cached_property

from independent import Course, kT_in, mp, target

from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import chosen_slots, pinned_values, schedule_name

__all__ = ["FAILED", "TEN_YEARS", "NoRun", "RunFacts", "all_runs", "first_run", "said"]

TEN_YEARS = 10 * 365.25 * 86400
FAILED = {"mean": ""} | {
    f"1e-{k}": f", at most 10{raised} forgotten" for k, raised in ((3, "⁻³"), (6, "⁻⁶"), (9, "⁻⁹"), (12, "⁻¹²"))
}
"""What is said of the elements that may have forgotten, by the choice."""


class NoRun:
    """What is known where no schedule is chosen."""

    def __init__(self, values):
        self.values, self.unit = values, values.get("unit", "kT")
        self.kT = kT_in(self.unit, values["kT"])
        self.retention = mp.mpf(values.get("retention", TEN_YEARS))
        self.failure = values.get("failure", "mean")
        self.failed = FAILED[self.failure]
        self.slack = mp.mpf("1e-13") * self.kT

    @property
    def R_max(self):
        return mp.mpf(self.values["R_max"])

    @property
    def ten_years(self):
        return self.kT * target(TEN_YEARS, self.R_max)

    @property
    def asked(self):
        return self.kT * target(self.retention, self.R_max, self.failure)

    @property
    def longest(self):
        return 700 * self.kT


class RunFacts(NoRun):
    """What is known of a run at its end and on its way."""

    def __init__(self, values, place=1, pin=""):
        super().__init__(values)
        self.course, self.place = Course(values, place), place
        self.alpha, self.steps = self.course.alpha, mp.mpf(self.course.steps)
        self.s = "" if self.steps == 1 else "s"
        self.name = schedule_name(values, place)
        self.Name = self.name[0].upper() + self.name[1:] if self.name[0].isascii() else self.name
        self.series = (f"pin {pin}, " if pin else "") + f"schedule {place}: {self.name}"
        self.pin = pin

    @cached_property
    def first(self):
        return self.kT * self.course.height(1)

    @cached_property
    def last(self):
        return self.kT * self.course.height(self.course.steps)

    @cached_property
    def least(self):
        return self.kT * self.course.height(self.course.highest_at)

    @cached_property
    def ceiling(self):
        return self.kT * self.course.mean(self.course.steps)

    @cached_property
    def held(self):
        return mp.exp(max(self.ceiling, 0) / self.kT) / self.R_max

    @cached_property
    def missing(self):
        return max(self.asked - max(self.ceiling, 0), 0)

    @cached_property
    def first_rate(self):
        return mp.exp(self.course.log_update_rate(1))

    @cached_property
    def last_rate(self):
        return mp.exp(self.course.log_update_rate(self.course.steps))

    @cached_property
    def _reach(self):
        found = self.course.reach(self.asked / self.kT)
        beyond = self.course.kind == "cosine_restarts" and found[0] > 2**53
        return (mp.inf, mp.inf, mp.inf) if beyond else found

    @property
    def limit(self):
        return "9 × 10¹⁵" if self.course.kind == "cosine_restarts" else "10³⁰⁰"

    @property
    def reached(self):
        return self._reach[0]

    @property
    def lost(self):
        return self._reach[1]

    @property
    def again(self):
        return self._reach[2]

    @property
    def since(self):
        """The step since which the barrier has been high enough, at the end."""
        return self.reached if self.lost > self.steps else self.again

    @property
    def held_until(self):
        return self.lost - 1

    @cached_property
    def _met(self):
        return self.course.reach(mp.mpf(0), self.course.height)

    @property
    def met(self):
        return self._met[0]

    @property
    def met_until(self):
        return self._met[1] - 1

    @property
    def met_again(self):
        return self._met[2]

    @property
    def highest_at(self):
        return mp.mpf(self.course.highest_at)

    @cached_property
    def never(self):
        return self.course.highest_barrier < self.asked / self.kT

    @property
    def step_seconds(self):
        return mp.exp(-self.course.log_update_rate(int(self.since))) / (2 * self.R_max)

    @property
    def next_update(self):
        return self.kT * (-mp.log(2) - self.course.log_update_rate(self.course.steps))

    @cached_property
    def whole_run(self):
        return self.kT * mp.log(self.R_max * self.course.seconds())


def first_run(values):
    """What is known of the first schedule that is chosen."""
    slots = chosen_slots(values)
    return RunFacts(values, slots[0]) if slots else NoRun(values)


def all_runs(values):
    """What is known of all runs: the chosen ones, and those of the pins."""
    runs = [RunFacts(values, place) for place in chosen_slots(values)]
    pinned = [RunFacts(held, place, letter) for letter, held in pinned_values(values) for place in chosen_slots(held)]
    return runs + pinned


def said(name, values):
    """Draw and describe a figure: give its caption, its labels, the names of its lines, and its description."""
    figure = FIGURES[name]
    columns = figure.columns(values)
    drawing = figure.sketch(columns, values)
    layout = drawing["layout"]
    labels = [label["text"].replace("<br>", " ") for label in layout.get("annotations", [])]
    names = [trace["name"] for trace in drawing["data"] if trace.get("name")]
    return layout["meta"]["caption"], labels, names, figure.describe(columns, values)
