"""What users take away: the table behind a figure and the figure itself, each with its provenance."""

from __future__ import annotations

import html
import io
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import limcore
from dashboard import theme
from dashboard.figures import Figure, encode_arrays
from dashboard.figures.runs import in_use
from dashboard.parameters import PARAMETERS, Values, encode

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["csv_text", "figure_json", "html_page", "provenance", "view_link"]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def view_link(figure: Figure, values: Values, base: str) -> str:
    """Give the address that reopens this view; it leaves out what stands at its default."""
    query = encode(values) | ({"view": figure.view} if figure.view else {})
    return f"{base.rstrip('/')}/{figure.page}" + (f"?{urlencode(query, safe=',:;')}" if query else "")


def provenance(figure: Figure, values: Values, base: str) -> list[tuple[str, str]]:
    """List where a figure comes from: title, equation, source, parameters, version, link."""
    used = {key: values[key] for key in in_use(values)}
    parameters = [(key, f"{text} {PARAMETERS[key].unit}".rstrip()) for key, text in encode(used, complete=True).items()]
    return [
        ("title", figure.title),
        ("equation", figure.equation),
        ("source", figure.source),
        *parameters,
        ("limcore", limcore.__version__),
        ("link", view_link(figure, values, base)),
    ]


def csv_text(figure: Figure, values: Values, base: str) -> str:
    """Write the table behind a figure, under comment lines that say where it comes from."""
    out = io.StringIO()
    for key, text in provenance(figure, values, base):
        out.write(f"# {key}: {text}\n")
    _without_formulas(figure.table(values)).to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()


def _without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    escaped = table.copy()
    for name in escaped.columns:
        if escaped[name].dtype.kind not in "biuf":
            escaped[name] = [_escape(cell) if isinstance(cell, str) else cell for cell in escaped[name]]
    return escaped


def _escape(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def figure_json(figure: Figure, values: Values, mode: str) -> str:
    """Write a figure as Plotly JSON with its template, in the light or the dark theme."""
    drawing = encode_arrays(figure.drawing(values))
    drawing["layout"]["template"] = theme.template()
    return json.dumps(theme.resolve(drawing, mode), ensure_ascii=False, separators=(",", ":"))


_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 2rem auto; padding: 0 1rem; max-width: 72rem; color: {text}; background: {ground};
  font: 1rem/1.5 "Source Sans 3", "Helvetica Neue", Arial, sans-serif; }}
h1 {{ font-size: 1.5rem; margin: 0 0 .25rem; }}
.figure {{ height: min(72vh, 40rem); }}
code {{ overflow-wrap: anywhere; }}
a {{ color: {link}; }}
table {{ border-collapse: collapse; font-size: .9rem; }}
td, th {{ text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{caption}</p>
<div class="figure" role="group" aria-label="{title}" aria-describedby="description">{figure}</div>
<p id="description">{description}</p>
<details><summary>Equation, source and parameters</summary><table>{rows}</table></details>
</main>
</body>
</html>
"""


def html_page(figure: Figure, values: Values, base: str, mode: str) -> str:
    """Write a page that needs nothing else: the interactive figure, its words and its provenance."""
    frame = figure.table(values)
    drawn = figure.draw(frame, values, mode)
    plot = drawn.to_html(
        full_html=False,
        include_plotlyjs=True,
        default_height="100%",
        config={"responsive": True, "displaylogo": False, "modeBarButtonsToRemove": ["sendChartToCloud"]},
    )
    rows = "".join(
        f'<tr><th scope="row">{html.escape(key)}</th><td>{_cell(key, text)}</td></tr>'
        for key, text in provenance(figure, values, base)
    )
    colors = theme.COLORS[mode]
    return _PAGE.format(
        title=html.escape(figure.title),
        caption=html.escape(_caption(drawn)),
        figure=plot,
        description=html.escape(figure.describe(frame, values)),
        rows=rows,
        text=colors["@text"],
        ground=colors["@ground"],
        link=colors["@line-0"],
    )


def _caption(drawn: Any) -> str:
    return str(drawn.layout.meta["caption"])


def _cell(key: str, text: str) -> str:
    safe = html.escape(text)
    if key == "link":
        return f'<a href="{safe}">{safe}</a>'
    return f"<code>{safe}</code>" if key == "equation" else safe
