"""The physics once more, from the equations and the documented schedules alone: what the words are compared with.

Single values have 40 digits (mpmath, in a context of its own). Sums over steps are added one by one as long as that is
quick; beyond, terms that are smooth are integrated between half steps with the first correction of Euler and Maclaurin.
Nothing here is computed by limcore.
"""

import csv
import math
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from mpmath import MPContext

__all__ = [
    "AGE_OF_UNIVERSE",
    "BOLTZMANN",
    "CHARGE",
    "YEAR",
    "Course",
    "barrier",
    "hardware",
    "kT_in",
    "mp",
    "sum_of_steps",
    "target",
    "trainings",
]

mp = MPContext()
mp.dps = 40

BOLTZMANN = mp.mpf("1.380649e-23")
CHARGE = mp.mpf("1.602176634e-19")
YEAR = mp.mpf(365.25 * 86400)
AGE_OF_UNIVERSE = mp.mpf("13.8e9") * YEAR

_DATA = Path(__file__).parents[2] / "limcore" / "data"
_ADDED = 2_000  # terms that are added one by one
_LAST = 10**300
_BITS = 44  # of a step number that are looked for: far more than are said
_SMOOTH = ("constant", "inverse_time", "power_law", "exponential")
_NODES = 20
_ROUNDING = mp.mpf(10) ** -30


def _rows(name):
    with (_DATA / name).open(encoding="utf-8") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def hardware():
    """Give the table of hardware by name, as text."""
    return _rows("hardware.csv")


def trainings():
    """Give the table of real trainings by name, as text."""
    return _rows("training_runs.csv")


def kT_in(unit, milli_electron_volt):
    """Give a thermal energy in a unit."""
    value = mp.mpf(milli_electron_volt)
    return {"kT": mp.mpf(1), "meV": value, "J": value * CHARGE / 1000}[unit]


def barrier(drive, rate):
    """Eq. 4 in units of kT, for a rate relative to the attempt rate."""
    return -mp.log(rate) + (mp.log(mp.tanh(mp.mpf(drive) / 2)) if mp.isfinite(drive) else 0)


def target(seconds, rate_max, failure="mean"):
    """The barrier, in units of kT, that holds for a time: on average, or but for a probability of a bit error."""
    within = mp.mpf(1) if failure == "mean" else -mp.log1p(-2 * mp.mpf(failure)) / 2
    return mp.log(mp.mpf(seconds) * mp.mpf(rate_max) / within)


class Course:
    """A learning-rate schedule walked step by step, counted from 1; energies in units of kT."""

    def __init__(self, values, place=1, alpha=None):
        def held(key):
            return values[f"{key}_{place}"]

        self.values, self.kind = values, held("schedule")
        self.alpha = mp.mpf(values["alpha"] if alpha is None else alpha)
        self.squared = mp.mpf(values["squared_gradient"])
        self.steps = int(values["steps"])
        self.warm = int(max(held("warmup_steps"), 1 if self.kind == "noam" else 0))
        keys = ("initial", "maximum", "tau", "exponent", "power", "minimum", "pct_start", "model_size", "warmup_start")
        self.given = {key: held(key) for key in (*keys, "growth", "decay", "cycle_gamma")}
        self.gamma = held("stair_gamma" if self.kind in ("step", "multi_step") else "gamma")
        self.total, self.period, self.stair = (int(held(key)) for key in ("total_steps", "period", "step_size"))
        if held("warmup_place") == "within" and self.kind in ("polynomial", "cosine", "cosine_held", "one_cycle"):
            self.total -= self.warm
        self.multiplier, self.cycles, self.phases = (int(held(key)) for key in ("multiplier", "cycles", "phases"))
        self.stable, self.cooling = int(held("stable_steps")), int(held("decay_steps"))
        self.up, self.down = int(held("rising_steps")), int(held("falling_steps"))
        self.milestones = [int(step) for step in held("milestones")]
        self.shape, self.lines, self.warming = held("cool_down"), held("annealing"), held("warmup")
        self.table = [(int(step), rate) for step, rate in held("table")]
        self.tilted = values.get("convention") == "symmetric_tilt"

    @property
    def rate_max(self):
        return mp.mpf(self.values["R_max"])

    # ---- the learning rate ----

    def log_rate(self, n, lib=mp):
        """ln eps at step n."""
        k = n - 1
        if self.kind == "noam":
            return -lib.log(self.given["model_size"]) / 2 + min(-lib.log(n) / 2, lib.log(n) - 1.5 * lib.log(self.warm))
        if k < self.warm:
            part = self._warmed(k, mp.mpf if lib is mp else float)
            return self._after(0, lib) + lib.log(part) if part else -lib.inf
        return self._after(k - self.warm, lib)

    def _warmed(self, k, number):
        """The part of the first rate that the warm-up has come to, k from 0."""
        start = number(self.given["warmup_start"])
        return {
            "nanogpt": number(k + 1) / (self.warm + 1),
            "huggingface": number(k) / self.warm,
            "llm.c": number(k + 1) / self.warm,
            "from_start": start + (1 - start) * k / self.warm,
        }[self.warming]

    def _after(self, k, lib):
        """ln eps of the schedule itself, k from 0."""
        number = mp.mpf if lib is mp else float
        if self.kind in ("cosine", "cosine_held", "cosine_restarts", "falling_restarts", "one_cycle"):
            rate = self._annealed(k, lib, number)
        elif self.kind == "polynomial":
            left = max(self.total - k, 0) / number(self.total)
            low, high = number(self.given["minimum"]), number(self.given["initial"])
            rate = low + (high - low) * left ** number(self.given["power"])
        elif self.kind == "warmup_stable_decay":
            rate = self._cooled(k, lib, number)
        elif self.kind == "cyclic":
            rate = self._on_cycle(k, number)
        elif self.kind == "table":
            rate = number([rate for step, rate in self.table if step <= k][-1])
        else:
            return lib.log(number(self.given["initial"])) + self._fall(k, lib, number)
        if rate == 0:
            return -lib.inf
        return lib.log(rate)

    def _fall(self, k, lib, number):
        """ln eps/eps_0 of a schedule that falls without an end."""
        if self.kind == "exponential":
            return k * lib.log(number(self.gamma))
        if self.kind == "step":
            return (k // self.stair) * lib.log(number(self.gamma))
        if self.kind == "multi_step":
            return sum(k >= milestone for milestone in self.milestones) * lib.log(number(self.gamma))
        exponents = {"constant": 0, "inverse_time": 1, "inverse_sqrt": number(1) / 2}
        exponents["power_law"] = number(self.given["exponent"])
        return -exponents[self.kind] * lib.log(1 + number(k) / number(self.given["tau"]))

    def _annealed(self, k, lib, number):
        if self.kind == "one_cycle":
            return self._cycle(k, lib, number)
        high = number(self.given["initial"])
        if self.kind == "cosine":
            k, length = k % (2 * self.total), self.total
        elif self.kind == "cosine_held":
            k, length = min(k, self.total), self.total
        elif self.kind == "falling_restarts":
            k, length, high = self._falling_period(k, number)
        else:
            start, length = self._period_of(k)
            k -= start
        # (1 + cos x)/2 = cos^2(x/2), which keeps its digits near the trough.
        part = 0 if k == length else lib.cos(number(lib.pi) * k / (2 * length)) ** 2
        low = number(self.given["minimum"])
        return low + (high - low) * part

    def _falling_period(self, k, number):
        """How much of its cycle a step has done, how long that is, and from which peak; after the last, all of it."""
        growth, begun, length = number(self.given["growth"]), number(0), number(self.period)
        peak = number(self.given["initial"])
        for _ in range(self.cycles):
            if k < begun + length * (1 - number(10) ** -14):
                return max(k - begun, 0), length, peak
            begun, length, peak = begun + length, length * growth, peak * number(self.given["decay"])
        return length, length, peak

    def _cooled(self, k, lib, number):
        """Warm-up-stable-decay after its warm-up."""
        left = number(min(max(self.stable + self.cooling - k, 0), self.cooling)) / self.cooling
        share = {
            "linear": lambda: left,
            "cosine": lambda: lib.sin(lib.pi / 2 * left) ** 2,
            "one_minus_sqrt": lambda: left / (1 + lib.sqrt(1 - left)),
            "exponential": lambda: lib.expm1(left * lib.log(number(2))),
        }[self.shape]()
        low, high = number(self.given["minimum"]), number(self.given["initial"])
        return low + (high - low) * share

    def _on_cycle(self, k, number):
        """PyTorch's CyclicLR."""
        cycle, within = divmod(k, self.up + self.down)
        part = number(within) / self.up if within <= self.up else number(self.up + self.down - within) / self.down
        faded = number(self.given["decay"]) ** cycle * number(self.given["cycle_gamma"]) ** k
        low, high = number(self.given["minimum"]), number(self.given["maximum"])
        return low + (high - low) * part * faded

    def _period_of(self, k):
        if self.multiplier == 1:
            return k - k % self.period, self.period
        start, length = 0, self.period
        while start + length <= k:
            start, length = start + length, length * self.multiplier
        return start, length

    def _cycle(self, k, lib, number):
        """PyTorch's OneCycleLR, which this schedule follows; after it the learning rate stays."""
        highest = number(self.given["maximum"])
        top, last = number(self.given["pct_start"]) * self.total - 1, self.total - 1
        lowest = highest / 25 / 10_000
        if k >= last:
            return lowest
        if k <= top:
            return self._half(highest / 25, highest, k / top if top else 1, lib)
        if self.phases == 3:
            if k <= 2 * top:
                return self._half(highest, highest / 25, k / top - 1, lib)
            return self._half(highest / 25, lowest, (k - 2 * top) / (last - 2 * top), lib)
        return self._half(highest, lowest, (k - top) / (last - top), lib)

    def _half(self, start, end, part, lib):
        if self.lines == "linear":
            return start + (end - start) * part
        return end + (start - end) * (1 + lib.cos(lib.pi * part)) / 2

    @cached_property
    def highest_at(self):
        """The step with the highest learning rate."""
        if self.kind == "noam":
            return self.warm
        if self.kind == "table":
            highest = max(rate for _, rate in self.table)
            return self.warm + 1 + next(step for step, rate in self.table if rate == highest)
        if self.kind == "cyclic":
            gamma = self.given["cycle_gamma"]
            turn = self.up if gamma == 1 else min(self.up, -1 / math.log(gamma))
            below = self.warm + 1 + max(min(math.floor(turn), self.up - 1), 0)
            return max((below + 1, below), key=self.log_rate)
        if self.kind == "one_cycle":
            below = self.warm + 1 + max(math.floor(self.given["pct_start"] * self.total - 1), 0)
            return max((below, below + 1), key=self.log_rate)
        return self.warm + 1

    # ---- rates and barriers ----

    @cached_property
    def _start(self):
        """ln R/R_max and ln eps at a start that can be met; nothing for the paper's law."""
        if self.values["start"] == "paper":
            return mp.mpf(0), mp.mpf(0)
        highest = self.log_rate(self.highest_at)
        return mp.log(mp.tanh(mp.exp(highest) * self.squared / 2)), highest

    def log_asked_rate(self, n):
        """ln R/R_max at step n, as the law asks for it."""
        rate, first = self._start
        return rate + (1 + self.alpha) * (self.log_rate(n) - first)

    def log_update_rate(self, n):
        """ln R/R_max at step n, as far as it can be met: without any barrier, at most."""
        drive = self.drive(n)
        if not drive:
            return -mp.inf
        eased = mp.sinh if self.tilted else mp.tanh
        return min(self.log_asked_rate(n), mp.log(eased(drive / 2)))

    def drive(self, n):
        """The gradient energy of step n."""
        return mp.exp(self.log_rate(n)) * self.squared

    def mean(self, n):
        """The barrier of the mean rate at step n, by Eq. 4; infinity where the learning rate is zero."""
        if self.log_rate(n) == -mp.inf:
            return mp.inf
        return -self.log_asked_rate(n) + mp.log(mp.tanh(self.drive(n) / 2))

    def height(self, n):
        """The barrier at step n by the convention that is chosen."""
        return self.mean(n) + (mp.log(mp.cosh(self.drive(n) / 2)) if self.tilted else 0)

    # ---- when a height is reached ----

    def reach(self, height, of=None):
        """The first step with at least this barrier, the first after it below, and the first after that with it."""
        spells = [*self._spells(height, of or self.mean), (mp.inf, mp.inf), (mp.inf, mp.inf)]
        return (*spells[0], spells[1][0])

    def _spells(self, height, of):
        later = self._later(height, of)
        end = self.highest_at if self.kind in ("noam", "one_cycle", "cyclic") else self.warm + 1
        if end == 1 or of(1) < height - _ROUNDING:
            return later
        if of(end) >= height - _ROUNDING:
            return [(1, later[0][1]), *later[1:]]
        low, high = 1, end
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if of(middle) >= height - _ROUNDING else (low, middle)
        return [(1, high), *later]

    def _later(self, height, of):
        """Where the barrier is high enough from the end of the first rise on."""
        first, last = self.highest_at, _LAST
        if self.kind == "table":
            return self._later_in_table(height, of)
        if self.kind == "cosine_restarts" and of(first) < height - _ROUNDING:
            return self._later_in_periods(height, of)
        if self.kind == "falling_restarts":
            return self._later_in_cycles(height, of)
        if self.kind == "cosine":
            last = self.warm + 1 + self.total
        if self.kind == "cyclic":
            last = self.warm + 1 + self.up + self.down
        found = self._bisect(height, of, first, last)
        if found == mp.inf:
            return []
        if self.kind == "cosine" and first < found:
            # As far beyond the trough as it is before it, the barrier is as high for the last time.
            lost = 2 * last - found + 1
            return [(found, lost), (found + 2 * self.total, lost + 2 * self.total)]
        return [(found, mp.inf)]

    def _bisect(self, height, of, low, high):
        def enough(n):
            return of(n) >= height - _ROUNDING

        if enough(low):
            return low
        ahead = low
        while ahead < high and not enough(ahead):
            low, ahead = ahead, min(2 * ahead * ahead, high)
        if not enough(ahead):
            return mp.inf
        high = ahead
        while high - low > max(1, high >> _BITS):
            middle = math.isqrt(low * high) if high > 4 * low else (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle, high)
        return high

    def _later_in_table(self, height, of):
        spells, begun = [], None
        for step, _ in self.table:
            n = self.warm + 1 + step
            enough = of(n) >= height - _ROUNDING
            if enough and begun is None:
                begun = n
            elif not enough and begun is not None:
                spells.append((begun, n))
                begun = None
        return spells if begun is None else [*spells, (begun, mp.inf)]

    def _later_in_periods(self, height, of):
        start, length, spells = self.warm + 1, self.period, []
        while start < _LAST and len(spells) < 2:
            if of(start + length - 1) >= height - _ROUNDING:
                spells.append((self._bisect(height, of, start, start + length - 1), start + length))
            elif self.multiplier == 1:
                break
            start, length = start + length, length * self.multiplier
        return spells

    def _later_in_cycles(self, height, of):
        """Join what is high enough in each of the cycles that fall, and after the last of them."""
        begun, length, spells = mp.mpf(0), mp.mpf(self.period), []
        for cycle in range(self.cycles + 1):
            first = self.warm + 1 + int(mp.ceil(begun * (1 - mp.mpf(10) ** -14)))
            begun, length = begun + length, length * mp.mpf(self.given["growth"])
            last = self.warm + int(mp.ceil(begun * (1 - mp.mpf(10) ** -14))) if cycle < self.cycles else first
            if of(last) < height - _ROUNDING:
                continue
            found, lost = self._bisect(height, of, first, last), last + 1 if cycle < self.cycles else mp.inf
            if spells and spells[-1][1] == found:
                spells[-1] = (spells[-1][0], lost)
            else:
                spells.append((found, lost))
        return spells

    @cached_property
    def highest_barrier(self):
        """The highest barrier of the mean rate that the schedule ever comes to or nears."""
        if self.kind in ("inverse_time", "power_law", "inverse_sqrt", "exponential", "step", "noam"):
            return mp.inf
        return max(self.mean(1), self._highest_later)

    @property
    def _highest_later(self):
        if self.kind == "table":
            return max(self.mean(self.warm + 1 + step) for step, _ in self.table)
        if self.kind in ("cosine_restarts", "falling_restarts", "cyclic"):
            return self._highest_of_cycles()
        last = {
            "multi_step": max(self.milestones),
            "warmup_stable_decay": self.stable + self.cooling,
        }.get(self.kind, self.total)
        return self.mean(self.warm + 1 + last)  # also cosines, polynomial, constant

    def _highest_of_cycles(self):
        if self.kind == "cosine_restarts" and self.multiplier == 1:
            return self.mean(self.warm + self.period)
        if not self.given["minimum"]:
            return mp.inf
        lowest = mp.log(mp.mpf(self.given["minimum"]))
        rate, first = self._start
        return -rate - (1 + self.alpha) * (lowest - first) + mp.log(mp.tanh(mp.exp(lowest) * self.squared / 2))

    # ---- sums ----

    def summed(self, barriers=True, drives=True, upto=None):
        """What one element dissipates in all steps: barriers above 0, drives, or both."""
        upto = self.steps if upto is None else upto

        def term(n):
            log_rate = self.log_rate(n, math)
            return (max(self.quick(log_rate), 0.0) if barriers else 0.0) + (
                self.quick_drive(log_rate) if drives else 0.0
            )

        return sum_of_steps(term, upto, self.kinks, self.smooth_from)

    @cached_property
    def made(self):
        """How many of the steps update: those with a learning rate above zero."""
        first = self.warm + 1 + self.total
        if self.kind == "cyclic" and not self.given["minimum"]:
            later, period = max(self.steps - self.warm, 0), self.up + self.down
            return later - -(-later // period)
        made = min(self.steps, self._end_at_zero)
        if self.kind == "cosine" and not self.given["minimum"] and self.steps >= first:
            made -= 1 + (self.steps - first) // (2 * self.total)
        return made - (self.log_rate(1) == -mp.inf)

    @property
    def _end_at_zero(self):
        """The last step before the learning rate is zero for ever."""
        if self.given["minimum"]:
            return mp.inf
        if self.kind in ("polynomial", "cosine_held"):
            return self.warm + self.total
        if self.kind == "warmup_stable_decay":
            return self.warm + self.stable + self.cooling
        if self.kind == "falling_restarts":
            length, growth = mp.mpf(self.period), mp.mpf(self.given["growth"])
            whole = sum(length * growth**cycle for cycle in range(self.cycles)) * (1 - mp.mpf(10) ** -14)
            return self.warm + int(mp.ceil(whole))
        return mp.inf

    @cached_property
    def kinks(self):
        """The steps at which a barrier becomes positive, or negative."""
        return [n for n in self.reach(mp.mpf(0), self.height) if mp.isfinite(n)]

    def summed_by_crossings(self, upto=None):
        """What the barriers of all steps would come to if each crossing of them paid: coth(dE/2kT) for each step."""

        def term(n):
            log_rate = self.log_rate(n, math)
            height = self.quick(log_rate)
            return height * self._crossings(log_rate) if height > 0 and log_rate > -math.inf else 0.0

        steps = self.steps if upto is None else upto
        if math.isinf(term(steps)):
            return math.inf
        return sum_of_steps(term, steps, self.kinks, self.smooth_from)

    def _crossings(self, log_rate):
        half = self.quick_drive(log_rate) / 2
        if half > 1e-9:
            return 1 / math.tanh(half)
        logarithm = math.log(2 / self._doubles[1]) - log_rate
        return math.exp(logarithm) if logarithm < 709 else math.inf

    def at_constant_barrier(self, height):
        """What all steps dissipate over a barrier that stays, in kT; a step without a drive is none."""
        return self.made * mp.mpf(height) + mp.mpf(self.summed(barriers=False))

    def seconds_at_constant_barrier(self, height):
        """Wall-clock time of all steps over a barrier that stays: the sum of e^E coth(dE/2kT) / 2R_max."""

        def term(n):
            log_rate = self.log_rate(n, math)
            return self._crossings(log_rate) if log_rate > -math.inf else 0.0

        crossed = mp.mpf(sum_of_steps(term, self.steps, [], self.smooth_from))
        return mp.exp(mp.mpf(height)) * crossed / (2 * self.rate_max)

    @cached_property
    def _shift(self):
        rate, first = self._start
        return float((1 + self.alpha) * first - rate)

    @cached_property
    def _doubles(self):
        return float(self.alpha), float(self.squared)

    def quick(self, log_rate):
        """The barrier that an update pays, as a double."""
        if log_rate == -math.inf:
            return 0.0  # no update is made
        alpha, squared = self._doubles
        half = math.exp(log_rate) * squared / 2 if log_rate > -700 else 0.0
        if half > 1e-9:
            height = -(1 + alpha) * log_rate + math.log(math.tanh(half))
        else:
            height = -alpha * log_rate + math.log(squared / 2)
        return height + self._shift + (math.log(math.cosh(half)) if self.tilted else 0.0)

    def quick_drive(self, log_rate):
        return math.exp(log_rate) * self._doubles[1] if log_rate > -700 else 0.0

    @property
    def smooth_from(self):
        """The step from which terms are smooth; infinity if they are to be added one by one."""
        return self.warm + 1 if self.kind in _SMOOTH else mp.inf

    def seconds(self, upto=None):
        """Wall-clock time of all steps: the sum of 1/(2R)."""
        upto = int(self.steps if upto is None else upto)
        if self.kind in ("constant", "exponential") and self.warm == 0:
            return self._geometric(upto)
        if upto > _ADDED:  # in 40 digits, since terms grow beyond doubles
            return sum_of_steps(self._duration, upto, self.kinks, self.smooth_from)
        return mp.fsum(self._duration(n) for n in range(1, upto + 1))

    def _duration(self, n):
        rate = self.log_update_rate(n)
        return mp.exp(-rate) / (2 * self.rate_max) if rate > -mp.inf else mp.mpf(0)

    def _geometric(self, upto):
        """Sum what is out of reach step by step, and a geometric series after it."""
        met = self.reach(mp.mpf(0), self.height)[0]
        before = int(min(met - 1, upto))
        if self.kind == "constant":
            return upto * self._duration(1)
        growth = mp.mpf(self.gamma) ** -(1 + self.alpha)
        after = self._duration(before + 1) * (growth ** (upto - before) - 1) / (growth - 1)
        return sum_of_steps(self._duration, before, [], 1) + after


def sum_of_steps(term, upto, kinks, smooth_from):
    """Add term(n) for n from 1 to `upto`."""
    upto = int(upto)
    begin = min(upto, max(_ADDED, int(smooth_from) if mp.isfinite(smooth_from) else upto))
    assert begin < 2_000_000, "too many terms to be added one by one"
    total = math.fsum(map(term, range(1, begin + 1))) if begin else 0.0
    ends = sorted({begin, upto, *(int(kink) - 1 for kink in kinks if begin < kink <= upto)})
    for low, high in pairwise(ends):
        total += _integrated(term, low + 1, high)
    return total


def _integrated(term, low, high):
    """Sum smooth terms from `low` to `high`: their integral between half steps, and the first correction."""
    nodes, weights = _rule()
    start, end = low - 0.5, high + 0.5
    total = -(term(end + 0.5) - term(end - 0.5) - term(start + 0.5) + term(start - 0.5)) / 24
    while start < end:
        stop = 4 * start if 4 * start < end else end
        middle, half = (start + stop) / 2, (stop - start) / 2
        total += half * sum(weight * term(middle + half * node) for node, weight in zip(nodes, weights, strict=True))
        start = stop
    return total


def _rule():
    """Nodes and weights of Gauss and Legendre, by Newton's method on the polynomial."""
    if not _RULE:
        for k in range(1, _NODES + 1):
            x = math.cos(math.pi * (k - 0.25) / (_NODES + 0.5))
            for _ in range(50):
                before, here = 1.0, x
                for degree in range(2, _NODES + 1):
                    before, here = here, ((2 * degree - 1) * x * here - (degree - 1) * before) / degree
                slope = _NODES * (x * here - before) / (x * x - 1)
                x -= here / slope
            _RULE.append((x, 2 / ((1 - x * x) * slope**2)))
    return [node for node, _ in _RULE], [weight for _, weight in _RULE]


_RULE = []
