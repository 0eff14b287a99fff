"""How a population of memory elements settles: exactly on average, and by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore.errors import MOST, DomainError, check, check_number, check_whole
from limcore.kinetics import Convention, directional_rates
from limcore.stochastic import MOST_ELEMENTS, occupation, simulate_population

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["population_columns", "population_trajectory"]


def population_trajectory(
    relaxation_times: ArrayLike,
    barrier_height: float,
    gradient_energy: float,
    *,
    elements: int,
    rate_max: float = 1.0,
    kT: float = 1.0,
    seed: int | None = None,
    convention: Convention = "mean_rate",
) -> pd.DataFrame:
    r"""Follow memory elements that begin in the state not favoured, by chance and exactly on average.

    Parameters
    ----------
    relaxation_times : array_like, shape (m,)
        Rising times from 0 on, in units of the relaxation time.
    barrier_height, gradient_energy : float
        Barrier and size of the drive in the unit of `kT`.
    elements : int
        How many elements, from 1 to 1e9.
    rate_max : float
        Attempt rate in 1/s, above 0.
    kT : float
        Thermal energy, above 0.
    seed : int, optional
        Seed of the random numbers, at least 0: the same seed gives the same counts.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    pandas.DataFrame
        One row for each time, with the columns relaxation_times; time_s (s); occupation, the exact share of elements in
        the state that the drive favours; its standard_deviation among so many elements; simulated_occupation; and
        net_rate_per_s, how fast the exact share grows (1/s).

    Raises
    ------
    DomainError
        If a parameter is out of its range, or no element ever hops, or all hop at once.

    Notes
    -----
    The relaxation time is :math:`1/(R_\rightarrow + R_\leftarrow)`, with the rates of Eqs. 1 and 2 of [1]_; the exact
    share :math:`p` is that of `occupation`, and the counts are those of `simulate_population`. Of N elements, each is
    there with the probability p, so that their share spreads by :math:`\sqrt{p(1 - p)/N}`; and

    .. math:: \frac{dp}{dt} = (1 - p) R_\rightarrow - p R_\leftarrow

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> settling = population_trajectory([0.0, 1.0, 6.0], 20.0, 2.0, elements=1000, rate_max=1e9, seed=1)
    >>> print(settling[["time_s", "occupation", "standard_deviation"]].round(4).to_string(index=False))
     time_s  occupation  standard_deviation
     0.0000      0.0000              0.0000
     0.2426      0.5568              0.0157
     1.4555      0.8786              0.0103
    """
    import pandas as pd

    law: dict[str, Any] = {"rate_max": rate_max, "kT": kT, "seed": seed, "convention": convention}
    return pd.DataFrame(population_columns(relaxation_times, barrier_height, gradient_energy, elements=elements, **law))


def population_columns(
    relaxation_times: ArrayLike,
    barrier_height: float,
    gradient_energy: float,
    *,
    elements: int,
    rate_max: float = 1.0,
    kT: float = 1.0,
    seed: int | None = None,
    convention: Convention = "mean_rate",
) -> Columns:
    """Compute the table of `population_trajectory` as arrays, without pandas.

    Parameters
    ----------
    relaxation_times, barrier_height, gradient_energy, elements, rate_max, kT, seed, convention
        As for `population_trajectory`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (m,).

    Raises
    ------
    DomainError
        If a parameter is out of its range, or no element ever hops, or all hop at once.

    Examples
    --------
    >>> settling = population_columns([0.0, 1.0, 6.0], 20.0, 2.0, elements=1000, rate_max=1e9)
    >>> print(settling["occupation"].round(4))
    [0.     0.5568 0.8786]
    """
    moments = np.atleast_1d(check("relaxation_times", relaxation_times, at_least=0.0, at_most=1e9, missing=False))
    if moments.ndim > 1 or moments.size == 0 or np.any(np.diff(moments) < 0):
        raise DomainError("relaxation_times", relaxation_times, "a list of rising times, at least one")
    barrier = check_number("barrier_height", barrier_height)
    drive = check_number("gradient_energy", gradient_energy, at_least=0.0, at_most=MOST)
    count = int(check_whole("elements", elements, at_least=1.0, at_most=MOST_ELEMENTS))
    device: dict[str, Any] = {
        "rate_max": check_number("rate_max", rate_max, above=0.0, at_most=MOST),
        "kT": check_number("kT", kT, above=0.0, at_most=MOST),
        "convention": convention,
    }
    forward, backward = (float(rate) for rate in directional_rates(barrier, drive, **device))
    if not 1e-290 < forward + backward < 1e290:
        given = "gradient_energy, rate_max and kT"
        raise DomainError("barrier_height", barrier, f"one that is crossed, with these {given}, and not all at once")
    times = moments * (1.0 / (forward + backward))
    exact = occupation(times, barrier, drive, **device)
    counts = simulate_population(times, barrier, drive, elements=count, seed=seed, **device)
    return {
        "relaxation_times": moments,
        "time_s": times,
        "occupation": exact,
        "standard_deviation": np.sqrt(exact * (1.0 - exact) / count),
        "simulated_occupation": counts / count,
        "net_rate_per_s": (1.0 - exact) * forward - exact * backward,
    }
