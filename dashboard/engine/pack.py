"""The Python that runs in a browser: our own, what it needs beside NumPy, and what stands in for what is not there."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import io
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

import limcore
from dashboard.engine.files import licences
from dashboard.places import ASSETS
from dashboard.scripts import linked

__all__ = ["PACKAGES", "Engine", "packed_engine", "packed_python", "style"]

PACKAGES: Final = (
    *("Jinja2", "MarkupSafe", "PyYAML", "latex2mathml", "markdown-it-py", "mdit-py-plugins", "mdurl"),
    *("python-frontmatter", "segno"),
)
"""What the pages use that is all Python, or does without what is not."""

_HERE: Final = Path(__file__).parent
_STAND_IN: Final = _HERE / "stand_in"
_KINDS: Final = frozenset({".py", ".css", ".js", ".jinja", ".csv", ".npz", ".txt", ".toml"})
_SERVER: Final = ("command", "installed", "site", "sweep")
"""Folders of the dashboard for which there is no use without a server."""
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_PART: Final = 1_400_000  # characters of a script: so much comes between two steps of the progress
_ZIPPED: Final = (".whl", ".zip")


def style(name: str) -> str:
    """Read a style sheet."""
    return (_HERE / name).read_text("utf-8")


def packed_python() -> bytes:
    """Pack all Python of the pages into one archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(_sources().items()):
            archive.writestr(zipfile.ZipInfo(name, _DATE), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _sources() -> dict[str, Path]:
    """List the files by their places in the archive; what stands in takes the place of what it stands for."""
    dashboard = _HERE.parent
    found = {f"limcore/{name}": path for name, path in _tree(Path(limcore.__file__).parent)}
    found |= {
        f"dashboard/{name}": path
        for name, path in _tree(dashboard)
        if not name.startswith(tuple(f"{one}/" for one in (*_SERVER, "engine/stand_in", "assets", "settings")))
    }
    for kind in ("lessons/*.md", "fonts/*", "logs/*"):
        found |= {f"dashboard/assets/{path.relative_to(ASSETS).as_posix()}": path for path in ASSETS.glob(kind)}
    for package in PACKAGES:
        found |= _package(package)
    return found | dict(_tree(_STAND_IN))


def _package(distribution: str) -> dict[str, Path]:
    """List the files of a package as it is installed: its code, what it says of itself, and its licence."""
    return {
        name: Path(str(file.locate()))
        for file in importlib.metadata.files(distribution) or ()
        if (name := file.as_posix()).endswith((".py", ".txt", "METADATA")) or "LICEN" in name.upper()
    }


def _tree(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.suffix in _KINDS and path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path


@dataclass(frozen=True)
class Engine:
    """All that the pages need to run Python, as scripts: a page may load those from wherever it lies."""

    contents: dict[str, Any]
    """Which files there are, in the scripts that bring their parts."""
    scripts: dict[str, str]
    """The scripts, by name."""
    licences: str

    @property
    def parts(self) -> dict[str, Markup]:
        """The scripts, by the addresses at which pages look for them."""
        sources = [part["src"] for part in self.contents["parts"]]
        return {source: Markup(script) for source, script in zip(sources, self.scripts.values(), strict=True)}

    @property
    def size(self) -> int:
        """Bytes of the scripts."""
        return sum(map(len, self.scripts.values()))


def packed_engine(files: Mapping[str, bytes], folder: str) -> Engine:
    """Pack the files of the engine, and our own, for pages that find them in a folder."""
    scripts: dict[str, str] = {}
    contents: dict[str, Any] = {"files": [], "parts": []}
    ours = {"worker.js": linked("engine/worker.js").encode(), "walls.zip": packed_python()}
    for name, content in (ours | dict(files)).items():
        zipped = not name.endswith(_ZIPPED)
        text = b64encode(gzip.compress(content, 9, mtime=0) if zipped else content).decode()
        contents["files"].append({"name": name, "zipped": zipped})
        for place, start in enumerate(range(0, len(text), _PART)):
            script = f'wallsPart("{name}", {place}, "{text[start : start + _PART]}");\n'
            source = f"{len(scripts):02}.js"
            scripts[source] = script
            told = hashlib.sha256(script.encode()).hexdigest()[:8]
            contents["parts"].append({"src": f"{folder}/{source}?{told}", "size": len(script)})
    return Engine(contents, scripts, licences(files))
