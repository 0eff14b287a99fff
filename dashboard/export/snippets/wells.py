"""Scripts for the two wells: the potential with its barriers and rates, and how a population settles."""

from __future__ import annotations

from dashboard.export.snippets.parts import arguments, call, frame, literal, quoted, variables
from dashboard.figures.occupation import MOMENTS
from dashboard.figures.wells import POINTS, WELL_KEYS
from dashboard.parameters import Values, defaults
from dashboard.wording import count, plural

__all__ = ["occupation", "wells"]


def wells(values: Values) -> list[str]:
    """Compute both barriers, both rates and the potential."""
    unit = values["unit"]
    named = arguments(values, "kT", "convention")
    potential = call("limcore.well_potential", ["x", "barrier", "drive", *named])
    table = {"series": '"potential"', "x": "x", f"energy_{unit}": potential}
    return [
        *_parameters(values),
        "",
        f"eased, raised = {call('limcore.directional_barriers', ['barrier', 'drive', *named])}",
        f"forward, backward = {_rates(values)}",
        f'print(f"E→ = {{eased:.6g}} {unit}, E← = {{raised:.6g}} {unit}")',
        'print(f"R→ = {forward:.6g} /s, R← = {backward:.6g} /s")',
        "",
        f"x = np.linspace(-1.6, 1.6, {POINTS})  # the wells lie at -1 and 1",
        f"table = {frame(table)}",
    ]


def occupation(values: Values) -> list[str]:
    """Compute the exact share in the lower well, its spread, a simulated population, and the net rate of hops."""
    values = defaults(WELL_KEYS) | values  # told in kT
    given = ["relaxation_times", "barrier", "drive", "elements=elements", "seed=seed"]
    named = arguments(values, "rate_max", "kT", "convention")
    return [
        *_parameters(values),
        f"elements = {int(values['elements'])}",
        f"seed = {int(values['seed'])}",
        "",
        f"relaxation_times = np.linspace(0.0, 6.0, {MOMENTS})",
        f"table = {call('limcore.population_trajectory', [*given, *named])}",
        f'table.insert(0, "series", {quoted(plural(count(values["elements"]), "element"))})',
    ]


def _parameters(values: Values) -> list[str]:
    thermal = " * kT" if values["unit"] != "kT" else ""
    return [
        *variables(values, "kT", "rate_max"),
        f"barrier = {literal(values['well_barrier'])}{thermal}  # {values['unit']}",
        f"drive = {literal(values['well_drive'])}{thermal}  # {values['unit']}",
    ]


def _rates(values: Values) -> str:
    return call("limcore.directional_rates", ["barrier", "drive", *arguments(values, "rate_max", "kT", "convention")])
