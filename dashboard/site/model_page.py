"""What is modelled and what is not, in one document: assembled from what the pages say, and from what can be set."""

from __future__ import annotations

from typing import Final

from dashboard.catalogue import PAGES, place_of
from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, SCHEDULE_SLOT, SCHEDULE_SLOTS, Name, Parameter, Pin, defaults, slot
from dashboard.references import CITATIONS
from dashboard.site.parts import Page, page_path, symbols_of
from dashboard.templates import markup
from dashboard.words import barrier, limits, projection, theory
from dashboard.words import model as words
from dashboard.words.limits_sections import COMMON, LIMITS
from dashboard.words.theory_steps import STEPS

__all__ = ["documented", "model_page"]

_COPIES: Final = {slot(name, number) for number in SCHEDULE_SLOTS[1:] for name in SCHEDULE_SLOT}


def model_page() -> Page:
    """Write the page."""
    body = markup(
        "site/model_page",
        words=words,
        steps=[(step, symbols_of(step)) for step in STEPS],
        conventions=theory.CONVENTIONS,
        limits=[(limit, limit.reading(defaults((*COMMON, *limit.controls)))) for limit in LIMITS],
        slips=barrier.SLIPS,
        assumptions=projection.CHAPTERS["Assumptions"],
        figures=[(figure, page_path(place_of(figure.name)[0].name)) for figure in FIGURES.values()],
        parameters=[
            (PAGES[name].label, page_path(name), [(one, _allowed(one)) for one in told])
            for name, told in documented().items()
        ],
        citations=CITATIONS.values(),
    )
    return Page("model.html", words.TITLE, words.LEAD, body)


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


def _allowed(parameter: Parameter) -> str:
    """Say what a parameter may be, and with what it begins."""
    begins = parameter.format(parameter.default)
    allowed = f"{parameter.allowed}; {f'{begins} to begin with' if begins else 'nothing to begin with'}."
    return allowed[0].upper() + allowed[1:]
