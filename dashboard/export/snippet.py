"""A figure as Python: a short script in limcore alone to go on from, and one that makes its whole table again."""

from __future__ import annotations

import textwrap
from typing import Final

import limcore
from dashboard.export.snippets import WRITERS
from dashboard.export.snippets.parts import bracketed, literal, quoted, whole
from dashboard.figures import Figure
from dashboard.figures.chosen_schedules import in_use
from dashboard.parameters import PARAMETERS, PIN_KEYS, Number, Values

__all__ = ["regenerate_script", "snippet"]

_LONGEST_LINE: Final = 118
_MODULES: Final = {
    "limcore.": "import limcore",
    "np.": "import numpy as np",
    "pd.": "import pandas as pd",
}


def snippet(figure: Figure, values: Values) -> str:
    """Write a script that computes with limcore what the figure shows, into a DataFrame called `table`."""
    lines = WRITERS[figure.name](values)
    code = "\n".join(lines)
    modules = [line for name, line in _MODULES.items() if name in code]
    return "\n".join([*_header(figure, values), "", *modules, "", code, "print(table)", ""])


def _header(figure: Figure, values: Values) -> list[str]:
    """Say what is computed and after whom."""
    said = [f"{figure.title}.", f"{figure.source}.", f"Computed with limcore {limcore.__version__}."]
    if any(values.get(pin) for pin in PIN_KEYS):
        said.append("What is pinned is left out here.")
    return [f"# {line}" for text in said for line in textwrap.wrap(text, _LONGEST_LINE)]


def regenerate_script(figure: Figure, values: Values) -> str:
    """Write a script that makes the whole table of the figure again, bit for bit, from the parameters in use."""
    given = [f"{key}={_argument(key, values)}" for key in in_use(values)]
    name = quoted(figure.name)
    return "\n".join(
        [
            "from pathlib import Path",
            "",
            "from dashboard.export.tables import csv_rows",
            "from dashboard.figures import FIGURES",
            "",
            bracketed(f"values = FIGURES[{name}].values(", given, ")"),
            f'Path("{figure.name}.csv").write_text(csv_rows(FIGURES[{name}].table(values)), "utf-8")',
            "",
        ]
    )


def _argument(key: str, values: Values) -> str:
    parameter, value = PARAMETERS[key], values[key]
    if isinstance(parameter, Number):
        return whole(value) if parameter.whole else literal(value)
    return quoted(parameter.format(value))
