"""Scripts for a model that learns in noisy memories: its run, what it learnt, what that takes, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.export.snippets.parts import bracketed, call, dictionary, frame, literal, quoted, schedule_call, whole
from dashboard.figures.chosen_schedules import chosen_slots
from dashboard.figures.learnt import GRID, REACH
from dashboard.figures.memory_model import MEMORY_KEYS, constant, law_of, run_of, series_of
from dashboard.figures.training_barriers import BINS, top_of
from dashboard.figures.training_knob import CONSTANT, FOLLOWS, REPEATS, knob_of, law_along, shorter
from dashboard.figures.training_rest import FROZEN, LONG, SHORT, TIMES, names_of
from dashboard.figures.training_tasks import AT_ONCE, HALVES, NAMES, STRENGTHS, tasks_law
from dashboard.figures.training_tasks import REPEATS as SEEDS
from dashboard.parameters import Values, defaults, slot

__all__ = ["learnt", "training", "training_barriers", "training_price", "training_rest", "training_tasks"]

_LONGEST: Final = 70  # characters of a list on one line


def learnt(values: Values) -> list[str]:
    """Train, and give the picture at the end."""
    return [*_trained(values, law_of(values)), "", *_picture(values["task"])]


def _picture(task: str) -> list[str]:
    if task == "digits":
        table = {
            "series": 'np.repeat([f"digit {k}" for k in range(10)], 64)',
            "pixel_column": "np.tile(np.arange(64.0) % 8, 10)",
            "pixel_row": "np.tile(np.arange(64.0) // 8, 10)",
            "weight": "run.weights.reshape(65, 10)[:-1].T.ravel()",
        }
        return [f"table = {frame(table)}"]
    if task == "bowl":
        counted = "np.histogram(np.clip(run.weights, -1.0, 3.0), edges)[0] / run.weights.size"
        table = {"series": '"weights"', "x": "(edges[1:] + edges[:-1]) / 2", "share_of_weights": counted}
        return ["edges = np.linspace(-1.0, 3.0, 41)", f"table = {frame(table)}"]
    return [
        f"line = np.linspace({-REACH}, {REACH}, {GRID})",
        'y, x = (side.ravel() for side in np.meshgrid(line, line, indexing="ij"))',
        "data = run.task.classifier.examples",
        "sides = run.task.classifier.probabilities(run.weights[None], np.stack([x, y], axis=1))",
        'names = np.array(["first class", "second class"])[data.labels]',
        'points = {"series": names, "x_1": data.inputs[:, 0], "x_2": data.inputs[:, 1]}',
        'points["probability"] = data.labels * 1.0',
        'places = {"series": "probability", "x_1": x, "x_2": y, "probability": sides[0, :, 1]}',
        "table = pd.concat([pd.DataFrame(places), pd.DataFrame(points)], ignore_index=True)",
    ]


def training(values: Values) -> list[str]:
    """Train, and give loss and energies update by update, with those of forced writes."""
    return [
        *_trained(values, law_of(values)),
        "",
        "table = run.table()",
        f'table.insert(0, "series", {quoted(series_of(values))})',
        'table["forced_kT"] = limcore.forced_write_energy(table["n"])',
        'table["landauer_kT"] = limcore.forced_write_energy(table["n"], barrier_height=np.log(2.0))',
    ]


def training_barriers(values: Values) -> list[str]:
    """Train, and count how many weights have which barrier, moment by moment."""
    table = {
        "series": '"weights"',
        "n": f"np.repeat(run.n[1:], {BINS})",
        "barrier_height_kT": "np.tile((edges[1:] + edges[:-1]) / 2, run.n.size - 1)",
        "share_of_weights": "np.concatenate(shares)",
    }
    return [
        *_trained(values, law_of(values) | {"keep_weights": True}),
        "",
        f"edges = np.linspace(0.0, {top_of(run_of(values))}, {BINS + 1})",
        "shares = [np.histogram(one, edges)[0] / one.size for one in run.barriers[1:]]",
        f"table = {frame(table)}",
    ]


def training_price(values: Values) -> list[str]:
    """Train at several stops of a knob, with a barrier that follows and with a constant one."""
    few = shorter(values)
    knob = knob_of(few)
    alphas = [(few | setting)["alpha"] for setting in knob.settings]
    table = {
        "series": "series",
        "energy_scale_kT": "run.energy_scale",
        "run": f"np.tile(np.arange(1.0, {REPEATS + 1}.0), {len(knob.stops)})",
        "loss_nat": "run.loss[-1].ravel()",
        "accuracy": "run.accuracy[-1].ravel()",
        "heat_kT": "run.heat[-1].ravel()",
        "paper_kT": "run.paper[-1].ravel()",
        "frozen_kT": "run.paper[-1].ravel() + run.freeze(target).energy.ravel()",
        "last_barrier_kT": "run.barrier.ravel()",
        "efficiency": "run.efficiency.ravel()",
        **({"weight_elements": "run.elements * 1.0"} if values["memory"] == "population" else {}),
        "alpha": f"np.repeat({_written(alphas)}, {REPEATS})" if knob.symbol == "α" else literal(few["alpha"]),
    }
    return [
        _target(values),
        "runs = {",
        *_entry(FOLLOWS, _call(few, law_along(few, FOLLOWS))),
        *_entry(CONSTANT, _call(constant(few), law_along(few, CONSTANT))),
        "}",
        f"parts = [\n    {_indented(frame(table))}\n    for series, run in runs.items()\n]",
        "table = pd.concat(parts, ignore_index=True)",
    ]


def training_rest(values: Values) -> list[str]:
    """Train with both kinds of barrier, then leave the elements to themselves."""
    known = defaults(MEMORY_KEYS) | values
    steady = constant(known)
    first, second = names_of(known)
    table = {
        "series": "series",
        "rest_s": "times",
        "barrier_kT": "barrier",
        "loss_nat": "rest.loss",
        "accuracy": "rest.accuracy",
        "kept": "rest.kept",
    }
    lasting = f"limcore.retention_time([run.barrier for run in runs.values()], rate_max={literal(values['R_max'])})"
    return [
        f"follows = {_call(known, law_of(known))}",
        f"steady = {_call(steady, law_of(steady))}",
        f"runs = {dictionary({first: 'follows', second: 'steady'})}",
        _target(values),
        f"lasting = {lasting}",
        f"times = np.geomspace({SHORT} * lasting.min(), {LONG} * lasting.max(), {TIMES})",
        "held = {name: (run, float(run.barrier)) for name, run in runs.items()}",
        f"held[{quoted(FROZEN)}] = (follows, max(target, float(follows.barrier)))",
        "parts = []",
        "for series, (run, barrier) in held.items():",
        f"    rest = run.rest(times, barrier_height=barrier, seed={int(values['seed'])})",
        f"    parts.append({_indented(frame(table))})",
        "table = pd.concat(parts, ignore_index=True)",
    ]


def training_tasks(values: Values) -> list[str]:
    """Learn two tasks one after the other, with each protection at some strengths, and both at once."""
    law = tasks_law(values)
    named = [f"{key}={_written(value)}" for key, value in law.items()]
    schedule = _schedule(values)
    energies = {f"{name}_kT": f"run.{name}[-1].ravel()" for name in ("heat", "paper", "crossings", "literal")}
    protected = {
        "series": "series",
        "strength": f"np.repeat(strengths, {SEEDS})",
        "run": f"np.tile(np.arange(1.0, {SEEDS + 1}.0), len(strengths))",
        "first_accuracy": "run.first_accuracy[-1].ravel()",
        "second_accuracy": "run.second_accuracy[-1].ravel()",
        **energies,
        "raised_kT": "run.raised.ravel()",
        "raising_kT": "run.raise_energy.ravel()",
    }
    first, second = (f"limcore.make_task({quoted(name)}).accuracy(run.weights)" for name in HALVES)
    once = {
        "series": quoted(AT_ONCE),
        "strength": "0.0",
        "run": f"np.arange(1.0, {SEEDS + 1}.0)",
        "first_accuracy": first,
        "second_accuracy": second,
        **energies,
        "raised_kT": "0.0",
        "raising_kT": "0.0",
    }
    tried = {NAMES[kind]: f"({quoted(kind)}, [{', '.join(map(literal, some))}])" for kind, some in STRENGTHS.items()}
    given = [*map(quoted, HALVES), "schedule", "protection=kind", "strength=strengths", "**law"]
    double = ['"digits"', "schedule", "points=2", f'**law | {{"steps": {2 * law["steps"]}}}']
    return [
        f"schedule = {schedule}",
        bracketed("law = dict(", named, ")"),
        f"tried = {dictionary(tried)}",
        "parts = []",
        "for series, (kind, strengths) in tried.items():",
        f"    run = {_indented(call('limcore.train_two_tasks', given))}",
        f"    parts.append({_indented(frame(protected))})",
        f"run = {call('limcore.train_in_memory', double)}",
        f"parts.append({frame(once)})",
        "table = pd.concat(parts, ignore_index=True)",
    ]


def _target(values: Values) -> str:
    given = [literal(values["retention"]), f"rate_max={literal(values['R_max'])}"]
    return f"target = float({call('limcore.barrier_for_retention', given)})"


def _entry(name: str, made: str) -> list[str]:
    return [f"    {quoted(name)}: {_indented(made)},"]


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _trained(values: Values, law: Mapping[str, Any]) -> list[str]:
    return [f"run = {_call(values, law)}"]


def _call(values: Values, law: Mapping[str, Any]) -> str:
    """Write the call that trains."""
    named = [f"{key}={_written(value)}" for key, value in law.items()]
    return bracketed("limcore.train_in_memory(", [quoted(values["task"]), f"schedule={_schedule(values)}", *named], ")")


def _schedule(values: Values) -> str:
    chosen = chosen_slots({slot("schedule", 1): values[slot("schedule", 1)]})
    return schedule_call(values, 1) if chosen else 'limcore.make_schedule("constant", initial=1.0)'


def _written(value: Any) -> str:
    if isinstance(value, list):
        line = f"[{', '.join(map(_written, value))}]"
        return line if len(line) <= _LONGEST else bracketed("[", map(_written, value), "]")
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value)
    return whole(value) if isinstance(value, int) else literal(value)
