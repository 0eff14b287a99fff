"""Tables: numbers as people write them, which still sort as numbers, and texts with a name above each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.figures import Columns
from dashboard.wording import number

__all__ = ["number_table", "text_table"]


def number_table(columns: Columns, *, digits: int = 6, **options: Any) -> None:
    """Draw a table to look through: 1.75 × 10¹¹, however small or large, and nothing where there is no number.

    Options are those of Streamlit; of a column that they format themselves, its format is theirs.
    """
    import pandas as pd

    table = pd.DataFrame(columns)
    written = partial(number, digits=digits)
    styled = table.style.format(dict.fromkeys(table.select_dtypes("float"), written), na_rep="")
    st.dataframe(styled, hide_index=True, placeholder="", **options)


def text_table(columns: Mapping[str, Sequence[str]], *, alt: str) -> None:
    """Draw a small table, the names of its rows in the first column; `alt` says what is in it."""
    import pandas as pd

    st.table(pd.DataFrame(columns), hide_index=True, hide_header=False, alt=alt)
