"""The files of the engine: which they are, where they come from, and whether they are the right ones."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.files import write_whole

__all__ = ["ARCHIVES", "Archive", "EngineError", "engine_files", "fetch_engine", "licences"]

_TIMEOUT: Final = 60  # s without a byte
_MOST: Final = 64_000_000  # bytes of an archive


class EngineError(RuntimeError):
    """A file of the engine is missing, or is another one; the message says which, and what to do."""


@dataclass(frozen=True)
class Archive:
    """A file as its publisher has it."""

    name: str
    address: str
    sha256: str
    what: str


ARCHIVES: Final = (
    Archive(
        "pyodide-0.27.7.tgz",
        "https://registry.npmjs.org/pyodide/-/pyodide-0.27.7.tgz",
        "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343",
        "Python 3.12 for WebAssembly",
    ),
    Archive(
        "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl",
        "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl",
        "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08",
        "NumPy for it",
    ),
)
"""What a browser needs to run Python with NumPy; these, and no others."""

_TAKEN: Final = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

_LICENCES: Final = """What runs Python on these pages, and under which licences it may be handed on.

Pyodide {pyodide}, Mozilla Public License 2.0: https://github.com/pyodide/pyodide, whose source of this version is at
https://github.com/pyodide/pyodide/tree/{pyodide}. The licence: https://www.mozilla.org/MPL/2.0/.

CPython, in it, Python Software Foundation License 2: https://docs.python.org/3.12/license.html.

NumPy, BSD 3-Clause:

{numpy}
"""


def fetch_engine(folder: Path, source: Path | None = None) -> list[Path]:
    """Get the archives of the engine into a folder, from another folder or from their publishers; give those written.

    One that is there already stays. Raises EngineError for one that cannot be had, or is not what it should be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for archive in ARCHIVES:
        target = folder / archive.name
        if target.exists() and _is_right(archive, target.read_bytes()):
            continue
        content = _read(source / archive.name, archive) if source else _download(archive)
        _check(archive, content, str(source / archive.name) if source else archive.address)
        write_whole(target, content)
        written.append(target)
    return written


def engine_files(folder: Path) -> dict[str, bytes]:
    """Read from the archives in a folder what a browser needs, by name; raise EngineError if one is not right."""
    contents = {archive.name: _read(folder / archive.name, archive) for archive in ARCHIVES}
    for archive in ARCHIVES:
        _check(archive, contents[archive.name], str(folder / archive.name))
    python, numpy = ARCHIVES
    with tarfile.open(fileobj=io.BytesIO(contents[python.name])) as packed:
        taken = {name: _member(packed, f"package/{name}") for name in _TAKEN}
    return taken | {numpy.name: contents[numpy.name]}


def licences(files: Mapping[str, bytes]) -> str:
    """Say under which licences the files of the engine may be handed on."""
    numpy = ARCHIVES[1].name
    with zipfile.ZipFile(io.BytesIO(files[numpy])) as wheel:
        name = next(one for one in wheel.namelist() if one.endswith("dist-info/LICENSE.txt"))
        text = wheel.read(name).decode()
    version = json.loads(files["pyodide-lock.json"])["info"]["version"]
    return _LICENCES.format(pyodide=version, numpy=text)


def _member(packed: tarfile.TarFile, name: str) -> bytes:
    member = packed.extractfile(name)
    assert member is not None
    return member.read()


def _read(path: Path, archive: Archive) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise EngineError(
            f"{path} is missing ({archive.what}): 'performance-walls engine {path.parent}' gets it, "
            f"or take it from {archive.address}."
        ) from None


def _download(archive: Archive) -> bytes:
    request = urllib.request.Request(archive.address, headers={"User-Agent": "performance-walls"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            content: bytes = answer.read(_MOST)
            return content
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise EngineError(
            f"{archive.address} cannot be had ({getattr(error, 'reason', error)}): get {archive.name} elsewhere, "
            "and name its folder with --from."
        ) from None


def _is_right(archive: Archive, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == archive.sha256


def _check(archive: Archive, content: bytes, place: str) -> None:
    if not _is_right(archive, content):
        raise EngineError(
            f"{place} is not the file that was published ({archive.name}, SHA-256 {archive.sha256[:12]}…): get it anew "
            f"from {archive.address}."
        )
