"""`site`: all pages and lessons as static files."""

from __future__ import annotations

from collections.abc import Iterator
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
@click.option("--single", metavar="NAME", help="Write one page alone, as a file that has all inside; needs --engine.")
@click.option(
    "--scorm", metavar="LESSON", help="Write one lesson alone, as a SCORM 1.2 package for a learning platform."
)
def site_command(folder: Path, base: str, engine: Path | None, single: str | None, scorm: str | None) -> None:
    """Write every page and lesson as static files to DIR: for a web host, or a stick and a class without a server.

    \b
    performance-walls site public/
    performance-walls site public/ --base https://walls.example.org
    performance-walls site public/ --engine engine/
    performance-walls site supplement/ --engine engine/ --single barrier
    performance-walls site moodle/ --scorm consolidation
    """
    from tqdm import tqdm

    from dashboard.engine.files import EngineError

    try:
        writing = _writing(folder, base, engine, single, scorm)
        written = list(tqdm(writing, desc="Writing", unit=" files", disable=None))
    except EngineError as error:
        raise click.ClickException(str(error)) from None
    size = sum(path.stat().st_size for path in written) / 1e6
    first = written[0] if len(written) == 1 else folder / "index.html"
    click.echo(f"{len(written)} files, {size:.1f} MB. Open {first}.", err=True)


def _writing(folder: Path, base: str, engine: Path | None, single: str | None, scorm: str | None) -> Iterator[Path]:
    """Write the site, or one page or one lesson of it."""
    from dashboard.lessons.library import lessons
    from dashboard.site.build import build_scorm, build_single, build_site
    from dashboard.site.figure_pages import FIGURE_PAGES

    if scorm is not None:
        if scorm not in lessons():
            raise click.UsageError(f"--scorm must be one of {', '.join(lessons())}; it is {scorm!r}.")
        return build_scorm(folder, scorm)
    if single is None:
        return build_site(folder, base, engine)
    if engine is None or single not in FIGURE_PAGES:
        raise click.UsageError(f"--single needs --engine, and one of {', '.join(FIGURE_PAGES)}; it is {single!r}.")
    return build_single(folder, base, engine, single)
