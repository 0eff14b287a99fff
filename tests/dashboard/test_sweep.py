"""Sweeps: exact, resumable, bounded in memory, and the same on a cluster that loses a worker."""

import json
import os
import signal
import socket
import subprocess
import sys
import tracemalloc
import types

import pandas as pd
import pyarrow.parquet
import pytest
from click.testing import CliRunner

import limcore
from dashboard.command.main import cli
from dashboard.figures import FIGURES
from dashboard.sweep import parts, run
from dashboard.sweep.parts import PartFolder, compute_part
from dashboard.sweep.plan import Sweep, swept_values
from dashboard.sweep.run import ClusterError, run_on_cluster

OVER = ["--over", "alpha=0.1:0.9:9", "--over", "kT=10,25.85", "--set", "unit=meV"]


def sweep(*arguments):
    return CliRunner().invoke(cli, ["sweep", *map(str, arguments)])


def expected():
    """Compute the same, one table after the other."""
    figure = FIGURES["barrier"]
    for tenth in range(1, 10):
        for thermal_energy in (10.0, 25.85):
            table = figure.table(figure.values(alpha=tenth / 10, kT=thermal_energy, unit="meV"))
            table.insert(0, "swept_alpha", tenth / 10)
            table.insert(1, "swept_kT", thermal_energy)
            yield table


def test_csv_holds_the_table_of_every_combination(tmp_path):
    done = sweep("barrier", *OVER, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 0, done.output
    export = limcore.read_export(tmp_path / "sweep.csv")
    pd.testing.assert_frame_equal(export.table, pd.concat(expected(), ignore_index=True), check_exact=True)
    assert export.about["swept"] == "alpha=0.1:0.9:9; kT=10,25.85"
    assert export.parameters["unit"] == "meV"
    assert not {"alpha", "kT"} & export.parameters.keys()
    assert list(tmp_path.iterdir()) == [tmp_path / "sweep.csv"]


def test_parquet_holds_the_same_and_says_where_it_comes_from(tmp_path):
    assert sweep("barrier", *OVER, "--format", "parquet", "-o", tmp_path / "sweep.parquet").exit_code == 0
    table = pd.read_parquet(tmp_path / "sweep.parquet")
    pd.testing.assert_frame_equal(table, pd.concat(expected(), ignore_index=True), check_exact=True)
    about = json.loads(pyarrow.parquet.read_schema(tmp_path / "sweep.parquet").metadata[b"performance_walls"])
    assert about["limcore"] == limcore.__version__
    assert about["parameters"]["R_max"] == {"value": "1000000000", "unit": "1/s"}


@pytest.mark.parametrize(
    ("key", "text", "values"),
    [
        ("alpha", "0.1:0.4:4", ("0.1", "0.2", "0.3", "0.4")),
        ("R_max", "1e6:1e8:3:log", ("1000000", "10000000", "100000000")),
        ("steps", "1:4:4", ("1", "2", "3", "4")),
        ("steps", "1:3:9", ("1", "2", "3")),
        ("unit", "kT, meV", ("kT", "meV")),
        ("kT", "10, 25.85", ("10", "25.85")),
    ],
)
def test_values_are_read_as_they_are_meant(key, text, values):
    assert swept_values(FIGURES["barrier"], key, text) == values


def test_sweep_goes_on_where_it_was_killed(tmp_path, monkeypatch):
    """The same file comes out, byte for byte; what was there is not computed again."""
    sweep("barrier", *OVER, "-o", tmp_path / "whole.csv")
    target = tmp_path / "killed.csv"
    arguments = ["sweep", "barrier", *OVER, "-o", str(target)]
    code = (
        "import os, signal\n"
        "from dashboard.sweep import parts\n"
        "parts._ROWS = 2000\n"
        "add = parts.PartFolder.add\n"
        "def add_and_die(self, start, part):\n"
        "    add(self, start, part)\n"
        "    if self.done() >= 8: os.kill(os.getpid(), signal.SIGKILL)\n"
        "parts.PartFolder.add = add_and_die\n"
        "from dashboard.command.main import cli\n"
        f"cli({arguments!r})\n"
    )
    died = subprocess.run([sys.executable, "-c", code], check=False)
    assert died.returncode == -signal.SIGKILL
    monkeypatch.setattr(parts, "_ROWS", 2000)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "killed.csv.parts").glob("0*.csv")}
    assert len(kept) >= 4
    computed = []
    monkeypatch.setattr("dashboard.sweep.run.compute_part", lambda *of: computed.append(of) or compute_part(*of))
    assert sweep("barrier", *OVER, "-o", target).exit_code == 0
    assert len(computed) == 9 - len(kept)
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_parts_of_a_sweep_in_another_order_are_not_taken(tmp_path):
    over = ["--over", "well_barrier=1:3:3", "--over", "well_drive=0:2:3"]
    arguments = ["sweep", "wells", *over, "-o", str(tmp_path / "sweep.csv")]
    code = (
        "import sys\n"
        "from dashboard.sweep import parts\n"
        "parts._ROWS = 200\n"
        "add = parts.PartFolder.add\n"
        "parts.PartFolder.add = lambda *of: sys.exit(9) if of[0].done() > 3 else add(*of)\n"
        "from dashboard.command.main import cli\n"
        f"cli({arguments!r})\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    swapped = sweep("wells", *over[2:], *over[:2], "-o", tmp_path / "sweep.csv")
    assert swapped.exit_code == 2
    assert "another sweep: --restart discards that" in " ".join(swapped.output.split())


def test_second_process_on_the_same_file_is_refused(tmp_path):
    target = tmp_path / "sweep.csv"
    folder = PartFolder(target, Sweep("wells", {}, {"well_drive": ("1", "2")}), "csv", {})
    with folder.locked():
        refused = sweep("wells", "--over", "well_drive=1,2", "-o", target)
    assert refused.exit_code == 1
    assert "Another process is writing" in refused.output
    assert sweep("wells", "--over", "well_drive=1,2", "-o", target).exit_code == 0
    assert list(tmp_path.iterdir()) == [target]


def test_memory_does_not_grow_with_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "_ROWS", 2000)

    def peak(count):
        tracemalloc.start()
        done = sweep("wells", "--over", f"well_barrier=1:9:{count}", "-o", tmp_path / f"{count}.csv")
        assert done.exit_code == 0, done.output
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what is imported on the way is not counted
    small, large = peak(20), peak(400)
    assert large < 2 * small


def test_choice_that_does_not_go_together_is_left_out(tmp_path):
    over = ["--over", "schedule_1=cosine,exponential", "--set", "minimum_1=0.5", "--set", "initial_1=0.1"]
    done = sweep("learning", *over, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 0
    assert set(limcore.read_export(tmp_path / "sweep.csv").table["swept_schedule_1"]) == {"exponential"}


def test_combinations_that_do_not_go_together_are_left_out_and_told(tmp_path):
    over = ["--over", "minimum_1=0.5,0,0.01", "--set", "schedule_1=cosine", "--set", "initial_1=0.1"]
    done = sweep("learning", *over, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 0
    assert "1 of 3 combinations are left out; the first: minimum_1 = '0.5' is not allowed" in done.output
    assert set(limcore.read_export(tmp_path / "sweep.csv").table["swept_minimum_1"]) == {0.0, 0.01}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["barrier", "--over", "alpha=0.1:2:3"], "alpha = '2' is not allowed"),
        (["barrier", "--over", "alpha=0.1:0.5"], "it must be first:last:count"),
        (["barrier", "--over", "alpha=0.1:0.5:1"], "with a count from 2"),
        (["barrier", "--over", "alpha=0.1:0.5:99999999"], "with a count from 2 to 1000000"),
        (["wells", "--over", "well_drive=0:1:5:log"], "both above 0"),
        (["barrier", "--over", "alpha=0.1,0.1"], "no two are the same"),
        (["barrier", "--over", "alhpa=0.1,0.2"], "it must be alpha"),
        (["barrier", "--over", "rates=0.1,0.2"], "set by --set"),
        (["barrier", "--over", "unit=kT,meV"], "other values have other columns"),
        (["learning", "--over", "time_axis=steps,seconds"], "other values have other columns"),
        (["barrier", "--over", "alpha=0.1,0.2", "--set", "alpha=0.3"], "both name alpha"),
        (
            ["learning", "--over", "minimum_1=0.5,0.6", "--set", "schedule_1=cosine", "--set", "initial_1=0.1"],
            "at most",
        ),
        (["barrier", "--over", "alpha=0.1,0.2", "--format", "xlsx"], "'xlsx' is not one of"),
        (["barrier"], "Missing option '--over'"),
        (["barrier", "--over", f"alpha=0.1:0.5:{'9' * 5000}"], "it must be first:last:count"),
        (
            ["wells", "--over", "well_barrier=1:9:9999", "--over", "well_drive=0:2:9999"],
            "'99,980,001 combinations' is not allowed: it must be at most 10,000,000 combinations",
        ),
    ],
)
def test_what_cannot_be_swept_is_refused_before_it_begins(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = sweep(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_overwritten_unasked(tmp_path):
    target = tmp_path / "sweep.csv"
    target.write_text("precious")
    refused = sweep("wells", "--over", "well_drive=1,2", "-o", target)
    assert refused.exit_code == 2
    assert "--restart replaces it" in refused.output
    assert target.read_text() == "precious"
    assert sweep("wells", "--over", "well_drive=1,2", "-o", target, "--restart").exit_code == 0
    folder = tmp_path / "other.csv.parts"
    folder.mkdir()
    (folder / "mine").write_text("precious")
    for restart in ([], ["--restart"]):
        refused = sweep("wells", "--over", "well_drive=1,2", "-o", tmp_path / "other.csv", *restart)
        assert refused.exit_code == 2
        assert "holds something else" in refused.output
    assert (folder / "mine").read_text() == "precious"


def test_folder_whose_note_is_broken_is_told_and_restarted(tmp_path):
    folder = tmp_path / "sweep.csv.parts"
    folder.mkdir()
    (folder / "sweep.json").write_text("")
    refused = sweep("wells", "--over", "well_drive=1,2", "-o", tmp_path / "sweep.csv")
    assert refused.exit_code == 2
    assert "holds something else" in refused.output
    assert sweep("wells", "--over", "well_drive=1,2", "-o", tmp_path / "sweep.csv", "--restart").exit_code == 0


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "ucx://127.0.0.1:1", "nonsense://here"])
def test_scheduler_that_is_not_there_is_told(tmp_path, address):
    done = sweep("wells", "--over", "well_drive=1,2", "--scheduler", address, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 1
    assert f"There is no Dask scheduler at '{address}'" in done.output


def test_what_listens_and_is_no_scheduler_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.sweep.run._TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        done = sweep("wells", "--over", "well_drive=1,2", "--scheduler", address, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 1
    assert "There is no Dask scheduler" in done.output


def test_worker_of_another_version_is_told():
    with pytest.raises(ClusterError, match="install the same performance-walls"):
        run._computed("0.0.1")


def test_dask_that_is_not_installed_is_told_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = sweep("wells", "--over", "well_drive=1,2", "--scheduler", "tcp://127.0.0.1:1", "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 1
    assert "pip install 'performance-walls[dask]'" in done.output


def test_cluster_that_loses_a_worker_loses_nothing(tmp_path, monkeypatch):
    from distributed import Client, LocalCluster

    # Tests of pages leave their script as the main module, which a worker would import.
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    monkeypatch.setattr(parts, "_ROWS", 5000)
    over = {"alpha": swept_values(FIGURES["barrier"], "alpha", "0.1:0.9:300")}
    plan = Sweep("barrier", {}, over)

    def folder(name):
        made = PartFolder(tmp_path / name, plan, "csv", {"over": [["alpha", "0.1:0.9:300"]]})
        made.open()
        return made

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster, set_as_default=False) as client:
            victim = next(iter(client.run(os.getpid).values()))
        swept = folder("cluster.csv")
        for place, _ in enumerate(run_on_cluster(swept, cluster.scheduler_address)):
            if place == 3:
                os.kill(victim, signal.SIGKILL)
    swept.join("http://localhost:8501")
    here = folder("here.csv")
    for start, stop in here.missing():
        here.add(start, compute_part(plan, "csv", here.kinds, start, stop))
    here.join("http://localhost:8501")
    assert (tmp_path / "cluster.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
