"""What training a model of a given size could cost on different substrates, wall by wall.

The accounting is this project's own. Each assumption is an argument or stands in `SUBSTRATES`, whose numbers are rows
of the cited table of hardware.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns
from limcore._wide import product
from limcore.constants import BOLTZMANN, landauer_energy
from limcore.course import Start
from limcore.dissipation import freeze_energy
from limcore.errors import MOST, Array, DomainError, check, check_each, check_number
from limcore.pace import updates_made
from limcore.retention import barrier_for_retention
from limcore.schedules import LAST_STEP, Schedule
from limcore.spectrum import hardware_columns
from limcore.substrates import SUBSTRATES, WALLS
from limcore.trainings import FLOP_PER_PARAMETER_AND_TOKEN
from limcore.trajectory import dissipation_columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["project_training", "projection_columns", "updates_for_energy"]

_ROOM_TEMPERATURE: Final = 300.0
_GRID: Final = 200
_SPENT: Final = "cumulative_dissipation"


def project_training(
    parameters: ArrayLike,
    *,
    tokens: ArrayLike,
    steps: float,
    schedule: Schedule,
    alpha: float,
    updates: ArrayLike | None = None,
    moves: ArrayLike | None = None,
    bits_per_parameter: float = 16.0,
    kT: float = BOLTZMANN * _ROOM_TEMPERATURE,
    squared_gradient: float = 1.0,
    start: Start = "paper",
    transfers_per_step: float = 3.0,
    static_barrier: float = 1e6,
    retention: float = 10 * 365.25 * 86400,
    rate_max: float = 1e9,
) -> pd.DataFrame:
    r"""Project what training costs on each of the substrates.

    Parameters
    ----------
    parameters : array_like, shape (m,)
        Numbers of parameters D, above 0.
    tokens : array_like
        Tokens to learn from; broadcast against `parameters`.
    steps : float
        Steps of the optimiser, at least 1.
    schedule : Schedule
        Learning-rate schedule, over the updates.
    alpha : float
        Rate exponent, between 0 and 1.
    updates : array_like, optional
        Updates of each parameter, at least 1; broadcast against `parameters`. By default `steps`.
    moves : array_like, optional
        How often each parameter travels between memory and computing, at least 0; broadcast against `parameters`. By
        default `transfers_per_step` times `steps`. Counted alike with `updates`, each of the 6DT operations fetches its
        parameter once, without any reuse: both are then six times the tokens. Machines reuse what they have fetched.
    bits_per_parameter : float
        Bits in which a parameter is kept; each is a memory element.
    kT : float
        Thermal energy in J.
    squared_gradient : float
        Squared gradient, from 0 to 1.
    start : {"paper", "barrier_free"}
        Law of the update rates.
    transfers_per_step : float
        How often a parameter travels in a step: read forward, read backward, and written back. Without effect if
        `moves` are given.
    static_barrier : float
        Barrier of a static memory in kT, thrown away at each write.
    retention : float
        How long the result is to be remembered, in s.
    rate_max : float
        Attempt rate in 1/s.

    Returns
    -------
    pandas.DataFrame
        One row for each substrate and number of parameters, with the columns substrate, parameters, tokens,
        updates_per_parameter, moves_per_parameter, and for each of the walls its energy in J: computing_J, memory_J,
        updates_J, consolidation_J.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Notes
    -----
    With D parameters of b bits, M moves and N updates of each, and T tokens:

    .. math:: E = 6DT\,e_\mathrm{op} + DbM\,e_\mathrm{bit}
                  + D\sum_{n=1}^{N} e_\mathrm{update}(n) + Db\,e_\mathrm{store}

    For learning-in-memory an update costs :math:`b\,(\max(E^0_n, 0) + \Delta E_n)`, and storing what the barrier still
    lacks. Computing in the memory reads a parameter where it stands: that is part of :math:`e_\mathrm{op}`. The result
    is stored once. Inputs and gradients, cooling, idle parts, and networks between machines are left out.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> table = project_training([1e9], tokens=2e10, steps=1e6, schedule=paper, alpha=0.5).set_index("substrate")
    >>> print(f"{table.loc['rram', 'updates_J']:.3g} J against {table.loc['learning', 'updates_J']:.2g} J")
    208 J against 0.00038 J
    """
    import pandas as pd

    return pd.DataFrame(
        projection_columns(
            parameters,
            tokens=tokens,
            steps=steps,
            schedule=schedule,
            alpha=alpha,
            updates=updates,
            moves=moves,
            bits_per_parameter=bits_per_parameter,
            kT=kT,
            squared_gradient=squared_gradient,
            start=start,
            transfers_per_step=transfers_per_step,
            static_barrier=static_barrier,
            retention=retention,
            rate_max=rate_max,
        )
    )


def projection_columns(
    parameters: ArrayLike,
    *,
    tokens: ArrayLike,
    steps: float,
    schedule: Schedule,
    alpha: float,
    updates: ArrayLike | None = None,
    moves: ArrayLike | None = None,
    bits_per_parameter: float = 16.0,
    kT: float = BOLTZMANN * _ROOM_TEMPERATURE,
    squared_gradient: float = 1.0,
    start: Start = "paper",
    transfers_per_step: float = 3.0,
    static_barrier: float = 1e6,
    retention: float = 10 * 365.25 * 86400,
    rate_max: float = 1e9,
) -> Columns:
    """Compute the table of `project_training` as arrays, without pandas.

    Parameters
    ----------
    parameters, tokens, steps, schedule, alpha, updates, moves, bits_per_parameter, kT, squared_gradient, start
        As for `project_training`.
    transfers_per_step, static_barrier, retention, rate_max
        As for `project_training`.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of substrates times m,); those of a substrate stand together.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> table = projection_columns([1e9], tokens=2e10, steps=1e6, schedule=paper, alpha=0.5)
    >>> print(f"{table['updates_J'][table['substrate'] == 'rram'][0]:.3g} J")
    208 J
    """
    size = np.atleast_1d(check("parameters", parameters, above=0.0, at_most=MOST))
    if size.ndim > 1 or size.size == 0:
        raise DomainError("parameters", f"shape {size.shape}", "a number, or a list of at least one")
    count = check_number("steps", steps, at_least=1.0, at_most=LAST_STEP)
    seen = check_each("tokens", check("tokens", tokens, at_least=0.0, at_most=MOST), size.size, "parameters")
    some = check("updates", count if updates is None else updates, at_least=1.0, at_most=LAST_STEP, missing=False)
    made = check_each("updates", some, size.size, "parameters")
    bits = check_number("bits_per_parameter", bits_per_parameter, above=0.0, at_most=MOST)
    static = check_number("static_barrier", static_barrier, at_least=0.0, at_most=MOST)
    transfers = check_number("transfers_per_step", transfers_per_step, at_least=0.0, at_most=MOST)
    moved: tuple[ArrayLike, ...] = (transfers, count)
    if moves is not None:
        often = check("moves", moves, at_least=0.0, at_most=MOST, missing=False)
        moved = (check_each("moves", often, size.size, "parameters"),)
    thermal = check_number("kT", kT, above=0.0, at_most=MOST)
    element = _element(schedule, made, alpha=alpha, squared_gradient=squared_gradient, kT=thermal, start=start)
    check_number("retention", retention, above=0.0, at_most=MOST)
    check_number("rate_max", rate_max, above=0.0, at_most=MOST)
    target = float(barrier_for_retention(retention, rate_max=rate_max, kT=thermal))
    costs = _costs()
    each: dict[str, tuple[ArrayLike, ...]] = {
        "static": (element["made"], static, thermal),
        "landauer": (element["made"], landauer_energy(thermal)),
        "learning": (element["spent"],),
    }
    walls: dict[str, list[Array]] = {wall: [] for wall in WALLS}
    for one in SUBSTRATES.values():
        cells = np.ceil(bits / one.bits_in_a_cell)
        update = each[one.update] if one.update in each else (element["made"], costs[one.update])
        stored = freeze_energy(element["barrier"], target) if one.storage == "learning" else costs[one.storage]
        walls["computing"].append(_energy(FLOP_PER_PARAMETER_AND_TOKEN, size, seen, costs[one.computing]))
        walls["memory"].append(_energy(size, bits, *moved, costs[one.transfer]))
        walls["updates"].append(_energy(size, cells, *update))
        walls["consolidation"].append(_energy(size, bits, stored))
    times = {
        "updates_per_parameter": element["made"],
        "moves_per_parameter": np.broadcast_to(_energy(*moved), size.shape),
    }
    repeated = {"parameters": size, "tokens": seen} | times
    return (
        {"substrate": np.repeat(np.asarray(list(SUBSTRATES), dtype=object), size.size)}
        | {name: np.tile(column, len(SUBSTRATES)) for name, column in repeated.items()}
        | {f"{wall}_J": np.concatenate(parts) for wall, parts in walls.items()}
    )


def _energy(*factors: ArrayLike) -> Array:
    """Multiply numbers and energies; a wall that nothing is spent on costs nothing, however many numbers there are."""
    with np.errstate(all="ignore"):
        return product(*(np.asarray(one) for one in factors))


@functools.cache
def _costs() -> Mapping[str | None, float]:
    """Give the energy in J of each row of the table of hardware by its name; the dearer end of a range."""
    table = hardware_columns()
    each = zip(table["name"], table["energy_high_J"], strict=True)
    return MappingProxyType({None: 0.0} | {str(name): float(energy) for name, energy in each})


def _element(schedule: Schedule, updates: Array, **law: Any) -> dict[str, Array]:
    """Compute what one memory element has dissipated after each number of steps, its barrier, and its updates."""
    whole = np.rint(updates)
    listed = np.unique(whole)
    path = dissipation_columns(schedule, float(listed[-1]), **law, points=listed, only=["barrier", _SPENT])
    place = np.searchsorted(listed, whole)
    counted = updates_made(schedule, listed, law["squared_gradient"])
    return {"spent": path[_SPENT][place], "barrier": path["barrier"][place], "made": counted[place]}


def updates_for_energy(
    energy: float,
    schedule: Schedule,
    *,
    alpha: float,
    kT: float = 1.0,
    squared_gradient: float = 1.0,
    start: Start = "paper",
) -> float:
    """Find how many updates of a schedule one memory element can make with a given energy.

    Parameters
    ----------
    energy : float
        Energy, above 0, in the unit of `kT`.
    schedule, alpha, kT, squared_gradient, start
        As for `learning_trajectory`.

    Returns
    -------
    float
        The updates, to about one part in a thousand; 0 if the first takes more, infinity if more than 1e300 take less.

    Raises
    ------
    DomainError
        If a parameter is out of its range.

    Examples
    --------
    >>> from limcore import make_schedule
    >>> paper = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> print(f"{updates_for_energy(5.715e6, paper, alpha=0.5):.3g}")
    1e+06
    """
    available = check_number("energy", energy, above=0.0, at_most=MOST)
    law: dict[str, Any] = {"alpha": alpha, "kT": kT, "squared_gradient": squared_gradient, "start": start}
    low, high = 1.0, LAST_STEP
    while high / low > 1.001:
        n = np.unique(np.rint(np.geomspace(low, high, _GRID)))
        spent = dissipation_columns(schedule, float(n[-1]), **law, points=n, only=[_SPENT])[_SPENT]
        enough = int(np.searchsorted(spent, available, side="right"))
        if enough == 0:
            return 0.0 if low == 1.0 else low
        if enough == n.size:
            return np.inf if high == LAST_STEP else high
        low, high = float(n[enough - 1]), float(n[enough])
        if high - low <= 1.0:
            break
    return low
