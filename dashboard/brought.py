"""What a person brings to the page of her own run: bytes of any kind, and what they are, or why they are nothing."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import limcore
from dashboard.parameters.logged import NO_RUN, RunTable, run_table
from dashboard.parameters.number_text import read_number

__all__ = ["MOST_MEGABYTES", "Brought", "bring", "for_readers", "told_of", "whole_csv"]

MOST_MEGABYTES: Final = 20
"""What is read on a page; more takes seconds, for which others would wait."""
_IN_PYTHON: Final = 'give it as columns={"learning_rate": …}, with the name of its column, a number, or a schedule.'
_HERE: Final = "type it under “say what is not found”, as a number or the name of its column."
_ROLES: Final = ("step", "epoch", "learning_rate", "loss", "gradient_norm")


@dataclass(frozen=True)
class Brought:
    """What a file holds: a run, or an energy that was measured, or neither, and what there is to say of it."""

    told: tuple[str, ...] = ()
    table: RunTable = NO_RUN
    log: limcore.TrainingLog | None = None
    whole: str = ""
    """All rows of the log as a file, where the table has fewer."""
    measured_kWh: float | None = None
    refused: str = ""


def bring(content: bytes, name: str, asked: Mapping[str, str]) -> Brought:
    """Read what was brought; `asked` says, as typed, which run and which columns, or a rate for a log without.

    Whatever it is, the answer comes soon and is a sentence.
    """
    if len(content) > MOST_MEGABYTES * 10**6:
        return Brought(refused=f"{name} is larger than {MOST_MEGABYTES} MB: performance-walls run reads it.")
    try:
        return _measured(content, name) or _run(content, name, asked)
    except (limcore.LogError, limcore.DomainError) as error:
        return Brought(refused=for_readers(str(error)))
    except Exception:
        return Brought(refused=f"{name} could not be read: it is no training log of a known kind.")


def _named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def _measured(content: bytes, name: str) -> Brought | None:
    """Read CodeCarbon's file, if it is one: the last of its runs."""
    if b"energy_consumed" not in content[:4096]:
        return None
    runs = limcore.read_measured_energy(_named(content, name))
    last = runs[-1]
    hours = float(limcore.convert_energy(last.energy_joules, "J", "kWh"))
    more = f" It has {len(runs):,} runs; this is the last." if len(runs) > 1 else ""
    return Brought((f"{name}: CodeCarbon measured {hours:.4g} kWh for {last.run}.{more}",), measured_kWh=hours)


def _run(content: bytes, name: str, asked: Mapping[str, str]) -> Brought:
    columns: dict[str, Any] = {role: asked[role].strip() for role in _ROLES if asked.get(role, "").strip()}
    if "learning_rate" in columns:
        columns["learning_rate"] = _rate(columns["learning_rate"])
    log = limcore.read_training_log(_named(content, name), run=asked.get("run", "").strip() or None, columns=columns)
    if log.step.size < 2:
        return Brought(refused=f"{name} has one row with a learning rate: a run needs two.")
    table, rows = run_table(log)
    return Brought(told_of(log, name, rows), table, log, whole_csv(log) if rows < log.step.size else "")


def told_of(log: limcore.TrainingLog, name: str, rows: int) -> tuple[str, ...]:
    """Say what was read and cleaned, and that so many rows are drawn."""
    what = "epochs" if log.per_epoch else "steps"
    told = [f"{name} was read as {log.format}: {log.step.size:,} rows over {log.step[-1] + 1:,.10g} {what}."]
    told += [for_readers(one) for one in log.warnings]
    if log.gradient_norm is None:
        told.append("There is no gradient norm in it: g² = 1, and the barrier is a ceiling.")
    if rows < log.step.size:
        told.append(
            f"{rows:,} of its {log.step.size:,} rows are drawn and go into the link: those at which the rate turns, "
            "and some between. Losses and squared norms are averaged over the rows they stand for."
        )
    return tuple(told)


def _rate(text: str) -> Any:
    """Take a learning rate as a number, or as the name of a column."""
    try:
        return float(read_number(text))
    except ValueError:
        return text


def for_readers(said: str, instead: str = _HERE) -> str:
    """Say to those who do not program what limcore says to those who do."""
    return said.replace(_IN_PYTHON, instead).replace(" (with_steps_per_epoch)", "")


def whole_csv(log: limcore.TrainingLog) -> str:
    """Write all rows of a log as a file that opens here again."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["epoch" if log.per_epoch else "step", "learning_rate", "loss", "grad_norm"])
    columns = [log.step, log.learning_rate, log.loss, log.gradient_norm]
    listed = [[""] * log.step.size if column is None else column.tolist() for column in columns]
    writer.writerows(
        [["" if value == "" or math.isnan(value) else value for value in row] for row in zip(*listed, strict=True)]
    )
    return out.getvalue()
