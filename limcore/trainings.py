"""Real trainings of large models: the cited table, and how many operations one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns, read_columns
from limcore._wide import product
from limcore.errors import MOST, Array, check, check_shapes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FLOP_PER_PARAMETER_AND_TOKEN", "training_compute", "training_run_columns", "training_runs"]

FLOP_PER_PARAMETER_AND_TOKEN: Final = np.asarray(6.0)


def training_compute(parameters: ArrayLike, tokens: ArrayLike) -> Array:
    """Estimate the float operations of training a transformer: 6 for each parameter and token.

    Parameters
    ----------
    parameters : array_like
        Number of parameters that work on each token, at least 0.
    tokens : array_like
        Number of tokens, at least 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Operations, of the broadcast shape.

    Raises
    ------
    DomainError
        If a number is negative or infinite.

    Notes
    -----
    Two for the forward and four for the backward pass [1]_.

    References
    ----------
    .. [1] J. Kaplan et al., "Scaling Laws for Neural Language Models", arXiv 2001.08361 (2020).

    Examples
    --------
    >>> print(f"{training_compute(175e9, 300e9):.3g}")
    3.15e+23
    """
    size = check("parameters", parameters, at_least=0.0, at_most=MOST)
    seen = check("tokens", tokens, at_least=0.0, at_most=MOST)
    check_shapes(parameters=size, tokens=seen)
    with np.errstate(all="ignore"):
        return product(FLOP_PER_PARAMETER_AND_TOKEN, size, seen)[()]


def training_runs() -> pd.DataFrame:
    """Read the table of real training runs.

    Returns
    -------
    pandas.DataFrame
        One row for each run, with the columns name; year; parameters; active_parameters, those that work on each
        token; tokens; training_flop; energy_MWh; scope, what the energy covers; hardware; source; doi or url; note.

    Examples
    --------
    >>> float(training_runs().set_index("name").loc["GPT-3", "energy_MWh"])
    1287.0
    """
    import pandas as pd

    return pd.DataFrame(training_run_columns())


def training_run_columns() -> Columns:
    """Read the table of `training_runs` as arrays, without pandas.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of runs,): numbers, or text as objects, empty where there is
        none. They cannot be written to.

    Examples
    --------
    >>> runs = training_run_columns()
    >>> float(runs["energy_MWh"][runs["name"] == "GPT-3"][0])
    1287.0
    """
    numbers = ("parameters", "active_parameters", "tokens", "training_flop", "energy_MWh")
    return dict(read_columns("training_runs.csv", **dict.fromkeys(numbers, float), year=int))
