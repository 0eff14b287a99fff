"""Exact constants of nature, the thermal energy, the Landauer limit, and units of energy."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, product
from limcore.errors import MOST, Array, check, check_choice, check_number, check_shapes

__all__ = [
    "BOLTZMANN",
    "ELEMENTARY_CHARGE",
    "ENERGY_UNITS",
    "YEAR",
    "convert_energy",
    "landauer_energy",
    "thermal_energy",
]

BOLTZMANN: Final = 1.380649e-23
"""Boltzmann constant in J/K (exact, SI 2019)."""

ELEMENTARY_CHARGE: Final = 1.602176634e-19
"""Elementary charge in C (exact, SI 2019): one electronvolt in J."""

YEAR: Final = 365.25 * 86400.0
"""A Julian year in s."""

_LN_2: Final = np.asarray(math.log(2.0))

ENERGY_UNITS: Final = MappingProxyType(
    {
        "J": 1.0,
        "kJ": 1e3,
        "mJ": 1e-3,
        "uJ": 1e-6,
        "nJ": 1e-9,
        "pJ": 1e-12,
        "fJ": 1e-15,
        "aJ": 1e-18,
        "zJ": 1e-21,
        "Wh": 3.6e3,
        "kWh": 3.6e6,
        "MWh": 3.6e9,
        "eV": ELEMENTARY_CHARGE,
        "meV": ELEMENTARY_CHARGE * 1e-3,
    }
)
"""Units of energy and their size in J; "kT" is a unit too, of the size `thermal_energy` gives."""


def thermal_energy(temperature: ArrayLike) -> Array:
    r"""Compute the thermal energy of a temperature.

    Parameters
    ----------
    temperature : array_like
        Absolute temperature in K, above 0; any shape.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Thermal energy in J, of the shape of `temperature`.

    Raises
    ------
    DomainError
        If a temperature is not above 0 K, or infinite.

    Notes
    -----
    .. math:: kT = k_\mathrm{B} T

    Examples
    --------
    >>> float(thermal_energy(300.0))
    4.141947e-21
    """
    kelvin = check("temperature", temperature, above=0.0, at_most=MOST)
    with np.errstate(under="ignore"):
        energy: Array = np.multiply(BOLTZMANN, kelvin)[()]
    return energy


def landauer_energy(kT: ArrayLike = 1.0, bits: ArrayLike = 1.0) -> Array:
    r"""Compute the least heat that erasing bits gives off.

    Parameters
    ----------
    kT : array_like
        Thermal energy, above 0, in the unit wanted for the result.
    bits : array_like
        Number of bits erased, at least 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `kT` is not above 0, or `bits` is negative, or either infinite.

    Notes
    -----
    .. math:: E = b\, kT \ln 2

    Reached only in the limit of infinitely slow erasure.

    References
    ----------
    R. Landauer, "Irreversibility and heat generation in the computing process", IBM J. Res. Dev. 5, 183 (1961).

    Examples
    --------
    >>> print(f"{landauer_energy(thermal_energy(300.0)):.6e}")
    2.870979e-21
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    erased = check("bits", bits, at_least=0.0, at_most=MOST)
    check_shapes(kT=thermal, bits=erased)
    with np.errstate(all="ignore"):
        return product(thermal, erased, _LN_2)[()]


def convert_energy(value: ArrayLike, from_unit: str, to_unit: str, *, temperature: float = 300.0) -> Array:
    """Convert an energy from one unit to another.

    Parameters
    ----------
    value : array_like
        Energy in `from_unit`; any shape and sign.
    from_unit, to_unit : str
        A key of `ENERGY_UNITS`, or "kT".
    temperature : float
        Temperature in K that "kT" refers to.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in `to_unit`, of the shape of `value`.

    Raises
    ------
    DomainError
        If a unit is unknown or the temperature is not above 0 K.

    Examples
    --------
    >>> print(f"{convert_energy(1.0, 'kT', 'meV', temperature=300.0):.3f}")
    25.852
    """
    energy = check("value", value)
    kelvin = check_number("temperature", temperature, above=0.0, at_most=MOST)
    sizes: dict[str, tuple[Array, ...]] = {unit: (np.asarray(size),) for unit, size in ENERGY_UNITS.items()}
    sizes["kT"] = np.asarray(BOLTZMANN), np.asarray(kelvin)
    old = sizes[check_choice("from_unit", from_unit, sizes)]
    new = sizes[check_choice("to_unit", to_unit, sizes)]
    with np.errstate(all="ignore"):
        factor = product(*old, over=new)
        if TINY < factor < 1.0 / TINY:
            return np.asarray(energy * factor)[()]
        return product(energy, *old, over=new)[()]
