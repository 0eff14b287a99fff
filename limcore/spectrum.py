"""What computing and remembering cost today: the cited table behind Fig. 4 of the paper."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._columns import Columns, read_columns
from limcore._wide import product
from limcore.constants import landauer_energy
from limcore.errors import MOST, Array, DomainError, check, check_shapes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CATEGORIES", "OPERATIONS", "hardware_columns", "hardware_energy", "hardware_table", "landauer_multiple"]

CATEGORIES: Final = MappingProxyType(
    {
        "von_neumann": "Von Neumann: memory apart from computation",
        "neuromorphic": "Neuromorphic chips",
        "compute_in_memory": "Compute-in-memory",
        "memory_write": "Writing to memory",
        "adiabatic": "Resonant adiabatic compute-in-memory",
        "biology": "Biology",
        "learning_in_memory": "Learning-in-memory",
    }
)
"""The groups of the table, in the order of Fig. 4, and their titles."""

OPERATIONS: Final = MappingProxyType(
    {
        "arithmetic": "one addition, multiplication or float operation",
        "mac": "one multiply-accumulate",
        "access": "one word read from memory",
        "transfer": "one bit moved",
        "write": "one bit written",
        "synaptic": "one synaptic event",
        "update": "one update of a weight",
    }
)
"""The kinds of operations that are counted. Energies of different kinds are not to be compared as they stand."""


def hardware_table() -> pd.DataFrame:
    """Read the table of hardware: what one operation costs, and where that is written.

    Returns
    -------
    pandas.DataFrame
        One row for each entry, with the columns name; category, one of `CATEGORIES`; kind, one of `OPERATIONS`;
        operation, what is counted; energy_low_J and energy_high_J (J); bits (those of one operation; NaN where the
        source does not say); year; technology; basis (measured, datasheet, review, simulated, model, estimate, which
        may be a rough figure, or stated, without a word on how it was found); source; doi or url; main (whether it
        belongs to a short list); note.

    Examples
    --------
    >>> table = hardware_table().set_index("name")
    >>> float(table.loc["32-bit float multiply", "energy_low_J"])
    3.7e-12
    """
    import pandas as pd

    return pd.DataFrame(hardware_columns())


def hardware_columns() -> Columns:
    """Read the table of `hardware_table` as arrays, without pandas.

    Returns
    -------
    dict of numpy.ndarray
        The columns by their names, each of shape (number of entries,): numbers, truths, or text as objects, empty
        where there is none. They cannot be written to.

    Examples
    --------
    >>> table = hardware_columns()
    >>> float(table["energy_low_J"][table["name"] == "32-bit float multiply"][0])
    3.7e-12
    """
    return dict(read_columns("hardware.csv", energy_low_J=float, energy_high_J=float, bits=float, year=int, main=bool))


def hardware_energy(name: str) -> float:
    """Compute the energy of one operation of an entry of the table: the geometric mean where it is a range.

    Parameters
    ----------
    name : str
        The entry, as in the column name of `hardware_table`.

    Returns
    -------
    float
        Energy of one operation (J).

    Raises
    ------
    DomainError
        If there is no such entry.

    Examples
    --------
    >>> hardware_energy("32-bit float multiply")
    3.7e-12
    """
    table = hardware_columns()
    rows = np.flatnonzero(table["name"] == name) if isinstance(name, str) else np.empty(0)
    if not rows.size:
        raise DomainError("name", name, "an entry of hardware_table()")
    return float(np.sqrt(table["energy_low_J"][rows[0]] * table["energy_high_J"][rows[0]]))


def landauer_multiple(energy: ArrayLike, *, kT: ArrayLike) -> Array:
    r"""Compute how many times the Landauer limit of one bit an energy is.

    Parameters
    ----------
    energy : array_like
        Energy, at least 0.
    kT : array_like
        Thermal energy, above 0, in the same unit.

    Returns
    -------
    numpy.ndarray or numpy.float64
        :math:`E / (kT \ln 2)`, of the broadcast shape.

    Raises
    ------
    DomainError
        If an energy is negative or kT is not above 0.

    Examples
    --------
    >>> from limcore import thermal_energy
    >>> f"{landauer_multiple(13e-15, kT=thermal_energy(300)):.2g}"
    '4.5e+06'
    """
    spent, thermal = check("energy", energy, at_least=0.0), check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(energy=spent, kT=thermal)
    with np.errstate(all="ignore"):
        return product(spent, over=(thermal, np.asarray(landauer_energy())))[()]
