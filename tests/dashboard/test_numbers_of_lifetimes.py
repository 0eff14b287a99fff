"""Every number that the figures of lifetimes say is right: each memory once more, by other means than limcore's.

The cascade by its whole master equation, the chain by its matrix, the Fowler-Nordheim memory and learning by sums over
single patterns, and the time at which a ratio falls to the threshold by bisection.
"""

from functools import cached_property, lru_cache
from itertools import zip_longest

import numpy as np
import pytest
from facts import said
from independent import Course, mp
from sentences import Kind, apart, nothing, problems, slips
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.figures.memories import LEARNING
from dashboard.parameters import PARAMETERS, PIN_KEYS, PINNED_KEYS, defaults

NAMES = ["binary", "cascade", "chain", "Fowler-Nordheim", "static, low", "static, high", LEARNING]
SINGLE = 4_000  # patterns that are added one by one


def ratios(values):
    """For each memory, the signal-to-noise ratio of one element as a function of time."""
    attempts, n = values["pattern_attempts"], int(values["stored_at"])
    made = {
        "binary": fading(values["write_probability"], 1.0),
        "cascade": cascade(int(values["memory_levels"]), values["level_ratio"]),
        "chain": chain(int(values["memory_levels"])),
        "Fowler-Nordheim": tunnelling(n - 1.0),
        "static, low": static(values["static_low"], attempts),
        "static, high": static(values["static_high"], attempts),
    }
    return made | ({LEARNING: learning(values)} if values["schedule_1"] != "none" else {})


DEPENDS = {
    "binary": ("write_probability",),
    "cascade": ("memory_levels", "level_ratio"),
    "chain": ("memory_levels",),
    "Fowler-Nordheim": ("stored_at",),
    "static, low": ("static_low", "pattern_attempts"),
    "static, high": ("static_high", "pattern_attempts"),
    LEARNING: ("alpha", "stored_at", "pattern_attempts", "rates"),
}


def of(values, what):
    """Give a parameter, or the learning rates that tell one schedule from another."""
    if what != "rates":
        return values[what]
    if values["schedule_1"] == "none":
        return None
    course = Course(defaults(tuple(FIGURES["learning"].parameters)) | values, 1)
    return [course.log_rate(k, lib=np) for k in (1, 2, 3, 10, 100, 10_000)]


def with_pins(values):
    """Add those of each pin that are not as they are now."""
    listed = ratios(values)
    for key, letter in zip(PIN_KEYS, "ABC", strict=True):
        if values[key]:
            plain = {held: PARAMETERS[held].default for held in PINNED_KEYS if held in values}
            pinned = values | plain | PARAMETERS[key].read(values[key])
            for name, ratio in ratios(pinned).items():
                if [of(pinned, what) for what in DEPENDS[name]] != [of(values, what) for what in DEPENDS[name]]:
                    listed[f"pin {letter}: {name}"] = ratio
    return listed


def fading(q, won):
    return lambda t: won * q * np.exp(-q * t)


def static(height, attempts):
    return fading(-np.expm1(-2 * attempts * np.exp(-height)), np.tanh(0.5))


@lru_cache
def cascade(n, x):
    """Of all 2n states, rows to columns: + at 0 … n − 1, − after them."""
    q = x ** np.arange(n)
    p = q * x / (1 - x)
    if n > 1:
        q[-1] /= 1 - x
    p[-1] = 0
    up = np.zeros((2 * n, 2 * n))
    for i in range(n):
        up[i, min(i + 1, n - 1)] += p[i]
        up[n + i, 0] += q[i]
    up += np.diag(1 - up.sum(axis=1))
    turned = np.roll(np.arange(2 * n), n)
    down = up[np.ix_(turned, turned)]
    forget = (up + down) / 2 - np.eye(2 * n)
    weight = np.repeat([1.0, -1.0], n)
    start = np.full(2 * n, 1 / (2 * n)) @ (up - down) / 2
    rates, left = np.linalg.eig(forget.T)
    parts = np.linalg.solve(left, start) * (weight @ left)
    return lambda t: float(np.real(np.exp(rates * t) @ parts))


@lru_cache
def chain(m):
    width, tube = 2.0 ** np.arange(m), 0.5 * 0.5 ** np.arange(m)
    flow = -np.diag((tube + np.concatenate([[0.0], tube[:-1]])) / width)
    flow += np.diag(tube[:-1] / width[:-1], 1) + np.diag(tube[:-1] / width[1:], -1)
    rates, modes = np.linalg.eig(flow)
    parts = modes[0] * np.linalg.solve(modes, np.eye(m)[0])
    others = float(np.real(-parts @ (1 / np.add.outer(rates, rates)) @ parts))

    def ratio(t):
        left = float(np.real(np.exp(rates * t) @ parts))
        return left / np.sqrt(others + left**2)

    return ratio


def tunnelling(before):
    """The square of what is left of all patterns, integrated over the clock."""

    def written(u):
        clock = 30 + np.log1p(u)
        return clock**2 + 2 * clock

    own, (nodes, weights) = written(before), np.polynomial.legendre.leggauss(60)

    def ratio(t):
        half = np.log1p(before + t) / 2
        y = half * (nodes + 1)
        others = half * weights @ (np.exp(y) * written(np.expm1(y)) ** 2)
        return float(1 / np.sqrt(1 + others / own**2))

    return ratio


def learning(values):
    """Pattern by pattern, as far as they are added."""
    course = Course(defaults(tuple(FIGURES["learning"].parameters)) | values, 1)
    n, alpha = int(values["stored_at"]), values["alpha"]
    known = {}

    def crossed(k):
        log_rate = course.log_rate(k, lib=np)
        if log_rate == -np.inf:
            return 0.0
        half = np.exp(log_rate) / 2
        height = -(1 + alpha) * log_rate + (np.log(np.tanh(half)) if half > 1e-12 else log_rate - np.log(2))
        return -np.expm1(-2 * values["pattern_attempts"] * np.exp(-max(height, 0.0)))

    def sums():
        if not known:
            known["q"] = crossed(n)
            known["sum"] = np.concatenate([[0.0], np.cumsum([crossed(k) for k in range(n + 1, n + SINGLE + 1)])])
        return known

    def ratio(t):
        if t >= SINGLE:
            raise OverflowError
        held = sums()
        whole = int(t)
        gone = held["sum"][whole] + (t - whole) * (held["sum"][whole + 1] - held["sum"][whole])
        return np.tanh(np.exp(course.log_rate(n, lib=np)) / 2) * held["q"] * np.exp(-gone)

    return ratio


def lasts(ratio, least):
    """When a ratio falls to a level, by bisection."""
    if ratio(0.0) <= least:
        return 0.0
    low, high = 0.0, 1.0
    while ratio(high) > least:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if ratio(middle) > least else (low, middle)
    return low


class Facts:
    """What is known of a memory at some values."""

    slack = mp.mpf("1e-9")

    def __init__(self, name, ratio, values):
        self.values, self.ratio, self.name = values, ratio, name
        self.Name = name[0].upper() + name[1:]
        self.size, self.threshold = values["memory_size"], values["retrieval_threshold"]
        self.root = np.sqrt(self.size)

    @cached_property
    def begins(self):
        return mp.mpf(float(self.root * self.ratio(0.0)))

    @cached_property
    def time(self):
        return mp.mpf(float(lasts(self.ratio, self.threshold / self.root)))

    @property
    def s(self):
        return "" if mp.nstr(self.time, 4) == "1.0" else "s"


LASTING = Kind("{name} for {time:4} pattern{s}", lambda facts: facts.time > 0)
NEVER = Kind("{name} not at all", lambda facts: facts.time == 0)
DESCRIBED = [
    Kind(
        "{Name} begins at {begins:4} and stays above {threshold:4} for {time:4} pattern{s}.", lambda facts: facts.time
    ),
    Kind("{Name} begins at {begins:4}.", lambda facts: facts.time == 0),
]


def states(figure, number):
    """Those whose schedules are easily added up."""
    plain = ("inverse_time", "constant", "power_law", "none")
    return [one for one in drawn_states(figure.parameters, number) if one["schedule_1"] in plain][:number]


def known(values):
    return [Facts(name, ratio, values) for name, ratio in with_pins(values).items()]


def test_figure_says_how_long_each_memory_lasts():
    wrong, judged = [], 0
    for values in states(FIGURES["lifetimes"], 30)[:7]:
        caption, _, _, described = said("lifetimes", values)
        wrong += [slip for text in (caption, described) for slip in slips(text)]
        told = caption.removesuffix(".").partition(": ")[2].split("; ")
        sentences = apart(described)[1:-1]
        for facts, brief, whole in zip_longest(known(values), told, sentences):
            try:
                wrong += problems([brief], [LASTING, NEVER], facts) if brief else []  # of a pin, only the whole is told
                wrong += problems([whole], DESCRIBED, facts)
                judged += 1
            except OverflowError:  # too many patterns to be added one by one
                continue
    nothing(wrong)
    assert judged > 25


def test_table_is_each_memory_computed_in_another_way():
    values = FIGURES["lifetimes"].values()
    table = FIGURES["lifetimes"].table(values)
    for name, ratio in ratios(values).items():
        rows = table[(table["series"] == name) & (table["patterns"] < 3e3)]
        np.testing.assert_allclose(rows["snr"], [1e4 * ratio(t) for t in rows["patterns"]], rtol=1e-7, atol=1e-9)


def test_frontier_is_that_of_as_many_states_as_the_cascade_has():
    table = FIGURES["lifetimes"].table(FIGURES["lifetimes"].values(memory_levels=10))
    rows = table[table["series"] == "frontier"]
    t = rows["patterns"].to_numpy()
    late = 19 / (np.e * np.maximum(t, 1.0))
    np.testing.assert_allclose(rows["snr"], 1e4 * np.where(t <= 19, np.exp(-t / 19), late), rtol=1e-12)


def test_synapses_stay_below_the_frontier_and_learning_may_pass_it():
    figure = FIGURES["lifetimes"]
    table = figure.table(figure.values(schedule_1="exponential", gamma_1=0.99)).pivot(
        index="patterns", columns="series", values="snr"
    )
    for name in ("binary", "cascade", "static, low", "static, high"):
        assert (table[name] <= table["frontier"] * (1 + 1e-9)).all()
    assert table[LEARNING].iloc[-1] > table["frontier"].iloc[-1]


# ---- plastic or stable ----


class Written(Facts):
    """What writing a pattern in two wells comes to."""

    def __init__(self, name, ratio, values, spent):
        super().__init__(name, ratio, values)
        self.spent = mp.mpf(spent)


FRONT = [
    Kind(
        "{Name} begins at a ratio of {begins:4}, lasts for {time:4} pattern{s} and takes {spent:4} kT.",
        lambda facts: facts.time > 0,
    ),
    Kind(
        "{Name} begins at a ratio of {begins:4}, is never retrieved and takes {spent:4} kT.",
        lambda facts: facts.time == 0 and mp.isfinite(facts.spent),
    ),
    Kind(
        "{Name} begins at a ratio of {begins:4}, is never retrieved and cannot be written at all.",
        lambda facts: facts.time == 0 and mp.isinf(facts.spent),
    ),
]


def spent(name, values):
    """Barrier and drive, by section III of the paper."""
    if name != LEARNING:
        return values["static_low" if name.endswith("low") else "static_high"] + 1.0
    course = Course(defaults(tuple(FIGURES["learning"].parameters)) | values, 1)
    n = int(values["stored_at"])
    return max(course.mean(n), 0) + mp.exp(course.log_rate(n))


def test_front_says_what_two_wells_write_and_keep_and_take():
    wrong, judged = [], 0
    for values in states(FIGURES["memory-front"], 20)[:4]:
        caption, _, _, described = said("memory-front", values)
        wrong += [slip for text in (caption, described) for slip in slips(text)]
        wells = {name: ratio for name, ratio in ratios(values).items() if name in (*NAMES[4:6], LEARNING)}
        for (name, ratio), text in zip(wells.items(), apart(caption), strict=True):
            try:
                wrong += problems([text], FRONT, Written(name, ratio, values, spent(name, values)))
                judged += 1
            except OverflowError:
                continue
    nothing(wrong)
    assert judged > 5


@pytest.mark.parametrize("name", ["binary", "cascade", "chain"])
def test_front_follows_each_knob(name):
    figure = FIGURES["memory-front"]
    key = {"binary": "write_probability"}.get(name, "memory_levels")
    for row in figure.table(figure.values()).query("series == @name").iloc[::3].itertuples():
        facts = Facts(name, ratios(figure.values() | {key: row.knob})[name], figure.values())
        assert row.strength == pytest.approx(float(facts.begins), rel=1e-7)
        assert row.lifetime == pytest.approx(float(facts.time), rel=1e-6)
        right = (1 + row.strength / 1e4) / 2
        least = np.log(2) + right * np.log(right) + ((1 - right) * np.log(1 - right) if right < 1 else 0)
        assert row.landauer_kT == pytest.approx(least, rel=1e-6)


# ---- one element through a history ----

HISTORIES = ("ppppppdpp", "", "p", "d", "pd" * 6, "p" * 12 + "ddd", "pppp" + "r" * 12, "dprpr")
WRITTEN = {"p": "potentiation", "d": "depression", "r": "random pattern"}


def ladders(values):
    """For each memory, by event and level: how probable a flip is, a slip and a step further; and the barrier."""
    x, n, q = values["level_ratio"], int(values["memory_levels"]), values["write_probability"]
    attempts, first = values["pattern_attempts"], int(values["stored_at"])
    course = Course(defaults(tuple(FIGURES["learning"].parameters)) | values, 1)

    def rung(_, level):
        last = level == n
        flip = x ** (level - 1) / (1 - x if last and n > 1 else 1)
        return flip, 0.0, 0.0 if last else x**level / (1 - x), (level - 1) * -mp.log(x)

    def wells(height, drive):
        crossed = -mp.expm1(-2 * attempts * mp.exp(-height))
        won = 1 / (1 + mp.exp(-drive))
        return crossed * won, crossed * (1 - won), 0.0, height

    def learns(event, _):
        return wells(max(course.mean(first + event), 0), mp.exp(course.log_rate(first + event)))

    made = {
        "binary": lambda _, level: (q, 0.0, 0.0, -mp.log(q)),
        "cascade": rung,
        "static, low": lambda _, level: wells(values["static_low"], 1.0),
        "static, high": lambda _, level: wells(values["static_high"], 1.0),
    }
    return made | ({LEARNING: learns} if values["schedule_1"] != "none" else {})


class Walked:
    """Where an element is, state by state: each goes its ways, with their probabilities."""

    slack = mp.mpf("1e-9")

    def __init__(self, name, rung, history):
        self.name, self.Name = name, name[0].upper() + name[1:]
        self.found = [{(-1, 1): mp.mpf(1)}]
        for event, letter in enumerate(history):
            after = {}
            for (weight, level), part in self.found[-1].items():
                flip, slip, deeper, _ = rung(event, level)
                for bit in {"p": (1,), "d": (-1,), "r": (1, -1)}[letter]:
                    ways = {(-weight, 1): flip} if bit != weight else {(-weight, 1): slip, (weight, level + 1): deeper}
                    ways[weight, level] = 1 - sum(ways.values())
                    for state, chance in ways.items():
                        after[state] = after.get(state, 0) + part * chance * (0.5 if letter == "r" else 1)
            self.found.append(after)
        self.rung = rung

    def mean(self, event, what):
        return sum(part * what(*state) for state, part in self.found[event].items())

    def barrier(self, event):
        return self.mean(event, lambda _, level: self.rung(event, level)[3])

    def deviation(self, event):
        mean = self.barrier(event)
        return mp.sqrt(self.mean(event, lambda _, level: (self.rung(event, level)[3] - mean) ** 2))

    def weight(self, event):
        return self.mean(event, lambda weight, _: weight)

    def flip(self, event):
        return self.mean(event, lambda _, level: self.rung(event, level)[0])

    @property
    def last(self):
        return len(self.found) - 1

    w = property(lambda self: self.weight(self.last))
    e = property(lambda self: self.barrier(self.last))
    d = property(lambda self: self.deviation(self.last))
    c = property(lambda self: self.flip(self.last))
    w0 = property(lambda self: self.weight(0))
    e0 = property(lambda self: self.barrier(0))


def spreads(facts):
    return mp.isfinite(facts.e) and facts.d > 1e-12


def stands(facts):
    return mp.isfinite(facts.e) and not spreads(facts)


def endless(facts):
    return mp.isinf(facts.e)


HEIGHTS = {"{e:4} kT": stands, "{e:4} ± {d:2} kT": spreads, "without end": endless}
BARRIERS = [Kind(f"{{name}} {height}", when) for height, when in HEIGHTS.items()]
WEIGHTS = [Kind("{name} {w:4}")]
CHANGED = [Kind("One event of the other sign would change the cascade with the probability {c:4}.")]
WALKED = [
    Kind(
        f"{{Name}}: barrier {first} at first, {height} at last; weight {{w0:4}} at first, {{w:4}} at last.",
        lambda facts, begins=begins, when=when: mp.isinf(facts.e0) == begins and when(facts),
    )
    for first, begins in (("{e0:4} kT", False), ("without end", True))
    for height, when in HEIGHTS.items()
]


def told(history):
    """What was written, counted and put together once more."""
    counted = [(history.count(letter), name) for letter, name in WRITTEN.items() if letter in history]
    words = [f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def test_history_says_what_it_has_come_to_in_each_memory():
    figure, wrong = FIGURES["memory-history"], []
    for history, values in zip(HISTORIES * 2, states(figure, 60), strict=False):
        for shown, kinds in (("barrier", BARRIERS), ("weight", WEIGHTS)):
            values |= {"history": history, "history_shown": shown}
            caption, _, _, described = said("memory-history", values)
            wrong += [slip for text in (caption, described) for slip in slips(text)]
            when = f"After {told(history)}" if history else "Before anything is written"
            facts = [Walked(name, rung, history) for name, rung in ladders(values).items()]
            first, *more = apart(caption)
            opening, _, listed = first.removesuffix(".").partition(": ")
            assert opening == f"{when}, the {'barrier' if shown == 'barrier' else 'mean weight'} is"
            for about, text in zip(facts, listed.split("; "), strict=True):
                wrong += problems([text], kinds, about)
            wrong += problems(more, CHANGED, facts[1])
            heading, *sentences = apart(described)
            assert f"through {told(history)}:" in heading or not history
            for about, text in zip(facts, sentences, strict=True):
                wrong += problems([text], WALKED, about)
    nothing(wrong)


def test_history_is_drawn_as_it_is_tabulated():
    figure = FIGURES["memory-history"]
    values = figure.values(history="pppdrp", memory_levels=4.0)
    table, drawing = figure.table(values), figure.drawing(values)
    facts = Walked("cascade", ladders(values)["cascade"], values["history"])
    for row in table[table["series"] == "cascade"].itertuples():
        part = facts.found[int(row.event)].get((int(row.weight), int(row.level)), 0)
        assert row.probability == pytest.approx(float(part), abs=1e-12)
    marks = [trace for trace in drawing["data"] if np.size(trace.get("marker", {}).get("size", 0)) > 1]
    areas = {trace["name"]: (trace["marker"]["size"] / 26.0) ** 2 for trace in marks}
    for weight, name in ((1, "cascade, potentiated"), (-1, "cascade, depressed")):
        own = table[(table["series"] == "cascade") & (table["weight"] == weight)]
        np.testing.assert_allclose(areas[name], own["probability"], atol=1e-12)
