"""Scripts for lifetimes: the memories that are compared, and what becomes of a pattern in each."""

from __future__ import annotations

from typing import Any, Final

from dashboard.export.snippets.parts import SERIES, bracketed, dictionary, in_unit, literal, loop, quoted, schedule_call
from dashboard.figures.lifetimes import MOMENTS, states
from dashboard.figures.memories import ENERGIES, Kept, kept
from dashboard.figures.memory_front import Knob, knobs, series_of
from dashboard.figures.memory_history import BITS, PRICED, with_states
from dashboard.parameters import Values

__all__ = ["lifetimes", "memory_front", "memory_history"]

_EACH: Final = "for series, (model, given) in memories.items()"


def lifetimes(values: Values) -> list[str]:
    """Compute signal, noise and energies of each memory at all times, and the frontier."""
    followed = "limcore.memory_lifetime(model, elements=elements, times=times, **given)"
    frontier = f"limcore.memory_frontier(times, elements=elements, states={literal(states(values))})"
    return [
        f"elements = {literal(values['memory_size'])}",
        f"times = np.concatenate([[0.0], np.logspace({', '.join(map(str, MOMENTS))})])  # in patterns",
        f"memories = {_memories(kept(values), values)}",
        "",
        "parts = {}",
        loop(_EACH, f"parts[series] = {followed}"),
        f'parts["frontier"] = pd.DataFrame({{"time": times, "snr": {frontier}}})',
        f'table = {SERIES}.rename(columns={{"time": "patterns"}})',
        *in_unit("kT", ENERGIES),
    ]


def memory_front(values: Values) -> list[str]:
    """Compute how strong a pattern begins, how long it lasts and what it takes, along the knob of each memory."""
    turned = (f"{quoted(series_of(knob))}: {_turned(knob, values)}" for knob in knobs(values) if not knob.memory.pin)
    row = {
        "knob": "stop",
        "strength": 'first["snr"]',
        "lifetime": "limcore.retrieval_time(model, elements=elements, threshold=threshold, **memory)",
        "dissipation_kT": 'first["dissipation"]',
        "landauer_kT": 'first["landauer"]',
    }
    each = loop(
        "for stop in stops",
        "memory = given | {knob: stop}",
        "first = limcore.memory_lifetime(model, elements=elements, times=[0.0], **memory).iloc[0]",
        f"rows.append({dictionary(row)})",
    )
    return [
        f"elements = {literal(values['memory_size'])}",
        f"threshold = {literal(values['retrieval_threshold'])}",
        f"memories = {bracketed('{', turned, '}')}",
        "",
        "parts = {}",
        loop(
            "for series, (model, given, knob, stops) in memories.items()",
            "rows = []",
            each,
            "parts[series] = pd.DataFrame(rows)",
        ),
        f"table = {SERIES}",
    ]


def memory_history(values: Values) -> list[str]:
    """Compute the states of an element of each memory after each event of the history."""
    followed = "limcore.memory_history(model, events=events, **given)"
    bits = ", ".join(f"{quoted(letter)}: {bit}" for letter, bit in BITS.items())
    return [
        f"history = {quoted(values['history'])}",
        f"events = [{{{bits}}}[letter] for letter in history]",
        f"memories = {_memories(with_states(values), values)}",
        "",
        "parts = {}",
        loop(_EACH, f"parts[series] = {followed}"),
        f"table = {SERIES}",
        *in_unit("kT", PRICED),
    ]


def _turned(knob: Knob, values: Values) -> str:
    """Write what limcore calls a memory, its parameters, the one that is turned, and through which values."""
    given = _given(knob.memory, values, but=knob.parameter)
    return bracketed("(", (quoted(knob.memory.model), given, quoted(knob.parameter), _stops(knob.stops)), ")")


def _stops(stops: tuple[float, ...]) -> str:
    return f"[{', '.join(str(stop) if isinstance(stop, int) else literal(stop) for stop in stops)}]"


def _memories(memories: list[Kept], values: Values) -> str:
    """Write each memory by its name: what limcore calls it, and its parameters."""
    listed = (f"{quoted(one.name)}: ({quoted(one.model)}, {_given(one, values)})" for one in memories)
    return bracketed("{", listed, "}")


def _given(one: Kept, values: Values, but: str = "") -> str:
    entries = [f"{quoted(key)}: {_value(key, value, values)}" for key, value in one.parameters if key != but]
    line = f"{{{', '.join(entries)}}}"
    return line if len(line) < 70 and "\n" not in line else bracketed("{", entries, "}")


def _value(key: str, value: Any, values: Values) -> str:
    if key == "schedule":
        return schedule_call(values, 1)
    return str(value) if isinstance(value, int) else literal(value)
