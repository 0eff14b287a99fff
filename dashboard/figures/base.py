"""What a figure is: a table, a drawing of that table, and a description of it in words."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard import theme
from dashboard.parameters import PARAMETERS, InvalidParameter, Parameter, Values, defaults

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

__all__ = ["PROBE", "Columns", "Drawing", "Figure", "encode_arrays", "without_probe"]

PROBE: Final = "probe"
"""The name of the mark that reads out one point."""

Columns = dict[str, NDArray[Any]]
"""A table as arrays by the name of their column; "series" names the curve that a row belongs to."""

Drawing = dict[str, Any]
"""A Plotly figure as plain data: {"data": [...], "layout": {...}}, with NumPy arrays and colour tokens."""


@dataclass(frozen=True)
class Figure:
    """A figure: its name, the words around it, the parameters it reads, and how it is made."""

    name: str
    title: str
    equation: str
    """The equation behind it, in LaTeX, with the barrier of the mean rate."""
    source: str
    """Where the equation comes from."""
    parameters: tuple[str, ...]
    columns: Callable[[Values], Columns]
    """Compute the columns of the table; their names carry their units."""
    sketch: Callable[[Columns, Values], Drawing]
    """Draw the columns as plain data: what is sent while a thumb moves."""
    describe: Callable[[Columns, Values], str]
    """Say in words what the columns show: the text alternative of the picture."""
    more: Callable[[Columns, Values], Columns] | None = None
    """Compute columns that are in the table but not drawn, and take too long to compute while a thumb moves."""
    takes_long: bool = False
    """Whether one drawing may take seconds: a server has it made by a process."""
    tilted: str = ""
    """The equation with the symmetric tilt, where it is another."""

    def equation_at(self, values: Values) -> str:
        """Give the equation by the convention of the barrier."""
        return (values.get("convention") == "symmetric_tilt" and self.tilted) or self.equation

    def values(self, /, **parameters: Any) -> Values:
        """Give a value for each parameter of the figure: those that are named, and the defaults.

        A value may be given as text, as an address takes it. Raises InvalidParameter for a name or a value that the
        figure does not take.
        """
        values = defaults(self.parameters)
        for key, value in parameters.items():
            if key not in values:
                raise self.unknown(key)
            values[key] = _parsed(PARAMETERS[key], value)
        return values

    def unknown(self, key: str) -> InvalidParameter:
        """Build the error for a parameter that the figure does not have: it names those that are written alike."""
        alike = get_close_matches(key, self.parameters, 3) or self.parameters
        return InvalidParameter("parameter", key, f"one of {', '.join(alike)}" if len(alike) > 1 else alike[0])

    def plot(self, /, mode: str = "light", **parameters: Any) -> go.Figure:
        """Compute and draw, for a notebook: `FIGURES["barrier"].plot(alpha=0.3)`."""
        return _plotly(self.drawing(self.values(**parameters)), mode)

    def all_columns(self, values: Values) -> Columns:
        """Compute all columns of the table: those that are drawn, and those that take longer."""
        return self.completed(self.columns(values), values)

    def completed(self, columns: Columns, values: Values) -> Columns:
        """Add to the columns that are drawn those that take longer."""
        return columns | self.more(columns, values) if self.more else columns

    def table(self, values: Values) -> pd.DataFrame:
        """Compute the table that is drawn and downloaded, for pandas."""
        import pandas as pd

        return pd.DataFrame(self.all_columns(values))

    def drawing(self, values: Values) -> Drawing:
        """Compute and draw as plain data, in one go."""
        return self.sketch(self.columns(values), values)

    def description(self, values: Values) -> str:
        """Compute, and say in words what there is to see."""
        return self.describe(self.columns(values), values)

    def draw(self, table: pd.DataFrame, values: Values, mode: str = "light") -> go.Figure:
        """Draw the table as a Plotly figure in the light or the dark theme."""
        return _plotly(self.sketch({str(name): column.to_numpy() for name, column in table.items()}, values), mode)


def _plotly(drawing: Drawing, mode: str) -> go.Figure:
    import plotly.graph_objects as go

    layout = drawing["layout"] | {"template": theme.template()}
    return go.Figure(theme.resolve({"data": drawing["data"], "layout": layout}, mode))


def _parsed(parameter: Parameter, value: Any) -> Any:
    try:
        text = value if isinstance(value, str) else parameter.format(value)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise parameter.refuse(repr(value)) from None
    return parameter.parse(text)


def without_probe(drawing: Drawing) -> Drawing:
    """Leave out the mark that reads out one point, where there is nothing to move it with."""
    return drawing | {"data": [trace for trace in drawing["data"] if trace.get("name") != PROBE]}


def encode_arrays(drawing: Any) -> Any:
    """Give a copy of a drawing in which arrays are base64 typed arrays, as Plotly.js reads them.

    Numbers keep all their digits (float64), in a third of the size of their decimal text.
    """
    if isinstance(drawing, np.ndarray):
        array = np.ascontiguousarray(drawing, dtype="<f8")
        packed = {"dtype": "f8", "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
        return packed | ({"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {})
    if isinstance(drawing, dict):
        return {key: encode_arrays(value) for key, value in drawing.items()}
    if isinstance(drawing, (list, tuple)):
        return [encode_arrays(value) for value in drawing]
    return drawing
