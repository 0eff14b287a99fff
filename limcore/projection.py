"""What training a model of a given size could cost on different substrates, wall by wall.

The accounting is this project's own. Each assumption is an argument or stands in `SUBSTRATES`, whose numbers are rows
of the cited table of hardware.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import product
from limcore.constants import BOLTZMANN, landauer_energy
from limcore.dissipation import freeze_energy
from limcore.errors import MOST, Array, DomainError, check, check_each, check_number, check_shapes
from limcore.pace import updates_made
from limcore.retention import barrier_for_retention
from limcore.schedules import LAST_STEP, Schedule
from limcore.spectrum import read_table
from limcore.trajectory import Start, dissipation_trajectory

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BRAIN_SCALE",
    "SUBSTRATES",
    "WALLS",
    "PublishedProjection",
    "Substrate",
    "project_training",
    "training_compute",
    "training_runs",
    "updates_for_energy",
]

WALLS: Final = MappingProxyType(
    {
        "computing": "computing",
        "memory": "moving data: the memory-wall",
        "updates": "updates: the update-wall",
        "consolidation": "consolidation: the consolidation-wall",
    }
)
"""What energy goes into, and the names of the walls."""

_ROOM_TEMPERATURE: Final = 300.0
_FLOP_PER_PARAMETER_AND_TOKEN: Final = np.asarray(6.0)
_GRID: Final = 200


@dataclass(frozen=True)
class Substrate:
    """What the parts of training cost on a substrate: names of rows of `hardware_table`, or None where nothing.

    Attributes
    ----------
    title : str
        Its name for people.
    computing : str or None
        The row for one float operation.
    transfer : str or None
        The row for one bit moved between memory and computing.
    update : str
        The row for one write; or "static" (a barrier of `static_barrier`), "learning" (a barrier that follows the
        schedule) or "landauer".
    bits_in_a_cell : float
        How many bits of a parameter are written at once.
    storage : str or None
        The row for one bit written to long-term memory in the end; "learning": a barrier raised to what retention asks.
    """

    title: str
    computing: str | None
    transfer: str | None
    update: str
    bits_in_a_cell: float = 1.0
    storage: str | None = None


_IN_MEMORY: Final = "AFPR-CIM (RRAM)"
_LONG_TERM: Final = "Phase-change cell"
SUBSTRATES: Final[Mapping[str, Substrate]] = MappingProxyType(
    {
        "von_neumann": Substrate("GPU and DRAM", "NVIDIA H100 SXM", "HBM2E device", "static", 1.0, _LONG_TERM),
        "rram": Substrate("RRAM, compute-in-memory", _IN_MEMORY, None, "RRAM write, as the paper has it"),
        "dynamic": Substrate(
            "Fowler-Nordheim dynamic memory", _IN_MEMORY, None, "Fowler-Nordheim dynamic memory", 14.0, _LONG_TERM
        ),
        "learning": Substrate("learning-in-memory", _IN_MEMORY, None, "learning", 1.0, "learning"),
        "landauer": Substrate("Landauer limit", None, None, "landauer"),
    }
)
"""The substrates that are compared."""


@dataclass(frozen=True)
class PublishedProjection:
    """A claim from the literature of what training could cost.

    Attributes
    ----------
    parameters : float
        Size of the model.
    energy_low_J, energy_high_J : float
        Range of the energy in J.
    source, doi : str
        Where it is published.
    url : str
        Where the version that states it is found.
    """

    parameters: float
    energy_low_J: float
    energy_high_J: float
    source: str
    doi: str
    url: str


BRAIN_SCALE: Final = PublishedProjection(
    1e15,
    1e8,
    1e9,
    "Chen et al. 2024, versions 1 and 2",
    "10.48550/arXiv.2402.14878",
    "https://arxiv.org/abs/2402.14878v2",
)
"""The claim for a model of the size of a brain on learning-in-memory.

Z. Chen, J. Leugering, G. Cauwenberghs and S. Chakrabartty, "Energy-efficiency Limits on Training AI Systems using
Learning-in-Memory", arXiv 2402.14878, versions 1 and 2 (2024). From version 3 on (2025) the work has another title and
other authors, and its abstract leaves the claim out.
"""


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
        return product(_FLOP_PER_PARAMETER_AND_TOKEN, size, seen)[()]


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
    numbers = ("parameters", "active_parameters", "tokens", "training_flop", "energy_MWh")
    return read_table("training_runs.csv").astype(dict.fromkeys(numbers, "float64"))


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
        walls["computing"].append(_energy(_FLOP_PER_PARAMETER_AND_TOKEN, size, seen, costs[one.computing]))
        walls["memory"].append(_energy(size, bits, *moved, costs[one.transfer]))
        walls["updates"].append(_energy(size, cells, *update))
        walls["consolidation"].append(_energy(size, bits, stored))
    times = {
        "updates_per_parameter": element["made"],
        "moves_per_parameter": np.broadcast_to(_energy(*moved), size.shape),
    }
    repeated = {"parameters": size, "tokens": seen} | times
    return pd.DataFrame(
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
    table = read_table("hardware.csv").set_index("name")["energy_high_J"]
    return MappingProxyType({None: 0.0} | {str(name): float(energy) for name, energy in table.items()})


def _element(schedule: Schedule, updates: Array, **law: Any) -> dict[str, Array]:
    """Compute what one memory element has dissipated after each number of steps, its barrier, and its updates."""
    whole = np.rint(updates)
    listed = np.unique(whole)
    path = dissipation_trajectory(schedule, float(listed[-1]), **law, points=listed, accounts="paper")
    spent = path["cumulative_barrier"] + path["cumulative_drive"]
    place = np.searchsorted(listed, whole)
    counted = updates_made(schedule, listed, law["squared_gradient"])
    return {"spent": spent.to_numpy()[place], "barrier": path["barrier"].to_numpy()[place], "made": counted[place]}


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
        path = dissipation_trajectory(schedule, float(n[-1]), **law, points=n, accounts="paper")
        spent = (path["cumulative_barrier"] + path["cumulative_drive"]).to_numpy()
        enough = int(np.searchsorted(spent, available, side="right"))
        if enough == 0:
            return 0.0 if low == 1.0 else low
        if enough == n.size:
            return np.inf if high == LAST_STEP else high
        low, high = float(n[enough - 1]), float(n[enough])
        if high - low <= 1.0:
            break
    return low
