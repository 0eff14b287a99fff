"""Text from outside stays text: no cell of an export begins as a formula does, and no name becomes code."""

import ast
import csv
import io

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

import limcore
from dashboard.command.main import cli
from dashboard.export.export import Export
from dashboard.export.provenance import provenance, view_link
from dashboard.export.snippet import regenerate_script, snippet
from dashboard.export.tables import csv_header, csv_rows, csv_text
from dashboard.figures import FIGURES

BASE = "http://localhost:8501"
SPECTRUM = FIGURES["spectrum"]
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NASTY = 'x,=HYPERLINK("a");=1+1;"=2";\'=3, -1#'
_MARKS = st.sampled_from(list(",;\"'\\#:{}=+-@＝＋－＠ 1a"))
NAMES = st.text(_MARKS | st.characters(codec="utf-8"), min_size=1, max_size=40).filter(
    lambda name: name.isprintable() and name == name.strip()
)


def cells(text):
    """Every cell that a spreadsheet makes of a file, at whichever separator, with quotes and without."""
    for separator in ",;\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting):
                yield from row


def is_number(cell):
    try:
        return float(cell) is not None
    except ValueError:
        return False


def assert_no_formulas(text):
    begun = (cell for cell in cells(text) if cell.lstrip(' "').startswith(STARTS))
    assert [cell for cell in begun if not is_number(cell)] == []


def assert_read_back(text, name, folder):
    target = folder / "read.csv"
    target.write_bytes(text.encode())
    export = limcore.read_export(target)
    assert SPECTRUM.values(**export.parameters)["own_point"][0] == name
    assert name in set(export.table["series"])
    assert len(pd.read_csv(target, comment="#")) == len(export.table)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(name=NAMES)
@example(name='x,=HYPERLINK("http://a.b"),y')
@example(name="x;=1+1")
@example(name='a,";=1+1')
@example(name="x, '=1")
@example(name="a, b")
@example(name="#=1")
@example(name="''")
def test_name_is_text_in_every_cell_and_comes_back(name, tmp_path_factory):
    table = pd.DataFrame({"series": [name, "DRAM"], "energy_J": [1e-15, -1.0], "basis": [None, name]})
    origin = provenance(SPECTRUM, SPECTRUM.values(own_point=(name, 1e-15)), BASE)
    text = csv_header(origin, {"lines": "2", "columns": "text,number,text"}) + csv_rows(table)
    assert_no_formulas(text)
    assert_read_back(text, name, tmp_path_factory.mktemp("names"))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(name=NAMES)
@example(name='"\\')
@example(name='"; import os #')
@example(name="{name}")
def test_name_is_a_literal_in_every_script(name):
    """The script is that of a plain name but for the literal."""

    def constants(script):
        tree = ast.parse(script)
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        texts = [node.value for node in found]
        for node in found:
            node.value = ""
        return texts, ast.dump(tree)

    for write, meant in ((snippet, "{}"), (regenerate_script, "{}: 1e-15")):
        own, shape = constants(write(SPECTRUM, SPECTRUM.values(own_point=(name, 1e-15))))
        plain, plain_shape = constants(write(SPECTRUM, SPECTRUM.values(own_point=("chip", 1e-15))))
        assert shape == plain_shape
        assert own == [text.replace(meant.format("chip"), meant.format(name)) for text in plain]


def test_names_of_columns_are_text_too():
    table = pd.DataFrame({"=1+1": ["x\n=1"], "a;-b": [-1.0]})
    text = csv_rows(table)
    assert_no_formulas(text)
    assert text.splitlines()[0] == "'=1+1,a;'-b"


def test_address_of_the_app_is_no_formula_and_ends_no_line():
    for base in ("http://a,=1+1", "http://a\n=1+1", "http://a\x85\udcff"):
        header = csv_header(provenance(SPECTRUM, SPECTRUM.values(), base), {})
        assert_no_formulas(header)
        assert header.encode().count(b"\n") == len(header.splitlines())
        assert header.count("# link: ") == 1


def test_link_opens_the_very_name():
    from urllib.parse import parse_qs, urlsplit

    for name in (NASTY, "a,-b; c, +d"):
        link = view_link(SPECTRUM, SPECTRUM.values(own_point=(name, 1e-15)), BASE)
        assert_no_formulas(f"# link: {link}\n")
        assert parse_qs(urlsplit(link).query)["own_point"] == [f"{name}: 1e-15"]


@pytest.mark.parametrize("over", ["alpha=0.3,+0.5", "rows=main,all"])
def test_sweep_has_no_formulas(tmp_path, over):
    target = tmp_path / "sweep.csv"
    arguments = ["sweep", "spectrum", "--over", over, "--set", f"own_point={NASTY}: 1e-15", "-o", str(target)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert_no_formulas(target.read_text("utf-8"))
    assert_read_back(target.read_text("utf-8"), NASTY, tmp_path)


def test_table_that_a_script_makes_again_has_no_formulas(tmp_path, monkeypatch):
    values = SPECTRUM.values(own_point=(NASTY, 1e-15))
    text = csv_text(Export(SPECTRUM, values, BASE))
    assert_no_formulas(text)
    assert_read_back(text, NASTY, tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(regenerate_script(SPECTRUM, values), {})
    made = (tmp_path / "spectrum.csv").read_text("utf-8")
    assert_no_formulas(made)
    assert text.endswith(made)
