"""A figure as one page that needs nothing else: its controls move it, opened from a disk or a stick."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.export.export import Export
from dashboard.export.standalone import MOST_BYTES, default_controls, standalone_figure
from dashboard.export.style import page_style
from dashboard.plotly_script import plotly_script
from dashboard.scripts import linked
from dashboard.templates import markup

__all__ = ["facts_html", "html_page"]


def html_page(export: Export, mode: str = "auto", controls: Sequence[str] = ()) -> str:
    """Write the page, with sliders for the controls that are named, or for those that move this view most."""
    chosen = tuple(controls) or default_controls(export.figure, export.values)
    drawn = standalone_figure(export, chosen, most_bytes=MOST_BYTES, place="figure")
    page = markup(
        "export/html_page",
        mode=mode,
        title=export.figure.title,
        description=export.description,
        drawn=drawn,
        facts=facts_html(export),
        style=Markup(page_style(export.paper.font)),
        scripts=[Markup(plotly_script()), Markup(linked("live/standalone.js"))],
    )
    return str(page)


def facts_html(export: Export) -> Markup:
    """Write the equation, and where the figure comes from, folded away."""
    origin = export.provenance
    about = {key: text for key, text in origin.about.items() if key not in ("title", "equation")}
    parameters = {key: f"{text} {origin.units.get(key, '')}".rstrip() for key, text in origin.parameters.items()}
    return markup("export/facts", equation=origin.about["equation"], about=about | parameters)
