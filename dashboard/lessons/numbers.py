"""The numbers that lessons speak of: how each is computed and how it is written.

Each is computed from the parameters of the step in which it is named, by limcore or from the table of a figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import limcore
from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import make_schedule as schedule_of
from dashboard.figures.constant_barrier import final_freeze, spent_with_freeze
from dashboard.figures.course import Course
from dashboard.figures.projection import both_counts
from dashboard.figures.runs import Run
from dashboard.figures.units import energy_in
from dashboard.figures.wells import Wells
from dashboard.lessons.lifetime_numbers import LIFETIME_NUMBERS
from dashboard.lessons.run_numbers import logged_run, peak_barrier, saved_by_run, warm_up
from dashboard.lessons.training_numbers import TRAINING_NUMBERS
from dashboard.parameters import PARAMETERS, Values
from dashboard.parameters.stops import TEN_YEARS
from dashboard.walls.costs import writes
from dashboard.wording import count, duration, number, power
from limcore.substrates import WALLS

__all__ = ["QUANTITIES", "Quantity"]

_STATIC: Final = float(PARAMETERS["static_barrier"].default)


@dataclass(frozen=True)
class Quantity:
    """A number (or the key of an option) that a lesson speaks of: how it is computed and how it is written."""

    compute: Callable[[Values], float | str]
    write: Callable[[Any], str]


def _in_kT(value: float) -> str:
    return f"{number(value, 3)} kT"


def _in_joule(value: float) -> str:
    return f"{power(value, 2)} J"


def _times(value: float) -> str:
    return power(value, 2) if value >= 1e4 else (count(value) if value >= 100 else number(value, 3))


def _percent(value: float) -> str:
    return f"{number(100 * value, 3)} %"


# ---- heat, barriers, bits ----


def _kT_in_joule(values: Values) -> float:
    return energy_in("J", values["kT"])


def _landauer_in_joule(values: Values) -> float:
    return float(limcore.landauer_energy(_kT_in_joule(values)))


def _landauer_when_cooled(values: Values) -> str:
    cooled = float(limcore.landauer_energy(_kT_in_joule(values) / 4.0))
    ratio = cooled / _landauer_in_joule(values)
    return "same" if ratio == 1.0 else ("quarter" if math.isclose(ratio, 0.25) else "half")


def _held(values: Values, more: float = 0.0) -> float:
    return float(limcore.retention_time(values["well_barrier"] + more, rate_max=values["R_max"]))


def _ten_year_barrier(values: Values) -> float:
    return float(limcore.barrier_for_retention(TEN_YEARS, rate_max=values["R_max"]))


def _wrong_by_then(values: Values) -> float:
    """Give the share of bits that are wrong after ten years behind the barrier that holds ten years on average."""
    height = _ten_year_barrier(values)
    return 1.0 - float(limcore.retention_probability(TEN_YEARS, height, rate_max=values["R_max"]))


def _one_in_a_million(values: Values) -> float:
    return float(limcore.barrier_for_retention(TEN_YEARS, rate_max=values["R_max"], failure_probability=1e-6))


def _end_without_drive(values: Values) -> str:
    share = Wells(values | {"well_drive": 0.0}).favoured
    return "half" if math.isclose(share, 0.5) else ("right" if share > 0.5 else "left")


def _share_with_more_barrier(values: Values) -> str:
    before = Wells(values).favoured
    after = Wells(values | {"well_barrier": values["well_barrier"] + 3.0}).favoured
    if math.isclose(before, after):
        return "same"
    return "more" if after > before else "fewer"


def _hops_per_net(values: Values) -> float:
    wells = Wells(values)
    return (wells.forward + wells.backward) / (wells.forward - wells.backward)


def _scatter(values: Values, elements: float) -> float:
    return float(FIGURES["occupation"].columns(values | {"elements": elements})["standard_deviation"][-1])


def _multiple(name: str, parts: float = 1.0) -> Callable[[Values], float]:
    return lambda values: limcore.hardware_energy(name) / parts / _landauer_in_joule(values)


def _move_or_multiply(values: Values) -> str:
    ratio = limcore.hardware_energy("DRAM") / limcore.hardware_energy("32-bit float multiply")
    if 0.5 < ratio < 2.0:
        return "same"
    return "moving" if ratio > 1.0 else "multiplying"


# ---- the update-wall ----


def _barrier_at(drive: float, rate: float) -> float:
    return float(limcore.barrier_height(drive, rate))


def _plateau(values: Values) -> float:
    return _barrier_at(1e6, values["probe_rate"])


def _hill_ahead(values: Values) -> float:
    """Give the barrier ahead that belongs to the plateau: a drive so ample that nothing comes back."""
    ahead, _ = limcore.directional_barriers(_plateau(values), 1e3)
    return float(ahead)


def _gain_of_ten(values: Values) -> float:
    return _barrier_at(1e6, values["probe_rate"] / 10.0) - _plateau(values)


def _least_drive(values: Values) -> float:
    return float(limcore.minimum_gradient_energy(values["probe_rate"]))


def _sign_below_least_drive(values: Values) -> str:
    height = _barrier_at(_least_drive(values) / 2.0, values["probe_rate"])
    return "zero" if abs(height) < 1e-9 else ("positive" if height > 0 else "negative")


# ---- along learning ----


def _run(values: Values) -> Run:
    return Course(values | {"unit": "kT"}, points=2).runs[0]


def _last_barrier(values: Values) -> float:
    return float(_run(values).mean_barrier[-1])


def _barrier_after(values: Values, n: float) -> float:
    """Give the barrier of ε = 1/n at step n."""
    return float(limcore.learning_barrier(1.0 / n, values["alpha"]))


def _million_times_more(values: Values) -> float:
    return _barrier_after(values, 1e6 * values["steps"]) / _barrier_after(values, values["steps"])


def _growth(values: Values) -> str:
    """Tell how the barrier grows: by as much for each step late as early, by less, or by more."""
    schedule, last = schedule_of(values, 1), values["steps"]
    heights = [float(limcore.learning_barrier(float(schedule(part * last)), values["alpha"])) for part in (0.2, 0.6, 1)]
    ratio = (heights[2] - heights[1]) / (heights[1] - heights[0])
    return "line" if 0.9 < ratio < 1.1 else ("logarithm" if ratio < 1.0 else "faster")


def _higher_alpha(values: Values) -> str:
    low, high = (float(limcore.learning_barrier(1.0 / values["steps"], alpha)) for alpha in (0.3, 0.7))
    return "higher" if high > low else "lower"


def _slope(values: Values) -> float:
    rise = _barrier_after(values, values["steps"]) - _barrier_after(values, 1e3)
    return rise / math.log(values["steps"] / 1e3)


def _spent(values: Values) -> float:
    run = _run(values)
    return float(run.spent(run.n[-1:])[-1])


def _saved(values: Values) -> float:
    return float(values["static_barrier"]) * float(values["steps"]) / _spent(values)


def _spent_at_low_barrier(values: Values) -> float:
    course = Course(values | {"unit": "kT"}, points=2)
    return spent_with_freeze(course, course.runs[0]) - final_freeze(course)


def _low_barrier_holds(values: Values) -> float:
    return float(limcore.retention_time(values["low_barrier"], rate_max=values["R_max"]))


# ---- consolidation ----


def _target(values: Values) -> float:
    return Course(values | {"unit": "kT"}, points=2).target


def _holds(values: Values) -> float:
    return float(limcore.retention_time(_last_barrier(values), rate_max=values["R_max"]))


def _consolidated(values: Values) -> limcore.Consolidation:
    return limcore.consolidation(
        schedule_of(values, 1), _target(values), alpha=values["alpha"], rate_max=values["R_max"]
    )


def _freeze(values: Values) -> float:
    return float(limcore.freeze_energy(_last_barrier(values), _target(values)))


def _sooner_than_asked(values: Values) -> str:
    return "longer" if _consolidated(values).time_s > values["retention"] else "shorter"


def _ten_times_longer(values: Values) -> float:
    longer = limcore.barrier_for_retention(10 * values["retention"], rate_max=values["R_max"])
    return float(longer) - _target(values)


# ---- how far we are ----


def _energy(values: Values, substrate: str, wall: str = "") -> float:
    names = FIGURES["projection-walls"].parameters
    table = FIGURES["projection-walls"].columns({key: values[key] for key in names})
    counted = (table["series"] == limcore.SUBSTRATES[substrate].title) & ((table["wall"] == wall) | (not wall))
    return float(table["energy_J"][counted].sum())


def _highest_wall(values: Values, substrate: str) -> str:
    return max(WALLS, key=lambda wall: _energy(values, substrate, wall))


def _gpu_over_learning(values: Values, *, alike: bool = False) -> float:
    """Compare all walls; with the same arithmetic on both if they are to be alike."""
    arithmetic = _energy(values, "von_neumann", "computing") - _energy(values, "learning", "computing")
    return _energy(values, "von_neumann") / (_energy(values, "learning") + (arithmetic if alike else 0.0))


def _by_operation(values: Values) -> Values:
    return values | {"count_updates": "operation"}


def _by_step(values: Values) -> Values:
    return values | {"count_updates": "step"}


def _reported_gpt3(values: Values) -> float:
    runs = limcore.training_run_columns()
    reported = float(runs["energy_MWh"][runs["name"] == "GPT-3"][0])
    return float(limcore.convert_energy(reported * 1e3, "kWh", "J"))


def _reported_over_gpu(values: Values) -> float:
    """Compare what is reported of GPT-3 with the estimate for its own parameters and tokens."""
    place = [row["name"] for row in limcore.training_runs().to_dict("records")].index("GPT-3")
    counted = both_counts(values)
    return float(counted["reported"][place] / counted["step"][place])


QUANTITIES: Final[dict[str, Quantity]] = {
    # heat, barriers, bits
    "kT_in_joule": Quantity(_kT_in_joule, _in_joule),
    "landauer_in_joule": Quantity(_landauer_in_joule, lambda value: f"{power(value, 3)} J"),
    "landauer_when_cooled": Quantity(_landauer_when_cooled, str),
    "held": Quantity(_held, duration),
    "held_with_six_more": Quantity(lambda values: _held(values, 6.0), duration),
    "gain_of_six": Quantity(lambda values: _held(values, 6.0) / _held(values), _times),
    "ten_year_barrier": Quantity(_ten_year_barrier, _in_kT),
    "wrong_by_then": Quantity(_wrong_by_then, lambda value: f"{number(100 * value, 2)} %"),
    "barrier_one_in_a_million": Quantity(_one_in_a_million, _in_kT),
    "more_for_one_in_a_million": Quantity(lambda values: _one_in_a_million(values) - _ten_year_barrier(values), _in_kT),
    "cheapest_write": Quantity(lambda values: writes().low, lambda value: f"{power(value, 2)} kT"),
    "dearest_write": Quantity(lambda values: writes().high, lambda value: f"{power(value, 2)} kT"),
    "static_barrier": Quantity(lambda values: _STATIC, lambda value: f"{power(value)} kT"),
    "static_over_needed": Quantity(lambda values: _STATIC / _ten_year_barrier(values), _times),
    "end_without_drive": Quantity(_end_without_drive, str),
    "share_right": Quantity(lambda values: Wells(values).favoured, _percent),
    "share_with_more_barrier": Quantity(_share_with_more_barrier, str),
    "hop_rate": Quantity(lambda values: Wells(values).forward, lambda value: f"{power(value, 2)} a second"),
    "rate_quotient": Quantity(lambda values: Wells(values).forward / Wells(values).backward, _times),
    "relaxation_ns": Quantity(lambda values: Wells(values).relaxation_time * 1e9, _times),
    "hops_per_net": Quantity(_hops_per_net, _times),
    "scatter_of_100": Quantity(lambda values: _scatter(values, 1e2), _percent),
    "scatter_of_10000": Quantity(lambda values: _scatter(values, 1e4), _percent),
    "less_scatter": Quantity(lambda values: _scatter(values, 1e2) / _scatter(values, 1e4), _times),
    "dram_bit_multiple": Quantity(_multiple("DRAM", 64.0), lambda value: power(value, 1)),
    "add_multiple": Quantity(_multiple("8-bit integer add"), lambda value: power(value, 2)),
    "gpu_multiple": Quantity(_multiple("NVIDIA H100 SXM"), lambda value: power(value, 2)),
    "brain_multiple": Quantity(_multiple("Human brain"), lambda value: power(value, 1)),
    "move_or_multiply": Quantity(_move_or_multiply, str),
    "move_over_multiply": Quantity(
        lambda values: limcore.hardware_energy("DRAM") / limcore.hardware_energy("32-bit float multiply"),
        lambda value: number(value, 2),
    ),
    "dram_access": Quantity(lambda values: limcore.hardware_energy("DRAM"), _in_joule),
    "float_multiply": Quantity(lambda values: limcore.hardware_energy("32-bit float multiply"), _in_joule),
    # the update-wall
    "plateau": Quantity(_plateau, _in_kT),
    "hill_ahead": Quantity(_hill_ahead, _in_kT),
    "gain_of_ten": Quantity(_gain_of_ten, _in_kT),
    "least_drive": Quantity(_least_drive, lambda value: f"{number(value, 2)} kT"),
    "sign_below_least_drive": Quantity(_sign_below_least_drive, str),
    "barrier_at_one_kT": Quantity(lambda values: _barrier_at(1.0, values["probe_rate"]), _in_kT),
    "higher_alpha": Quantity(_higher_alpha, str),
    # along learning
    "last_barrier": Quantity(_last_barrier, _in_kT),
    "million_times_more": Quantity(_million_times_more, lambda value: number(value, 2)),
    "barrier_a_million_times_later": Quantity(lambda values: _barrier_after(values, 1e6 * values["steps"]), _in_kT),
    "growth": Quantity(_growth, str),
    "barrier_after_1000": Quantity(lambda values: _barrier_after(values, 1e3), _in_kT),
    "static_over_adaptive": Quantity(
        lambda values: _ten_year_barrier(values) / _barrier_after(values, 1e3), lambda value: number(value, 2)
    ),
    "slope": Quantity(_slope, lambda value: number(value, 2)),
    "spent": Quantity(_spent, lambda value: f"{power(value, 2)} kT"),
    "spent_each": Quantity(lambda values: _spent(values) / values["steps"], _in_kT),
    "saved": Quantity(_saved, _times),
    "saved_against_50": Quantity(
        lambda values: _saved(values | {"static_barrier": 50.0}), lambda value: number(value, 2)
    ),
    "low_barrier": Quantity(lambda values: float(values["low_barrier"]), _in_kT),
    "spent_at_low_barrier": Quantity(_spent_at_low_barrier, lambda value: f"{power(value, 2)} kT"),
    "low_barrier_holds": Quantity(_low_barrier_holds, duration),
    # consolidation
    "target": Quantity(_target, _in_kT),
    "holds": Quantity(_holds, duration),
    "holds_s": Quantity(_holds, power),
    "gap": Quantity(lambda values: _target(values) - _last_barrier(values), _in_kT),
    "consolidation_step": Quantity(lambda values: _consolidated(values).n, lambda value: power(value, 2)),
    "consolidation_time": Quantity(lambda values: _consolidated(values).time_s, duration),
    "sooner_than_asked": Quantity(_sooner_than_asked, str),
    "freeze": Quantity(_freeze, _in_kT),
    "ten_times_longer": Quantity(_ten_times_longer, lambda value: f"{number(value, 2)} kT"),
    # how far we are
    "gpu_J": Quantity(lambda values: _energy(values, "von_neumann"), _in_joule),
    "gpu_by_operation_J": Quantity(lambda values: _energy(_by_operation(values), "von_neumann"), _in_joule),
    "gpu_moves_J": Quantity(lambda values: _energy(values, "von_neumann", "memory"), _in_joule),
    "gpu_updates_J": Quantity(lambda values: _energy(values, "von_neumann", "updates"), _in_joule),
    "learning_updates_J": Quantity(lambda values: _energy(values, "learning", "updates"), _in_joule),
    "updates_saved": Quantity(
        lambda values: _energy(values, "von_neumann", "updates") / _energy(values, "learning", "updates"), _times
    ),
    "gpu_over_learning": Quantity(_gpu_over_learning, lambda value: count(float(f"{value:.2g}"))),
    "gpu_over_learning_alike": Quantity(
        lambda values: _gpu_over_learning(values, alike=True), lambda value: number(value, 2)
    ),
    "alike_by_step": Quantity(
        lambda values: _gpu_over_learning(_by_step(values), alike=True), lambda value: number(value, 2)
    ),
    "learning_wall": Quantity(lambda values: _highest_wall(values, "learning"), str),
    "reported_gpt3": Quantity(_reported_gpt3, _in_joule),
    "reported_over_gpu": Quantity(_reported_over_gpu, lambda value: number(value, 2)),
    # a run that was logged
    "run_warm_up": Quantity(warm_up, str),
    "run_first_barrier": Quantity(lambda values: logged_run(values).first_barrier, _in_kT),
    "run_peak_barrier": Quantity(peak_barrier, _in_kT),
    "run_last_barrier": Quantity(lambda values: logged_run(values).last_barrier, _in_kT),
    "run_last_kT": Quantity(lambda values: logged_run(values).last_barrier, power),
    "run_target": Quantity(lambda values: logged_run(values).target, _in_kT),
    "run_freeze": Quantity(lambda values: logged_run(values).consolidation.freeze, _in_kT),
    "run_saved": Quantity(saved_by_run, lambda value: power(value, 2)),
    # why brains forget slowly
    **{name: Quantity(compute, write) for name, (compute, write) in LIFETIME_NUMBERS.items()},
    # can noise learn?
    **{name: Quantity(compute, write) for name, (compute, write) in TRAINING_NUMBERS.items()},
}
