"""Logs as tables: CSV and TSV of Keras, Lightning, Ultralytics, Weights & Biases, TensorBoard, and one's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any, Final

from limcore.logs._rows import Asked, Rows, normal, number, picked, role
from limcore.logs._source import LogError, LogText

__all__ = ["header", "is_table", "read_table", "table_cells"]

_MOST_COLUMNS: Final = 10_000
_MARKS: Final = ("\t", ";", ",", "|")
_RANGE: Final = re.compile(r".*__(MIN|MAX)")
_OF_RUNS: Final = {
    "name",
    "run",
    "run_name",
    "id",
    "run_id",
    "state",
    "model",
    "experiment",
    "sweep",
    "tags",
    "runtime",
}
_PROSE: Final = re.compile(r"\d\.\d|\de[-+]\d|[=:{\[]\s*\d")


def header(text: LogText) -> tuple[list[str], str | None, int] | None:
    """Find the names above columns, what stands between them (None: blanks), and their line; None if there are none."""
    comment: tuple[str, int] | None = None
    for place, line in enumerate(text.head.split("\n")[:200]):
        plain = line.strip()
        if not plain:
            continue
        if plain.startswith("#"):
            comment = plain.lstrip("# "), place
            continue
        mark = _mark(plain)
        names = _split(plain, mark)
        if len(names) > _MOST_COLUMNS:
            raise LogError(f"{text.name} has {len(names)} columns: it is no log of a training run.")
        if comment and len(names) > 1 and all(number(name) is not None for name in names):
            above = _split(comment[0], mark)
            if len(above) == len(names):
                return above, mark, comment[1]
        return names, mark, place
    return None


def is_table(text: LogText) -> bool:
    """Tell whether the first line has names of columns."""
    found = header(text)
    if found is None or len(found[0]) < 2:
        return False
    names, mark, _ = found
    if any(_PROSE.search(name) for name in names):
        return bool(mark) and all(number(name) is not None for name in names)
    known = [name for name in names if role(_metric(name)) or normal(name) in _OF_RUNS]
    return len(known) >= (1 if mark else 2) or (mark is not None and {normal(name) for name in names} >= {"wall_time"})


def read_table(text: LogText, asked: Asked) -> Rows:
    """Read a table that has a row for a step or an epoch."""
    found = header(text)
    assert found is not None
    names, mark, first = found
    plain = {normal(name) for name in names}
    if {"energy_consumed", "duration"} <= plain:
        raise LogError(
            f"{text.name} is CodeCarbon's account of energy, a row a run, and no log of steps: read it with "
            "read_measured_energy."
        )
    rows = Rows("CSV" if mark in (",", ";") else "table")
    bare = all(number(name) is not None for name in names)
    if bare and not asked.columns:
        raise LogError(
            f"{text.name} has numbers but no names above them: say which column is which, counted from 0, as "
            'columns={"step": 0, "learning_rate": 1}.'
        )
    if plain == {"wall_time", "step", "value"} and "Value" not in asked.columns.values():
        raise LogError(
            f"{text.name} is one scalar saved from TensorBoard, without its name: say what it is, as "
            'columns={"learning_rate": "Value"}.'
        )
    where = _places(text.name, names, asked, rows)
    if not {"step", "epoch"} & where.keys():
        _refuse_runs(text.name, names, plain)
        rows.notes.append("There is no column of steps: rows are counted.")
    _name_format(rows, names, plain)
    for line, cells in table_cells(text, mark, first if not bare else first - 1):
        if len(cells) <= 1 and len(names) > 1:
            continue
        if cells == names and not bare:  # a run that was started again into the same file
            continue
        step = [] if {"step", "epoch"} & where.keys() else [("step", len(rows.values) // 5)]
        rows.add(line, [(kind, cells[place] if place < len(cells) else None) for kind, place in where.items()] + step)
    return rows


def table_cells(text: LogText, mark: str | None, first: int) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row below the line of names, and its line, counted from 1."""
    lines = text.lines()
    for _ in range(first + 1):
        next(lines, None)
    wanted = (line for line in lines)
    if mark is None:
        yield from ((place, line.split()) for place, line in enumerate(wanted, first + 2) if _is_row(line))
        return
    reader = csv.reader((line if _is_row(line) else "" for line in wanted), delimiter=mark, skipinitialspace=True)
    try:
        for cells in reader:
            if cells:
                yield first + 1 + reader.line_num, cells
    except csv.Error as error:
        raise LogError(
            f"{text.name} cannot be read as a table in line {first + 1 + reader.line_num} ({error})."
        ) from None


def _is_row(line: str) -> bool:
    return bool(line) and not line.lstrip().startswith("#")


def _mark(line: str) -> str | None:
    counts = {mark: line.count(mark) for mark in _MARKS}
    best = max(_MARKS, key=lambda mark: counts[mark])
    return best if counts[best] else None


def _split(line: str, mark: str | None) -> list[str]:
    if mark is None:
        return line.split()
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=mark, skipinitialspace=True))]
    except csv.Error:
        return []


def _metric(name: str) -> str:
    return name.rsplit(" - ", 1)[-1]


def _places(file: str, names: list[str], asked: Asked, rows: Rows) -> dict[str, int]:
    """Find the column of each role; of several runs beside each other, those of the one that is asked for."""
    kept = [name for name in names if not _RANGE.fullmatch(name)]
    runs = list(dict.fromkeys(name.rsplit(" - ", 1)[0] for name in kept if " - " in name))
    if runs:
        rows.format = "Weights & Biases export"
        if asked.run is None and len(runs) > 1:
            listed = ", ".join(runs[:10]) + (f" and {len(runs) - 10} more" if len(runs) > 10 else "")
            raise LogError(f"{file} has {len(runs)} runs beside each other: choose one with run=… ({listed}).")
        if asked.run is not None and asked.run not in runs:
            raise LogError(f"{file} has no run {asked.run!r}: it has {', '.join(runs[:10])}.")
        own = asked.run or runs[0]
        kept = [name for name in kept if " - " not in name or name.rsplit(" - ", 1)[0] == own]
    found = picked(dict.fromkeys(map(_metric, kept)))
    full = {_metric(name): names.index(name) for name in reversed(kept)}
    where = {kind: full[name] for kind, name in found.items()}
    for kind, asked_for in asked.named().items():
        where[kind] = _asked_place(file, names, asked_for)
    return where


def _asked_place(file: str, names: list[str], asked_for: Any) -> int:
    if isinstance(asked_for, int) and 0 <= asked_for < len(names):
        return asked_for
    same = [place for place, name in enumerate(names) if asked_for in (name, _metric(name))]
    if not same:
        raise LogError(f"{file} has no column {asked_for!r}: it has {', '.join(names[:12])}.")
    return same[0]


def _refuse_runs(file: str, names: list[str], plain: set[str]) -> None:
    if plain & _OF_RUNS:
        listed = ", ".join(names[:6])
        raise LogError(f"{file} has a row for each run ({listed}, …), not for each step: bring the log of one run.")


def _name_format(rows: Rows, names: list[str], plain: set[str]) -> None:
    groups = [name for name in names if re.search(r"(^|/)(lr/?pg|lr)\d+$", name.strip())]
    if len(groups) > 1:
        rows.format = "Ultralytics results.csv"
        rows.notes.append(f"There are {len(groups)} groups of parameters with a rate each: this is {groups[0]}.")
    elif any(name.startswith("lr-") for name in names) or {"train_loss_step", "train_loss_epoch"} & plain:
        rows.format = "Lightning metrics.csv"
    elif "epoch" in plain and "loss" in plain and "step" not in plain:
        rows.format = "Keras CSVLogger"
