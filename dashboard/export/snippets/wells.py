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
    thermal = " * kT" if unit != "kT" else ""
    table = {"series": '"potential"', "x": "x", f"energy_{unit}": "np.where(np.abs(x) <= 1.0, inside, outside)"}
    return [
        *_parameters(values),
        "",
        f"eased, raised = {call('limcore.directional_barriers', ['barrier', 'drive', *named])}",
        f"forward, backward = {_rates(values)}",
        f'print(f"E→ = {{eased:.6g}} {unit}, E← = {{raised:.6g}} {unit}")',
        'print(f"R→ = {forward:.6g} /s, R← = {backward:.6g} /s")',
        "",
        "# The wells lie at -1 and 1; half cosines join them over the top, parabolas bound them outside.",
        f"x = np.linspace(-1.6, 1.6, {POINTS})",
        "bottom = np.where(x < 0.0, 0.0, -drive)",
        "inside = bottom + (eased - bottom) * (1.0 + np.cos(np.pi * x)) / 2.0",
        f"outside = bottom + 48.0{thermal} * (np.abs(x) - 1.0) ** 2",
        f"table = {frame(table)}",
    ]


def occupation(values: Values) -> list[str]:
    """Compute the exact share in the lower well, its spread, a simulated population, and the net rate of hops."""
    values = defaults(WELL_KEYS) | values  # told in kT
    device = ["times", "barrier", "drive"]
    given = arguments(values, "rate_max", "kT", "convention")
    simulated = [*device, "elements=elements", "seed=seed", *given]
    table = {
        "series": quoted(plural(count(values["elements"]), "element")),
        "relaxation_times": "relaxation_times",
        "time_s": "times",
        "occupation": "exact",
        "standard_deviation": "np.sqrt(exact * (1.0 - exact) / elements)",
        "simulated_occupation": "simulated / elements",
        "net_rate_per_s": "(1.0 - exact) * forward - exact * backward",
    }
    return [
        *_parameters(values),
        f"elements = {int(values['elements'])}",
        f"seed = {int(values['seed'])}",
        "",
        f"forward, backward = {_rates(values)}",
        f"relaxation_times = np.linspace(0.0, 6.0, {MOMENTS})",
        "times = relaxation_times * (1.0 / (forward + backward))  # s",
        f"exact = {call('limcore.occupation', [*device, *given])}",
        f"simulated = {call('limcore.simulate_population', simulated)}",
        f"table = {frame(table)}",
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
