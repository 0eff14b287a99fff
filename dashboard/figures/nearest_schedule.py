"""The known schedule nearest to the rates of a run, in words and as parameters of other pages."""

from __future__ import annotations

from typing import Any, Final

import limcore
from dashboard.figures.chosen_schedules import check_schedules, schedule_control
from dashboard.figures.logged import Logged, LoggedRuns
from dashboard.parameters import PARAMETERS, InvalidParameter, Values, defaults
from dashboard.parameters.schedules import slot
from dashboard.wording import number

__all__ = ["carried_on", "nearest_schedule", "nearest_to", "told"]

_RATES: Final = ("initial", "maximum", "minimum")


def nearest_schedule(values: tuple[tuple[str, Any], ...], place: int) -> tuple[str, Values]:
    """Say which schedule one of the runs is nearest to, and give its parameters."""
    run = next(run for run in LoggedRuns(dict(values)).runs if run.place == place)
    fit = nearest_to(run)
    return told(run, fit), carried_on(run, fit) if fit else {}


def nearest_to(run: Logged) -> limcore.ScheduleFit | None:
    """Find the schedule, in a second or two; None where a run has too few rows for that."""
    try:
        return limcore.fit_schedule(run.log)
    except limcore.DomainError:
        return None


def told(run: Logged, fit: limcore.ScheduleFit | None) -> str:
    """Name the schedule and say how far the run is from it."""
    if fit is None:
        return f"{run.name} has too few rows, or no rate above 0, to find a schedule."
    return (
        f"Of the known schedules {fit.schedule} is nearest to {run.name}: off by {number(100 * fit.error, 2)} % of "
        f"the highest rate (root mean square), at most by {number(100 * fit.largest_error, 2)} %."
    )


def carried_on(run: Logged, fit: limcore.ScheduleFit) -> Values:
    """Give the parameters of the schedule, its highest rate taken as 1; empty if the pages do not take them."""
    schedule = fit.schedule
    values: dict[str, Any] = {slot("schedule", 1): schedule.name}
    for key, value in schedule.parameters.items():
        held = slot(schedule_control(schedule.name, key), 1)
        # Twelve digits: a highest rate of 1 is not to be a little more.
        values[held] = float(f"{value / schedule.maximum_learning_rate:.12g}") if key in _RATES else value
    values["steps"] = max(float(run.log.step[-1]) + 1.0, 2.0)
    try:
        taken = {key: PARAMETERS[key].parse(PARAMETERS[key].format(value)) for key, value in values.items()}
    except (KeyError, InvalidParameter):
        return {}
    return {} if check_schedules(defaults(tuple(PARAMETERS)) | taken) else taken
