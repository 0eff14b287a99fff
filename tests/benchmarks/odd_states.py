"""States of figures that nobody would choose: many parameters at once, at the ends of their ranges, and oddities."""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Iterator
from typing import Any

from dashboard.figures import FIGURES, Figure
from dashboard.parameters import (
    PARAMETERS,
    PIN_KEYS,
    RUN_KEYS,
    Choice,
    Letters,
    Number,
    Numbers,
    OwnPoint,
    Parameter,
    Pin,
    Several,
    Span,
    Table,
)

__all__ = ["odd_queries"]

ODDITIES = (
    *("", " ", "nan", "inf", "-inf", "-0", "0", "-1", "1e400", "1e-400", "5e-324", "1e+9", "1e 9", " 1 ", "1_000"),
    *("٣", "½", "0x10", "1,5", "1;2", "true", "None", "\x00", "\n", "=1+1", "../..", "%", "'", '"', "[x](http://x)"),
    *("<script>alert(1)</script>", "![x](http://192.0.2.1/a.png)", "9" * 400, "a" * 3000, "0:1," * 500, "x: 1e-15"),
)


def odd_queries(count: int, seed: int = 0) -> Iterator[tuple[Figure, dict[str, str]]]:
    """Give figures in turn, each with a query; one query in five has an oddity in it."""
    chance = random.Random(seed)
    figures = list(FIGURES.values())
    for number in range(count):
        figure = figures[number % len(figures)]
        changed = chance.choice((0.2, 0.5, 0.9))
        query = {key: _text(PARAMETERS[key], chance) for key in figure.parameters if chance.random() < changed}
        if chance.random() < 0.2:
            key = chance.choice((*figure.parameters, "theme", "view", "unknown"))
            query[key] = chance.choice(ODDITIES)
        yield figure, query


def _text(parameter: Parameter, chance: random.Random) -> str:
    """Write a value that a parameter takes."""
    return parameter.format(_value(parameter, chance))


@functools.singledispatch
def _value(parameter: Parameter, chance: random.Random) -> Any:
    raise NotImplementedError(f"no values are known for {type(parameter).__name__}")


@_value.register
def _(parameter: Number, chance: random.Random) -> float:
    least, most = parameter.minimum, parameter.maximum
    if chance.random() < 0.4:
        return chance.choice((least, most))
    if chance.random() < 0.4:
        return chance.choice(parameter.stops)
    low = max(least, 1e-12 * most)
    value = math.exp(chance.uniform(math.log(low), math.log(most))) if low > 0 else chance.uniform(least, most)
    return min(max(float(round(value)) if parameter.whole else value, least), most)


@_value.register
def _(parameter: Choice, chance: random.Random) -> str:
    return chance.choice(list(parameter.options))


@_value.register
def _(parameter: Several, chance: random.Random) -> tuple[str, ...]:
    return tuple(one for one in parameter.options if chance.random() < 0.3)


@_value.register
def _(parameter: Numbers, chance: random.Random) -> tuple[float, ...]:
    low, high = math.log(parameter.minimum), math.log(parameter.maximum)
    some = [math.exp(chance.uniform(low, high)) for _ in range(chance.randint(0, parameter.most - 2))]
    return (parameter.minimum, parameter.maximum, *(min(one, parameter.maximum) for one in some))


@_value.register
def _(parameter: Span, chance: random.Random) -> tuple[float, float]:
    low, high = sorted(chance.sample(range(len(parameter.stops)), 2))
    return parameter.stops[low], parameter.stops[high]


@_value.register
def _(parameter: OwnPoint, chance: random.Random) -> tuple[str, float]:
    return chance.choice(("my chip", "=1+1", "a,b;c", "<b>&amp;")), 10 ** chance.uniform(-24, 0)


@_value.register
def _(parameter: Letters, chance: random.Random) -> str:
    return "".join(chance.choices(list(parameter.letters), k=chance.choice((0, 1, 10, parameter.most))))


@_value.register
def _(parameter: Table, chance: random.Random) -> tuple[tuple[float, float], ...]:
    count = chance.choice((1, 2, 10, parameter.most // 2))
    steps = sorted({0.0, *(float(round(10 ** chance.uniform(0, 13))) for _ in range(count - 1))})
    return tuple((step, chance.choice((1.0, 1e-300, 10 ** chance.uniform(-9, 0)))) for step in steps)


@_value.register
def _(parameter: Pin, chance: random.Random) -> str:
    held = {key: _text(PARAMETERS[key], chance) for key in RUN_KEYS if key not in PIN_KEYS and chance.random() < 0.1}
    return ";".join(f"{key}:{text}" for key, text in held.items())
