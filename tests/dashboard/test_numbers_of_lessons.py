"""Every number that a lesson computes is right: in its words, in its answers, and in the options of its questions."""

import json
import math
import re

import numpy as np
import pytest
from facts import RunFacts
from independent import Course, barrier, hardware, kT_in, mp, target, trainings
from sentences import NUMBER, Kind, agrees, check, parsed, slips
from test_numbers_of_energy import Training
from test_numbers_of_lifetimes import lasts, ratios
from test_training_page import FORCED, Learnt

import limcore
from dashboard.figures import FIGURES
from dashboard.lessons.library import lessons
from dashboard.lessons.model import Choose, Drag
from dashboard.lessons.numbers import QUANTITIES
from dashboard.lessons.teach import answer_text, offered, right_answer, said, start_values, told
from dashboard.places import ASSETS

STEPS = [(lesson.name, at, step) for lesson in lessons().values() for at, step in enumerate(lesson.steps, start=1)]
HARDWARE = hardware()
TEN_YEARS = 10 * 365.25 * 86400


def logged(v):
    """Give learning rate, barrier and steps of each row of the run that comes as an example, by the law of Eq. 7."""
    history = json.loads((ASSETS / "logs" / "trainer_state.json").read_text("utf-8"))["log_history"]
    rows = [one for one in history if "learning_rate" in one]
    highest = max(row["learning_rate"] for row in rows)
    squares = [row["grad_norm"] ** 2 for row in rows]
    limit = float(np.percentile(squares, 99.9))
    shares = [min(1.0, one / limit) for one in squares]
    around = [[*shares[1:2], *shares][max(at, 0) : at + 3] for at in range(len(rows))]
    smooth = [sorted(three if len(three) == 3 else [*three, three[0]])[1] for three in around]
    law = [
        -(1 + v["alpha"]) * mp.log(row["learning_rate"] / highest)
        + mp.log(mp.tanh(row["learning_rate"] / highest * share / 2))
        for row, share in zip(rows, smooth, strict=True)
    ]
    each = rows[1]["step"] - rows[0]["step"]
    steps = [each / 2, *[each] * (len(rows) - 2), each / 2]
    return [(row["learning_rate"], one - min(law), many) for row, one, many in zip(rows, law, steps, strict=True)]


def spans(v):
    return sum(row[2] for row in logged(v))


def course(v, **changes):
    return Course(FIGURES["learning"].values() | v | changes)


def run(v):
    return RunFacts(FIGURES["learning"].values() | v | {"unit": "kT"})


def joule(v):
    return kT_in("J", v["kT"])


def held(v, more=0):
    return mp.exp(mp.mpf(v["well_barrier"]) + more) / mp.mpf(v["R_max"])


def favoured(v, elements=None):
    return 1 / (1 + mp.exp(-mp.mpf(v["well_drive"])))


def scatter(v, elements):
    share = favoured(v) * (1 - mp.exp(-6))  # after the six relaxation times that are shown
    return 100 * mp.sqrt(share * (1 - share) / elements)


def relaxation(v):
    rates = mp.mpf(v["R_max"]) * mp.exp(-mp.mpf(v["well_barrier"]))
    return 1 / (2 * rates)  # R→ + R← is twice the mean rate, whatever the drive


def multiple(name, bits=1):
    low, high = (mp.mpf(HARDWARE[name][f"energy_{end}_J"]) for end in ("low", "high"))
    return lambda v: mp.sqrt(low * high) / bits / (joule(v) * mp.log(2))


def middle(name):
    low, high = (mp.mpf(HARDWARE[name][f"energy_{end}_J"]) for end in ("low", "high"))
    return mp.sqrt(low * high)


def of_1_over_n(v, n):
    """The barrier of 1/n at step n, by Eq. 7."""
    return (1 + mp.mpf(v["alpha"])) * mp.log(n) + mp.log(mp.tanh(1 / (2 * mp.mpf(n))))


def spent(v):
    return mp.mpf(course(v).summed())


def asked(v):
    return target(v["retention"], v["R_max"], v.get("failure", "mean"))


def learnt(v):
    return course(v).mean(int(v["steps"]))


def n_star(v):
    return course(v).reach(asked(v))[0]


def training(v):
    return Training(FIGURES["projection"].values() | v)


def over_learning_with_its_arithmetic(v):
    """How many times as much GPU and DRAM take as learning-in-memory would with the GPU's arithmetic."""
    gpu, learning = (training(v).walls[name] for name in ("GPU and DRAM", "learning-in-memory"))
    return sum(gpu.values()) / (gpu["computing"] + sum(learning[wall] for wall in ("updates", "consolidation")))


def reported_gpt3():
    return mp.mpf(trainings()["GPT-3"]["energy_MWh"]) * 3_600_000_000


def growth(v):
    here, last = course(v), v["steps"]
    late, early = (here.mean(int(b * last)) - here.mean(int(a * last)) for a, b in ((0.6, 1), (0.2, 0.6)))
    return "line" if abs(late / early - 1) < 0.01 else "logarithm" if late < early else "faster"


def written(choose):
    """The energy of one bit written, in kT at 300 K: the cheapest or the dearest of the devices that were built."""
    rows = [row for row in HARDWARE.values() if (row["kind"], row["basis"]) == ("write", "review")]
    end = "low" if choose is min else "high"
    return choose(mp.mpf(row[f"energy_{end}_J"]) / int(row["bits"]) for row in rows) / (mp.mpf("1.380649e-23") * 300)


def remembered(v, name, **changes):
    v = v | changes
    return mp.mpf(float(lasts(ratios(v)[name], v["retrieval_threshold"] / math.sqrt(v["memory_size"]))))


def with_more_elements(name):
    return lambda v: remembered(v, name, memory_size=100 * v["memory_size"]) / remembered(v, name)


def learning_remembers(v, alpha):
    """Patterns of ε = 1/n, all added up: how many, until the ratio is at the threshold."""
    n = np.arange(1.0, 400_000.0)
    held = np.exp(-np.maximum((1 + alpha) * np.log(n) + np.log(np.tanh(0.5 / n)), 0.0))
    q = -np.expm1(-2 * v["pattern_attempts"] * held)
    allowed = np.log(math.sqrt(v["memory_size"]) * np.tanh(0.5) * q[0] / v["retrieval_threshold"])
    return mp.mpf(float(np.interp(allowed, np.concatenate([[0.0], np.cumsum(q[1:])]), n - 1)))


def late_is_weaker(v):
    late, crossed = 1 / mp.mpf(1000), 2 * mp.mpf(v["pattern_attempts"])
    reached = crossed * late ** (1 + mp.mpf(v["alpha"])) / mp.tanh(late / 2)
    return mp.tanh(mp.mpf(1) / 2) * mp.expm1(-crossed) / (mp.tanh(late / 2) * mp.expm1(-reached))


def taught(v):
    return Learnt(FIGURES["learnt"].values() | v)


def prices(v, account):
    """What a loss of 0.3 nat takes, with a barrier that follows 1/n and with a constant one of as many hops."""
    steps, scales = int(v["training_steps"]), [v["energy_scale"] * part for part in (0.03, 0.1, 0.3, 1, 3)]
    shares = -np.expm1(np.log1p(-v["first_share"]) * np.arange(1, steps + 1) ** -v["alpha"])
    law = {"energy_scale": scales, "elements": int(v["weight_elements"]), "rate_max": 1e9, "hold_time": 1e-6}
    law |= {"steps": steps, "repeats": 2, "points": 2, "seed": int(v["seed"])}
    constant = {"schedule": limcore.make_schedule("constant", initial=1.0), "first_share": shares.mean()}
    found = []
    for one in ({"first_share": v["first_share"], "alpha": v["alpha"]}, constant):
        run = limcore.train_in_memory("digits", **law, **one)
        loss, energy = (np.log(column[-1].mean(axis=1))[::-1] for column in (run.loss, getattr(run, account)))
        found.append(mp.exp(np.interp(np.log(0.3), loss, energy)))
    return found


def held_longer(v):
    """The ratio of the rates at the end: those of 1/n, and those whose share of relaxations is the mean."""
    first = -mp.log(1 - mp.mpf(v["first_share"]))
    rates = [first / mp.mpf(n) ** mp.mpf(v["alpha"]) for n in range(1, int(v["training_steps"]) + 1)]
    share = sum(1 - mp.exp(-rate) for rate in rates) / len(rates)
    return -mp.log(1 - share) / rates[-1]


def heat_for_rising(v):
    steps = int(v["training_steps"])
    shares = -np.expm1(np.log1p(-v["first_share"]) * np.arange(1, steps + 1) ** -v["alpha"])
    law = {"steps": steps, "energy_scale": v["energy_scale"], "elements": int(v["weight_elements"])}
    steady = limcore.make_schedule("constant", initial=1.0)
    follows, constant = (
        limcore.train_in_memory("digits", schedule, first_share=share, alpha=v["alpha"], seed=int(v["seed"]), **law)
        for schedule, share in ((None, v["first_share"]), (steady, shares.mean()))
    )
    return mp.mpf(float(follows.heat[-1] / constant.heat[-1]))


TEXT = "text"
EQUATION = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
GPT3 = trainings()["GPT-3"]
OF_GPT3 = {
    "model_parameters": float(GPT3["parameters"]),
    "tokens_per_parameter": float(GPT3["tokens"]) / float(GPT3["parameters"]),
    "count_updates": "step",
}

FOUND = {
    "kT_in_joule": (joule, 2),
    "landauer_in_joule": (lambda v: joule(v) * mp.log(2), 3),
    "landauer_when_cooled": (lambda v: "quarter", TEXT),  # kT ln 2 at a quarter of T
    "held": (held, "t"),
    "held_with_six_more": (lambda v: held(v, 6), "t"),
    "gain_of_six": (lambda v: mp.exp(6), 3),
    "ten_year_barrier": (lambda v: target(TEN_YEARS, v["R_max"]), 3),
    "wrong_by_then": (lambda v: 50 * (1 - mp.exp(-2)), 2),  # hops at 1/τ each way, for the time τ
    "barrier_one_in_a_million": (lambda v: target(TEN_YEARS, v["R_max"], "1e-6"), 3),
    "more_for_one_in_a_million": (lambda v: mp.log(-2 / mp.log1p(mp.mpf("-2e-6"))), 3),
    "cheapest_write": (lambda v: written(min), 2),
    "dearest_write": (lambda v: written(max), 2),
    "static_barrier": (lambda v: mp.mpf(10) ** 6, 3),
    "static_over_needed": (lambda v: 10**6 / target(TEN_YEARS, v["R_max"]), 2),
    "end_without_drive": (lambda v: "half" if v["well_drive"] == 0 else "right", TEXT),
    "share_right": (lambda v: 100 * favoured(v), 3),
    "share_with_more_barrier": (lambda v: "same", TEXT),  # R→/R← = exp(ΔE/kT), whatever the barrier
    "hop_rate": (lambda v: mp.mpf(v["R_max"]) * mp.exp(-mp.mpf(v["well_barrier"])), 2),
    "rate_quotient": (lambda v: mp.exp(mp.mpf(v["well_drive"])), 3),
    "relaxation_ns": (lambda v: relaxation(v) * 10**9, 3),
    "hops_per_net": (lambda v: 1 / mp.tanh(mp.mpf(v["well_drive"]) / 2), 3),
    "scatter_of_100": (lambda v: scatter(v, 100), 3),
    "scatter_of_10000": (lambda v: scatter(v, 10_000), 3),
    "less_scatter": (lambda v: mp.mpf(10), 3),
    "dram_bit_multiple": (multiple("DRAM", 64), 1),
    "add_multiple": (multiple("8-bit integer add"), 2),
    "gpu_multiple": (multiple("NVIDIA H100 SXM"), 2),
    "brain_multiple": (multiple("Human brain"), 1),
    "move_or_multiply": (lambda v: "moving", TEXT),
    "move_over_multiply": (lambda v: middle("DRAM") / middle("32-bit float multiply"), 2),
    "dram_access": (lambda v: middle("DRAM"), 2),
    "float_multiply": (lambda v: middle("32-bit float multiply"), 2),
    "plateau": (lambda v: -mp.log(mp.mpf(v["probe_rate"])), 3),
    # With ample drive all hops, twice as many as their mean, go forward.
    "hill_ahead": (lambda v: -mp.log(2 * mp.mpf(v["probe_rate"])), 3),
    "gain_of_ten": (lambda v: mp.log(10), 3),
    "least_drive": (lambda v: 2 * mp.atanh(mp.mpf(v["probe_rate"])), 2),
    "sign_below_least_drive": (lambda v: "negative", TEXT),
    "barrier_at_one_kT": (lambda v: barrier(1, mp.mpf(v["probe_rate"])), 3),
    "higher_alpha": (lambda v: "higher", TEXT),
    "last_barrier": (learnt, 3),
    "million_times_more": (lambda v: of_1_over_n(v, 10**6 * v["steps"]) / of_1_over_n(v, v["steps"]), 2),
    "barrier_a_million_times_later": (lambda v: of_1_over_n(v, 10**6 * v["steps"]), 3),
    "growth": (growth, TEXT),
    "barrier_after_1000": (lambda v: of_1_over_n(v, 1000), 3),
    "static_over_adaptive": (lambda v: target(TEN_YEARS, v["R_max"]) / of_1_over_n(v, 1000), 2),
    "slope": (
        lambda v: (of_1_over_n(v, v["steps"]) - of_1_over_n(v, 1000)) / mp.log(v["steps"] / mp.mpf(1000)),
        2,
    ),
    "spent": (spent, 2),
    "spent_each": (lambda v: spent(v) / v["steps"], 3),
    "saved": (lambda v: 10**6 * v["steps"] / spent(v), 2),
    "saved_against_50": (lambda v: 50 * v["steps"] / spent(v), 2),
    "low_barrier": (lambda v: mp.mpf(v["low_barrier"]), 3),
    "spent_at_low_barrier": (lambda v: course(v).at_constant_barrier(v["low_barrier"]), 2),
    "low_barrier_holds": (lambda v: mp.exp(mp.mpf(v["low_barrier"])) / mp.mpf(v["R_max"]), "t"),
    "target": (asked, 3),
    "holds": (lambda v: mp.exp(learnt(v)) / mp.mpf(v["R_max"]), "t"),
    "holds_s": (lambda v: mp.exp(learnt(v)) / mp.mpf(v["R_max"]), 3),
    "gap": (lambda v: asked(v) - learnt(v), 3),
    "consolidation_step": (n_star, 2),
    "consolidation_time": (lambda v: course(v).seconds(int(n_star(v)) - 1), "t"),
    "sooner_than_asked": (
        lambda v: "longer" if course(v).seconds(int(n_star(v)) - 1) > v["retention"] else "shorter",
        TEXT,
    ),
    "freeze": (lambda v: asked(v) - max(learnt(v), 0), 3),
    "ten_times_longer": (lambda v: mp.log(10), 2),
    "run_warm_up": (lambda v: "falls" if max(logged(v))[1] < logged(v)[0][1] else "rises", TEXT),
    "run_first_barrier": (lambda v: logged(v)[0][1], 3),
    "run_peak_barrier": (lambda v: max(logged(v), key=lambda row: row[0])[1], 3),
    "run_last_barrier": (lambda v: logged(v)[-1][1], 3),
    "run_last_kT": (lambda v: logged(v)[-1][1], 3),
    "run_target": (lambda v: target(TEN_YEARS, v["R_max"]), 3),
    "run_freeze": (lambda v: target(TEN_YEARS, v["R_max"]) - logged(v)[-1][1], 3),
    "run_saved": (lambda v: 10**6 * spans(v) / sum(max(row[1], 0) * row[2] for row in logged(v)), 2),
    "gpu_J": (lambda v: training(v).gpu, 2),
    "gpu_updates_J": (lambda v: training(v).walls["GPU and DRAM"]["updates"], 2),
    "learning_updates_J": (lambda v: training(v).walls["learning-in-memory"]["updates"], 2),
    "updates_saved": (
        lambda v: training(v).walls["GPU and DRAM"]["updates"] / training(v).walls["learning-in-memory"]["updates"],
        2,
    ),
    "gpu_over_learning": (lambda v: training(v).gpu / training(v).learning, 2),
    "gpu_over_learning_alike": (over_learning_with_its_arithmetic, 2),
    "alike_by_step": (lambda v: over_learning_with_its_arithmetic(v | {"count_updates": "step"}), 2),
    "gpu_by_operation_J": (lambda v: training(v | {"count_updates": "operation"}).gpu, 2),
    "gpu_moves_J": (lambda v: training(v).walls["GPU and DRAM"]["memory"], 2),
    "learning_wall": (
        lambda v: max((walls := training(v).walls["learning-in-memory"]), key=lambda wall: walls[wall]),
        TEXT,
    ),
    "reported_gpt3": (lambda v: reported_gpt3(), 2),
    "reported_over_gpu": (lambda v: reported_gpt3() / training(v | OF_GPT3).gpu, 2),
    "binary_lasts": (lambda v: remembered(v, "binary"), 2),
    "binary_with_less_q": (lambda v: "less", TEXT),
    "binary_lasts_with_less_q": (lambda v: remembered(v, "binary", write_probability=0.01), 2),
    "binary_with_more_elements": (with_more_elements("binary"), 3),
    "chain_with_more_elements": (with_more_elements("chain"), 2),
    "cascade_lasts": (lambda v: remembered(v, "cascade"), 3),
    "beginning_with_alpha": (lambda v: "same", TEXT),  # without a barrier at first, α is no matter
    "learning_lasts": (lambda v: learning_remembers(v, v["alpha"]), 2),
    "learning_lasts_with_alpha": (lambda v: learning_remembers(v, 0.7), 2),
    "late_is_weaker": (late_is_weaker, 2),
    "right_when_pushed_gently": (lambda v: "chance" if 8 < taught(v).right < 20 else "most", TEXT),
    "right_percent": (lambda v: mp.mpf(taught(v).right), 3),
    # Equipartition, and what the length of a step adds to it.
    "floor_in_kT": (lambda v: mp.mpf(1) / 2 / (1 - mp.mpf(v["first_step"]) / 2), 1),
    "floor_in_nat": (lambda v: 100 / (2 * mp.mpf(v["energy_scale"])) / (1 - mp.mpf(v["first_step"]) / 2), 1),
    "forced_energy": (lambda v: FORCED * mp.mpf(v["training_steps"]), 2),
    "least_heat": (lambda v: min(prices(v, "heat")), 2),
    "forced_over_heat": (lambda v: FORCED * mp.mpf(v["training_steps"]) / min(prices(v, "heat")), 1),
    "paper_at_goal": (lambda v: min(prices(v, "paper")), 2),
    "heat_of_following": (lambda v: prices(v, "heat")[0], 2),
    "heat_of_constant": (lambda v: prices(v, "heat")[1], 2),
    "constant_against_following": (
        lambda v: "same" if abs(mp.log(prices(v, "heat")[0] / prices(v, "heat")[1])) < mp.log(1.5) else "less",
        TEXT,
    ),
    "held_longer": (held_longer, 2),
    "heat_for_rising": (heat_for_rising, 2),
    "forced_over_paper": (lambda v: taught(v).forced / mp.mpf(taught(v).paper), 1),
    "forced_over_literal": (lambda v: taught(v).forced / mp.mpf(taught(v).literal), 1),
}
"""What each quantity of the lessons is, by the equations and the tables of sources, and how many digits are said."""


class Fact:
    def __init__(self, value):
        self.value = value


def test_all_quantities_are_recomputed():
    assert set(FOUND) == set(QUANTITIES)


@pytest.mark.parametrize(("lesson", "at", "step"), STEPS, ids=[f"{lesson}-{at}" for lesson, at, _ in STEPS])
def test_numbers_of_a_step(lesson, at, step):
    values = start_values(step)
    texts = [step.words, step.answer, step.teacher, *([step.question.ask] if step.question else [])]
    for text in texts:
        assert slips(EQUATION.sub("", said(text, step))) == []
        for name in set(re.findall(r"\{(\w+)\}", EQUATION.sub("", text))):
            quantity, (found, digits) = QUANTITIES[name], FOUND[name]
            told_ = quantity.write(quantity.compute(values))
            if digits == TEXT:
                assert told_ == found(values)
            elif digits == "t":
                check(told_, [Kind("{value:t}")], Fact(found(values)))
            else:
                (written,) = re.findall(NUMBER, told_)[:1]
                assert agrees(written, found(values), digits), f"{name}: {told_}, not {mp.nstr(found(values), 6)}"


ASKED = [one for one in STEPS if one[2].question]


@pytest.mark.parametrize(("lesson", "at", "step"), ASKED, ids=[f"{lesson}-{at}" for lesson, at, _ in ASKED])
def test_answer_to_a_question(lesson, at, step):
    found, digits = FOUND[step.question.answer]
    value, right = found(start_values(step)), right_answer(step)
    if digits == TEXT:
        assert right == value
    elif isinstance(step.question, Choose):
        nearest = min(step.question.options, key=lambda one: abs(math.log(float(one) / float(value))))
        assert right == nearest
        assert abs(float(right) / float(value) - 1) < 0.1
        assert (
            told(step.question, right)
            .replace(",", "")
            .startswith(step.question.options[right].split()[0].replace(",", ""))
        )
    else:
        assert isinstance(step.question, Drag)
        exact = mp.log10(value) if step.question.log else value
        assert abs(right - exact) < mp.mpf("1e-9") * max(abs(exact), 1)
        (written,) = re.findall(NUMBER, told(step.question, right))
        assert agrees(written, value, 3)


@pytest.mark.parametrize(("lesson", "at", "step"), ASKED, ids=[f"{lesson}-{at}" for lesson, at, _ in ASKED])
def test_what_is_offered_reads_as_it_is_meant(lesson, at, step):
    question = step.question
    if isinstance(question, Choose):
        texts = {key: text for key, text in question.options.items() if not isinstance(key, str)}
    else:
        texts = {10.0**one if question.log else one: answer_text(question, one) for one in offered(question)}
    for value, text in texts.items():
        (written,) = re.findall(NUMBER, text)
        assert abs(parsed(written) - mp.mpf(value)) <= mp.mpf("1e-9") * abs(mp.mpf(value))
        assert slips(text) == []
