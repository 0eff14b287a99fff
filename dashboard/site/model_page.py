"""What is modelled and what is not, in one document: assembled from what the pages say, and from what can be set."""

from __future__ import annotations

import html
from typing import Final

from dashboard.catalogue import PAGES, place_of
from dashboard.export.markdown import equation_html, words_html
from dashboard.figures import FIGURES, Figure
from dashboard.parameters import PARAMETERS, SCHEDULE_SLOT, SCHEDULE_SLOTS, Name, Parameter, Pin, defaults, slot
from dashboard.references import CITATIONS
from dashboard.site.parts import Page, citation_html, page_path
from dashboard.words import barrier, limits, projection, theory
from dashboard.words import model as words
from dashboard.words.limits_sections import COMMON, LIMITS, Limit
from dashboard.words.theory_steps import STEPS, Step

__all__ = ["documented", "model_page"]

_COPIES: Final = {slot(name, number) for number in SCHEDULE_SLOTS[1:] for name in SCHEDULE_SLOT}


def model_page() -> Page:
    """Write the page."""
    steps = "\n".join(_step(number, step) for number, step in enumerate(STEPS, start=1))
    chapters = {
        "What is modelled": f"{words_html(words.STEPS)}\n{steps}",
        "Conventions": words_html(theory.CONVENTIONS),
        "What is simplified": "\n".join([words_html(words.LIMITS), *map(_limit, LIMITS)]),
        "What is left out": words_html(words.LEFT_OUT),
        "Where the printed equations slip": words_html(barrier.SLIPS),
        "What projections assume": words_html(projection.CHAPTERS["Assumptions"]),
        "What each figure draws": "\n".join([words_html(words.FIGURES), *map(_figure, FIGURES.values())]),
        "What can be set": f"{words_html(words.PARAMETERS)}\n{_parameters()}",
        "Sources": "\n".join(map(citation_html, CITATIONS.values())),
    }
    contents = "\n".join(f'<li><a href="#{_anchor(title)}">{title}</a></li>' for title in chapters)
    written = "\n".join(
        f'<section id="{_anchor(title)}">\n<h2>{title}</h2>\n{text}\n</section>' for title, text in chapters.items()
    )
    body = f"""{words_html(words.LEAD)}
<nav aria-label="Contents" class="contents"><ul>{contents}</ul></nav>
{written}
<div class="muted">{words_html(words.SOURCE)}</div>"""
    return Page("model.html", words.TITLE, words.LEAD, body)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _step(number: int, step: Step) -> str:
    """Write a step of the derivation: its equation, and the way to its words."""
    title = html.escape(step.title)
    symbols = "\n".join(f"- ${symbol}$: {meaning}" for symbol, meaning in step.symbols.items())
    return f"""<h3><a href="theory.html#step-{number}">{title}</a></h3>
{equation_html(step.equation)}
{words_html(symbols)}"""


def _limit(limit: Limit) -> str:
    reading = limit.reading(defaults((*COMMON, *limit.controls)))
    return f"""<h3><a href="limits.html#{limit.name}">{html.escape(limit.title)}</a></h3>
{words_html(limit.words)}
{words_html(f"*In numbers:* {reading}")}
<div class="muted">{words_html(limit.cited)}</div>"""


def _figure(figure: Figure) -> str:
    page, _ = place_of(figure.name)
    return f"""<h3><a href="{page_path(page.name)}#{figure.name}">{html.escape(figure.title)}</a></h3>
{equation_html(figure.equation)}
<p class="muted">{html.escape(figure.source)}</p>"""


def documented() -> dict[str, list[Parameter]]:
    """List the parameters by the page on which each comes first: not pins, names, nor copies for further schedules."""
    found: dict[str, list[Parameter]] = {}
    seen = set(_COPIES)
    of_limits = tuple(key for limit in LIMITS for key in limit.controls)
    for page in PAGES.values():
        keys = page.parameters + (of_limits if page.words is limits else ())
        new = [PARAMETERS[key] for key in keys if key not in seen]
        seen.update(keys)
        if told := [one for one in new if not isinstance(one, (Pin, Name))]:
            found[page.name] = told
    return found


def _parameters() -> str:
    return "\n".join(
        f'<h3><a href="{page_path(name)}">{PAGES[name].label}</a></h3>\n<dl>{"".join(map(_parameter, told))}</dl>'
        for name, told in documented().items()
    )


def _parameter(parameter: Parameter) -> str:
    """Write what a parameter is, what it may be, and with what it begins."""
    begins = parameter.format(parameter.default)
    allowed = html.escape(f"{parameter.allowed}; {f'{begins} to begin with' if begins else 'nothing to begin with'}.")
    about = words_html(parameter.help) if parameter.help else ""
    return f"""<dt><code>{parameter.key}</code> {html.escape(parameter.label)}</dt>
<dd><p>{allowed[0].upper()}{allowed[1:]}</p>{about}</dd>"""
