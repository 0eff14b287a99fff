"""Whatever has become of an export, reading it gives the same table or one sentence, soon and in bounded memory."""

import copy
import json
import sys
import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest

import limcore
from dashboard.export.export import Export
from dashboard.export.tables import csv_rows, csv_text, figure_json
from dashboard.figures import FIGURES

BASE = "http://localhost:8501"
WELLS, BARRIER = FIGURES["wells"], FIGURES["barrier"]
NESTED = "[" * 100_000 + "]" * 100_000
PUT = (5, None, [], {}, "x", True, 1e999, 10**400, [[]], {"a": 1})


@pytest.fixture(scope="module")
def drawing():
    """A figure with a column of each kind, without what `read_export` does not look at."""
    made = json.loads(figure_json(Export(BARRIER, BARRIER.values(rates=(0.1,)), BASE)))
    return {"data": [], "layout": {"meta": made["layout"]["meta"]}}


def read(content, folder):
    target = folder / "export"
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return limcore.read_export(target)


def told(content, folder):
    """Read an export, or give what is said in its place."""
    try:
        return read(content, folder)
    except limcore.ExportError as error:
        return str(error)


def assert_same_or_told(content, table, folder):
    export = told(content, folder)
    if isinstance(export, str):
        assert export.startswith(f"{folder / 'export'} is ")
        assert export.endswith(".")
        assert "\n" not in export
        return
    pd.testing.assert_frame_equal(export.table, table, check_exact=True)
    assert isinstance(export.figure, str)
    texts = (export.parameters, export.units, export.about)
    assert all(isinstance(text, str) for said in texts for text in (*said, *said.values()))


def nodes(node, path=()):
    """Name every place of a structure; of a long list the ends."""
    yield path
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from nodes(inner, (*path, key))
    elif isinstance(node, list):
        for place in sorted({0, len(node) - 1} & set(range(len(node)))):
            yield from nodes(node[place], (*path, place))


def changed(node, path, put):
    if not path:
        return put
    made = copy.copy(node)
    made[path[0]] = changed(node[path[0]], path[1:], put)
    return made


def test_json_that_is_wrong_at_any_place_is_told(drawing, tmp_path):
    table = read(json.dumps(drawing), tmp_path).table
    for path in nodes(drawing):
        # Another cell of the same kind makes another table, which is as good as any.
        alike = (None, "x") if path[-2:-1] == ("series",) else (True,) if path[-2:-1] == ("feasible",) else ()
        for put in (put for put in PUT if put not in alike or type(put) is int):
            assert_same_or_told(json.dumps(changed(drawing, path, put)), table, tmp_path)
        deep = json.dumps(changed(drawing, path, "HERE")).replace('"HERE"', NESTED)
        assert_same_or_told(deep, table, tmp_path)


def test_json_that_says_something_twice_or_not_at_all_is_told(drawing, tmp_path):
    table = read(json.dumps(drawing), tmp_path).table
    for path in nodes(drawing):
        if not path or not isinstance(path[-1], str):
            continue
        marked = json.dumps(changed(drawing, path, "HERE"))
        once = f'{json.dumps(path[-1])}: "HERE"'
        for twice in ("1, ", '"x", '):
            assert_same_or_told(marked.replace(once, f"{json.dumps(path[-1])}: {twice}{once}"), table, tmp_path)
        assert_same_or_told(marked.replace(once, '"other": 1'), table, tmp_path)


def test_file_that_is_cut_anywhere_is_told(drawing, tmp_path):
    whole = csv_text(Export(WELLS, WELLS.values(), BASE)).encode()
    text = json.dumps(drawing).encode()
    header = whole.index(b"\nseries,") + 60
    for content in [whole[:end] for end in (*range(header), *range(header, len(whole), 53), len(whole) - 1)]:
        with pytest.raises(limcore.ExportError):
            read(content, tmp_path)
    for end in range(0, len(text), len(text) // 100):
        with pytest.raises(limcore.ExportError):
            read(text[:end], tmp_path)


def test_csv_with_any_line_changed_is_told(tmp_path):
    lines = csv_text(Export(BARRIER, BARRIER.values(rates=(0.1,), steps=10.0), BASE)).splitlines()
    table = read("\n".join(lines) + "\n", tmp_path).table
    begin = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    for place in (*range(begin + 2), len(lines) - 1):
        line = lines[place]
        # A comment that is left out, or says something else, leaves the table as it is.
        others = ["", line + ",", line.rpartition(",")[0], '"' + line, line + "\x00", "# columns: text", "=", "#"]
        others += [f"{line}\n{line}", "," * 5000, "9" * 5000, "\u2028", "# lines: 1e999"]
        for other in others:
            assert_same_or_told("\n".join([*lines[:place], other, *lines[place + 1 :], ""]), table, tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it does not say 'figure'"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "it is not text"),
        (bytes(range(256)) * 100, "it is not text"),
        (b"# figure: barrier\n# columns: number\nx\n1\xff\n", "it is not text"),
        (b"# figure: barrier\n# columns: number\nx\n1\x00\n", "it is not text"),
        ("# figure: barrier\n# columns: number\nx\n1\n".encode("utf-16"), "it is not text"),
        ("# figure: barrier\n# columns: number\nx\n1\n".encode("utf-16-le"), "it is not text"),
        (b"# figure: barrier\n# columns: number,number\nx,x\n1,2\n", "two columns have the same name"),
        (b"# figure: barrier\n# columns: number,number\nx,y\n1\n", "not every row has a cell for each column"),
        (b"# figure: barrier\n# columns: number,number\nx,y\n1,2,3\n", "not every row has a cell for each column"),
        (b"# figure: barrier\n# columns: number,number\nx,y\n1,2\n\n", "not every row has a cell for each column"),
        (b"# figure: barrier\n# columns: number,complex\nx,y\n1,2\n", "no column holds 'complex'"),
        (b"# figure: barrier\n# columns: boolean\nx\nmaybe\n", "a truth is neither True nor False"),
        (b'# figure: barrier\n# columns: text\nx\n"a\n', "its table cannot be read"),
        (b"# figure: barrier\n# columns: text\nx\n" + b"a" * 1_000_000 + b"\n", "its table cannot be read"),
        (b"# figure: barrier\n# figure: wells\n# columns: text\nx\na\n", "one thing twice"),
        (b"# a: b\n" * 5000 + b"# figure: barrier\n# columns: text\nx\na\n", "one thing twice"),
        (b"# figure: barrier\n# columns: text", "it does not say 'columns'"),
        (b"# figure: barrier\n# columns: text\n", "its end is missing"),
        (b'{"layout": {"meta": {"export": 5}}}', "it says nothing of where it comes from"),
        (b'{"layout":' * 100_000, "it says nothing of where it comes from"),
        (b"[" * 1_000_000, "it does not say 'figure'"),
        (b'{"layout": {"meta": {"export": {"figure": 5, "columns": {}}}}}', "have no name"),
        (b'{"layout": {"meta": {"export": {"figure": "a", "columns": {"x": [1]}}}}}', "neither texts nor truths"),
        (b'{"layout": {"meta": {"export": {"figure": "a", "columns": {"x": ["a"]}}}}}', "its parameters are none"),
    ],
)
def test_hostile_files_are_told(content, said, tmp_path):
    with pytest.raises(limcore.ExportError, match=said):
        read(content, tmp_path)


def test_million_columns_are_refused(tmp_path):
    names = ",".join(f"c{k}" for k in range(10**6))
    head = f"# figure: barrier\n# columns: {'number,' * (10**6 - 1)}number\n"
    for content in (head + f"{names}\n", head.replace("\n# columns", f"\n# x: {'a' * 10**7}\n# columns")):
        with pytest.raises(limcore.ExportError):
            read(content, tmp_path)
    columns = {name: [] for name in names.split(",")[:10_000]}
    export = {"figure": "barrier", "columns": columns, "parameters": {}}
    with pytest.raises(limcore.ExportError, match="10000 columns are more than the 1000"):
        read(json.dumps({"layout": {"meta": {"export": export}}}), tmp_path)


def test_what_is_no_file_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        limcore.read_export(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        limcore.read_export(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="devices of Linux")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null"])
def test_file_without_end_is_refused(device):
    with pytest.raises(limcore.ExportError):
        limcore.read_export(device)


def test_many_rows_are_read_in_memory_of_their_size(tmp_path):
    count = 100_000
    table = pd.DataFrame({"series": ["static", "a, b"] * (count // 2), "x": np.linspace(-1, 1, count)})
    table["y"] = table["x"] ** 3
    target = tmp_path / "many.csv"
    header = f"# figure: wells\n# lines: {count}\n# columns: text,number,number\n"
    target.write_text(header + csv_rows(table), "utf-8")
    tracemalloc.start()
    began = time.process_time()
    export = limcore.read_export(target)
    took = time.process_time() - began
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    pd.testing.assert_frame_equal(export.table, table, check_exact=True)
    assert most < 8 * target.stat().st_size
    assert took < 5  # s, under a tracer that makes it five times slower
