"""The files of the engine: got from a folder or refused in a sentence, and packed so that any page can load them."""

import base64
import gzip
import io
import re
import zipfile

import pytest
from click.testing import CliRunner

from dashboard.command.main import cli
from dashboard.engine.files import ARCHIVES, EngineError, engine_files
from dashboard.engine.pack import packed_engine, packed_python


def test_a_missing_file_is_named_and_how_to_get_it(tmp_path):
    done = CliRunner().invoke(cli, ["engine", str(tmp_path / "engine"), "--from", str(tmp_path)])
    assert done.exit_code == 1
    assert f"{tmp_path / ARCHIVES[0].name} is missing" in done.output
    assert ARCHIVES[0].address in done.output


def test_a_file_that_is_another_one_is_refused(tmp_path):
    for archive in ARCHIVES:
        (tmp_path / archive.name).write_bytes(b"something else")
    with pytest.raises(EngineError, match=re.escape(f"{ARCHIVES[0].name} is not the file that was published")):
        engine_files(tmp_path)
    done = CliRunner().invoke(cli, ["site", str(tmp_path / "site"), "--engine", str(tmp_path)])
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert not (tmp_path / "site").exists()


def test_scripts_bring_every_byte(monkeypatch):
    monkeypatch.setattr("dashboard.engine.pack.licences", lambda files: "as they are")
    files = {"some.wasm": bytes(range(256)) * 20_000, "some.whl": b"already packed" * 200_000}
    engine = packed_engine(files, "assets/engine")
    sources = [part["src"].removeprefix("assets/engine/").partition("?") for part in engine.contents["parts"]]
    assert [name for name, *_ in sources] == list(engine.scripts)
    assert len({told for *_, told in sources}) == len(sources)  # an address says which content it is
    assert max(map(len, engine.scripts.values())) < 1_500_000
    pieces = {}
    for script in engine.scripts.values():
        name, place, text = re.fullmatch(r'wallsPart\("(.+)", (\d+), "(.*)"\);\n', script).groups()
        pieces.setdefault(name, {})[int(place)] = text
    for file in engine.contents["files"]:
        text = "".join(pieces[file["name"]][place] for place in sorted(pieces[file["name"]]))
        content = base64.b64decode(text)
        if file["name"] in files:
            assert (gzip.decompress(content) if file["zipped"] else content) == files[file["name"]]


def test_the_python_of_the_pages_is_the_same_whenever_it_is_packed():
    content = packed_python()
    assert content == packed_python()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {"limcore/__init__.py", "dashboard/bridge.py", "streamlit/__init__.py", "yaml/__init__.py"} <= set(names)
    assert [name for name in names if "LICENSE" in name]
    assert [name for name in names if name.startswith(("dashboard/command/", "dashboard/site/"))] == []
