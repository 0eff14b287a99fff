"""A person's own training run: what she brings, what the page makes of it, how it travels, and the command for it."""

import gzip
import io
import time

import numpy as np
import pytest
from click.testing import CliRunner
from widgets import open_page

import limcore
from dashboard.brought import bring, whole_csv
from dashboard.command.main import cli
from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, InvalidParameter
from dashboard.parameters.logged import LONGEST, run_table
from dashboard.parameters.your_run import EXAMPLES, example
from dashboard.places import ASSETS

LOG = b"step,lr,loss,grad_norm\n0,0.001,3,4\n10,0.002,2,3\n20,0.001,1.5,2\n30,0.0001,1.4,2\n"

HOSTILE = {
    "nothing": b"",
    "blanks": b"  \n\n",
    "binary": bytes(range(256)) * 100,
    "packed": gzip.compress(b"0" * 10**7),
    "zip": b"PK\x03\x04" + b"\0" * 1000,
    "UTF-16": "step,lr\n0,nonsense\n".encode("utf-16"),
    "a million columns": b",".join([b"a"] * 10**6) + b"\n",
    "nested": b'{"log_history": ' + b"[" * 10**5,
    "deep": b"[" * 10**6,
    "one line": b"x" * 5 * 10**6,
    "too large": b"0" * 21 * 10**6,
    "a table of runs": b"run,accuracy\na,0.9\nb,0.8\n",
    "a page": b"<html><body>step 1 loss 2</body></html>",
    "numbers": b"1,2,3\n4,5,6\n",
    "huge steps": b"step,lr\n0,0.1\n1e308,0.1\n",
    "one row": b"step,lr\n0,0.1\n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_any_file_gets_a_sentence_soon(kind):
    begun = time.perf_counter()
    found = bring(HOSTILE[kind], "odd.bin", {})
    assert time.perf_counter() - begun < 10
    assert not found.table
    assert found.refused.endswith((".", ")"))
    assert "Traceback" not in found.refused
    assert len(found.refused) < 600


def test_what_was_read_and_cleaned_is_told():
    found = bring(LOG.replace(b"1.5", b"nan").replace(b"\n0,", b"\n5,", 1), "mine.csv", {})
    assert found.told == (
        "mine.csv was read as CSV: 4 rows over 26 steps.",
        "1 value, NaN or infinite, was left out.",
        "The first row is of step 5: it counts as 0 here.",
    )


def test_a_rate_may_be_typed_for_a_log_without():
    nano = b"iter 0: loss 4.0, time 1ms\niter 10: loss 3.0, time 1ms\niter 20: loss 2.5, time 1ms\n"
    assert "type it under" in bring(nano, "nano.log", {}).refused
    found = bring(nano, "nano.log", {"learning_rate": "6e-4"})
    assert found.log.learning_rate.tolist() == [6e-4] * 3


def test_measured_energy_is_told_apart_from_a_log():
    found = bring(b"project_name,duration,energy_consumed\nmine,5400,1.25\n", "emissions.csv", {})
    assert found.measured_kWh == 1.25
    assert "1.25 kWh" in found.told[0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_run_goes_into_a_link_and_comes_back(name):
    parameter = PARAMETERS["run_1"]
    text = parameter.format(example(name))
    assert len(text) <= LONGEST
    assert parameter.parse(text) == example(name)


def test_a_long_run_is_thinned_to_a_link_and_stays_near():
    step = np.arange(50_000.0)
    rate = limcore.make_schedule("cosine", initial=3e-4, total_steps=49_000, minimum=3e-5, warmup_steps=900)(step)
    norm = 0.5 + 3 * np.exp(-step / 4000) + 0.2 * np.random.default_rng(3).random(step.size)
    log = limcore.TrainingLog("made", step, rate, 1 + np.exp(-step / 9000), norm, False, (), "long run.csv")
    table, rows = run_table(log)
    assert rows < 400
    assert len(PARAMETERS["run_1"].format(table)) <= LONGEST
    whole, thin = (limcore.run_totals(one, parameters=1e6) for one in (log, table.log()))
    assert thin.floor == pytest.approx(whole.floor, rel=0.05)
    ends = [limcore.run_columns(one)["barrier_height"][-1] for one in (log, table.log())]
    assert ends[1] == pytest.approx(ends[0], abs=0.5)  # noise, which thinning averages, sets where the lowest is


@pytest.mark.parametrize("scatter", [0.3, 0.6, 1.0])
def test_sums_of_a_long_noisy_run_stay_near_when_it_is_thinned(scatter):
    steps = np.arange(20_000) * 10
    done = steps / steps[-1]
    norms = np.exp(scatter * np.random.default_rng(0).normal(size=steps.size)) / np.sqrt(1 + 20 * done)
    rates = 1e-4 * (1.1 + np.cos(np.pi * done))
    rows = zip(steps, rates, norms, strict=True)
    log = limcore.read_training_log(io.StringIO("step,lr,grad_norm\n" + "".join(f"{n},{r},{g}\n" for n, r, g in rows)))
    thinned = run_table(log)[0].log()

    def spent(reading):
        whole, few = (
            limcore.run_columns(each, reading=reading)["cumulative_dissipation"][-1] for each in (log, thinned)
        )
        return few / whole

    assert spent("population") == pytest.approx(1.0, abs=0.02)
    assert spent("net_hop") == pytest.approx(1.0, abs=0.02)
    assert 1 / 1.5 < spent("paper") < 1.5


def test_all_rows_are_a_file_that_opens_again():
    log = bring(LOG, "mine.csv", {}).log
    again = limcore.read_training_log(io.StringIO(whole_csv(log)))
    for name in ("step", "learning_rate", "loss", "gradient_norm"):
        np.testing.assert_array_equal(getattr(again, name), getattr(log, name))


@pytest.mark.parametrize(
    "text",
    ["x", "a;steps;", "a;steps;0:1", "a;steps;1:1,2:1", "a;steps;0:-1,1:1", "a;steps;0:0,1:0", "<b>;steps;0:1,1:1"],
)
def test_a_run_that_is_none_is_refused_in_a_sentence(text):
    with pytest.raises(InvalidParameter, match="it must be at most 4000 characters"):
        PARAMETERS["run_1"].parse(text)


def test_figures_say_what_the_run_means():
    values = FIGURES["run-barrier"].values(run_1="mine;steps;0:0.001:3:4,10:0.002:2:3,20:0.0001:1:2")
    drawing = FIGURES["run-barrier"].drawing(values)
    log = values["run_1"].log()
    last = limcore.run_columns(log, alpha=0.5, optimizer="adam")["barrier_height"][-1]
    assert f"to {last:.4g} kT" in drawing["layout"]["meta"]["caption"]
    assert "a final freeze of" in drawing["layout"]["meta"]["caption"]
    without = FIGURES["run-barrier"].values(run_1="mine;steps;0:0.001,10:0.002,20:0.0001")
    assert "ceiling of the barrier" in FIGURES["run-barrier"].drawing(without)["layout"]["meta"]["caption"]


def test_page_opens_on_an_example_and_takes_others():
    test = open_page("run")
    assert not test.exception
    assert not test.error
    assert test.query_params == {}
    test.button(key="example_results").click().run()
    assert not test.exception
    assert test.query_params["run_1"].startswith("results.csv;epochs;0:")
    assert any("steps of the optimiser" in one.value for one in test.caption)


def test_page_names_the_known_schedule_and_carries_it_on():
    test = open_page("run")
    test.button(key="find_schedule").click().run()
    assert not test.exception
    (said,) = [one.value for one in test.caption if "Of the known schedules" in one.value]
    assert "cosine\\_held(initial=2e-05, total\\_steps=1900.0, minimum=2e-06, warmup\\_steps=75.0" in said
    (carried,) = [one for one in test.get("page_link") if "Carry on" in one.proto.label]
    assert "schedule_1=cosine_held" in carried.proto.query_string
    assert "minimum_1=0.1" in carried.proto.query_string


def test_page_takes_a_pasted_log_and_keeps_it_in_the_address():
    test = open_page("run")
    test.text_area(key="pasted").set_value(LOG.decode()).run()
    assert not test.exception
    assert "was read as CSV\\: 4 rows" in test.success[0].value
    assert test.query_params["run_1"].startswith("pasted text;steps;0:0.001:3:4,")
    again = open_page("run", run_1=test.query_params["run_1"])
    assert not again.exception
    assert not again.warning


def test_page_says_in_a_sentence_what_is_no_log():
    test = open_page("run")
    test.text_area(key="pasted").set_value("[a](http://x) **nothing** of the kind").run()
    assert not test.exception
    assert "\\[a\\]" in test.error[0].value
    assert test.query_params == {}


def test_command_writes_tables_figures_and_a_page_for_a_folder(tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "mine.csv").write_bytes(LOG)
    (folder / "state.json").write_text((ASSETS / "logs" / "trainer_state.json").read_text("utf-8"), "utf-8")
    (folder / "photo.png").write_bytes(HOSTILE["binary"])
    said = CliRunner().invoke(cli, ["run", str(folder), "--out", str(tmp_path / "out"), "--format", "csv,json"])
    assert said.exit_code == 0, said.output
    assert "photo.png is binary" in said.output
    table = (tmp_path / "out" / "runs.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in table] == ["log", "mine.csv", "state.json"]
    page = (tmp_path / "out" / "mine.csv" / "index.html").read_text("utf-8")
    assert "What it comes to" in page
    assert "In 31 steps mine.csv takes the barrier from" in page
    exported = limcore.read_export(tmp_path / "out" / "mine.csv" / "run-crossing.json")
    assert exported.parameters["run_1"].startswith("mine.csv;steps;")


def test_command_says_what_is_missing(tmp_path):
    (tmp_path / "nano.log").write_text("iter 0: loss 4.0\niter 10: loss 3.0\n")
    said = CliRunner().invoke(cli, ["run", str(tmp_path / "nano.log"), "--out", str(tmp_path / "out")])
    assert said.exit_code == 1
    assert "give it as --rate" in said.output
    bad = CliRunner().invoke(cli, ["run", str(tmp_path), "--set", "alpha=7"])
    assert bad.exit_code == 2
