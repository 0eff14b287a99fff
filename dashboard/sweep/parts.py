"""The file of a sweep, and the parts it grows from: each is there as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.export.provenance import Provenance, provenance
from dashboard.export.tables import column_kinds, csv_header, csv_rows, parameter_entries
from dashboard.files import write_whole, written_aside
from dashboard.parameters import InvalidParameter
from dashboard.sweep.plan import Sweep
from limcore.cells import guarded

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "DamagedPartError", "InUseError", "Part", "PartFolder", "compute_part"]

FORMATS: Final = ("csv", "parquet")
_ROWS: Final = 20_000  # of a part, or one table if that has more


@dataclass(frozen=True)
class Part:
    """Some combinations, computed: the bytes of their file, its rows, and how many of them have no table."""

    content: bytes
    rows: int
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
    return Part(content, len(joined), len(refusals), str(refusals[0]) if refusals else "")


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


class DamagedPartError(RuntimeError):
    """A part is not what was written; it is missing from now on."""


@dataclass(frozen=True)
class _Note:
    """What tells of a part whether it is whole, and of the sweep how long it is."""

    size: int
    sha256: str
    rows: int
    skipped: int
    reason: str

    @classmethod
    def of(cls, part: Part) -> _Note:
        """Note a part."""
        digest = hashlib.sha256(part.content).hexdigest()
        return cls(len(part.content), digest, part.rows, part.skipped, part.reason)

    def tells(self, content: bytes) -> bool:
        """Whether this is the part."""
        return len(content) == self.size and hashlib.sha256(content).hexdigest() == self.sha256


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
        self._notes: dict[int, _Note] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out; raise InUseError where one is at work."""
        from filelock import FileLock, Timeout

        self.target.parent.mkdir(parents=True, exist_ok=True)
        path = self.target.with_name(f"{self.target.name}.lock")
        with path.open("ab"):  # what cannot be written is told as such: a lock takes it for held
            pass
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

    def open(self) -> int:
        """Make the folder, note what it is for, and look through its parts; tell how many are damaged, thus missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._note, json.dumps(self.specification).encode())
        damaged = 0
        for start in self._starts():
            try:
                self._notes[start] = _Note(**json.loads(self._note_of(start).read_text("utf-8")))
                self._content(start)
            except FileNotFoundError:
                continue
            except (DamagedPartError, TypeError, ValueError):
                damaged += 1
        return damaged

    def _starts(self) -> range:
        return range(0, self.sweep.count, self.step)

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
        for start in self._starts():
            if start not in self._notes:
                yield start, min(start + self.step, self.sweep.count)

    def done(self) -> int:
        """Count the combinations that are there."""
        return self.sweep.count - sum(stop - start for start, stop in self.missing())

    def _path(self, start: int) -> Path:
        return self.folder / f"{start:012d}.{self.form}"

    def _note_of(self, start: int) -> Path:
        return self._path(start).with_suffix(".json")

    def _content(self, start: int) -> bytes:
        path = self._path(start)
        content = path.read_bytes() if path.exists() else b""
        if not self._notes[start].tells(content):
            del self._notes[start]
            raise DamagedPartError(f"{path} is damaged.")
        return content

    def add(self, start: int, part: Part) -> None:
        """Put a part in its place, and then a note that tells whether it is whole."""
        note = _Note.of(part)
        write_whole(self._path(start), part.content)
        write_whole(self._note_of(start), json.dumps(asdict(note)).encode())
        self._notes[start] = note

    def skipped(self) -> tuple[int, str]:
        """Count the combinations that have no table, and say why the first has none."""
        notes = [self._notes[start] for start in sorted(self._notes) if self._notes[start].skipped]
        return sum(note.skipped for note in notes), notes[0].reason if notes else ""

    def join(self, base: str) -> None:
        """Join all parts into the file of the sweep, one at a time; raise DamagedPartError where one is not whole."""
        with written_aside(self.target) as aside:
            if self.form == "csv":
                self._join_csv(aside, base)
            else:
                self._join_parquet(aside, base)
        self.discard()

    def _join_csv(self, target: Path, base: str) -> None:
        rows = sum(note.rows for note in self._notes.values())
        last = {"swept": self._swept, "lines": str(rows), "columns": ",".join(self.kinds.values())}
        with target.open("wb") as out:
            out.write(csv_header(self._origin(base), last).encode())
            out.write((",".join(map(guarded, self.kinds)) + "\n").encode())
            for start in self._starts():
                out.write(self._content(start))

    def _join_parquet(self, target: Path, base: str) -> None:
        from pyarrow import BufferReader, parquet

        origin = self._origin(base)
        about = {**origin.about, "swept": self._swept, "parameters": parameter_entries(origin)}
        schema = _schema(self.kinds, {"performance_walls": json.dumps(about, ensure_ascii=False)})
        with parquet.ParquetWriter(target, schema) as out:
            for start in self._starts():
                out.write_table(parquet.read_table(BufferReader(self._content(start))).cast(schema))

    @property
    def _swept(self) -> str:
        return "; ".join(f"{key}={''.join(text.split())}" for key, text in self.specification["over"])

    def _origin(self, base: str) -> Provenance:
        return provenance(self.sweep.figure, self.sweep.values, base, self.sweep.kept)
