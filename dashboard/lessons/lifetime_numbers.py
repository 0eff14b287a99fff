"""The numbers that the lesson on forgetting speaks of, from the memories of the page of lifetimes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import limcore
from dashboard.figures.memories import LEARNING, kept, lasting
from dashboard.parameters import Values
from dashboard.wording import number

__all__ = ["LIFETIME_NUMBERS"]

_MORE: Final = 100.0  # times as many elements
_LATE: Final = 1000.0
_STEEPER: Final = 0.7


def _lasts(name: str, **changes: Any) -> Callable[[Values], float]:
    def compute(values: Values) -> float:
        changed = values | changes
        (memory,) = (one for one in kept(changed) if one.name == name)
        return lasting(memory, changed["memory_size"], changed["retrieval_threshold"])

    return compute


def _begins(values: Values, name: str) -> float:
    (memory,) = (one for one in kept(values) if one.name == name)
    table = limcore.lifetime_columns(memory.model, elements=values["memory_size"], times=[0.0], **memory.given)
    return float(table["snr"][0])


def _with_more_elements(name: str) -> Callable[[Values], float]:
    def compute(values: Values) -> float:
        more = values | {"memory_size": _MORE * values["memory_size"]}
        return _lasts(name)(more) / _lasts(name)(values)

    return compute


def _with_less_q(values: Values) -> str:
    less = values | {"write_probability": values["write_probability"] / 10.0}
    ratio = _lasts("binary")(less) / _lasts("binary")(values)
    return "ten" if ratio > 9.9 else "less" if ratio > 1.0 else "shorter"


def _beginning_with_alpha(values: Values) -> str:
    before, after = (_begins(values | {"alpha": alpha}, LEARNING) for alpha in (values["alpha"], _STEEPER))
    return "same" if abs(after / before - 1.0) < 1e-9 else "weaker" if after < before else "stronger"


def _late_is_weaker(values: Values) -> float:
    return _begins(values, LEARNING) / _begins(values | {"stored_at": _LATE}, LEARNING)


def _patterns(value: float) -> str:
    return number(float(f"{value:.2g}"), 2)


LIFETIME_NUMBERS: Final[dict[str, tuple[Callable[[Values], float | str], Callable[[Any], str]]]] = {
    "binary_lasts": (_lasts("binary"), _patterns),
    "binary_with_less_q": (_with_less_q, str),
    "binary_lasts_with_less_q": (_lasts("binary", write_probability=0.01), _patterns),
    "binary_with_more_elements": (_with_more_elements("binary"), lambda value: number(value, 3)),
    "chain_with_more_elements": (_with_more_elements("chain"), lambda value: number(value, 2)),
    "cascade_lasts": (_lasts("cascade"), lambda value: number(value, 3)),
    "beginning_with_alpha": (_beginning_with_alpha, str),
    "learning_lasts": (_lasts(LEARNING), _patterns),
    "learning_lasts_with_alpha": (_lasts(LEARNING, alpha=_STEEPER), _patterns),
    "late_is_weaker": (_late_is_weaker, _patterns),
}
"""How each is computed, and how it is written."""
