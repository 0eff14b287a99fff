"""How well a model has learnt: by its loss, or by the share of other examples that it gets right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.figures.base import Columns
from dashboard.figures.runs import Array

__all__ = ["ACCURACY", "LOSS", "Judged", "judged_by"]


@dataclass(frozen=True)
class Judged:
    """One of the two ways to judge a model."""

    column: str
    """Of a table."""
    scale: float
    """From what the column has to what is shown."""
    name: str
    unit: str

    @property
    def title(self) -> str:
        """What stands beside its axis."""
        return f"{self.name} ({self.unit})"

    def of(self, table: Columns) -> Array:
        """Give what is shown of all rows."""
        return self.scale * table[self.column]


LOSS: Final = Judged("loss_nat", 1.0, "loss", "nat")
ACCURACY: Final = Judged("accuracy", 100.0, "right", "%")


def judged_by(wanted: str, task: str) -> Judged:
    """Give the way that is wanted; of the bowl, where nothing is right or wrong, the loss."""
    return ACCURACY if wanted == "accuracy" and task != "bowl" else LOSS
