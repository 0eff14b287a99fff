"""What runs come to, side by side, as a file: all digits, and where it comes from."""

import pytest

import limcore
from dashboard.catalogue import PAGES
from dashboard.figures.outcome import outcomes
from dashboard.views.side_by_side import outcome_csv

LEARNING = PAGES["learning"]


@pytest.fixture
def export(tmp_path):
    figure = LEARNING.figure("curves")
    values = figure.values(alpha=0.8, unit="meV", pin_1="alpha:0.5;R_max:1e6")
    file = tmp_path / "side-by-side.csv"
    file.write_text(outcome_csv(LEARNING, values, outcomes(values)), "utf-8")
    return limcore.read_export(file)


def test_table_has_all_digits_and_units_in_its_names(export):
    now, pinned = export.table.to_dict("records")
    assert now["series"] == "Now: ε = 1/n"
    assert pinned["series"] == "A: ε = 1/n"
    schedule = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    # As the page has it: the default temperature, 10⁹ updates a second at most.
    kT = float(export.parameters["kT"])
    last = limcore.learning_trajectory(schedule, 10**6, alpha=0.8, rate_max=1e9, kT=kT).iloc[-1]
    assert now["barrier_height_meV"] == pytest.approx(last["barrier_height"], rel=1e-12)
    assert now["dissipation_meV"] == pytest.approx(last["cumulative_dissipation"], rel=1e-9)
    assert pinned["alpha"] == 0.5
    assert pinned["time_s"] / now["time_s"] > 1


def test_header_says_where_it_comes_from(export):
    assert export.units["kT"] == "meV"
    assert export.parameters["alpha"] == "0.8"
    assert "alpha:0.5" in export.parameters["pin_1"]
