"""All there is to take away of a figure, in one ZIP."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dashboard.export.export import Export
from dashboard.export.html_page import html_page
from dashboard.export.images import PICTURES, image
from dashboard.export.paper import Paper
from dashboard.export.press import NoBrowserError
from dashboard.export.snippet import regenerate_script, snippet
from dashboard.export.tables import csv_text, figure_json, parameters_json
from dashboard.figures import FIGURES, Figure
from dashboard.references import citation

__all__ = ["bundle", "bundle_all"]

_DATE: Final = (1980, 1, 1, 0, 0, 0)  # of every file: a bundle does not differ by when it was made
_READABLE: Final = 0o644 << 16  # by all, where it is unpacked into a shared folder

_README: Final = """{title}
{underline}
{description}

- {name}.csv: the table that is drawn, with its parameters, units, equation and link in the header;
  limcore.read_export("{name}.csv") gives table and parameters
- {name}.json: the figure for Plotly, and the same table
- {name}.html: the figure to move in a browser, without a server
- {name}.svg, .png, .pdf: the figure for print
- parameters.json: what it was computed from
- regenerate.py: computes the table again, bit for bit
- explore.py: the same numbers with limcore alone, to go on from
- citation.bib: the theory and this software

Source: {source}
Reopen: {link}
"""


def bundle(export: Export) -> bytes:
    """Pack a figure in all formats, its table, its parameters, scripts that make them again, and its citation."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, export)
    return packed.getvalue()


def bundle_all(target: Path, base: str, paper: Paper) -> Iterator[Figure]:
    """Pack all figures at their defaults into one file, and name each that is in it."""
    with zipfile.ZipFile(target, "w") as archive:
        for figure in FIGURES.values():
            _add(archive, Export(figure, figure.values(), base, paper=paper))
            yield figure


def _add(archive: zipfile.ZipFile, export: Export) -> None:
    for name, content in _files(export).items():
        entry = zipfile.ZipInfo(f"{export.figure.name}/{name}", _DATE)
        entry.external_attr = _READABLE
        archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _files(export: Export) -> dict[str, str | bytes]:
    """Give what is in a bundle, by name; without a browser for pictures, a note says so in their place."""
    figure, name = export.figure, export.figure.name
    description = textwrap.fill(export.description, 100)
    about = export.provenance.about | {"underline": "=" * len(figure.title), "name": name}
    return {
        "README.txt": _README.format(**about, description=description),
        f"{name}.csv": csv_text(export),
        f"{name}.json": figure_json(export),
        f"{name}.html": html_page(export),
        **_pictures(export),
        "parameters.json": parameters_json(export),
        "regenerate.py": regenerate_script(figure, export.values),
        "explore.py": snippet(figure, export.values),
        "citation.bib": citation(),
    }


def _pictures(export: Export) -> dict[str, str | bytes]:
    try:
        return {f"{export.figure.name}.{form}": image(export, form) for form in PICTURES}
    except NoBrowserError as error:
        return {"NO-PICTURES.txt": f"SVG, PNG and PDF are missing.\n{error}\n"}
