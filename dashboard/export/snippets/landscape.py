"""Scripts for Fig. 3(a) of the paper: the curves and the surface of barriers, and the runs that cross them."""

from __future__ import annotations

from textwrap import indent

from dashboard.export.snippets.parts import (
    FOLLOW,
    SERIES,
    arguments,
    call,
    literal,
    loop,
    renamed,
    run_names,
    schedules,
    variables,
)
from dashboard.figures.landscape import Landscape, column_names, run_points
from dashboard.parameters import Values

__all__ = ["barrier", "barrier_surface"]


def barrier(values: Values) -> list[str]:
    """Compute a curve for each rate, then the runs."""
    land = Landscape(values)
    curves = [f'f"R = {{update_rate}}": {_grid(land, "update_rate")}', "for update_rate in update_rates"]
    return [
        f"update_rates = [{', '.join(map(literal, land.rates))}]  # {_rate_unit(land)}",
        f"gradient_energies = {_energies(land, 151)}  # {land.unit}",
        *_parameters(land),
        "",
        f"parts = {{\n{indent(chr(10).join(curves), '    ')}\n}}",
        *_runs(land),
        *_table(land),
    ]


def barrier_surface(values: Values) -> list[str]:
    """Compute a grid over drive and rate, then the runs."""
    land = Landscape(values)
    fastest = f"10 * {literal(max(land.rates))}" if land.absolute else "1.0"
    rates = f"np.geomspace({literal(min(land.rates))} / 10, {fastest}, 37)"
    return [
        f"update_rates = {rates}  # {_rate_unit(land)}",
        f"gradient_energies = {_energies(land, 37)}  # {land.unit}",
        *_parameters(land),
        "",
        f'parts = {{"surface": {_grid(land, "update_rates")}}}',
        *_runs(land),
        *_table(land),
    ]


def _energies(land: Landscape, points: int) -> str:
    """Spread gradient energies over the axis; on a linear one, without those that are added where the curves bend."""
    low, high = map(literal, land.span)
    if land.values["dE_axis"] == "log":
        return f"np.geomspace({low}, {high}, {points})"
    return f"np.linspace({low}, {high}, {points - points // 3})"


def _rate_unit(land: Landscape) -> str:
    return "1/s" if land.absolute else "relative to R_max"


def _device(land: Landscape) -> tuple[str, ...]:
    """Name the arguments that say what the memory is: R_max matters only where rates are absolute."""
    return ("rate_max", "kT") if land.absolute else ("kT",)


def _parameters(land: Landscape) -> list[str]:
    device = variables(land.values, *_device(land))
    if not land.chosen:
        return device
    run = variables(land.values, "alpha", "squared_gradient", "steps")
    return [*device, *run, schedules(land.values, run_names(land.values))]


def _grid(land: Landscape, rates: str) -> str:
    given = ["gradient_energies", rates, *arguments(land.values, *_device(land), "convention")]
    return call("limcore.barrier_table", given)


def _runs(land: Landscape) -> list[str]:
    """Follow each schedule through its updates."""
    if not land.chosen:
        return []
    law = arguments(land.values, "alpha", "squared_gradient", *_device(land), "start", "convention")
    path = call("limcore.learning_trajectory", ["schedule", "steps", *law, "points=n"])
    return [
        f"n = limcore.logarithmic_steps(steps, {run_points(land.values)})",
        loop(FOLLOW, f"parts[series] = {path}"),
    ]


def _table(land: Landscape) -> list[str]:
    name = column_names(land)
    names = {
        "gradient_energy": name["energy"],
        "asked_update_rate": name["rate"],
        "barrier_height": name["barrier"],
    }
    return renamed(SERIES, ["series", *(("n", "learning_rate") if land.chosen else ())], names)
