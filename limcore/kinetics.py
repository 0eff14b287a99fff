"""Rates over an energy barrier: Eqs. 1-3 of the paper.

Two states are separated by a barrier of height E0. A drive, the gradient energy dE, lowers the barrier of the forward
transition against that of the backward one. Energies are in the unit of the `kT` passed in (1 by default: reduced
units); rates are in the unit of `rate_max` (1 by default: relative to the attempt rate).

The paper writes dE with both signs: Eq. 2 has dE > 0 ease the forward step, Eqs. 3 and 4 need dE < 0. Here dE is the
size of the drive, at least 0, everywhere.

Results keep their accuracy over the whole range of doubles, also where a quotient such as dE/2kT leaves it. One that is
itself too large for a double is infinite, one too small 0; what infinite arguments leave open (a barrier of infinity
against an endless drive or time) is NaN.

References
----------
.. [1] S. Chakrabartty and G. Cauwenberghs, "Performance Walls in Machine Learning and Neuromorphic Systems",
       IEEE International Symposium on Circuits and Systems (ISCAS), 2023.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, exponential, quotient
from limcore.errors import MOST, Array, check, check_choice, check_shapes

__all__ = [
    "Convention",
    "directional_rates",
    "equilibrium_rate",
    "update_rate",
]

Convention = Literal["mean_rate", "symmetric_tilt"]
"""Which energy is called the barrier: that of the mean rate (the paper's), or the mean of the two barriers."""


def equilibrium_rate(barrier_height: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the rate of transitions over a barrier with no drive (Arrhenius).

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate, above 0: the rate with no barrier.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Eq. 1 of [1]_:

    .. math:: R^0 = R_\mathrm{max} \exp(-E^0 / kT)

    Kramers' theory gives the prefactor for barriers of a few kT and more; below that it is a model.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{equilibrium_rate(10.0, rate_max=1e9):.1f}")
    45399.9
    """
    fastest, thermal = device(rate_max, kT)
    barrier = check("barrier_height", barrier_height)
    check_shapes(barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        return exponential(quotient(-barrier, thermal), fastest)[()]


def directional_rates(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> tuple[Array, Array]:
    r"""Compute the forward and the backward rate under a drive.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Rates in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative, `rate_max` or `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    Eq. 2 of [1]_, with :math:`R = R^0 \tanh(\Delta E / 2kT)`:

    .. math:: R_\rightarrow = R^0 + R, \qquad R_\leftarrow = R^0 - R, \qquad
              R_\rightarrow / R_\leftarrow = \exp(\Delta E / kT)

    The backward rate is computed without that subtraction, so it keeps its accuracy where it is small.

    :math:`R^0 = R_\mathrm{max} \exp(-E^0 / kT)` does not depend on the drive. With the symmetric tilt the drive
    quickens it, to :math:`R_\mathrm{max} \exp(-E_m / kT) \cosh(\Delta E / 2kT)`:

    .. math:: R_\rightarrow = R_\mathrm{max} e^{-(E_m - \Delta E/2)/kT}, \qquad
              R_\leftarrow = R_\mathrm{max} e^{-(E_m + \Delta E/2)/kT}

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_rates(0.0, 1.0)
    >>> print(f"{forward:.6f} {backward:.6f}")
    1.462117 0.537883
    >>> forward, backward = directional_rates(0.0, 1.0, convention="symmetric_tilt")
    >>> print(f"{forward:.6f} {backward:.6f}")
    1.648721 0.606531
    """
    fastest, thermal = device(rate_max, kT)
    barrier, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        if is_tilted(convention):
            eased, raised = (_exponent(barrier, drive, part, thermal) for part in (0.5, -0.5))
            return exponential(eased, fastest)[()], exponential(raised, fastest)[()]
        exponent, boltzmann = quotient(-barrier, thermal), np.asarray(np.exp(-drive / thermal))
        share = np.asarray(2.0 / (1.0 + boltzmann))
        forward = exponential(exponent, fastest, share)
        weak = boltzmann < TINY
        if weak.any():  # too small to be a factor
            exponent = np.where(weak, _exponent(barrier, drive, -1.0, thermal), exponent)
            boltzmann = np.where(weak, 1.0, boltzmann)
        return forward[()], exponential(exponent, fastest, share, boltzmann)[()]


def update_rate(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the update rate, half the difference of the rates along the drive and against it.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Update rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative, `rate_max` or `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    Eq. 3 of [1]_ with the size of the drive; printed, its quotient of exponentials is negative for a positive drive:

    .. math:: R = R_\mathrm{max} \exp(-E^0/kT) \tanh\frac{\Delta E}{2kT}

    With the symmetric tilt of Butler, Volmer and Eyring, tanh becomes sinh; the two agree to second order in
    :math:`\Delta E / kT`. `barrier_height` is the inverse.

    An element on a ladder of states, which may go on from each of them, makes 2R net transitions in unit time. Two
    states fill up: with a share p in the favoured one there are :math:`R + R^0 (1 - 2p)`, none at equilibrium.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{update_rate(0.0, 1.0):.8f}")
    0.46211716
    """
    fastest, thermal = device(rate_max, kT)
    barrier, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, rate_max=fastest, kT=thermal)
    tilted = is_tilted(convention)
    with np.errstate(all="ignore"):
        half = np.asarray(drive / thermal * 0.5)
        eased = np.asarray(-0.5 * np.expm1(-2.0 * half) if tilted else np.tanh(half))
        exponent = _exponent(barrier, drive, 0.5, thermal) if tilted else quotient(-barrier, thermal)
        linear = half < TINY
        if not linear.any():
            return exponential(exponent, fastest, eased)[()]
        # So weak a drive acts by its quotient with kT, which may be too small to be a double.
        factors = np.where(linear, drive, eased), np.where(linear, 0.5, 1.0)
        return exponential(exponent, fastest, *factors, over=(np.where(linear, thermal, 1.0),))[()]


def device(rate_max: ArrayLike, kT: ArrayLike) -> tuple[Array, Array]:
    """Check what a memory element has of its own."""
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        check("kT", kT, above=0.0, at_most=MOST),
    )


def is_tilted(convention: str) -> bool:
    """Check the convention, and tell whether the mean of the two barriers is meant."""
    return check_choice("convention", convention, get_args(Convention)) == "symmetric_tilt"


def mean_rate_factors(barrier: Array, drive: Array, thermal: Array, convention: str) -> tuple[Array, Array]:
    """Give (R-> + R<-)/2R_max as an exponent and a factor, either of which is a double where their product is none."""
    if is_tilted(convention):
        return _exponent(barrier, drive, 0.5, thermal), np.asarray(0.5 * (1.0 + np.exp(-drive / thermal)))
    return quotient(-barrier, thermal), np.ones(())


def _exponent(barrier: Array, drive: Array, part: float, thermal: Array) -> Array:
    """(part dE - E0) / kT, which may be small though both are large."""
    whole = np.asarray(part * drive - barrier)
    exact = np.isfinite(whole) & (drive > TINY)
    if exact.all():
        return quotient(whole, thermal)
    return np.where(exact, quotient(whole, thermal), part * quotient(drive, thermal) - quotient(barrier, thermal))
