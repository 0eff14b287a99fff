"""`sweep`: a figure's table over many values of its parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

import limcore
from dashboard.command.options import FigureName, pairs, set_option
from dashboard.export.provenance import LOCAL_APP
from dashboard.figures import Figure
from dashboard.sweep.parts import FORMATS, DamagedPartError, InUseError, PartFolder
from dashboard.sweep.plan import Sweep, swept_values
from dashboard.sweep.run import ClusterError, run_here, run_on_cluster

__all__ = ["sweep_command"]

_INTERRUPTED: Final = 130
_ATTEMPTS: Final = 3  # at parts that are damaged before they are joined


@click.command("sweep")
@click.argument("figure", metavar="NAME", type=FigureName())
@click.option(
    "--over",
    multiple=True,
    required=True,
    metavar="KEY=VALUES",
    help="first:last:count, first:last:count:log, or values with commas between; may be repeated.",
)
@set_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: NAME-sweep.FORMAT.")
@click.option("--scheduler", metavar="ADDRESS", help="Compute on the Dask cluster at tcp://host:port.")
@click.option("--restart", is_flag=True, help="Begin anew, and replace the file if it exists.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@click.option("--base", default=LOCAL_APP, show_default=True, help="Address of the app, to which links lead.")
def sweep_command(
    figure: Figure,
    over: tuple[str, ...],
    settings: tuple[str, ...],
    form: str,
    output: Path | None,
    scheduler: str | None,
    restart: bool,
    quiet: bool,
    base: str,
) -> None:
    """Write the table of a figure for every combination of some parameters' values into one file.

    \b
    performance-walls sweep barrier --over alpha=0.1:0.9:9 --over kT=10,25.85
    performance-walls sweep learning --over R_max=1e6:1e12:7:log --set steps=1e9 --format parquet
    performance-walls sweep dissipation --over schedule_1=inverse_time,cosine -o schedules.csv
    performance-walls sweep projection --over model_parameters=1e6:1e15:1000:log --scheduler tcp://10.0.0.5:8786

    The last parameter varies fastest; its values stand in a column swept_KEY. What has been computed is kept: the same
    command goes on where it was stopped. Combinations that do not go together are left out and counted.
    """
    specified = pairs("--over", over)
    values = {key: swept_values(figure, key, text) for key, text in specified.items()}
    fixed = pairs("--set", settings)
    if both := values.keys() & fixed.keys():
        raise click.UsageError(f"--over and --set both name {', '.join(sorted(both))}.")
    sweep = Sweep(figure.name, fixed, values)
    sweep.check()
    order = [list(pair) for pair in specified.items()]
    specification = {"figure": figure.name, "settings": fixed, "over": order, "limcore": limcore.__version__}
    target = output or Path(f"{figure.name}-sweep.{form}")
    folder = PartFolder(target, sweep, form, specification)
    try:
        with folder.locked():
            _prepare(folder, restart=restart)
            skipped, reason = _completed(folder, scheduler, base, quiet=quiet)
    except InUseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(target, err=True)
    if skipped:
        click.echo(f"{skipped} of {sweep.count} combinations are left out; the first: {reason}", err=True)


def _prepare(folder: PartFolder, *, restart: bool) -> None:
    if restart:
        folder.discard()
    if folder.is_another:
        remedy = "--restart discards that" if folder.is_ours else "choose another --output, or remove it"
        raise click.UsageError(f"{folder.folder} holds something else, such as another sweep: {remedy}.")
    if folder.target.exists() and not folder.folder.exists() and not restart:
        raise click.UsageError(f"{folder.target} exists: --restart replaces it.")
    if damaged := folder.open():
        click.echo(f"{damaged} of the parts that are there are damaged: they are computed again.", err=True)


def _completed(folder: PartFolder, scheduler: str | None, base: str, *, quiet: bool) -> tuple[int, str]:
    """Compute what is missing, and join all; give how many combinations are left out, and why."""
    for _ in range(_ATTEMPTS):
        _run(folder, scheduler, quiet=quiet)
        left_out = folder.skipped()
        try:
            folder.join(base)
        except DamagedPartError as error:
            click.echo(f"{error} It is computed again.", err=True)
        else:
            return left_out
    raise click.ClickException(f"What is written to {folder.folder} is damaged again and again: name another --output.")


def _run(folder: PartFolder, scheduler: str | None, *, quiet: bool) -> None:
    """Compute what is missing, under a progress bar."""
    from tqdm import tqdm

    added = run_on_cluster(folder, scheduler) if scheduler else run_here(folder)
    hidden = True if quiet else None  # None: hidden unless there is a terminal
    progress = tqdm(total=folder.sweep.count, initial=folder.done(), desc=folder.sweep.name, disable=hidden)
    try:
        with progress:
            for combinations in added:
                progress.update(combinations)
    except ClusterError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped: the same command goes on from here.", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
