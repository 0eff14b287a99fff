"""A person's own run as one page that tells its story: what was read, what it comes to, and its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dashboard.export.export import Export
from dashboard.export.standalone import MOST_BYTES, standalone_figure
from dashboard.export.style import page_style
from dashboard.figures import FIGURES
from dashboard.parameters import Values
from dashboard.plotly_script import plotly_script
from dashboard.scripts import linked
from dashboard.templates import markup
from dashboard.words import run as words

__all__ = ["FIGURES_OF_A_RUN", "run_story"]

FIGURES_OF_A_RUN: Final = ("run-crossing", "run-barrier", "run-energy", "run")


def run_story(
    values: Values, sentence: str, told: Sequence[str], readings: Mapping[str, str], remarks: Sequence[str]
) -> str:
    """Write the page: a sentence, what was read, what it comes to, and the figures."""
    figures = []
    for name in FIGURES_OF_A_RUN:
        figure = FIGURES[name]
        export = Export(figure, {key: values[key] for key in figure.parameters})
        drawn = standalone_figure(export, (), most_bytes=MOST_BYTES, place=name)
        figures.append({"title": figure.title, "description": export.description, "drawn": drawn})
    page = markup(
        "export/story",
        mode="auto",
        title=f"{values['run_1'].name or 'A training run'} on memories that follow it",
        description=sentence,
        told=told,
        readings=readings,
        remarks=remarks,
        figures=figures,
        caveats=words.CHAPTERS["Caveats"],
        style=Markup(page_style("sans")),
        scripts=[Markup(plotly_script()), Markup(linked("live/standalone.js"))],
    )
    return str(page)
