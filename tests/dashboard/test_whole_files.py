"""Files are whole or say they are not: on a full disk, when stopped, and when parts of a sweep are damaged."""

import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

import limcore
from dashboard.command.main import cli
from dashboard.files import folder_aside, write_whole, written_aside
from dashboard.sweep.parts import DamagedPartError, PartFolder, compute_part
from dashboard.sweep.plan import Sweep

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and devices of Linux")
SWEPT = ["sweep", "wells", "--over", "well_drive=0:2:6"]
FEW = "import dashboard.export.bundle as packing; packing.FIGURES = {'wells': packing.FIGURES['wells']}"


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def run_apart(before, *arguments):
    """Run a command in a process of its own, after some lines of code."""
    code = f"{before}\nfrom dashboard.command.main import cli\ncli({[str(one) for one in arguments]!r})"
    alone = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "BROWSER_PATH": "/nonexistent"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=alone)


def write_half(writing, stop, name=""):
    with writing as aside:
        (aside / name).write_text("half")
        raise stop


def test_file_keeps_what_it_was_when_writing_stops(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("before")
    target.chmod(0o640)
    for stop in (KeyboardInterrupt, OSError, SystemExit):
        with pytest.raises(stop):
            write_half(written_aside(target), stop)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_text() == "before"
    write_whole(target, b"after")
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_link_stays_a_link(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "table.csv")
    write_whole(tmp_path / "link.csv", b"content")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "table.csv").read_text() == "content"


def test_folder_takes_its_files_together_and_keeps_others(tmp_path):
    folder = tmp_path / "site"
    with pytest.raises(KeyboardInterrupt):
        write_half(folder_aside(folder), KeyboardInterrupt, "index.html")
    assert list(tmp_path.iterdir()) == []
    folder.mkdir()
    (folder / "mine").write_text("precious")
    with folder_aside(folder) as aside:
        (aside / "data").mkdir()
        (aside / "data" / "wells.csv").write_text("whole")
        assert not (folder / "data").exists()
    assert sorted(path.name for path in folder.rglob("*")) == ["data", "mine", "wells.csv"]


@linux
@pytest.mark.parametrize(
    "command",
    [
        ["export", "wells", "-o", "wells.csv"],
        ["export", "wells", "--format", "json", "-o", "pages/"],
        ["bundle", "walls.zip"],
        ["site", "public"],
        [*SWEPT, "-o", "sweep.csv"],
        [*SWEPT, "--format", "parquet", "-o", "sweep.parquet"],
    ],
    ids=" ".join,
)
def test_full_disk_is_told_and_nothing_half_made_is_left(command, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.getcwd())
    monkeypatch.chdir(tmp_path)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
    done = run_apart(f"{limit}\n{FEW}", *command)
    assert done.returncode == 1, done.stderr
    assert "Error: " in done.stderr
    assert "File too large" in done.stderr
    assert command[-1].strip("/").split(".")[0] in done.stderr.split("Error: ")[1]
    assert "Traceback" not in done.stderr
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left <= {"sweep.json"}  # of which parts of a sweep are


@linux
def test_device_is_written_to_as_it_stands(tmp_path):
    (tmp_path / "full.csv").symlink_to("/dev/full")
    done = run("export", "wells", "-o", tmp_path / "full.csv")
    assert done.exit_code == 1
    assert "full.csv: No space left on device" in done.output.replace("\n", "")
    assert (tmp_path / "full.csv").is_symlink()


def test_command_that_is_told_to_stop_leaves_nothing(tmp_path):
    dying = (
        "import os, signal, dashboard.export.bundle as packing\n"
        "def bundle_all(target, *of):\n"
        "    target.write_text('half')\n"
        "    yield os.kill(os.getpid(), signal.SIGTERM)\n"
        "packing.bundle_all = bundle_all\n"
    )
    done = run_apart(dying, "bundle", tmp_path / "walls.zip")
    assert done.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


@linux
def test_sweep_to_where_nothing_can_be_written_says_so():
    done = run(*SWEPT, "-o", "/sys/sweep.csv")
    assert done.exit_code == 1
    assert "/sys/sweep.csv" in done.output
    assert "Another process" not in done.output


@pytest.fixture
def swept(tmp_path, monkeypatch):
    """A sweep whose six parts are all there."""
    monkeypatch.setattr("dashboard.sweep.parts._ROWS", 1)
    run(*SWEPT, "-o", tmp_path / "whole.csv")
    folder = parts(tmp_path)
    folder.open()
    for start, stop in folder.missing():
        folder.add(start, compute_part(folder.sweep, "csv", folder.kinds, start, stop))
    return folder


def parts(folder):
    order = [["well_drive", "0:2:6"]]
    specification = {"figure": "wells", "settings": {}, "over": order, "limcore": limcore.__version__}
    values = {"well_drive": ("0", "0.4", "0.8", "1.2", "1.6", "2")}
    return PartFolder(folder / "sweep.csv", Sweep("wells", {}, values), "csv", specification)


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def turn_a_bit(path):
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)


DAMAGES = {"cut": cut, "a bit is turned": turn_a_bit, "empty": lambda path: path.write_bytes(b""), "gone": os.remove}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_damaged_part_is_computed_again(swept, tmp_path, damage, suffix):
    DAMAGES[damage](swept.folder / f"{3:012d}{suffix}")
    again = parts(tmp_path)
    again.open()
    assert list(again.missing()) == [(3, 4)]
    done = run(*SWEPT, "-o", tmp_path / "sweep.csv")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "sweep.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize("damage", DAMAGES)
def test_part_that_is_damaged_before_it_is_joined_is_told(swept, damage):
    DAMAGES[damage](swept.folder / f"{3:012d}.csv")
    with pytest.raises(DamagedPartError):
        swept.join("http://localhost:8501")
    assert not swept.target.exists()
    assert list(swept.missing()) == [(3, 4)]


def test_sweep_that_is_cut_is_told(swept, tmp_path):
    whole = (tmp_path / "whole.csv").read_text("utf-8")
    assert len(limcore.read_export(tmp_path / "whole.csv").table) == 6 * 121
    for lines in (20, 100, 300, 700):
        (tmp_path / "cut.csv").write_text("".join(whole.splitlines(keepends=True)[:lines]), "utf-8")
        with pytest.raises(limcore.ExportError):
            limcore.read_export(tmp_path / "cut.csv")
