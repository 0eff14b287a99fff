"""What a memory costs and how long it holds: the view of prices, its numbers found in another way, and its words."""

import numpy as np
import pytest
from facts import NoRun, RunFacts, all_runs, said
from independent import mp
from sentences import Kind, apart, nothing, problems
from states import drawn_states
from test_numbers_of_energy import SMOOTH, quickly_summed
from widgets import open_page

from dashboard.figures import FIGURES

PRICE, DISSIPATION = FIGURES["memory-price"], FIGURES["dissipation"]
ONE_OVER_N = "schedule 1: ε = 1/n"


def table(**changes):
    return PRICE.table(PRICE.values(**changes))


def learning(**changes):
    whole = table(**changes)
    return whole[whole["series"] != "constant barrier"].set_index("alpha")


def constant(**changes):
    whole = table(**changes)
    return whole[whole["series"] == "constant barrier"].set_index("barrier_height_kT")


# ---- what the table says ----


def test_a_larger_alpha_costs_more_and_holds_longer():
    for changes in ({}, {"schedule_1": "exponential", "gamma_1": 0.99997}, {"steps": 1e12}, {"start": "barrier_free"}):
        rising = learning(**changes)
        for column in ("dissipation_kT", "barrier_height_kT", "retention_time_s", "time_s"):
            assert (np.diff(rising[column]) > 0).all(), column


@pytest.mark.parametrize("alpha", [0.1, 0.5, 0.9])
def test_one_over_n_costs_alpha_kT_an_update_less_than_a_constant_barrier(alpha):
    end = learning().loc[alpha]
    line = constant()
    as_high = np.interp(end["barrier_height_kT"], line.index, line["dissipation_kT"])
    assert (as_high - end["dissipation_kT"]) / 1e6 == pytest.approx(alpha, abs=0.004)


def test_an_exponential_costs_about_half():
    changes = {"schedule_1": "exponential", "gamma_1": 0.99997}
    line, end = constant(**changes), learning(**changes).loc[0.9]
    as_high = np.interp(end["barrier_height_kT"], line.index, line["dissipation_kT"])
    assert end["dissipation_kT"] / as_high == pytest.approx(0.5, abs=0.02)


def test_a_low_barrier_costs_less_and_takes_less_time_and_holds_less_long():
    low, end = constant().loc[1.0], learning().loc[0.5]
    for column in ("dissipation_kT", "time_s", "retention_time_s"):
        assert low[column] < end[column]


@pytest.mark.parametrize("unit", ["meV", "J"])
def test_units_scale_the_energies_alone(unit):
    here, there = table(unit=unit), table()
    kT = here[f"barrier_height_{unit}"].iloc[0] / there["barrier_height_kT"].iloc[0]
    np.testing.assert_allclose(here[f"dissipation_{unit}"], kT * there["dissipation_kT"], rtol=1e-12)
    np.testing.assert_allclose(here["time_s"], there["time_s"], rtol=1e-12)
    np.testing.assert_allclose(here["retention_time_s"], there["retention_time_s"], rtol=1e-12)


# ---- its numbers in another way ----


class Price(RunFacts):
    """What is known of the end of a run: what it costs, takes and holds, and the same over constant barriers."""

    def __init__(self, values, place=1, pin=""):
        super().__init__(values | {"convention": "mean_rate"}, place, pin)
        self.low = mp.mpf(values["low_barrier"])
        self.constant = f"constant barrier, {values['low_barrier']:.3g} kT"

    def at(self, height):
        """Energy and time over a barrier that stays."""
        course = self.course
        return self.kT * course.at_constant_barrier(height), course.seconds_at_constant_barrier(height)

    @property
    def spent(self):
        return self.kT * mp.mpf(self.course.summed())

    @property
    def seconds(self):
        return self.course.seconds()

    @property
    def level(self):
        return self.at(self.ceiling / self.kT)[0]

    @property
    def level_seconds(self):
        return self.at(self.ceiling / self.kT)[1]

    @property
    def low_spent(self):
        return self.at(self.low)[0]

    @property
    def low_seconds(self):
        return self.at(self.low)[1]

    @property
    def low_held(self):
        return mp.exp(self.low) / self.R_max

    @property
    def low_freeze(self):
        return max(self.asked - self.kT * self.low, 0)


LEAST_LOG_RATE = -700  # below which the other computation, in doubles, has no crossings


def climbs(facts):
    return 0 < facts.ceiling < mp.inf


def ends(facts):
    return isinstance(facts, RunFacts) and facts.ceiling == mp.inf


END = "The final freeze for {retention:t} adds {missing:e} to the first, {low_freeze:e} to the last."
CAPTION = [
    Kind(
        "No schedule is chosen. To remember for {retention:t} would take {asked:b}.",
        lambda facts: not isinstance(facts, RunFacts),
    ),
    Kind("With {name} the learning rate comes to zero: learning ends, and the barrier has no limit.", ends),
    Kind(
        "At α = {alpha:3}, {name} spends {spent:e} and {seconds:t} to end at a barrier of {ceiling:e}, which holds for "
        "{held:t}. A barrier as high from the first update takes {level:e} and {level_seconds:t}. One of {low:3} kT "
        f"takes {{low_spent:e}} and {{low_seconds:t}}. {END}",
        climbs,
    ),
    Kind(
        "At α = {alpha:3}, {name} spends {spent:e} and {seconds:t} to end without a barrier. One of {low:3} kT takes "
        f"{{low_spent:e}} and {{low_seconds:t}}. {END}",
        lambda facts: facts.ceiling <= 0,
    ),
]
LABELS = [
    Kind("to remember for {retention:t}: {asked:b}"),
    Kind("α = {alpha:3}: holds for {held:t}", climbs),
    Kind("α = {alpha:3}: no barrier", lambda facts: facts.ceiling <= 0),
    Kind("{constant}: holds for {low_held:t}", lambda facts: facts.low > 0),
    Kind("{constant}: no barrier", lambda facts: facts.low == 0),
    Kind("holds for {held:t}", climbs),
    Kind("holds for {low_held:t}", lambda facts: facts.low > 0),
    Kind("no barrier", lambda facts: min(facts.low, facts.ceiling) <= 0),
    Kind("{retention:t}: {asked:b}"),
    Kind("learning-in-memory, {name}", lambda facts: not facts.pin),
    Kind("pin {pin}: {name}", lambda facts: facts.pin),
    Kind("{pin}", lambda facts: facts.pin),
    Kind("constant barrier"),
    *(Kind(f"0.{k}") for k in range(1, 10)),
    Kind("freeze: + {missing:e}, once"),
    Kind("freeze: + {low_freeze:e}, once"),
]


def soon_found(values):
    return quickly_summed(values) and all(
        (run.course.kind in SMOOTH or run.steps <= 1e4) and run.course.log_rate(run.course.steps) > LEAST_LOG_RATE
        for run in all_runs(values)
    )


def test_caption_and_labels():
    wrong = []
    for values in drawn_states(PRICE.parameters, 30, fitting=soon_found):
        caption, labels, _, described = said("memory-price", values)
        runs = [Price(run.values, run.place, run.pin) for run in all_runs(values)]
        now = [run for run in runs if not run.pin]
        for run in now:
            run.slack = mp.mpf("1e-9") * max(run.spent, run.low_spent)
        facts = now[0] if now else NoRun(values)
        wrong += problems([caption], CAPTION, facts)
        wrong += problems(labels, LABELS, facts, *(run for run in runs if run is not facts))
        first = apart(described)[0]
        wrong += problems([first], [Kind("To remember for {retention:t} takes {asked:b}.")], facts)
    nothing(wrong)


def test_description_tells_the_ends():
    described = PRICE.description(PRICE.values())
    assert "schedule 1: ε = 1/n, α = 0.95: 1.148 × 10⁷ kT spent, at 12.43 kT, holds for 251 µs." in described
    assert "constant barrier: 14.39 kT spent, no barrier." in described
    assert mp.almosteq(Price(PRICE.values(alpha=0.95)).spent, mp.mpf("1.148e7"), rel_eps=1e-3)


def test_curves_are_those_of_the_equations():
    whole = learning(steps=2000, schedule_1="power_law", exponent_1=0.8)
    for alpha in (0.05, 0.3, 0.95):
        facts = Price(PRICE.values(steps=2000, schedule_1="power_law", exponent_1=0.8, alpha=alpha))
        row = whole.loc[alpha]
        for column, exact in (
            ("dissipation_kT", facts.spent),
            ("time_s", facts.seconds),
            ("retention_time_s", facts.held),
        ):
            assert row[column] == pytest.approx(float(exact), rel=1e-10)


# ---- the picture ----


def test_price_is_the_sum_of_the_other_view():
    for alpha in (0.1, 0.5, 0.9):
        summed = DISSIPATION.table(DISSIPATION.values(alpha=alpha)).groupby("series", sort=False).last()
        end = learning(alpha=alpha).loc[alpha]
        assert end["dissipation_kT"] == pytest.approx(summed.loc[ONE_OVER_N, "dissipation_kT"], rel=1e-12)


def test_freezes_lead_up_to_what_memory_asks_for():
    drawing = PRICE.drawing(PRICE.values())
    freezes = [trace for trace in drawing["data"] if trace["name"].startswith("freeze")]
    assert [trace["y"][1] for trace in freezes] == pytest.approx([40.29, 40.29], abs=0.01)
    assert [trace["y"][0] for trace in freezes] == pytest.approx([6.2146, 1.0], abs=1e-4)


@pytest.mark.parametrize(
    "changes", [{}, {"unit": "J"}, {"steps": 10}, {"schedule_1": "exponential", "gamma_1": 0.99997}]
)
def test_alpha_moves_no_axis(changes):
    axes = [PRICE.drawing(PRICE.values(alpha=alpha, **changes))["layout"] for alpha in (0.05, 0.5, 0.95)]
    assert len({(tuple(one["xaxis"]["range"]), tuple(one["yaxis"]["range"])) for one in axes}) == 1


def test_page_shows_the_price():
    test = open_page("energy", view="price")
    assert not test.exception
    assert test.query_params == {"view": "price"}
    assert not test.button(key="preset_What α buys").click().run().exception


# ---- sums by three accounts, in the picture ----


@pytest.mark.parametrize("account", ["step", "cumulative"])
@pytest.mark.parametrize("changes", [{}, {"schedule_1": "cosine", "minimum_1": 1e-6}, {"start": "barrier_free"}])
def test_three_accounts_in_their_order(account, changes):
    rows = DISSIPATION.table(DISSIPATION.values(account=account, **changes))
    rows = rows[rows["series"].str.startswith("schedule")]
    assert (rows["drive_kT"] <= rows["dissipation_kT"]).all()
    assert (rows["dissipation_kT"] <= rows["every_crossing_kT"] * (1 + 1e-12)).all()


def test_freeze_is_paid_once_at_the_end():
    rows = DISSIPATION.table(DISSIPATION.values())
    rows = rows[rows["series"] == "constant barrier, 1 kT"]
    assert (rows["freeze_kT"].iloc[:-1] == 0).all()
    assert rows["freeze_kT"].iloc[-1] == pytest.approx(39.29, abs=0.005)
    np.testing.assert_allclose(rows["dissipation_kT"], rows["n"] + rows["drive_kT"] + rows["freeze_kT"], rtol=1e-12)


@pytest.mark.parametrize("changes", [{}, {"steps": 1e12}, {"steps": 10}, {"schedule_1": "exponential"}])
def test_sums_stand_in_the_picture(changes):
    drawing = DISSIPATION.drawing(DISSIPATION.values(**changes))
    low, high = drawing["layout"]["yaxis"]["range"]
    heights = sorted(label["y"] for label in drawing["layout"]["annotations"])
    assert low <= heights[0]
    assert heights[-1] <= high


def test_every_crossing_needs_no_larger_axis_than_is_of_use():
    layout = DISSIPATION.drawing(DISSIPATION.values(schedule_1="exponential"))["layout"]
    assert layout["yaxis"]["range"][1] < 25
