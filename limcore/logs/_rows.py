"""What readers of logs share: names of columns, numbers as people write them, and the rows as they come."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from limcore.logs._source import LogError

__all__ = ["ROLES", "Asked", "Rows", "normal", "number", "picked", "role", "shown"]

ROLES: Final = ("step", "learning_rate", "loss", "gradient_norm", "epoch")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {  # in each, what is meant first
    "step": (
        "global_step|trainer_global_step|train_global_step|num_updates",
        "_?step|current_steps|iter|iteration|schritt|train_step|steps|iterations|iters|optimizer_step|total_steps_done",
        "updates?|batch|it|pas|paso|n",
    ),
    "learning_rate": (
        "learning_?rate|lr|lernrate|taux_d_apprentissage|tasa_de_aprendizaje",
        r"(.*_)?(learning_?rate|lr)",
        r"(.*_)?(lr|learning_?rate)_?(\d+|pg_?\d+|group_?\d+|[a-z]*(adam|sgd|lion|adafactor|rmsprop|opt)\w*)",
        "eta|η",
    ),
    "loss": (
        "train_loss|training_loss|loss|lm_loss|total_loss|trl|verlust|perte",
        "(.*_)?train(ing)?_loss(_step)?|(.*_)?loss_?train|train_total_loss|train_crossentropyloss|loss_step",
        "train_loss_epoch|mean_loss|avg_loss|ce_loss|cross_entropy|nll_loss|loss_epoch",
    ),
    "gradient_norm": (
        "grad(ient)?_?norm|gnorm|norm|global_grad_norm|total_grad_norm|gradientennorm",
        "(.*_)?grad(ient)?_?norm(_total)?|(.*_)?total_norm",
    ),
    "epoch": ("epoch|epochs|epoche|époque|train_epoch",),
}
_PATTERNS: Final = [
    (name, place, re.compile(pattern)) for name, ways in _NAMES.items() for place, pattern in enumerate(ways)
]
_NOT_TRAINING: Final = re.compile(r"(^|_)(val|valid|validation|eval|test|dev)(_|$)")
_DECIMAL_COMMA: Final = re.compile(r"[-+]?\d+,\d+(e[-+]?\d+)?", re.IGNORECASE)


def normal(name: str) -> str:
    """Write a name as most do: small letters, words joined by underscores."""
    return re.sub(r"[\s\-./:()]+", "_", name.strip().strip("'\"").lower()).strip("_") if len(name) < 200 else ""


@lru_cache(maxsize=4096)
def role(name: str) -> tuple[str, int] | None:
    """Tell what a name stands for, and how surely (0 first)."""
    plain = normal(name)
    if not plain or _NOT_TRAINING.search(plain):
        return None
    for kind, place, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return kind, place
    return None


def picked(names: Iterable[str]) -> dict[str, str]:
    """Choose for each role the name that means it most surely; the first of several."""
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        found = role(name)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = found[1], name
    return {kind: name for kind, (_, name) in best.items()}


def shown(value: object) -> str:
    """Write a value, cut where it is long."""
    text = " ".join(str(value).split())
    return repr(text if len(text) <= 40 else text[:39] + "…")


def number(value: Any) -> float | None:
    """Read a number; NaN of what is missing, None of what is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    if value is None:
        return math.nan
    if isinstance(value, list) and value and not isinstance(value[0], list):
        return number(value[0])
    return _written(value) if isinstance(value, str) else None


def _written(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        text = value.strip().strip("'\"").lower()
    if text in ("", "-", "na", "n/a", "none", "null"):
        return math.nan
    return float(text.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(text) else None


@dataclass(frozen=True)
class Asked:
    """What a caller says: which run, and where the columns are."""

    run: str | None
    columns: Mapping[str, Any]

    def named(self) -> dict[str, Any]:
        """Give the columns that are said by name or number."""
        return {kind: where for kind, where in self.columns.items() if isinstance(where, (str, int))}


@dataclass
class Rows:
    """Rows as they stand in a file: five numbers each, NaN for what is missing."""

    format: str
    values: array[float] = field(default_factory=lambda: array("d"))
    notes: list[str] = field(default_factory=list)
    infinite: int = 0
    unread: int = 0
    first_unread: str = ""
    rounded: bool = False  # whether rates are written with so few digits that 0 means "small"

    def add(self, line: int, cells: Iterable[tuple[str, Any]]) -> None:
        """Add a row from what stands in its cells, each with its role, or say that one cannot be read."""
        row = dict.fromkeys(ROLES, math.nan)
        for kind, text in cells:
            value = number(text)
            if value is None:
                self.unread += 1
                name = kind.replace("_", " ")
                self.first_unread = self.first_unread or f"line {line}, column {name}: {shown(text)}"
                continue
            row[kind] = value
            if not math.isfinite(value):
                self.infinite += text is not None and str(text).strip() != ""
        self.values.extend(row.values())
        if len(self.values) > 5 * 4_000_000:
            raise LogError("This log has more than four million rows: bring a part of it, say every tenth row.")
