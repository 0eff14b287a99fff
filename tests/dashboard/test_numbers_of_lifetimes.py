"""Every number that the figures of lifetimes say is right: each memory once more, by other means than limcore's.

The cascade by its whole master equation, the chain by its matrix, the Fowler-Nordheim memory and learning by sums over
single patterns, and the time at which a ratio falls to the threshold by bisection.
"""

from functools import cached_property, lru_cache

import numpy as np
import pytest
from facts import said
from independent import Course, mp
from sentences import Kind, apart, nothing, problems, slips
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.figures.memories import LEARNING
from dashboard.parameters import defaults

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
    return [Facts(name, ratio, values) for name, ratio in ratios(values).items()]


def test_figure_says_how_long_each_memory_lasts():
    wrong, judged = [], 0
    for values in states(FIGURES["lifetimes"], 30)[:7]:
        caption, _, _, described = said("lifetimes", values)
        wrong += [slip for text in (caption, described) for slip in slips(text)]
        told = caption.removesuffix(".").partition(": ")[2].split("; ")
        sentences = apart(described)[1:-1]
        for facts, brief, whole in zip(known(values), told, sentences, strict=True):
            try:
                wrong += problems([brief], [LASTING, NEVER], facts)
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
