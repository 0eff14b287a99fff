"""`run`: what memory physics says of training logs, as tables, figures and a page that tells it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import numpy as np

import limcore
from dashboard.brought import for_readers, told_of, whole_csv
from dashboard.command.options import pairs, set_option
from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.story import FIGURES_OF_A_RUN, run_story
from dashboard.export.tables import csv_rows
from dashboard.figures import FIGURES, Columns
from dashboard.figures.logged import Logged
from dashboard.figures.logged_energy import joules
from dashboard.figures.logged_outcome import readings_of, remarks_on
from dashboard.files import write_whole
from dashboard.parameters import PARAMETERS, InvalidParameter, Values, defaults
from dashboard.parameters.logged import run_table

__all__ = ["run_command"]

_KEYS: Final = tuple(dict.fromkeys(key for name in FIGURES_OF_A_RUN for key in FIGURES[name].parameters))
_MOST: Final = 1000
_SAY: Final = "give it as --rate, or its column as --column learning_rate=NAME."
_ENERGIES: Final = ("gradient_energy", "drive", "barrier_height")


@click.command("run")
@click.argument("logs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="LOG...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("runs"), show_default=True)
@set_option
@click.option(
    "--column", "columns", multiple=True, metavar="KIND=NAME", help="Where it is: step=iter, learning_rate=lr."
)
@click.option("--rate", type=float, help="The learning rate of a log that has none.")
@click.option("--run", "which", help="Which of the runs side by side in an export of Weights & Biases.")
@click.option("--format", "formats", multiple=True, default=("csv",), help=f"Of the figures: {', '.join(FORMATS)}.")
def run_command(
    logs: tuple[Path, ...],
    out: Path,
    settings: tuple[str, ...],
    columns: tuple[str, ...],
    rate: float | None,
    which: str | None,
    formats: tuple[str, ...],
) -> None:
    """Read training logs, or folders of them; write for each its table, its figures and a page that tells its story.

    \b
    performance-walls run trainer_state.json --out run/
    performance-walls run results.csv --set steps_per_epoch=500 --set optimizer=sgd
    performance-walls run nanogpt.log --rate 6e-4
    performance-walls run logs/ --out runs/ --format csv,pdf
    """
    values = _values(settings)
    wanted = tuple(form.strip() for given in formats for form in given.split(","))
    for form in wanted:
        if form not in FORMATS:
            raise click.UsageError(f"--format {form!r} is not allowed: it must be one of {', '.join(FORMATS)}.")
    given: dict[str, Any] = pairs("--column", columns) | ({} if rate is None else {"learning_rate": rate})
    rows: list[dict[str, Any]] = []
    for path in _files(logs):
        try:
            log = limcore.read_training_log(path, run=which, columns=given)
            if log.step.size < 2:
                raise limcore.LogError(f"{path.name} has one row with a learning rate: a run needs two.")
        except limcore.LogError as error:
            click.echo(f"{path}: {for_readers(str(error), _SAY)}", err=True)
            continue
        rows.append(_written(path, log, values, out, wanted))
        click.echo(f"{path}: {rows[-1]['story']}")
    if not rows:
        raise click.ClickException("No log could be read.")
    _write(out / "runs.csv", _table(rows))


def _values(settings: tuple[str, ...]) -> Values:
    values = defaults(_KEYS)
    for key, text in pairs("--set", settings).items():
        if key not in values or key in ("run_1", "run_2"):
            raise InvalidParameter("parameter", key, f"one of {', '.join(one for one in _KEYS if one[:4] != 'run_')}")
        values[key] = PARAMETERS[key].parse(text)
    return values


def _files(logs: tuple[Path, ...]) -> Iterator[Path]:
    """List the files, and those in folders, which are not followed further."""
    count = 0
    for path in logs:
        for one in sorted(path.iterdir()) if path.is_dir() else [path]:
            if one.is_file() and not one.name.startswith("."):
                count += 1
                if count > _MOST:
                    raise click.UsageError(f"There are more than {_MOST} files: give fewer.")
                yield one


def _written(
    path: Path, log: limcore.TrainingLog, values: Values, out: Path, formats: tuple[str, ...]
) -> dict[str, Any]:
    """Write all that is told of a log into a folder of its own, and give its row of the table."""
    table, kept = run_table(log)
    values = values | {"run_1": table}
    run = Logged(values, 1, table, log)
    folder = out / path.name
    story = run.story()
    _write(folder / "log.csv", whole_csv(log))
    _write(folder / "rows.csv", csv_rows(_told(run.path)))
    for name in FIGURES_OF_A_RUN:
        export = Export(FIGURES[name], {key: values[key] for key in FIGURES[name].parameters})
        for form in formats:
            _write(folder / f"{name}.{form}", FORMATS[form].write(export))
    page = run_story(values, story, told_of(log, path.name, kept), readings_of(run), remarks_on(run))
    _write(folder / "index.html", page)
    totals, found = run.totals(joules(values)), run.consolidation
    return {
        "log": path.name,
        "format": log.format,
        "steps": float(run.log.step[-1] + 1.0),
        "barrier_at_the_end_kT": found.last_barrier,
        "reached_at_n": found.reached_at if found.reached else math.nan,
        "freeze_kT": found.freeze,
        "time_s": totals.time_s,
        "floor_J": totals.floor,
        "dissipation_J": totals.dissipation,
        "landauer_J": totals.landauer,
        "story": story,
    }


def _told(path: Columns) -> Columns:
    """Give the columns of limcore with their units in their names."""
    units = dict.fromkeys(_ENERGIES, "kT") | {"update_rate": "per_s", "floor": "kT", "dissipation": "kT"}
    units |= {"cumulative_floor": "kT", "cumulative_dissipation": "kT"}
    return {f"{name}_{units[name]}" if name in units else name: column for name, column in path.items()}


def _table(rows: list[dict[str, Any]]) -> str:
    names = rows[0]
    return csv_rows(
        {
            name: np.asarray([row[name] for row in rows], dtype=object if isinstance(names[name], str) else float)
            for name in names
        }
    )


def _write(target: Path, content: str | bytes) -> None:
    write_whole(target, content.encode() if isinstance(content, str) else content)
