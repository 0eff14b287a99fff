"""A figure that is taken away: what is asked for, and what every format is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property

from dashboard.export.paper import Paper
from dashboard.export.provenance import LOCAL_APP, Provenance, provenance
from dashboard.figures import Columns, Drawing, Figure
from dashboard.figures.labels import unlabelled
from dashboard.parameters import Values

__all__ = ["Export"]


@dataclass(frozen=True, eq=False)
class Export:
    """A figure with its parameters, and how it is to look; what is computed of it is computed once for all formats."""

    figure: Figure
    values: Values
    base: str = LOCAL_APP
    """The address of the app, to which links lead."""
    _: KW_ONLY
    paper: Paper = field(default_factory=Paper)
    page_theme: str = "auto"
    """Light, dark, or as the reader's system has it."""
    veiled: bool = False
    """Whether it keeps its words to itself: a question about them is open."""
    controls: tuple[str, ...] = ()
    """The parameters that move a page by itself; none: those that move it most."""

    keys = (*Paper.keys, "controls")
    """What `read` reads beside the parameters."""

    @classmethod
    def read(cls, figure: Figure, values: Values, base: str, query: Mapping[str, str]) -> Export:
        """Read from a query; raise InvalidParameter for what is not allowed."""
        named = (key.strip() for key in query.get("controls", "").split(","))
        controls = tuple(dict.fromkeys(key for key in named if key))
        paper = Paper.read(query)
        page_theme = paper.colours if "theme" in query else "auto"
        return cls(figure, values, base, paper=paper, page_theme=page_theme, controls=controls)

    @cached_property
    def columns(self) -> Columns:
        """The columns that are drawn."""
        return self.figure.columns(self.values)

    @cached_property
    def table(self) -> Columns:
        """The whole table."""
        return self.figure.completed(self.columns, self.values)

    @cached_property
    def drawing(self) -> Drawing:
        """The drawing, as plain data."""
        drawing = self.figure.sketch(self.columns, self.values)
        return unlabelled(drawing) if self.veiled else drawing

    @cached_property
    def description(self) -> str:
        """What there is to see, in words."""
        return self.figure.describe(self.columns, self.values)

    @cached_property
    def provenance(self) -> Provenance:
        """Where it comes from."""
        return provenance(self.figure, self.values, self.base)
