"""The command line: what it writes, and how it refuses."""

import os
import re
import subprocess
import sys
import urllib.request
import zipfile

import pytest
from click.testing import CliRunner

import limcore
from dashboard.command.main import cli
from dashboard.export import press
from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_list_names_every_figure():
    said = run("list").output
    assert all(name in said for name in FIGURES)


def test_list_of_a_figure_names_every_parameter_with_what_it_takes():
    said = run("list", "wells").output
    for key in FIGURES["wells"].parameters:
        assert f"{key} = " in said
        assert PARAMETERS[key].allowed in said


def test_export_writes_what_can_be_read_back(tmp_path):
    done = run("export", "learning", "barrier", "--set", "alpha=0.4", "--format", "csv,json", "-o", tmp_path)
    assert done.exit_code == 0, done.output
    for name in ("learning", "barrier"):
        for form in ("csv", "json"):
            export = limcore.read_export(tmp_path / f"{name}.{form}")
            assert export.parameters["alpha"] == "0.4"
            assert export.table.equals(FIGURES[name].table(FIGURES[name].values(alpha=0.4)))


def test_export_to_standard_output_is_the_file_alone():
    command = [sys.executable, "-m", "dashboard.command", "export", "wells", "-o", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("# title: ")
    assert done.stderr == ""


def test_reader_that_has_enough_is_no_error():
    command = f"{sys.executable} -m dashboard.command export barrier --format json -o - | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_all_figures_take_the_parameters_they_have(tmp_path):
    assert run("export", "all", "--set", "well_barrier=4", "-o", tmp_path).exit_code == 0
    assert limcore.read_export(tmp_path / "wells.csv").parameters["well_barrier"] == "4"
    assert {path.stem for path in tmp_path.iterdir()} == set(FIGURES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "barier"], "'barier' is no figure"),
        (["export", "barrier", "--set", "alpha=7"], "alpha = '7' is not allowed: it must be a number from 0.001"),
        (["export", "barrier", "--set", "alhpa=1"], "'alhpa' is not allowed: it must be alpha."),
        (["export", "barrier", "--set", "alpha"], "it must be KEY=VALUE"),
        (["export", "barrier", "--set", "alpha=0.1", "--set", "alpha=0.2"], "names 'alpha' twice"),
        (["export", "barrier", "--format", "exe"], "'exe' is not allowed"),
        (["export", "barrier", "--format", "svg", "--print", "huge"], "print = 'huge' is not allowed"),
        (["export", "barrier", "--format", "html", "--controls", "rates"], "controls = 'rates' is not allowed"),
        (["export", "barrier", "learning", "-o", "one.csv"], "name a folder"),
        (["export", "all", "--set", "alhpa=0.4"], "'alhpa' is a parameter of no figure"),
        (["export", "all", "--format", "html", "--controls", "alhpa"], "'alhpa' is a parameter of no figure"),
        (["export", "barrier", "wells", "--set", "alpha=0.4"], "'alpha' is not allowed"),
        (["export", "barrier", "--set", "self=1"], "'self' is not allowed"),
        (["export", "barrier", "--format", "html", "--theme", "grey"], "light or dark for a page"),
        (["export"], "Missing argument"),
        (["serve", "--port", "0"], "0 is not in the range"),
    ],
)
def test_bad_orders_are_refused_in_a_sentence(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert list(tmp_path.iterdir()) == []


def test_folder_may_have_a_dot_in_its_name(tmp_path):
    assert run("export", "wells", "-o", f"{tmp_path}/results.2024/").exit_code == 0
    assert (tmp_path / "results.2024" / "wells.csv").is_file()


def test_controls_of_all_figures_are_those_that_each_has(tmp_path, monkeypatch):
    few = {name: FIGURES[name] for name in ("wells", "barrier")}
    monkeypatch.setattr("dashboard.command.figures.FIGURES", few)
    assert run("export", "all", "--format", "html", "--controls", "well_drive", "-o", tmp_path).exit_code == 0
    assert '"key":"well_drive"' in (tmp_path / "wells.html").read_text("utf-8")


def test_pipe_that_takes_no_greek_gets_what_it_takes():
    command = [sys.executable, "-m", "dashboard.command", "list", "barrier"]
    narrow = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, capture_output=True, check=True, env=narrow)
    assert b"alpha = 0.5" in done.stdout


def test_picture_without_a_browser_is_refused_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    done = run("export", "barrier", "--format", "pdf", "-o", tmp_path)
    assert done.exit_code == 1
    assert "apt install chromium" in done.output


@pytest.fixture
def no_kaleido(monkeypatch):
    """As where the extra for pictures is not installed."""
    monkeypatch.setitem(sys.modules, "kaleido", None)
    press._missing.cache_clear()
    yield
    press._missing.cache_clear()


def test_picture_without_what_draws_it_is_refused_with_what_to_install(no_kaleido, tmp_path):
    done = run("export", "barrier", "--format", "png", "-o", tmp_path)
    assert done.exit_code == 1
    assert done.output == f"Error: {press.missing_browser()}\n"
    assert 'pip install "performance-walls[images]"' in done.output
    assert list(tmp_path.iterdir()) == []


def test_all_but_pictures_does_without_what_draws_them(no_kaleido, tmp_path):
    assert run("export", "wells", "--format", "html,csv,zip", "-o", tmp_path).exit_code == 0
    with zipfile.ZipFile(tmp_path / "wells.zip") as archive:
        assert "performance-walls[images]" in archive.read("wells/NO-PICTURES.txt").decode()


def test_bundle_holds_figures_and_says_what_is_missing(tmp_path, monkeypatch):
    # The two with the largest frames stand for all.
    largest = {name: FIGURES[name] for name in ("learning-surface", "occupation")}
    monkeypatch.setattr("dashboard.export.bundle.FIGURES", largest)
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    assert run("bundle", tmp_path / "walls.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "walls.zip") as archive:
        names = archive.namelist()
        pages = {figure: archive.read(f"{figure}/{figure}.html").decode() for figure in largest}
    for figure, page in pages.items():
        assert {f"{figure}/{figure}.csv", f"{figure}/NO-PICTURES.txt"} <= set(names)
        assert len(page.encode()) <= 6e6
        assert not re.search(r"<(script|link|img)[^>]*(src|href)=", page.split("<script>")[0])


def test_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    done = run("export", "wells", "-o", tmp_path / "file" / "folder")
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 1
    assert "Not a directory" in done.output


@pytest.mark.parametrize("command", [[], *([name] for name in cli.commands)], ids=lambda path: " ".join(path) or "all")
def test_help_shows_examples(command):
    said = run(*command, "--help")
    assert said.exit_code == 0
    assert "performance-walls" in said.output


def test_serve_starts_the_app_from_any_folder(app, tmp_path):
    other = type(app)()
    command = [sys.executable, "-m", "dashboard.command", "serve", "--no-browser", "--port", str(other.port)]
    other.start([*command, "--address", "127.0.0.1"], tmp_path)
    try:
        with urllib.request.urlopen(f"{other.url}/figures/wells.csv", timeout=10) as answer:
            assert answer.status == 200
    finally:
        other.stop()
