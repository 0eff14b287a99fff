"""`list` and `export`: what figures there are, and writing them to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from dashboard.command.options import FigureName, pairs, set_option
from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.paper import Paper
from dashboard.export.press import NoBrowserError, PictureError
from dashboard.export.provenance import LOCAL_APP
from dashboard.figures import FIGURES, Figure
from dashboard.files import write_whole, written_aside
from dashboard.parameters import PARAMETERS

__all__ = ["BASE", "bundle_command", "export_command", "list_command"]

BASE: Final = LOCAL_APP


@click.command("list")
@click.argument("figure", type=FigureName(), required=False)
def list_command(figure: Figure | None) -> None:
    """List the figures; with the NAME of one, its parameters.

    \b
    performance-walls list
    performance-walls list barrier
    """
    if figure is None:
        width = max(map(len, FIGURES))
        for name, one in FIGURES.items():
            click.echo(f"{name:<{width}}  {one.title}")
        return
    click.echo(f"{figure.title}\n{figure.source}\n")
    for key in figure.parameters:
        parameter = PARAMETERS[key]
        unit = f" {parameter.unit}" if parameter.unit else ""
        default = parameter.format(parameter.default) or "none"
        click.echo(f"{key} = {default}{unit}\n    {parameter.label}: {parameter.allowed}")


@click.command("export")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("csv",),
    metavar="FORMAT",
    help=f"One of {', '.join(FORMATS)}; may be repeated, or several with commas between. Default: csv.",
)
@set_option
@click.option("--print", "size", help="Size of pictures: screen, single, double, slide, poster or own.")
@click.option("--width", help="Width of an own size, in millimetres.")
@click.option("--height", help="Height of an own size, in millimetres.")
@click.option("--type", "body", help="Type of an own size, in points.")
@click.option("--theme", help="Colours: light, dark or grey.")
@click.option("--ground", help="Ground of pictures: opaque or transparent.")
@click.option("--font", help="Letters of pictures: sans or serif.")
@click.option("--controls", default="", help="Sliders of an HTML page: one or two parameters, alpha,kT.")
@click.option("--base", default=BASE, show_default=True, help="Address of the app, to which links lead.")
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True),
    help="A folder, a file, or - for standard output.",
)
def export_command(
    names: tuple[str, ...],
    formats: tuple[str, ...],
    settings: tuple[str, ...],
    size: str | None,
    width: str | None,
    height: str | None,
    body: str | None,
    theme: str | None,
    ground: str | None,
    font: str | None,
    controls: str,
    base: str,
    output: str | None,
) -> None:
    """Write figures, or the tables behind them, to files; NAME may be 'all'.

    \b
    performance-walls export barrier --set alpha=0.4
    performance-walls export barrier --format pdf --print single -o figure1.pdf
    performance-walls export barrier --format pdf,tex --width 120 --height 70 --type 9 --font serif
    performance-walls export learning --format svg,csv --set schedule_1=cosine -o figures/
    performance-walls export spectrum --format csv -o - | head
    performance-walls export all --format html -o pages/
    """
    figures = list(FIGURES.values()) if names == ("all",) else [FigureName()(name) for name in names]
    forms = [form for text in formats for form in text.split(",")]
    for form in forms:
        if form not in FORMATS:
            raise click.UsageError(f"--format {form!r} is not allowed: it must be one of {', '.join(FORMATS)}.")
    paper = {"print": size, "width": width, "height": height, "type": body}
    looks = {"theme": theme, "ground": ground, "font": font}
    query = {"controls": controls} | {key: text for key, text in (paper | looks).items() if text is not None}
    chosen = pairs("--set", settings)
    # Before anything is written, all is known to be right.
    exports = _exports_of_all(chosen, query, base) if names == ("all",) else _exports(figures, chosen, query, base)
    for export in exports:
        for form in forms:
            content = _content(export, form)
            _write(content, output, f"{export.figure.name}.{form}", single=len(exports) * len(forms) == 1)


@click.command("bundle")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--print", "size", default="screen", help="Size of pictures: screen, single, double, slide or poster.")
@click.option("--theme", default="light", help="Colours: light, dark or grey.")
@click.option("--base", default=BASE, show_default=True, help="Address of the app, to which links lead.")
def bundle_command(target: Path, size: str, theme: str, base: str) -> None:
    """Write one ZIP with all figures: tables, pictures, pages, scripts and citations.

    \b
    performance-walls bundle walls.zip
    performance-walls bundle walls.zip --print double --theme grey
    """
    from tqdm import tqdm

    from dashboard.export.bundle import bundle_all

    paper = Paper.read({"print": size, "theme": theme})
    with written_aside(target) as aside:
        for _ in tqdm(bundle_all(aside, base, paper), total=len(FIGURES), desc="Packing", disable=None):
            pass
    click.echo(target, err=True)


def _exports(figures: Iterable[Figure], chosen: dict[str, str], query: dict[str, str], base: str) -> list[Export]:
    return [Export.read(figure, figure.values(**chosen), base, query) for figure in figures]


def _exports_of_all(chosen: dict[str, str], query: dict[str, str], base: str) -> list[Export]:
    """Export all figures, each with those of the parameters and controls that it has; one that none has is refused."""
    controls = [key.strip() for key in query["controls"].split(",") if key.strip()]
    for key in (*chosen, *controls):
        if not any(key in figure.parameters for figure in FIGURES.values()):
            raise click.UsageError(f"{key!r} is a parameter of no figure: 'list NAME' shows those of one.")
    exports = []
    for figure in FIGURES.values():
        own = {key: text for key, text in chosen.items() if key in figure.parameters}
        moving = {"controls": ",".join(key for key in controls if key in figure.parameters)}
        exports += _exports([figure], own, query | moving, base)
    return exports


def _content(export: Export, form: str) -> bytes:
    try:
        content = FORMATS[form].write(export)
    except (NoBrowserError, PictureError) as error:
        raise click.ClickException(str(error)) from error
    return content if isinstance(content, bytes) else content.encode()


def _write(content: bytes, output: str | None, name: str, *, single: bool) -> None:
    """Write to a file of that name in a folder; to just this file if it is the only one; or to standard output."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    folder = Path(output or "")
    is_file = folder.suffix != "" and not folder.is_dir() and not str(output).endswith(("/", os.sep))
    if is_file and not single:
        raise click.UsageError(f"--output {output!r} is one file, but there are several to write: name a folder.")
    target = folder if is_file else folder / name
    write_whole(target, content)
    click.echo(target, err=True)
