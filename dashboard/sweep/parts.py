"""The file of a sweep, and the parts it grows from: each is there as a whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.export.provenance import Provenance, provenance
from dashboard.export.tables import column_kinds, csv_header, csv_rows, parameter_entries
from dashboard.parameters import InvalidParameter
from dashboard.sweep.plan import Sweep

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "InUseError", "Part", "PartFolder", "compute_part"]

FORMATS: Final = ("csv", "parquet")
_ROWS: Final = 20_000  # of a part, or one table if that has more


@dataclass(frozen=True)
class Part:
    """Some combinations, computed: the bytes of their file, and how many of them have no table."""

    content: bytes
    skipped: int
    reason: str


def compute_part(sweep: Sweep, form: str, kinds: dict[str, str], start: int, stop: int) -> Part:
    """Compute the part of a sweep from one combination to before another."""
    import pandas as pd

    tables: list[pd.DataFrame] = []
    refusals: list[InvalidParameter] = []
    for table in sweep.tables(start, stop):
        if isinstance(table, InvalidParameter):
            refusals.append(table)
        else:
            tables.append(table)
    joined = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(kinds))
    content = csv_rows(joined, names=False).encode() if form == "csv" else _parquet(joined, kinds)
    return Part(content, len(refusals), str(refusals[0]) if refusals else "")


def _schema(kinds: dict[str, str], metadata: dict[str, str] | None = None) -> Any:
    import pyarrow

    types = {"number": pyarrow.float64(), "text": pyarrow.string(), "boolean": pyarrow.bool_()}
    return pyarrow.schema([(name, types[kind]) for name, kind in kinds.items()], metadata)


def _parquet(table: pd.DataFrame, kinds: dict[str, str]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_pandas(table, _schema(kinds), preserve_index=False), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


class InUseError(RuntimeError):
    """Another process writes the same sweep."""


class PartFolder:
    """The parts of a sweep beside its file: what is there already is not computed again.

    The specification is plain data that says what is swept; parts are taken for those of this sweep only if it is the
    same. Its entry "over" lists pairs of a parameter and its values, in the order in which they vary.
    """

    def __init__(self, target: Path, sweep: Sweep, form: str, specification: dict[str, Any]) -> None:
        first = sweep.first_table()
        self.target, self.sweep, self.form = target, sweep, form
        self.kinds = column_kinds(first)
        self.step = max(1, min(sweep.count, _ROWS // max(1, len(first))))
        self.folder = target.with_name(f"{target.name}.parts")
        self.specification = specification | {"format": form, "step": self.step}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out; raise InUseError where one is at work."""
        from filelock import FileLock, Timeout

        self.target.parent.mkdir(parents=True, exist_ok=True)
        path = self.target.with_name(f"{self.target.name}.lock")
        try:
            with FileLock(path, timeout=0):
                try:
                    yield
                finally:
                    path.unlink(missing_ok=True)
        except Timeout:
            raise InUseError(f"Another process is writing {self.target}.") from None

    @property
    def is_ours(self) -> bool:
        """Whether the folder says what it is for, so that it may be discarded."""
        return self._note.exists()

    @property
    def is_another(self) -> bool:
        """Whether the folder holds parts of another sweep, or is none of ours."""
        if not self.is_ours:
            return self.folder.exists() and any(self.folder.iterdir())
        try:
            return bool(json.loads(self._note.read_text("utf-8")) != self.specification)
        except ValueError:
            return True

    @property
    def _note(self) -> Path:
        return self.folder / "sweep.json"

    def open(self) -> None:
        """Make the folder, and note what it is for."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self._note, json.dumps(self.specification).encode())

    def discard(self) -> None:
        """Remove the parts, and last what they were for; a folder that is none of ours stays."""
        if self.is_ours:
            for path in self.folder.iterdir():
                if path != self._note:
                    path.unlink()
            self._note.unlink()
            self.folder.rmdir()

    def missing(self) -> Iterator[tuple[int, int]]:
        """Give the parts that are not there yet: from which combination to before which."""
        there = {path.name for path in self.folder.iterdir()}
        for start in range(0, self.sweep.count, self.step):
            if self._path(start).name not in there:
                yield start, min(start + self.step, self.sweep.count)

    def done(self) -> int:
        """Count the combinations that are there."""
        return self.sweep.count - sum(stop - start for start, stop in self.missing())

    def _path(self, start: int) -> Path:
        return self.folder / f"{start:012d}.{self.form}"

    def add(self, start: int, part: Part) -> None:
        """Put a part in its place."""
        if part.skipped:
            note = json.dumps({"skipped": part.skipped, "reason": part.reason})
            _write(self._path(start).with_suffix(".json"), note.encode())
        _write(self._path(start), part.content)

    def skipped(self) -> tuple[int, str]:
        """Count the combinations that have no table, and say why the first has none."""
        notes = [json.loads(path.read_text("utf-8")) for path in sorted(self.folder.glob("[0-9]*.json"))]
        return sum(note["skipped"] for note in notes), notes[0]["reason"] if notes else ""

    def join(self, base: str) -> None:
        """Join all parts into the file of the sweep, one at a time."""
        paths = [self._path(start) for start in range(0, self.sweep.count, self.step)]
        unfinished = self.folder / "joined"
        if self.form == "csv":
            self._join_csv(paths, unfinished, base)
        else:
            self._join_parquet(paths, unfinished, base)
        unfinished.replace(self.target)
        self.discard()

    def _join_csv(self, paths: list[Path], target: Path, base: str) -> None:
        last = {"swept": self._swept, "columns": ",".join(self.kinds.values())}
        with target.open("wb") as out:
            out.write(csv_header(self._origin(base), last).encode())
            out.write((",".join(self.kinds) + "\n").encode())
            for path in paths:
                with path.open("rb") as part:
                    shutil.copyfileobj(part, out)

    def _join_parquet(self, paths: list[Path], target: Path, base: str) -> None:
        from pyarrow import parquet

        origin = self._origin(base)
        about = {**origin.about, "swept": self._swept, "parameters": parameter_entries(origin)}
        schema = _schema(self.kinds, {"performance_walls": json.dumps(about, ensure_ascii=False)})
        with parquet.ParquetWriter(target, schema) as out:
            for path in paths:
                out.write_table(parquet.read_table(path).cast(schema))

    @property
    def _swept(self) -> str:
        return "; ".join(f"{key}={''.join(text.split())}" for key, text in self.specification["over"])

    def _origin(self, base: str) -> Provenance:
        return provenance(self.sweep.figure, self.sweep.values, base, self.sweep.kept)


def _write(path: Path, content: bytes) -> None:
    """Write a file that is whole whenever it is there."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
