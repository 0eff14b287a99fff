"""The figures of energy: spectrum, dissipation, projection."""

import numpy as np
import pytest

import limcore
from dashboard.figures import FIGURES
from dashboard.figures.projection import both_counts
from dashboard.parameters import PARAMETERS, InvalidParameter, defaults

SPECTRUM, DISSIPATION = FIGURES["spectrum"], FIGURES["dissipation"]
PROJECTION, WALLS = FIGURES["projection"], FIGURES["projection-walls"]
KT = 25.852e-3 * limcore.ELEMENTARY_CHARGE


def values_of(figure, **changes):
    return defaults(figure.parameters) | changes


def caption(figure, **changes):
    return figure.drawing(values_of(figure, **changes))["layout"]["meta"]["caption"]


# ---- dissipation ----


def test_dissipation_is_that_of_the_trajectory():
    table = DISSIPATION.table(values_of(DISSIPATION)).groupby("series", sort=False).last()
    path = limcore.learning_trajectory(limcore.make_schedule("inverse_time", initial=1.0, tau=1.0), 1e6, alpha=0.5)
    expected = path["cumulative_dissipation"].iloc[-1]
    assert table.loc["schedule 1: ε = 1/n", "dissipation_kT"] == pytest.approx(expected, rel=1e-12)


def test_memories_that_do_not_follow_pay_the_same_each_time():
    table = DISSIPATION.table(values_of(DISSIPATION, unit="J")).groupby("series", sort=False).last()
    spent = table["dissipation_J"]
    assert spent["RRAM, 13 fJ a write (the paper)"] == pytest.approx(1e6 * 13e-15)
    assert spent["Fowler-Nordheim memory, 5 fJ"] == pytest.approx(1e6 * 5e-15)
    assert spent["static memory, 10⁶ kT"] == pytest.approx(1e12 * KT)
    assert spent["Landauer, kT ln 2"] == pytest.approx(1e6 * KT * np.log(2))


def test_parts_of_each_update_add_up():
    table = DISSIPATION.table(values_of(DISSIPATION, account="step")).dropna()
    np.testing.assert_allclose(table["barrier_kT"] + table["drive_kT"], table["dissipation_kT"], rtol=1e-14)
    assert (table["barrier_kT"] >= 0).all()


def test_dissipation_says_the_factor_saved():
    said = caption(DISSIPATION)
    assert "5.715 × 10⁶ kT" in said
    assert "1.75 × 10⁵ times less than a static memory" in said


# ---- spectrum ----


def test_spectrum_shows_cited_rows_and_the_computed_one():
    table = SPECTRUM.table(values_of(SPECTRUM, rows="all"))
    cited, computed = table[table["address"].notna()], table[table["address"].isna()]
    assert set(cited["series"]) == set(limcore.hardware_table()["name"])
    assert list(computed["basis"]) == ["computed"]
    assert computed["energy_high_J"].iloc[0] == pytest.approx(6.2146 * KT, rel=1e-4)


def test_spectrum_in_multiples_of_the_limit_moves_with_temperature():
    warm, cold = (SPECTRUM.table(values_of(SPECTRUM, kT=kT)).set_index("series") for kT in (25.852, 0.25852))
    multiples = [table.loc["DRAM", "multiple_of_kT_ln_2"] for table in (warm, cold)]
    assert multiples[1] == pytest.approx(100 * multiples[0])
    assert warm.loc["DRAM", "energy_J"] == cold.loc["DRAM", "energy_J"]


def test_energy_of_a_bit_leaves_out_what_has_no_bits():
    table = SPECTRUM.table(values_of(SPECTRUM, rows="all", per="bit")).set_index("series")
    assert table.loc["32-bit float multiply", "energy_J"] == pytest.approx(3.7e-12 / 32)
    assert "Intel Loihi" not in table.index


def test_filter_keeps_only_what_is_asked_for():
    table = SPECTRUM.table(values_of(SPECTRUM, categories=("biology",)))
    assert set(table["category"]) == {"biology"}


@pytest.mark.parametrize("axis", ["kind", "year"])
def test_own_point_is_in_the_picture(axis):
    values = values_of(SPECTRUM, own_point=("my <chip>", 2e-15), spectrum_axis=axis)
    drawing = SPECTRUM.drawing(values)
    texts = [text for trace in drawing["data"] for text in trace.get("text", [])]
    texts += [label["text"] for label in drawing["layout"]["annotations"]]
    assert any("my &lt;chip&gt;" in text for text in texts)


def test_marks_tell_operations_apart_and_open_their_sources():
    drawing = SPECTRUM.drawing(values_of(SPECTRUM, rows="all"))
    marks = [trace for trace in drawing["data"] if trace["mode"] == "markers" and "customdata" in trace]
    symbols = {symbol for trace in marks for symbol in trace["marker"]["symbol"]}
    assert len(symbols) == len(limcore.OPERATIONS)
    addresses = [address for trace in marks for address in trace["customdata"]]
    assert all(address.startswith("http") for address in addresses if address)
    assert sum(bool(address) for address in addresses) == len(limcore.hardware_table())


@pytest.mark.parametrize("text", ["chip", "chip: fast", ": 1e-15", "chip: 1e-30", "chip: 5", "x" * 41 + ": 1e-15"])
def test_bad_own_point_is_refused(text):
    with pytest.raises(InvalidParameter, match="own_point"):
        PARAMETERS["own_point"].parse(text)


@pytest.mark.parametrize("text", ["", "my chip: 2e-15", "a: b: 1e-12"])
def test_own_point_reads_what_it_writes(text):
    parameter = PARAMETERS["own_point"]
    assert parameter.format(parameter.parse(text)) == text


# ---- projection ----


def test_projection_is_limcores():
    table = PROJECTION.table(values_of(PROJECTION, count_updates="step"))
    here = table[table["parameters"] == 1e11].set_index("series")
    expected = limcore.project_training(
        1e11,
        tokens=2e12,
        steps=1e6,
        schedule=limcore.make_schedule("inverse_time", initial=1.0, tau=1.0),
        alpha=0.5,
        kT=float(limcore.convert_energy(25.852, "meV", "J")),
    ).set_index("substrate")
    for name, substrate in limcore.SUBSTRATES.items():
        for wall in ("computing", "memory", "updates", "consolidation"):
            assert here.loc[substrate.title, f"{wall}_J"] == pytest.approx(expected.loc[name, f"{wall}_J"], rel=1e-9)


def test_walls_add_up():
    table = PROJECTION.table(values_of(PROJECTION))
    walls = table[["computing_J", "memory_J", "updates_J", "consolidation_J"]].sum(axis=1)
    np.testing.assert_allclose(walls, table["energy_J"], rtol=1e-14)


def test_walls_stand_on_one_axis_each_with_its_energy():
    values = values_of(WALLS)
    table = WALLS.table(values)
    drawing = WALLS.drawing(values)
    assert drawing["layout"]["xaxis"]["type"] == "log"
    for bar, wall in zip(drawing["data"], ("computing", "memory", "updates", "consolidation"), strict=True):
        energy = table[table["wall"] == wall]["energy_J"].to_numpy()
        np.testing.assert_array_equal(bar["x"], np.where(energy > 0, energy, np.nan))
        assert [bool(text) for text in bar["text"]] == list(energy > 0)
    rows = np.concatenate([bar["y"] for bar in drawing["data"]])
    rows = rows[np.isfinite(rows)]
    assert len(set(rows)) == rows.size == (table["energy_J"] > 0).sum()  # no bar hides another


def test_memory_wall_is_the_highest_on_a_gpu_as_in_fig_1():
    table = WALLS.table(values_of(WALLS)).set_index(["series", "wall"])["energy_J"]["GPU and DRAM"]
    assert table.idxmax() == "memory"


def test_spans_of_real_trainings_go_from_one_count_to_the_other():
    counts = both_counts(values_of(PROJECTION))
    (spans,) = (one for one in PROJECTION.drawing(values_of(PROJECTION))["data"] if one["name"] == "between the counts")
    np.testing.assert_array_equal(spans["y"].reshape(-1, 3)[:, 0], counts["step"])
    np.testing.assert_array_equal(spans["y"].reshape(-1, 3)[:, 1], counts["operation"])


def test_arithmetic_can_be_left_out():
    table = PROJECTION.table(values_of(PROJECTION, count_computing="off"))
    assert (table["computing_J"] == 0).all()


def test_product_of_the_papers_factors():
    # 13 fJ for each of 10^23 operations: the paper has the factors, the product is ours.
    changes = {"model_parameters": 1e11, "tokens_per_parameter": 1e12 / 6 / 1e11, "bits": 1.0, "count_computing": "off"}
    table = PROJECTION.table(values_of(PROJECTION, **changes))
    here = table[table["parameters"] == 1e11].set_index("series")
    assert here.loc["RRAM, compute-in-memory", "energy_J"] == pytest.approx(1.3e9, rel=1e-9)


def test_real_runs_and_the_claim_are_in_the_picture_with_their_sources():
    drawing = PROJECTION.drawing(values_of(PROJECTION))
    cited = [trace for trace in drawing["data"] if "customdata" in trace]
    assert {trace["name"] for trace in cited} == {"real trainings", "published claim"}
    assert all(address.startswith("http") for trace in cited for address in trace["customdata"])


@pytest.mark.parametrize("figure", [PROJECTION, WALLS], ids=["projection", "walls"])
def test_no_schedule_is_said(figure):
    assert caption(figure, schedule_1="none") == "No schedule is chosen."
