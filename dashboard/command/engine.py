"""`engine`: the files that run Python in a browser."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["engine_command"]


@click.command("engine")
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder to take them from, instead of from their publishers.",
)
def engine_command(folder: Path, source: Path | None) -> None:
    """Get the files of Python for the browser into FOLDER, each checked against the hash of the one published.

    \b
    performance-walls engine engine/
    performance-walls engine engine/ --from /media/stick
    """
    from dashboard.engine.files import ARCHIVES, EngineError, fetch_engine

    try:
        fetch_engine(folder, source)
    except EngineError as error:
        raise click.ClickException(str(error)) from None
    size = sum((folder / archive.name).stat().st_size for archive in ARCHIVES) / 1e6
    click.echo(
        f"{len(ARCHIVES)} files, {size:.1f} MB, as published. performance-walls site DIR --engine {folder}", err=True
    )
