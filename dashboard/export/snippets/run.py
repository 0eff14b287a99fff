"""Scripts for a person's own run: what was logged, and what memory physics makes of it."""

from __future__ import annotations

import math
from collections.abc import Callable

from dashboard.export.snippets.parts import SERIES, bracketed, dictionary, empty, in_joules, literal, loop, quoted
from dashboard.figures.logged import Logged, LoggedRuns
from dashboard.figures.logged_crossing import POINTS, curves
from dashboard.figures.logged_energy import FLOOR, MEASURED, measured_joules, static_energies
from dashboard.parameters import Values
from dashboard.parameters.number_text import shortest
from dashboard.wording import power

__all__ = ["run", "run_barrier", "run_crossing", "run_energy"]

_NONE = empty("series", "n")
_LONGEST = 90
_TABLE = f"table = {SERIES}"


def run(values: Values) -> list[str]:
    """Read the logs."""
    columns = {"n": "log.step + 1.0", **{key: f"log.{key}" for key in ("learning_rate", "loss", "gradient_norm")}}
    return _followed(values, f"columns = {dictionary(columns)}", "parts[series] = pd.DataFrame(columns, dtype=float)")


def run_crossing(values: Values) -> list[str]:
    """Compute the curves of Eq. 4, then drives and barriers of the updates that are made."""
    low, high, rates = curves(LoggedRuns(values))
    named = dictionary({f"R/R_max = {power(rate)}": literal(rate) for rate in rates})
    return [
        f"drives = np.logspace({low!r}, {high!r}, {POINTS})  # kT",
        f"rates = {named}",
        "parts = {}",
        loop(
            "for series, rate in rates.items()",
            "barrier = limcore.barrier_height(drives, rate)",
            'parts[series] = pd.DataFrame({"gradient_energy_kT": drives, "barrier_height_kT": barrier})',
        ),
        *_followed(
            values,
            "path = pd.DataFrame(limcore.run_columns(log, **reading))",
            'path = path[path["made"]]',
            'names = {"gradient_energy": "gradient_energy_kT", "barrier_height": "barrier_height_kT"}',
            'parts[series] = path.rename(columns=names)[["n", *names.values()]]',
            begun=True,
        ),
    ]


def run_barrier(values: Values) -> list[str]:
    """Compute rates and barriers."""
    names = {
        "update_rate": "update_rate_per_s",
        "gradient_energy": "gradient_energy_kT",
        "drive": "drive_kT",
        "barrier_height": "barrier_height_kT",
    }
    return _followed(
        values,
        f"names = {dictionary({key: quoted(name) for key, name in names.items()})}",
        'kept = ["n", "time_s", "learning_rate", "squared_gradient", *names]',
        "parts[series] = pd.DataFrame(limcore.run_columns(log, **reading, only=kept)).rename(columns=names)",
    )


def run_energy(values: Values) -> list[str]:
    """Sum up what the runs dissipate, in J, and what memories do that follow none."""
    runs = LoggedRuns(values).runs
    if not runs:
        return _NONE
    measured = measured_joules(values)
    others = {name: literal(energy) for name, (energy, _) in static_energies(values).items()}
    shared = f'{literal(measured)} * path["n"] / path["n"][-1]'
    return [
        f"kT = {in_joules(literal(values['kT']))}  # J",
        f"weights = {literal(values['model_parameters'])}",
        f"elements = weights * {literal(values['bits'])}",
        *_followed(
            values,
            "path = limcore.run_columns(log, **reading)",
            'paid = kT * elements * path["cumulative_dissipation"]',
            'floor = kT * weights * path["cumulative_floor"]',
            'parts[series] = pd.DataFrame({"n": path["n"], "energy_J": paid})',
            f'parts[f"{{series}}, {FLOOR}"] = pd.DataFrame({{"n": path["n"], "energy_J": floor}})',
        )[:-1],
        f"log, reading = logs[{quoted(runs[0].label)}], readings[{quoted(runs[0].label)}]",
        "path = limcore.run_columns(log, **reading)",
        'updates = np.cumsum(np.where(path["made"], log.row_spans, 0.0))',
        f"each = {dictionary(others)}  # J",
        loop(
            "for series, energy in each.items()",
            'parts[series] = pd.DataFrame({"n": path["n"], "energy_J": elements * energy * updates})',
        ),
        *([f'parts["{MEASURED}"] = pd.DataFrame({{"n": path["n"], "energy_J": {shared}}})'] if measured else []),
        _TABLE,
    ]


def _followed(values: Values, *lines: str, begun: bool = False) -> list[str]:
    reading = "reading" in values
    runs = LoggedRuns(values).runs
    if not runs:
        return [_TABLE] if begun else _NONE
    given = ["import io", "", f"logs = {dictionary({one.label: _log(one) for one in runs})}"]
    if reading:
        given.append(f"readings = {dictionary({one.label: _reading(one) for one in runs})}")
    names = ["reading = readings[series]"] if reading else []
    return [
        *given,
        *([] if begun else ["parts = {}"]),
        loop("for series, log in logs.items()", *names, *lines),
        _TABLE,
    ]


def _log(one: Logged) -> str:
    """Write a log as the text of a CSV: a path to the file itself may stand in its place."""
    table = one.values[f"run_{one.place}"]
    head = f"{'epoch' if table.per_epoch else 'step'},lr,loss,grad_norm"
    rows = [",".join("" if math.isnan(x) else shortest(x) for x in row) for row in table.rows]
    texts = [""]
    for row in [head, *rows]:
        if len(texts[-1]) + len(row) > _LONGEST:
            texts.append("")
        texts[-1] += f"{row}\\n"
    read = bracketed(
        "limcore.read_training_log(", [bracketed("io.StringIO(", ["\n".join(f'"{text}"' for text in texts)], ")")], ")"
    )
    return f"{read}.with_steps_per_epoch({literal(one.values['steps_per_epoch'])})" if table.per_epoch else read


def _reading(one: Logged) -> str:
    write: dict[type, Callable[..., str]] = {str: quoted, float: literal}
    told = {key: write[type(value)](value) for key, value in one.reading.items() if value is not None}
    return bracketed("dict(", [f"{key}={value}" for key, value in told.items()], ")")
