"""What haste costs: the heat of each net update against the net share of all hops, between two bounds."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import limcore
from dashboard.figures.base import Columns, Drawing, Figure
from dashboard.figures.chosen_schedules import chosen_slots, make_schedule, schedule_name
from dashboard.figures.labels import ABOVE, beside, labelled
from dashboard.figures.rows import rows_where
from dashboard.figures.runs import Array, is_decade
from dashboard.parameters import SCHEDULE_SLOT, Values, slot
from dashboard.references import CITATIONS, PAPER
from dashboard.wording import BEYOND, count, number, plural, sentence
from limcore.steps import telling_steps

__all__ = ["EQUATION", "SPEED"]

EQUATION: Final = (
    r"\frac{q}{kT} = \ln\frac{R^0 + R}{R^0 - R} = \frac{\Delta E}{kT} \;\geq\; 2\,\frac{R}{R^0},\quad "
    r"\frac{R}{R^0} = \tanh\frac{\varepsilon g^2}{2}"
)

_LAW: Final = "two wells (Eq. 3)"
_FEW: Final = (1e-14, 0.1, 53)  # drives in kT, evenly on a logarithmic scale
_MANY: Final = (0.1, 12.0, 120)  # and evenly on a linear one
_EACH: Final = 6  # of the points of the law, one has a mark
_POINTS: Final = 74
_TOP: Final = 5.0  # kT
_SHOWN: Final = 0.03  # of the axis: nearer to its end, labels would overlap
_SLOWEST: Final = 1e-13  # net share on the axis
_UNSEEN: Final = 1e-20
_SHARES: Final = (0.1, 0.5, 0.9)


def _columns(values: Values) -> Columns:
    """Tabulate the law of two wells over all drives, then the updates of the run."""
    slots = chosen_slots(values)
    drive = np.unique(np.concatenate([np.geomspace(*_FEW), np.linspace(*_MANY)]))
    n, names = np.full(drive.size, np.nan), np.full(drive.size, _LAW, dtype=object)
    if slots:
        schedule = make_schedule(values, slots[0])
        steps = telling_steps(schedule, values["steps"], _POINTS)
        drives = np.asarray(limcore.gradient_energy(schedule(steps - 1.0), values["squared_gradient"]))
        lasting = drives > BEYOND  # below, hops lead nowhere and their number has no digits
        n, drive = np.concatenate([n, steps[lasting]]), np.concatenate([drive, drives[lasting]])
        name = f"schedule {slots[0]}: {schedule_name(values, slots[0])}"
        names = np.concatenate([names, np.full(int(lasting.sum()), name, dtype=object)])
    return {"series": names, "n": n} | limcore.net_update_columns(drive)


def _sketch(table: Columns, values: Values) -> Drawing:
    """Draw the law and the tight bound upon it, the speed limit below it, and the run that comes down."""
    law = np.isnan(table["n"])
    wells, run = ({name: column[part] for name, column in table.items()} for part in (law, ~law))
    marked = _marked(wells["heat_kT"], values)
    seen = {name: column[run["net_share"] > _UNSEEN] for name, column in run.items()}
    milestones = _milestones(seen, values)
    data = [
        _trace(wells, "speed_limit_kT", "speed limit (Shiraishi et al.)", line=_line("@line-2", 2.5, "dash")),
        _trace(wells, "heat_kT", _LAW, line=_line("@line-0", 3.0)),
        _trace(
            {name: column[marked] for name, column in wells.items()},
            "tight_bound_kT",
            "tight bound (Lee et al.)",
            mode="markers",
            marker={"size": 10, "symbol": "circle-open", "color": "@text", "line": {"width": 2}},
        ),
        _trace(seen, "heat_kT", f"updates of {_name(values)}", line=_line("@line-1", 5.0)),
        milestones,
    ]
    layout = {
        "xaxis": _axis("net share of all hops, R/R⁰", values, (0.0, 1.0)),
        "yaxis": _axis("heat for each net update (kT)", values, (0.0, _TOP)),
        "showlegend": True,
        "legend": ABOVE,
        "hovermode": "closest",
        "uirevision": f"speed {values['share_axis']}",
        "meta": {"caption": _caption(run, values)},
    }
    sides = ("top left", "top") if values["share_axis"] == "linear" else ("bottom right", "right")
    marks = zip(milestones["x"], milestones["y"], milestones["text"], strict=True)
    notes = [
        beside(layout, text, float(x), float(y), "@line-1", sides=sides, optional=True, near=True)
        for x, y, text in marks
    ]
    return labelled({"data": data, "layout": layout}, notes=notes)


def _name(values: Values) -> str:
    slots = chosen_slots(values)
    return schedule_name(values, slots[0]) if slots else "no schedule"


def _line(color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    return {"color": color, "width": width, "dash": dash, "simplify": False}


def _trace(rows: Columns, column: str, name: str, mode: str = "lines", **look: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "x": rows["net_share"],
        "y": rows[column],
        "customdata": rows["crossings"],
        "hovertemplate": f"<b>{name}</b><br>R/R⁰ = %{{x:.5~g}}<br>%{{y:.5~g}} kT for each net update<br>"
        "%{customdata:.4~g} hops for it<extra></extra>",
        **look,
    }


def _marked(heat: Array, values: Values) -> NDArray[np.bool_]:
    """Choose points of the law for a mark; on logarithmic axes those of strong drives crowd."""
    place = np.arange(heat.size)
    apart = np.full(heat.size, _EACH)
    if values["share_axis"] == "log":
        apart[heat > _MANY[0]] *= 4
    return np.asarray(place % apart == 0)


def _milestones(run: Columns, values: Values) -> dict[str, Any]:
    """Mark the updates 1, 10, 100, …, as many as have room for their names."""
    linear = values["share_axis"] == "linear"
    shown = is_decade(run["n"]) & (run["net_share"] > (_SHOWN if linear else _SLOWEST)) & (run["heat_kT"] < _TOP)
    marks = {name: column[shown] for name, column in run.items()}
    look = {"marker": {"size": 11, "color": "@line-1", "line": {"color": "@ground", "width": 2}}}
    drawn = _trace(marks, "heat_kT", "milestones", "markers", **look, text=[f"n = {count(n)}" for n in marks["n"]])
    return drawn | {"showlegend": False, "hoverinfo": "skip"}


def _axis(title: str, values: Values, span: tuple[float, float]) -> dict[str, Any]:
    if values["share_axis"] == "linear":
        return {"title": {"text": title}, "type": "linear", "range": list(span)}
    slowest = float(np.log10(_SLOWEST)) + (0.0 if span[1] == 1.0 else float(np.log10(2.0)))
    return {"title": {"text": title}, "type": "log", "range": [slowest, float(np.log10(4 * span[1]))], "dtick": 2}


def _caption(run: Columns, values: Values) -> str:
    slots = chosen_slots(values)
    if not slots:
        return "No schedule is chosen. The line is the heat of each net update in two wells, and no hops cost less."
    if not run["n"].size:
        return f"With {_name(values)} there is no drive: hops lead nowhere."
    first, last = run["n"][0], run["n"][-1]
    told = f"With {_name(values)}, update {count(first)} gives off {_told(run, 0)}"
    if last > first:
        told += f"; update {count(last)} gives off {_told(run, -1)}"
    heat, limit = (number(float(run[column][0])) for column in ("heat_kT", "speed_limit_kT"))
    if heat == limit:
        return f"{told}. No hops that are so many cost less."
    return f"{told}. The speed limit would let update {count(first)} go for {limit} kT; the tight bound does not."


def _told(run: Columns, row: int) -> str:
    hops = number(float(run["crossings"][row]))
    return f"{number(float(run['heat_kT'][row]))} kT, with {plural(hops, 'hop')} for each net one"


def _describe(table: Columns, values: Values) -> str:
    """Say what hops cost at a few shares, and where the run stands, from the table."""
    heats = [number(float(limcore.least_heat(2.0 * share, 1.0 - share)) / (2.0 * share)) for share in _SHARES]
    limits = [number(2 * share) for share in _SHARES]
    run = rows_where(table, np.isfinite(table["n"]))
    lines = [
        "Heat of each net update in kT against the net share of all hops, R/R⁰.",
        f"At shares of {_listed([number(share) for share in _SHARES])} it is {_listed(heats)} kT in two wells, which "
        "is the tight bound.",
        f"The speed limit is {_listed(limits)} kT.",
    ]
    if run["n"].size:
        (begin, end), (few, many) = ((float(run[key][0]), float(run[key][-1])) for key in ("heat_kT", "net_share"))
        lines.append(
            f"{sentence(_name(values))} goes from {number(begin)} kT at a share of {number(few)} to {number(end)} kT "
            f"at {number(many)}."
        )
    return " ".join(lines)


def _listed(texts: list[str]) -> str:
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


SPEED: Final = Figure(
    name="speed",
    title="What haste costs",
    equation=EQUATION,
    source=f"Eqs. 2 and 3 of {PAPER}; the bounds are those of {CITATIONS['lee2022'].text}, and of "
    f"{CITATIONS['shiraishi2018'].text}",
    parameters=(*(slot(name, 1) for name in SCHEDULE_SLOT), "squared_gradient", "steps", "share_axis"),
    columns=_columns,
    sketch=_sketch,
    describe=_describe,
)
