"""The page of a model that learns in noisy memories: what its figures show and say follows from the runs."""

import re

import numpy as np
import pytest
import widgets
from sentences import Kind, apart, nothing, problems

import limcore
from dashboard.figures import FIGURES
from dashboard.figures.memory_model import run_of

SMALL = (
    {"task": "moons", "training_steps": 100.0},
    {"task": "digits", "training_steps": 50.0, "energy_scale": 2e3},
    {"task": "bowl", "training_steps": 100.0, "schedule_1": "constant"},
    {"task": "xor", "memory": "ladder", "training_steps": 100.0, "first_step": 0.5},
)
FORCED = 16 * 1e6  # kT for a weight that is written once


def values_of(name, changes):
    figure = FIGURES[name]
    return figure.values(**{key: value for key, value in changes.items() if key in figure.parameters})


class Learnt:
    """What is known of a run, from limcore alone."""

    unit = "kT"

    def __init__(self, values, **more):
        ladder = {"first_step": values["first_step"], "headroom": values["headroom"]}
        elements = {"elements": int(values["weight_elements"]), "first_share": values["first_share"]}
        constant = values["schedule_1"] == "constant"
        schedule = limcore.make_schedule("constant", initial=1.0) if constant else None
        self.run = limcore.train_in_memory(
            values["task"],
            schedule,
            memory=values["memory"],
            alpha=values["alpha"],
            energy_scale=values["energy_scale"],
            rate_max=1e9,
            hold_time=1e-6,
            steps=int(values["training_steps"]),
            seed=int(values["seed"]),
            points=25,
            **more,
            **(ladder if values["memory"] == "ladder" else elements),
        )
        self.steps = int(values["training_steps"])
        self.loss, self.first_loss = float(self.run.loss[-1]), float(self.run.loss[0])
        self.right = 100 * float(self.run.accuracy[-1])
        self.heat, self.paper, self.crossings, self.literal = (
            float(column[-1]) for column in (self.run.heat, self.run.paper, self.run.crossings, self.run.literal)
        )
        self.forced = FORCED * self.steps
        self.time = float(self.run.time_s[-1])
        self.low, self.high = (float(self.run.barrier_quantiles[k, 2]) for k in (0, -1))


TOLD = "After {steps:n} updates the loss is {loss:3} nat"
RIGHT = ", {right:3} % right"
PICTURE = (
    ". Each weight has given off {heat:3} kT of heat, {paper:3} kT as the paper counts; written anew at each update, "
    "at 10⁶ kT a bit, it would take {forced:2} kT."
)
CURVES = (
    ". Four accounts of each weight: {heat:3} kT as heat of hops, {paper:3} kT as the paper counts, {crossings:2} kT "
    "if every crossing throws its barrier away, {literal:2} kT if every element pays at every update; {forced:2} kT by "
    "forced writes."
)


@pytest.mark.parametrize("changes", SMALL, ids=[f"{one['task']}" for one in SMALL])
def test_captions_and_descriptions_say_what_the_run_came_to(changes):
    wrong = []
    for name, rest in (("learnt", PICTURE), ("training", CURVES)):
        values = values_of(name, changes)
        facts, figure = Learnt(values), FIGURES[name]
        told = TOLD if values["task"] == "bowl" else TOLD + RIGHT
        caption = figure.drawing(values)["layout"]["meta"]["caption"]
        wrong += problems([caption], [Kind(told + rest)], facts)
        wrong += problems([apart(figure.description(values))[-1]], [Kind(f"{told}.")], facts)
    nothing(wrong)


WAYS = (
    {"training_axis": "seconds", "judged_by": "accuracy", "task": "xor", "memory": "ladder", "first_step": 0.5},
    {"training_axis": "energy", "judged_by": "accuracy", "task": "circles"},
    {"training_axis": "seconds", "judged_by": "accuracy", "task": "bowl"},
    {"training_axis": "energy", "task": "bowl", "R_max": 1e6},
)


@pytest.mark.parametrize("changes", WAYS, ids=[f"{one['task']} over {one['training_axis']}" for one in WAYS])
def test_learning_is_shown_over_time_and_over_what_it_takes(changes):
    """What is drawn follows from the run, by rates of its own: time is set by R_max, energies are not."""
    figure, values = FIGURES["training"], values_of("training", changes | {"training_steps": 100.0})
    facts, drawing = Learnt(values), figure.drawing(values)
    lines = {trace["name"]: trace for trace in drawing["data"]}
    by_energy, bowl = changes["training_axis"] == "energy", changes["task"] == "bowl"
    well = facts.run.loss if bowl or "judged_by" not in changes else 100 * facts.run.accuracy
    if by_energy:
        accounts = {"heat of hops": facts.run.heat, "the paper’s account": facts.run.paper}
        accounts["forced writes at 10⁶ kT a bit"] = FORCED * facts.run.n
        for name, spent in accounts.items():
            np.testing.assert_allclose(lines[name]["x"], np.where(spent > 0, spent, np.nan)[1:], rtol=1e-9)
            np.testing.assert_allclose(lines[name]["y"], well[1:], rtol=1e-9)
    else:
        shown = lines["loss" if bowl else "right"]
        np.testing.assert_allclose(shown["x"], facts.run.time_s * 1e9 / values["R_max"], rtol=1e-9)
        np.testing.assert_allclose(shown["y"], well, rtol=1e-9)
    caption = drawing["layout"]["meta"]["caption"]
    kind = TOLD + ("" if bowl else RIGHT) + (CURVES if by_energy else CURVES.replace(". ", ". It has taken {time:t}. "))
    against = "the energy of each weight in four accounts" if by_energy else "time"
    seen = "Loss" if well is facts.run.loss else "Share that is right"
    nothing(problems([caption], [Kind(kind)], facts))
    assert figure.description(values).startswith(f"{seen} against {against}, from ")
    times = figure.table(values)["time_s"].to_numpy()
    np.testing.assert_allclose(times * values["R_max"], facts.run.time_s * 1e9, rtol=1e-9)


PINNED = {"pin_1": "task:xor;memory:ladder;first_step:0.5;training_steps:50", "pin_2": "task:bowl;training_steps:50"}
AS_PINNED = (
    {"task": "xor", "memory": "ladder", "first_step": 0.5, "training_steps": 50.0},
    {"task": "bowl", "training_steps": 50.0},
)
OF_PINS = (
    "Pin A: {loss:3} nat and {right:3} % right, for {heat:3} kT of heat.",
    "Pin B: {loss:3} nat, for {heat:3} kT of heat.",
)


@pytest.mark.parametrize("axis", ["updates", "seconds", "energy"])
def test_pins_are_drawn_and_told_as_the_runs_they_were(axis):
    """A pin holds a whole run, whatever is learnt now, and its updates may be others."""
    asked = {"task": "moons", "training_steps": 20.0, "training_axis": axis}
    figure, values = FIGURES["training"], values_of("training", asked | PINNED)
    drawing, wrong = figure.drawing(values), []
    lines = {trace["name"]: trace for trace in drawing["data"]}
    caption = apart(drawing["layout"]["meta"]["caption"])
    for letter, changes, kind in zip("AB", AS_PINNED, OF_PINS, strict=True):
        facts = Learnt(values_of("training", changes))
        if axis == "energy":
            shown, first = lines[f"pin {letter}: the paper’s account"], 1
            np.testing.assert_allclose(shown["x"], facts.run.paper[1:], rtol=1e-9)
        else:
            shown, first = lines[f"pin {letter}"], int(axis == "seconds")
            over = facts.run.n if axis == "updates" else facts.run.time_s * 1e9 / values["R_max"]
            np.testing.assert_allclose(shown["x"], over[first:], rtol=1e-9)
            ends = drawing["layout"]["xaxis"]["range"]
            # The ladder takes far longer than the populations: times are logarithmic, updates are not.
            low, high = 10.0 ** np.asarray(ends) if axis == "seconds" else ends
            assert low <= shown["x"][0] * (1 + 1e-9)
            assert shown["x"][-1] <= high * (1 + 1e-9)
        np.testing.assert_allclose(shown["y"], facts.run.loss[first:], rtol=1e-9)
        # Lines of pins look alike: each has its letter, on a narrow canvas too, and none stands in a legend.
        assert letter in [label["text"] for label in drawing["layout"]["annotations"]]
        assert shown["showlegend"] is False
        wrong += problems([one for one in caption if one.startswith(f"Pin {letter}")], [Kind(kind)], facts)
    nothing(wrong)


def test_a_pin_of_a_training_is_held_by_the_link_and_given_back():
    page = widgets.open_page("training", view="loss", task="xor", training_steps="50", schedule_1="none")
    next(one for one in page.button if one.label == "Pin this view").click().run()
    held = page.query_params["pin_1"].split(";")
    assert sorted(held) == ["schedule_1:none", "task:xor", "training_steps:50"]
    page.select_slider(key="training_steps").set_value(100.0).run()
    next(one for one in page.button if one.label == "Back to A").click().run()
    assert not page.exception
    assert page.query_params["training_steps"] == "50"


def test_the_page_offers_what_there_is_to_judge_by():
    offered = {}
    for task in ("xor", "bowl"):
        page = widgets.open_page("training", view="loss", task=task, training_axis="seconds", training_steps="50")
        assert not page.exception
        offered[task] = {one.key for one in (*page.button_group, *page.select_slider)}
    assert {"judged_by", "training_axis", "R_max"} <= offered["xor"]
    assert offered["xor"] - offered["bowl"] == {"judged_by"}


def test_a_film_ends_with_the_picture_and_begins_with_noise():
    for task in ("digits", "spirals", "bowl"):
        values = values_of("learnt", {"task": task, "training_steps": 50.0})
        drawing = FIGURES["learnt"].drawing(values)
        film = drawing["layout"]["meta"]["play"]["film"]
        picture = np.asarray(drawing["data"][film["trace"]][film["of"]]).ravel()
        np.testing.assert_allclose(film["frames"][-1], picture, atol=0.051)
        assert len(film["frames"]) == len(film["n"])
        assert not np.array_equal(film["frames"][0], film["frames"][-1], equal_nan=True)
        assert all(len(reading["values"]) == len(film["n"]) for reading in film["readings"])


RISING = (
    (
        {"task": "moons"},
        "All weights have the same barrier, which goes from {low:3} to {high:3} kT; on a ladder each finds its own.",
    ),
    (
        {"task": "moons", "schedule_1": "constant"},
        "All weights have the same barrier, which stays at {high:3} kT; on a ladder each finds its own.",
    ),
    (
        {"task": "digits", "memory": "ladder"},
        "Half of the weights have a barrier of {quarter:3} to {most:3} kT, the middle one {high:3} kT, and "
        "{without:3} % have none.",
    ),
    (
        {"task": "spirals", "memory": "ladder"},
        "Half of the weights have a barrier of {quarter:3} to {most:3} kT, the middle one {high:3} kT.",
    ),
)


@pytest.mark.parametrize(("changes", "kind"), RISING, ids=["rising", "constant", "ladder", "spirals"])
def test_bars_move_to_where_the_barriers_of_the_run_are(changes, kind):
    figure, values = FIGURES["training-barriers"], values_of("training-barriers", changes | {"training_steps": 100.0})
    facts = Learnt(values, keep_weights=True)
    barriers = facts.run.barriers
    facts.quarter, facts.most = (float(facts.run.barrier_quantiles[-1, k]) for k in (1, 3))
    facts.without = 100 * float((barriers[-1] == 0).mean())
    drawing = figure.drawing(values)
    film, (bars,) = drawing["layout"]["meta"]["play"]["film"], drawing["data"]
    np.testing.assert_allclose(film["frames"][-1], bars["y"], atol=6e-4)
    np.testing.assert_allclose(film["frames"].sum(axis=1), 100.0, atol=0.02)
    np.testing.assert_array_equal(film["n"], facts.run.n[1:])
    for frame, one in zip(film["frames"], barriers[1:], strict=True):
        assert (frame * bars["x"]).sum() / 100 == pytest.approx(one.mean(), abs=bars["width"][0])
    caption = drawing["layout"]["meta"]["caption"]
    nothing(problems([caption], [Kind(f"{TOLD}{RIGHT}. {kind}")], facts))
    peak = int(np.argmax(bars["y"]))
    facts.peak, (facts.begin, facts.end) = (
        float(bars["y"][peak]),
        (float(bars["x"][peak] + side * bars["width"][0]) for side in (-0.5, 0.5)),
    )
    _, at_the_end, *rest = apart(figure.description(values))
    nothing(problems([at_the_end], [Kind("At the end {peak:3} % have one of {begin:3} to {end:3} kT.")], facts))
    nothing(problems([rest[0]], [Kind(kind)], facts))


def test_where_hardly_any_digit_reaches_a_ladder_has_no_barrier():
    values = values_of("training-barriers", {"memory": "ladder"})
    run = run_of(values)
    reached = run.task.classifier.examples.inputs.mean(axis=0)
    without = (np.asarray(run.barriers[-1]) == 0).reshape(65, 10)[:-1].all(axis=1)
    assert without.sum() > 3
    assert reached[without].max() < 0.05 * reached.mean()


def test_pictures_of_digits_are_the_weights_of_their_pixels():
    values = values_of("learnt", {"training_steps": 50.0})
    table, run = FIGURES["learnt"].table(values), run_of(values)
    for digit, column, row in ((0, 0, 0), (3, 5, 2), (9, 7, 7)):
        cell = (table["series"] == f"digit {digit}") & (table["pixel_column"] == column) & (table["pixel_row"] == row)
        assert table.loc[cell, "weight"].item() == run.weights[(8 * row + column) * 10 + digit]


def test_forced_writes_stand_far_to_the_right():
    """Ten million times what learning by heat takes, and a constant barrier that is as cheap."""
    values = values_of("training-price", {})
    table = FIGURES["training-price"].table(values)
    chosen = table[table["energy_scale_kT"] == 1e4].groupby("series")["heat_kT"].mean()
    assert FORCED * 200 / chosen.max() > 1e6
    assert chosen["constant low barrier"] < 1.5 * chosen["barrier that follows"]


class Price:
    """What is known of the runs along a knob, from limcore alone."""

    unit = "kT"

    def __init__(self, values, turned, chosen):
        """Train along arrays that are `turned`; what is said is of the `chosen` place."""
        steps = int(min(values["training_steps"], 200))
        given = {"alpha": values["alpha"], "energy_scale": values["energy_scale"]}
        law = given | {"elements": int(values["weight_elements"]), "steps": steps, "points": 2, "repeats": 2} | turned
        exponents = np.atleast_1d(law["alpha"])
        shares = -np.expm1(np.log1p(-values["first_share"]) * np.arange(1, steps + 1) ** -exponents[:, None])
        steady = limcore.make_schedule("constant", initial=1.0)
        self.follows, self.constant = (
            limcore.train_in_memory(values["task"], schedule, first_share=share, **law)
            for schedule, share in ((None, values["first_share"]), (steady, shares.mean(axis=1)))
        )
        self.steps = steps
        for name, run in (("", self.follows), ("steady_", self.constant)):
            scale = run.energy_scale.reshape(-1, 2)[chosen]
            gone = scale * (run.loss[0, chosen] - run.loss[-1, chosen])
            told = {
                "paper": run.paper[-1, chosen],
                "loss": run.loss[-1, chosen],
                "right": 100 * run.accuracy[-1, chosen],
            }
            told["work"] = 100 * gone / (run.task.weights * run.heat[-1, chosen])
            for fact, column in told.items():
                setattr(self, name + fact, float(column.mean()))
            for place, end in ((0, "first"), (-1, "last")):
                setattr(self, f"{name}{end}_right", 100 * float(run.accuracy[-1, place].mean()))
                setattr(self, f"{name}{end}_heat", float(run.heat[-1, place].mean()))


PRICE = (
    "At λ = 10⁴ and {steps:n} updates a barrier that follows takes {paper:3} kT for REACHED, as the paper counts; a "
    "constant low barrier takes {steady_paper:3} kT for STEADY. Of the heat, {work:2} % and {steady_work:2} % have "
    "lowered the loss; noise and decay gave off the rest."
)


def test_what_is_said_of_the_price_is_what_the_runs_came_to():
    values = values_of("training-price", {"training_steps": 100.0})
    caption = FIGURES["training-price"].drawing(values)["layout"]["meta"]["caption"]
    facts = Price(values, {"energy_scale": [values["energy_scale"] * part for part in (0.03, 0.1, 0.3, 1, 3)]}, 3)
    kind = PRICE.replace("REACHED", "a loss of {loss:3} nat").replace("STEADY", "a loss of {steady_loss:3} nat")
    nothing(problems([caption.partition(" To freeze")[0]], [Kind(kind)], facts))
    table = FIGURES["training-price"].table(values_of("training-price", {}))
    assert table["efficiency"].mean() == pytest.approx(0.2, abs=0.06)  # about a fifth


ELEMENTS = np.asarray([16, 64, 256, 1024, 4096])
KNOBS = {
    "weight_elements": ({"elements": ELEMENTS, "energy_scale": 1e4 * ELEMENTS / 256}, 2, "M from 16 to 4096"),
    "alpha": ({"alpha": [0.0, 0.25, 0.4, 0.5, 0.75, 1.0]}, 2, "α from 0 to 1"),
}


@pytest.mark.parametrize("knob", KNOBS)
def test_other_knobs_are_turned_through_runs_that_are_judged_by_what_is_right(knob):
    turned, chosen, said = KNOBS[knob]
    changes = {"task": "moons", "training_steps": 50.0, "price_knob": knob, "judged_by": "accuracy"}
    figure = FIGURES["training-price"]
    values = values_of("training-price", changes | ({"alpha": 0.4} if knob == "alpha" else {}))
    facts, table, drawing = Price(values, turned, chosen), figure.table(values), figure.drawing(values)
    for series, run in (("barrier that follows", facts.follows), ("constant low barrier", facts.constant)):
        own = table[table["series"] == series]
        np.testing.assert_allclose(own["heat_kT"], run.heat[-1].ravel(), rtol=1e-9)
        np.testing.assert_array_equal(own["weight_elements"], run.elements)
        np.testing.assert_array_equal(
            own["alpha"], np.repeat(np.broadcast_to(turned.get("alpha", 0.5), run.shape[0]), 2)
        )
    lines = {trace["name"]: trace for trace in drawing["data"]}
    np.testing.assert_allclose(lines["follows: heat"]["y"], 100 * facts.follows.accuracy[-1].mean(axis=1))
    assert int(np.argmax(lines["constant: heat"]["marker"]["size"])) == chosen
    reached = PRICE.replace("REACHED", "{right:3} % right").replace("STEADY", "{steady_right:3} % right")
    caption = drawing["layout"]["meta"]["caption"].partition(" To freeze")[0]
    nothing(problems([caption], [Kind(reached)], facts))
    head, *ends = apart(figure.description(values))
    assert head == f"Share that is right against energy for each weight, {said}."
    kinds = [
        f"With a {name} from {{{mark}first_right:3}} % right at {{{mark}first_heat:3}} kT of heat to "
        f"{{{mark}last_right:3}} % right at {{{mark}last_heat:3}} kT of heat."
        for name, mark in (("barrier that follows", ""), ("constant low barrier", "steady_"))
    ]
    nothing(problems(ends, [Kind(kind) for kind in kinds], facts))


def test_what_is_said_of_each_knob_is_so_on_the_digits():
    tables = {
        knob: FIGURES["training-price"].table(values_of("training-price", {"price_knob": knob}))
        for knob in ("energy_scale", "weight_elements", "alpha")
    }
    loss, heat = (
        {
            knob: table[table["series"] == "barrier that follows"].groupby(column)[name].mean().to_numpy()
            for (knob, table), column in zip(
                tables.items(), ("energy_scale_kT", "weight_elements", "alpha"), strict=True
            )
        }
        for name in ("loss_nat", "heat_kT")
    )
    assert (np.diff(loss["energy_scale"]) < 0).all()
    fewer, chosen, most = loss["weight_elements"][[0, 2, 4]]
    assert chosen < 0.8 * fewer
    assert most > 0.9 * chosen
    assert heat["weight_elements"][4] > 10 * heat["weight_elements"][2]
    assert 0 < np.argmin(loss["alpha"]) < 4
    assert loss["alpha"][[0, 4]].min() > 1.5 * loss["alpha"].min()


def test_a_ladder_has_no_elements_to_turn():
    given = {"task": "xor", "memory": "ladder", "training_steps": 50.0}
    tables = [
        FIGURES["training-price"].table(values_of("training-price", given | {"price_knob": knob}))
        for knob in ("energy_scale", "weight_elements")
    ]
    assert "weight_elements" not in tables[0]
    np.testing.assert_array_equal(tables[0]["loss_nat"], tables[1]["loss_nat"])
    page = widgets.open_page("training", view="price", **given | {"training_steps": "50"})
    (offered,) = (one.options for one in page.button_group if one.key == "price_knob")
    assert [one if isinstance(one, str) else one.content for one in offered] == ["λ", "α"]


def test_a_model_forgets_and_a_frozen_one_does_not():
    values = values_of("training-rest", {"task": "circles", "first_share": 0.12})
    table = FIGURES["training-rest"].table(values)
    for name, rested in table.groupby("series"):
        first, last = rested["accuracy"].iloc[0], rested["accuracy"].iloc[-1]
        assert (last == first) if name == "frozen" else last < first - 0.1
    follows, constant, frozen = table["series"].unique()
    barrier = table.groupby("series")["barrier_kT"].first()
    assert barrier[constant] < barrier[follows] < barrier[frozen]


class Both:
    """What is known of two tasks, one after the other, from limcore alone."""

    unit = "kT"

    def __init__(self, values):
        self.steps = int(min(values["training_steps"], 200))
        law = {
            "alpha": values["alpha"],
            "energy_scale": values["energy_scale"],
            "elements": int(values["weight_elements"]),
            "first_share": values["first_share"],
            "seed": int(values["seed"]),
            "repeats": 2,
        }
        self.bare_first, self.bare_second, self.bare_heat, *_ = self.best("none", [0.0], law)
        force = self.best("elastic", [30.0, 100.0, 300.0, 1000.0], law)
        self.force_first, self.force_second, self.force_heat, _, self.force = force
        raised = self.best("barriers", [5e3, 1e4, 2e4, 5e4], law)
        self.raised_first, self.raised_second, self.raised_heat, self.raising, self.raised = raised
        once = limcore.train_in_memory("digits", steps=2 * self.steps, points=2, **law)
        halves = (limcore.make_task(name).accuracy(once.weights) for name in ("digits 0-4", "digits 5-9"))
        self.once_first, self.once_second = (100 * float(half.mean()) for half in halves)

    def best(self, kind, strengths, law):
        found = limcore.train_two_tasks(protection=kind, strength=strengths, steps=self.steps, **law)
        first, second, heat = (
            column[-1].mean(axis=-1) for column in (found.first_accuracy, found.second_accuracy, found.heat)
        )
        at = int(np.argmax(first + second))
        if kind != "none":
            ends = [100 * float(one[k]) for k in (0, -1) for one in (first, second)]
            for name, value in zip(("weak_first", "weak_second", "strong_first", "strong_second"), ends, strict=True):
                setattr(self, f"{kind}_{name}", value)
        energy = float(found.raise_energy.mean(axis=-1)[at])
        return 100 * float(first[at]), 100 * float(second[at]), float(heat[at]), energy, strengths[at]


BOTH = (
    "After {steps:n} updates of each and without protection, {bare_first:3} % of the first task and {bare_second:3} % "
    "of the second are right, for {bare_heat:3} kT of heat for each weight. Where most of both is right, elastic "
    "weight consolidation at Λ = {force:n} keeps {force_first:3} % of the first task and {force_second:3} % of the "
    "second, for {force_heat:3} kT; raised barriers at Λ = {raised:n} keep {raised_first:3} % of the first task and "
    "{raised_second:3} % of the second, for {raised_heat:3} kT, and {raising:3} kT more if raising them is paid for "
    "each element."
)
ENDS = (
    "With elastic weight consolidation from {elastic_weak_first:3} % and {elastic_weak_second:3} % to "
    "{elastic_strong_first:3} % and {elastic_strong_second:3} %.",
    "With raised barriers from {barriers_weak_first:3} % and {barriers_weak_second:3} % to {barriers_strong_first:3} % "
    "and {barriers_strong_second:3} %.",
    "Learnt both at once, {once_first:3} % and {once_second:3} %.",
)


@pytest.mark.parametrize("changes", [{}, {"training_steps": 50.0, "weight_elements": 64.0, "alpha": 0.8, "seed": 3.0}])
def test_what_is_said_of_two_tasks_is_what_the_runs_came_to(changes):
    figure, values = FIGURES["training-tasks"], values_of("training-tasks", changes)
    facts = Both(values)
    wrong = problems([figure.drawing(values)["layout"]["meta"]["caption"]], [Kind(BOTH)], facts)
    _, *ends = apart(figure.description(values))
    assert len(ends) == len(ENDS)
    nothing(wrong + problems(ends, [Kind(kind) for kind in ENDS], facts))


def test_a_force_remembers_more_of_both_and_barriers_take_less_heat():
    """As the page says; and that most of what barriers save is gone if raising them is paid for."""
    facts = Both(values_of("training-tasks", {}))
    assert facts.bare_first < 5
    assert facts.force_first + facts.force_second > facts.raised_first + facts.raised_second + 5
    assert facts.raised_heat < facts.bare_heat < 0.5 * facts.force_heat
    saved = facts.force_heat - facts.raised_heat
    assert 0.5 * saved < facts.raising < saved


def test_gradients_are_of_64_examples():
    task, drawn = limcore.make_task("xor"), []

    class Noting:
        def integers(self, low, high, size):
            drawn.append(size)
            return np.zeros(size, dtype=int)

    task.gradient(np.zeros((1, task.weights)), Noting())
    assert drawn == [(1, 64)]


def test_the_page_shows_the_controls_of_its_memory():
    shown = {}
    for memory in ("population", "ladder"):
        page = widgets.open_page("training", memory=memory, task="moons", training_steps="50")
        assert not page.exception
        shown[memory] = {one.key for one in (*page.slider, *page.select_slider)}
    assert {"weight_elements", "first_share", "energy_scale"} <= shown["population"]
    assert {"first_step", "headroom", "energy_scale"} <= shown["ladder"]
    assert "weight_elements" not in shown["ladder"]


@pytest.mark.parametrize("view", ["loss", "barriers", "price", "rest", "tasks", "table"])
def test_every_view_opens(view):
    page = widgets.open_page("training", view=view, task="xor", training_steps="50")
    assert not page.exception
    assert re.search("noise", page.header[0].value)


def test_a_loss_of_three_tenths_of_a_nat_is_95_percent_right():
    """Runs to either side of that loss, of the lesson on learning by noise."""
    given = {"energy_scale": 2e4, "first_share": 0.05, "training_steps": 200.0}
    table = FIGURES["training-price"].table(values_of("training-price", given))
    near = table[(table["loss_nat"] - 0.3).abs() < 0.04]
    assert len(near) >= 4
    assert near["accuracy"].mean() == pytest.approx(0.95, abs=0.01)
