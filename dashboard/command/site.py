"""`site`: all pages and lessons as static files."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.command.figures import BASE

__all__ = ["site_command"]


@click.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base", default=BASE, show_default=True, help="Address of the app, to which links lead.")
@click.option(
    "--engine",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the files of the engine (performance-walls engine FOLDER): pages then run Python by themselves.",
)
def site_command(folder: Path, base: str, engine: Path | None) -> None:
    """Write every page and lesson as static files to DIR: for a web host, or a stick and a class without a server.

    \b
    performance-walls site public/
    performance-walls site public/ --base https://walls.example.org
    performance-walls site public/ --engine engine/
    """
    from tqdm import tqdm

    from dashboard.engine.files import EngineError
    from dashboard.site.build import build_site

    try:
        written = list(tqdm(build_site(folder, base, engine), desc="Writing", unit=" files", disable=None))
    except EngineError as error:
        raise click.ClickException(str(error)) from None
    size = sum(path.stat().st_size for path in written) / 1e6
    click.echo(f"{len(written)} files, {size:.1f} MB. Open {folder / 'index.html'}.", err=True)
